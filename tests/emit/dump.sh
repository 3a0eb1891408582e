#!/bin/sh
# --dump: each stage of a small policy as text, what is dumped of a policy with errors, and what is refused.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2
GOLDEN=$ROOT/tests/emit/golden/dump
P=$GOLDEN/lending.strat

for stage in tree model rules clauses table; do
    "$STRATC" --dump=$stage "$P" >out 2>said
    status=$?
    cat said >>out
    same "--dump=$stage" "$GOLDEN/$stage.txt" out
    [ $status = 0 ] || bad "--dump=$stage: the status" "$status"
done
"$STRATC" --dump=rules -o rules.txt "$P" && same 'to a file' "$GOLDEN/rules.txt" rules.txt

cp "$P" broken.strat
echo 'fact broken "x" : one of { a, ' >>broken.strat
"$STRATC" --dump=tree broken.strat >out 2>said
status=$?
if [ $status = 1 ] && grep -q '^(duty deposit' out && grep -q ST1 said; then ok 'a tree as far as it could be read'; else bad 'a tree as far as it could be read' "$status: $(cat out said)"; fi
"$STRATC" --dump=model broken.strat >out 2>said
status=$?
if [ $status = 1 ] && [ ! -s out ] && [ -s said ]; then ok 'no model of a policy with errors'; else bad 'no model of a policy with errors' "$status: $(cat out)"; fi

for stage in tokens '' Tree; do
    "$STRATC" "--dump=$stage" "$P" >out 2>said
    status=$?
    if [ $status = 2 ] && [ ! -s out ] && grep -q ST0006 said; then ok "refused: --dump=$stage"; else bad "refused: --dump=$stage" "$status: $(cat out said)"; fi
done
"$STRATC" --dump=tokens "$P" 2>said
grep -q 'it can be tree, model, rules, clauses or table' said && ok 'which stages there are' || bad 'which stages there are' "$(cat said)"
printf 'strategy "esc\\\\ \\"q\\"" { approaches ranked a < b paragraphs 1 }\napproach 1 a "A" { default }\n' >hostile.strat
"$STRATC" --dump=tree hostile.strat | grep -qF '(strategy "esc\\ \"q\""' && ok 'texts are escaped' || bad 'texts are escaped' "$("$STRATC" --dump=tree hostile.strat 2>&1)"
finish
