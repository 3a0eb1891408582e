#!/bin/sh
# What a page says of other values, of maps and of links is so; steps can be taken back, paper has all that is read, files have names
# that tell them apart, and a program reads the facts that were saved.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/browser.inc"

for name in enisa-international vulnerability-disclosure marrow-bay-partnerships; do
    "$PAGE_STRATC" --emit=page -o "$SCRATCH/$name.html" "$ROOT/policies/$name.strat" 2>"$SCRATCH/log" || bad "$name is written as a page" "$(cat "$SCRATCH/log")"
done
"$STRATC" -o "$SCRATCH/enisa" "$ROOT/policies/enisa-international.strat" || bad 'the policy is compiled'
in_browser use.js "$SCRATCH/enisa"
finish
