#!/bin/sh
# The examples of grammar/reference.md are true: a good one has no error and its examples and safeguards hold; a bad one yields
# its code and no other error. `<!-- prelude NAME -->` before a fence names its text, `<!-- with prelude NAME -->` puts it in front.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2
mkdir "$SCRATCH/examples"

# One file an example: LINE.good, LINE.ST1234.
awk -v out="$SCRATCH/examples" '
    on && /^```$/ {
        on = 0
        if (names != "") prelude[names] = text
        if (kind == "good") printf "%s", text > (out "/" start ".good")
        if (kind == "bad") printf "%s", text > (out "/" start "." code)
        printf "%s", alone > (out "/" start ".alone")
        next
    }
    on { text = text $0 "\n"; alone = alone $0 "\n"; next }
    /^```strat / {
        on = 1; kind = $2; code = $3; start = FNR; names = with = text = alone = ""
        if (last ~ /^<!-- prelude [a-z]+ -->$/) { split(last, word, " "); names = word[3] }
        if (last ~ /^<!-- with prelude [a-z]+ -->$/) { split(last, word, " "); with = word[4]; text = prelude[with] }
        if (kind !~ /^(good|bad|part)$/ || (kind == "bad" && code !~ /^ST[0-9]+$/) || (with != "" && text == ""))
            print FILENAME ": " FNR ": " $0 > (out "/wrong")
    }
    { last = $0 }' grammar/reference.md

empty 'every fence is good, bad with its code, or a part; every prelude exists' "$(cat "$SCRATCH/examples/wrong" 2>/dev/null)"

judge() { # judge FILE: what is wrong with it
    cp "$1" "$SCRATCH/example.strat"
    "$STRATC" --test "$SCRATCH/example.strat" >"$SCRATCH/out" 2>&1 </dev/null
    status=$?
    found=$(unwrapped "$SCRATCH/out" | sed -nE 's/.*: error: .*\[(ST[0-9]+) [a-z-]+\]$/\1/p' | sort -u | tr '\n' ' ')
    case $1 in
    *.good) [ $status = 0 ] && [ -z "$found" ] || cat "$SCRATCH/out" ;;
    *) [ "$found" = "${1##*.} " ] || { echo "found: ${found:-nothing}"; cat "$SCRATCH/out"; } ;;
    esac
}

for example in "$SCRATCH"/examples/*.good "$SCRATCH"/examples/*.ST*; do
    empty "the example of line $(basename "$example")" "$(judge "$example")"
done
empty 'every word of the language is told of, and not in the list of words alone' "$(grep -v '^#' editors/keywords.txt | awk 'NF { print $1 }' | while read -r word; do
    sed '/^## All words/q' grammar/reference.md | grep -qw -e "$word" && sed '1,/^## All words/d' grammar/reference.md | grep -qw -e "$word" || echo "$word"
done)"
for example in "$SCRATCH"/examples/*.alone; do # one that cannot be read has no layout
    empty "the layout of the example of line $(basename "$example" .alone)" "$("$STRATC" --format --check "$example" 2>/dev/null)"
done
[ "$passed" -gt 50 ] || bad 'the reference has examples'
finish
