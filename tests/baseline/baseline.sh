#!/bin/sh
# --baseline: what was found before is left out, wherever its line has gone to; what is new, and every error, is not.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cat >p.strat <<'END'
strategy "Lending" {
    approaches ranked browsing < lending
}
fact partner "who asks" : one of { member "a member", guest "a guest" }
fact age "the \"age\" \\ é" : number 0..120 "years"
fact colour "of the card" : yes or no
approach 1 browsing "Reading room" { default }
approach 2 lending "Lending" { may be used with member }
END
cp p.strat original
sed 's/age/size/; s/colour/shade/' p.strat >q.strat

run() { # run ARGS: output to out, the exit status to $status
    "$STRATC" "$@" >out 2>&1
    status=$?
}
expect() { # expect STATUS "what" [PATTERN]: the exit status, and a line like PATTERN
    if [ "$status" -ne "$1" ]; then
        bad "$2" "exit $status: $(cat out)"
    elif [ $# -gt 2 ] && ! unwrapped out | grep -qE "$3"; then
        bad "$2" "$(cat out)"
    else
        ok "$2"
    fi
}
found() { # found N "what": so many findings are shown
    n=$(grep -c '^[^ ]*:[0-9]*:[0-9]*: \(warning\|error\|style\): ' out)
    if [ "$n" -eq "$1" ]; then ok "$2"; else bad "$2" "$(cat out)"; fi
}

run --lint --message-format=json p.strat
cp out known.json
expect 1 'a baseline is written'

run --lint --baseline known.json p.strat
expect 0 'all is known' '^baseline: 2 findings known, not shown$'
found 0 'what is known is not shown'
run --lint --baseline=known.json "$SCRATCH/p.strat"
expect 0 'known, however the file is named'
run --lint --baseline known.json ./p.strat
expect 0 'known, however the file is named'
{ printf '\357\273\277' && cat known.json; } >marked.json
run --lint --baseline marked.json p.strat
expect 0 'a byte order mark before it' '2 findings known'
{ cat known.json && printf '\357\273\277' && cat known.json; } >marked.json
run --lint --baseline marked.json p.strat
expect 2 'a byte order mark within it'
run --lint --baseline known.json --message-format=json p.strat
expect 0 'JSON leaves out what is known'
empty 'and says nothing else' "$(cat out)"
run --lint --baseline known.json --message-format=sarif p.strat
expect 0 'SARIF leaves out what is known'
grep -q ruleId out && bad 'SARIF leaves out what is known' "$(cat out)"
run --lint --baseline known.json -Werror p.strat
expect 0 '-Werror makes no error of what is known'

{ printf '# one\n\n# two\n'; cat original; } >p.strat
run --lint --baseline known.json p.strat
expect 0 'lines added above change nothing'
sed 's/"of the card"/"of the membership card"/' original >p.strat
run --lint --baseline known.json p.strat
expect 0 'another text, the same message: known'
sed 's/^fact colour/  fact colour/' original >p.strat
run --lint --baseline known.json p.strat
expect 0 'set in, known'

sed '/^fact colour/a fact shoes "of the guest" : yes or no' original >p.strat
run --lint --baseline known.json p.strat
expect 1 'a new finding is shown' '^p\.strat:7:6: warning: .*shoes'
found 1 'and it alone'
sed '/^fact colour/d' original >p.strat
run --lint --baseline known.json p.strat
expect 0 'what is gone is counted' '^baseline: 1 finding known, not shown; 1 that it lists is not there any more$'
sed '/^fact colour/s/$/   # stratc: allow unused-fact -- printed on the card/' original >p.strat
run --lint --baseline known.json p.strat
expect 0 'what a comment allows needs no baseline' '1 that it lists is not there any more'
run --lint --baseline known.json -Wno-unused-fact p.strat
expect 0 'what was not looked for is not gone' '^baseline: 0 findings known, not shown$'

cp original p.strat
run --lint --baseline known.json p.strat q.strat
expect 1 'another file is another matter' '^q\.strat:5:6: warning'
found 2 'the findings of the other file'
run --lint --baseline known.json q.strat
expect 1 'a file that was not looked at is not gone' '^baseline: 0 findings known, not shown$'

# One line of the baseline is one finding.
sed 's/^fact \(age\|colour\).*//' original >p.strat
cat >>p.strat <<'END'
example "a" { given partner = member expect lending } # stratc: allow nothing-such -- x
END
run --lint --message-format=json p.strat
cp out one.json
tail -n 1 p.strat >again
cat again >>p.strat
run --lint --baseline one.json p.strat
expect 1 'a second finding like the first is new'
found 1 'and it alone'

# ---- errors are never hidden ----

sed 's/with member/with membre/' original >p.strat
run --lint --message-format=json p.strat
cp out errors.json
run --lint --baseline errors.json p.strat
expect 1 'an error is shown' 'error: .*membre'
run --lint --baseline known.json p.strat
expect 1 'in a policy with errors nothing is gone' '^baseline: 0 findings known, not shown$'

# ---- what is no baseline ----

cp original p.strat
: >nothing.json
run --lint --baseline nothing.json p.strat
expect 1 'an empty file is a baseline' '^baseline: 0 findings known, not shown$'
found 2 'of a policy without findings'
for bad_line in 'not JSON' '{"code":"ST4011"}' '{"file":"p.strat","code":"ST4011","message":"x"' '[]' '{"code":"ST4011","message":"x","file":"a"} more' \
    '{"file":"p.strat","code":"nothing","message":"\x"}' '{"file":"p","code":"ST4011","message":"\u12"}' '{"a":[[[[[[[[[[[[1]]]]]]]]]]]]}'; do
    { cat known.json; printf '%s\n' "$bad_line"; } >bad.json
    run --lint --baseline bad.json p.strat
    expect 2 "refused: $bad_line" '^bad\.json:3:1: error: .*\[ST0010 bad-baseline\]'
done
run --lint --baseline p.strat p.strat
expect 2 'refused: a policy' 'ST0010'
run --lint --baseline no-such.json p.strat
expect 2 'refused: a file that is not there' 'ST0002'
run --test --baseline known.json p.strat
expect 2 'refused: with --test' 'ST0006'
{ cat known.json; printf '{"file":"p.strat","line":3,"code":"ST9999","message":"\\u00e9\\n\\/","more":{"a":[1,-2.5e3,true,null,{}]},"notes":[]}\n'; } >newer.json
run --lint --baseline newer.json p.strat
expect 0 'a baseline of a newer stratc' '^baseline: 2 findings known'
# ---- many of a kind ----

{
    cat <<'POLICY'
strategy "Many" {
    approaches ranked low < high
}
approach 1 low "Low" { default }
approach 2 high "High" { may be used }
POLICY
    for i in $(seq 50); do echo "fact f$i \"f\" : yes or no"; done
} >many.strat
"$STRATC" --lint many.strat >out 2>&1
if [ "$(grep -c 'warning: nothing uses' out)" -eq 12 ] && unwrapped out | grep -q '^many.strat: and 38 more like the last of these; .*\[ST4011 unused-fact\]$'; then
    ok 'text tells a dozen of a kind, and how many more'
else
    bad 'text tells a dozen of a kind, and how many more' "$(cat out)"
fi
"$STRATC" --lint --message-format=json many.strat >out 2>&1
if [ "$(grep -c '"code":"ST4011"' out)" -eq 50 ]; then ok 'JSON tells them all'; else bad 'JSON tells them all' "$(cat out)"; fi
finish
