"""What an author asks: names, completion, rename, the outline; each capability announced is asked for here, in protocol.py or in workspace.py."""
import os
import pathlib
import re
import time

from client import *

ROOT = pathlib.Path(os.environ["ROOT"])
ENISA = ROOT / "policies/enisa-international.strat"
enisa, name = ENISA.read_text(), uri(ENISA)
asked = set()
plain_ask = Editor.ask


def noting_ask(self, method, params):
    asked.add(method)
    return plain_ask(self, method, params)


Editor.ask = noting_ask
e = Editor()
e.open(name, enisa)


def mask(text):
    """The text without texts in quotes and comments."""
    return re.sub(r'#[^\n]*|"(\\.|[^"\\])*"', lambda m: " " * len(m.group()), text)


code = mask(enisa)


def places(word):
    """Where it stands as a word, outside texts and comments."""
    return [m.start() for m in re.finditer(r"(?<![\w.])%s(?![\w.])" % re.escape(word), code)]


def place(word, n=0, inside=0):
    return places(word)[n] + inside


# ---- names ----
for word, wanted in [("agreement", "what "), ("mb_endorsement", "endorsement of the Management Board"), ("outreach", "Outreach"),
                     ("requested", "the idea is ENISA's own"), ("named_in_section_4", "among what section 4 names"),
                     ("western_balkans", "Western Balkans"), ("4.1.b", "Mutual"), ("P10", "recital"), ("1.3", "why a strategic"), ("training", "training")]:
    h = e.at("textDocument/hover", name, place(word, n=1, inside=1))
    check("hover over %s" % word, bool(h) and wanted.lower() in h["contents"]["value"].lower() and text_at(enisa, h["range"]) == word, h)
h = e.at("textDocument/hover", name, place("UA", inside=1))
check("hover over a country has its name, from the file that is used", bool(h) and "Ukraine" in h["contents"]["value"], h)
h = e.at("textDocument/hover", name, place("notwithstanding"))
check("hover over a word of the language says what it means", bool(h) and "goes before" in h["contents"]["value"] and text_at(enisa, h["range"]) == "notwithstanding", h)

d = e.at("textDocument/definition", name, place("mb_endorsement", n=2))
same("a duty is defined where it is declared", (d["uri"], enisa[:offset_of(enisa, d["range"]["start"])][-5:]), (name, "duty "))
d = e.at("textDocument/definition", name, place("UA"))
check("a country in the file that is used", d["uri"].endswith("countries.strat"), d)
d = e.at("textDocument/definition", name, enisa.index("paragraphs ") + len("paragraphs ") + 1)
check("a number of the outline where its block is headed", bool(d) and d["range"]["start"]["line"] > 20, d)

for word in ["mb_endorsement", "requested", "western_balkans", "assisting"]:
    found = e.at("textDocument/references", name, place(word), context={"includeDeclaration": True})
    there = places(word)
    seen = sorted(offset_of(enisa, x["range"]["start"]) for x in found if x["uri"] == name)
    same("references of %s are all places in the text" % word, seen, there)
    lit = e.at("textDocument/documentHighlight", name, place(word))
    same("and so are its highlights", sorted(offset_of(enisa, x["range"]["start"]) for x in lit), there)
    less = e.at("textDocument/references", name, place(word), context={"includeDeclaration": False})
    same("without the declaration it is one less", len(less), len(found) - 1)

# ---- the outline ----
def names_of(symbols):
    for s in symbols:
        yield s["name"]
        yield from names_of(s["children"])


symbols = e.of("textDocument/documentSymbol", name)
names = list(names_of(symbols))
details = {s["name"]: s.get("detail") for s in symbols}
same("a definition is told with its title", details["named_in_section_4"], "is among what section 4 names under that objective")
check("symbols have facts, values, blocks and examples", {"partner", "mb_endorsement", "4.1.b", "XK"} <= set(names), names)


