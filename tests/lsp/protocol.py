"""The protocol itself: lifecycle, errors, garbage, findings, and that each capability announced is answered."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

from client import *

ROOT = pathlib.Path(os.environ["ROOT"])
ENISA = ROOT / "policies/enisa-international.strat"
TUTORIAL = ROOT / "policies/tutorial.strat"
text = TUTORIAL.read_text()
name = uri(TUTORIAL)

# ---- lifecycle ----
e = Editor(initialize=False)
same("before initialize a request is refused", e.answer(e.request("textDocument/hover", {}))["error"]["code"], -32002)
e.tell("textDocument/didOpen", {})
same("initialize says who it is", e.ask("initialize", {"processId": None, "capabilities": {}})["serverInfo"]["name"], "stratc")
same("a second initialize is refused", e.answer(e.request("initialize", {}))["error"]["code"], -32600)
same("an unknown request is refused", e.answer(e.request("textDocument/moon", {}))["error"]["code"], -32601)
e.tell("$/unknown", {})
e.ask("shutdown", None)
same("after shutdown a request is refused", e.answer(e.request("textDocument/hover", {}))["error"]["code"], -32600)
e.tell("exit", None)
same("exit after shutdown is 0", e.process.wait(10), 0)
e = Editor()
e.tell("exit", None)
same("exit without shutdown is 1", e.process.wait(10), 1)
e = Editor()
e.process.stdin.close()
same("the end of the input ends it", e.process.wait(10), 1)
parent = subprocess.Popen(["sleep", "60"])
e = Editor(process=parent.pid)
parent.kill()
parent.wait()
same("a dead editor ends it", e.process.wait(10), 1)
dead = parent.pid
e = Editor(process=dead)
time.sleep(2.5)
same("an editor that lives elsewhere does not", e.process.poll(), None)
same("and it still answers", e.leave(), 0)

# ---- what comes broken ----
e = Editor()
e.raw(b"garbage\r\n\r\nContent-Type: x\r\n\r\n")
e.raw(b"noise Content-Length: 7\r\n\r\n{nojson")
m = e.message()
same("what is no JSON is said to be none", (m["error"]["code"], m["id"]), (-32700, None))
e.raw(b"Content-Length: 2\r\n\r\n[]")
same("what is no message is refused", e.message()["error"]["code"], -32600)
e.raw(b"Content-Length: 99999999999999999999999\r\n\r\n")
same("a message without end is refused", e.message()["error"]["code"], -32700)
e.kill()
e = Editor()
body = b'{"jsonrpc":"2.0","id":"half","method":"textDocument/hover","params":{"x":"\\ud83d \\u0000 \xff"}}'
e.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
m = e.message()
same("half a character is no reason not to answer", (m["id"], m["error"]["code"]), ("half", -32602))
for part in [b"Conte", b"nt-Length: 5", b"2\r", b"\n\r", b"\n", b'{"jsonrpc":"2.0","id":9,', b'"method":"moon","params":{}}']:
    e.raw(part)
    time.sleep(0.02)
same("a message in pieces is one", e.message()["id"], 9)
same("it has survived", e.leave(), 0)

# ---- requests that say nothing that could be meant ----
at, whole = {"line": 3, "character": 5}, {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
junk = [None, True, -1, 1e300, 2 ** 40, "", "x", [], [[]], {}, {"uri": 7}, {"uri": name}, {"line": -1, "character": 0}, {"line": 2 ** 40, "character": 2 ** 40},
        {"line": 1.5, "character": "x"}, {"start": at}, {"start": {"line": 9, "character": 0}, "end": at}, [at, None, "x"], [None], [{"diagnostics": 5}]]
sound = {"textDocument": {"uri": name, "version": 2, "text": text}, "position": at, "positions": [at], "range": whole, "context": {"diagnostics": [{"range": whole, "message": "x"}]},
         "newName": "x", "query": "x", "command": "stratc.run", "arguments": [name, 5], "contentChanges": [{"text": text}], "item": {"uri": name, "selectionRange": whole},
         "settings": {"stratc": {"inlayHints": True}}, "event": {"added": [{"uri": name}], "removed": []}, "options": {}, "previousResultId": "1", "changes": []}
methods = sorted(set(re.findall(r'(?:REQUEST\(\s*|NOTE\(|\{)"([A-Za-z]+/[A-Za-z/]+)"', (ROOT / "src/lsp/server.c").read_text())))
check("all requests are known", len(methods) > 25, methods)
e = Editor()
e.open(name, text)
for method in methods:
    for params in junk + [sound] + [{**sound, key: x} for key in sound for x in junk]:
        (e.tell if method in ("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose") or method.startswith("workspace/did") else e.request)(method, params)
        if method == "textDocument/didClose":
            e.open(name, text)
    if "error" not in e.answer(e.request("stratc/none", None), 60) or e.process.poll() is not None:
        check("it survives %s" % method, False)
        break
check("it survives whatever is asked", e.process.poll() is None)
e.notes.clear()
e.asked.clear()
e.open(name, text)
h = e.answer(e.request("textDocument/hover", {"textDocument": {"uri": name}, "position": {"line": 2, "character": 20}}), 60)
check("and answers what can be meant", "result" in h, h)
e.kill()

# ---- cancellation ----
e = Editor()
e.open(name, text)
messages = [{"jsonrpc": "2.0", "id": 70, "method": "textDocument/hover", "params": {"textDocument": {"uri": name}, "position": {"line": 0, "character": 0}}},
            {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 70}}]
e.raw(b"".join(b"Content-Length: %d\r\n\r\n" % len(json.dumps(m)) + json.dumps(m).encode() for m in messages))
same("a request taken back is told so", e.answer(70).get("error", {}).get("code"), -32800)
e.kill()

# ---- findings ----
def told(path):
    """What --lint and --test say of this file, as (line, severity, message), sorted; of a library --lint alone, as it is no policy."""
    modes = ("--lint", "--test") if b"strategy" in pathlib.Path(path).read_bytes() else ("--lint",)
    out = b"".join(subprocess.run([os.environ["STRATC"], mode, "--message-format=json", str(path)], stdout=subprocess.PIPE).stdout for mode in modes)
    return sorted({(d["line"] - 1, d["severity"], d["message"]) for d in map(json.loads, out.splitlines()) if not d.get("allowed") and d["file"].endswith(pathlib.Path(path).name)})


def said(list):
    """The same of what was pushed."""
    words = {1: "error", 2: "warning", 3: "style"}
    return sorted((d["range"]["start"]["line"], words[d["severity"]], d["message"].split("\n")[0]) for d in list)


e = Editor(capabilities={"textDocument": {"publishDiagnostics": {"relatedInformation": True}}})
for path in sorted((ROOT / "policies").glob("*.strat")):
    e.open(uri(path), path.read_text())
    found = e.findings(uri(path), 30)
    if "-examples" not in path.name:
        same("%s: the findings of --lint and --test" % path.name, said(found), told(path))
    e.close(uri(path))
for case in sorted((ROOT / "tests/cases").glob("*/*.strat"))[::23]:
    try:
        content = case.read_bytes().decode()
    except UnicodeDecodeError:
        continue
    e.open(uri(case), content)
    found, wanted = e.findings(uri(case), 30), told(case)
    if not same("%s: the findings of --lint and --test" % case.relative_to(ROOT), said(found), wanted):
        break
    e.close(uri(case))
e.kill()

e = Editor()
e.open(name, text)
same("a policy without a fault", e.findings(name), [])
e.change(name, text.replace("fact ", "fakt ", 1))
found = e.findings(name)
check("a slip is found, and lies in the text", found and all(d["source"] == "stratc" for d in found), found)
e.change(name, text)
same("and is gone when it is mended", e.findings(name), [])
broken = text.replace("fact ", "fakt ", 1)
start = time.time()
e.change(name, broken)
e.change(name, text)
e.change(name, broken)
found = e.findings(name)
check("of changes that follow at once the last counts", len(found) > 0, found)
e.close(name)
m = e.hear()
same("what was said of a closed text is taken back", (m["params"]["uri"], m["params"]["diagnostics"]), (name, []))
e.kill()

# ---- units ----
e = Editor()
strange = 'strategy "𝕏é" { approaches ranked a < b }\nfact 𝕏 : yes or no # 𝕏\nfact bad : yes or nope\n'
e.open("untitled:x", strange)
found = e.findings("untitled:x")
marked = [text_at(strange, d["range"]) for d in found]
check("places are right after any character", any("𝕏" in m for m in marked) and "nope" in marked, marked)
e.change("untitled:x", "\ufeff" + strange)
with_mark = e.findings("untitled:x")
same("and behind a byte order mark", [text_at("\ufeff" + strange, d["range"]) for d in with_mark], marked)
e.kill()

# ---- a text of which there is too much ----
e = Editor()
e.open("untitled:large", "#" * (17 * 1024 * 1024))
found = e.findings("untitled:large")
check("a text that is too large is told to be", bool(found) and "larger than" in found[0]["message"], found)
e.change("untitled:large", strange)
check("and nothing is lost with it", len(e.findings("untitled:large")) > 1)
same("and it lives", e.leave(), 0)

# ---- used files that are open and unsaved ----
folder = pathlib.Path(os.environ["SCRATCH"])
(folder / "root.strat").write_text('strategy "S" { approaches ranked low < high }\nuse "lib"\nfact partner : one of { country }\n'
                                   'approach 1 low { default }\napproach 2 high { may be used with AA }\n')
(folder / "lib.strat").write_text('vocabulary country = { AA "a", BB "b" }\n')
root, lib = uri(folder / "root.strat"), uri(folder / "lib.strat")
e = Editor()
e.open(root, (folder / "root.strat").read_text())
clean = e.findings(root)
e.open(lib, 'vocabulary country = { CC "c", BB "b" }\n')
found = e.findings(root)
check("an unsaved file that is used counts", any("AA" in d["message"] for d in found), found)
e.close(lib)
same("once it is closed that on the disk does", e.findings(root), clean)
e.open(lib, 'vocabulary country = { AA "a" "b" }\n')
found = e.findings(lib)
check("a used file is told its faults", len(found) == 1, found)
e.close(root)
e.close(lib)
os.remove(folder / "lib.strat")
e.open(root, e.texts[root])
check("a file that is not there is missed", any("lib" in d["message"] for d in e.findings(root)))
e.open(lib, 'vocabulary country = { AA "a", BB "b" }\n')
same("and found as soon as it is written, saved or not", e.findings(root), clean)
e.kill()

# ---- pull ----
pulls = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
check("who cannot be told to pull again is not asked to", "diagnosticProvider" not in Editor(capabilities={"textDocument": {"diagnostic": {}}}).capabilities)
e = Editor(capabilities=pulls)
check("who can is", "diagnosticProvider" in e.capabilities)
e.open(uri(ENISA), ENISA.read_text() + "\nfact idle : yes or no\n")
same("first what grammar and names say", e.of("textDocument/diagnostic", uri(ENISA))["items"], [])
while not e.asked and e.hear(10):
    pass
same("then it is told to ask again", e.asked[0]["method"], "workspace/diagnostic/refresh")
full = e.of("textDocument/diagnostic", uri(ENISA))
check("and hears the rest", full["kind"] == "full" and any("idle" in d["message"] for d in full["items"]))
again = e.of("textDocument/diagnostic", uri(ENISA), previousResultId=full["resultId"])
same("what has been heard is not told again", again, {"kind": "unchanged", "resultId": full["resultId"]})
same("but to whom has not heard it", e.of("textDocument/diagnostic", uri(ENISA), previousResultId="none")["kind"], "full")
for more, what in [("# ", "unchanged"), ("x", "full")]:
    e.change(uri(ENISA), ENISA.read_text() + "\nfact idle : yes or no\n" + more)
    now = e.of("textDocument/diagnostic", uri(ENISA), previousResultId=full["resultId"])
    same("what was found stays until it is found anew" if more == "# " else "an error is said at once", now["kind"], what)
e.change(uri(ENISA), ENISA.read_text() + "\nfact idle : yes or no\n# ")
same("when it is mended, what the error hid is not there yet", e.of("textDocument/diagnostic", uri(ENISA), previousResultId=full["resultId"])["items"], [])
until, again = time.time() + 20, {}
while not again.get("items") and time.time() < until:
    e.hear(0.1)
    again = e.of("textDocument/diagnostic", uri(ENISA), previousResultId=full["resultId"])
check("then it is", any("idle" in d["message"] for d in again.get("items", [])), again)
e.change(uri(ENISA), ENISA.read_text() + "\nfact {\n")
other = e.of("textDocument/diagnostic", uri(ENISA), previousResultId=full["resultId"])
check("nor is another list the same", other["kind"] == "full" and other["resultId"] != full["resultId"], other)
same("and is pushed nothing", [n for n in e.notes if "publish" in n["method"]], [])
e.kill()

# ---- a child that dies, an editor that does not read, one that dies ----
e = Editor()
e.open(uri(ENISA), ENISA.read_text())
children, until = [], time.time() + 5
while not children and time.time() < until:
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(e.process.pid)], stdout=subprocess.PIPE).stdout.split()
for pid in children:
    os.kill(int(pid), signal.SIGKILL)
found = e.findings(uri(ENISA))
check("of a child that dies it is said that nothing was decided", bool(found) and "not decided" in found[-1]["message"], found)
same("and the server lives", e.leave(), 0)

e = Editor()
e.open(name, text)
for _ in range(3000):
    e.request("textDocument/documentSymbol", {"textDocument": {"uri": name}})
same("who does not read is not waited for", e.process.poll(), None)
n = 0
while n < 3000 and (m := e.message()):
    n += "result" in m
same("and loses nothing", n, 3000)
same("and the server lives on", e.leave(), 0)

e = Editor()
e.open(name, text)
e.process.stdout.close()
for _ in range(50):
    try:
        e.request("textDocument/documentSymbol", {"textDocument": {"uri": name}})
    except BrokenPipeError:
        break
    time.sleep(0.02)
check("an editor that hears no more ends it", e.process.wait(10) in (0, 1))

finish()
