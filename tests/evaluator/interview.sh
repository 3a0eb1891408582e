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

interview enisa 'ukr\n1\ntrain\n1\n3\ny\n\nn\n'
wanted 'from nothing to the answer' 0 '^Question 1: the partner$' '^  one of 259' '1  Ukraine \(UA\)' '^Question 4: the activity stays' '!Question 5' '^Your answers$' '^  1  the partner: Ukraine$' \
    '^Taken for granted, and it matters$' 'Union.s interests or policy' '^Status and approach are sure\.' '^Open: at most outreach' \
    '^To ask the same again: enisa partner=UA activity=training agreement=explicit' 'within_agreement$' 'So far: may start now limited; possible limited, assisting, outreach' "!$(printf '\033')"
interview enisa 'y\n\nn\n' partner=UA activity=training agreement=explicit
wanted 'what is stated is not asked' 0 '^Question 1: the activity stays' '!Question 2' '^  1  the partner: Ukraine$' '^Open: at most outreach'
interview enisa 'y\n4\nn\n?\n?\n?\n\n' partner=UA activity=training agreement=explicit
wanted 'changed in the review, and what nobody knows' 0 'so far: yes \(Enter keeps it\)' '^Question 2: assistance has been requested' '^Not known$' 'nobody knows' '^Undetermined'
interview enisa '<\nUA\n<\n\ntraining\n.\n'
wanted 'back, kept, and enough' 0 '^> This is the first question' '^Question 2: what would be done' '^  so far: Ukraine \(Enter keeps it\)$' '^Question 3: what the Union' '!Question 4' '^Undetermined' 'partner=UA activity=training$'
interview enisa ''
wanted 'no answers at all' 0 '^Question 1' '^Undetermined'
interview enisa 'zzz\nan\nUA\n' activity=training
wanted 'no such value, and too many' 0 'partner: there is no value "zzz"' 'and [0-9]+ more: type more of the name'
interview enisa "$(printf '%5000s' | tr ' ' x)\nUA\n"
wanted 'a long line' 0 '^> That is too long for an answer' 'possible limited, assisting, outreach'
interview enisa 'A\033[31m\377\nUA\n'
wanted 'bytes that are no text' 0 "!$(printf '\033')" 'possible limited, assisting, outreach'
interview enisa '3\nUA\nq\nJP\n' partner=FR
wanted 'out of scope is sure at once' 0 '!Question' '^Out of scope'

interview small '4\n2\n1, 3\n12\n1200.50\n2026-03-01\n\ny\n?\n' worthy
wanted 'numbers, days, sets' 0 'a number, from 0\.00 to 5000\.00 EUR' 'a day, such as 2025-01-31, from 0001-01-01 to 9999-12-31'
interview small '' purpose=travel,tools
wanted 'what cannot hold together' 1 'cannot hold together: who travels' 'Which of these would you answer otherwise' '1  what it is for: travel, tools and machines'
interview small '7\n1\nstudy\nfirm\n500\n.\n' purpose=travel,tools
wanted 'it is asked otherwise, and goes on' 0 'so far: travel, tools and machines' '^Question 2: who applies' 'purpose=study'
cat >two.strat <<'POLICY'
strategy "Two" { approaches ranked low < top }
fact first "first" : yes or no default no
fact second "second" : yes or no default no
approach 1 low "Low" { default }
approach 2 top "Top" { may be used when first or second }
POLICY
"$STRATC" -o two two.strat || bad 'two.strat is built'
interview two '1\n?\n2\n?\n\n'
wanted 'what nobody knows and is taken for granted stands once' 0 '^Taken for granted, and it matters$' '^  2  second: no' '!^  3  ' '!^Not known$'

run ./enisa --interview --why
wanted 'not with another' 2 'does not go together'
if has_terminal; then
    printf 'UA\ntraining\n3\ny\n\nn\n' | script -qec "./enisa --interview" /dev/null >out 2>err
    status=$?
    wanted 'on a terminal' 0 "$(printf '\033\\[1mthe partner')"
else
    skip 'on a terminal' "$no_terminal"
fi
finish