def nested(symbols, outer=None):
    for s in symbols:
        at = [(s[k][p]["line"], s[k][p]["character"]) for k in ("range", "selectionRange") for p in ("start", "end")]
        if not (at[0] <= at[2] <= at[3] <= at[1]) or (outer and not outer[0] <= at[0] <= at[1] <= outer[1]):
            return s
        bad = nested(s["children"], at)
        if bad:
            return bad


same("each lies in what is around it", nested(symbols), None)
folds = e.of("textDocument/foldingRange", name)
lines = enisa.split("\n")
check("every block of several lines can be folded", all(
    any(f["startLine"] == i for f in folds) for i, line in enumerate(lines) if re.match(r"(approach|objective|principle|strategy).*\{$", line)), folds)
check("the line of its brace stays", all(lines[f["endLine"] + 1] == "}" for f in folds if lines[f["startLine"]].startswith("objective")), folds)
s = e.ask("textDocument/selectionRange", {"textDocument": {"uri": name}, "positions": [position(enisa, place("within_agreement", n=1, inside=2))]})[0]
around = []
while s:
    around.append(text_at(enisa, s["range"]))
    s = s.get("parent")
check("selections begin with the word, grow, and end with the text",
      around[0] == "within_agreement" and around[-1] == enisa and all(a in b and a != b for a, b in zip(around, around[1:])), [len(a) for a in around])
found = e.of("textDocument/documentLink", name)
check("each `use` is a link to its file", len(found) == len(re.findall(r"(?m)^use ", enisa)) and all(f["target"].endswith(".strat") for f in found), found)
found = e.ask("workspace/symbol", {"query": "ukraine"})
check("a symbol of the workspace is found by its title", any(f["name"] == "UA" for f in found), found)

# ---- semantic tokens ----
data = e.of("textDocument/semanticTokens/full", name)["data"]
types = e.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"]
line = unit = 0
kinds = {}
for i in range(0, len(data), 5):
    line, unit = line + data[i], data[i + 1] + (unit if data[i] == 0 else 0)
    kinds.setdefault(lines[line].encode("utf-16-le")[2 * unit:2 * (unit + data[i + 2])].decode("utf-16-le"), set()).add(types[data[i + 3]])
same("tokens have their types", [kinds.get(w) for w in ("agreement", "UA", "outreach", "mb_endorsement", "third_countries", "4.1.b", "1.3", "P10")],
     [{"variable"}, {"enumMember"}, {"class"}, {"event"}, {"type"}, {"namespace"}, {"namespace"}, {"namespace"}])

# ---- completion ----
def offered(text, offset, document=name):
    r = e.ask("textDocument/completion", {"textDocument": {"uri": document}, "position": position(text, offset)})
    return {i["textEdit"]["newText"]: i for i in r["items"]} if r else {}


def words_of(text):
    """Each word of a policy that is no text, comment, number or date: offset, word, whether it may be one that is declared there."""
    masked = mask(text)
    return [(m.start(), m.group()) for m in re.finditer(r"[A-Za-z][\w.]*|\d[\w.]*[A-Za-z]\w*|\d+(\.\d+)+", masked)
            if not re.search(r"(\.\.|number|least|most|above|below|[=<>])\s*$", masked[:m.start()]) or not m.group()[0].isdigit()]


declaring = re.compile(r"(\b(fact|duty|judgement|reading|group|define|vocabulary)|[{,<])\s+$")
every = 1 if os.environ.get("STRICT") else 7
for path in [ENISA, ROOT / "policies/tutorial.strat", ROOT / "policies/vulnerability-disclosure.strat"]:
    text, u = path.read_text(), uri(path)
    e.open(u, text)
    declared, missed, n = e.of("textDocument/documentSymbol", u), [], 0
    new = set(names_of(declared)) | {w for d in names_of(declared) for w in d.split()}
    slow, masked = 0, mask(text)
    for offset, word in words_of(text)[::every]:
        start = time.time()
        there = offered(text, offset, u)
        slow = max(slow, time.time() - start)
        n += 1
        if word not in {w.split()[0] for w in there} and not (word in new and re.search(
                r"(\b(fact|duty|judgement|reading|group|define|vocabulary|approach|objective|provision|principle|paragraph|recital|(un)?ranked|paragraphs)\s+(\S+\s+)?|[{,<]\s*)$", masked[:offset])):
            missed.append((offset, text[:offset][-40:], word))
    same("%s: each of %d words is offered before it" % (path.name, n), missed, [])
    print("    slowest answer %.1f ms" % (slow * 1000))

