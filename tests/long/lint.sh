#!/bin/sh
# The checks over all situations against brute force, on tens of thousands of random policies instead of a few thousand.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

for program in lint_rules lint_gaps lint_world lint_names lint_changes; do
    if POLICIES=40000 "$BUILD/tests/props/$program" >"$SCRATCH/out" 2>&1; then
        ok "$program: $(grep -E "answered both ways|policies" "$SCRATCH/out" | tr "\n" " ")"
    else
        bad "$program" "$(cat "$SCRATCH/out")"
    fi
done
finish
