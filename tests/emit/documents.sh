#!/bin/sh
# The formats that are one text: where they go, and what keeps them from being written. What they say: golden.sh.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cp "$ROOT/tests/emit/golden/lending.strat" .

# ---- where it goes ----

for kind in $(documents); do
    "$STRATC" --emit=$kind lending.strat >shown 2>err
    "$STRATC" --emit=$kind -o file lending.strat >out 2>>err
    same "$kind to a file as to standard output" shown file
    "$STRATC" --emit=$kind -o - lending.strat >out 2>>err
    same "$kind to - as well" shown out
    rm -f file
done
empty 'nothing on standard error' "$(cat err)"
"$STRATC" --emit=list >out
if [ "$(wc -l <out)" -ge 5 ] && grep -q '^judgements-json ' out; then ok '--emit=list names them'; else bad '--emit=list names them' "$(cat out)"; fi
{ echo; cat lending.strat; echo 'example "untrue" { given fines expect open sending }'; } >untrue.strat
"$STRATC" --emit=map untrue.strat >out 2>err
if grep -q 'examples are decided otherwise' err && [ -s out ]; then ok 'an example that fails is told beside it'; else bad 'an example that fails is told beside it' "$(cat err)"; fi

# ---- what keeps it from being written ----

refused() { # refused STATUS "what" TEXT ARGUMENTS: the status, a message with this text, and no result
    status=$1 what=$2 text=$3
    shift 3
    rm -f result
    "$STRATC" "$@" >out 2>err
    got=$?
    if [ $got -eq "$status" ] && grep -q "$text" err && [ ! -s out ] && [ ! -e result ]; then ok "$what"; else bad "$what" "exit $got: $(cat out err)"; fi
}
refused 2 'a kind that there is not' 'it can be c, table, map' --emit=mop lending.strat
refused 2 'no kind' 'wants a value' lending.strat --emit=
refused 2 'no policy' 'which policy' --emit=map
refused 2 'a policy that is not there' 'nowhere.strat' --emit=map -o result nowhere.strat
sed 's/partner = member/partner = membre/' lending.strat >wrong.strat
refused 1 'a policy that is wrong' 'membre' --emit=map -o result wrong.strat
refused 1 'the judgements of a policy that is wrong' 'membre' --emit=judgements-json wrong.strat
refused 2 'a folder that is not there' 'cannot write' --emit=map -o nowhere/result lending.strat
# Which of forty facts with which of forty others, each with several: in no order are there few enough kinds of situation to go over.
numbers=$(awk 'BEGIN { for (i = 0; i < 40; i++) print i }')
{
    echo 'strategy "Tangled" { approaches ranked low < high paragraphs 1, 2 }'
    for i in $numbers; do echo "fact a$i \"a\" : yes or no"; done
    for i in $numbers; do echo "judgement b$i \"b\" by \"w\""; done
    echo 'approach 1 low "Low" { default }'
    echo 'approach 2 high "High" {'
    for i in $numbers; do for j in 1 2 3 4 5; do echo "    may be used when a$i and b$(((i * (2 * j + 1) + 7 * j) % 40))"; done; done
    echo '}'
} >tangled.strat
# It takes long to find that out, and a map that is not decided comes soon enough below.
[ "${WHOLE:-0}" = 0 ] || refused 1 'a map that is not decided' 'ST5002 not-decided' --emit=map -o result tangled.strat
refused 1 'judgements that are not decided' 'ST5002 not-decided' --emit=judgements-json tangled.strat

# Three hundred objectives, activities and partners, each told apart from the others: a map of 27 million entries is nothing to read.
awk 'BEGIN {
    print "strategy \"Wide\" { approaches ranked low < high }"
    for (i = 0; i < 300; i++) { partners = partners ", p" i " \"p\""; activities = activities ", a" i " \"a\"" }
    printf "fact partner \"who\" : one of { other \"other\"%s }\nfact activity \"what\" : one of { other \"other\"%s }\nfact objective \"which\"\n", partners, activities
    print "approach 1 low \"Low\" { default }\napproach 2 high \"High\" { }"
    for (i = 0; i < 300; i++) printf "objective 4.%d O%d \"O\" { may use high for a%d with p%d }\n", i, i, i, i
}' >wide.strat
refused 1 'a map too wide to read' 'ST5002 not-decided' --emit=map -o result wide.strat

cp lending.strat kept.strat
refused 2 'the policy itself' 'take the place of the policy' --emit=map -o lending.strat lending.strat
same 'the policy is as it was' kept.strat lending.strat
for kind in map judgements; do
    "$STRATC" --emit=$kind "$ROOT/policies/enisa-international.strat" >/dev/full 2>err
    got=$?
    if [ $got -eq 2 ] && grep -q 'the disk is full' err; then ok "$kind on a full disk"; else bad "$kind on a full disk" "exit $got: $(cat err)"; fi
done
{ "$STRATC" --emit=map-json "$ROOT/policies/enisa-international.strat" 2>err; echo $? >status; } | true
if [ "$(cat status)" -eq 0 ] && [ ! -s err ]; then ok 'a reader that went away changes nothing'; else bad 'a reader that went away' "$(cat status err)"; fi
finish