half = enisa + "\nprinciple P99 \"x\" {\n    must not use "
e.change(name, half)
got = offered(half, len(half))
check("in a text that does not parse yet: approaches", {"outreach", "assisting", "limited"} <= set(got) and "partner" not in got, sorted(got)[:20])
half = enisa + "\nprinciple P99 \"x\" {\n    must not use outreach with Ukr"
e.change(name, half)
r = e.ask("textDocument/completion", {"textDocument": {"uri": name}, "position": position(half, len(half))})
item = [i for i in r["items"] if i["label"] == "Ukraine"]
check("a country by its name", len(item) == 1 and item[0]["textEdit"]["newText"] == "UA" and text_at(half, item[0]["textEdit"]["range"]) == "Ukr", item)
check("and with its accent or without", any("Cote d'Ivoire (Ivory Coast) Côte d" in i.get("filterText", "") for i in r["items"]), [i for i in r["items"] if i["label"].startswith("C")])
half = half[:-3] + "Côt"
e.change(name, half)
r = e.ask("textDocument/completion", {"textDocument": {"uri": name}, "position": position(half, len(half))})
same("whose letters are of the word", {text_at(half, i["textEdit"]["range"]) for i in r["items"]}, {"Côt"})
for half, shown in [(" outreach with UA, ", "JP"), (" outreach when agreement = ", "explicit"), (" outreach with ", None), (" ", None),
                    (" outreach when partner in { ", "JP"), (" outreach\n}\nprinciple P98 \"y\" { ", None), (" outreach\n}\nfact z : one of { ", None)]:
    half = enisa + '\nprinciple P99 "x" {\n    must not use' + half
    e.change(name, half)
    r = e.at("textDocument/completion", name, len(half), context={"triggerKind": 2, "triggerCharacter": " "})
    n = {i["textEdit"]["newText"] for i in r["items"]} if r else set()
    check("behind %s names %s" % (half[-9:].split("\n")[-1], "are shown unasked" if shown else "wait until they are asked for"), shown in n if shown else not n, sorted(n)[:9])
half = enisa + "\nprinciple P99 \"x\" {\n    must not use outreach when agreement = "
e.change(name, half)
check("values of the fact that is compared", {"explicit", "framework"} <= set(offered(half, len(half))))
half = enisa + "\nprinciple P99 \"x\" {\n    must no must sue outreach when agreement = "
e.change(name, half)
check("also where what stands before is broken", {"explicit", "framework"} <= set(offered(half, len(half))))
half = enisa + '\nfact x "'
e.change(name, half)
same("nothing within a text", offered(half, len(half)), {})
half = enisa + "\nprinciple P99 \"x\" {\n    may use outreach with UA "
e.change(name, half)
r = e.at("textDocument/signatureHelp", name, len(half))
label = r["signatures"][0]["label"]
half = enisa + "\nexample \"x\" {\n    given  partner = UA\n    expect outreach "
e.change(name, half)
r = e.at("textDocument/signatureHelp", name, len(half))
check("of an example, with what they mean there", "by PARAGRAPH, ...  with DUTY, ..." in r["signatures"][0]["label"], r)
check("the clauses that are still free", "for " in label and "when " in label and "with " not in label, label)
e.change(name, enisa)

# ---- rename ----
def renamed(offset, new):
    return e.answer(e.request("textDocument/rename", {"textDocument": {"uri": name}, "position": position(enisa, offset), "newName": new}))


