#!/bin/sh
# Why an answer is as it is, as a program reads it and as a person does: --why, --why-not, --ladder, --ask, --what-if, each also as JSON.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2
UA='partner=UA objective=SO1 activity=awareness_education agreement=explicit agreement_covers=awareness_education within_agreement'

# ---- as JSON ----

keys() { # keys "what" "KEY ..." ARGUMENT...: one line of JSON, an object with these keys in this order
    what=$1 wanted=$2
    shift 2
    run ./enisa "$@"
    if [ "$(lines out)" -ne 1 ] || [ -s err ]; then
        bad "$what" "$(head -c 500 out err)"
        return
    fi
    { printf '{"id":' && tr -d '\n' <out && echo '}'; } >in
    { printf '{"id":' && tr -d '\n' <out && echo '}'; } >expected
    ./enisa --json --keys=id in >again
    cmp -s expected again || bad "$what" 'it is not the JSON that the strict reader reads'
    got=$(python3 -c 'import json, sys; print(" ".join(json.load(open("out"))))')
    if [ "$got" = "$wanted" ]; then ok "$what"; else bad "$what" "$got"; fi
}
begin='format policy asked not_known answer headline sure now commits'
# shellcheck disable=SC2086
{
    keys '--why' "$begin with perhaps paragraphs because judgements readings taken ladder limits" --why --json $UA
    keys '--json first' "$begin paragraphs ladder limits" --json --ladder $UA
    keys '--why-not' "$begin paragraphs because taken ladder ways limits" --why-not=assisting --json $UA 2>/dev/null
    keys '--ask' "$begin paragraphs ask limits" --ask --json partner=BR
    keys '--what-if' "$begin paragraphs what_if limits" --what-if mb_endorsed --json $UA
    keys 'nothing stated' "$begin paragraphs ask limits" --json --ask
}
# Who reads the tree finds each of its keys in a row of its own.
got=$(sed -n 's/^ \*   \([a-z][a-z_]*\) .*/\1/p' "$ROOT/src/evaluator/explain/explain.h" | tr '\n' ' ')
[ "$got" = "$begin with perhaps paragraphs because judgements readings read_as taken ladder ways ask offers offers_on offers_with what_if limits " ] &&
    ok 'explain.h has a row for each' || bad 'explain.h has a row for each' "$got"

