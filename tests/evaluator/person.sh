#!/bin/sh
# One decision for a person: every status in words, wrong words with the nearest right ones, --why, --require, --facts.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2
UA='partner=UA objective=SO1 activity=awareness_education agreement=explicit agreement_covers=awareness_education within_agreement'

# ---- decisions ----

# shellcheck disable=SC2086
run ./enisa $UA
wanted 'conditional' 0 '^Conditional: at most outreach may be used, but something' '^May start now: limited' '^outreach may start after this: obtain the endorsement' '^This is sure only with what is taken for granted and the judgements below:' '!but for the duties' \
    '^  4\.1\.b +Mutual' '^First, before it starts$' '^  \[ \] obtain the endorsement of the Management Board, by ENISA, to' '^      .*\(4\.1\.b\); done when: the' '^On receipt of a request$' 'to Executive Board' \
    '^As long as it lasts$' '^Every year$' '^Cautions: expected, and not known to be met$' '^  P5 ' 'incompatible_interests' '!Ask next' "!$(printf '\033')"
# shellcheck disable=SC2086
run ./enisa $UA mb_endorsed=yes
wanted 'open' 0 '^Open: at most outreach may be used\.$' '^May start now: outreach' '^Taken for granted' '^  - dedicated_resources: .*\(taken as no\)$|^    .*\(taken as no\)$' '^  alone of no consequence for the answer: not commission_request,' '^  \[x\] obtain the endorsement of the Management Board, by ENISA, to' '^      .*\(4\.1\.b\); done: the'
run ./enisa partner=company objective=SO5 activity=market_engagement incompatible_interests
wanted 'refused' 0 '^Refused: .*closed by' '^  P4 +Principle 4: incompatible contacts$'
run ./enisa partner=FR
wanted 'out of scope' 0 '^Out of scope: this policy does not speak'
run ./enisa partner=BR objective=SO6 activity=training agreement=none requested=no
wanted 'default' 0 '^Default: nothing that provides for what was asked is open\.' 'for what it offers; what was asked it' '^May start now: limited' '^All else as asked, limited is open for$' '^  - map threats'
run ./enisa partner=BR objective=SO4 activity=training requested=no relevant=no agreement=framework
wanted 'default, and what closes the rest' 0 '^assisting would be opened by$' '^but is closed by$' '^  2\.2 ' 'it requires something that is not met'
run ./enisa partner=BR objective=SO4 activity=training
wanted 'undetermined, and what to ask' 0 '^Undetermined: limited may start now, with what is taken for granted and the$' '^  judgements below\. Whether more may be used depends on what was not stated:$' '^Ask next' '^  - agreement: what the Union' '^      none: limited, default$' \
    '^      explicit: still undetermined \(limited, '
run ./enisa
wanted 'nothing stated' 0 '^Undetermined' '^      AD, AE, AF, AG, AI and 219 more \(--facts lists them\): still' '^      AT, AX, .*: out of scope$' '^      company: still'
run ./small applicant=firm amount=500 day=2025-03-01 worthy purpose={}
wanted 'without a rank' 0 '^Open: advice, grant, loan\.$' '^May start now: advice, loan\.$' '^---- grant ----$' 'within 30 days of "the end"'
run ./small applicant=citizen worthy=true
wanted 'numbers and days to ask for' 0 'a number from 0\.00 to 5000\.00 EUR' 'a day, such as 2025-01-31'

# What nobody knows who was asked is as open as what was never asked, but for what is told of it, and asked for last.
./small --ask --json applicant=firm worthy 'amount=?, urgent=?' | python3 -c 'import json, sys
said = json.load(sys.stdin)
print([f["fact"] for f in said["not_known"]], said["answer"]["status"], [f["fact"] for f in said["ask"]])' >actual
echo "['amount', 'urgent'] undetermined ['day', 'amount']" >expected
same 'asked and not known' expected actual
run ./small applicant=firm 'amount=?' urgent = '?' worthy
wanted 'it is told' 0 '^  not known: amount, urgent$' '^  where: worthy$' '^Undetermined'
run ./small applicant=firm 'amount=?' amount=5
wanted 'not twice' 1 'amount is given twice'
run ./small --what-if 'amount=?' applicant=firm
wanted 'nor is it what could be otherwise' 1 'amount cannot be .\?.'

