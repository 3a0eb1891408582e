#!/bin/sh
# One list of words: the three editors are made from it, and it has the words of the scanner, no more and no fewer.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

empty 'the editors are in step with keywords.txt' "$(sh editors/generate.sh --check 2>&1)"
empty 'each line is WORD CLASS' "$(grep -nvE '^#|^$|^[a-z]+ (block|statement|clause|priority|condition|type|timing|status)$' editors/keywords.txt)"
empty 'no word twice' "$(grep -v '^#' editors/keywords.txt | awk 'NF { print $1 }' | sort | uniq -d)"

finish
