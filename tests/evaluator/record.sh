#!/bin/sh
# --record, --verify, --report: what is filed, that it is found where a byte of it is another, what another version says, tables of
# records, and what keeps files from being written.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2

file() { # file FILE [ARGUMENT...]: a record of the small policy
    name=$1
    shift
    run ./small --record "$name" "$@"
}

# ---- what is written ----

set -- applicant=citizen purpose=study,travel amount=900.50 day=2027-03-01 worthy
file a.md --ref 'A/7' --date 2027-03-02 --by worthy='Ms O. Berg' --evidence amount='offer <2> of "1 March"' "$@"
wanted 'a record is written, and nothing is said' 0
[ ! -s out ] && [ ! -s err ] && ok 'nothing at all' || bad 'nothing at all' "$(cat out err)"
cp a.md out
wanted 'as Markdown' 0 '^# Small support, version 2026-1$' 'Reference: \*\*A/7\*\*\. Date: \*\*2027-03-02\*\*' '^## Decision$' 'who applies: \*\*a citizen\*\*$' \
    'applied for: \*\*900\.50\*\*; evidence: offer .<2.> of "1 March"$' 'is worthy of support: \*\*yes\*\*; decided by Ms O. Berg \(it is for the board\)' \
    '^- \[ \] approval by the board, by the board \(2\)' 'a report, by the applicant, to the board, within 30 days of "the end" \(2\)$' '^```json$' "!$(printf '\033')"
file a.html --ref 'A/7' --date 2027-03-02 --by worthy='Ms O. Berg' --evidence amount='offer <2> of "1 March"' "$@"
cp a.html out
wanted 'as HTML' 0 '^<!doctype html>$' "content=\"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri" '<h1>Small support, version 2026-1</h1>' 'offer &lt;2&gt; of &quot;1 March&quot;' \
    '^<script type="application/json" id="record">\{' '!offer <2>'
