#!/bin/sh
# What a run of check tries on a few thousand random policies, half of them without a rank, on many more: the runtime's answers,
# every key, against the reference interpreter; differences and their groups, and the checks over all situations, against brute force.
# And a million requests with gaps to the first policy: compiled diagrams against those that are made, every key.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

try() { # try POLICIES PROGRAM
    if POLICIES=$1 "$BUILD/tests/props/$2" >"$SCRATCH/out" 2>&1; then
        ok "$2, $1 policies: $(grep -E "answered both ways|answers|compared|policies|groups" "$SCRATCH/out" | tr "\n" " ")"
    else
        bad "$2, $1 policies" "$(cat "$SCRATCH/out")"
    fi
}

try 100000 answers
try 100000 table
try 20000 diff
for program in lint_rules lint_gaps lint_world lint_names lint_changes lint_advice lint_wording; do try 40000 $program; done

REQUESTS=1000000
export REQUESTS
try 100 layouts
finish
