#!/bin/sh
# CONTRIBUTING.md names nothing that does not exist, and every room.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

# What stands in backquotes, is one word, and has the form of a path. A pattern (<slug>, NAME) is none; what is built comes and goes.
words() { grep -o '`[^` ]*`' "$1" | tr -d '`' | sort -u; }
paths() { words "$1" | grep -E '/|\.(c|h|y|l|md|sh|def|txt|tsv|py)$' | grep -vE '[<>*$=]|NAME|FOLDER|^build'; }
missing() { paths "$1" | while read -r path; do [ -e "$path" ] || echo "$path"; done; }

empty 'every path that CONTRIBUTING.md names exists' "$(missing CONTRIBUTING.md)"
empty 'every room has its line in CONTRIBUTING.md' "$(
    find src -name '*.[ch]' | sed 's|/[^/]*$||' | sort -u | while read -r room; do
        words CONTRIBUTING.md | grep -qx "$room/" || echo "$room"
    done
)"

# The search itself.
printf 'See `src/nowhere/` and `tests/lib.sh`, `<slug>.c`, `make all`.\n' >"$SCRATCH/page"
if [ "$(missing "$SCRATCH/page")" = src/nowhere/ ]; then ok 'a path that is not there is found'; else bad 'a path that is not there is found' "$(missing "$SCRATCH/page")"; fi

finish
