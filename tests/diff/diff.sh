#!/bin/sh
# stratc --diff and --readings, end to end: what is printed, word by word, and the exit status.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2
cp -R "$ROOT/policies/." .

told() { # told "what" STATUS ARGUMENT...: standard output against the text on standard input
    what=$1 status=$2
    shift 2
    cat >want
    NO_COLOR=1 "$STRATC" "$@" >got 2>err
    got=$?
    cat err >>got
    if [ $got -eq "$status" ]; then same "$what" want got; else bad "$what" "exit $got instead of $status: $(cat got)"; fi
}

told 'a version against itself' 0 --diff tutorial.strat tutorial.strat <<'END'
tutorial.strat -> tutorial.strat: no difference: every situation is decided
  alike, all 24 of them
END

sed '/^example/,$d' tutorial.strat >old.strat
sed 's/fact contract_signed "the data contract is signed" : yes or no default no/&\nfact audited "audited" : yes or no/; s/rescue "a rescue service" }/rescue "a rescue service", press "the press" }/' old.strat >wider.strat
told 'facts and values that one version has' 1 --diff old.strat wider.strat <<'END'
old.strat -> wider.strat: every situation is decided alike, all 48 of them

- of partner, the value press is new
- the fact audited is new
- situations that only the new version admits: partner press; 1 combination of
  the facts named
   for example: partner = press
END

sed 's/must report using live_feed/must report/' old.strat >reported.strat
told 'a duty in more situations' 1 --diff old.strat reported.strat <<'END'
old.strat -> reported.strat: 18 of 24 situations are decided differently (75.00
  percent)

1. the decision gains the duty report (6 changed); 9 combinations of the facts
   named, where one of these holds:
   - partner resident or rescue, activity study
   - partner resident or university, reveals_people
   - partner resident or university, activity emergency
   for example: partner = resident, activity = study, not reveals_people:
     extract (open)
END

told 'a policy without readings' 0 --readings old.strat <<'END'
old.strat: no difference: the policy declares no reading
END

readings=$(NO_COLOR=1 "$STRATC" --message-format=json --readings enisa-international.strat | grep -c '"differs":true')
if [ "$readings" -eq 13 ]; then ok 'whatever else a reading of the ENISA policy takes makes a difference'; else bad 'whatever else a reading of the ENISA policy takes makes a difference' "$readings of 13"; fi

"$STRATC" --diff old.strat nowhere.strat >/dev/null 2>&1
if [ $? -eq 2 ]; then ok 'a version that cannot be read'; else bad 'a version that cannot be read'; fi

finish