# Without a rank, what remains by default is possible though it is never open.
cat >halls.strat <<'POLICY'
strategy "Halls" { approaches unranked desk, hall }
fact partner "who asks" : one of { x, y }
fact night "at night" : yes or no
approach 1 desk "Desk" { default }
approach 2 hall "Hall" { may be used with x }
principle 3 "Nights" { must not engage with y when night }
POLICY
"$STRATC" -o halls halls.strat || bad 'halls.strat is built'
run ./halls partner=y
wanted 'refused, or the default' 0 '^Undetermined: .*Possible: refused, desk\.$'

# A value is said to come from where it comes from, be it that of the default; once, where the judgement is told of.
cat >sources.strat <<'POLICY'
strategy "Sources" { approaches ranked low < top }
fact partner "the partner" : one of { x, y }
fact activity "what" : one of { a }
judgement fit "is fit" by "the keeper" presumed yes when partner = x default yes
judgement near "is near" by "the keeper" presumed no when partner = x default no
approach 1 low "Low" { default }
approach 2 top "Top" { may be used when fit and not near }
POLICY
"$STRATC" -o sources sources.strat || bad 'sources.strat is built'
run ./sources partner=x activity=a
wanted 'what is presumed' 0 'fit:.*\(presumed: yes\)$' 'near:.*\(presumed: no\)$' '!Presumed by the policy' '!Taken for granted'
run ./sources --why partner=x activity=a
wanted 'what is presumed, under --why' 0 '^Open' '^top: open' '^Presumed by the policy' '^  - fit: is fit, decided by the keeper \(presumed: yes\)$' '^  - near: is near, decided by the keeper \(presumed: no\)$'
run ./sources partner=y activity=a
wanted 'what is a default' 0 'fit:.*\(taken as yes\)$' 'near:.*\(taken as no\)$' '!Taken for granted, as' '!Presumed'
run ./sources activity=a
wanted 'what is presumed in some cases only' 0 'fit:.*\(presumed: yes\)$' '!Presumed by the policy' '!Taken for granted'

# What is presumed in some of the cases that are left, and by default not in the others, is said, and nothing is called sure or
# impossible without it.
cat >cases.strat <<'POLICY'
strategy "Cases" { approaches ranked advice < lent < kept }
fact partner "the borrower" : one of { club, university }
judgement reliable "is reliable" by "Curator" presumed yes when partner = university default no
judgement known "is known" by "Curator" presumed yes when partner = university
approach 1 advice "Advice" { default }
approach 2 lent "Loan" { may be used with club when reliable }
approach 3 kept "Long loan" { may be used with university when reliable and known }
POLICY
"$STRATC" -o cases cases.strat || bad 'cases.strat is built'
run ./cases
wanted 'presumed in some cases' 0 'advice may start now, with what is taken for granted below\.$' '^  Whether more may be used depends on what was not stated: kept' '^Presumed in some of these cases' '^  - reliable: .*where it is not: taken as no' '^  - known: .*where it is not: open'
sed -i '/^approach 3/d; /^judgement known/d; s/ < kept//' cases.strat
"$STRATC" -o cases cases.strat || bad 'cases.strat is built'
run ./cases
wanted 'sure, but for what is presumed in some cases' 0 '^Default' '^This is sure only with what is taken for granted below: nothing else' '^Presumed in some of these cases'
run ./cases partner=club reliable
wanted 'sure, and nothing presumed' 0 '^Open' '!taken for granted' '!Presumed'

# Each timing has its heading, in the order in which they are due, and every duty that is owed is shown.
cat >timings.strat <<'POLICY'
strategy "Timings" { approaches ranked low < high }
duty a "A" yearly duty b "B" after duty c "C" during duty d "D" on use duty e "E" before duty f "F" on receipt
approach 1 low { default }
approach 2 high { may be used must a, b, c, d, e, f }
POLICY
"$STRATC" -o timings timings.strat
./timings | grep -A1 -E '^(On receipt of a request|First, before it starts|When it is used|As long as it lasts|Afterwards|Every year)$' |
    sed -n 's/^.* \([A-F]\) (2)$/\1/p' | tr -d '\n' >out
