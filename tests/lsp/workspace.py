"""Several files: what is used by what, paths that are typed, and the policies on the disk that use a library which is open."""
import os
import pathlib

from client import *

folder = pathlib.Path(os.environ["SCRATCH"]) / "workspace"
for sub in ("vocabulary", "other/vocabulary", ".hidden", "node_modules"):
    (folder / sub).mkdir(parents=True, exist_ok=True)
POLICY = ('strategy "S" {\n    approaches ranked low < high\n}\nuse "vocabulary/partners"\nfact partner "who" : one of { country }\nfact asked "it was asked" : yes or no\n'
          'judgement sound "it is sound" by "Board"\ngroup near "neighbours" = { AA, BB }\ndefine fit means asked and sound\n'
          'approach 1 low "Low" { default }\napproach 2 high "High" {\n    may be used with near when fit\n}\n'
          'principle 3 "No" {\n    must not use high with AA when not fit and not sound\n}\nexample "yes" {\n    given partner = AA, asked, sound\n    expect high\n}\n')
LIBRARY = 'vocabulary country "countries" = { AA "Aland", BB "Beland", CC "Celand" }\n'
files = {"one.strat": POLICY, "two.strat": POLICY.replace('"S"', '"T"').replace("vocabulary/partners", "chain"), "alone.strat": POLICY.replace('use "vocabulary/partners"\n', "").replace("{ country }", "{ AA, BB, CC }"),
         "chain.strat": 'use "vocabulary/partners"\n', "vocabulary/partners.strat": LIBRARY, "other/vocabulary/partners.strat": LIBRARY.replace("AA", "XX"),
         "other/three.strat": POLICY.replace("AA", "XX"), ".hidden/four.strat": POLICY, "node_modules/five.strat": POLICY.replace("vocabulary/partners", "../partners")}
for name, text in files.items():
    (folder / name).write_text(text)
u = {name: uri(folder / name) for name in files}
library = u["vocabulary/partners.strat"]

# ---- what uses what ----
e = Editor()
e.open(u["one.strat"], POLICY)
code = POLICY


def prepared(text, n=0):
    at = -1
    for _ in range(n + 1):
        at = code.index(text, at + 1)
    return e.at("textDocument/prepareCallHierarchy", u["one.strat"], at)


def calls(direction, item):
    key = {"incoming": "from", "outgoing": "to"}[direction]
    return [(c[key]["name"], sorted(text_at(code, r) if c["from" if key == "from" else "to"]["uri"] == u["one.strat"] or key == "to" else "" for r in c["fromRanges"]))
            for c in e.ask("callHierarchy/%sCalls" % direction, {"item": item})]


item = prepared("fit")[0]
same("a definition is what it is where it is declared", (item["name"], item["uri"], text_at(code, item["selectionRange"])), ("fit", u["one.strat"], "fit"))
same("and where it is used", prepared("fit", 1)[0], item)
same("the rules that use it", calls("incoming", item), [("2 high", ["fit"]), ("3", ["fit"])])
same("what it uses", sorted(calls("outgoing", item)), [("asked", ["asked"]), ("sound", ["sound"])])
group = prepared("near")[0]
same("who names a group", calls("incoming", group), [("2 high", ["near"])])
same("what it holds, in the file that is used", calls("outgoing", group), [("AA", ["AA"]), ("BB", ["BB"])])
value = [c["to"] for c in e.ask("callHierarchy/outgoingCalls", {"item": group})][0]
same("of a value there, too, who names it", (value["uri"], calls("incoming", value)), (library, [("near", ["AA"]), ("3", ["AA"]), ("yes", ["AA"])]))
block = e.ask("callHierarchy/incomingCalls", {"item": item})[0]["from"]
same("what a paragraph uses", sorted(calls("outgoing", block)), [("S", ["high"]), ("fit", ["fit"]), ("near", ["near"])])
same("a word of the language is no such thing", prepared("approaches"), None)
check("an item that is none is refused or empty", e.answer(e.request("callHierarchy/incomingCalls", {"item": {"uri": u["one.strat"]}})).get("result") == [] and
      "error" in e.answer(e.request("callHierarchy/outgoingCalls", {})))

# ---- paths ----
def offered(text, at=None, document=u["one.strat"]):
    e.change(document, text)
    r = e.ask("textDocument/completion", {"textDocument": {"uri": document}, "position": position(text, len(text) if at is None else at)})
    return {i["label"]: text_at(text, i["textEdit"]["range"]) for i in r["items"]} if r else {}


