#!/bin/sh
# No source over 600 lines; no line over 110 columns in C; nothing at the top level that has no place there.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

empty 'no file of src, grammar or tests is over 600 lines' \
    "$(find src grammar tests \( -name '*.[chyl]' -o -name '*.def' -o -name '*.sh' -o -name '*.awk' \) -exec awk '
        FNR == 601 { print FILENAME ": over 600 lines" }' {} + 2>/dev/null)"

empty 'no tab and no trailing space in C sources' \
    "$(grep -rnE --include='*.[chyl]' --include='*.def' "$(printf '\t')|[[:space:]]+\$" src tests/unit tests/props 2>/dev/null | head -20)"

empty 'the top level holds what CONTRIBUTING.md says, and nothing else' \
    "$(git ls-files 2>/dev/null | sed 's|/.*||' | sort -u |
        grep -vxE 'Makefile|README\.md|CONTRIBUTING\.md|LICENSE|grammar|src|policies|tests|editors|\..*')"

finish