./small --record - --ref 'A/7' --date 2027-03-02 --by worthy='Ms O. Berg' --evidence amount='offer <2> of "1 March"' "$@" >stdout.md
same 'the same to standard output' a.md stdout.md
json a.md >a.json
run python3 - <<'END'
import base64, hashlib, json, re
text = open('a.json', encoding='utf-8').read().rstrip('\n')
record = json.loads(text)
written = json.dumps(record, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
assert written == text, 'it is not canonical'
digest = record.pop('digest')
rest = json.dumps(record, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
assert hashlib.sha256(rest.encode()).hexdigest() == digest, 'its digest is another'
assert [a['value'] for a in record['asked'] if a['fact'] == 'amount'] == ['900.50'], 'decimals are strings'
html = open('a.html', encoding='utf-8').read()
inside = html.split('<script type="application/json" id="record">')[1].split('</script>')[0]
assert json.loads(inside)['digest'] == digest, 'HTML and Markdown hold the same'
style, = re.findall('<style>(.*?)</style>', html, re.S)
named, = re.findall("style-src 'sha256-(.*?)'", html)
assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() == named, 'another style than is named'
assert '<' not in inside and '>' not in inside and '&' not in inside
END
wanted 'the JSON is canonical, its digest that of the rest, the same in both forms; and the style is that which is named' 0
(cd "$ROOT" && for used in policies/enisa-international policies/vocabulary/countries policies/enisa-international-examples; do
    "$STRATC" --format $used.strat; done) | sha256sum | cut -d ' ' -f 1 >expected
./enisa --version | sed -n 's/^text //p' >actual
same 'the digest of the text is that of the canonical layout of all files' expected actual
run ./small --record c.md applicant=firm
cp c.md out
wanted 'where it is undetermined, what there is to find out' 0 '\*\*Undetermined\*\*' '^## To be found out' '!^## Why no more' 'Reference: \*\*none given\*\*\. Date: \*\*none given\*\*'
run ./small --record b.md
wanted 'nothing stated' 0
run ./small --record unknown.md 'amount=?' applicant=firm day=? 'urgent=?'
run ./small --verify unknown.md
wanted 'what was asked and is not known is verified' 0 '^unknown\.md: same$'
cp unknown.md out
wanted 'it is told, and nothing else is' 0 '^- the sum applied for; the day of the application; it cannot wait: \*\*not known\*\*$'
json unknown.md | python3 -c 'import json, sys; print(*(f["fact"] for f in json.load(sys.stdin)["not_known"]))' >actual
echo 'amount day urgent' >expected
same 'and its data have it' expected actual
sed 's/^\(- the sum applied for; .*: \*\*\)not known/\11.00/' unknown.md >retyped.md
run ./small --verify retyped.md
wanted 'an altered one is found' 1 '^retyped\.md: altered: line'
for as in 's/urgent/hurried/g' 's/it cannot wait/it is urgent/'; do sed "$as" "$ROOT/tests/evaluator/small.strat" >hurry.strat && "$STRATC" -o hurry hurry.strat 2>/dev/null && ./hurry --verify unknown.md; done >out 2>err
status=$?
wanted 'nor does a policy verify it that has no such fact' 0 '^unknown\.md: cannot check: this version cannot be asked the same: "urgent": there is no such fact$' '^unknown\.md: same decision, other version'
grep -q '^Nothing was stated\.$' b.md && ok 'says so' || bad 'says so'

# Who takes the decision, and who judged; a name may have a sign in it.
run ./small --record by.md --by 'Head of Unit' --by worthy='Ms O. Berg' applicant=citizen worthy
cp by.md out
wanted 'who decides, and who judged' 0 '^Record of a request not determined yet\. .*Recorded by: \*\*Head of Unit\*\*\.' 'is worthy of support: \*\*yes\*\*; decided by Ms O\. Berg'
run ./small --record by.html --by '=A=B' worthy
wanted 'a name with a sign in it' 0
cp by.html out
wanted 'is one' 0 'Recorded by: <b>A=B</b>'
run ./small --verify by.md by.html
wanted 'and they are the same' 0 '^by.md: same$' '^by.html: same$'
sed 's/Head of Unit/Head of Section/' by.md >other.md
run ./small --verify other.md
wanted 'who decides cannot be altered' 1 'altered'

# Undetermined: where answers lead, and what would go with what is possible, each once.
run ./enisa --record open.md partner=UA activity=training requested
sed '/^```json$/,$d' open.md >out
wanted 'where answers lead' 0 '^- what the Union has agreed with the partner: nothing on cybersecurity . limited, default; something that .*; otherwise as now$' \
    '^- the value for a strategic objective is significant, which is for ENISA; agrees .*, which is for ENISA, each by itself: no . still undetermined \(limited, outreach\); otherwise as now$' \
    '^What limited offers, all else as asked: exchange information as it comes up \(promised\); ' '^## \*\*assisting\*\*, possible in some of these cases: resources already set aside for a strategic objective$' \
    '^- \[ \] First, before it starts: consult the .*; done when: the External Action Service and the Commission were consulted$' '^- As long as it lasts: consult DG CONNECT .*; keep within the agreement, by ENISA \(P2\)$' \
    '^- As above: report in the annual activity report; cautions of 2, P1, P5$' '^- Cautions, not known to be met: 4\.7, that is like-minded \(only where: the strategic objective that it serves: Information and knowledge management\)$' '!not decided'
# Cautions: what is stated not to be so, and what nobody knows.
run ./enisa --record caution.md partner=UA activity=training requested shares_union_values=no
sed '/^```json$/,$d' caution.md >out
wanted 'what is expected, and is not so' 0 '^- Cautions, not met: P1, that shares the values of the Union \(stated not to be so\)$' '^- Cautions, not known to be met: .*P1, that is a strategic economic partner of the Union; P5, '
run ./enisa --verify open.md caution.md
wanted 'and they are the same' 0 '^open.md: same$' '^caution.md: same$'

# What opens is named, also where that it applies follows only from what can be asked together; but not beside what surely does.
own() { # own NAME TEXT...: a program of the policy that begins so and goes on like that
    name=$1
    shift
    printf '%s\n' 'strategy "Own" { approaches ranked a < b }' 'approach 1 a "A" { may be used }' "$@" >"$name.strat"
    "$STRATC" -o "$name" "$name.strat" 2>err || bad "compile $name.strat" "$(cat err)"
}
words() { # words PROGRAM [ARGUMENT...]: of a record by which rules
    program=$1
    shift
    rm -f words.md
    run "./$program" --record words.md "$@"
    sed '/^```json$/,$d' words.md | sed -n '/^## By these rules$/,/^## [^B]/p' >out
}
opens='fact big "it is large" : yes or no
fact huge "it is huge" : yes or no
assume "huge is large" not huge or big'
own implied "$opens" 'approach 2 b "B" { may be used when big }'
words implied huge
wanted 'what opens by an assumption' 0 '^- \*\*2\*\* B\. As a rule: "B" may be used when "it is large"\.$'
own beside "$opens" 'approach 2 b "B" {' 'may be used when huge' 'may be used when big' '}'
words beside huge
wanted 'beside what surely opens' 0 '^- \*\*2\*\* B\. As a rule: "B" may be used when "it is huge"\.$'
words implied
wanted 'what may open, or not' 0 '!As a rule: "B"'

# Of what does not apply, and would with something else: a list is told whole, however it stands.
own lacking 'fact wet "it is wet" : yes or no default no' 'fact hot "it is hot" : yes or no default no' \
    'judgement risky "is risky" by "the board" default no' 'judgement bad "is bad" by "the board" default no' \
    'approach 2 b "B" { may be used }' 'principle 3 "One" { must not use b when risky or bad }' \
    'principle 4 "Within" { must not use b when not wet and (risky or bad) }' 'principle 5 "Some" { must not use b when at least 2 of (risky, bad, not wet) }' \
    'principle 6 "Deep" { must not use b when not hot and (risky or (bad and (wet or not hot))) }' 'principle 7 "Plain" { must not use b when not wet and risky and not hot }'
words lacking
wanted 'a list of which one would do, or some' 0 '^- \*\*3\*\* One\. Does not apply, but would with this: one of these \(is risky: yes; is bad: yes\)\.$' \
    '^- \*\*4\*\* Within\. Does not apply, but would with this: one of these \(is risky: yes; is bad: yes\)\.$' \
    '^- \*\*5\*\* Some\. Does not apply, but would with this: at least 2 of these 3 \(is risky: yes; is bad: yes; it is wet: no\)\.$' \
    '^- \*\*6\*\* Deep\. .*: one of these \(is risky: yes; \(all of these: is bad: yes; \(one of these: it is wet: yes; it is hot: no\)\)\)\.$' \
    '^- \*\*7\*\* Plain\. Does not apply, but would with this: is risky: yes\.$'
run ./lacking --verify words.md
wanted 'and it is the same' 0 '^words.md: same$'

# However much hangs together, what is told of rules is bounded, and it is said that there is more.
awk 'BEGIN {
    print "strategy \"Large\" { approaches ranked low < high }\nfact k \"k\" : number 0..99999 \"EUR\"\nfact f \"f\" : yes or no"
    print "approach 1 low \"Low\" { default }\napproach 2 high \"High\" { }"
    for (i = 0; i < 5000; i++) printf "paragraph %d \"P\" { may use high when k = %d and f }\n", i + 3, i * 3
}' >large.strat
"$STRATC" -o large large.strat 2>err || bad 'compile large.strat' "$(cat err)"
run ./large --why --json
got=$(python3 -c 'import json; t = json.load(open("out")); print(sum(len(row["rules"]) for row in t["because"]), t["limits"])')
case $got in
"256 ['Not all paragraphs that may open something are told: they are too many', 'Not all rules on which this rests are told: "*) ok 'of 5,000 rules the first' ;;
*) bad 'of 5,000 rules the first' "$got" ;;
esac
run ./large --record large-policy.md f
wanted 'a record of them' 0
cp large-policy.md out
wanted 'says so, too' 0 '^## Not found out, or not told$' '^- Not all rules on which this rests are told'