asked() { # asked "what" 'EXPRESSION of t' 'VALUE' ARGUMENT...: what the tree has
    what=$1 expression=$2 wanted=$3
    shift 3
    got=$("$@" | python3 -c "import json, sys; t = json.load(sys.stdin); print(json.dumps($expression, ensure_ascii=False))" 2>&1)
    if [ "$got" = "$wanted" ]; then ok "$what"; else bad "$what" "$got"; fi
}
# shellcheck disable=SC2086
{
    asked 'the answer is that of --json' 't["answer"]["duties"] == t["answer"]["duties"] and t["answer"]["each"]["limited"]["verdict"]' '"open"' ./enisa --why --json $UA
    echo '{"partner":"UA","objective":"SO1","activity":"awareness_education","agreement":"explicit","agreement_covers":["awareness_education"],"within_agreement":true}' |
        ./enisa --json --keys=+each,grounds >line
    ./enisa --why --json $UA >out
    same_answer=$(python3 -c 'import json; print(list(json.load(open("line")).items()) == list(json.load(open("out"))["answer"].items()))')
    [ "$same_answer" = True ] && ok 'key for key' || bad 'key for key' "$(cat line)"
    asked 'what was asked, in order' '[f["typed"] for f in t["asked"]]' \
        '["partner=UA", "activity=awareness_education", "objective=SO1", "agreement=explicit", "agreement_covers=awareness_education", "within_agreement"]' ./enisa --ladder --json $UA
    asked 'the headline' '[t["headline"]["state"], t["headline"]["word"], t["headline"]["text"], t["now"]]' \
        '["conditional", "Conditional", "at most outreach may be used, but something has to be done first.", ["May start now: limited.", "outreach may start after this: obtain the endorsement of the Management Board."]]' \
        ./enisa --ladder --json $UA
    asked 'a duty' '{k: v for k, v in [d for d in t["with"][0]["duties"] if d["name"] == "mb_endorsement"][0].items() if k not in ("title", "to")}' \
        '{"name": "mb_endorsement", "timing": "before", "heading": "First, before it starts", "by": "ENISA", "deadline": null, "following": [], "paragraphs": ["4.1.b"], "done": false, "done_when": "mb_endorsed", "done_says": "the Management Board has endorsed it", "uncertain": false, "where": null}' ./enisa --why --json $UA
    asked 'what may start now' '[(w["approach"], w["how"]) for w in t["with"]]' '[["outreach", null], ["limited", "which may start now"]]' ./enisa --why --json $UA
    asked 'what was taken, and matters' '[f["typed"] for f in t["taken"] if f["matters"]]' \
        '["not dedicated_resources", "not develops_framework", "not mb_endorsed", "not special_agreement", "not incompatible_interests"]' ./enisa --why --json $UA
    asked 'the ladder, the highest first' '[(r["approach"], r["verdicts"], r["opened_by"], r["closed_sometimes"]) for r in t["ladder"]]' \
        '[["outreach", ["conditional"], ["P2", "4.1.b"], []], ["assisting", ["closed", "open"], ["4.1.a"], ["2.2"]], ["limited", ["open"], ["4.1"], []]]' ./enisa --ladder --json $UA
    asked 'every id has its title' 'sorted(set(i for r in t["ladder"] for i in r["opened_by"]) - set(t["paragraphs"]))' '[]' ./enisa --ladder --json $UA
    asked 'what differs' '[(d["key"], d["from"], d["to"], d["says"]) for d in t["what_if"]["differs"]][:3]' \
        '[["status", "conditional", "open", "open, not conditional"], ["now", "limited", "outreach", "outreach, not limited"], ["before", ["mb_endorsement"], [], "no longer obtain the endorsement of the Management Board"]]' \
        ./enisa --what-if mb_endorsed --json $UA
    asked 'a value as a request has it' '[(f["fact"], f["value"]) for f in t["asked"]]' '[["applicant", "firm"], ["day", "2025-03-01"], ["purpose", ["study", "tools"]], ["amount", 500.0], ["worthy", false]]' \
        ./small --ladder --json applicant=firm amount=500 day=2025-03-01 worthy=no 'purpose=study,tools'
}

# Each alone, and each has an answer: whatever it says can be read again.
for request in '' partner=FR 'partner=BR objective=SO4' "$UA" 'partner=company objective=SO5 activity=market_engagement incompatible_interests'; do
    for option in --why --ladder --ask '--why-not limited' '--why-not outreach' '--what-if partner=BR' '--what-if requested --what-if relevant=no'; do
        # shellcheck disable=SC2086
        ./enisa $option --json $request | python3 -c 'import json, sys; json.load(sys.stdin)' 2>&1 || echo "$option $request"
        # shellcheck disable=SC2086
        ./enisa $option $request >text || echo "$option $request: $?"
        LC_ALL=C.UTF-8 awk 'length($0) > 80 || / $/ { print "too wide, or a blank at the end: " $0 }' text
    done
done >wrong 2>&1
empty 'each explanation, of each kind of answer' "$(cat wrong)"

# ---- for a person ----

# Of days, numbers and sets: which of them lead where.
run ./small --ask applicant=citizen worthy
wanted 'ranges' 0 '^      up to 1000\.00 EUR: still undetermined \(advice, grant\)$' '^      from 1000\.01 EUR on: advice, open$' \
    '^      up to 2025-12-31: still' '^      from 2026-01-01 to 2026-12-31: advice, open$' '^      from 2027-01-01 on: still' '!below$'