printf FEDCBA >expected
same 'a heading for each timing' expected out
run ./timings --facts --json
wanted 'each timing by its name' 0 '"name":"f","title":"F","timing":"on receipt"'

run ./small --facts
wanted 'what helps whoever is asked' 0 '^    yes or no; where it is not stated: no$' "^    a day's wait would cost more than the sum, or \"cost a life\"$" '^    the board goes by its minutes$'
run ./small --facts --json
wanted 'help for a program; none is empty' 0 '"name":"urgent",.*"help":"a day.s wait would cost more than the sum, or ..cost a life..",' '"name":"amount",.*"help":""' '"name":"worthy",.*"help":"the board goes by its minutes"'

for request in "$UA" 'partner=BR' '' 'partner=JP objective=SO7'; do
    # shellcheck disable=SC2086
    ./enisa $request
    # shellcheck disable=SC2086
    ./enisa --why $request
done >out
./enisa --facts >>out
./enisa --help >>out
empty 'no line is wider than a terminal' "$(LC_ALL=C.UTF-8 awk 'length($0) > 80' out)"
empty 'no blank at the end of a line' "$(grep -n ' $' out)"
if has_terminal; then
    script -qec './enisa partner=FR' /dev/null >out 2>&1
    script -qec 'NO_COLOR=1 ./enisa partner=FR' /dev/null >plain 2>&1
    esc=$(printf '\033')
    grep -q "$esc" out && ! grep -q "$esc" plain && ok 'colour on a terminal, not under NO_COLOR' || bad 'colour on a terminal' "$(cat -v out plain)"
else
    skip 'colour on a terminal' "$no_terminal"
fi

# Three silences apart: stated, presumed, taken by default; and a judgement that nobody has made.
cat >silences.strat <<'POLICY'
strategy "Silences" { approaches ranked low < high }
fact partner "who" : one of { x "X", y "Y" }
judgement safe "is safe" by "the board" presumed yes when partner = x
judgement bad "is bad" by "the board" default no
duty ask_board "ask the board" before by "the board"
approach 1 low "Low" { default }
approach 2 high "High" { may be used when safe unless bad }
principle 3 "Care" { must ask_board using high must not use high when bad }
POLICY
"$STRATC" -o silences silences.strat
run ./silences partner=x bad=no
wanted 'presumed, and stated' 0 '^  - safe: .*\(presumed: yes\)$' '^  - bad: .*\(stated: no\)$' '^  - safe: is safe, decided by the board \(presumed: yes\)$' 'ask the board, by the board \(3\)$' \
    '^high may start after this: ask the board\.$' '^May start now: low' '^This is sure only with the judgements below: nothing'
run ./silences partner=y
wanted 'not made, and taken by default' 0 '^It hangs on these judgements' '^  - safe: is safe, decided by the board$' '^  - bad: is bad, decided by the board \(taken as no\)$' '^In each case that is still possible this may start now:'
run ./silences partner=x bad
wanted 'less than asked, and by what' 0 '^Default:' '^high is closed by$' '^  3  Care$'

# What would have to be otherwise for an approach to be open.
cat >ways.strat <<'POLICY'
strategy "Ways" { approaches ranked low < high }
fact partner "who" : one of { x "X", y "Y", z "Z" }
fact signed "signed" : yes or no
fact barred "barred" : yes or no default no
approach 1 low "Low" { default }
approach 2 high "High" { requires signed may be used with x, z unless barred }
POLICY
"$STRATC" -o ways ways.strat
run ./ways --why-not high partner=y signed
wanted 'another partner would open it' 0 '^high: not provided for: as things are, no paragraph opens it\.$' '^Within this request nothing would open it\. It would be open if all points of$' '^  as another request, through 2 \(High\)$' \
    '^    - who: X or Z \(now: Y\)$' '^    typed, for example: partner=x$' '!^    - barred' '!no paragraph provides'
