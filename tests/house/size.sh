#!/bin/sh
# No source over 600 lines, no line over 100 characters; C as .clang-format has it; nothing at the
# top level that has no place there.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

empty 'no file of src, grammar or tests is over 600 lines' \
    "$(find src grammar tests \( -name '*.[chyl]' -o -name '*.def' -o -name '*.sh' -o -name '*.awk' \) -exec awk '
        FNR == 601 { print FILENAME ": over 600 lines" }' {} + 2>/dev/null)"

empty 'no line of C or of the grammar is over 100 characters' \
    "$(find src grammar tests -name '*.[chyl]' -exec awk '
        { gsub(/[\200-\277]/, "") }
        length > 100 { print FILENAME ":" FNR ": " length " characters" }' {} + 2>/dev/null)"

empty 'no tab and no trailing space in C sources' \
    "$(grep -rnE --include='*.[chyl]' --include='*.def' "$(printf '\t')|[[:space:]]+\$" src tests/unit tests/props 2>/dev/null | head -20)"

# Another version of clang-format lays out some lines in another way.
VERSION=14
if clang-format --version 2>/dev/null | grep -q "version $VERSION\."; then
    empty "C is laid out as clang-format $VERSION does (clang-format -i FILE mends it)" \
        "$(find src tests grammar -name '*.[ch]' -exec clang-format --dry-run {} + 2>&1 | grep warning: | head -20)"
else
    skip 'C is laid out as clang-format does' "clang-format $VERSION is not here: apt-get install clang-format-$VERSION"
fi

empty 'the top level holds what CONTRIBUTING.md says, and nothing else' \
    "$(git ls-files 2>/dev/null | sed 's|/.*||' | sort -u |
        grep -vxE 'Makefile|README\.md|CONTRIBUTING\.md|LICENSE|grammar|src|policies|tests|editors|\..*')"

finish
