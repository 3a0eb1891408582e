"""An editor for tests: speaks to `stratc --lsp` over pipes, and says ok or FAILED for each case as tests/lib.sh does."""
import json
import os
import pathlib
import select
import subprocess
import sys
import time

PASSED, FAILED = [], []


def check(what, fine, seen=None):
    (PASSED if fine else FAILED).append(what)
    print(("ok: " if fine else "FAILED: ") + what)
    if not fine and seen is not None:
        print("    " + json.dumps(seen, ensure_ascii=False, default=sorted)[:2000])
    sys.stdout.flush()
    return fine


def same(what, seen, wanted):
    return check(what, seen == wanted, {"seen": seen, "wanted": wanted})


def finish():
    print("%d passed, %d failed" % (len(PASSED), len(FAILED)))
    sys.exit(1 if FAILED else 0)


def units(text):
    return len(text.encode("utf-16-le")) // 2


def position(text, offset):
    """Of an offset in characters, as the protocol counts."""
    before = text[:offset]
    return {"line": before.count("\n"), "character": units(before[before.rfind("\n") + 1:])}


def offset_of(text, place):
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[:place["line"]])
    n = 0
    for c in lines[place["line"]]:
        if n >= place["character"]:
            break
        n += units(c)
        at += 1
    return at


def text_at(text, r):
    return text[offset_of(text, r["start"]):offset_of(text, r["end"])]


class Editor:
    def __init__(self, *arguments, capabilities=None, initialize=True, process=None, options=None, folders=None):
        self.process = subprocess.Popen([os.environ["STRATC"], "--lsp", *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.buffer, self.next, self.notes, self.asked, self.versions, self.texts = bytearray(), 0, [], [], {}, {}
        self.capabilities = None
        if initialize:
            answer = self.ask("initialize", {"processId": process or os.getpid(), "rootUri": None,
                                             "workspaceFolders": [{"uri": uri(f), "name": pathlib.Path(f).name} for f in folders or []],
                                             "capabilities": capabilities or {}, "initializationOptions": options or {}})
            self.capabilities = answer["capabilities"]
            self.tell("initialized", {})

    # ---- messages ----

    def raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def tell(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method, params):
        self.next += 1
        self.send({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params})
        return self.next

    def message(self, timeout=20):
        """The next message, or None after so many seconds, or at the end."""
        until, head, length = time.time() + timeout, -1, 0
        while True:
            if head < 0:
                head = self.buffer.find(b"\r\n\r\n")
                length = int(self.buffer[:head].split(b":")[1]) if head >= 0 else 0
            if head >= 0 and len(self.buffer) >= head + 4 + length:
                body = self.buffer[head + 4:head + 4 + length]
                del self.buffer[:head + 4 + length]
                return json.loads(body.decode())
            left = until - time.time()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            if not data:
                return None
            self.buffer += data

    def hear(self, timeout=20):
        m = self.message(timeout)
        if m and "method" in m:
            (self.asked if "id" in m else self.notes).append(m)
        return m

    def answer(self, number, timeout=20):
        """The whole message that answers a request."""
        until = time.time() + timeout
        while time.time() < until:
            m = self.hear(until - time.time())
            if m is None:
                break
            if "method" not in m and m.get("id") == number:
                return m
        return {"error": {"message": "no answer"}}

    def ask(self, method, params):
        m = self.answer(self.request(method, params))
        if "error" in m:
            raise RuntimeError("%s: %s" % (method, m["error"]))
        return m["result"]

    # ---- documents ----

    def open(self, uri, text):
        self.versions[uri], self.texts[uri] = 1, text
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "strat", "version": 1, "text": text}})

    def change(self, uri, text):
        self.versions[uri] += 1
        self.texts[uri] = text
        self.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": self.versions[uri]},
                                             "contentChanges": [{"text": text}]})

    def close(self, uri):
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def at(self, method, uri, offset, **more):
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position(self.texts[uri], offset), **more})

    def of(self, method, uri, **more):
        return self.ask(method, {"textDocument": {"uri": uri}, **more})

    def works(self):
        """Whether it has a child that is finding something out."""
        pid = self.process.pid
        try:
            return bool(open("/proc/%d/task/%d/children" % (pid, pid)).read().strip())
        except OSError:
            return False

    def settled(self):
        """Whether it has nothing left to find out. What is due it has begun by its second answer, however slow it is."""
        for _ in range(2):
            self.answer(self.request("stratc/none", None), 60)
            time.sleep(0.06)
        return not self.works()

    def said(self, uri):
        """All lists pushed for this version of the text, in order."""
        lists = [n["params"] for n in self.notes if n["method"] == "textDocument/publishDiagnostics" and n["params"]["uri"] == uri]
        return [p["diagnostics"] for p in lists if p.get("version") in (None, self.versions.get(uri))]

    def findings(self, uri, timeout=60, quiet=0.3):
        """The last list pushed for this version, once all was found out and nothing has been pushed for `quiet` seconds."""
        self.notes = [n for n in self.notes if n["method"] != "textDocument/publishDiagnostics"]
        until = time.time() + timeout
        while time.time() < until and self.process.poll() is None:
            n = len(self.said(uri))
            if self.hear(quiet if n else until - time.time()) is None and n and self.settled() and n == len(self.said(uri)):
                break
        return (self.said(uri) or [None])[-1]

    def leave(self):
        """Told to shut down and to exit: the exit status."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(10)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def uri(path):
    return pathlib.Path(path).resolve().as_uri()