# What is printed of a record, and the keys of its data, are part of its form: where they are to be others, EV_RECORD_FORM is, too, or
# records on file are said to be altered. GOLDEN=write takes what is printed now as right: it has the number of the form.
sed '/^```json$/,$d; s/[0-9a-f]\{64\}/DIGEST/; s/: [0-9a-f]\{16\}, by stratc .*/: TABLE, by stratc VERSION/' a.md >printed
for record in a.md c.md; do json $record; done | python3 -c 'import json, sys
def paths(node, above):
    if isinstance(node, dict):
        for key in node: yield from paths(node[key], above + [key])
    elif isinstance(node, list) and node:
        for item in node: yield from paths(item, above)
    else: yield ".".join(above)
records = [json.loads(line) for line in sys.stdin]
print("\nThe data, form %d:\n" % records[0]["record"])
print("\n".join(sorted({path for record in records for path in paths(record, [])})))' >>printed
[ "${GOLDEN:-}" != write ] || cp printed "$ROOT/tests/evaluator/record.golden"
same 'what is printed of a record of this form' "$ROOT/tests/evaluator/record.golden" printed

# ---- what is refused, and then no file is there ----

refused() { # refused "what" STATUS PATTERN ARGUMENT...
    what=$1 expected_status=$2 pattern=$3
    shift 3
    run ./small --record no.md "$@"
    wanted "$what" "$expected_status" "$pattern"
    [ ! -e no.md ] || bad "$what: no file" "$(rm no.md)"
}
refused 'a judgement that nobody stated' 1 'worthy.*nobody has decided it, as it is not stated' --by worthy=me applicant=firm
refused 'no judgement' 1 'urgent.*that is no judgement' --by urgent=me urgent
refused 'evidence for what is not known' 1 'amount.*nothing bears it out' --evidence amount=x urgent amount=?
refused 'evidence for nothing' 1 'amount.*nothing bears it out' --evidence amount=x urgent
refused 'no such fact' 1 'nothere.*there is no such fact' --evidence nothere=x urgent
refused 'a text that is not there' 1 'urgent.*nothing is said of it' --evidence urgent= urgent
refused 'nobody' 2 'by wants a value' --by '' urgent
refused 'nobody behind a sign' 2 'nobody is named' --by = urgent
refused 'two who decide' 2 'who takes the decision is there twice' --by A --by B urgent
refused 'who decides, not in UTF-8' 2 'this is no UTF-8' --by "$(printf 'a\377')" urgent
refused 'no FACT=TEXT' 2 'write it as FACT=TEXT' --evidence urgent urgent
refused 'twice' 2 'urgent is there twice' --evidence urgent=a --evidence urgent=b urgent
refused 'no day' 1 '"2027-02-30" is no day' --date 2027-02-30 urgent
refused 'no UTF-8' 2 'this is no UTF-8' --ref "$(printf 'a\377')" urgent
refused 'a request that is wrong' 1 'there is no value "ship"' applicant=ship
refused 'what cannot be' 1 'who travels does not buy tools' 'purpose={travel,tools}'
run ./small --record no.txt urgent
wanted 'a file of another kind' 2 'no.txt: a record is a file that ends in \.html, \.md or \.markdown'
run ./small --by worthy=me worthy
wanted 'what goes with --record alone' 2 'by goes with --record'
run ./small --record no.md --why urgent
wanted 'one thing at a time' 2 'does not go together'
run ./small --record nowhere/no.md urgent
wanted 'no such folder' 2 'nowhere/no.md: there is no such folder'
mkdir -p shut && chmod 500 shut
if [ "$(id -u)" = 0 ]; then
    run setpriv --reuid 65534 --clear-groups ./small --record shut/a.md urgent
else
    run ./small --record shut/a.md urgent
fi
if command -v setpriv >/dev/null || [ "$(id -u)" != 0 ]; then
    wanted 'no permission' 2 'shut/a.md: it may not be written: permission denied'
    [ ! -e shut/a.md ] && ok 'nothing is there' || bad 'nothing is there'
else
    skip 'no permission' 'run by root, and there is no setpriv(1): util-linux has it'