for amount in 1000.00 1000.01; do ./small applicant=citizen worthy amount=$amount | sed -n 's/^\(Undetermined\|Open\).*/\1/p'; done | tr '\n' ' ' >out
[ "$(cat out)" = 'Undetermined Open ' ] && ok 'which the answers confirm' || bad 'which the answers confirm' "$(cat out)"
cat >sets.strat <<'POLICY'
strategy "Sets" { approaches ranked low < high }
fact wants "what it wants" : set of { book "a book", map "a map", film, disc }
fact sure "sure" : yes or no
assume "who wants a film wants no disc" not (wants includes film and wants includes disc)
approach 1 low "Low" { default }
approach 2 high "High" { may be used when wants includes book and not wants includes film may be used when wants includes disc and sure }
POLICY
"$STRATC" -o sets sets.strat || bad 'sets.strat is built'
run ./sets --ask
wanted 'sets' 0 '^      some of these, with commas and no blanks between them, or \{\} for none:$' '^      with a book and film: low, default$' \
    '^      with a book, without film: high, open$' '^      with disc, without a book: still undetermined \(low, high\)$' '^      with none of a book, disc: low, default$'
run ./sets --ask sure
wanted 'a set that may be anything else' 0 '^      with disc.*: high, open$' '!still undetermined'
cat >empty.strat <<'POLICY'
strategy "Empty" { approaches ranked low < high }
fact wants "what it wants" : set of { book "a book", map "a map", film "a film" }
approach 1 low "Low" { default }
approach 2 high "High" { may be used when wants includes book may be used when wants is empty }
POLICY
"$STRATC" -o empty empty.strat || bad 'empty.strat is built'
run ./empty --ask
wanted 'values that only `is empty` asks for' 0 '^      with a book: high, open$' '^      with a map or a film, without a book: low, default$' '^      with none of a book, a map or a film: high, open$'
run ./enisa --ask partner=BR objective=SO4 activity=training
wanted 'what hangs on a fact' 0 '^      it counts for 2\.2, P2$' '^      it counts for P2$'
run ./enisa --why partner=BR objective=SO4 activity=training requested=no relevant=no agreement=framework
wanted '--why: rules and what they ask' 0 '^The rules, and what of what they ask holds$' '^  P9: Principle 9' '^    - expects of limited, assisting, outreach$' '^        [?]    has added value .*\(not stated\)$' \
    '^  what it requires and is not met, or not known to be$' '^    no   assistance has been requested: yes \(stated\)$' '!does the requirement of 2\.2'
# A definition goes by its title, and so does that it does not hold; what readings settle, as they are taken, is not asked of anybody.
cat >read.strat <<'POLICY'
strategy "Read" { approaches ranked low < high }
fact a "it is asked" : yes or no
fact b "it is small" : yes or no
fact c "it is new" : yes or no
reading broad "does small count as new?" : one of { no "no", yes "yes" } taken no
define fit "is fit" means a and not b
define odd "is odd" means (b or c) and (broad = no or not a)
approach 1 low "Low" { default }
approach 2 high "High" { requires (fit or broad = yes) and c }
paragraph 3 "Odd" { may use high when fit and not odd }
paragraph 4 "Broad" { may use high when at least 2 of (a, b, broad = no) }
POLICY
"$STRATC" -o read read.strat || bad 'read.strat is built'
run ./read --why a not b
wanted 'definitions and readings' 0 '^        yes  is fit: yes$' '^        [?]    is odd: no$' '^          [?]    it is new: no \(not stated\)$' '^          yes  does small count as new[?] no$' '!count as new[?] yes'
run ./enisa
wanted 'many choices' 0 '^      AT, AX, BE, BG, CY and [0-9]+ more \(--facts lists them\): out of scope$'