run ./ways --why-not high partner=x not signed
wanted 'another fact would open it' 0 '^high: closed' '^  through 2 \(High\)$' '^    - signed: yes \(now: no\)$' '!another request'
run ./ways --why-not high partner=y not signed
wanted 'two at once' 0 '^    - signed: yes \(now: no\)$' '^    - who: X or Z \(now: Y\)$' '^    typed, for example: partner=x, signed$'
cat >middle.strat <<'POLICY'
strategy "Middle" { approaches ranked a < b < c }
fact s "s" : yes or no
fact t "t" : yes or no
approach 1 a "A" { default }
approach 2 b "B" { may be used }
approach 3 c "C" { may be used when t }
principle 4 "D" { must not use b or above when s }
POLICY
"$STRATC" -o middle middle.strat
run ./middle --why-not b s
wanted 'what would open it, though the answer stays undetermined' 0 '^b: closed' '^    - s: no \(now: yes\)$'
run ./ways --why-not high partner=x signed
wanted 'what is open needs none' 0 '^high: open' '!would be open'

# ---- a request as people type it, and as it is shown again ----

alike() { # alike "what" ARGUMENT...: decided as partner=GB objective=SO7 agreement=none not requested, with two subjects
    what=$1
    shift
    ./enisa "$@" >out 2>&1
    same "$what" expected out
}
./enisa partner=GB objective=SO7 agreement=explicit requested=no 'agreement_covers=awareness_education|capacity_building' >expected
[ -s expected ] || bad 'a request to compare with'
alike 'labels, not, braces' 'partner=the United Kingdom' objective=SO7 agreement=explicit 'not requested' 'agreement_covers = { capacity_building, awareness_education }'
alike 'another name, in any case, commas' partner=uk, objective=SO7, agreement=explicit, not requested, agreement_covers=capacity_building,awareness_education
alike 'options, signs apart' --partner=GB --objective=SO7 agreement = explicit --requested=No agreement_covers = '{capacity_building,' 'awareness_education}'
alike 'all in one' 'partner = "Great Britain", objective = SO7, agreement = explicit, requested = no, agreement_covers = {awareness_education, capacity_building}'
run ./enisa 'partner=Bonaire, Sint Eustatius and Saba' 'agreement_covers={}'
wanted 'a label with a comma; the empty set' 0 '^  the partner: Bonaire, Sint Eustatius and Saba$' 'agreement_covers=\{\}$'
typed=$(./enisa partner=GB objective=SO7 agreement=explicit requested=no agreement_covers=awareness_education,capacity_building |
    sed -n '/^  where: /,/^$/{s/^  where: //;p}')
# shellcheck disable=SC2086
alike 'what is shown can be typed' partner=GB objective=SO7 $typed
cat >hazards.strat <<'POLICY'
strategy "Hazards" { approaches ranked a < b }
fact hazards "hazards" : set of { arsenic, lead, zinc }
fact condition "condition" : one of { fair, good "good, lead", bad }
fact lead "it is of lead" : yes or no
fact fragile "fragile" : yes or no
approach 1 a "A" { default }
approach 2 b "B" { may be used when hazards includes lead and condition in { fair, good } and lead unless fragile }
POLICY
"$STRATC" -o hazards hazards.strat
where() { "$@" | sed -n '/^  where: /,/^$/p'; }
for hazards in '{}' arsenic arsenic,lead arsenic,lead,zinc zinc; do
    for condition in fair good; do
        for rest in lead 'not lead' 'lead, fragile' 'not fragile' 'not lead, not fragile'; do
            where ./hazards "hazards=$hazards" "condition=$condition" "$rest" >expected
            typed=$(cat expected)
            # shellcheck disable=SC2086
            where ./hazards $typed >words
            where ./hazards "$typed" >one
            where "$STRATC" --ask hazards.strat "${typed#*where: }" >bare
            printf '  where: hazards=%s, condition=%s, ' "$hazards" "$condition" >out
            grep -qF "$(cat out)" expected && cmp -s expected words && cmp -s expected one && cmp -s expected bare || echo "$typed"
        done
    done
