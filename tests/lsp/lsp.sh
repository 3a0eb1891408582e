#!/bin/sh
# The language server, by an editor that is a script.
. "$(dirname "$0")/../lib.sh"

if ! command -v python3 >/dev/null 2>&1; then
    skip 'the language server' 'no python3 here: install python3'
    finish
fi

export ROOT BUILD STRATC SCRATCH PYTHONDONTWRITEBYTECODE=1

for part in "$ROOT"/tests/lsp/*.py; do
    [ "$part" != "$ROOT/tests/lsp/client.py" ] || continue
    name=$(basename "$part" .py)
    if python3 "$part" >"$SCRATCH/log" 2>&1; then ok "$name: $(tail -n 1 "$SCRATCH/log")"; else bad "$name" "$(grep -v '^ok' "$SCRATCH/log" | tail -n 60)"; fi
done
finish