asked.add("textDocument/rename")
r = renamed(place("mb_endorsement", n=1), "board_agrees")
edits = {c["textDocument"]["uri"]: c for c in r["result"]["documentChanges"]}
text = enisa
for edit in sorted(edits[name]["edits"], key=lambda x: -offset_of(enisa, x["range"]["start"])):
    text = text[:offset_of(enisa, edit["range"]["start"])] + edit["newText"] + text[offset_of(enisa, edit["range"]["end"]):]
same("a duty is renamed everywhere", text, re.sub(r"\bmb_endorsement\b", "board_agrees", enisa))
same("the edits name the version", edits[name]["textDocument"]["version"], e.versions[name])
for new, why in [("requested", "there already"), ("3x", "no name"), ("a b", "two words"), ("must", "a word of the language"), ("", "nothing")]:
    check("a rename to what is %s is refused" % why, "error" in renamed(place("mb_endorsement", n=1), new))
check("a number of a paragraph is renamed", "result" in renamed(place("4.1.b", n=1), "4.1.z"))
p = e.at("textDocument/prepareRename", name, place("mb_endorsement", n=1, inside=3))
same("before it the name is marked", text_at(enisa, p), "mb_endorsement")
check("what has no name cannot be renamed", "error" in e.answer(e.request("textDocument/prepareRename", {"textDocument": {"uri": name}, "position": position(enisa, place("notwithstanding"))})))
asked.add("textDocument/prepareRename")

# ---- actions ----
def actions(text, findings, r=None, only=None):
    return e.ask("textDocument/codeAction", {"textDocument": {"uri": name}, "range": r or findings[0]["range"],
                                             "context": {"diagnostics": findings, **({"only": only} if only else {})}})


def applied(text, action):
    for edit in sorted(action["edit"]["documentChanges"][0]["edits"], key=lambda x: -offset_of(text, x["range"]["start"])):
        text = text[:offset_of(text, edit["range"]["start"])] + edit["newText"] + text[offset_of(text, edit["range"]["end"]):]
    return text


at = place("significant_value", n=1)
wrong = enisa[:at] + "signifcant_value" + enisa[at + len("significant_value"):]
e.change(name, wrong)
found = e.findings(name)
same("what a message means is offered, and mends it", [applied(wrong, a) for a in actions(wrong, found[:1]) if a["title"].startswith("Write")], [enisa])
same("the action names the version", actions(wrong, found[:1])[0]["edit"]["documentChanges"][0]["textDocument"]["version"], e.versions[name])
idle = enisa + "\nfact idle : yes or no\n"
e.change(name, idle)
found = [d for d in e.findings(name) if "idle" in d["message"]]
offers = [a for a in actions(idle, found) if a["title"].startswith("Allow")]
allowed = applied(idle, offers[0])
e.change(name, allowed)
same("a finding is allowed by a comment above it", [d for d in e.findings(name) if "idle" in d["message"] or "allow" in d["message"]], [])
missing = enisa.replace("paragraphs ", "paragraphs 99.1, ", 1)
e.change(name, missing)
found = [d for d in e.findings(name) if "99.1" in d["message"]]
offers = [a for a in actions(missing, found) if "recital" in a["title"]]
e.change(name, applied(missing, offers[0]))
same("a paragraph that nothing states becomes a recital", [d for d in e.findings(name) if "99.1" in d["message"]], [])
missing = enisa.replace("paragraphs 1.1, ", "paragraphs 1.1, 99.1, ", 1)
e.change(name, missing)
found = [d for d in e.findings(name) if "99.1" in d["message"]]
offers = [a for a in actions(missing, found) if a["title"].startswith("Cite")]
same("or is cited by the one before it", [a["title"] for a in offers], ["Cite 99.1 in 1.1"])
e.change(name, applied(missing, offers[0]))
same("and then is stated", [d for d in e.findings(name) if "99.1" in d["message"]], [])
e.change(name, enisa)
clean = e.findings(name)
found = re.search(r"outreach when (added_value = required and not measurable_added_value)", code)
at, cond = found.start(1), found.group(1)
r = {"start": position(enisa, at), "end": position(enisa, at + len(cond))}
offers = actions(enisa, [], r, ["refactor"])
check("a condition becomes a definition", len(offers) == 1 and "define condition means " + cond in applied(enisa, offers[0]), offers)
e.change(name, applied(enisa, offers[0]))
same("and nothing is wrong with it", [d for d in e.findings(name) if d["severity"] == 1], [])
same("what is not asked for is not offered", actions(enisa, [], r, ["quickfix"]), [])
e.change(name, enisa)
e.findings(name)

