#!/bin/sh
# The formats that are one text: what they say of two real policies (and of one without objective, activity or partner, and of one without
# a default), word for word; where they go; and what keeps them from being written. GOLDEN=write takes what is written now as right: read it first.
. "$(dirname "$0")/../lib.sh"
golden=$ROOT/tests/emit/golden
cd "$SCRATCH" || exit 2

cat >lending.strat <<'END'
strategy "Lending | *of books*" {
    approaches ranked browsing < lending < sending
    paragraphs 1, 2, 3, 4, 5, 6, A, A.1, B
    scope not partner = staff
}
fact partner "who asks" : one of { member "a member", guest "a guest", child "a child", staff "staff" }
fact objective "what for"
fact activity "what is lent" : one of { books "books, bound", maps "maps", records "records" }
fact fines "fines are unpaid" : yes or no default no
judgement trusted "is trusted" by "the librarian" presumed yes when partner = member # as ever
    and fines = no
judgement rare "is rare" default yes
judgement quiet "is quiet" by "the porter"
assume "who is not trusted is not quiet" trusted or not quiet
define valued means rare or partner = child
approach 1 browsing "Reading room" {
    may be used for maps
}
approach 2 lending "Lending" {
    requires trusted
}
approach 3 sending "By post" {
}
principle 4 "Nobody with fines" {
    must not engage when fines
}
principle 5 "No records for children" {
    must not engage for records with child
}
principle 6 "Quiet" {
    should meet quiet
}
objective A study "Study" {
    may use lending for books, records
    provision A.1 "Rare ones" {
        may use sending for records when not valued
    }
}
objective B leisure "Leisure" {
    may use browsing for books
}
END

policy() { # policy NAME: its file
    case $1 in lending) echo lending.strat ;; *) echo "$ROOT/policies/$1.strat" ;; esac
}

told() { # told NAME KIND ENDING
    if ! "$STRATC" --emit="$2" "$(policy "$1")" >out 2>err || [ -s err ]; then
        bad "$2 of $1" "$(cat err)"
        return
    fi
    [ "${GOLDEN:-}" != write ] || cp out "$golden/$1-$2.$3"
    same "$2 of $1" "$golden/$1-$2.$3" out
}
for name in tutorial enisa-international vulnerability-disclosure lending; do
    told $name map md
    told $name judgements md
done
for name in tutorial lending; do
    told $name map-json json
    told $name judgements-json json
done

# ---- where it goes ----

for kind in map map-json judgements judgements-json; do
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
refused 1 'a map that is not decided' 'ST5002 not-decided' --emit=map -o result tangled.strat
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