run ./enisa --what-if dedicated_resources partner=UA activity=share_expertise objective=SO4 agreement=none requested significant_value policy_aligned
wanted 'what is closed then, though the answer is the same' 0 '^Open: at most assisting' '^  - limited: by itself: closed, not default; ' '!^  - (outreach|assisting|what is decided)'
run ./enisa --what-if objective=SO3 partner=UA activity=training objective=SO4 agreement=none requested significant_value policy_aligned
wanted 'what the default approach offers is another, though nothing else is' 0 '^What differs$' '^  - offers: depending on what was not stated also build a common picture' 'no longer exchange best practices and observe' '!^Nothing'
run ./enisa --what-if commission_request partner=UA activity=training agreement=none
wanted 'and not where it is the same' 0 '!^  - offers'
run ./enisa --why-not outreach partner=UA objective=SO1 activity=awareness_education incompatible_interests
wanted 'but not where none of it can help, and what would open it otherwise' 0 '^outreach: closed\.$' '^  would otherwise, in some cases, be opened by$' '!^  opened' '!it hangs on this' '!^  what it requires'
run ./enisa --why-not outreach partner=UA objective=SO1 activity=awareness_education
wanted '--why-not names what was not stated' 0 '^  not stated, and it hangs on this$' '^    - agreement: what the Union has agreed' '^    - within_agreement: ' '!    - requested'
run ./enisa --why-not assisting partner=NATO activity=joint_exercise objective=SO4 requested significant_value policy_aligned
wanted 'open in each case, by other paragraphs' 0 '^assisting: open\.$' '^  not stated, and by which paragraphs that is so hangs on this$' '^    - agreement: ' '!it hangs on this'
# What no paragraph opens, whatever the rest is, hangs on nothing and requires nothing; and which paragraph would open it.
# shellcheck disable=SC2086
while IFS='|' read -r name facts; do
    for approach in assisting outreach; do
        ./enisa --why-not $approach --json $facts >why.json && ./enisa --why-not $approach $facts >why.txt && python3 - "$name $approach" <<'END' || echo "$name"
import json, sys
tree, text = json.load(open("why.json")), " ".join(open("why.txt").read().split())
for rung in tree["ladder"]:
    had = set(rung["verdicts"]) & {"open", "conditional", "default"}
    opened = rung["opened_by"] + rung["opened_sometimes"]
    if not had and rung["unknown"]: print(sys.argv[1], "hangs on", rung["unknown"])
    if not opened and rung["conditions"]: print(sys.argv[1], "requires", rung["conditions"])
    if not opened and not had and len(rung["verdicts"]) > 1 and "not provided for: whatever" not in rung["says"]: print(sys.argv[1], "is", rung["says"])
    if (" would provide for it, but lacks this: " in text) != (not opened and not had and bool(rung["needs"]) and not rung["needs"]["other_request"]): print(sys.argv[1], "what would provide for it")
END
    done
done <"$ROOT/tests/evaluator/questions.txt" >wrong
empty 'what no paragraph opens' "$(cat wrong)"
cat >amounts.strat <<'POLICY'
strategy "Amounts" { approaches ranked low < high }
fact amount "the amount" : number 0..500 "EUR"
fact day "the day" : date as date
fact tags "tags" : set of { old, new }
approach 1 low "Low" { default }
approach 2 high "High" { requires amount below 100 and tags includes old may be used from 2027-01-01 }
POLICY
"$STRATC" -o amounts amounts.strat || bad 'amounts.strat is built'
run ./amounts --why-not high amount=200 day=2027-05-05 tags=old
wanted 'a number that would open it' 0 '^    - the amount: below 100 EUR \(now: 200\)$'
run ./amounts --why-not high amount=20 day=2026-05-05 tags=old
wanted 'a day' 0 '^    - the day: from 2027-01-01 on \(now: 2026-05-05\)$'
run ./amounts --why-not high amount=20 day=2027-05-05 tags=new
wanted 'a set' 0 '^    - tags: includes old \(now: new\)$'
run ./amounts --why-not high amount=200 day=2026-05-05 tags=old
wanted 'two of them' 0 '^    - the amount: below 100 EUR' '^    - the day: from 2027-01-01 on' '^    typed, for example: day=2027-01-01, amount=99$'

