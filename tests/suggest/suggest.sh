#!/bin/sh
# --suggest-examples: what it writes can be pasted and passes; then all is exercised; none of it can be left out.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

exercised='; every [a-z, ]* exercised$'

# Examples start with `example` and end with `}`, each at the start of a line.
without_examples() { awk '/^example /{ skip = 1 } !skip && !/^use ".*-examples"/ { print } /^}/ { skip = 0 }' "$1"; }
all_but() { # all_but N FILE: FILE without its example number N
    awk -v n="$1" '/^example /{ i++ } i != n || done[n] { print } i == n && /^}/ { done[n] = 1 }' "$2"
}
tested() { # tested POLICY: what is said, to out
    "$STRATC" --test -I "$ROOT/policies" "$1" >said 2>&1
    tested=$?
    unwrapped said >out
    return $tested
}

# judge NAME FILE EVERY: pastes what is suggested, tests; leaves each EVERYth out in turn
judge() {
    if ! "$STRATC" --suggest-examples -I "$ROOT/policies" -o new.strat "$2" >log 2>&1; then
        bad "$1: suggested" "$(cat log)"
        return
    fi
    cat "$2" new.strat >pasted.strat
    if tested pasted.strat && grep -q "$exercised" out; then ok "$1: pasted, it passes and exercises all"; else bad "$1: pasted, it passes and exercises all" "$(tail -n 20 out)"; fi
    number=$(grep -c '^example ' new.strat)
    spare=
    i=1
    while [ "$i" -le "$number" ]; do
        { cat "$2"; all_but "$i" new.strat; } >fewer.strat
        tested fewer.strat
        grep -q "$exercised" out && spare="$spare $i"
        i=$((i + $3))
    done
    empty "$1: none of its $number examples can be left out" "$spare"
    "$STRATC" --suggest-examples -I "$ROOT/policies" pasted.strat >again 2>&1
    if [ $? -eq 0 ] && ! grep -q '^example' again; then ok "$1: nothing more to suggest"; else bad "$1: nothing more to suggest" "$(cat again)"; fi
}

for policy in "$ROOT"/policies/*.strat; do
    case $policy in *-examples.strat) continue ;; esac
    name=$(basename "$policy" .strat)
    judge "$name" "$policy" 1
    without_examples "$policy" >bare.strat
    judge "$name without its examples" bare.strat 5
done
for case in "$ROOT"/tests/cases/presumptions/*.strat "$ROOT"/tests/cases/priorities/*.strat; do
    [ -f "$case" ] && "$STRATC" --test "$case" >/dev/null 2>&1 && judge "$(basename "$case" .strat)" "$case" 1
done

# ---- what it looks like ----

cat >p.strat <<'END'
strategy "Lending" {
    approaches ranked browsing < lending
    scope not partner = staff
}
fact partner "who asks" : one of { member "a member", guest "a guest", staff "staff" }
fact fines "fines are unpaid" : yes or no default no
fact age "the age" : number 0.0..120.0 "years" default 18.0
fact topics "what about" : set of { maps "maps", law "law" }
fact day "the day" : date
judgement trusted "is trusted" by "the librarian" presumed yes when partner = member
duty deposit "leave a deposit" before by "the borrower" done when paid
fact paid "the deposit is paid" : yes or no default no
approach 1 browsing "Reading room" { default }
approach 2 lending "Lending" {
    may be used with member, guest when trusted unless fines
    only after deposit when topics includes maps
}
principle 3 "Children" { must not use lending when age below 12 }
END
judge 'a policy of every kind of fact' p.strat 1
"$STRATC" --suggest-examples p.strat >out1 2>err && "$STRATC" --suggest-examples -o out2 p.strat
same 'the same suggestions, to a file' out1 out2
empty 'nothing on the other stream' "$(cat err)"
empty 'lines fit a page' "$(grep -v '^example' out1 | awk 'length > 110')"
if grep -q 'age alone keeps 3 from closing lending' out1; then ok 'titles say what the example is for'; else bad 'titles say what the example is for' "$(cat out1)"; fi

# ---- what is not suggested ----

"$STRATC" --suggest-examples -o p.strat p.strat >log 2>&1
status=$?
if [ $status -eq 2 ] && grep -q '^strategy' p.strat; then ok 'the policy is not written over'; else bad 'the policy is not written over' "$(cat log)"; fi
sed 's/with member/with membre/' p.strat >wrong.strat
"$STRATC" --suggest-examples wrong.strat >log 2>&1
status=$?
if [ $status -eq 1 ] && grep -q membre log; then ok 'not for a policy with errors'; else bad 'not for a policy with errors' "$status: $(cat log)"; fi
"$STRATC" --suggest-examples p.strat >/dev/full 2>log
status=$?
if [ $status -eq 2 ]; then ok 'a full disk is told'; else bad 'a full disk is told' "$status: $(cat log)"; fi

# ---- what --test says of it ----

tested p.strat
status=$?
if [ $status -eq 0 ] && grep -qE '^p\.strat: there are no examples; no example exercises [0-9]+ of [0-9]+ rules, [0-9]+ of [0-9]+ conditions, 1 of 1 duty$' out; then
    ok 'what is not exercised is counted, and is no fault'
else
    bad 'what is not exercised is counted, and is no fault' "$status: $(cat out)"
fi
"$STRATC" --test -Wunexercised-rule p.strat >out 2>&1
status=$?
if [ $status -eq 1 ] && grep -q 'ST2012 unexercised-rule' out && ! grep -q ST2013 out; then ok 'told in full where asked for'; else bad 'told in full where asked for' "$status: $(cat out)"; fi
sed 's/^    may be used.*/& # stratc: allow unexercised-rule -- new/; s/^    only after.*/& # stratc: allow unexercised-rule -- new/; s/^principle 3.*/& # stratc: allow unexercised-rule -- new/' p.strat >allowed.strat
"$STRATC" --test -Wunexercised-rule allowed.strat >out 2>&1
status=$?
if [ $status -eq 0 ] && ! grep -q ST2012 out; then ok 'allowed in place'; else bad 'allowed in place' "$status: $(cat out)"; fi
"$STRATC" --lint -Wunexercised-rule allowed.strat >out 2>&1
if grep -q 'allow-unused' out; then bad '--lint does not look for it, nor for its comments' "$(cat out)"; else ok '--lint does not look for it, nor for its comments'; fi
finish