# ---- layout ----
def laid_out(text, method, **more):
    edits = e.ask(method, {"textDocument": {"uri": name}, "options": {"tabSize": 4, "insertSpaces": True}, **more})
    return edits, applied(text, {"edit": {"documentChanges": [{"edits": edits}]}})


same("a text in its layout stays", laid_out(enisa, "textDocument/formatting")[0], [])
untidy = re.sub(r"(?m)^( +)(will|must|may)", r"\1   \2", enisa).replace(" = {", "={")
e.change(name, untidy)
edits, text = laid_out(untidy, "textDocument/formatting")
same("white space alone is laid out anew", (text, [x for x in edits if x["newText"].strip()]), (enisa, []))
at = untidy.index("    will") + 2
edits, text = laid_out(untidy, "textDocument/rangeFormatting", range={"start": position(untidy, at), "end": position(untidy, at)})
check("of a part, only what it touches", 0 < len(edits) and untidy != text != enisa and text[:untidy.index("\n\n")] == untidy[:untidy.index("\n\n")], edits)
e.change(name, untidy + "\nfact {")
same("a text with an error is left alone", laid_out(untidy, "textDocument/formatting")[0], [])
e.change(name, enisa)
e.findings(name)

# ---- what is found out ----
h = e.at("textDocument/hover", name, enisa.index("must not engage"))
check("hover over a rule says where it applies, and what it does", bool(h) and re.search(r"must not engage: applies in [\d.]+ % of all situations; closes every approach", h["contents"]["value"]), h)
h = e.at("textDocument/hover", name, place("4.1.b", n=1, inside=1))
check("and over a paragraph, what its rules do", bool(h) and "Mutual" in h["contents"]["value"] and "opens outreach; dut" in h["contents"]["value"], h)
h = e.at("textDocument/hover", name, enisa.index("may use outreach for"))
check("and what it brings with it", bool(h) and re.search(r"opens outreach; duties .*; in some of them ", h["contents"]["value"]), h)
first = 'strategy "x" {\n    approaches ranked a < b\n}\nfact f "y" : yes or no help "%s"\napproach 1 a "A" { default }\napproach 2 b "B" { may be used when f }\n'
for text, wanted in [("# x", "\n\n\\# x"), (" - x", "\n\n\\- x"), ("1. x", "\n\n1\\. x"), ("1.5 # x", "\n\n1.5 # x")]:
    e.open(first_name := uri(ROOT / "policies/first.strat"), first % text)
    h = e.at("textDocument/hover", first_name, (first % text).index("when f") + 5)
    check("hover has a text that begins with %s as it is" % text.split()[0], bool(h) and wanted in h["contents"]["value"], h)