# What has any consequence is told of by name: cautions (--what-if says "also 1.4"), and that an approach has to be used.
for fact in special_agreement commission_request; do
    request='partner=UA activity=share_expertise objective=SO4 agreement=none requested significant_value policy_aligned'
    [ $fact = special_agreement ] && request=$(echo "$request" | sed 's/share_expertise/training/')
    # shellcheck disable=SC2086
    run ./enisa --what-if $fact $request
    wanted "$fact makes a difference" 0 '^  - (cautions: also 1\.4|may, will or must be used: must, not may)'
    # shellcheck disable=SC2086
    run ./enisa $request
    wanted "so it is not called of no consequence: $fact" 0 "^  - $fact: .*" '!Presumed in some of these cases'
done
run ./enisa partner=NO relevant
wanted 'what may start now, in some cases by default, with a duty of some' 0 '^In each case that is still possible this may start now: limited; in some of$' '^  these cases as the default only, for what it offers\.$' \
    'values and aims of the Union, by ENISA$' '^    \(2\.1\) \(only where: what would be done: attend a meeting, conference or$' 'annual activity report, by ENISA \(P9\)$'
run ./enisa --what-if 'special_agreement=no' partner=NO relevant
wanted 'undetermined, and it differs for each approach' 0 '^  - limited: cautions: no longer 1\.4$' '^  - outreach: cautions: no longer 1\.4$' '!^Nothing'
run ./enisa --what-if commission_request partner=NO relevant
wanted 'what may open an approach that could not' 0 '^  - in some of these cases assisting must be used, by 1\.1$' '!^Nothing'
run ./enisa --what-if commission_request --what-if eeas_commission_consulted partner=NO relevant
wanted 'beside what differs in all of them' 0 '^  - in some of these cases assisting must be used, by 1\.1$' '^  - assisting: by itself: no longer conditional; first, before it starts: no$'
run ./enisa --what-if incompatible_interests partner=NO relevant
wanted 'keys and words of an answer are said as people do' 0 '^  - what is decided: refused, not undetermined$' '^  - open questions on which it hangs: ' 'no longer not provided for, closed, conditional' '!possible_status|not_provided|closed_by|: verdict'
# Of what nobody stated: nothing differs, but for what an approach is that is not the answer, where it is of no consequence, and
# nowhere else; and what is told of where it leads is told here.
for request in 'partner=NO relevant' 'partner=UA activity=training' 'partner=UA activity=training agreement=explicit' 'partner=BR objective=SO4 requested' 'partner=US significant_value'; do
    # shellcheck disable=SC2086
    ./enisa --why --json $request | python3 -c '
import json, sys
for t in json.load(sys.stdin)["taken"]:
    if t["typed"] and "=" not in t["typed"] and not t["fixed"]: print(t["fact"] + ("=yes" if t["says"] == "no" else "=no"), t["matters"], t["contrary"] or "-")' >taken
    while read -r change matters contrary; do
        # shellcheck disable=SC2086
        ./enisa --what-if $change $request </dev/null | sed '1,/^What differs$/d' | tr -s ' \n' '  ' >flat
        case $matters in
        False) grep -qE "^Nothing\.|^ - ([a-z]*: by itself|(to be asked|open questions on which it hangs): [^-]*$)" flat || echo "$request, $change: of no consequence, and: $(cat flat)" ;;
        True) grep -q '^ - ' flat || echo "$request, $change: $contrary, but nothing differs" ;;
        esac
        case $contrary in 'in some of these cases'*) grep -qF -- "${contrary%%;*}" flat || echo "$request, $change: not told: $contrary" ;; esac
        echo "$matters ${contrary%% *}" >>kinds
    done <taken
done >wrong
empty 'nothing differs where it is of no consequence, and nowhere else' "$(cat wrong)"
for kind in 'False -' 'True in' 'True -'; do grep -qx -- "$kind" kinds || echo "$kind"; done >wrong
empty 'of all of these there are some' "$(cat wrong)"
run ./enisa partner=BR activity=exchange_best_practices commission_request develops_framework
wanted 'undetermined, and what may start has to be used' 0 '^Undetermined' '^Undetermined: assisting has to be used and may start now' '!this may start now'
asked 'so it is wherever that leads' '[x["contrary"] for x in t["taken"] if x["fact"] == "commission_request"]' \
    '["still undetermined (assisting, outreach), and assisting has to be used and may start now"]' ./enisa --why --json partner=BR activity=exchange_best_practices develops_framework
