#!/bin/sh
# Long lists, many alike, far apart: whatever is asked of such policies ends within a time and a memory, and decides what it is said to decide here. HEAVY=1
# (check-long) takes sizes that nobody writes.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2
seconds=20 kilobytes=1000000
[ "${HEAVY:-0}" = 0 ] || seconds=60

# within COMMAND...: its output is in `out`; sets status; what is killed has none that stratc has
within() {
    case $BUILD in
    *-san) (ulimit -t $((20 * seconds)) && "$@" >out 2>&1) ;; # the sanitizers need address space without bounds
    *) (ulimit -t "$seconds" && ulimit -v "$kilobytes" && "$@" >out 2>&1) ;;
    esac
    status=$?
}

policy() { awk -v family="$1" -v n="$2" -v k="${4:-}" -v change="${3:-}" -f "$ROOT/tests/bounds/policy.awk"; }

# asked FAMILY N NOT-DECIDED: every question of a policy; NOT-DECIDED names those that may be given up, which then says so
asked() {
    policy "$1" "$2" >policy.strat
    policy "$1" "$2" 1 >changed.strat
    wrong=
    for question in --lint --test --suggest-examples --readings --diff --emit=c $(documents | sed 's/^/--emit=/') build; do
        case $question in
        --diff) within "$STRATC" --diff policy.strat changed.strat ;;
        --emit=*) within "$STRATC" "$question" -o result policy.strat ;;
        build) within "$STRATC" -o result policy.strat ;;
        *) within "$STRATC" "$question" policy.strat ;;
        esac
        given_up=$(grep -c 'ST5002' out)
        if [ "$status" -gt 1 ] && ! { [ "$question" = --diff ] && [ "$given_up" -gt 0 ]; }; then
            wrong="$wrong$question: exit $status: $(head -n 2 out)
"
        elif [ "$given_up" -gt 0 ] && ! echo " ${3:-} " | grep -qF -e " $question "; then
            wrong="$wrong$question: $(grep 'ST5002' out | cut -c 1-300)
"
        elif [ "$question" = --diff ] && [ "$given_up" = 0 ] && [ "$1" != alike ] && [ "$1" != presumed ] && [ "$status" != 1 ]; then
            wrong="$wrong--diff: $(head -n 2 out)
"
        fi
    done
    empty "$1 of $2" "$wrong"
}

if [ "${HEAVY:-0}" = 0 ]; then
    asked and 250
    asked or 400
    asked count 40
    asked nested 40
    asked pairs 100
    asked readings 60
    asked rules 400
    asked alike 801
    asked duties 30
    asked values 200
    asked chain 60
    asked lists 600
    asked presumed 40
    asked expected 40
else
    asked and 2000 --suggest-examples
    asked or 2000 --lint
    for k in 1 2 3 10 25 40 48 49; do
        policy count 49 '' $k >policy.strat
        within "$STRATC" --lint policy.strat
        if [ "$status" -eq 1 ] && ! grep -q ST5002 out; then ok "at least $k of 49"; else bad "at least $k of 49" "exit $status: $(cat out)"; fi
    done
    asked nested 200 "--lint --diff --suggest-examples"
    asked pairs 400 --suggest-examples
    asked readings 200
    asked rules 2000 --suggest-examples
    asked alike 4000
    asked duties 100
    asked values 2000 "--lint --suggest-examples"
    asked chain 140
    asked lists 5000
    asked presumed 200
    asked expected 200 --lint
fi

# ---- a lint of 4,000 rules, within a time and a memory for the whole of it ----

# thousands NAME: policy.strat; decided or, by then, said not to be
thousands() {
    within "$STRATC" --lint policy.strat
    if [ "$status" -le 1 ]; then ok "lint of $1"; else bad "lint of $1" "exit $status: $(head -n 3 out)"; fi
}

policy rules 4000 >policy.strat
thousands '4,000 rules of one fact'
grep -q ST5002 out && bad '4,000 rules of one fact are decided' "$(grep ST5002 out)"
kilobytes=120000
policy and 2000 >policy.strat
thousands 'one condition of 2,000 facts, in little memory'
grep -q ST5002 out && bad 'one condition of 2,000 facts is decided' "$(grep ST5002 out)"
kilobytes=1000000
$CC -std=c11 -O1 -I"$ROOT" -o policy "$ROOT/tests/bench/policy.c"
for seed in 1 4; do
    ./policy random 1000 $seed >policy.strat
    thousands "1,000 random rules, $seed"
    grep -q ST5002 out && bad "1,000 random rules, $seed, are decided" "$(grep ST5002 out)"
done
# diff_of KIND N: of two versions that differ in one provision, which is told as the cause; nothing else is
diff_of() {
    ./policy "$1" "$2" >policy.strat
    awk '!done && /may use assisting for/ { sub(/assisting/, "outreach"); done = 1 } { print }' policy.strat >changed.strat
    changed=$(awk '/provision/ { id = $2 } /may use assisting for/ { print id; exit }' policy.strat)
    within "$STRATC" --diff policy.strat changed.strat
    others=$(unwrapped out | grep -o '([^()]* changed)' | grep -v "^($changed changed)$")
    if [ "$status" -eq 1 ] && grep -q 'decided differently' out && unwrapped out | grep -qF "($changed changed)" && [ -z "$others" ]; then
        ok "diff of $2 $1 rules"
    else
        bad "diff of $2 $1 rules" "exit $status: $(head -n 3 out) $others"
    fi
}
diff_of structured 3000
if [ "${HEAVY:-0}" = 1 ]; then
    kilobytes=4000000
    diff_of structured 10000
    diff_of rich 10000
    kilobytes=1000000
    for kind in structured rich random tangled; do
        ./policy $kind 4000 >policy.strat
        thousands "4,000 $kind rules"
    done
