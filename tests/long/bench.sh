#!/bin/sh
# `make bench BENCH=quick` runs to its end, and every row and goal that does not hang on npm has a figure. What the figures are is no test.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

if ! MAKEFLAGS='' make bench BENCH=quick BUILD="${BUILD#"$ROOT"/}" CC="$CC" >"$SCRATCH/table" 2>"$SCRATCH/log"; then
    bad 'make bench BENCH=quick' "$(tail -n 20 "$SCRATCH/log" "$SCRATCH/table")"
    finish
fi
cat "$SCRATCH/table"
ok 'make bench BENCH=quick runs to its end'
npm='Cedar|zen-engine|json-rules-engine'
empty 'every row has a figure' "$(awk '/^goals/ { exit } /  -$/' "$SCRATCH/table" | grep -vE "$npm")"
empty 'every goal is measured' "$(grep 'not measured' "$SCRATCH/table" | grep -vE "$npm")"
if grep -q '^[0-9]* of [1-9][0-9]* goals met$' "$SCRATCH/table"; then ok 'it says how many goals are met'; else bad 'it says how many goals are met'; fi
finish
