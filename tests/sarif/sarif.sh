#!/bin/sh
# --message-format=sarif: one log for a run, whatever the files; valid by the schema (from npm), and with the right content.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

policy() { # policy NAME: a small one with a finding, one that is allowed, and an example
    cat >"$1" <<END
strategy "Lending" {
    approaches ranked browsing < lending
}
fact partner "who asks" : one of { member "a member", guest "a guest" }
fact age "the \\"age\\" \\\\ é & <" : number 0..120 "years"
fact colour "of the card" : yes or no   # stratc: allow unused-fact -- printed on the card for now
approach 1 browsing "Reading room" { default }
approach 2 lending "Lending" { may be used with member }
example "a <member> & \\"friend\\"" { given partner = member expect lending }
END
}
mkdir -p 'a folder' empty
policy 'a folder/a%b.strat'
policy b.strat
sed 's/with member/with membre/' b.strat >wrong.strat
sed 's/given partner = member/given partner = guest/' b.strat >failing.strat
sed '/colour/d; /age/d' b.strat >clean.strat
printf 'strategy "x" {\n' >cut.strat

run() { # run NAME ARGS: the log to NAME.sarif, the exit status to $status
    name=$1
    shift
    "$STRATC" --message-format=sarif "$@" >"$name.sarif" 2>"$name.err"
    status=$?
    [ ! -s "$name.err" ] || bad "$name writes nothing else" "$(cat "$name.err")"
}
expect() { # expect STATUS "what"
    if [ "$status" -eq "$1" ]; then ok "$2"; else bad "$2" "exit $status"; fi
}

run several --lint 'a folder/a%b.strat' b.strat "$SCRATCH/b.strat" wrong.strat
expect 1 'a log of several files'
run wrong --lint wrong.strat
expect 1 'a log of a policy that is wrong'
run clean --lint clean.strat
expect 0 'a log without findings'
run missing --lint b.strat no-such.strat empty
expect 2 'a log of files that cannot be read'
run failing --test failing.strat b.strat
expect 1 'a log of examples'
run cut --lint cut.strat
expect 1 'a log of a file that breaks off'
run unexercised --test -Wall b.strat
expect 1 'a log of what no example exercises'
run all --lint -Wall "$ROOT"/policies/*.strat
"$STRATC" --message-format=sarif --hepl >/dev/null 2>usage.sarif
status=$?
expect 2 'a log of a command line that is wrong'

# ---- what they say ----

says() { # says "what" FILE PATTERN
    if grep -qE "$3" "$2"; then ok "$1"; else bad "$1" "$(cut -c 1-300 "$2")"; fi
}
silent() { # silent "what" FILE PATTERN
    if grep -qE "$3" "$2"; then bad "$1" "$(grep -E "$3" "$2" | cut -c 1-300)"; else ok "$1"; fi
}
says 'what can be written to mend it' several.sarif '"fixes": \[\{"description": \{"text": "Remove this declaration"\}, "artifactChanges": \[\{"artifactLocation": .*"deletedRegion": \{"startLine": 5, "startColumn": 1, "endLine": 6, "endColumn": 1\}, "insertedContent": \{"text": ""\}'
silent 'a question whether something else was meant is no such thing' wrong.sarif '"fixes"'
says 'places are relative, and encoded' several.sarif '"uri": "a%20folder/a%25b\.strat", "uriBaseId": "SRCROOT"\}, "region": \{"startLine": 5, "startColumn": 6, "endLine": 5, "endColumn": 9\}'
silent 'nothing says where this machine keeps its files' several.sarif "$SCRATCH"
says 'what a comment allows is suppressed, with its reason' several.sarif '"suppressions": \[\{"kind": "inSource", "status": "accepted", "justification": "printed on the card for now"\}\]'
says 'a failing example has a place for what it expects' failing.sarif '"relatedLocations": \[\{"id": 1, "physicalLocation"'
says 'a file that cannot be read is told of the run' missing.sarif '"executionSuccessful": false'
silent 'a wrong command line is no result' usage.sarif 'ruleId'
if [ "$(grep -c '"ruleId": "ST4011"' several.sarif)" -eq 4 ]; then ok 'each file has its results, once'; else bad 'each file has its results, once' "$(grep ruleId several.sarif)"; fi
cp several.sarif first.sarif
run several --lint 'a folder/a%b.strat' b.strat "$SCRATCH/b.strat" wrong.strat
same 'the same run, the same log' first.sarif several.sarif

# ---- the schema ----

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    skip 'the SARIF schema' 'no node or npm here; install nodejs and npm'
    finish
fi
if ! from_npm @microsoft/jest-sarif@1.0.0-beta.0 ajv@8 ajv-draft-04@1 ajv-formats@3; then
    skip 'the SARIF schema' 'the schema and its checker cannot be had from npm (no network?)'
    finish
fi
for log in several clean missing failing cut unexercised all usage; do
    if said=$(node "$ROOT/tests/sarif/validate.js" "$modules" "$log.sarif" 2>&1); then ok "$log.sarif is valid"; else bad "$log.sarif is valid" "$said"; fi
done
# The checker must be able to fail, or the lines above say nothing.
for fault in 's/"startLine": 5/"startLine": 0/' 's/"version": "2.1.0"/"version": "2.1"/' 's/"ruleIndex": 0/"ruleIndex": 7/' 's/a%20folder/a folder/'; do
    sed "$fault" several.sarif >faulty.sarif
    if node "$ROOT/tests/sarif/validate.js" "$modules" faulty.sarif >/dev/null 2>&1; then bad "seen: $fault"; else ok "seen: $fault"; fi
done
finish