fi

# ---- every reason for which something is not decided is told, in words ----

# reason WHAT WORDS [QUESTION]: of policy.strat; without a question, in what was answered last
reason() {
    [ $# -lt 3 ] || within "$STRATC" "$3" policy.strat
    if [ "$status" -eq 1 ] && unwrapped out | grep 'ST5002' | grep -qF -e "$2"; then ok "the reason: $1"; else bad "the reason: $1" "exit $status: $(grep ST5002 out)"; fi
}

# Parity, and what two facts far apart have in common, shuffled: there is no order in which it is small.
tangled() {
    awk -v n="$1" 'BEGIN {
        print "strategy \"Tangled\" { approaches ranked low < high }"
        for (i = 0; i < n; i++) printf "fact f%d \"f\" : yes or no\n", i
        print "approach 1 low \"l\" { default }\napproach 2 high \"h\" {"
        for (i = 0; i < n; i++) for (j = 1; j < 8; j++) printf "may be used when f%d and f%d and not f%d\n", i, (i * (2 * j + 1) + 7 * j) % n, (i + n / j) % n
        print "}"
    }'
}
tangled 60 >policy.strat
reason 'too many kinds of situation' 'too many kinds of situation to go over' --lint
reason 'many rules, one after the other' 'no time for each of them'
policy count 200 >policy.strat
reason 'a long threshold' 'has too many to leave each of them out in turn' --lint
awk 'BEGIN {
    srand(1)
    print "strategy \"Wide\" { approaches ranked low < high }"
    for (i = 0; i < 12; i++) {
        printf "fact e%d \"e\" : one of { v0 \"v\"", i
        for (k = 1; k < 60; k++) printf ", v%d \"v\"", k
        print " }"
    }
    print "approach 1 low \"l\" { default }\napproach 2 high \"h\" {"
    for (i = 0; i < 4200; i++) {
        for (k = 0; k < 4; k++) printf "%s e%d in { v%d, v%d }", k ? " and" : "may be used when", int(rand() * 3) + 3 * k, rand() * 30, 30 + rand() * 30
        print ""
    }
    print "}"
}' >policy.strat
kilobytes=4000000 # such a policy may take more
reason 'too many rules' 'more than 4096 rules' --lint
kilobytes=1000000

# ---- lists that are no policy ----

policy rules 20 >policy.strat
awk 'BEGIN { printf "{"; for (i = 0; i < 100000; i++) printf "%s\"a\":\"b\"", i ? "," : ""; print "}" }' >baseline
within "$STRATC" --lint --baseline=baseline policy.strat
if [ "$status" -eq 2 ] && grep -q 'ST0' out; then ok 'a baseline of 100,000 members on one line'; else bad 'a baseline of 100,000 members on one line' "exit $status: $(tail -n 2 out)"; fi
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "{\"file\":\"policy.strat\",\"code\":\"ST4011\",\"text\":\"t%d\",\"message\":\"m%d\"}\n", i, i }' >baseline
within "$STRATC" --lint --baseline=baseline policy.strat
if unwrapped out | grep -q '0 findings known, not shown; 100000 that it lists are not there'; then ok 'a baseline of 100,000 lines'; else bad 'a baseline of 100,000 lines' "exit $status: $(tail -n 1 out)"; fi
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "fact g%d \"g\" : yes or no\n", i }' >facts
{ head -n 1 policy.strat; cat facts; tail -n +2 policy.strat; } >many.strat
within "$STRATC" --lint --message-format=json many.strat
grep -v '"severity":"error"' out >baseline
within "$STRATC" --lint --baseline=baseline many.strat
if [ "$status" -eq 0 ] && grep -q '^baseline: 2[0-9]* findings known, not shown$' out; then ok '20,000 findings and a baseline of them'; else bad '20,000 findings and a baseline of them' "exit $status: $(tail -n 2 out)"; fi
awk 'BEGIN { printf "# stratc: allow unused-fact"; for (i = 0; i < 10000; i++) printf ", unused-fact"; printf " -- "; for (i = 0; i < 20000; i++) printf "because "; print "" }' >comment
{ cat comment; sed -n '/^fact other/,$p' policy.strat; sed '/^fact other/,$d' policy.strat; } >many.strat
within "$STRATC" --lint many.strat
if [ "$status" -le 1 ] && ! grep -q 'nothing uses the fact other' out; then ok 'a comment that allows 10,000 names'; else bad 'a comment that allows 10,000 names' "exit $status: $(head -n 2 out)"; fi
{ sed '/^fact other/,$d' policy.strat; awk 'BEGIN { for (i = 0; i < 50000; i++) print "# stratc: allow unused-fact -- because" }'; sed -n '/^fact other/,$p' policy.strat; } >many.strat
within "$STRATC" --lint many.strat
if [ "$status" -le 1 ] && ! grep -q 'nothing uses the fact other' out; then ok '50,000 comments on one another'; else bad '50,000 comments on one another' "exit $status: $(head -n 2 out)"; fi

finish
