#!/bin/sh
# Records of what an officer asks (questions.txt): how long they are, and that what they tell of other answers is so.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
cd "$SCRATCH" || exit 2
: >err

# What an officer asks first: each record fits on a page and a half (tests/page/paper.sh prints them), so it has few lines.
while IFS='|' read -r name facts; do
    # shellcheck disable=SC2086
    ./enisa --record "q$name.md" $facts && ./enisa --verify "q$name.md" >said || bad "question $name" "$(cat said)"
    sed '/^```json$/,$d' "q$name.md" | fold -s -w 133 | grep -c . >count
    [ "$(cat count)" -le 97 ] || printf '%s has %s lines\n' "$name" "$(cat count)"
done <"$ROOT/tests/evaluator/questions.txt" >wrong
empty 'no record of a question is long' "$(cat wrong)"

# A rule is told as its readings are taken: those who file it need not read them.
status=0
for record in q*.md; do sed '/^```json$/,$d' "$record"; done | grep '^- .* As a rule: ' >out
grep -e 'is read as' -e '?"' -e 'taken).*taken)' out >wrong
empty 'no rule drags a reading in' "$(cat wrong)"
wanted 'that readings are left out is said once' 0 'P4\*\* .*policy goals" \(as the open questions are taken\)\.$' '4\.2\.c\*\* .*"is like-minded" \(as'

# Labels of which one has a comma, or the word that joins them, are kept apart.
sed '/^```json$/,$d' q10.md >out
wanted 'labels with commas' 0 'other than raise awareness and educate communities; build capacities on both sides, by agreement; or build knowledge' \
    'with none of awareness and education; capacities; knowledge and information'

# Of what is possible records tell what opens it, though that alone does not, and what is required as well.
sed '/^```json$/,$d' q21.md >out
wanted 'what opens it, and what is required' 0 '^- Opened by: 4\.2\.b Policy implementation in the Western Balkans and the Eastern Partnership$' \
    '^- Required as well, and not known to be so: assistance has been requested; the value .* is significant; agrees with .* \(2\.2\)$' '^- Opened by: P2 .* \(only where: .*\)$'

# Who reads of few values in order need not know what stands below what.
sed '/^```json$/,$d' q8.md >out
wanted 'values in order by their names' 0 '^- what the Union has agreed with the partner: nothing on cybersecurity or something that promotes .* → assisting, open' '! below '

# Where another value leads all is told that comes first then, and each duty; and on which other readings that hangs.
sed '/^```json$/,$d' q6.md >out
wanted 'what comes first where nothing may start' 0 'and nothing may start now; limited only after this: obtain the endorsement of the Executive Board; where also it would bind ENISA, financially or legally: limited also only after this: approval of the Management Board\)'
sed '/^```json$/,$d' q11.md >out
wanted 'each duty of another decision' 0 'conditional on this: consult .*; assisting also with this duty: coordinate with the External Action Service and the Commission$'
sed '/^```json$/,$d' q25.md >out
wanted 'readings on which only contraries hang' 0 \
    '^- Duties, cautions, offers, and where other values or ways lead hang on these as well: does a request of the Commission prevail over P4\? '

# What is less than the answer; what the default offers hangs on what is told; and what is taken matters where that is otherwise.
sed '/^```json$/,$d' q14.md >out
wanted 'what is less than what may be used' 0 '^Less than that: assisting, not provided for or closed; limited, the default only\.$'
sed '/^```json$/,$d' q24b.md >out
wanted 'what goes with an offer, and readings that only that hangs on' 0 \
    ': exchange information as it comes up \(promised\); attend a meeting, conference or seminar \(with: stand up for the values and aims of the Union\); depending on ' \
    '!does a request of the Commission prevail over P4'
sed '/^```json$/,$d' q13.md >out
wanted 'readings on which hangs in which cases a caution goes with it; what is told nowhere else' 0 \
    "^- Duties, cautions, offers, .* do 'such as' and 'e\.g\.' name a class\?\$" '^Apart from these: assisting, not provided for or closed\.$'
