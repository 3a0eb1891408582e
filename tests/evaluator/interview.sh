#!/bin/sh
# --interview: questions until it is sure, going back, what nobody knows, the review, what contradicts itself, input that ends.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2

interview() { # interview PROGRAM "ANSWER\nANSWER..." [FACT...]: run, with these lines typed
    program=$1 typed=$2
    shift 2
    printf "$typed" >typed
    "./$program" --interview "$@" <typed >out 2>err
    status=$?
}

interview enisa 'ukr\ntrain\n3\ny\n\nn\n'
wanted 'from nothing to the answer' 0 '^Question 1: the partner$' '^  one of 259' 'taken: Ukraine$' 'taken: help to hold a training session$' '^Question 4: the activity stays' '!Question 5' '^Your answers$' '^  3  the partner: Ukraine$' \
    '^Taken for granted, and otherwise nothing may start$' '^  1  a cooperation framework' 'Union.s interests or policy' '!nobody said otherwise\)$' '^Status and approach are sure\.' '^Open: at most outreach' \
    '^To ask the same again: \./enisa partner=UA activity=training agreement=explicit' 'within_agreement$' 'So far: may start now limited; possible limited, assisting, outreach' "!$(printf '\033')"
interview enisa '\n.\n'
wanted 'to nothing that was typed nothing is offered' 0 'Nothing was typed: expected is a name' '!company or vendor' '!Try another name'
interview enisa '3\n' partner=BR activity=exchange_best_practices commission_request develops_framework
wanted 'what has to be used is told by then' 0 'So far: assisting has to be used and may start now; possible assisting,$'
interview enisa 'y\n\nn\n' partner=UA activity=training agreement=explicit
wanted 'what is stated is not asked' 0 '^Question 1: the activity stays' '!Question 2' '^  3  the partner: Ukraine$' '^Open: at most outreach'
interview enisa 'y\n6\nn\n?\n?\n?\n\n' partner=UA activity=training agreement=explicit
wanted 'changed in the review, and what nobody knows' 0 'so far: yes \(Enter keeps it\)' '^Question 2: assistance has been requested' '^Not known$' ': you do not know$' '!nobody knows' '^Undetermined'
interview enisa '<\nUA\n<\n\ntraining\n.\n'
wanted 'back, kept, and enough' 0 '^> This is the first question' '^Question 2: what would be done' '^  so far: Ukraine \(Enter keeps it\)$' '^Question 3: what the Union' '!Question 4' '^Undetermined' 'partner=UA activity=training$'
interview enisa ''
wanted 'no answers at all' 0 '^Question 1' '^Undetermined'
interview enisa 'zzz\nan\nUA\n' activity=training
wanted 'no such value, and too many' 0 '"zzz" is in none of the names: expected is a name, or a part of it' 'Try another name for it; what has no name here is one of these:$' '1  another international' '4  a company or vendor' 'and [0-9]+ more: type more of the name'
interview enisa "$(printf '%5000s' | tr ' ' x)\nUA\n"
wanted 'a long line' 0 '^> That is too long for an answer' 'possible limited, assisting, outreach'
interview enisa 'A\033[31m\377\nUA\n'
wanted 'bytes that are no text' 0 "!$(printf '\033')" 'possible limited, assisting, outreach'
interview enisa '3\nUA\nq\nJP\n' partner=FR
wanted 'out of scope is sure at once' 0 '!Question' '^Out of scope'

interview small '4\n2\n1, 3\n12\n1200.50\n2026-03-01\n\ny\n?\n' worthy
wanted 'numbers, days, sets' 0 'a number, from 0\.00 to 5000\.00 EUR' 'a day, such as 2025-01-31, from 0001-01-01 to 9999-12-31'
interview small '' purpose=travel,tools
wanted 'what cannot hold together' 1 'cannot hold together: who travels' 'Which of these would you answer otherwise' '1  what it is for: travel; tools and machines'
interview small '7\n1\nstudy\nfirm\n500\n.\n' purpose=travel,tools
wanted 'it is asked otherwise, and goes on' 0 'so far: travel; tools and machines' '^Question 2: who applies' 'purpose=study'
cat >two.strat <<'POLICY'
strategy "Two" { approaches ranked low < top }
fact first "first" : yes or no default no
fact second "second" : yes or no default no
approach 1 low "Low" { default }
approach 2 top "Top" { may be used when first or second }
POLICY
"$STRATC" -o two two.strat || bad 'two.strat is built'
interview two '1\n?\n2\n?\n\n'
wanted 'what nobody knows and is taken for granted stands once' 0 '^Taken for granted, and otherwise something else is decided, or comes first$' '^  2  second: no \(you do not know\); if yes: top, open$' '!^  3  ' '!^Not known$'