got = offered('use "')
same("files and folders beside it, not itself", sorted(got), ["alone", "chain", "node_modules/", "other/", "two", "vocabulary/"])
same("in a folder what is in it, in place of the last part", offered('use "vocabulary/par'), {"partners": "par"})
same("also within a path that is there", offered('use "vocabulary/partners"\nfact x : yes or no\n', 8)["vocabulary/"], "vocabulary")
same("nothing outside", [offered('use "../'), offered('use "/'), offered('use "vocabulary/../../')], [{}, {}, {}])
same("nothing in another text", [offered('fact x "use "'), offered('# use "'), offered('assume "')], [{}, {}, {}])
e.open(uri(folder / "vocabulary/new.strat"), "")
same("a text that is on no disk yet, too", sorted(offered('use "vocabulary/')), ["new", "partners"])
same("it lives", e.leave(), 0)
e = Editor("-I", str(folder / "other"))
e.open(u["one.strat"], POLICY)
check("and what the folders of -I have", "three" in offered('use "'), offered('use "'))
e.kill()

# ---- policies that are on the disk alone ----
def listed(e):
    last = {}
    for n in e.notes:
        if n["method"] == "textDocument/publishDiagnostics":
            last[n["params"]["uri"]] = n["params"]["diagnostics"]
    return {pathlib.Path(k).name: [d["message"] for d in v] for k, v in last.items() if v}


def wait(e):
    while e.hear(0.3) or not e.settled():
        pass
    return listed(e)


e = Editor(folders=[folder])
e.open(library, LIBRARY)
found = wait(e)
same("a library that is fine", {k: v for k, v in found.items() if any("`AA`" in m for m in v)}, {})
e.change(library, LIBRARY.replace("AA", "ZZ"))
found = wait(e)
same("what a change of it breaks is told of each policy that uses it, and of no other", sorted(k for k, v in found.items() if any("`AA`" in m for m in v)), ["one.strat", "two.strat"])
e.change(library, LIBRARY)
same("and taken back", [k for k, v in wait(e).items() if any("`AA`" in m for m in v)], [])
broken = files["two.strat"].replace("with near when fit", "with near when fitt")
e.open(u["two.strat"], broken)
found = wait(e)
check("one that is opened is that text", any("fitt" in m for m in found.get("two.strat", [])), found)
found = e.at("textDocument/references", library, LIBRARY.index("BB"), context={"includeDeclaration": True})
same("who names a value of a library", sorted({pathlib.Path(x["uri"]).name for x in found}), ["one.strat", "partners.strat", "two.strat"])
e.change(u["two.strat"], files["two.strat"])
r = e.ask("textDocument/rename", {"textDocument": {"uri": library}, "position": position(LIBRARY, LIBRARY.index("BB")), "newName": "QQ"})
same("a name of it is changed wherever it is used", sorted(pathlib.Path(c["textDocument"]["uri"]).name for c in r["documentChanges"]), ["one.strat", "partners.strat", "two.strat"])
same("of a file that is not open no version is named", [c["textDocument"]["version"] for c in r["documentChanges"] if c["textDocument"]["uri"] == u["one.strat"]], [None])
e.change(library, LIBRARY.replace("AA", "ZZ"))
wait(e)
e.close(library)
same("once it is closed, what was told of policies that are not open is taken back", [k for k, v in wait(e).items() if k == "one.strat"], [])
e.open(library, LIBRARY.replace("AA", "ZZ"))
wait(e)
e.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [{"uri": uri(folder), "name": "x"}]}})
same("a folder that is closed counts no more", [k for k in wait(e) if k == "one.strat"], [])
e.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": uri(folder), "name": "x"}], "removed": []}})
same("and one that is opened does", [k for k in wait(e) if k == "one.strat"], ["one.strat"])
same("and it lives", e.leave(), 0)

e = Editor(folders=[folder])
e.open(u["one.strat"], POLICY)
found = e.ask("workspace/symbol", {"query": "near"})
same("a symbol is found in files that are not open, too, once in each", sorted(pathlib.Path(x["location"]["uri"]).name for x in found), ["alone.strat", "one.strat", "three.strat", "two.strat"])
same("and it lives", e.leave(), 0)

TESTS = 'example "no" {\n    given partner = BB, not asked\n    expect default low\n}\n'
(folder / "tested.strat").write_text(POLICY.replace('use "vocabulary', 'use "tests"\nuse "vocabulary'))
(folder / "tests.strat").write_text(TESTS)
tests = uri(folder / "tests.strat")
e = Editor(folders=[folder])
e.open(tests, TESTS)
wait(e)
h = e.at("textDocument/hover", tests, TESTS.index("BB"))
check("examples that are open alone mean what they do in the policy that uses them", bool(h) and "Beland" in h["contents"]["value"], h)
lens = e.of("textDocument/codeLens", tests)
same("and are run with it", [e.ask("workspace/executeCommand", x["command"] | {"command": x["command"]["command"]}).startswith("as expected") for x in lens], [True])
same("and it lives", e.leave(), 0)
for name in ("tested.strat", "tests.strat"):
    (folder / name).unlink()