fi
run ./small --record - urgent
if [ -w /dev/full ]; then
    ./small --record - urgent >/dev/full 2>err
    status=$?
    : >out
    wanted 'no space' 2 'could not be written: the disk is full'
    ln -s /dev/full full.md
    run ./small --record full.md urgent
    wanted 'no space for a file' 2 'full.md: the disk is full'
fi
(ulimit -f 1 && ./small --record kept.md urgent) >out 2>err
status=$?
[ "$status" != 0 ] && [ ! -e kept.md ] && [ -z "$(find . -name '.stratc-*')" ] && ok 'a file that is cut leaves nothing' ||
    bad 'a file that is cut leaves nothing' "$status $(cat err; ls -a)"
echo before >kept.md
ln -s kept.md link.md
for name in kept.md link.md; do
    run ./small --record "$name" urgent
    wanted "$name is not written over" 2 "^small: $name: it is there already; a record is not written over\$"
done
[ "$(cat kept.md)" = before ] && [ -L link.md ] && ok 'and is what it was' || bad 'and is what it was' "$(ls -l)"

# ---- verified ----

run ./small --verify a.md a.html b.md c.md
wanted 'each is the same' 0 '^a.md: same$' '^a.html: same$' '^b.md: same$' '^c.md: same$'
run ./small --verify - <a.md
wanted 'from standard input' 0 '^-: same$'
run ./small --verify a.md --json
wanted 'for a program' 0 '^\{"file":"a.md","verdict":"same","why":null,"version":\[\],"paragraphs":\[\],"readings":\[\],"counts":\[\],"differs":\[\]\}$'
altered() { # altered "what" SED FILE PATTERN
    sed "$2" "$3" >other.md
    cmp -s "$3" other.md && bad "$1: nothing was altered"
    run ./small --verify other.md
    wanted "$1" 1 "$4"
}
altered 'a word that people read' '1,30s/a citizen/a farmer/' a.md '^other.md: altered: line [0-9]+: "farmer" stands where "citizen" was written$'
altered 'a word in HTML' 's/offer &lt;2/offer \&lt;3/' a.html '^other.md: altered: line [0-9]+: "&lt;3&gt;" stands where "&lt;2&gt;" was written$'
altered 'a word longer than a line' "1,30s/a citizen/$(head -c 3000 /dev/zero | tr '\0' x)/" a.md '^other.md: altered: line [0-9]+: "x{40,60}[.]{3}" stands where "a citizen" was written$'
altered 'a word that would be a line of its own' "1,30s/citizen/$(printf '\033\\[31m')\\\\/" a.md 'altered: line [0-9]+: "\?\[31m' "!$(printf '\033')"
altered 'a line that is gone' '/^## Decision$/d' a.md '^other.md: altered: line [0-9]+: nothing stands where "## Decision" was written$'
altered 'the JSON' 's/"reference":"A\/7"/"reference":"A\/8"/' a.md 'altered: its contents are not those that its SHA-256 was taken of; line 3 has "A/7", its data "A/8"$'
altered 'the JSON and the text' 's/A\/7/A\/8/' a.md 'altered: its contents are not those that its SHA-256 was taken of; its text has what its data have$'
altered 'its digest' 's/"digest":"./"digest":"x/' a.md 'altered: its contents.*; line [0-9]+ has "[0-9a-f]*", its data "x'
altered 'a blank in the JSON' 's/^{"answer"/{ "answer"/' a.md 'altered: (line|what stands)'
for form in html md; do
    altered "line ends, $form" "s/\$/$(printf '\r')/" a.$form 'altered: its lines end otherwise than they did'
    altered "line ends, and a word, $form" "s/\$/$(printf '\r')/; 1,40s/a citizen/a farmer/" a.$form 'altered: line [0-9]+: "farmer" stands where "citizen" was'
    altered "line ends, and the JSON, $form" "s/\$/$(printf '\r')/; s/\"reference\":\"A.7\"/\"reference\":\"A8\"/" a.$form 'altered: its contents.*; line [0-9]+ has ".*A/7.*", its data ".*A8'
done
for name in a.md a.html; do
    printf %s "$(cat $name)" >other.md
    run ./small --verify other.md
    wanted "the end of its last line, $name" 1 '^other.md: altered: its last line has no end'
done
printf %s "$(sed "s/\$/$(printf '\r')/" a.md)" >other.md
run ./small --verify other.md
wanted 'and with other line ends' 1 '^other.md: altered: its last line has no end'
(cat a.md; echo more) >other.md
run ./small --verify other.md
wanted 'more at its end' 1 'altered'
head -c 3000 a.md >other.md
run ./small --verify other.md
wanted 'cut' 2 '^other.md: cannot check: there is no record in it$'
run ./small --verify nothere.md a.md
wanted 'a file that is not there' 2 '^nothere.md: cannot check: there is no such file$' '^a.md: same$'
run ./small --verify . /dev/null
wanted 'no file, and an empty one' 2 '^\.: cannot check: it is a folder' 'null: cannot check: there is no record in it$'
run ./enisa --verify a.md
wanted 'of another policy' 2 'cannot check: it is of another policy: "Small support"'