# ---- whatever is typed has an answer ----

once() { # once "what" N PATTERN: so many lines of the output, or of what is folded into lines, have that
    n=$(tr -s '\n ' '  ' <out | grep -oE -- "$3" | wc -l)
    [ "$n" -eq "$2" ] && ok "$1" || bad "$1: $n times, not $2" "$(cat out)"
}
partner='partner=GB activity=knowledge_information objective=SO7'
# shellcheck disable=SC2086
interview enisa '\nexplicit\n1\n\nYES\ny\n\n7\n,\nknow, zzz\nun\ncapacities, know\n.\n' $partner
wanted 'what is no answer' 0 '^> Nothing was typed: expected is one of the numbers, or a name' 'taken: something explicit on cooperation in cybersecurity$' '"1" is neither yes nor no: expected is y or n' \
    '"YES" is neither' '"7" is none of these: expected is numbers or names with commas, or \{\} for none' '"zzz" is none of these' 'taken: capacities; knowledge and information$' '!within_agreement cannot' '!takes yes or no' '!agreement_covers:'
once 'Enter on a new question, three times, and a comma alone' 4 'Nothing was typed: expected is'
interview enisa 'x\nnone, firm\n' partner=UA activity=training agreement=explicit
wanted 'neither yes nor no' 0 '"x" is neither yes nor no' '"none, firm" is neither'
interview small '12.345\n7000\nx\n12\nx\n2026-02-30\n.\n' applicant=firm purpose=travel worthy
wanted 'no such number, and no such day' 0 '"12\.345" has too many decimals: expected is a number, from 0\.00 to 5000\.00 EUR' '"7000" is outside' '"x" is no number' '"x" is no such day' '"2026-02-30" is no such day: expected is a day, such as'
interview enisa 'uk\nukrain\nAttend meeting\n1\n.\n'
wanted 'the only one with that part is taken, and another spelling is asked for' 0 'taken: United Kingdom' '"ukrain" is in none of the names' '1  attend a meeting' 'Do you mean this\?'
interview enisa 'zam\nkraine\n' activity=training
wanted 'a part, wherever it stands' 0 '1  Zambia' '2  Mozambique' 'type a number, or more of the name' 'taken: Ukraine$'
interview enisa 'UA\nadvice\n24\n.\n'
wanted 'all of some two dozen are listed where none is found, and have numbers' 0 'type a name, or a part of it; help lists them$' '"advice" is in none of the names' '^  1 exchange information as it comes up; 2 exchange best practices; 3 attend a$' '24 develop indices and benchmarks; 25$' 'partner=UA activity=indices'
interview enisa 'UA\nhelp\nhelp to hold\n\n.\n'
wanted 'and on help' 0 '^  1 exchange information as it comes up; 2 exchange' 'taken: help to hold a training session$'
interview enisa 'help\nzzz\n.\n'
wanted 'but not of hundreds: how one is found' 0 'one of 259: type a name, or a part of it, and all that have it are shown$' '!1 Andorra'
interview enisa 'nt\n' partner=UA
wanted 'two letters are no name' 0 'type a number, or more of the name' '!^>   taken:'

interview enisa 'y\nfoo\n?\n<\n\n\nmaybe\n<\n\nn\n' partner=UA activity=training agreement=explicit
wanted 'the review, back to the last question, and again' 0 'Expected is a number from 1 to 7, which changes that one, or Enter, which goes' 'so far: yes \(Enter keeps it\)' 'go on with questions about these\? \(y or n; Enter is n\)' \
    'Expected is y for these questions, n or Enter for none of them' '^Open: at most outreach'
