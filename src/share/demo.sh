#!/bin/sh
# `make demo`: compile a real policy, then decide a few real requests. Each command is shown before its answer.
set -eu
BUILD=${BUILD:-build}
NAME=$BUILD/enisa-international

say() { printf '\n# %s\n' "$@"; }
run() {
    printf '$ %s\n' "$1"
    sh -c "$1"
}

say 'A policy is a text that reads like the strategy it states. stratc turns it into a program.'
run "$BUILD/stratc -o $NAME policies/enisa-international.strat"

say 'Moldova has asked for training, and an agreement promotes cooperation. May ENISA assist?'
run "$NAME partner=MD objective=SO4 activity=training agreement=framework requested \\
    significant_value policy_aligned relevant measurable_added_value member_state_value"

say 'Awareness raising in Ukraine under an agreement that provides for it: why, by which paragraphs?'
run "$NAME --why partner=UA objective=SO1 activity=awareness_education agreement=explicit \\
    agreement_covers=awareness_education within_agreement"

say 'Nothing is known yet but the partner and the subject: what has to be asked?'
run "$NAME partner=BR objective=SO4 activity=training"

say 'Who does not know what matters is asked, as few questions as can be: here with the answers typed beforehand.'
run "printf '%s\\n' ukraine awareness 1 SO1 explicit yes awareness_education '' n | $NAME --interview | sed -n '1,/^May start/p'"

say 'The same for machines: a JSON object a line in, an answer a line out.'
run "printf '%s\\n' \\
    '{\"id\": 1, \"partner\": \"FR\", \"objective\": \"SO1\", \"activity\": \"training\"}' \\
    '{\"id\": 2, \"partner\": \"IS\", \"objective\": \"SO4\", \"activity\": \"training\", \"relevant\": true}' \\
    '{\"id\": 3, \"partner\": \"company\", \"objective\": \"SO5\", \"activity\": \"market_engagement\", \"incompatible_interests\": true}' \\
    '{\"id\": 4, \"partner\": \"Atlantis\"}' |
    $NAME --json" || test $? = 1 # one of them is wrong on purpose

say 'And as one page for a browser, which needs no network: questions, answers, what would change them, records to file.'
if [ -s "$BUILD/gen/evaluator.wasm" ]; then
    run "$BUILD/stratc --emit=page -o $NAME.html policies/enisa-international.strat"
    echo "Open $NAME.html"
else
    echo 'Not here: it needs clang and wasm-ld when stratc is built; make setup installs them.'
fi
