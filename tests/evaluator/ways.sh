#!/bin/sh
# What officers ask about: each way that --why-not tells opens the approach when it is typed in, with each value that it names, and does not without each of its changes; what is refused for good says so.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
cd "$SCRATCH" || exit 2
R='requested significant_value policy_aligned'
cat >questions <<QUESTIONS
partner=UA activity=training objective=SO4 agreement=none agreement_covers={} $R
partner=UA activity=training
partner=UA activity=share_expertise objective=SO2 agreement=none $R
partner=UA activity=share_expertise objective=SO4 agreement=none $R
partner=JP activity=awareness_education agreement=explicit agreement_covers=awareness_education not mb_endorsed
partner=JP activity=awareness_education agreement=none
partner=NATO activity=joint_exercise requested
partner=NATO activity=joint_exercise objective=SO4 $R
partner=NATO activity=joint_exercise objective=SO3 $R
partner=NO
partner=NO relevant
partner=BY activity=share_expertise objective=SO4 agreement=none $R
partner=BY incompatible_interests
partner=RU activity=exchange_information
partner=OECD activity=map_best_practices objective=SO2
partner=US activity=map_best_practices objective=SO2
partner=XK activity=training objective=SO4 $R
partner=company activity=situational_awareness objective=SO3 like_minded
partner=company activity=internet_standards objective=SO5
partner=CN activity=internet_standards objective=SO5
partner=CH activity=joint_exercise agreement=none $R
partner=GB activity=knowledge_information objective=SO7 agreement=explicit agreement_covers=knowledge_information
partner=EAP activity=policy_implementation objective=SO2
partner=FR

partner=MD activity=capacity_building agreement=framework $R
partner=MD activity=training agreement=framework $R
partner=BR commission_request activity=exchange_best_practices develops_framework
QUESTIONS
cat >judge.py <<'PYTHON'
import json, subprocess
OPEN = ({"open"}, {"conditional"}, {"open", "conditional"})
lines, of, says, tried, told, certain, others = [], [], [], 0, 0, 0, 0
brought = ("duties", "before", "cautions")
def ask(request, opens, said, *why):
    lines.append(json.dumps(request))
    of.append((opens, said, *why))
for question in open("questions").read().splitlines():
    words = question.replace(" not ", " ").split()
    for approach in ("limited", "assisting", "outreach"):
        tree = json.loads(subprocess.run(["./enisa", "--why-not", approach, "--json"] + question.split(), capture_output=True).stdout)
        rung = [r for r in tree["ladder"] if r["approach"] == approach]
        if tree["answer"]["status"] == "out_of_scope" or tree["limits"]:
            continue
        base = {f["fact"]: f["value"] for f in tree["asked"]}
        attained = ({"default"}, {"open", "default"}, {"conditional", "default"}) if approach == "limited" else ()
        if not tree["ways"]:
            if set(rung[0]["verdicts"]) not in OPEN + attained + ({"default", "open", "conditional"},) * (approach == "limited"):
                print(question, approach, "has no way, and is", rung[0]["verdicts"])
            continue
        ways = tree["ways"][0]
        if len(ways["list"]) == 0:
            print(question, approach, "has no way")
        rank = []
        for w in ways["list"]:
            other = [c["fact"] for c in w["changes"] if c["kind"] == "request"]
            rank.append((other != [], "partner" in other, other != [] and len(w["changes"]), other != [] and len(w["before"] + w["before_sometimes"]), sum(c["from"] is not None for c in w["changes"]), len(w["changes"])))
        if rank != sorted(rank):
            print(question, approach, "is not in order:", rank)
        if len({w["other_request"] for w in ways["list"]}) > 1:
            print(question, approach, "tells other requests beside ways within this one")
        for way in ways["list"]:
            told += 1
            own = {c["fact"]: c["to"] for c in way["changes"]}
            said = dict.fromkeys(brought)
            for without in [None] + way["changes"]:
                ask(base | {f: v for f, v in own.items() if not without or f != without["fact"]}, not without, not without and said, question, approach, way)
            for c in way["changes"]:
                for value in set(c.get("values", [])) - {c["to"]}:
                    others += 1
                    ask(base | own | {c["fact"]: value}, True, said, question, approach, way)
            says.append((said, question, approach, way))
