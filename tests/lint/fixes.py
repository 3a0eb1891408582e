"""What a finding offers to write mends it: written where it says, the finding is gone, and nothing is wrong that was not wrong before.
Of every case and of every page's examples; those that use other files stand beside them."""
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(os.environ["ROOT"])
SCRATCH = pathlib.Path(os.environ["SCRATCH"])
failed, tried = [], {}
UNCHANGED = ("unless-not", "when-not", "condition-part-no-effect", "condition-always-true", "condition-assumed", "never-applies", "redundant-rule", "same-rule", "duty-attached-twice", "named-only", "expectation-always-met", "always-set-aside")


def lint(path):
    out = subprocess.run([os.environ["STRATC"], "--lint", "-Wall", "--message-format=json", path.name], cwd=path.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return [json.loads(line) for line in out.splitlines()]


def offset(lines, line, column):
    return sum(len(x) for x in lines[:line - 1]) + column - 1


def written(text, fix):
    lines = re.split(r"(?<=\n)", text)
    return text[:offset(lines, fix["line"], fix["column"])] + fix["replacement"] + text[offset(lines, fix["end_line"], fix["end_column"]):]


def marked(text, x):
    lines = re.split(r"(?<=\n)", text)
    return text[offset(lines, x["line"], x["column"]):offset(lines, x["end_line"], x["end_column"])] if x["line"] else ""


def weight(x, words, found, text):
    """How often it is said of the same words, in notes too, where several are told as one."""
    return sum(1 + len(y["notes"]) for y in found if x["slug"] == y["slug"] and x["message"] == y["message"] and marked(text, y) == words)


def differs(path, text):
    old = path.with_name("fixes-old.strat")
    old.write_text(text, newline="")
    status = subprocess.run([os.environ["STRATC"], "--diff", old.name, path.name], cwd=path.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    old.unlink()
    return status.returncode and b"grounds" not in status.stdout and status.stdout.decode()


def count_errors(found):
    return sum(x["severity"] == "error" for x in found)


def try_fixes(what, text, folder):
    path = folder / "fixes-tried.strat"
    try:
        path.write_text(text, newline="")
        found = lint(path)
        for x in found:
            for fix in x["fixes"]:
                if fix["file"] != path.name or x.get("allowed"):
                    continue
                changed, words = written(text, fix), marked(text, x)
                path.write_text(changed, newline="")
                after = lint(path)
                tried[x["slug"]] = tried.get(x["slug"], 0) + 1
                # the one says what a heading does not, which still has to go
                if not fix["title"].startswith("Write `must not use") and weight(x, words, after, changed) >= weight(x, words, found, text):
                    failed.append("%s: %s: still there after: %s" % (what, x["message"], fix["title"]))
                elif x["slug"] in UNCHANGED and differs(path, text):
                    failed.append("%s: %s: %s changes decisions" % (what, x["message"], fix["title"]))
                elif count_errors(after) > count_errors(found):
                    failed.append("%s: %s: an error comes with: %s: %s" % (what, x["slug"], fix["title"], [y["message"] for y in after if y["severity"] == "error"][:2]))
    finally:
        path.unlink(missing_ok=True)


for case in sorted((ROOT / "tests/cases").glob(os.environ.get("CASES", "*/*.strat"))):
    if case.stem == "twice-is-once":  # what is said of the one is then said of the other
        continue
    try:
        text = case.read_bytes().decode()
    except UnicodeDecodeError:
        continue
    try_fixes(str(case.relative_to(ROOT)), text, SCRATCH)
for page in sorted((ROOT / "src/diag/pages").glob("*.md")):
    for n, text in enumerate(re.findall(r"(?ms)^```strat bad[^\n]*\n(.*?)^```", page.read_text())):
        try_fixes("%s, example %d" % (page.name, n + 1), text, SCRATCH)
print(" ".join("%s %d" % x for x in sorted(tried.items())))
print("\n".join(failed))
sys.exit(1 if failed else 0)
