#!/bin/sh
# What check compiles once, under every standard and at every level of optimisation; and what takes long to be given up.
. "$(dirname "$0")/../lib.sh"

for part in c documents; do
    if WHOLE=1 sh "$ROOT/tests/emit/$part.sh" >"$SCRATCH/log" 2>&1; then
        ok "$part: $(tail -n 1 "$SCRATCH/log")"
    else
        bad "$part" "$(cat "$SCRATCH/log")"
    fi
done
finish