once 'the review is seen three times' 3 'A number changes that one; Enter goes on\.'
once 'and the review answers what it does not know' 2 'Expected is a number from'
interview enisa 'y\n.\n' partner=UA activity=training agreement=explicit
wanted 'a dot at the review ends the questions' 0 '!Status and approach are sure' '^Open: at most outreach' '!was not reviewed'
interview enisa 'y\n\nn\n' partner=UA activity=training agreement=explicit
wanted 'the review says what is decided' 0 '^  So far: outreach, open$' '!may start now outreach'
interview enisa '\nn\n' partner=UA activity=training agreement=explicit within_agreement develops_framework
wanted 'and what may start now, where that is less' 0 '^  So far: outreach, conditional; may start now limited$|^  So far: outreach, conditional$'
interview enisa '\nn\n' partner=UA activity=training agreement=explicit within_agreement
wanted 'and how what is taken for granted matters' 0 'has a special agreement with the Union: no; if yes: also with this caution:$|has a special agreement with the Union: no; if yes: also with this caution: 1\.4$'
interview enisa '.\n'
wanted 'a dot before the review: that it is left out is said' 0 'What was taken for granted was not reviewed\.$' '!file number'
interview enisa '<\n\n\n' partner=FR
wanted 'nothing was asked' 0 '^> There is no question before this' '^Out of scope'
interview enisa 'y\n\ny\ny\n?\n?\n?\n?\n?\n?\n?\n?\n\n' partner=UA activity=training agreement=explicit
once 'a review after the last questions, too' 2 'A number changes that one; Enter goes on\.'
wanted 'which has what these said' 0 '^Not known$' ': you do not know$' '!:  \(you'
interview small '\nn\nA-1\n<\n?\n9\n.\n' purpose=travel,tools
wanted 'which of these: every input is answered' 1 '^> There is no question before this' 'Expected is the number of one of these, from 1 to 1'
once 'each' 5 'Expected is the number of one of these'
interview small 'firm\n500\n2027-03-01\n1\ntravel,tools\n<\nstudy\n.\n' worthy
wanted 'back from what cannot hold together' 0 '!no question before'

# ---- what is asked, and shown, first ----

# shellcheck disable=SC2086
interview enisa 'none\n.\n' $partner
wanted 'whether there is an agreement comes before what it says' 0 '^Question 1: what the Union has agreed with the partner$' '!Question 2' '!subjects on which that agreement'
cat >order.strat <<'POLICY'
strategy "Order" { approaches ranked low < top }
fact form "the form" : one of { none "none", letter "a letter", treaty "a treaty" }
fact parts "the parts of that treaty" : set of { a "A", b "B", c "C" }
assume "only a treaty has parts" parts is empty or form = treaty
fact other "something else" : yes or no
approach 1 low "Low" { default }
approach 2 top "Top" { may be used when parts includes b and not other }
POLICY
"$STRATC" -o order order.strat || bad 'order.strat is built'
first() { # first "what" PATTERN [FACT...]: which question is the first
    what=$1 pattern=$2
    shift 2
    interview order '' "$@"
    wanted "$what" 0 "$pattern"
}
first 'what is presupposed is asked first' '^Question 1: the form$'
first 'but not where it is stated' '^Question 1: (the parts of that treaty|something else)$' form=treaty
interview order 'treaty\n{}\n<\n\nb, c\n2\n.\n' other=no
wanted 'of a set none' 0 'so far: none of them \(Enter keeps it\)' '!so far: \{\}' 'the parts of that treaty: none of them$'
interview order '?\n' other=no
wanted 'nor where nobody knows it' 0 '^Question 1: the form$' '^Question 2: the parts'
interview enisa 'Belarus\ntraining\n?\n?\n?\n?\n?\n.\n'
wanted 'what would let nothing start is the first of the review' 0 '^  1  it would take resources of its own' '^  3  contacts or cooperation would run against' 'yes leads to: refused \(P4\)' '^  4  the partner: Belarus$'
sed -n '/^Taken for granted, and otherwise nothing is sure to be allowed$/,/^Your answers$/p' out | grep -q P4 && ok 'under a heading of its own' || bad 'under a heading of its own' "$(cat out)"
once 'and stands there once' 1 'contacts or cooperation would run against the Union.s interests or policy goals: no;'
interview enisa 'Belarus\ntraining\n?\n?\n?\n?\n?\n3\ny\n\n'
wanted 'and is corrected in one step' 0 '^Refused' 'incompatible_interests'
interview enisa 'y\n\nn\n' partner=UA activity=training agreement=explicit incompatible_interests=no
wanted 'nor is it listed where it was stated' 0 '!leads to: refused' 'leads to:$' 'outreach, conditional on this: obtain the endorsement of the Executive$' '^ +Board; nothing may start now$'
interview enisa '' partner=BR activity=share_expertise agreement=none incompatible_interests
wanted 'what decides otherwise has where it leads' 0 '^Taken for granted, and otherwise something else is decided, or comes first$' 'the Commission asked, under Article 12 CSA: no; if yes:'
interview enisa 'y\n\nn\n' partner=UA activity=training agreement=explicit --max-steps 2000
wanted 'what was not found out is no "no"' 0 '^Also taken for granted, and it may matter$' '^Of some of this it was not found out whether nothing may start if it is$' '^  otherwise: not decided within the bound on work'
interview enisa 'y\n\nn\n' partner=UA activity=training agreement=explicit
wanted 'and is not told where all was' 0 '^Also taken for granted, and it matters$' '!not found out whether'

