#!/bin/sh
# What `make bench` compares with (tests/bench/peers) decides as the reference interpreter does: the ladder, the switch, the mask tables, the CASE
# expression, and the emitted code beside them. Nothing is timed here.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

MAKEFLAGS='' make -s "${BUILD#"$ROOT"/}/bench/peers" BUILD="${BUILD#"$ROOT"/}" CC="$CC" >"$SCRATCH/log" 2>&1 ||
    bad 'the generator is built' "$(cat "$SCRATCH/log")"
PEERS=$BUILD/bench/peers

# Each kind of condition, a priority over a gate and over a prohibition, and no default: that a request can be refused in more ways than one.
cat >"$SCRATCH/lending.strat" <<'END'
strategy "Lending" {
    scope partner != company
    approaches ranked browsing < lending < gift
}
fact partner "who asks" : one of { member "a member", guest "a guest", school "a school", company "a company" }
fact activity "what is asked for" : one of { book "a book", film "a film", event "an event" }
fact objective "what it serves"
fact age "age of the reader" : number 0..120 "years"
fact price "price of the item" : number 0.00..500.00 "euro"
fact asked_on "day of the request" : date as date
fact requested "asked in writing" : yes or no
fact double "asked twice" : yes or no default no
fact languages "languages of the item" : set of { en "English", fr "French", de "German" }
fact trust "how well the reader is known" : one of { low "hardly" < middle "somewhat" < high "well" }
judgement valuable "is valuable" by "the librarian" presumed no when price below 10
reading old "is what costs little old?" : one of { yes_it_is "yes", no_it_is_not "no" } taken no_it_is_not
define trusted means trust at least middle and not double
assume "a film has a language" activity != film or not languages is empty
duty register "the register" before by "the librarian" done when requested
duty thanks "thanks" after by "the librarian"
approach 1 browsing "Reading room" {
    may be used for book, film with member, guest, school when age above 6
    must thanks
}
approach 2 lending "Lending" {
    requires trusted or at least 2 of (requested, price at most 49.50, languages includes fr)
    may be used with member when not languages is empty or old = yes_it_is
    may be used for event from 1900-01-01 until 2000-12-31
}
approach 3 gift "A gift" { may be used with school when 4 applies unless valuable }
paragraph 4 "Schools" notwithstanding 5, requirement of 2 {
    may use lending with school when languages includes en and age in { 10, 11, 12 }
    only after register
}
principle 5 "Not twice" { must not engage when double and price at least 100 }
principle 6 "Old things" { must thanks using lending or above when any provision applies }
objective 7 O1 "Reading" {
    provision 7.a "Books" { may use gift for book when trust = high and requested and not valuable }
}
objective 8 O2 "Watching" { must not use gift }
END

judge() { # judge NAME POLICY
    mkdir -p "$SCRATCH/$1"
    cd "$SCRATCH/$1" || exit 2
    if ! "$PEERS" "$2" . 3000 >log 2>&1 || ! "$STRATC" --emit=c --with=batch -o policy.c "$2" >>log 2>&1 || ! "$STRATC" -o policy "$2" >>log 2>&1 ||
        ! $CC -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -w -I. -I"$ROOT/tests/bench" -o decide "$ROOT/tests/bench/decide.c" \
            fill.c ladder.c switch.c mask.c mask_all.c policy.c >>log 2>&1 ||
        ! $CC -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -w -I. -I"$ROOT/tests/bench" -o batch "$ROOT/tests/bench/batch.c" fill.c policy.c >>log 2>&1; then
        bad "$1: what the benchmark compares is written and built" "$(cat log)"
        return
    fi
    if ./decide . check >log 2>&1; then ok "$1: $(cat log)"; else bad "$1: the C engines" "$(cat log)"; fi
    if ./batch . check >log 2>&1; then ok "$1: in a batch, $(cat log)"; else bad "$1: the batch" "$(cat log)"; fi
    for order in stable shuffled; do
        ./policy --json --keys=status,approach,now,basis,duties,before $order.jsonl >got 2>&1
        same "$1: the evaluator answers the $order lines" answers.jsonl got
    done
    if command -v sqlite3 >/dev/null 2>&1; then
        { cat register.sql && printf 'SELECT ' && cat case.sql && echo 'FROM register ORDER BY rowid;'; } | sqlite3 :memory: >numbers 2>&1
        awk 'NR == FNR { name[n++] = $0; next } { print $1 < 0 ? "none" : name[n - 1 - $1] }' approaches_down.txt numbers >got
        same "$1: the CASE expression" approaches.txt got
    else
        skip "$1: the CASE expression" 'there is no sqlite3 here: apt-get install sqlite3'
    fi
}

judge ENISA "$ROOT/policies/enisa-international.strat"
empty 'every status occurs often among the requests of ENISA' "$(awk -F '\t' '/^requests/ && $2 < 100' about.tsv)"
judge tutorial "$ROOT/policies/tutorial.strat"
judge 'every kind of condition' "$SCRATCH/lending.strat"

# The comparison itself: a rule turned round is seen, and named.
cd "$SCRATCH/ENISA" || exit 2
sed 's|return 2; /\* outreach, by P3|return 1; /* outreach, by P3|' ladder.c >wrong.c
if cmp -s ladder.c wrong.c || ! $CC -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -w -I. -I"$ROOT/tests/bench" -o wrong "$ROOT/tests/bench/decide.c" \
    fill.c wrong.c switch.c mask.c mask_all.c policy.c; then
    bad 'a ladder with a wrong rule is built'
elif ./wrong . check >log 2>&1 || ! grep -q '^bench: ladder: request [0-9]*: the approach is not what the reference interpreter says' log; then
    bad 'a ladder with a wrong rule is not timed' "$(cat log)"
else
    ok 'a ladder with a wrong rule is not timed'
fi

if "$PEERS" "$ROOT/policies/vulnerability-disclosure.strat" . 10 >log 2>&1 || ! grep -q 'ranked' log; then
    bad 'a policy without ranks is refused' "$(cat log)"
else
    ok 'a policy without ranks is refused'
fi

finish
