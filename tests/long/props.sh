#!/bin/sh
# What a run of check tries on a few thousand random policies, half of them without a rank, on many more: the runtime's answers,
# every key, against the reference interpreter; differences and their groups, and the checks over all situations, against brute force.
# And all of what check goes over one in so many: mutants of policies, damaged tables, the situations of ENISA's document.
# And a million requests to ENISA's policy: compiled diagrams against those that are made, every key; and against the interpreter.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

judge() { # judge "what" WORDS COMMAND...: what was counted is told by lines with one of the words
    what=$1 words=$2
    shift 2
    if "$@" >"$SCRATCH/out" 2>&1; then
        ok "$what: $(grep -E "$words" "$SCRATCH/out" | tr "\n" " ")"
    else
        bad "$what" "$(cat "$SCRATCH/out")"
    fi
}

try() { # try POLICIES PROGRAM
    judge "$2, $1 policies" 'answered both ways|answers|compared|policies|groups' env POLICIES="$1" "$BUILD/tests/props/$2"
}

try 30000 answers
try 30000 table
try 10000 diff
for program in lint_rules lint_gaps lint_world lint_names lint_changes lint_advice lint_wording lint_slips lint_priorities; do try 10000 $program; done
for program in documents diff_causes diff_changes broken forged; do try 6000 $program; done
for program in mutants hostile document; do judge "$program, all" 'mutants|refused|situations' env WHOLE=1 "$BUILD/tests/props/$program"; done

export REQUESTS WHOLE
REQUESTS=1500
try 6000 cache
REQUESTS=1000000 WHOLE=1
try 100 layouts
try 1 enisa
finish
