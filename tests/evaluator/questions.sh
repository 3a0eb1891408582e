#!/bin/sh
# Records of what an officer asks (questions.txt): how long they are, and that what they tell of other answers is so.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
cd "$SCRATCH" || exit 2
: >err

# What an officer asks first: each record fits on a page and a half (tests/page/paper.sh prints them), so it has few lines.
while IFS='|' read -r name facts; do
    # shellcheck disable=SC2086
    ./enisa --record "q$name.md" $facts && ./enisa --verify "q$name.md" >said || bad "question $name" "$(cat said)"
    sed '/^```json$/,$d' "q$name.md" | fold -s -w 130 | grep -c . >count
    [ "$(cat count)" -le 88 ] || printf '%s has %s lines\n' "$name" "$(cat count)"
done <"$ROOT/tests/evaluator/questions.txt" >wrong
empty 'no record of a question is long' "$(cat wrong)"

# A rule is told as its readings are taken: those who file it need not read them.
status=0
for record in q*.md; do sed '/^```json$/,$d' "$record"; done | grep '^- .* As a rule: ' >out
grep -e 'is read as' -e '?"' -e 'taken).*taken)' out >wrong
empty 'no rule drags a reading in' "$(cat wrong)"
wanted 'that readings are left out is said once' 0 'P4\*\* .*policy goals" \(as the open questions are taken\)\.$' '4\.2\.c\*\* .*"is like-minded" \(as'

# Labels of which one has a comma, or the word that joins them, are kept apart.
sed '/^```json$/,$d' q10.md >out
wanted 'labels with commas' 0 'other than raise awareness and educate communities; build capacities on both sides, by agreement; or build knowledge' \
    'with none of awareness and education; capacities; knowledge and information'

# What is of no consequence is: with the contrary stated the record reads the same, but for what was asked and what is taken for
# granted; with what matters it does not; and what is told of neither cannot be stated.
reads() { sed '/^```json$/,$d; /^Record of a decision/d' "$1" | awk '/^## /{ own = /^## (Asked|Taken for granted|To check)/ } !own'; }
contraries() { # of each fact taken for granted: what is said of it, and the contrary as one types it
    json "$1" | python3 -c 'import json, sys
for taken in json.load(sys.stdin)["taken"]:
    if taken["typed"] and "=" not in taken["typed"]:
        says = "fixed" if taken["fixed"] else {True: "matters", False: "idle", None: "unknown"}[taken["matters"]]
        print(says, taken["fact"] if taken["says"] == "no" else "not " + taken["fact"])'
}
while IFS='|' read -r name facts; do
    case $name in 3 | 5 | 8 | 9 | 10 | 12 | 16 | 18 | 23 | 24b) ;; *) continue ;; esac
    reads "q$name.md" >before
    contraries "q$name.md" >contraries
    while read -r says contrary; do
        # shellcheck disable=SC2086
        ./enisa --record contrary.md $facts $contrary >said 2>&1
        status=$?
        if [ "$status" != 0 ]; then
            now=fixed
        else
            reads contrary.md >after
            cmp -s before after && now=idle || now=matters
        fi
        [ "$says" = "$now" ] || printf '%s, %s: %s, not %s\n' "$name" "$contrary" "$now" "$says"
        printf '%s\n' "$now" >>kinds
        rm -f contrary.md
    done <contraries
done <"$ROOT/tests/evaluator/questions.txt" >wrong
empty 'of no consequence is what changes nothing that is read, and that alone' "$(cat wrong)"
got=$(sort -u kinds | tr '\n' ' ')
[ "$got" = 'fixed idle matters ' ] && ok 'each of them there is' || bad 'each of them there is' "$got"

# What is required and met, what stands in no way, and where a judgement leads if it is the other way.
sed '/^```json$/,$d' q3.md >out
wanted 'required, and met' 0 '^- \*\*2\.2\*\* .* Required, and met: assistance has been requested: yes; the value .*: yes; agrees with .*: yes\.$' '^## By these rules$' \
    '^- \*\*P4\*\* .* Does not apply, but would with this: contacts .*: yes\.$' '^- the value .*: yes \(2\.2\); if no: limited, default$' '^- contacts .*: no, as nobody said otherwise \(P4\); if yes: refused$' \
    '^This is sure: .*, apart from what is taken for granted and the judgements below\.$' '!financially or legally'
sed '/^```json$/,$d' q9.md >out
wanted 'values by the others, and where a duty is owed' 0 '^- what would be done: other than share .* or support a single .*; otherwise as now$' '\(only where: the strategic objective that it serves: Cooperation in massive .*\)$' '!and [0-9]+ more'

finish