sed '/^```json$/,$d' q25.md >out
wanted 'what hangs on a reading where a judgement is otherwise; that a reading changes the decision in some cases' 0 ' limited may be used only in some cases; what is decided changes in some of these cases\)$' '; if yes: assisting, open and to be used \("does a request of the Commission prevail over P4\?" read otherwise: refused\)$'
sed '/^```json$/,$d' q10.md >out
wanted 'what goes with an approach that is less than the most' 0 '^## \*\*assisting\*\*, which is less, open in some of these cases: ' \
    '^- As long as it lasts: coordinate with the External Action Service and the Commission, ' ' these as well: do P6 and P8 hold back what the Commission asks for\? '
sed '/^```json$/,$d' q9.md >out
wanted 'what is promised in some cases' 0 '^- Opened by one or more of these: P2 Principle 2: .*; in some cases promised$'
sed '/^```json$/,$d' q6.md >out
wanted 'what offers hang on' 0 '; depending on what was not stated \(the strategic objective that it serves\): ' \
    '^- Presumed by the policy to be so: is like-minded \(if no: limited no longer offers: build a common picture of what is going on\)$'

# In a sentence that says that something has to be so its title alone says it.
sed '/^```json$/,$d' q7.md >out
wanted 'what is expected, and where, by titles' 0 '^- Cautions, not known to be met: 2, that has .*; P1, that is a strategic economic partner of the Union; shares the values of the Union; P5, that ' \
    '\(only where: consultation is appropriate, or no lettered item of section 4 applies\)$' '!(Expected|only where):.*: yes'

# A default answer rests on the paragraph of the default approach, on paper and on the screen; what is open does not.
for record in q1.md q4.md; do sed '/^```json$/,$d' "$record" | grep 'It is the default'; done >out
wanted 'the default has its paragraph' 0 '^- \*\*2\.1\*\* Limited approach \(see Article 4 CSA\)\. It is the default: what remains where nothing else is open\.$'
[ "$(lines out)" -eq 1 ] && ok 'and that alone' || bad 'and that alone' "$(cat out)"
./enisa --why partner=UA activity=training objective=SO4 agreement=none requested significant_value policy_aligned >out
wanted 'the default has its paragraph in why' 0 '^  2\.1: Limited approach$' '^    - It is the default: what remains where nothing else is open$'

# What is of no consequence is: with the contrary stated the record reads the same in what is decided and owed; with what matters
# it does not; and what is told of neither cannot be stated.
# Where the contrary is told to lead, what is decided, may start or comes first is otherwise; where it is not told, all that is not:
# but that what is done comes first no longer need not be told.
python3 - "$ROOT/tests/evaluator/questions.txt" <<'END' 2>&1
import json, re, subprocess, sys
def data(record): return json.loads(record.split("\n```json\n")[1].split("\n")[0])
def reads(record):
    lines, own = [], False
    for line in record.split("\n```json\n")[0].split("\n"):
        if line.startswith("## "): own = re.match("## (Asked|To be|By these|Why no|It hangs|In some of|Taken for|To check)", line)
        if not own and not line.startswith("Record of a"): lines.append(line)
    return lines
def contraries(record): # of each fact taken for granted: what is said of it, and the contrary as one types it
    for taken in record["taken"]:
        if not taken["typed"] or "=" in taken["typed"]: continue
        opens = (taken["contrary"] or "").startswith("in some of these cases") # more than the record says of them: tried below
        says = "opens" if opens else "fixed" if taken["fixed"] else {True: "matters", False: "idle", None: "unknown"}[taken["matters"]]
        yield says, taken, [taken["fact"]] if taken["says"] == "no" else ["not", taken["fact"]]
def decided(answer, of):
    return [answer.get(key) for key in ("status", "approach", "possible", "possible_status", "now", "modality")], [
        (each["verdicts"] if "verdicts" in each else each["verdict"], sorted(set(each.get("before") or []) - of)) for each in answer["each"].values()]
def told(before, after, taken, typed): # what is wrong
    done = {d["name"] for r in (before, after) for with_ in r["with"] + r["perhaps"] for d in with_["duties"] if d["done_when"] == " ".join(typed)}
    was, now = decided(before["answer"], done), decided(after["answer"], done)
    if was == now and taken["contrary"]: yield "told to lead elsewhere: " + taken["contrary"]
    if was[0] != now[0] and not taken["contrary"]: yield "leads elsewhere, untold"
    status = after["answer"]["status"]
    if status in ("refused", "out_of_scope") and before["answer"]["status"] != status and taken["contrary"] != status.replace("_", " "): yield "is " + status