done >different
empty 'what is shown, as words or in one, with or without its head' "$(cat different)"
run ./hazards 'hazards=arsenic, zinc, lead'
wanted 'a blank in a set' 1 '"zinc" is a value of hazards: write hazards=arsenic,zinc$' '!no fact'
run ./hazards hazards=arsenic, zinc
wanted 'a blank in a set, words' 1 '"zinc" is a value of hazards: write hazards=arsenic,zinc$'
run ./hazards 'hazards=arsenic,fragile'
wanted 'no blank between facts behind a set' 1 'hazards: there is no value "fragile"'
run ./hazards 'condition=fair, bad'
wanted 'a choice of two' 1 '"bad" is a value of condition, of which a request has one value: name one of them'
run ./hazards 'condition=fair, condition=bad'
wanted 'a choice twice' 1 'condition is given twice: a request has one value of it: name one of them'
run ./hazards 'condition="good, lead", hazards={zinc, lead}, fragile'
wanted 'a label with the name of a fact, in quotes; braces' 0 'where: hazards=lead,zinc, condition=good, fragile$'
run ./hazards --why-not b hazards=lead condition=bad lead not fragile
wanted 'alternatives of a choice' 0 '^    - condition: fair; or good, lead \(now: bad\)$'
run ./enisa not partner not_there requested requested=no
wanted 'not before what is no yes-or-no fact' 1 'partner is not a yes-or-no fact' 'no fact "not_there"' 'requested is given twice'
run ./enisa partner=
wanted 'no value' 1 'partner: there is no value ""'

# ---- wrong words ----

run ./enisa partner=Kosvo objectiv=SO3 agreement_covers='awareness_education|x' requested=maybe activity
wanted 'every wrong word, with the nearest right one' 1 'partner: there is no value "Kosvo"; do you mean XK \(Kosovo\)\? It can be AD, .* more \(--facts' \
    'no fact "objectiv": do you mean objective\?' 'there is no value "x"; it can be awareness_education' 'requested cannot be "maybe": it takes yes or no' \
    'activity is not a yes-or-no fact; write activity=\.\.\.; it can be exchange_information'
[ ! -s out ] && ok 'and no decision' || bad 'and no decision' "$(cat out)"
run ./enisa partner=UA partner=UA
wanted 'a fact twice' 1 'partner is given twice'
run ./small purpose=study purpose=travel
wanted 'a set that the shell made two of' 1 'purpose is given twice: write all its values at once: purpose=study,travel$'
run ./small 'a firm' study 'not staff' 'a firm=yes'
wanted 'values without their fact' 1 '"a firm" is a value of applicant: write applicant=firm' '"study" is a value of purpose: write purpose=study' 'no fact "staff"' 'no fact "a"'
run ./small 'the sum applied for=20' 'the board has approved it' 'not it cannot wait'
wanted "a fact's title" 1 'no fact "the sum applied for": do you mean amount\?' 'no fact "the board has approved it": do you mean approved\?' 'no fact "it cannot wait": do you mean urgent\?' '!no fact "20"'
run ./small amount=1,234.50,urgent applicant=firm, day=2025-03-01
wanted 'thousands' 1 'amount: a number is written without commas: write amount=1234\.50$' '!no fact'
run ./enisa agreement=none agreement_covers=capacity_building
wanted 'impossible' 1 'cannot hold together: only an agreement' '!was not stated'
for how in '' --why '--record -' --what-if; do
    # shellcheck disable=SC2086
    run ./enisa $how binding_obligations partner=UA
    wanted "impossible with what is taken for granted: $how" 1 'binds ENISA is a framework or an agreement; develops_framework was not stated and is taken as no: state it$'
done
run ./enisa "partner=$(printf 'a\033[31mb\tc')"
wanted 'nothing that moves the cursor is repeated' 1 'no value "a\?\[31mb\?c"'
run ./small amount=1e4
wanted 'out of range' 1 'amount goes from 0\.00 to 5000\.00 EUR'
run ./small purpose={} amount=1.50 day=2024-02-29 urgent=no
wanted 'numbers, days, the empty set' 0 '^Undetermined|^Open'
run ./enisa --max-steps 1
wanted 'the bound on work' 1 'not decided within the bound'