run = subprocess.run(["./enisa", "--json", "--keys=approach,uncertain,each"], input="\n".join(lines) + "\n", capture_output=True, text=True)
for line, (opens, said, question, approach, way) in zip(run.stdout.splitlines(), of):
    answer = json.loads(line)
    verdict = answer["each"][approach] if "each" in answer else {"verdict": []}
    verdicts = set(verdict["verdict"]) if isinstance(verdict["verdict"], list) else {verdict["verdict"]}
    attained = {"open", "conditional"} | ({"default"} if approach == "limited" else set())
    is_open = bool(verdicts) and verdicts <= attained
    tried += 1
    if is_open != opens:
        print(question, approach, "is" if is_open else "is not", "open with", [c["typed"] for c in way["changes"]], "as", line)
    if opens and not set(way["through"]) <= set(verdict.get("basis", [])) and len(way["through"]) == 1:
        print(question, approach, "does not lead through", way["through"], "but", verdict["basis"])
    if not opens: continue
    for key in brought: # in some of the cases with some of the values; and what is sure of all, where that is told
        ever, unsure = said[key] or (set(), set())
        said[key] = ever | set(verdict[key]), unsure | (set(answer["uncertain"]) if answer["approach"] == approach else {None})
for said, question, approach, way in says:
    for key in brought:
        ever, unsure = said[key]
        if ever != set(way[key] + way[key + "_sometimes"]):
            print(question, approach, "brings", ever, "not", way[key], way[key + "_sometimes"])
        if None in unsure: continue
        certain += 1
        if not unsure & ever <= set(way[key + "_sometimes"]):
            print(question, approach, "leaves uncertain", unsure, "not", way[key + "_sometimes"])
if told < 90 or tried < 900 or others < 500 or certain < 50:
    print("only", told, tried, others, certain)
PYTHON
empty 'ways of what officers ask, typed in, and without each change' "$(python3 judge.py 2>&1 | head -20)"

run ./enisa --why-not outreach partner=JP activity=awareness_education agreement=none
wanted 'what comes first in some cases alone' 0 '^    and, in some of these cases, first: obtain the endorsement of the Management' '!^    and first: obtain the endorsement'

# Who has to say so, and what is already so.
run ./enisa --why-not outreach partner=GB activity=knowledge_information objective=SO7
wanted 'what is to be found out' 0 '^  through P2 \(Principle 2: explicit agreements\)$' '^    - the activity stays within the limits of the agreement: yes \(not known so$' '!another request, through P2'
run ./enisa --why-not limited partner=BY incompatible_interests
wanted 'the default approach, closed' 0 '^  as the default it would remain$' '^    typed: not incompatible_interests$'
run ./enisa --why-not limited partner=BY
wanted 'the default approach, as it is' 0 '!would be open'
run ./enisa --ladder partner=MD activity=training
wanted 'each rung its nearest way' 0 '^It would be open, as the nearest way, if all of this were so$' '^  through 2.2'

# What it takes is steps, the same on every machine; with all that is said of an approach, and with little stated, it is most. All of a call counts.
: >beyond
for partner in '' partner=UA partner=JP partner=NO partner=RU partner=FR partner=XK partner=NATO partner=OECD partner=EAP partner=company; do
    for approach in limited assisting outreach; do
        ./enisa --why-not $approach --json --max-steps=120000 $partner | grep -q '"limits":\[\]' || echo "$approach $partner" >>beyond
    done
    ./enisa --ladder --json --max-steps=120000 $partner | grep -q '"limits":\[\]' || echo "the ladder $partner" >>beyond
done
empty 'all of it is found within 120,000 steps' "$(cat beyond)"

# What another request would have is no way of this one: said so, and of such those of the same partner first, then the least in all.
run ./enisa --ladder partner=company activity=situational_awareness objective=SO3 like_minded
wanted 'of another request only, for the same partner' 0 '^Within this request nothing would open it\. It would be open' '^  as another request, through 4\.4\.d' '!^  as another request, through P3'
wanted 'where none is for the same partner, by the fewest changes' 0 '^  as another request, through 1\.1' '!^  as another request, through 2\.2' '!^    and first' \
    '!^assisting .*not provided for or closed' '^assisting.*: not provided for: whatever was not stated, no paragraph opens it\.$'
