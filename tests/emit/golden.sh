#!/bin/sh
# What the formats that are one text say, word for word: golden/POLICY-FORMAT.ENDING is what --emit=FORMAT writes of
# a policy of policies/, or of golden/ (one without objective, activity or partner, and one without a default, are
# among them). A new golden file: make it empty, then GOLDEN=write, which takes what is written now as right: read it.
. "$(dirname "$0")/../lib.sh"
golden=$ROOT/tests/emit/golden
cd "$SCRATCH" || exit 2

# A policy and a format may both have a dash in their names: the longest format that fits.
longest_first=$(documents | awk '{ print length($1), $1 }' | sort -rn | cut -d' ' -f2)
for file in "$golden"/*-*.*; do
    name=$(basename "$file")
    name=${name%.*} kind=
    for format in $longest_first; do
        case $name in *-"$format") kind=$format && break ;; esac
    done
    if [ -z "$kind" ]; then
        bad "$name" 'no format has this golden file'
        continue
    fi
    policy=$golden/${name%-"$kind"}.strat
    [ -f "$policy" ] || policy=$ROOT/policies/$(basename "$policy")
    if ! "$STRATC" --emit="$kind" "$policy" >out 2>err || [ -s err ]; then
        bad "$name" "$(cat err)"
        continue
    fi
    [ "${GOLDEN:-}" != write ] || cp out "$file"
    same "$name" "$file" out
done
empty 'every format has a golden file' "$(for kind in $(documents); do
    ls "$golden"/*-"$kind".* >/dev/null 2>&1 || echo "$kind"
done)"

finish
