"""An answer of the child and the next change of the text come at once: the child is ended, and nothing else is, whatever else runs
in the group of processes that the server is in, as the editor may."""
import os
import signal
import subprocess
import time

from client import Editor, finish, check, uri

POLICY = open(os.path.join(os.environ["ROOT"], "policies", "tutorial.strat"), encoding="utf-8").read()
name = uri(os.path.join(os.environ["SCRATCH"], "tutorial.strat"))

bystander = subprocess.Popen(["sleep", "600"], preexec_fn=os.setpgrp)
group = os.getpgrp()
os.setpgid(0, bystander.pid)
editor = Editor()
os.setpgid(0, group)

editor.open(name, POLICY)
for i in range(40):
    if bystander.poll() is not None or editor.process.poll() is not None:
        break
    time.sleep(0.052 + 0.001 * (i % 20))  # the child has just begun
    os.kill(editor.process.pid, signal.SIGSTOP)
    time.sleep(0.05)
    editor.change(name, POLICY + "#" * i + "\n")
    os.kill(editor.process.pid, signal.SIGCONT)
    time.sleep(0.01)
check("who is beside the server lives on", bystander.poll() is None)
check("the server lives on", editor.process.poll() is None and editor.findings(name) == [])
bystander.kill()
editor.kill()
finish()