cat >lead.strat <<'POLICY'
strategy "Leads" { approaches ranked low < mid < high }
fact called "called" : yes or no
fact wide "wide" : yes or no
approach 1 low "Low" { default }
approach 2 mid "Mid" { must use mid when called }
approach 3 high "High" { may be used when wide }
POLICY
"$STRATC" -o lead lead.strat
run ./lead --ask
wanted 'and of each answer to a question' 0 '^      yes: still undetermined \(mid, high\), and mid has to be used and may start$'
run ./enisa partner=FR
wanted 'why it is out of scope' 0 ' Its scope: the partner:$' '^  other than the countries of the European Union \(here: France\)\.$' '^This is sure: what was not stated does not change it\.$' '!aken for granted' '!Presumed'
asked 'and nothing is taken' 't["taken"]' '[]' ./enisa --why --json partner=FR
cat >scope.strat <<'POLICY'
strategy "Scope" { approaches ranked low < high scope wide and deep and size at least 3 }
fact wide "is it wide?" : yes or no
fact deep "deep" : yes or no default no
fact size "the size" : number 0..9
approach 1 low "Low" { default }
approach 2 high "High" { may be used when wide }
POLICY
"$STRATC" -o scope scope.strat || bad 'scope.strat is built'
run ./scope wide size=2
wanted 'two parts of a scope' 0 ' Its scope: deep: yes$' '^  \(here: no\); the size: at least 3 \(here: 2\)\.$' '!aken for granted'
run ./scope wide size=5
wanted 'by what nobody stated' 0 ' Its scope: deep: yes$' '^  \(here: no\)\.$' '^  - deep: deep \(taken as no\)$'

# Duties of what may start in each case that is left have their paragraphs.
run ./enisa partner=BR objective=SO4 activity=training
wanted 'undetermined' 0 '^Undetermined' 'report in the annual activity report, by ENISA \(P9\)$'
# The same duty is owed by another paragraph where another approach is used.
cat >grounds.strat <<'POLICY'
strategy "Grounds" { approaches ranked low < high }
fact sure "sure" : yes or no
duty tell "tell them" after by "us"
duty ask "ask them" before by "us"
approach 1 low "Low" { may be used }
approach 2 high "High" { may be used when sure }
principle 3 "Three" { must tell using low }
principle 4 "Four" { must tell using high must ask using high }
POLICY
"$STRATC" -o grounds grounds.strat || bad 'grounds.strat is built'
run ./grounds sure
wanted 'each approach has its own grounds' 0 '^  - tell them, by us \(4\)$' '^  - Afterwards: tell them, by us \(3\)$' '^---- low, which may start now ----$'

# shellcheck disable=SC2086
{
    run ./enisa --what-if mb_endorsed --what-if 'incompatible_interests=no' $UA
    wanted '--what-if' 0 '^Conditional: ' '^---- With mb_endorsed, not incompatible_interests ----$' '^Open: ' '^  - what is decided: open, not conditional$' '^  - first, before it starts: no longer obtain'
    run ./enisa $UA --what-if=mb_endorsed mb_approved
    wanted 'facts behind it' 0 'mb_approved$' '^---- With mb_endorsed ----$'
    run ./enisa --what-if partner=UA $UA
    wanted 'nothing differs' 0 '^Nothing\.$'
    run ./enisa --what-if partner=FR $UA
    wanted 'everything does' 0 '^Out of scope' '^  - duties: no longer '
    run ./enisa --what-if partner=nowhere $UA
    wanted 'no such value' 1 'there is no value "nowhere"'
    [ ! -s out ] && ok 'and no page' || bad 'and no page' "$(cat out)"
    run ./enisa --what-if agreement=none $UA
    wanted 'what cannot be' 1 'cannot hold together: only an agreement' '!was not stated'
    run ./enisa --what-if partner=BR --what-if partner=UA $UA
    wanted 'the same fact twice' 1 'partner is given twice'
    run ./enisa --ladder $UA
    wanted '--ladder' 0 '^outreach: open after this: ' '^assisting: ' '^limited: ' '!Taken for granted' '!below'
    run ./enisa --ask $UA
    wanted 'nothing to ask' 0 '^There is nothing to ask\.$'
}
cat >unranked.strat <<'END'
strategy "S" { approaches unranked desk, hall }
fact asked "asked" : yes or no
fact night "night" : yes or no
approach 1 desk "Desk" { default }
approach 2 hall "Hall" { may be used when asked and night }
END
"$STRATC" -o unranked unranked.strat
run ./unranked --ask
wanted 'unranked, the default is one of what is possible' 0 '^      yes: still undetermined \(desk, hall\)$' '^      no: desk, default$'
run ./enisa --max-steps 3 partner=BR
wanted 'a bound on all of it' 1 'not decided within the bound'