run ./enisa --why-not assisting partner=MD activity=capacity_building agreement=framework $R
wanted 'of another request only, of one approach' 0 '^Within this request nothing would open it\. It would be open if all points' '^  as another request, through 2\.2' '^    and, in some of these cases, first: consult' '!and first:'
cat >nearer.strat <<'POLICY'
strategy "Nearer" { approaches ranked low < high }
fact partner "the partner" : one of { a "A", b "B", c "C" }
fact activity "the activity" : one of { x "X", y "Y" }
fact paid "it was paid" : yes or no
fact fit "it is fit" : yes or no
fact here "it is here" : yes or no
approach 1 low "Low" { default }
approach 2 high "High" { may be used when partner = b and activity = y }
paragraph 3 "Third" { may use high when partner = c and paid and fit and here }
paragraph 4 "Fourth" { may use high when activity = y and paid and fit and here }
POLICY
"$STRATC" -o nearer nearer.strat || bad 'nearer.strat is built' "$("$STRATC" -o nearer nearer.strat 2>&1)"
run ./nearer --why-not high partner=a activity=x 'not paid'
wanted 'the same partner is nearer, then what is less in all' 0
printf '    typed: activity=y, paid, fit, here\n    typed: partner=b, activity=y\n    typed: partner=c, paid, fit, here\n' >expected
grep '^    typed: ' out >typed
same 'the nearest first, and in each what is so and would be otherwise before what is not known' expected typed

run ./enisa --why-not assisting partner=JP activity=awareness_education objective=SO1 agreement=explicit agreement_covers=awareness_education within_agreement
wanted 'of a way that another one tells only the paragraph is told, too' 0 '^    Commission\) or 2\.2 \(Assisting approach\)$'
[ "$(grep -c 'activity=share_expertise, commission_request' out)" = 1 ] && ok 'and it stands there once' || bad 'and it stands there once' "$(cat out)"

cat >first.strat <<'POLICY'
strategy "First" { approaches ranked low < high }
fact activity "the activity" : one of { x "X", y "Y", z "Z" }
fact paid "it was paid" : yes or no default no
duty pay "pay the fee" before by "the guest" to "the desk" done when paid
approach 1 low "Low" { default }
approach 2 high "High" { }
paragraph 3 "Third" { may use high when activity = y
must pay using high when activity = y }
paragraph 4 "Fourth" { may use high when activity = z }
POLICY
"$STRATC" -o first first.strat || bad 'first.strat is built' "$("$STRATC" -o first first.strat 2>&1)"
run ./first --why-not high activity=x
printf '    typed: activity=z\n    typed: activity=y\n' >expected
grep '^    typed: ' out >typed
same 'of other requests as near the one before which less has to be done' expected typed
run ./first --ladder activity=x
wanted 'on its rung, too' 0 '^    typed: activity=z$' '!typed: activity=y' '!and first'

# Of two facts of which one follows from the other by what is assumed only the other is told.
cat >tied.strat <<'POLICY'
strategy "Tied" { approaches ranked low < high }
fact agreement "the agreement" : one of { none < general < explicit }
fact covers "it covers" : set of { red, blue }
fact asked "it was asked for" : yes or no
assume "only an explicit agreement covers anything" (covers is empty or agreement = explicit)
approach 1 low "Low" { default }
approach 2 high "High" { may be used when agreement = explicit and asked }
POLICY
"$STRATC" -o tied tied.strat || bad 'tied.strat is built' "$("$STRATC" -o tied tied.strat 2>&1)"
run ./tied --why-not high
wanted 'what follows from another fact is told by that' 0 '^    typed: agreement=explicit, asked$' '!covers' '!nearest of'
cat >said.strat <<'POLICY'
strategy "Said" { approaches ranked low < high }
fact who "who asks" : one of { a "A", b "B", c "C", d "D", e "E", f "F", g "G", h "H" }
fact level "the level" : one of { none < some < much < more < most }
fact sum "the sum" : number 0.00..500.00 "EUR"
fact day "the day" : date
fact tags "the tags" : set of { red, green, blue }
fact paid "it was paid" : yes or no default no
judgement fit "it is fit" by "the board"
group few "the few" of who = { c, d }
duty pay "pay the fee" before by "the guest" to "the desk" done when paid
approach 1 low "Low" { default }
approach 2 high "High" { may be used when who in few and level at least some and fit }
paragraph 3 "Third" { may use high when sum at least 20 and day below 2027-01-01 and who in { a, b, c, d, e, f, g } }
paragraph 4 "Fourth" { may use high when tags includes red and not tags includes blue and paid and sum below 5 }
POLICY
"$STRATC" -o said said.strat || bad 'said.strat is built' "$("$STRATC" -o said said.strat 2>&1)"
run ./said --why-not high who=h level=none sum=10 day=2028-01-01 tags=blue
wanted 'each kind of value in words' 0 '^    - who asks: the few \(now: H\)$' '^    - the level: at least some \(now: none\)$' '^    - it is fit: yes, decided by the board \(not known so far\)$' \
    '^    - who asks: other than H \(now: H\)$' '^    - the sum: at least 20.00 EUR \(now: 10.00\)$' '^    - the day: before 2027-01-01 \(now: 2028-01-01\)$' \
    '^    - the tags: includes red; without blue \(now: blue\)$' '^    - it was paid: yes, to be had from the desk \(now taken as no\)$' '^    - the sum: below 5.00 EUR'