lens = e.of("textDocument/codeLens", uri(TUTORIAL := ROOT / "policies/tutorial.strat"))
tutorial = TUTORIAL.read_text()
same("each example and safeguard has a lens", len(lens), len(re.findall(r"(?m)^(example|safeguard) ", tutorial)))
e.open(uri(TUTORIAL), tutorial)
e.findings(uri(TUTORIAL))
outcomes = [e.ask("workspace/executeCommand", x["command"] | {"command": x["command"]["command"]}) for x in lens]
check("they are as they should be", {o.split(":")[0] for o in outcomes} == {"as expected"} and len(outcomes) > 1, outcomes)
same("which is shown", [n["params"]["message"] for n in e.notes if n["method"] == "window/showMessage"][-len(outcomes):], outcomes)
check("and say what is decided", "as expected: conditional live_feed by 2.3 with data_contract, report after data_contract now extract" == outcomes[0], outcomes[0])
draft = tutorial.replace(" notwithstanding 3, 4", "", 1)
e.change(uri(TUTORIAL), draft)
found = [d for d in e.findings(uri(TUTORIAL)) if d["data"]["slug"] == "unstated-priority"]
offers = [x for x in e.ask("textDocument/codeAction", {"textDocument": {"uri": uri(TUTORIAL)}, "range": found[0]["range"], "context": {"diagnostics": found}})]
same("an advice that was tried is offered", [x["title"] for x in offers][:2], ["Write `notwithstanding 3` in the heading of 5", "Write `subject to 3` in the heading of 5"])
e.change(uri(TUTORIAL), applied(draft, offers[0]))
same("and written it mends the finding", [d for d in e.findings(uri(TUTORIAL)) if d["data"]["slug"] == "unstated-priority"], [])
same("of a finding about an older text nothing is offered but to allow it", [x["title"].split()[0] for x in e.ask("textDocument/codeAction", {
    "textDocument": {"uri": uri(TUTORIAL)}, "range": found[0]["range"], "context": {"diagnostics": found, "only": ["quickfix"]}})], ["Allow"])
broken = tutorial.replace("now extract", "now published", 1)
e.change(uri(TUTORIAL), broken)
e.findings(uri(TUTORIAL))
lens = e.of("textDocument/codeLens", uri(TUTORIAL))
outcomes = [e.ask("workspace/executeCommand", x["command"] | {"command": x["command"]["command"]}) for x in lens]
same("one that is decided otherwise says how", [o for o in outcomes if not o.startswith("as expected")],
     ["expected conditional live_feed by 2.3 with report after data_contract now published; decided conditional live_feed by 2.3 with report after data_contract now extract"])
holds = 'safeguard "x" {\n    never use live_feed unless activity = %s\n}\n'
e.change(uri(TUTORIAL), tutorial + holds % "emergency" + holds.replace("x", "y") % "study or partner = rescue")
e.findings(uri(TUTORIAL))
lens = e.of("textDocument/codeLens", uri(TUTORIAL))[-2:]
outcomes = [e.ask("workspace/executeCommand", x["command"] | {"command": x["command"]["command"]}) for x in lens]
check("safeguards are proved, or refuted", outcomes[1] == "proved over all situations" and outcomes[0].startswith("this safeguard does not hold: it is broken"), outcomes)
check("what is no command is refused", "error" in e.answer(e.request("workspace/executeCommand", {"command": "rm", "arguments": []})))

# ---- what is missed ----
less = tutorial[:tutorial.index("\nexample")] + "\n"
e.change(uri(TUTORIAL), less)
e.findings(uri(TUTORIAL))
place = less.index("must use live_feed for")
r = {"start": position(less, place), "end": position(less, place)}
offers = e.ask("textDocument/codeAction", {"textDocument": {"uri": uri(TUTORIAL)}, "range": r, "context": {"diagnostics": []}})
check("an example that a rule misses is offered there", len(offers) > 0 and all(x["title"].startswith("Add an example: ") for x in offers), offers)
written = applied(less, offers[0])
e.change(uri(TUTORIAL), written)
same("written in the layout", e.of("textDocument/formatting", uri(TUTORIAL), options={}), [])
e.findings(uri(TUTORIAL))
lens = e.of("textDocument/codeLens", uri(TUTORIAL))
outcomes = [e.ask("workspace/executeCommand", x["command"] | {"command": x["command"]["command"]}) for x in lens]
same("written it is decided as it says", [o.split(":")[0] for o in outcomes], ["as expected"])
offers = e.ask("textDocument/codeAction", {"textDocument": {"uri": uri(TUTORIAL)}, "range": r, "context": {"diagnostics": []}})
again = applied(written, offers[-1]) if offers else written
e.change(uri(TUTORIAL), again)
same("a second one stands apart from it", (bool(re.search(r"}\n\n(#.*\n)*example", again)), e.of("textDocument/formatting", uri(TUTORIAL), options={})), (True, []))
check("and is not offered again", not any(x["title"] in written for x in offers) and len(offers) < 9, [x["title"] for x in offers])