# Whatever the bound, an answer is not lost because what would be otherwise was not found out; what is told of it is so; and what is
# left out is said to be.
run python3 - <<'END'
import json, subprocess
def ask(*more):
    run = subprocess.run(["./enisa", "--json", *more], capture_output=True, text=True)
    return json.loads(run.stdout) if run.returncode == 0 else None
for asked in ["partner=US", "activity=training"], ["partner=BR"]:
    full = ask("--what-if", "agreement=none", *asked)
    kinds = {"refused": 0, "nothing": 0, "some": 0, "all": 0}
    differs = [(d["key"], d["from"], d["to"]) for d in full["what_if"]["differs"]]
    assert differs and not full["limits"]
    for steps in [*range(20, 1000, 20), *range(1000, 20000, 1000)]:
        bound = "--max-steps=%d" % steps
        t = ask("--what-if", "agreement=none", bound, *asked)
        if t is None:
            kinds["refused"] += 1
            assert ask("--ladder", bound, *asked) is None, "lost at %d" % steps
            continue
        said = t["what_if"]
        if said["answer"] is None:
            kinds["nothing"] += 1
            assert said["headline"] is None and not said["differs"] and said["changes"] == full["what_if"]["changes"]
            assert any(l.startswith("What would be otherwise was not found out: ") for l in t["limits"]), steps
            continue
        here = [(d["key"], d["from"], d["to"]) for d in said["differs"]]
        assert all(d in differs for d in here), "told at %d and not so: %s" % (steps, [d for d in here if d not in differs])
        kinds["all" if here == differs else "some"] += 1
        assert here == differs or any(l.startswith("All that would be otherwise was not found out: ") for l in t["limits"]), steps
    print(kinds)
    assert kinds["refused"] and kinds["nothing"] and kinds["all"]
END
wanted 'whatever the bound, what is told is so' 0 "'some': [1-9]"
run ./enisa --max-steps 400 --what-if agreement=none partner=US activity=training
wanted 'the answer stays' 0 '^Undetermined: ' '^What would be decided was not found out\.$' '^Not found out, or not told$' '^  - What would be otherwise was not found out: not decided' '!What differs'

# ---- what does not go together ----

usage() { # usage "what" PATTERN ARGUMENT...
    what=$1 pattern=$2
    shift 2
    run ./enisa "$@"
    if [ -s out ]; then bad "$what" "$(cat out)"; else wanted "$what" 2 "$pattern"; fi
}
usage 'two of them' 'one thing at a time' --why --ladder partner=UA
usage 'a file' '"requests" is no file of requests here' --why --json=requests partner=UA
usage '--require as JSON' 'one thing at a time' --require limited --json partner=UA
usage 'CSV' 'one thing at a time' --ask --csv partner=UA
usage '--keys' '--keys goes with --json or --csv' --why --json --keys=status partner=UA
usage 'no change' '--what-if wants a value: --what-if FACT=VALUE' --what-if
usage 'an unknown approach' 'no approach "assistng"; do you mean assisting\?' --why-not assistng --json partner=UA
finish