wrong, untrue, kinds = [], [], set()
for line in open(sys.argv[1]):
    name, facts = line.rstrip("\n").split("|")
    if name not in ("3", "5", "8", "9", "10", "12", "16", "18", "23", "24b"): continue
    before = open("q%s.md" % name, encoding="utf-8").read()
    for says, taken, typed in contraries(data(before)):
        run = subprocess.run(["./enisa", "--record", "-", *facts.split(), *typed], capture_output=True, text=True)
        now = "fixed" if run.returncode else "idle" if reads(before) == reads(run.stdout) else "matters"
        if now != "fixed" and says == "opens": now = "opens"
        elif now != "fixed": untrue += ["%s, %s: %s" % (name, typed, what) for what in told(data(before), data(run.stdout), taken, typed)]
        if says != now: wrong.append("%s, %s: %s, not %s" % (name, typed, now, says))
        kinds.add(now)
for name, lines in ("wrong", wrong), ("untrue", untrue), ("kinds", sorted(kinds)): open(name, "w").writelines(line + "\n" for line in lines)
END
empty 'of no consequence is what changes nothing that is decided and owed, and that alone' "$(cat wrong)"
got=$(tr '\n' ' ' <kinds)
[ "$got" = 'fixed idle matters opens ' ] && ok 'each of them there is' || bad 'each of them there is' "$got"

empty 'and of what is taken for granted where the contrary leads' "$(cat untrue)"

# What is required and met, what stands in no way, and where a judgement leads if it is the other way.
sed '/^```json$/,$d' q3.md >out
wanted 'required, and met' 0 '^- \*\*2\.2\*\* .* Required, and met: assistance has been requested: yes; the value .*: yes; agrees with .*: yes\.$' '^## By these rules$' \
    '^- \*\*P4\*\* .* Does not apply, but would with this: contacts .*: yes\.$' '^- the value .*: yes \(2\.2\); if no: limited, default \("does the requirement of 2\.2 bind the items of section 4 too\?" read otherwise: assisting, open\)$' '^- contacts .*: no, as nobody said otherwise \(P4\); if yes: refused \("does P4 bar the limited approach\?" read otherwise: limited, default\)$' \
    '^This is sure only with what is taken for granted and the judgements below: nothing else that was not stated changes it\.$' '!; it would bind ENISA'
sed '/^```json$/,$d' q9.md >out
wanted 'values by the others, and where a duty is owed' 0 '^- what would be done: other than share .* or support a single .*; otherwise as now$' '\(only where: the strategic objective that it serves: Cooperation in massive .*\)$' '!and [0-9]+ more'

# Where contraries lead: what comes first then, what may start; still undetermined is what was so before; in short what is refused.
sed '/^```json$/,$d' q8.md >out
wanted 'on which condition, and what else' 0 '^- consultation .* \(P6\); if yes: the same, but assisting only after this: consult the External .* Commission; no more than limited is sure to be allowed now; assisting also with this duty: coordinate with ' \
    '^- Taken as no: it would take resources .* \(if yes: limited may not be used\); a cooperation framework or agreement would be developed \(if yes: limited, assisting and outreach only after this: obtain the endorsement of the Executive Board; nothing may start now; where also it would bind ENISA, financially or legally: limited, assisting and outreach also only after this: approval of the Management Board\)$'
# What is certain wherever an approach is had is no "perhaps", though it may not be had; and what none of the cases allows is not unsure.
sed '/^```json$/,$d' q7.md >out
wanted 'what comes first wherever it is had' 0 'would be developed \(if yes: limited, assisting and outreach only after this: obtain the endorsement of the Executive Board; nothing may start now; where also ' \
    'were consulted \(if yes: done\)' '!perhaps only'