usage() { # usage "what" PATTERN ARGUMENT...
    what=$1 pattern=$2
    shift 2
    run ./enisa "$@"
    if [ -s out ]; then bad "$what" "$(cat out)"; else wanted "$what" 2 "$pattern"; fi
}
usage 'an unknown option' 'no option "--jsno"; do you mean --json\?' --jsno
usage 'an unknown short option' 'no option "-x" \(--help' -x
usage 'two things at a time' 'one thing at a time' --json --csv
usage 'two files' 'one file at a time, please: "b"' --json a b
usage 'two files, one glued' 'one file at a time, please: "b"' --json=a b
usage 'an option without its value' '--require wants a value: --require APPROACH' --require
usage 'an empty value' '--keys wants a value' --keys= --json
usage 'a value too many' '--facts takes no value' --facts=x
usage 'an unknown key' 'no key "statsu"; it can be id, status' --json --keys=id,statsu
usage 'keys without a batch' '--keys goes with --json or --csv' --keys=id partner=UA
usage 'a length that is none' '--max-line takes a number of bytes' --json --max-line 10k
usage 'steps that are none' '--max-steps takes a number' --max-steps 0
usage 'facts to no decision' '"partner=UA" is of no use here' --version partner=UA

# ---- --why, --require ----

# shellcheck disable=SC2086
run ./enisa --why $UA
wanted '--why' 0 '^outreach: open after this: obtain the endorsement' '^  opened by$' '^    P2 +Principle 2: explicit' '^assisting.*this depends on what was not stated' '^limited'
run ./enisa --why partner=UA objective=SO1 activity=awareness_education incompatible_interests
wanted '--why, closed' 0 '^limited.*: closed\.$' '^  closed by$' '^    P4 ' '^  would otherwise, in some cases, be opened by$'
run ./enisa --why-not outreach partner=UA objective=SO1 activity=awareness_education incompatible_interests
wanted '--why-not' 0 '^outreach.*: closed\.$' '!^limited'
run ./small --why applicant=firm amount=500 day=2026-03-01 worthy
wanted '--why, without a rank' 0 '^grant: closed\.$' '^    4  The year of reform$' '^loan: open\.$'

# shellcheck disable=SC2086
run ./enisa --require limited $UA
wanted '--require, available' 0 '^Yes: limited may start now'
# shellcheck disable=SC2086
run ./enisa --require outreach $UA
wanted '--require, an endorsement is missing' 1 '^No: at most limited.* may start now\. outreach: open after this: obtain the$'
# shellcheck disable=SC2086
run ./enisa --require assisting mb_endorsed $UA
wanted '--require, more than required' 0 '^Yes: outreach.* may start now, which is more\.'
run ./enisa --require assisting partner=UA
wanted '--require, undetermined' 1 '^No: at most limited.* is sure to be allowed now'
# shellcheck disable=SC2086
run ./enisa --require limited partner=UA incompatible_interests=no
wanted '--require, undetermined, but available in any case' 0 '^Yes: limited.* may start now\.$'
run ./enisa --require limited partner=FR
wanted '--require, out of scope' 1 '^No: out of scope\.$'
run ./enisa --require limited partner=nowhere
wanted '--require, a wrong request' 2 'no value "nowhere"'
run ./enisa --require assistng partner=UA
wanted '--require, no such approach' 2 'no approach "assistng"; do you mean assisting\?'
run ./enisa --require limited agreement=none agreement_covers=capacity_building
wanted '--require, impossible' 2 'cannot hold together'
run ./small --require grant applicant=firm amount=500 day=2025-03-01 worthy approved
wanted '--require without a rank' 0 '^Yes: grant'
run ./small --require grant applicant=firm amount=500 day=2025-03-01 worthy
wanted '--require without a rank, not approved' 1 '^No: it may not start now\. grant: open after this: approval'

# ---- about the program ----

run ./enisa -V
wanted -V 0 '^ENISA International Strategy, version 2021$'
run ./enisa --version
wanted --version 0 '^ENISA International Strategy, version 2021$' '^text [0-9a-f]{64}$' '^table [0-9a-f]{16}$' '^stratc [0-9]+\.'
run ./enisa --help
wanted --help 0 '^enisa partner=[A-Z]*   # what is allowed, and why$' '^enisa --json FILE ' '--require APPROACH'
[ "$(wc -l <out)" -le 24 ] && ok 'it fits a screen' || bad 'it fits a screen' "$(cat out)"
run ./small --facts
wanted --facts 0 '^  amount: the sum applied for$' '^    number from 0\.00 to 5000\.00 EUR$' '^    set of 3 values$' '^      travel +travel$' \
    '^    yes or no; a judgement by the board$' '^    yes or no; where it is not stated: no$' '^  report +a report; after, by the applicant, to the' '^  6 +why support is given$'
