#!/bin/sh
# A record fits on paper: of each question of tests/evaluator/questions.txt at most a page and a half of A4, as Chromium prints it.
# So does a reading copy: of ENISA's policy at most 30 pages, and each sheet on one, but for that of two hundred countries.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/browser.inc"

"$STRATC" -o "$SCRATCH/enisa" "$ROOT/policies/enisa-international.strat" || bad 'the policy is compiled'
while IFS='|' read -r name facts; do
    # shellcheck disable=SC2086
    "$SCRATCH/enisa" --record "$SCRATCH/$name.html" --ref '2026/117-INT' --date 2026-11-30 --by 'Head of International Relations' $facts </dev/null ||
        bad "a record of question $name"
done <"$ROOT/tests/evaluator/questions.txt"
mkdir "$SCRATCH/reading"
"$STRATC" --emit=html -o "$SCRATCH/reading/enisa.html" "$ROOT/policies/enisa-international.strat" || bad 'the reading copy is written'
in_browser paper.js
finish
