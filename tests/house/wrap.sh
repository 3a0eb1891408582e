#!/bin/sh
# What stratc and its programs say fits the terminal: broken at blanks, for 80 columns where there is no terminal; the line of a policy
# and the tag of a code stay whole; a blank line parts the findings; --color colours what --diff and --readings find.
. "$(dirname "$0")/../lib.sh"
. "$ROOT/tests/evaluator/common.inc"
cd "$SCRATCH" || exit 2

cat >long.strat <<'END_OF_POLICY'
strategy "S" { approaches ranked low < high paragraphs 1, 2 }
fact partner "who asks" : one of { member "a member", guest "a guest", pupil "a pupil", visitor "a visitor", neighbour "a neighbour" }
fact an_unused_fact_with_a_name_that_is_long "unused" : yes or no
fact another_unused_fact_with_a_name_that_is_long "unused" : yes or no
reading the_question "does this reading ask about the members of the library alone, or about whoever comes to its door?" :
    one of { members "those alone who have signed the rules of the library and have paid for the year", anybody "whoever comes" } taken members
approach 1 low "Low" { default }
approach 2 high "High" {
    may be used with member, guest, pupil                                                        when the_question = anybody
    may be used with visitor
}
safeguard "an example that is not kept, whatever anybody does about it" { never use high }
example "one that fails, and has a title that is so long that no line has room for it beside all that is said of it" { given partner = visitor expect low }
END_OF_POLICY
sed 's/visitor$/neighbour/' long.strat >other.strat
cp long.strat 'a name so long that it alone takes more columns than any terminal should have to show it.strat'
"$STRATC" -o program long.strat 2>/dev/null || bad 'it is built'

# too_long FILE COLUMNS: lines over so many that could have been broken: not those of a policy (nor of an
# example on a page), nor what begins with one long word or name
too_long() {
    sed 's/\x1b\[[0-9;]*m//g; s/\r$//' "$1" | awk -v most="$2" '
        length > most && !/^    [a-z]* [a-z]* "[^"]*" : / && !/^ *[0-9]+ \| / && !/^ *\| / && !/^a name so long/ && substr($0, 1, most) ~ /[^ ] +[^ ]/'
}
cut_tags() { sed 's/\x1b\[[0-9;]*m//g' "$1" | grep -nE '\[ST[0-9]*$|^ *[a-z-]+\]'; }

asked() { # asked FORM: every way to ask, as words of a shell
    cat <<'END_OF_LIST'
$STRATC --lint -Wall long.strat other.strat
$STRATC --lint -Wall a*.strat
$STRATC --test -Wall long.strat
$STRATC --readings long.strat
$STRATC --diff long.strat other.strat
$STRATC --lint no/such/folder/with/a/policy/in/it/whatever/its/name.strat no/such/folder/with/another/policy/in/it.strat
$STRATC --lint --diff --test --emit=nothing --explain
$STRATC -o no/such/folder/with/a/program/in/it/whatever/its/name long.strat
$STRATC -o again long.strat
$STRATC --explain ST2130
./program partner=nobody an_unused_fact_with_a_name_that_is_long=perhaps
./program --keys=nothing --json
./program --require nothing partner=guest
./program partner=guest
./program --why partner=guest
./program --facts
END_OF_LIST
}
# What is longer than a line, told in lines; at 132 columns there are fewer.
asked >ways
while read -r way <&3; do
    export STRATC
    COLUMNS=132 sh -c "$way" >out 2>&1 </dev/null
    [ -s out ] || bad "$way" 'it says nothing'
    empty "no terminal: $way" "$(too_long out 80; cut_tags out)"
    has_terminal || continue
    for columns in 50 132; do
        script -qec "stty cols $columns; unset COLUMNS; $way" seen-$columns >/dev/null 2>&1 </dev/null
        sed '1d; /^Script done/d' seen-$columns | tr -d '\r' >seen
        empty "$columns columns: $way" "$(too_long seen $columns; cut_tags seen)"
        mv seen seen-$columns
    done
    case $way in *--explain*) continue ;; esac
    [ "$(lines seen-50)" -ge "$(lines seen-132)" ] || bad "as wide as the terminal: $way" "$(cat seen-50 seen-132)"
done 3<ways
if has_terminal; then
    script -qec "COLUMNS=50 $STRATC --lint long.strat" seen >/dev/null 2>&1 </dev/null
    sed '1d; /^Script done/d' seen >out
    empty 'COLUMNS says how wide the terminal is' "$(too_long out 50)"
else
    skip 'as wide as the terminal' "$no_terminal"
fi

# One meaning, however it is broken.
"$STRATC" --lint long.strat >out
unwrapped out | grep -E '^[^ ]' | sed 's/ \[ST.*//; s/^[^ ]* [a-z]*: //' >told
"$STRATC" --lint --message-format=json long.strat | grep -o '"message":"[^"]*"' | sed 's/"message":"//; s/"$//' >meant
same 'the words of a message are those that JSON has' meant told

# ---- findings are parted, and nothing else is ----

parted() { # parted "what" FILE: blank lines before each finding but the first and nowhere else
    awk '/: (error|warning|style): / { if (NR > 1 && last != "") print "nothing before line " NR; found++; part = 1 }
        last == "" && NR > 1 && !/: (error|warning|style): / && !/examples as expected|^baseline|more like/ { print "line " NR ": " $0 }
        { last = $0 } END { if (last == "") print "a blank line at the end"; if (found < 2) print "too few findings" }' "$2" >wrong
    empty "$1" "$(cat wrong)"
}
"$STRATC" --lint -Wall long.strat other.strat >out 2>&1
parted '--lint of two' out
"$STRATC" --test -Wall long.strat other.strat >out 2>&1
parted '--test of two' out
"$STRATC" --lint no.strat none.strat >out 2>&1
parted 'errors without a place' out
"$STRATC" --lint --foo --bar >out 2>&1
parted 'a wrong command line' out
"$STRATC" --test "$ROOT/policies/tutorial.strat" "$ROOT/policies/tutorial.strat" >out 2>&1
empty 'nothing parts lines of which none is a finding' "$(grep -n '^$' out)"

# ---- colour ----

esc=$(printf '\033')
for mode in '--diff long.strat other.strat' '--readings long.strat'; do
    # shellcheck disable=SC2086
    "$STRATC" --color=always $mode >coloured
    # shellcheck disable=SC2086
    "$STRATC" --color=never $mode >plain
    # shellcheck disable=SC2086
    "$STRATC" $mode >auto
    same "$mode: --color=auto to a file" plain auto
    sed "s/$esc\[[0-9;]*m//g" coloured >bare
    same "$mode: colour changes no word and no line" plain bare
    grep -q "^$esc\[1m" coloured && ok "$mode: the head stands out" || bad "$mode: the head stands out" "$(cat -v coloured)"
    # shellcheck disable=SC2086
    empty "$mode: JSON has none" "$("$STRATC" --color=always --message-format=json $mode | grep "$esc\|u001b")"
done
"$STRATC" --color=always --diff long.strat other.strat >coloured
grep -q "$esc\[1;32mrises$esc\[m" coloured && grep -q "$esc\[1;31mfalls$esc\[m" coloured &&
    ok 'what is gained and what is lost' || bad 'what is gained and what is lost' "$(cat -v coloured)"
cp long.strat "evil$esc[7m.strat"
empty 'the name of a file has no colour of its own' "$("$STRATC" --color=always --diff long.strat "evil$esc[7m.strat" | grep "$esc\[7m")"
finish