# What would let nothing start, and what else would decide otherwise, is just what is decided otherwise with that stated.
while IFS='|' read -r name facts; do
    case $name in 9 | 23) continue ;; esac
    # shellcheck disable=SC2086
    interview enisa '?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n.\n' $facts
    cp out review
    # shellcheck disable=SC2086
    ./enisa --json --facts >declared && ./enisa --why --json $facts >own.json && python3 - "$name" <<'END' || echo "$name"
import json, subprocess, sys
own, declared = json.load(open("own.json")), json.load(open("declared"))
done = {d["done_when"] for d in declared["duties"]}  # that what was done comes first no longer is no news
titles = {f["name"]: f["title"] for f in declared["facts"]}
given = {f["fact"]: f["value"] for f in own["asked"]}
flags = [t for t in own["taken"] if t["typed"] and "=" not in t["typed"]]
requests = [given] + [{**given, t["fact"]: t["says"] == "no"} for t in flags]
run = subprocess.run(["./enisa", "--json"], input="".join(json.dumps(r) + "\n" for r in requests), capture_output=True, text=True)
answers = [json.loads(line) for line in run.stdout.splitlines()]
nothing = lambda a: a["status"] in ("refused", "out_of_scope")
shut = lambda a: not nothing(answers[0]) and (nothing(a) or a["now"] == "none" != answers[0]["now"])
decided = lambda a: (a["status"], a["approach"], a.get("possible"), a.get("possible_status"))
part, told, rows = "", {}, open("review").read().replace("\n     ", " ").splitlines()
for row in rows:
    if row[:2] != "  ": part = row
    elif part.startswith("Taken for granted, and"): told.setdefault(row[5:].rsplit(": no", 1)[0].rsplit(": yes", 1)[0].split(": no;")[0].split(": yes;")[0], "shut" if "nothing" in part else "other")
for t, a in zip(flags, answers[1:]):
    if "status" not in a: continue
    is_told = told.get(titles[t["fact"]])
    if shut(a) != (is_told == "shut"): print(sys.argv[1], t["fact"], "lets nothing start:", shut(a), "told:", is_told)
    elif decided(a) != decided(answers[0]) and not is_told and t["fact"] not in done: print(sys.argv[1], t["fact"], "decides otherwise, untold")
END
done <"$ROOT/tests/evaluator/questions.txt" >wrong
empty 'reviews tell what would let nothing start, and what else would decide otherwise' "$(cat wrong)"

# ---- what nobody knows ----

