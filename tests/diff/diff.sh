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
old.strat -> reported.strat: 24 of 24 situations are decided differently (100.00
  percent)

1. the decision: published gains the duty report (6 changed); 1 combination of
   the facts named
   in some of these extract gains the duty report
   for example: partner = resident, activity = study, not reveals_people:
     extract (open)
END

cat >letters.strat <<'END'
strategy "Channels" { approaches unranked letter, call }
fact partner "who asks" : one of { member "a member", guest "a guest" }
duty record "keep a record" during by "Clerk"
paragraph 1 "Both" { must use letter with member may use call with member }
approach 2 call "Call" { must record }
paragraph 3 "Records" { must record }
END
sed '/^paragraph 3/d' letters.strat >calls.strat
told 'a duty that one of the approaches keeps' 1 --diff letters.strat calls.strat <<'END'
letters.strat -> calls.strat: 1 of 2 situations are decided differently (50.00
  percent)

1. for member, everything: letter loses the duty record (3 gone); 1 combination
   of the facts named
   for example: partner = member: letter and call (open)

besides:
- the paragraph 3 is gone
END
sed 's/must use letter/may use letter/; s/may use call/must use call/' letters.strat >called.strat
told 'an obligation that goes from one approach to another' 1 --diff letters.strat called.strat <<'END'
letters.strat -> called.strat: 1 of 2 situations are decided differently (50.00
  percent)

1. for member, everything: letter loses an obligation to use it (must); call
   gains an obligation to use it (must) (1 changed); 1 combination of the facts
   named
   for example: partner = member: letter and call (open)
END
sed 's/"Records" {/& must not use letter with guest/' letters.strat >closed.strat
told 'a prohibition of what nothing opens' 1 --diff letters.strat closed.strat <<'END'
letters.strat -> closed.strat: 1 of 2 situations are decided differently (50.00
  percent)

1. for guest, everything: letter is closed (3 changed); 1 combination of the
   facts named
   for example: partner = guest: refused
END

sed 's/unranked letter, call/ranked letter < call/; $a fact a : yes or no fact b : yes or no assume "one" not (a and b) paragraph 4 { must record using call when a must record using letter when b }' letters.strat >tied.strat
sed '/^paragraph 3/d' tied.strat >untied.strat
told 'what only an assumption ties to the facts named is not counted' 1 --diff tied.strat untied.strat <<'END'
tied.strat -> untied.strat: 2 of 6 situations are decided differently (33.33
  percent)

1. for member, everything: letter loses the duty record (3 gone), where not b; 1
   combination of the facts named
   for example: partner = member, not b: call (open)

besides:
- the paragraph 3 is gone
END

cat >doors.strat <<'POLICY'
strategy "Lending" { approaches ranked browsing < lending }
fact partner "who asks" : one of { member "a member", guest "a guest" }
reading open_doors "may guests borrow?" : one of { no_one "no", anyone "yes" } taken no_one
reading in_vain "does it matter?" : one of { a "no", b "yes" } taken a
approach 1 browsing { default }
approach 2 lending { may be used with member may be used with guest when open_doors = anyone }
POLICY
told 'a sentence for each reading comes first' 1 --readings doors.strat <<'END'
- open_doors: may guests borrow? If anyone (yes), 50.00 percent of all
    situations would be decided otherwise
- in_vain: does it matter? If b (yes), nothing would change


open_doors: may guests borrow?
  taken: no_one (no)
  otherwise: anyone (yes)
were it anyone: 1 of 2 situations are decided differently (50.00 percent)

1. for guest, everything rises from browsing (by default) to lending (open) (2);
   1 combination of the facts named
   for example: partner = guest: as taken browsing (by default), otherwise
     lending (open)


in_vain: does it matter?
  taken: a (no)
  otherwise: b (yes)
were it b: no difference: every situation is decided alike, all 2 of them
END

cat >instruments.strat <<'END'
strategy "Instruments" { approaches unranked arrangement, officer }
reading duty_of "Which of the two shall be used?" : one of { first "the arrangement", second "the officer" } taken first
paragraph 1 "Both" { may use arrangement, officer }
paragraph 2 "Shall" { must use arrangement when duty_of = first must use officer when duty_of = second }
END
told 'a reading that says which approach must be used' 1 --readings instruments.strat <<'END'
- duty_of: Which of the two shall be used? If second (the officer), 100.00
    percent of all situations would be decided otherwise


duty_of: Which of the two shall be used?
  taken: first (the arrangement)
  otherwise: second (the officer)
were it second: 1 of 1 situations are decided differently (100.00 percent)

1. the decision: arrangement loses an obligation to use it (must); officer gains
   an obligation to use it (must) (2); 1 combination of the facts named
   for example: whatever the facts: arrangement and officer (open)
END

told 'a policy without readings' 0 --readings old.strat <<'END'
old.strat: no difference: the policy declares no reading
END

readings=$(NO_COLOR=1 "$STRATC" --message-format=json --readings enisa-international.strat | grep -c '"differs":true')
if [ "$readings" -eq 13 ]; then ok 'whatever else a reading of the ENISA policy takes makes a difference'; else bad 'whatever else a reading of the ENISA policy takes makes a difference' "$readings of 13"; fi

"$STRATC" --diff old.strat nowhere.strat >/dev/null 2>&1
if [ $? -eq 2 ]; then ok 'a version that cannot be read'; else bad 'a version that cannot be read'; fi

finish
