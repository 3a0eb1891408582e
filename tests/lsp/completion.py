"""What is offered while a policy is written, and in which order; what each word of the language is said to mean; what a statement may still have."""
import os
import pathlib
import re

from client import *

ROOT = pathlib.Path(os.environ["ROOT"])
TUTORIAL = (ROOT / "policies/tutorial.strat").read_text()
PLAIN = Editor()
RICH = Editor(capabilities={"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}})
name = uri(ROOT / "policies/draft.strat")
for each in [PLAIN, RICH]:
    each.open(name, "")
BLANK, BRACE = [{"triggerKind": 2, "triggerCharacter": c} for c in " {"]


def offered(text, editor=PLAIN, context=None):
    """What is offered at the `|`, in the order in which an editor shows it."""
    at = text.index("|")
    editor.change(name, text.replace("|", "", 1))
    r = editor.at("textDocument/completion", name, at, **({"context": context} if context else {}))
    return sorted(r["items"], key=lambda i: i["sortText"]) if r else []


def labels(text, **more):
    return [i["label"] for i in offered(text, **more)]


def block(text):
    return TUTORIAL + '\nparagraph 9 "Report" {' + text


# ---- what is offered unasked ----
same("what begins a block opens no list", (offered(block("|"), context=BRACE), offered(block(" |"), context=BLANK)), ([], []))
check("asked for it is there", "may use" in labels(block("|")))
same("the editor asks at none of the signs that an Enter follows", set(PLAIN.capabilities["completionProvider"]["triggerCharacters"]) & set("{}()\n"), set())

# ---- where the author makes a name up ----
made_up = ["fact |", "duty |", "judgement |", "reading |", "group |", "define |", "vocabulary |", "approach 2.2 |", "objective 7 |", 'fact x "y" : one of { |', 'fact x "y" : one of { a "b", |',
           'fact x "y" : one of { a < |', 'fact x "y" : set of { |', 'reading x "y" : one of { |', 'vocabulary x "y" = { a, |']
for head in made_up:
    same("behind %s nothing is a name" % head[:-1], [w for w in labels(TUTORIAL + "\n" + head) if w != "objective"], [])
    same("nor once it is being typed", labels(TUTORIAL + "\n" + head.replace("|", "re|")), [])
    same("nor as it stands", labels(TUTORIAL + "\n" + head.replace("|", "report|")), [])
for old in ["published", "extract", "live_feed"]:
    same("nothing for the approach %s where it is declared" % old, labels(TUTORIAL.replace(old, old + "|", 1)), [])
    same("nor before it", labels(TUTORIAL.replace(old, "|" + old, 1)), [])
same("a fact may be the objective", labels(TUTORIAL + "\nfact |"), ["objective"])
shared = TUTORIAL + '\nvocabulary towns "towns" = { eastport "Eastport" }\nfact x "y" : one of { |'
same("values may be those of a vocabulary", labels(shared), ["towns"])
same("but a letter may begin any name", labels(shared.replace("|", "t|")), [])

planned = TUTORIAL.replace("< live_feed", "< live_feed < lease") + "\napproach 2.4 |"
same("an approach that has no block may have this one", labels(planned), ["lease"])
same("unless another is being typed", labels(planned.replace("|", "le|")), [])

same("behind a fact that is called like a heading", {"partner", "activity"} <= set(labels('fact objective "o"' + "\n" + TUTORIAL + "\nprinciple 9 \"x\" { must not use extract when objective = SO1 and |")), True)
same("and behind `any provision applies`", "partner" in labels(TUTORIAL + "\nprinciple 9 \"x\" { must not use extract unless any provision applies or |"), True)

# ---- what stands first ----
same("in an empty file the policy begins", labels("|")[:4], ["strategy", "use", "fact", "judgement"])
check("with nothing that cannot stand there", not set(labels("|")) & {"when", "may", "may use", "yes", "provision", "and"} and len(labels("|")) < 20, labels("|"))
check("one that has begun needs no second", labels(TUTORIAL + "\n|")[0] == "use" and labels(TUTORIAL + "\n|")[-1] == "strategy", labels(TUTORIAL + "\n|"))
got = labels(block("\n    may use extract\n    |"))
same("on a line of its own something begins", got[:3], ["may use", "may be used", "must use"])
check("before what goes on", got.index("commits") < got.index("for"), got)
got = labels(block(" may use extract when reveals_people\n    |"))
check("and conditions come last", got.index("may use") < got.index("when") if "when" in got else got.index("may use") < got.index("and"), got)
got = labels(block(" may use extract |"))
same("on the line of a statement it goes on", got[:3], ["for", "with", "when"])
got = labels(TUTORIAL + '\nduty x "y"\n    |')
check("a duty, too, over lines", got.index("done when") < got.index("fact"), got)
text = block(" may use extract when |").replace("fact partner", 'define apart means reveals_people\nfact partner')
got = labels(text)
same("in a condition facts, definitions, numbers, words", [got.index(w) for w in ["activity", "reveals_people", "apart", "1", "not"]] == sorted(got.index(w) for w in ["activity", "reveals_people", "apart", "1", "not"]), True)

titled = offered(text.replace("define apart", 'define apart "is told apart"'))
same("a definition is offered with its title", [i.get("detail") for i in titled if i["label"] == "apart"], ["is told apart"])
same("behind the name of a definition its title or what it means", labels(TUTORIAL + '\ndefine x "y" |')[:1], ["means"])

# ---- phrases ----
for text, wanted in [(TUTORIAL + '\nfact x "y" : |', {"yes or no", "one of { }", "set of { }", "number", "date"}),
                     (block(" |"), {"may use", "may be used", "must use", "must not use", "must not engage", "must", "will use", "only after", "should meet"}),
                     (block(" may use extract when |"), {"not", "at least N of ( )", "any provision applies"}),
                     (block(" may use extract when activity |"), {"in", "in { }", "at least", "at most", "is empty", "or"}),
                     (TUTORIAL + '\njudgement x "y" |', {"by", "presumed yes when", "presumed no when", "default yes", "default no"}),
                     (TUTORIAL + '\nduty x "y" |', {"on use", "on receipt", "done when", "before", "at least N days before \"\"", "within N days of \"\""}),
                     (TUTORIAL + '\nparagraph 9 "y" |', {"notwithstanding", "subject to", "without prejudice to"}),
                     (TUTORIAL + '\nexample "y" { given partner = resident expect |', {"open", "conditional", "committed", "refused", "undetermined", "out of scope", "default"}),
                     ('strategy "x" { |', {"approaches ranked", "approaches unranked", "issued by", "paragraphs"})]:
    got = set(labels(text))
    same("behind %s whole phrases" % text[-24:-1].split("\n")[-1], wanted - got, set())
same("instead of their words", set(labels(TUTORIAL + '\nfact x "y" : |')) & {"yes", "one", "set"}, set())
kinds = {i["label"]: i for i in offered(TUTORIAL + '\nfact x "y" : |', editor=RICH)}
same("with the place to go on at, where the editor can", (kinds["one of { }"]["textEdit"]["newText"], kinds["one of { }"]["insertTextFormat"]), ("one of { $0 }", 2))
kinds = {i["label"]: i for i in offered(TUTORIAL + '\nfact x "y" : |')}
same("else up to there", (kinds["one of { }"]["textEdit"]["newText"], "insertTextFormat" in kinds["one of { }"]), ("one of { ", False))

# Each phrase is what the language takes: behind some beginning it leads on, to the next word that it offers.
phrases = re.findall(r'^    \{"((?:\\.|[^"\\])*)', (ROOT / "src/lsp/words.c").read_text().split("phrases[] = {")[1].replace('\\"\\"', "''"), re.M)
phrases = [p.replace("''", '""') for p in phrases]
starts = [block(" |"), block(" must not use extract |"), block(" may use extract using extract |"), block(" may use extract when |"), block(" may use extract when activity |"), 'strategy "x" { |',
          TUTORIAL + '\nfact x "y" : |', TUTORIAL + '\njudgement x "y" |', TUTORIAL + '\nduty x "y" |', TUTORIAL + '\nparagraph 9 "y" |', TUTORIAL + '\nparagraph 9 "y" notwithstanding |',
          TUTORIAL + '\nparagraph 9 "y" notwithstanding 5 |', TUTORIAL + '\ngroup x "y" = { resident } |', TUTORIAL + '\nexample "y" { given partner = resident expect |', TUTORIAL + '\nsafeguard "x" { |']
seen, odd = set(), []
for start in starts:
    for item in offered(start, editor=RICH):
        if item["label"] not in phrases or item["kind"] != 14:
            continue
        seen.add(item["label"])
        text = re.sub(r"\$\{\d:N?(\w*)\}", lambda m: m.group(1) or "2", item["textEdit"]["newText"]).replace("$0", "")
        words, so_far = text.replace('""', "").split(), ""
        for word in words:
            if word[0].isalpha():
                here = {i["textEdit"]["newText"].split()[0] for i in offered(start.replace("|", so_far + "|"))}
                if word not in here:
                    odd.append((item["label"], word, sorted(here)[:9]))
            so_far += word + " "
same("each phrase is offered somewhere", sorted(set(phrases) - seen), [])
same("and word by word the grammar takes it", odd, [])

# ---- snippets ----
snippets = json.loads((ROOT / "src/lsp/snippets.json").read_text())
starts += ["|", "    |", 'strategy "x" {\n    |', block("\n    |"), TUTORIAL + '\nobjective 9 X "y" {\n    |', block(" may use extract |")]
shown = [(start, i) for start in starts for i in offered(start, editor=RICH) if i["kind"] == 15]
same("each snippet is offered somewhere", sorted(set(snippets) - {i["label"].replace(" ...", "") for _, i in shown}), [])
same("none to an editor that knows of none", [i for start in starts for i in offered(start) if i["kind"] == 15], [])
for _, i in shown:
    body = snippets[i["label"].replace(" ...", "")]["body"]
    if i["textEdit"]["newText"] != (body if isinstance(body, str) else "\n".join(body)) or i.get("insertTextFormat") != 2 and "$" in str(body):
        check("%s is offered whole" % i["label"], False, i)
for start in starts:
    got = offered(start, editor=RICH)
    same("no two of one label behind %s" % start[-16:-1].split("\n")[-1], sorted(i["label"] for i in got), sorted({i["label"] for i in got}))
got = labels("|", editor=RICH)
check("they stand for their words", got[0] == "strategy" and "fact: one of" in got and "fact" not in got, got)
got = labels(block("\n    |"), editor=RICH)
check("phrases come before what is more than a phrase", got.index("must not use") < got.index("commits") < got.index("may use ..."), got)
same("where a line would be broken off there are none", [i["label"] for i in offered(block(" may use extract |"), editor=RICH) if i["kind"] == 15], ["from and until"])
same("nor where the first word means another thing", [i["label"] for i in offered(block(" may |"), editor=RICH)], ["be", "use"])

# ---- lists, names and labels ----
same("values that a list has are not offered again", [i["textEdit"]["newText"] for i in offered(block(" may use extract with resident, university, |"))], ["rescue"])
same("nor duties", labels(TUTORIAL + '\nexample "x" { given partner = resident expect extract with report, |'), ["data_contract"])
same("nor facts that are given", [w for w in labels(TUTORIAL + '\nexample "x" { given partner = resident, not reveals_people, |') if w in ("partner", "reveals_people", "activity")], ["activity"])
check("but a condition may ask of a fact twice", "partner" in labels(block(" may use extract when partner = resident or |")))
for typed, start in [("", "resident"), ("r", "resident"), ("res", "resident"), ("a", "a resident")]:
    item = [i for i in offered(block(" may use extract with " + typed + "|")) if i["textEdit"]["newText"] == "resident"]
    check("a value is found by name and label: %s" % typed, len(item) == 1 and item[0]["filterText"].startswith(start) and {"resident", "a resident"} <= {item[0]["filterText"][:8], item[0]["filterText"][-8:], item[0]["filterText"][:10], item[0]["filterText"][-10:]}, item)
for typed in ["a res", "A res", "a "]:
    text = block(" may use extract with " + typed + "|")
    item = [i for i in offered(text, context=BLANK if typed == "a " else None) if i["textEdit"]["newText"] == "resident"]
    check("a label of several words: %s" % typed, len(item) == 1 and text_at(text, item[0]["textEdit"]["range"]) == typed, item)
same("the outline lacks the numbers that have a block", labels(TUTORIAL.replace(", 6", ", |")), ["6"])
same("a heading has those that have none", labels(TUTORIAL.replace(", 6", ", 6, 7.a") + "\nparagraph |"), ["7.a"])

# ---- what a statement may still have ----
def clauses(text):
    at = text.index("|")
    PLAIN.change(name, text.replace("|", "", 1))
    r = PLAIN.at("textDocument/signatureHelp", name, at)
    return r["signatures"][0]["label"] if r else None


check("a statement has clauses", "when CONDITION" in clauses(block(" may use extract |")))
check("its own: not those in a text", "when CONDITION" in clauses(block(' see "when without using"\n    may use extract |')))
check("also behind a condition on provisions", "using APPROACH" in clauses(block(" must report when any provision applies |")))
for text in ['paragraph 9 "No feed without a contract" |', 'objective 9 FEED "No feed" |', 'duty x "without by" |', 'judgement x "y" |', 'example "without" |', 'group g "y" |', 'paragraph 9 "No |']:
    same("none in the heading %s" % text[:-1], clauses(TUTORIAL + "\n" + text), None)
same("nor within a text", clauses(block(' may use extract when reveals_people see "x |')), None)

# ---- what words mean ----
grammar = re.sub(r"/\*.*?\*/", "", (ROOT / "grammar/strat.y").read_text(), flags=re.S)
words = sorted(w for line in re.findall(r"^%token([^%]*)", grammar, re.M) for w in re.findall(r'[A-Z_]+ "([a-z]+)"', line))
told = re.findall(r'^    \{"([a-z]+)",\s+WORD_', (ROOT / "src/lsp/words.c").read_text(), re.M)
same("the words that are explained are those of the grammar", (len(words) > 100, sorted(told)), (True, words))
text = "\n".join(words) + "\n"
PLAIN.change(name, text)
silent = [w for i, w in enumerate(words) if w + "**: " not in (PLAIN.ask("textDocument/hover", {"textDocument": {"uri": name}, "position": {"line": i, "character": 1}}) or {"contents": {"value": ""}})["contents"]["value"]]
same("hover tells what each means", silent, [])
PLAIN.change(name, TUTORIAL + '\nparagraph 9 "when it may" {} # when')
same("but not in a text or a comment", [PLAIN.at("textDocument/hover", name, PLAIN.texts[name].rindex(w) + 1) for w in ("may", "when")], [None, None])
for start in starts + ["|", TUTORIAL + '\nexample "y" { given partner = resident expect extract |']:
    mute = [i["label"] for i in offered(start) if i["kind"] == 14 and i["label"] not in ("yes", "no") and not i.get("detail")]
    same("each word has its line in the list behind %s" % start[-16:-1].split("\n")[-1], mute, [])
means = {i["label"]: i["detail"] for i in offered(TUTORIAL + '\nexample "y" { given partner = resident expect extract |')}
same("of an example what it means there", means["with"], "which duties come with it")

# ---- how long it takes ----
def cpu(editor):
    fields = open("/proc/%d/stat" % editor.process.pid).read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


enisa = (ROOT / "policies/enisa-international.strat").read_text() + '\nprinciple P99 "x" {\n    may use outreach with '
PLAIN.change(name, enisa)
n = 60
PLAIN.at("textDocument/completion", name, len(enisa))
PLAIN.settled()
before = cpu(PLAIN)
for _ in range(n):
    PLAIN.at("textDocument/completion", name, len(enisa))
print("    CPU for each answer %.1f ms" % ((cpu(PLAIN) - before) / n * 1000))
check("an answer takes no more than a moment", (cpu(PLAIN) - before) / n < 0.1)
same("they have survived", (PLAIN.leave(), RICH.leave()), (0, 0))
finish()