# shellcheck disable=SC2086
interview enisa '?\n\n\n' $partner relevant significant_value policy_aligned like_minded
wanted 'what presupposes it comes last' 0 '^Question 1: what the Union has agreed'
interview enisa '?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n?\n.\n' partner=NO
sed -n 's/^Question \([0-9]*\): \([^,]*\).*/\1 \2/p' out >order
asked_at() { sed -n "s/ $1.*//p" order; }
[ "$(asked_at 'matters for the tasks')" -le 3 ] && ok 'where some is not known, what leaves least comes first' || bad 'where some is not known, what leaves least comes first' "$(cat order)"
[ "$(asked_at 'the activity stays')" -gt "$(asked_at 'agrees with what')" ] && [ "$(asked_at 'the subjects on which')" -gt "$(($(asked_at 'what the Union has agreed') + 1))" ] &&
    ok 'and what presupposes that last' || bad 'and what presupposes that last' "$(cat order)"

# ---- what is stated though it is not asked for ----

interview enisa 'UA\nincompatible_interests\nnot incompatible_interests\n.\n'
wanted 'a fact by its name, at a question and in the review' 0 '^  dot ends the questions\. What else you know can be stated at any of them, as$' 'taken: contacts or cooperation would run against the Union.s interests or$' '^  So far: refused$' '^Question 2: what would be done$' '!Question 3' 'not incompatible_interests$|^To ask .* incompatible_interests'
once 'the question is put again, with its number' 2 'Question 2: what would be done'
interview enisa 'UA\nThe Commission asked, under Article 12 CSA\nagreement = explicit, requested=no\nnot eb_endorsed\n.\n'
wanted 'by its title, with a value, several' 0 'partner=UA not requested not commission_request|partner=UA.* commission_request' 'taken: the Commission asked, under Article 12 CSA: yes$' 'taken: assistance has been requested: no$' 'taken: the Executive Board has endorsed it: no$' 'agreement=explicit'
interview enisa 'UA\ncommission_request=maybe\nwhatever=1\nagreement=none\nagreement=explicit\n.\n'
wanted 'what is wrong is said, and what was stated is stated anew' 0 'commission_request cannot be "maybe"' '^> there is no fact "whatever" \(help lists them\)$' '^To ask .*agreement=explicit$'
interview enisa 'UA\nhelp\n.\n'
wanted 'help lists what is not known and what is taken for granted, and as what' 0 '^What is not known yet can be stated at any question, by its name; what the$' '^  requested: assistance has been requested$' '^  agreement=...: what the Union' '^What is taken for granted can be stated as well, if it is otherwise:$' '^  commission_request: the Commission asked, under Article 12 CSA: no$' '^  incompatible_interests: contacts or cooperation' '!^  activity=' '!^  partner='
interview enisa 'NATO\nhelp\n.\n'
sed -n '/^What is not known/,/^What is taken/p' out | grep -q '^  like_minded: is like-minded$' && ok 'what is taken for some partners alone is not known of others' || bad 'what is taken for some partners alone is not known of others' "$(cat out)"
interview enisa 'Japan\nhelp\n.\n'
sed -n '/^What is taken/,$p' out | grep -q '^  like_minded: is like-minded: yes$' && ok 'and is taken for these' || bad 'and is taken for these' "$(cat out)"
interview small 'not urgent\nnot approved\nstudy\n.\n' purpose=travel,tools
wanted 'where facts cannot hold together, too' 1 'taken: it cannot wait: no' 'Which of these would you answer otherwise'
cat >named.strat <<'POLICY'
strategy "Named" { approaches ranked low < top }
fact y "the first" : yes or no
fact way "the way" : one of { second "second", other "other" }
fact second "the second" : yes or no default no
approach 1 low "Low" { default }
approach 2 top "Top" { may be used when y and way = second and not second }
POLICY
"$STRATC" -o named named.strat || bad 'named.strat is built'
interview named 'y\nsecond\n\n\n'
wanted 'but an answer is an answer, whatever facts are called' 0 'the first: yes$' 'the way: second$' '!taken: the'
interview enisa 'y\n\ny\nincompatible_interests\n\n' partner=UA activity=training agreement=explicit
wanted 'also where duties are asked for' 0 '^Refused'

# ---- why it is asked ----