for q in q9 q10; do sed '/^```json$/,$d' "$q.md"; done | grep '^- Taken as no: ' >out
wanted 'what other paragraphs may open' 0 'the Commission asked, under Article 12 CSA \(if yes: in some of these cases assisting must be used, by 1\.1\)'
for asked in '' commission_request; do
    # shellcheck disable=SC2086
    ./enisa --why --json partner=NO relevant activity=share_expertise $asked |
        python3 -c 'import json, sys; each = json.load(sys.stdin)["answer"]["each"]["assisting"]; print(each["modality"], "1.1" in each["basis"])'
done >out
[ "$(tr '\n' ' ' <out)" = 'None False must True ' ] && ok 'and so it is' || bad 'and so it is' "$(cat out)"
sed '/^```json$/,$d' q12.md >out
wanted 'undetermined, not still so' 0 '; if no: undetermined \(limited, assisting, outreach\), and limited may start now$' '!still undetermined'
sed '/^```json$/,$d' q23.md >out
wanted 'still undetermined' 0 '; if yes: still undetermined \(out of scope, refused\)$' '^- consultation .*; if yes: the same, but assisting only after this: consult [^;]*$'
sed '/^```json$/,$d' q1.md >out
wanted 'in short' 0 '^- Taken as no: it would take resources of its own, .* meetings cost \(if yes: refused\); ' ' has a special agreement with the Union \(if yes: also with this caution: 1\.4\)$' '!with consequences'

# Where another reading leads is what the policy says that takes it so.
sed '/^```json$/,$d' q1.md >out
wanted 'where another reading leads' 0 ' \(taken: no, it is what .*; otherwise: yes, nothing is done without it → undetermined \(refused, limited\)\)$' \
    '; otherwise: no: these first of all, but others too → assisting, conditional on this: consult the External Action Service and the Commission\)$'
for record in q*.md; do json "$record"; done >records.json
cp -r "$ROOT/policies" . && python3 - "$STRATC" >wrong 2>&1 <<'END'
import json, re, subprocess, sys
path = "policies/enisa-international.strat"
policy = open(path, encoding="utf-8").read()
def said(answer):
    status = answer["status"]
    if status == "undetermined":
        none = [s.replace("_", " ") for s in ("out_of_scope", "refused") if s in answer["possible_status"]]
        some = [a for a in answer["possible"] if a != "none"]
        how = ", " + " or ".join(answer["possible_status"]) if len(some) == 1 and not none else ""
        return "undetermined (" + ", ".join(none + some) + how + ")"
    return status.replace("_", " ") if status in ("refused", "out_of_scope") else answer["approach"] + ", " + status + {"must": " and to be used", "will": " and promised"}.get(answer["modality"] if status != "default" else None, "")
records, told = [json.loads(line) for line in open("records.json", encoding="utf-8")], 0
for name, values, taken in re.findall(r'^reading (\w+) [^{]*\{(.*?)\} taken (\w+)', policy, re.S | re.M):
    for value, title in re.findall(r'(\w+)\s+"([^"]*)"', values):
        if value == taken: continue
        asked = [(r, other["leads"][other["others"].index(title)]) for r in records for other in r["readings"] if other["name"] == name]
        if not asked: continue
        with open(path, "w", encoding="utf-8") as f:
            f.write(re.sub(r'(^reading %s [^{]*\{[^}]*\} taken )\w+' % name, r'\g<1>' + value, policy, flags=re.M))
        subprocess.run([sys.argv[1], "-o", "read-so", path], check=True, stderr=subprocess.DEVNULL)
        for record, lead in asked:
            typed = [a["typed"] for a in record["asked"]]
            run = subprocess.run(["./read-so", "--why", "--json", *typed], capture_output=True, text=True, check=True)
            was, now = said(record["answer"]), said(json.loads(run.stdout)["answer"])
            if now.startswith("undetermined") and was.startswith("undetermined"): was, now = "still " + was, "still " + now
            if was == now and (lead or "").startswith(now): print(name, value, typed, "is the same:", lead)
            if was != now and not (lead or "").startswith(now): print(name, value, typed, now, "but it says", lead)
            told += was != now
if told < 20: print("too few:", told)
END
empty 'and that of the policy that takes it so' "$(head -c 2000 wrong)"

for record in q*.md; do sed '/^```json$/,$d' "$record"; done | grep 'cautions or reasons' | grep -v '^- .*, with consequences for duties' >vague
empty 'no contrary is vague' "$(cat vague)"

finish
