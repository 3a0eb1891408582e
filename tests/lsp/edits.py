"""Random edits of two texts of which one uses the other: what the server answers is what one that has just been started answers on
the same texts, however it came to them; and it takes no more memory in the end. EDITS=5000 SEED=1 tries more, or the same again."""
import os
import pathlib
import random
import re

from client import *

ROOT = pathlib.Path(os.environ["ROOT"])
EDITS = int(os.environ.get("EDITS", 5000 if os.environ.get("STRICT") else 150))
SEED = int(os.environ.get("SEED", random.randrange(1 << 30)))
EVERY = 10
r = random.Random(SEED)
folder = pathlib.Path(os.environ["SCRATCH"]) / "edits"
(folder / "vocabulary").mkdir(parents=True, exist_ok=True)
sources = {"policy.strat": (ROOT / "policies/vulnerability-disclosure.strat").read_text(),
           "vocabulary/countries.strat": (ROOT / "policies/vocabulary/countries.strat").read_text()}
if "use \"vocabulary/countries\"" not in sources["policy.strat"]:
    sources["policy.strat"] += '\nuse "vocabulary/countries"\nfact land : one of { country }\n'
for name, text in sources.items():
    (folder / name).write_text(text)
uris = {name: uri(folder / name) for name in sources}
pieces = ["{", "}", "(", ")", ",", "\"", "#", "=", "\n", "\r\n", " ", "𝕏", "é", "\u202e", "\ufeff", "\u0000", "\ud83d", "may", "must", "not", "and", "or", "fact ",
          "use \"vocabulary/countries\"\n", "use \"policy\"\n", "group g = { UA, }\n", "example \"x\" { given land = UA expect refused }\n", "4.1.b", "1..2", "or above"]


def edited(text):
    for _ in range(r.choice([1, 1, 1, 2, 5])):
        i, n = r.randrange(len(text) + 1), r.choice([0, 0, 1, 1, 2, 7, 60])
        what = r.randrange(6)
        if what < 3:
            text = text[:i] + r.choice(pieces) + text[i + n * (what == 2):]
        elif what == 3:
            text = text[:i] + text[i + n:]
        elif what == 4:
            lines = text.split("\n")
            a, b = r.randrange(len(lines)), r.randrange(len(lines))
            lines[a], lines[b] = lines[b], lines[a]
            text = "\n".join(lines)
        else:
            k = r.randrange(len(text) + 1)
            text = text[:i] + text[k:k + n] + text[i:]
    return text


def sound(text):
    """With half characters as the server reads them, so that places can be counted."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def asked(e, places):
    seen = {}
    for name, u in uris.items():
        about = {"textDocument": {"uri": u}}
        for method in ["documentSymbol", "foldingRange", "documentLink", "semanticTokens/full"]:
            seen[name, method] = e.answer(e.request("textDocument/" + method, about))
        for at in places[name]:
            for method in ["hover", "definition", "documentHighlight", "references", "completion", "signatureHelp", "prepareRename"]:
                m = e.answer(e.request("textDocument/" + method, {**about, "position": at, "context": {"includeDeclaration": True}}))
                seen[name, method, str(at)] = m
    for key, m in seen.items():
        m.pop("id", None)
        if key[1] == "hover" and m.get("result"):  # what is found out while the author pauses is there or not there yet
            said = [x for x in m["result"]["contents"]["value"].split("\n\n") if not re.search(": applies in |^and [0-9]+ more$", x)]
            m["result"] = {**m["result"], "contents": said} if said else None
    return seen


def pulled(e):
    """All findings, once they are exact."""
    e.asked.clear()
    last = None
    while True:
        now = [e.of("textDocument/diagnostic", u)["items"] for u in uris.values()]
        if now == last:
            return now
        last = now
        while e.hear(0.4):
            pass


def memory(e):
    return int([x for x in open("/proc/%d/status" % e.process.pid) if x.startswith("VmRSS")][0].split()[1])


pulls = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
e = Editor(capabilities=pulls)
texts = dict(sources)
for name in texts:
    e.open(uris[name], texts[name])
different, early = [], None
for n in range(EDITS):
    name = r.choice(["policy.strat", "policy.strat", "policy.strat", "vocabulary/countries.strat"])
    texts[name] = sources[name] if r.random() < 0.05 or len(texts[name]) > 3 * len(sources[name]) else edited(texts[name])
    e.change(uris[name], texts[name])
    if r.random() < 0.2:
        e.request("textDocument/completion", {"textDocument": {"uri": uris[name]}, "position": {"line": r.randrange(200), "character": r.randrange(80)}})
    if r.random() < 0.03:
        e.close(uris[name])
        e.open(uris[name], texts[name])
    if n == min(EDITS // 2, 1000):
        e.ask("textDocument/hover", {"textDocument": {"uri": uris[name]}, "position": {"line": 0, "character": 0}})
        early = memory(e)
    if n % EVERY:
        continue
    fresh = Editor(capabilities=pulls)
    for other in texts:
        fresh.open(uris[other], texts[other])
    places = {other: [position(sound(text), r.randrange(len(sound(text)) + 1)) for _ in range(3)] for other, text in texts.items()}
    old, new = asked(e, places), asked(fresh, places)
    wrong = [k for k in new if old[k] != new[k]]
    if not wrong and n % (EVERY * 5) == 0:
        a, b = pulled(e), pulled(fresh)
        wrong = [] if a == b else [("findings", a, b)]
    fresh.kill()
    if wrong:
        different.append((n, wrong[:3]))
        for other in texts:
            (folder / (other + ".bad")).write_text(texts[other], errors="surrogatepass")
        break
same("%d edits, seed %d: the same as a fresh start" % (EDITS, SEED), different, [])
late = memory(e)
check("memory does not grow (%d KB, then %d KB)" % (early, late), late < early * 1.5 + 4000)
same("and it lives", e.leave(), 0)
finish()