# What hangs on the first question is what --ask says of it; of many paragraphs four and how many more.
for facts in '' 'partner=UA' 'partner=UA activity=training' 'partner=UA activity=training agreement=explicit' 'partner=IS objective=SO3' 'partner=UA objective=SO7 activity=threat_mapping requested'; do
    # shellcheck disable=SC2086
    interview enisa '' $facts
    sed -n '/^Question 1/,$p' out | tr -s '\n ' '  ' | sed -n 's/.* why it is asked: \([^:]*\) hangs\{0,1\} on it .*/\1/p' | awk 1 >told
    # shellcheck disable=SC2086
    ./enisa --ask --json $facts | python3 -c '
import json, sys
title = open("out").read().split("Question 1: ")[1:]
asked = json.load(sys.stdin)["ask"]
ids = asked[0]["hangs"] if title else []
shown = 5 if len(ids) == 5 else 4
print(", ".join(ids[:shown]) + (" and %d more" % (len(ids) - shown) if len(ids) > shown else ""))' >expected
    [ -s told ] && same "what hangs on the first question: $facts" expected told || bad "what hangs on the first question: $facts" "$(cat out)"
done
interview enisa 'y\n6\n\n\n' partner=UA activity=training agreement=explicit
wanted 'also where it is asked again' 0 'why it is asked: P2 hangs on it'
cat >idle.strat <<'POLICY'
strategy "Idle" { approaches ranked low < top }
fact first "first" : yes or no
approach 1 low "Low" { default }
approach 2 top "Top" { may be used when first }
POLICY
"$STRATC" -o idle idle.strat || bad 'idle.strat is built'
interview idle 'y\n1\n\n\n'
wanted 'one paragraph hangs on it, and nothing refuses' 0 '^  why it is asked: 2 hangs on it$' 'so far: yes' '!otherwise nothing may start'

# ---- and into a record ----

filed() { # filed FILE "ANSWER\nANSWER..." [ARGUMENT...]: an interview of which FILE is the record
    file=$1 typed=$2
    shift 2
    printf "$typed" >typed
    ./small --interview --record "$file" "$@" <typed >out 2>err
    status=$?
}
holds() { # holds "what" FILE PATTERN...: each stands in the record, and it is as it was written
    what=$1 of=$2
    shift 2
    run ./small --verify "$of"
    wanted "$what: it verifies" 0 "^$of: same"
    cp "$of" out
    wanted "$what: in the record" 0 "$@"
}
all='firm\n500\n2027-03-01\n\nn\n'
filed a.md "${all}A/7\nnever\n2027-03-02\nHead=Unit\nMs Berg\n1 a letter\nx\n1 again\n99 x\n2 the form\n\n" worthy
wanted 'filed: what is asked for last' 0 '^For the record$' 'The file number\? Enter for none' 'is no day, such as' 'Who takes the decision\? Enter for nobody named' 'Who decided this: is worthy of support .for the board to decide.' \
    'What bears these out' 'First one of the numbers' 'Of that it is said already' '^Open: ' '^To ask the same again: \./small applicant=firm amount=500.00 day=2027-03-01 worthy$' '^The record is in a\.md\.$'
holds 'filed' a.md 'Reference: \*\*A/7\*\*\. Date: \*\*2027-03-02' 'who applies: \*\*a firm\*\*; evidence: a letter' 'sum applied for: .*evidence: the form' 'support: \*\*yes\*\*; decided by Ms Berg' '!again'
./small --record direct.md --ref A/7 --date 2027-03-02 --by '=Head=Unit' --by worthy='Ms Berg' --evidence applicant='a letter' --evidence amount='the form' applicant=firm amount=500 day=2027-03-01 worthy
same 'the same as without questions' direct.md a.md
filed b.html "${all}2 the form\n\n" --ref A/7 --date 2027-03-02 --by Head --by worthy='Ms Berg' --evidence applicant='a letter' --evidence purpose=none worthy
wanted 'what options say is not asked for' 0 '!file number' '!day of the decision' '!Who decided' '!Who takes' '^--evidence purpose is left out, as that is not stated\.$' '  1  the sum applied for' '!  [0-9]  who applies: a firm$.*letter'
./small --record direct.html --ref A/7 --date 2027-03-02 --by Head --by worthy='Ms Berg' --evidence applicant='a letter' --evidence day='the form' applicant=firm amount=500 day=2027-03-01 worthy
same 'nor does it differ' direct.html b.html
filed plain.md "${all}\n\n?\n\n\n" worthy
wanted 'nothing said' 0 'The record is in plain'
holds 'nothing said' plain.md 'Reference: \*\*none given' '!; evidence' '!decided by Ms'
filed dot.md 'firm\n.\n'
wanted 'enough: what is known is filed' 0 '!For the record' 'The file number, the day and who decides were not asked for\.$' 'The record is in dot\.md'
holds 'enough' dot.md 'Undetermined' 'who applies: \*\*a firm'
filed dot2.md "${all}A/7\n.\n" worthy
wanted 'enough at the end' 0 '!Who decided'
holds 'enough at the end' dot2.md 'Reference: \*\*A/7'