e = Editor(capabilities={"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}, folders=[folder])
e.open(library, LIBRARY.replace("AA", "ZZ"))
found = wait(e)
same("who asks for what is open is told of what is not", sorted(found), ["one.strat", "two.strat"])
e.open(u["one.strat"], POLICY)
same("until it is opened", sorted(wait(e)), ["two.strat"])
check("and then it can ask", any("AA" in d["message"] for d in e.of("textDocument/diagnostic", u["one.strat"])["items"]))
e.close(u["one.strat"])
same("and is told again once it is closed", sorted(wait(e)), ["one.strat", "two.strat"])
same("and it lives", e.leave(), 0)

watching = Editor(capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}, folders=[folder])
while not watching.asked and watching.hear(10):
    pass
same("it asks to be told of files where that can be", watching.asked[0]["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles")
watching.open(library, LIBRARY.replace("CC", "YY"))
wait(watching)
(folder / "one.strat").write_text(POLICY.replace("BB", "CC"))
watching.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": u["one.strat"], "type": 2}]})
check("and then reads them anew", any("`CC`" in m for m in wait(watching).get("one.strat", [])), listed(watching))
watching.kill()

# ---- the text that a policy states ----
other = folder.parent / "stated"
other.mkdir(exist_ok=True)
TEXT = "# 1 Low\n\nNothing goes.\n\n# 2 High\n\nNeighbours may come.\n"
STATED = ('strategy "S" {\n    source "text.md"\n    approaches ranked low < high\n    paragraphs 1, 2\n}\nfact partner "who" : one of { AA, BB }\n'
          'approach 1 low "Low" { default }\napproach 2 high "High" {\n    may be used with AA\n}\n')
(other / "policy.strat").write_text(STATED)
(other / "text.md").write_text(TEXT)
policy = uri(other / "policy.strat")
e = Editor()
e.open(policy, STATED)
check("nobody has accepted it yet", any("nobody has accepted yet" in m for m in wait(e).get("policy.strat", [])), listed(e))
h = e.at("textDocument/hover", policy, STATED.index("2 high"))
check("hover over a paragraph quotes it", bool(h) and "> Neighbours may come." in h["contents"]["value"], h)
(other / "text.md").write_text(TEXT.replace("may come.", "may come. They should knock."))
e.change(policy, STATED + "\n")
got = wait(e)
check("a finding in the text is told of the text", any("no rule answers for this `should`" in m for m in got.get("text.md", [])), got)
(other / "text.md").write_text(TEXT.replace("# 2 High", "# High"))
e.change(policy, STATED)
got = wait(e)
check("a paragraph that is not found is an error at once", any("2 is not found" in m for m in got.get("policy.strat", [])), got)
check("what was told of the text is taken back", "text.md" not in got, got)

# What the editor tells of the text counts as it does for a policy; so what the text says is told at once.
(other / "text.md").write_text(TEXT.replace("may come.", "may come. They should knock."))
watching = Editor(capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
watching.open(policy, STATED)
check("the text as it is", any("no rule answers for this `should`" in m for m in wait(watching).get("text.md", [])), listed(watching))
for ending in ["strat", "md", "txt", "lock"]:
    watchers = watching.asked[0]["params"]["registrations"][0]["registerOptions"]["watchers"]
    check("it asks to be told of .%s" % ending, any(ending in w["globPattern"] for w in watchers), watchers)
(other / "text.md").write_text(TEXT.replace("may come.", "may come. They must ring."))
watching.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri(other / "text.md"), "type": 2}]})
got = wait(watching)
check("the text as it is now", any("`must`" in m for m in got.get("text.md", [])) and not any("`should`" in m for m in got.get("text.md", [])), got)
(other / "text.md").write_text(TEXT.replace("# 2 High", "# High"))
watching.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri(other / "text.md"), "type": 2}]})
got = wait(watching)
check("and at the policy what is found of it", any("2 is not found" in m for m in got.get("policy.strat", [])) and "text.md" not in got, got)
watching.kill()

# Behind `source "` the texts that lie there, and folders.
(other / "deep").mkdir(exist_ok=True)
(other / "deep" / "inner.txt").write_text("1 x\n")
(other / "policy.lock").write_text("")


def texts(typed):
    text = STATED.replace('source "text.md"', typed + "\n    #")
    at = text.index(typed) + len(typed)
    e.change(policy, text)
    r = e.at("textDocument/completion", policy, at)
    return sorted(i["label"] for i in r["items"]) if r else []


same("behind `source` texts, no policy and no lock", texts('source "'), ["deep/", "text.md"])
same("in a folder what is in it", texts('source "deep/'), ["inner.txt"])
same("nothing outside of it", [texts('source "../'), texts('source "/'), texts('source "deep/../../')], [[], [], []])
same("nothing in another text", [[w for w in texts(t) if "." in w or "/" in w] for t in ['issued by "source "', '# source "', 'see "']], [[], [], []])
check("behind `use` no text", "text.md" not in texts('source "text.md"\n}\nuse "'), texts('source "text.md"\n}\nuse "'))
(other / "policy.lock").unlink()
(other / "text.md").unlink()
e.change(policy, STATED + " ")
got = wait(e)
check("a text that is not there is told of", any("there is no file `text.md`" in m for m in got.get("policy.strat", [])), got)
same("and it lives on", e.leave(), 0)
finish()
