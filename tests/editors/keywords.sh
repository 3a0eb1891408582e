#!/bin/sh
# One list of words: the three editors are made from it, and it has the words of the grammar, no more and no fewer. And each has a
# README of five lines.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

empty 'the editors are in step with keywords.txt' "$(sh editors/generate.sh --check 2>&1)"
empty 'each line is WORD CLASS' "$(grep -nvE '^#|^$|^[a-z]+ (block|statement|clause|priority|condition|type|timing|status|role)$' editors/keywords.txt)"
empty 'no word twice' "$(grep -v '^#' editors/keywords.txt | awk 'NF { print $1 }' | sort | uniq -d)"

# The grammar names each word once, as the alias of a token: `%token <word> ... MAY "may" ...`.
grep -v '^#' editors/keywords.txt | awk 'NF { print $1 }' | sort >"$SCRATCH/listed"
awk '/^%/ || /^\/\*/ { inside = /^%token/ } inside' grammar/strat.y | grep -oE '[A-Z_]+ "[a-z]+"' | grep -oE '[a-z]+' |
    sort >"$SCRATCH/grammar"
[ "$(wc -l <"$SCRATCH/grammar")" -gt 50 ] && ok 'the words of the grammar can be read' || bad 'the words of the grammar can be read'
same 'keywords.txt has the words of the grammar' "$SCRATCH/grammar" "$SCRATCH/listed"

empty 'a README has five lines' "$(for file in editors/*/README.md; do
    [ "$(sed 1,2d "$file" | cut -c 1-3 | tr -d '\n')" = '1. 2. 3. 4. 5. ' ] || echo "$file"
done)"

finish
