#!/bin/sh
# --test --message-format=junit: one well-formed document for a run, whatever the titles hold; a case for each example and safeguard.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cat >odd.strat <<'END'
strategy "Lending" {
    approaches ranked browsing < lending
}
fact partner "who asks" : one of { member "a member", guest "a guest" }
duty register "write it down" on use by "the librarian"
approach 1 browsing "Reading room" { default }
approach 2 lending "Lending" {
    may be used with member
    must register
}
example "plain" { given partner = member expect lending }
example "<b> & \"quoted\" ]]> 'single' \\ é 日本" { given partner = member expect lending }
example "fails: <guest> & \"friend\"" { given partner = guest expect lending by 2 }
example "plain" { given partner = guest expect default browsing }
safeguard "guests <never> borrow & that is that" { never use lending when partner = guest }
safeguard "nobody \"borrows\"" { never use lending  always register }
END
sed '/^example "fails/d; /nobody/d' odd.strat >'good & <fine>.strat'
sed 's/with member/with membre/' odd.strat >wrong.strat
sed '/^example/d; /nobody/d' odd.strat >few.strat
cat >none.strat <<'END'
strategy "Lending" { approaches ranked browsing < lending }
approach 1 browsing "Reading room" { default }
approach 2 lending "Lending" { may be used }
END

run() { # run NAME ARGS
    name=$1
    shift
    "$STRATC" --test --message-format=junit "$@" >"$name.xml" 2>"$name.err"
    status=$?
    [ ! -s "$name.err" ] || bad "$name writes nothing else" "$(cat "$name.err")"
}
expect() { # expect STATUS "what"
    if [ "$status" -eq "$1" ]; then ok "$2"; else bad "$2" "exit $status"; fi
}
run several odd.strat 'good & <fine>.strat' wrong.strat none.strat
expect 1 'a document of several files'
run good 'good & <fine>.strat' none.strat
expect 0 'a document without failures'
run missing no-such.strat odd.strat
expect 2 'a document of a file that cannot be read'
run remarks -Wall few.strat
expect 1 'a document with remarks'

well_formed() { # well_formed FILE
    if command -v xmllint >/dev/null 2>&1; then
        xmllint --noout "$1"
    elif command -v python3 >/dev/null 2>&1; then
        python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$1"
    else # every < starts one of our tags, every & one of our characters, and what is opened is closed
        awk '{
            if (/&/) { line = $0; gsub(/&(amp|lt|gt|quot|#10|#9);/, "", line); if (line ~ /&/) exit bad = 1 }
            line = $0
            while (match(line, /<[^>]*>/)) {
                tag = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
                if (tag ~ /^<\?/ || tag ~ /\/>$/) continue
                name = tag; gsub(/[<>\/]| .*/, "", name)
                if (tag ~ /^<\//) { if (stack[n--] != name) exit bad = 1 } else stack[++n] = name
            }
        } END { exit bad || n != 0 }' "$1"
    fi
}
for document in several good missing remarks; do
    if said=$(well_formed $document.xml 2>&1); then ok "$document.xml is well formed"; else bad "$document.xml is well formed" "$said"; fi
done
printf '<a b="&"></a>\n' >bad.xml
if well_formed bad.xml >/dev/null 2>&1; then bad 'what is not well formed is seen'; else ok 'what is not well formed is seen'; fi

says() { # says "what" FILE "LINE": the document has this line
    if grep -qF -- "$3" "$2"; then ok "$1"; else bad "$1" "$(cat "$2")"; fi
}
says 'the sum' several.xml '<testsuites name="stratc" tests="11" failures="2" errors="1">'
says 'a suite a file' several.xml '<testsuite name="odd.strat" tests="6" failures="2" errors="0" skipped="0">'
says 'a suite without cases' several.xml '<testsuite name="none.strat" tests="0" failures="0" errors="0" skipped="0">'
says 'a case that passed' several.xml '<testcase classname="odd.examples" name="plain" file="odd.strat" line="11"/>'
says 'a title of odd characters' several.xml 'name="&lt;b&gt; &amp; &quot;quoted&quot; ]]&gt; &#39;single&#39; \ é 日本"'
says 'a case that failed' several.xml '<failure type="ST2010 example-fails" message="example &quot;fails: &lt;guest&gt; &amp; &quot;friend&quot;&quot; is decided otherwise: default browsing">'
says 'where it failed' several.xml 'odd.strat:13:1: example'
says 'a safeguard that holds' several.xml '<testcase classname="odd.safeguards" name="guests &lt;never&gt; borrow &amp; that is that" file="odd.strat" line="15"/>'
if [ "$(grep -c '<failure' several.xml)" -eq 2 ]; then ok 'promises broken twice are one failure'; else bad 'promises broken twice are one failure' "$(cat several.xml)"; fi
says 'a policy that is wrong' several.xml '<testcase classname="wrong.policy" name="the policy as a whole">'
says 'its error' several.xml '<error type="ST3002 unknown-value"'
says 'a file that is not there' missing.xml '<error type="ST0002 cannot-read"'
says 'remarks stand apart' remarks.xml '<system-out>'
cp several.xml first.xml
run several odd.strat 'good & <fine>.strat' wrong.strat none.strat
same 'the same run, the same document' first.xml several.xml
run real "$ROOT/policies/enisa-international.strat"
expect 0 'a real policy'
well_formed real.xml && ok 'a real policy is well formed'
examples=$(grep -c '^example' "$ROOT/policies/enisa-international-examples.strat")
if [ "$(grep -c 'classname="enisa-international.examples"' real.xml)" -eq "$examples" ]; then ok 'each example is a case'; else bad 'each example is a case'; fi
finish