# Records that are well made, and untrue: signed anew, and their text printed anew by nobody.
cat >forge.py <<'END'
import hashlib, json, sys
def spelled(record): # as canonical JSON is here: what would harm a screen is escaped, and always in the same way
    text = json.dumps(record, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    return text.replace('\\n', '\\u000a').replace('\u202e', '\\u202e')
text = open(sys.argv[1], encoding='utf-8').read()
before, _, rest = text.partition('\n```json\n')
record = json.loads(rest.split('\n')[0])
exec(sys.argv[2])
record.pop('digest', None)
record['digest'] = hashlib.sha256(spelled(record).encode()).hexdigest()
if len(sys.argv) > 4: before = eval(sys.argv[4])(before, record['digest'])
open(sys.argv[3], 'w', encoding='utf-8').write(before + '\n```json\n' + spelled(record) + '\n```\n')
END
forged() { # forged "what" PYTHON STATUS PATTERN [PYTHON of the text]
    python3 forge.py a.md "$2" forged.md "${5:-lambda text, digest: text}" || bad "$1: not forged"
    run ./small --verify forged.md
    wanted "$1" "$3" "$4"
}
own='lambda text, digest: __import__("re").sub("[0-9a-f]{64}", digest, text, count=1)'
forged 'not altered at all' 'pass' 0 '^forged.md: same$' "$own"
forged 'signed anew, and the text is the old one' 'record["reference"] = "B"' 1 'altered: line 3: "A/7" stands where "B" was written$'
forged 'signed anew, with its text' 'record["reference"] = "B/9"' 0 ': same$' "lambda text, digest: ($own)(text.replace('A/7', 'B/9'), digest)"
forged 'an answer that this version does not give' 'record["answer"]["committed"] = True' 1 '^forged.md: altered: this very version of the policy says otherwise: answer committed: committed was yes, is no$' "$own"
elsewhere() { # elsewhere PYTHON PATH: the one place where it says otherwise is named, whatever stands before it
    forged "where it was altered: $2" "$1" 1 "^forged.md: altered: this very version of the policy says otherwise: $2\$" "$own"
}
forged 'who judges' 'record["judgements"][0]["by"] = "nobody"' 1 '^forged.md: altered: this very version of the policy says otherwise: judgements 1 by$' \
    "lambda text, digest: ($own)(text.replace('for the board:', 'for nobody:'), digest)"
elsewhere 'record["because"][1]["rules"][0]["condition"]["terms"][1]["count"] = 7' 'because 2 rules 1 condition terms 2 count'
elsewhere 'del record["answer"]["each"]["loan"]["modality"]' 'answer each loan modality'
elsewhere 'record["policy"]["\u001b[31m" + "x" * 1000] = {}' 'policy "\?\[31mx{30,60}[.]{3}"'
elsewhere 'record["answer"]["grounds"]["report"].append("3")' 'answer grounds report 2'
elsewhere 'record["answer"]["grounds"]["report"].pop()' 'answer grounds report 1'
elsewhere 'record["answer"]["grounds"]["approval"] = "2"' 'answer grounds approval'
elsewhere 'record["answer"]["open"].reverse()' 'answer open 1'
forged 'an earlier form' 'record["record"] = 3' 2 '^forged.md: cannot check: it was written by an earlier version of stratc in another form of records, number "3", which this program does not know$'
forged 'a newer form' 'record["record"] = 5' 2 '^forged.md: cannot check: it is of another form of records, number "5", which this program does not know$'
forged 'no form' 'del record["record"]' 2 'cannot check: there is no record in it'
forged 'a field that nothing is known of' 'record["seal"] = "x"' 2 'cannot check: nothing is known of its field "seal"'
sed 's/^{"answer":/{"date":"2027-03-02","answer":/' a.md >other.md
run ./small --verify other.md
wanted 'a key twice' 2 'cannot check: it is damaged: byte [0-9]+ of its record: an object has a key twice'

version() { # version NAME SED: a program of the small policy, changed
    sed "$2" "$ROOT/tests/evaluator/small.strat" >"$1.strat"
    "$STRATC" -o "$1" "$1.strat" 2>err || bad "compile $1" "$(cat err)"
}
same_in() { # same_in NAME SED "what" PATTERN...: a.md held against such a version, which decides the same
    version "$1" "$2"
    run "./$1" --verify a.md
    what=$3
    shift 3
    wanted "$what" 0 "$@"
}
version less 's/amount at most 1000.00/amount at most 100.00/'
same_in swapped 's/unranked advice, grant/unranked grant, advice/' 'the same approaches in another order are the same' '^a.md: same decision, other version \(' '!was advice, grant' '!counts otherwise'

# ---- made to do harm ----

run ./small --record o.md applicant=staff # none of its paragraphs is printed
cat >kinds.py <<'END'
import re, subprocess, sys
own = 'lambda text, digest: __import__("re").sub("[0-9a-f]{64}", digest, text, count=1)'
for key in 'answer', 'format', 'paragraphs':
    for value in [1], [{'a': 1}], [[]], [], {}, {'': 1}, 'x', 7, True, None:
        if key == 'paragraphs' and value == {}: continue # it is that
        subprocess.run([sys.executable, 'forge.py', 'o.md' if key == 'paragraphs' else 'c.md', 'record[%r] = %r' % (key, value), 'kind.md', own], check=True)
        for program, said in ('./small', 'kind.md: (altered: this very|other decision|same decision)'), ('./less', 'kind.md: (other|same) decision'):
            done = subprocess.run([program, '--verify', 'kind.md'], capture_output=True, text=True)
            if done.returncode not in (0, 1) or not re.match(said, done.stdout): print(program, key, value, done)
END
run python3 kinds.py
wanted 'whatever kind of value stands where, it is told of' 0 '!.'

# What a record says is text on a screen, and no verdict of its own.
forged 'a text that this version does not give' 'record["answer"]["status"] = "x\u001b[31mRED\u202e\nother.md: same"' 1 'altered: this very version' "$own"
run ./less --verify forged.md
wanted 'a text that would be a line of its own' 1 '^forged.md: other decision .*status was x.*31mRED.*other.md: same, is' "!$(printf '\033')" "!$(printf '\342\200\256')" '!^other.md'
[ "$(lines out)" = 1 ] && ok 'one line' || bad 'one line' "$(cat -v out)"
run ./less --verify forged.md --json
wanted 'nor for a program' 1 '"was":"x.u001b\[31mRED.u202e.u000aother.md: same"'
forged 'nor its field' 'record["\u001b[31m\nother.md: same"] = 1' 2 '^forged.md: cannot check: nothing is known of its field "\?\[31m\?other.md: same"$' "$own"
run ./small --report duty=report forged.md
wanted 'nor in what a report says' 2 'forged.md: nothing is known of its field "\?\[31m\?other.md: same"$'

# Larger than a record may be, and more than can be made of one.
{ head -c 1048576 /dev/zero | tr '\0' ' '; cat a.md; } >large.md
run ./small --verify large.md a.md
wanted 'a file larger than a record' 2 '^large.md: cannot check: it is larger than 1 MiB, which no record may be$' '^a.md: same$'
run ./small --verify /dev/zero
wanted 'without an end' 2 'larger than 1 MiB'
run ./small --report duty=report large.md
wanted 'a report of it' 2 'large.md: it is larger than 1 MiB'
head -c 120000 /dev/zero | tr '\0' x >long
long=$(cat long)
run ./small --record large.html --evidence applicant="$long" --evidence purpose="$long" --evidence amount="$long" --evidence day="$long" --evidence worthy="$long" "$@"
wanted 'nor is one written' 2 'large.html: it is larger than 1 MiB'
[ ! -e large.html ] && ok 'there is none' || bad 'there is none'
run ./small --record large.html --evidence applicant="$long" --evidence purpose="$long" --evidence amount="$long" "$@"
run ./small --verify large.html
wanted 'a large one is read again' 0 '^large.html: same$'
# Each of very many items about one approach lacks each duty that this version has with it: the first of them counts.
awk '/^duty report/ { for (i = 0; i < 40; i++) print "duty d" i " \"d\" after by \"the applicant\"" }
     { print }
     /may use advice/ { for (i = 0; i < 40; i++) print "    must d" i }' "$ROOT/tests/evaluator/small.strat" >many.strat
"$STRATC" -o many-duties many.strat 2>err || bad 'compile many.strat' "$(cat err)"
with() { # with N: a record with so many
    python3 forge.py a.md "record['with'] = [{'approach': 'advice'}] * $1" many.md \
        "lambda text, digest: ($own)(__import__('re').sub('(?s)## ..advice..\\n.*?(?=## By these)', '## **advice**\\n\\n' * $1, text), digest)"
}
with 2
run ./many-duties --verify many.md
wanted 'duties that are new' 1 'other decision .*duties of advice now d0; .*; duties of advice now d39'
with 15000
run ./many-duties --verify many.md
wanted 'what is said of them again' 1 'other decision .*duties of advice now d0; .*; duties of advice now d39$' '!d0; .*now d0; .*now d0'

# ---- other versions ----

same_in layout 's/^    may use advice$/        may   use advice/' 'another layout is no other version' '^a.md: same$'
same_in rule 's/worthy and amount at most 1000.00/amount at most 1000.00 and worthy/' 'a paragraph that says the same in other words' "^a.md: same decision, other version \(2: rules\)\$"
same_in comment 's/only after approval/only after approval  # as before/' 'a comment is no rule' "^a.md: same decision, other version \(the paragraphs that it names are the same; other: the policy's text\)\$"
same_in title 's/"Grants"/"Gifts"/' 'nor is a title' '^a.md: same decision, other version \(2: title\)$'
same_in both 's/"Grants"/"Gifts"/; s/worthy and amount at most 1000.00/amount at most 1000.00 and worthy/' 'both' '^a.md: same decision, other version \(2: rules, title\)$'
same_in fact 's/"it cannot wait"/"it can not wait"/' 'a title of a fact' "^a.md: same decision, other version \(the paragraphs that it names are the same; other: the policy's text\)\$"
run ./less --verify a.md c.md
wanted 'another decision' 1 '^a.md: other decision \(2: rules; no longer counts: 2\): approach was no single one, is advice; .*open was advice, grant, is advice' '^c.md: '
version due 's/within 30 days/within 10 days/'
run ./due --verify a.md
wanted 'another deadline is another decision' 1 'other decision .*deadline of duty report was within 30 days of "the end", is within 10 days of "the end"'
version gone 's/^fact urgent/fact hurried/; s/unless urgent/unless hurried/'
./small --record u.md urgent && run ./gone --verify u.md
wanted 'a fact that is no more' 2 'cannot check: this version knows nothing of what was asked: "urgent"'
version narrow 's/firm "a firm", //; s/ with firm//'
run ./narrow --verify c.md
wanted 'a value that is no more' 2 'cannot check: this version cannot be asked the same: .*firm'
run ./less --verify a.md --json
wanted 'for a program' 1 '"verdict":"other_decision"' '"paragraphs":\[\{"id":"2","what":"rules"\}\]' '"key":"open","was":"advice, grant","is":"advice"'

# ---- hostile texts ----

sed 's/"who applies"/"<script>alert(1)<\/script> **a** | `b` \\"c\\" ]]> \&amp;"/; s/"a citizen"/"=HYPERLINK(\\"x\\")"/; s/when worthy/when fit/; $a define fit "</pre><script>alert(2)</script> _a_ | ```" means worthy' "$ROOT/tests/evaluator/small.strat" >hostile.strat
"$STRATC" -o hostile hostile.strat || bad 'compile hostile'
bidi=$(printf '\342\200\256gnp.\033[31m</script><!--')
for form in html md; do
    run ./hostile --record "h.$form" --ref "=cmd|' /C calc'!A0" --evidence applicant="$bidi
second line | \`\`\`" applicant=citizen worthy purpose={} amount=5 day=2027-03-01
    wanted "hostile texts, $form" 0
    cp "h.$form" out
    sed -i '/^```json$/,$d' out # what stands there is no text of Markdown
    wanted "none gets through, $form" 0 "!$(printf '\033')" "!$(printf '\342\200\256')" '!<script>alert'
    ! LC_ALL=C grep -q "$(printf '\033')" "h.$form" && ! grep -q "$(printf '\342\200\256')" "h.$form" && ok 'nor in the JSON' || bad 'nor in the JSON'
    run ./hostile --verify "h.$form"
    wanted "and it is the same, $form" 0 ': same$'
done
[ "$(grep -c '</script' h.html)" = 1 ] && ok 'one script, and it ends once' || bad 'one script, and it ends once'
[ "$(grep -c '^```' h.md)" = 2 ] && ok 'one block of code' || bad 'one block of code' "$(grep '^```' h.md)"

# ---- reports ----

run ./small --report duty=report a.md b.md c.md
cp a.md '=1+1.md'
printf 'reference,date,partner,activity,objective,status,approach,duty,timing,by,to,deadline,done,sure,file,digest\r\n' >head.csv
head -n 1 out >actual
same 'the first row names the columns' head.csv actual
sed -n 2p out | grep -qE '^A/7,2027-03-02,a citizen,,,open,grant,a report,after,the applicant,the board,"within 30 days of ""the end""",,yes,a.md,[0-9a-f]{64}.$' && [ "$(lines out)" = 4 ] && [ "$(grep -c ',undetermined,grant,.*,no,[bc]\.md,' out)" = 2 ] &&
    ok 'a row for a record with the duty, or that may have it' || bad 'a row for a record with the duty' "$(cat out)"
run ./hostile --report duty=report h.md h.html '=1+1.md'
wanted 'formulas are harmless' 0 "^'=cmd" ",\"'=HYPERLINK\(\"\"x\"\"\)\"," ",'=1\+1\.md,"
printf 'no record\n' >bad.md
sed 's/A\/7/A\/9/' a.md >bad2.md
run ./small --report duty=report a.md bad.md bad2.md nothere.md a.html
wanted 'bad records are told of, the others have their rows' 2 'bad.md: there is no record in it' 'bad2.md: (its contents|line)' 'nothere.md: there is no such file' ',a.md,' ',a.html,' '!^A/9'
run ./small --report duty=report a.md bad2.md
wanted 'an altered one' 1 'bad2.md: (its contents|line)' ',a.md,'
for name in nothere.md bad.md; do
    run ./small --report duty=report a.md "$name"
    wanted "$name cannot be read as one" 2 "$name: there is no" ',a.md,'
done
run ./small --report duty=reprot a.md
wanted 'no such duty' 2 'there is no duty "reprot"; do you mean report\?'
run ./small --report reports a.md
wanted 'no duty=' 2 'write it as duty=NAME'
run ./small --report duty=report
wanted 'no files' 2 'wants files'
mkdir many
i=0
while [ $i -lt 10000 ]; do
    ln a.md many/$i.md
    i=$((i + 1))
done 2>/dev/null
run sh -c './small --report duty=report many/*.md'
[ "$status" = 0 ] && [ "$(lines out)" = 10001 ] && ok '10,000 files' || bad '10,000 files' "$status $(lines out) $(head -c 300 err)"

# ---- a real case ----

run ./enisa --record e.html --by significant_value='Head of Unit' partner=UA activity=training objective=SO4 agreement=none requested significant_value policy_aligned
wanted 'of a shipped policy' 0
./enisa --record e.md partner=UA activity=training objective=SO4 agreement=none requested significant_value policy_aligned
cp e.md out
wanted 'it says why there is no more, and what it would take' 0 '^## Why no more$' '^- \*\*assisting\*\*.*\. The nearest way there, through 2\.2:$' \
    '^  - what the Union has agreed with the partner: something that promotes cooperation in cybersecurity or something explicit on cooperation in cybersecurity \(now: nothing on cybersecurity\)$'
run ./enisa --verify e.html
wanted 'and the same' 0 '^e.html: same$'
./enisa --record past.md partner=JP activity=awareness_education agreement=none
cp past.md out
wanted 'of what is undetermined too, of what it cannot come to any more' 0 '^\*\*Undetermined\*\*' '^## Why no more$' '^- \*\*outreach\*\*.*: not provided for: as things are, no paragraph opens it\. The nearest way there, through P2:$' \
    '^- \*\*assisting\*\*.*: not provided for: whatever was not stated, no paragraph opens it\.' '!^- \*\*limited\*\* .*: '
./enisa --record may.md partner=JP activity=training requested
cp may.md out
wanted 'not of what it may come to' 0 '^\*\*Undetermined\*\*' '!^## Why no more$'

# What differs is said as it is, whatever of the policy it is: a group, a reading, a requirement, a title, a block in a block.
altered_policy() { # altered_policy NAME SED: a program of the policy, changed
    sed "$2" "$ROOT/policies/enisa-international.strat" >"$1.strat"
    cmp -s "$1.strat" "$ROOT/policies/enisa-international.strat" && bad "$1: nothing is another"
    "$STRATC" -I "$ROOT/policies" -o "$1" "$1.strat" 2>err || bad "compile $1" "$(cat err)"
}
./enisa --record eap.md partner=UA activity=policy_implementation objective=SO2 agreement=none requested significant_value policy_aligned
./enisa --record list.md partner=UA activity=training objective=SO4 agreement=none requested significant_value policy_aligned
./enisa --record train.md partner=AL activity=training objective=SO4
./enisa --record by.md.md partner=BY incompatible_interests
altered_policy group 's/^\(group eastern_partnership .*{.* \)UA, /\1/'
run ./group --verify eap.md
wanted 'a group that a named rule uses' 1 '^eap.md: other decision \(no longer counts: [^;]*4\.2\.b[^;]*;.*the paragraphs that it names are the same, so what they use \(groups, ' 'status was open, is '
run ./group --verify eap.md --json
wanted 'for a program' 1 '"paragraphs":\[\],"readings":\[\],"counts":\[[^]]*\{"id":"4.2.b","how":"no_longer"\}'
altered_policy reading '/^reading namely_list/,/^}/s/^} taken .*/} taken by_preference/'
run ./reading --verify list.md
wanted 'a reading that it prints' 1 '^list.md: other decision \(reading namely_list: was "yes: [^;"]*", is "no: [^;"]*"; ' 'approach was limited, is assisting' '!the paragraphs that it names are the same'
run ./reading --verify list.md --json
wanted 'for a program' 1 '"readings":\[\{"name":"namely_list","was":"[^"]*","is":"[^"]*"\}\]'
altered_policy requirement 's/requires (requested and significant_value and policy_aligned)/requires (requested and significant_value and policy_aligned and relevant)/'
run ./requirement --verify eap.md
wanted 'a requirement' 1 '^eap.md: other decision \((counts now: 2\.2|2\.2: rules)' 'approach was assisting, is undetermined' 'modality was may, is undetermined' '!none, is none'
altered_policy nested 's/^\( *provision 4.4.a "\)[^"]*"/\1Training"/'
run ./nested --verify train.md
wanted 'the title of a block in a block' 0 '^train.md: same decision, other version \(4\.4\.a: title\)$'
altered_policy refused 's/^    must not engage when incompatible_interests.*/&/; s/incompatible_interests unless p4_reach = beyond_limited/incompatible_interests and partner in eea_efta/'
run ./refused --verify by.md.md
wanted 'what is open now' 1 '^by.md.md: other decision \(P4: rules; no longer counts: P4; counts now: .* and [0-9]+ more\)' 'approach was none, is undetermined' 'closed_by was P4, is none' 'possible now limited' '!none, is none'
run ./enisa partner=BY incompatible_interests --what-if commission_request=yes
wanted 'the same of what would be otherwise' 0 'approach: undetermined, not none' 'at least: none$' '!none, not none'

# What may have to be done first is in a report, and that it is not sure.
./enisa --record perhaps.md partner=JP activity=awareness_education
run ./enisa --report duty=mb_endorsement perhaps.md by.md.md
wanted 'what is possible' 0 ',undetermined,outreach,obtain the endorsement of the Management Board,before,.*,no,perhaps.md,'
[ "$(lines out)" = 2 ] && ok 'in one row' || bad 'in one row' "$(cat out)"
run ./enisa --report duty=notify_executive_board perhaps.md
wanted 'with each approach that is possible' 0 ',undetermined,"(assisting|outreach), (assisting|outreach)",.*,no,perhaps.md,|,undetermined,outreach,.*,no,perhaps.md,'

# Where it is said who decides, it is not said that nobody knows who does.
run ./enisa --record - --by 'A. Officer' partner=UA activity=training requested significant_value
wanted 'who decides, and who judged' 0 'Recorded by: \*\*A\. Officer' '\*\*yes\*\*; who judged this is not recorded separately'

# Whatever is filed is the same when it is looked at: each example of the policies, with paragraphs that sort otherwise than they stand.
while read -r facts; do
    rm -f any.md any.html
    # shellcheck disable=SC2086
    ./enisa --record any.md $facts && ./enisa --record any.html $facts && ./enisa --verify any.md any.html >said 2>&1 || printf '%s: ' "$facts"
    grep -v ': same$' said
done <<'END' >wrong
partner=JP activity=awareness_education objective=SO1 agreement=explicit agreement_covers=awareness_education within_agreement
partner=GB activity=knowledge_information objective=SO7 agreement=explicit agreement_covers=knowledge_information within_agreement
partner=NO activity=internet_standards objective=SO5 relevant
partner=OECD activity=map_best_practices objective=SO2 agreement=explicit within_agreement
partner=UA activity=training objective=SO4 requested
partner=BR activity=exchange_best_practices commission_request develops_framework
partner=FR
partner=BY incompatible_interests
END
empty 'what is filed is the same when it is looked at' "$(cat wrong)"

finish