filed unknown.md 'firm\n?\n?\n\n\n\n\n\n\n' worthy
wanted 'what nobody knows who was asked' 0 '^  not known: ' 'To ask the same again: \./small applicant=firm '\''amount=\?'\'' '\''day=\?'\'' worthy$'
holds 'what nobody knows who was asked' unknown.md '^- the sum applied for; the day of the application: \*\*not known\*\*$'
interview enisa 'back\nhelp\nUA\nhelp\nhelp to hold\nback\nback\n\n\nhelp\nzzz\n.\n'
wanted 'back and help are words' 0 '^> This is the first question' '^> Expected is a name, or a part of it; or \? for "I do not know", < for the$' '^> Expected is one of the numbers, or a name; or \?' 'so far: Ukraine' '"zzz" is none of these: expected is one of the numbers, or a name; or' 'question before, a dot for the end of all questions$' '!1  help to'
cat >words.strat <<'POLICY'
strategy "Words" { approaches ranked low < top }
fact way "the way" : one of { back "back", helped "help", other "other" }
approach 1 low "Low" { default }
approach 2 top "Top" { may be used when way = back }
POLICY
"$STRATC" -o words words.strat || bad 'words.strat is built'
interview words 'back\n\n\n'
wanted 'but where a value is called that' 0 '^  1  the way: back$' '!first question'
interview words 'help\n\n\n'
wanted 'nor is help' 0 '^  1  the way: help$' '!Expected'

# What is printed to be typed again is typed as it stands: quoted for a shell, in whichever folder, in one line however long it is.
cp small "it's a \$b; c"
cp small '*'
mkdir matching && touch 'matching/applicant=x' 'matching/day=x' 'matching/purpose=xx' 'matching/not'
for shell in sh bash dash zsh; do
    command -v $shell >/dev/null || continue
    for program in small "it's a \$b; c" '*'; do
        for facts in 'applicant=?' 'applicant=? day=? purpose={} amount=5 worthy' 'purpose=study,travel not urgent applicant=citizen day=2027-03-01 amount=?'; do
            # shellcheck disable=SC2086
            (cd matching && set -f && printf '.\n' | "../$program" --interview $facts) | sed -n 's/^To ask the same again: //p' >again
            [ "$(lines again)" -eq 1 ] || echo "no line for: $program $facts"
            (cd matching && sed 's/$/ --why --json/' ../again | $shell) >typed.json 2>&1
            # shellcheck disable=SC2086
            (set -f && "./$program" --why --json $facts) >expected.json
            cmp -s typed.json expected.json || echo "$shell: $(cat again): $(head -c 300 typed.json)"
        done
    done
done >wrong
empty 'what is printed is typed again as it stands' "$(cat wrong)"
printf '.\n' | "$STRATC" --ask "$ROOT/tests/evaluator/small.strat" -- --interview 'applicant=?' >out
status=$?
wanted 'by stratc itself, too' 0 "^To ask the same again: stratc --ask .*/tests/evaluator/small\.strat 'applicant=\?'\$"

for typed in '' 'firm\n' "$all" "${all}A/7\n2027-03-02\n" "${all}A/7\n2027-03-02\nMs Berg\n1 x\n"; do
    rm -f none.md
    filed none.md "$typed" worthy
    wanted "the answers end too early: $typed" 2 'none\.md: no record is written: the answers ended before the questions did$' '^To ask the same again: \./small ' '!The record is in'
    if [ ! -e none.md ]; then ok "nothing is written: $typed"; else bad "nothing is written: $typed" "$(ls)"; fi
