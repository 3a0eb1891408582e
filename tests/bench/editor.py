"""What an author waits for in an editor: samples in ms, a line each, for bench.sh. editor.py POLICY RUNS; STRATC names the compiler.
A keystroke is the whole text once more, and counts until what grammar and names say of it is there: the slip that it makes is told."""
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lsp"))
from client import Editor, uri

path, runs = pathlib.Path(sys.argv[1]), int(sys.argv[2])
text, name = path.read_text(), uri(path)
e = Editor()
e.open(name, text)
e.findings(name)
places = [i for i in range(len(text)) if text.startswith("may use ", i)] or [0]


def sample(key, ask):
    start = time.perf_counter()
    ask()
    print("%s\t%.4f" % (key, 1000 * (time.perf_counter() - start)))


def told_of(word):
    while not any(word in d["message"] for n in e.notes if n["method"] == "textDocument/publishDiagnostics" for d in n["params"]["diagnostics"]):
        if e.hear() is None:
            sys.exit("editor.py: the server does not tell of %s" % word)


def key(n):
    e.change(name, text + "\ndefine late means slip%d\n" % n)
    told_of("slip%d" % n)


for run in range(10 * runs):
    sample("editor_key", lambda: key(run))
    e.notes.clear()
e.change(name, text)
e.findings(name)
for run in range(10 * runs):
    at = places[run % len(places)] + len("may use ")
    sample("editor_completion", lambda: e.at("textDocument/completion", name, at))
    sample("editor_hover", lambda: e.at("textDocument/hover", name, at + 1))
for run in range(runs):
    e.notes.clear()
    sample("editor_exact", lambda: (e.change(name, text + "\nfact idle%d : yes or no\n" % run), told_of("idle%d" % run)))
    e.settled()
e.leave()