run ./small --facts --json
wanted '--facts --json' 0 '"issued_by":"The \\"board\\""' '"name":"amount","title":"the sum applied for","type":"number","low":0.00,"high":5000.00,"decimals":2,"unit":"EUR"' \
    '"name":"urgent".*"default":false' '"deadline":"within 30 days of \\"the end\\""' '"done_when":"approved"' '"kind":"recital"'
# What they print is JSON: it goes through the strict reader as an id, and comes back.
for program in small enisa; do
    ./$program --json --facts >facts
    { printf '{"id":' && tr -d '\n' <facts && echo '}'; } >in
    run ./enisa --json --keys=id in
    { printf '{"id":' && tr -d '\n' <facts && echo '}'; } >expected
    same "--facts --json of $program is JSON" expected out
done

# In short what is undetermined, whatever it may come to.
headline() { # headline 'approaches' 'rules' 'facts' 'what it says'
    printf 'strategy "S" { approaches %s scope not out }\nfact a "a" : yes or no\nfact out "out" : yes or no default no\nduty ask "ask" before\n%s\n' "$1" "$2" >says.strat
    "$STRATC" -o says says.strat 2>err || bad "$4" "$(cat err)"
    # shellcheck disable=SC2086
    got=$(./says --json --why $3 | python3 -c 'import json, sys; h = json.load(sys.stdin)["headline"]; print(h["word"] + ": " + h["text"])')
    [ "$got" = "$4" ] && ok "$4" || bad "$4" "$got"
}
two='approach 1 low "" { default }
approach 2 high "" { may be used %s }
principle 3 "P" { %s }'
rules() { # shellcheck disable=SC2059
    printf "$two" "$1" "$2"
}
headline 'ranked low < high' "$(rules 'when a' 'must ask using high when out')" 'not out' 'Undetermined: low may start now. Whether more may be used depends on what was not stated: high.'
headline 'ranked low < high' "$(rules 'when a' 'must ask using high when out')" '' 'Undetermined: low may start now, with what is taken for granted below. Whether more may be used depends on what was not stated: high.'
headline 'ranked low < high' "$(rules '' 'must ask using high when a')" 'not out' 'Undetermined: high in each case that is still possible. Whether it may start at once or something has to be done first depends on what was not stated.'
headline 'ranked low < high' "$(rules '' 'must not engage when a')" 'not out' 'Undetermined: this depends on what was not stated. Possible: refused, high.'
headline 'ranked low < high' "$(rules 'when a' 'must ask using high when out')" out 'Out of scope: this policy does not speak of such a case. Its scope: out: no (here: yes).'
headline 'ranked low < high' "$(rules 'when a' 'must ask using high when out')" 'a not out' 'Open: at most high may be used.'
headline 'ranked low < high' "$(rules 'when a' 'must ask using high when a')" 'a not out' 'Conditional: at most high may be used, but something has to be done first.'
one='approach 1 low "" { default may be used when a }
principle 3 "P" { %s }'
three='approach 1 low "" { may be used }
approach 2 middle "" { may be used }
approach 3 high "" { may be used when a }
principle 4 "P" { must ask using middle must ask using high }'
headline 'ranked low < middle < high' "$three" 'not out' 'Undetermined: this depends on what was not stated. Possible: middle, high.'
headline 'ranked low' "$(printf "$one" 'should meet out')" 'not out' 'Undetermined: low in each case that is still possible. Whether it provides for what was asked, or is only what remains, depends on what was not stated.'
headline 'ranked low' "$(printf "$one" 'must ask using low when a')" 'not out' 'Undetermined: low in each case that is still possible. Whether it provides for what was asked, and whether something has to be done first, depends on what was not stated.'

finish