done
cp a.md kept.md
filed kept.md "${all}\n\n\n\n\n" worthy
wanted 'a file that is there: told before a question is asked' 2 'kept\.md: it is there already; a record is not written over$' '!Question'
printf "${all}\n\n\n\n\n" >typed
(head -n 1 typed && sleep 1 && echo other >between.md && tail -n +2 typed) | ./small --interview --record between.md worthy >out 2>err
status=$?
wanted 'one that comes in between' 2 'between\.md: it is there already; a record is not written over$' '!The record is in'
cmp -s a.md kept.md && [ "$(cat between.md)" = other ] && [ -z "$(find . -name '.stratc-*')" ] && ok 'they are what they were' || bad 'they are what they were' "$(ls -a)"
run ./small --interview --record none.md <&-
wanted 'no input at all' 2 'no record is written' && [ ! -e none.md ] || bad 'no input at all leaves nothing'
for wrong in "none.txt|ends in \.html" "none/a.md|there is no such folder" "-|is where --interview asks its questions"; do
    filed "${wrong%%|*}" "${all}\n\n\n\n" worthy
    wanted "told before a question is asked: ${wrong%%|*}" 2 "${wrong#*|}" '!Question'
done
for wrong in "1|--by nobody=x|there is no such fact" "1|--by applicant=x|that is no judgement" "1|--date never|is no day" "2|--evidence x|write it as FACT=TEXT"; do
    option=${wrong#*|}
    # shellcheck disable=SC2086
    filed none.md "${all}\n\n\n\n" ${option%%|*}
    wanted "the same: ${option%%|*}" "${wrong%%|*}" "${option#*|}" '!Question'
done
filed none.md '\300\301\n' purpose=travel,tools
wanted 'what cannot hold together leaves no record' 2 '^small: these facts cannot hold together' 'no record is written'
[ ! -e none.md ] && ok 'nor do these leave a file' || bad 'nor do these leave a file'
filed bytes.md "${all}A\377\nA/\033[31m\n\n\n\n\n" worthy
wanted 'bytes that are no text' 0 'That is no text' "!$(printf '\033')"
if [ -w /dev/full ]; then
    ln -s /dev/full full.md
    filed full.md "${all}\n\n\n\n\n" worthy
    wanted 'no space' 2 'full\.md: the disk is full' '^To ask the same again' '!The record is in'
fi
(ulimit -f 1 && ./small --interview --record grown.md worthy <typed) >out 2>err
status=$?
wanted 'a file that grows too large' 2 'grown\.md: '
[ ! -e grown.md ] && ok 'leaves nothing' || bad 'leaves nothing'
run ./small --record none.md --interview --json
wanted 'and not with a third' 2 'does not go together'

run ./enisa --interview --why
wanted 'not with another' 2 'does not go together'
if has_terminal; then
    printf 'UA\ntraining\n3\ny\n\nn\n' | script -qec "./enisa --interview" /dev/null >out 2>err
    status=$?
    wanted 'on a terminal' 0 "$(printf '\033\\[1mthe partner')"
else
    skip 'on a terminal' "$no_terminal"
fi

# What is taken for granted stands in one part of the review, however little of the bound on work is left to try it otherwise.
: >wrong
for steps in 700 800 900 1000 1050 1100 1150 1200 1300 1400 2000 4000 8000; do
    interview enisa '\n' --max-steps=$steps partner=UA activity=training objective=SO4 agreement=none requested significant_value policy_aligned
    sed -n '/^A number changes/q; s/^  [0-9]*  *//p' out >rows
    for fact in 'it would take resources' 'a cooperation framework' 'contacts or cooperation'; do
        [ ! -s rows ] || grep "^$fact" rows | wc -l | grep -qx ' *1' || echo "$fact, with $steps steps" >>wrong
    done
    [ ! -s rows ] || echo "$steps" >>reviewed
done
empty 'each fact in one part of a review, near the bound, too' "$(cat wrong)"
[ "$(lines reviewed)" -ge 8 ] && ok 'of such reviews' || bad 'of such reviews' "$(cat reviewed)"
finish
