#!/bin/sh
# The language server: 5,000 random edits, and what is offered before every word of three policies, where check tries some.
. "$(dirname "$0")/../lib.sh"

for part in edits features; do
    if STRICT=1 sh "$ROOT/tests/lsp/$part.sh" >"$SCRATCH/log" 2>&1; then
        ok "$(sed -n 's/^ok: //p' "$SCRATCH/log")"
    else
        bad "$part" "$(cat "$SCRATCH/log")"
    fi
done
finish
