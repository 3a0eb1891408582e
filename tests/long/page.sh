#!/bin/sh
# Pages in a real browser, where nothing may be missing: what they need is installed.
. "$(dirname "$0")/../lib.sh"

for part in decides safe access; do
    if STRICT=1 sh "$ROOT/tests/page/$part.sh" >"$SCRATCH/log" 2>&1; then
        ok "$(sed -n 's/^ok: //p' "$SCRATCH/log")"
    else
        bad "$part" "$(cat "$SCRATCH/log")"
    fi
done
finish