# ---- hints ----
whole = {"start": {"line": 0, "character": 0}, "end": {"line": 10000, "character": 0}}
e.change(uri(TUTORIAL), tutorial)
e.findings(uri(TUTORIAL))
same("no hint unless they are wanted", e.of("textDocument/inlayHint", uri(TUTORIAL), range=whole), [])
e.tell("workspace/didChangeConfiguration", {"settings": {"stratc": {"inlayHints": True}}})
found = e.of("textDocument/inlayHint", uri(TUTORIAL), range=whole)


def hint_at(text):
    end = tutorial.index(text) + len(text)
    return [x["label"] for x in found if x["position"] == position(tutorial, end)]


same("at an example the verdict reached", hint_at('example "a university has an extract until it signs"'), ["conditional live_feed"])
same("at a rule in how many situations", hint_at("must use live_feed for emergency with rescue"), ["17 % of all situations"])
same("at the policy how many there are", hint_at('strategy "Marrow Bay Data Sharing Policy"'), ["24 situations"])
part = e.of("textDocument/inlayHint", uri(TUTORIAL), range={"start": position(tutorial, tutorial.index("principle 3")), "end": position(tutorial, tutorial.index("principle 4"))})
same("of one statement once", len({(x["position"]["line"], x["position"]["character"]) for x in found}), len(found))
same("those of a part alone", [text_at(tutorial, {"start": {"line": x["position"]["line"], "character": 0}, "end": x["position"]}).strip() for x in part],
     ["must not use extract, live_feed when reveals_people"])
e.tell("workspace/didChangeConfiguration", {"settings": {"stratc": {"inlayHints": False}}})
same("and none once they are not", e.of("textDocument/inlayHint", uri(TUTORIAL), range=whole), [])
other = Editor(capabilities={"workspace": {"inlayHint": {"refreshSupport": True}}}, options={"inlayHints": True})
other.open(uri(TUTORIAL), tutorial)
while not other.asked and other.hear(20):
    pass
same("an editor that can is told when they are known", other.asked[0]["method"], "workspace/inlayHint/refresh")
check("and has them", len(other.of("textDocument/inlayHint", uri(TUTORIAL), range=whole)) == len(found))
other.kill()

# ---- all that is announced ----
provided = {"hoverProvider": "hover", "definitionProvider": "definition", "referencesProvider": "references", "documentHighlightProvider": "documentHighlight",
            "documentSymbolProvider": "documentSymbol", "foldingRangeProvider": "foldingRange", "selectionRangeProvider": "selectionRange",
            "documentLinkProvider": "documentLink", "workspaceSymbolProvider": "workspace/symbol", "semanticTokensProvider": "semanticTokens/full",
            "completionProvider": "completion", "signatureHelpProvider": "signatureHelp", "renameProvider": "rename", "textDocumentSync": None,
            "inlayHintProvider": "inlayHint", "callHierarchyProvider": None, "workspace": None, "codeActionProvider": "codeAction", "codeLensProvider": "codeLens", "documentFormattingProvider": "formatting", "documentRangeFormattingProvider": "rangeFormatting", "executeCommandProvider": "workspace/executeCommand"}
same("all that is announced is tested here", sorted(c for c in e.capabilities if c not in provided or
     (provided[c] and not any(a.endswith(provided[c]) for a in asked))), [])
same("it has survived", e.leave(), 0)
finish()