# Of many values the groups that they are, be it several, and what is in none; where there are too few groups, some of the values.
names=$(for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do printf 'v%s, ' $i; done)
cat >groups.strat <<POLICY
strategy "Groups" { approaches ranked low < high < other }
fact who "who asks" : one of { ${names%, } }
group north "the north" of who = { v01, v02, v03, v04, v05, v06, v07 }
group south "the south, or near it" of who = { v07, v08, v09, v10, v11, v12 }
group south_east "the south-east" of who = { v11, v12 }
group others "others" of who = { v20, v25 }
group all_but_one "all but one" of who = { v02, v03, v04, v05, v06, v07, v08, v09, v10, v11, v12, v13, v14, v15, v16, v17, v18, v19, v20, v21, v22, v23, v24, v25, v26, v27, v28, v29, v30 }
approach 1 low "Low" { default }
approach 2 high "High" { may be used when who in { v01, v02, v03, v04, v05, v06, v07, v08, v09, v10, v11, v12, v13 } }
approach 3 other "Other" { may be used when who in { v01, v02, v13, v14, v15, v16, v17, v18, v19, v20, v21, v22, v23, v24 } }
POLICY
"$STRATC" -o groups groups.strat 2>log || bad 'groups.strat is built' "$(cat log)"
run ./groups --why-not high who=v30
wanted 'many values by their groups' 0 '^    - who asks: the north; the south, or near it; or v13 \(now: v30\)$'
run ./groups --why-not other who=v30
wanted 'where there are none, by some of them' 0 '^    - who asks: v01, v02, v13, v14, v15 and 9 more \(now: v30\)$'
cat >never.strat <<'POLICY'
strategy "Never" { approaches ranked low < high }
fact a "a" : yes or no
approach 1 low "Low" { default }
approach 2 high "High" { may be used when a }
principle 3 "No" { must not use high }
POLICY
"$STRATC" -o never never.strat || bad 'never.strat is built'
run ./never --why-not high a
wanted 'what nothing opens' 0 '^No fact, whatever it were, would open it\.$'
for rules in 1000 3000; do
    awk -v rules=$rules 'BEGIN {
        print "strategy \"Large\" { approaches ranked low < high }\nfact k \"k\" : number 0..9999 \"EUR\"\nfact f \"f\" : yes or no\nfact g \"g\" : yes or no"
        print "approach 1 low \"Low\" { default }\napproach 2 high \"High\" { }"
        for (i = 0; i < rules; i++) printf "paragraph %d \"P\" { may use high when k = %d and %sf and %sg }\n", i + 3, i * 3, i % 2 ? "" : "not ", i % 3 ? "" : "not "
    }' >large.strat
    "$STRATC" -o "large$rules" large.strat || bad 'large.strat is built'
done
run ./large1000 --why-not high k=1 f g
wanted 'a policy of many rules, of which an index is kept' 0 '^    typed: k=3$' '!was not found out'
run ./large3000 --why-not high k=1 f g
wanted 'more of them than the usual bound is enough for' 0 '^  - What would have to be otherwise for high was not found out: that takes more$' '!would be open' '!No fact'
run ./large3000 --why-not high k=1 f g --max-steps=100000000
wanted 'and with more work' 0 '^    typed: k=3$' '!was not found out'
run ./large3000 --why-not high k=3 f g
wanted 'and where there is nothing to find out' 0 '^high.*: open' '!was not found out' '^  - Not all rules on which this rests are told'
finish
