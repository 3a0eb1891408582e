#!/bin/sh
# stratc --ask: what the program would say, to the byte and with its exit status, where no C compiler is.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

policy=$ROOT/policies/tutorial.strat
"$STRATC" -o tutorial.strat "$policy" || bad 'the program'
echo '{"id": 7, "partner": "rescue"}' >requests

alike() { # alike [ARG...]: what the program is given
    ./tutorial.strat "$@" >want 2>&1 <requests
    wanted=$?
    CC=/nowhere PATH=/nowhere "$STRATC" --ask "$policy" -- "$@" >got 2>&1 <requests
    got=$?
    echo "(exit status $wanted)" >>want
    echo "(exit status $got)" >>got
    same "--ask: $*" want got
}
alike
alike partner=rescue activity=emergency
alike 'not reveals_people, partner=university'
alike partnr=rescue
alike --facts
alike --facts --json
alike --json
alike --csv
alike --why partner=rescue
alike --require live_feed partner=resident
alike --require nothing
alike --version
alike --help

"$STRATC" --ask - partner=rescue <"$policy" >got && ./tutorial.strat partner=rescue >want
same 'a policy from standard input' want got
sed 's/issued by/issued bz/' "$policy" >wrong.strat
said=$("$STRATC" --ask wrong.strat partner=rescue 2>&1)
status=$?
case $status-$said in 1-wrong.strat:*ST1102*) ok 'a wrong policy is not asked' ;; *) bad 'a wrong policy is not asked' "$status $said" ;; esac
said=$("$STRATC" --ask nowhere.strat 2>&1)
[ $? -eq 2 ] && ok 'a policy that is not there' || bad 'a policy that is not there' "$said"

finish
