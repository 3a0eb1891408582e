#!/bin/sh
# Every code has its page, and the examples of the page are true: the bad one yields the code, the good one has no error and
# not the code. 0xxx (the machine) and 5xxx (limits) need no examples, but those that they have are held to the same.
# An example is a file example.strat by itself, or with what it names: its source example.md, and example.lock, in fences of
# `markdown` and `lock`; in one marked `bytes`, \xHH is a byte. Slugs as arguments: these pages alone.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

sed -nE 's/^(CODE|LINT)\(([0-9]+),[^"]*"([a-z0-9-]+)".*/\2 \3/p' src/diag/codes.def >"$SCRATCH/codes"

empty 'every page belongs to a code' "$(for page in src/diag/pages/*.md; do
    grep -q " $(basename "$page" .md)\$" "$SCRATCH/codes" || echo "$page"
done)"

empty 'numbers rise, and none is used twice, be it retired' "$(
    sed -nE 's/^(CODE|LINT|RETIRED)\(([0-9]+),.*/\2/p' src/diag/codes.def | awk '$1 <= last { print $1 " stands after " last } { last = $1 }')"

# example KIND PAGE LANGUAGE: the example of that kind, as bytes; nothing where there is none
example() {
    LC_ALL=C awk -v kind="$1" -v language="$3" '
        /^```/ { if (on) exit; on = $0 ~ "^```" language " " kind "( |$)"; bytes = $0 ~ / bytes$/; next }
        on {
            while (bytes && match($0, /\\x[0-9A-F][0-9A-F]/)) {
                digits = "0123456789ABCDEF"
                byte = 16 * index(digits, substr($0, RSTART + 2, 1)) + index(digits, substr($0, RSTART + 3, 1)) - 17
                printf "%s%c", substr($0, 1, RSTART - 1), byte
                $0 = substr($0, RSTART + 4)
            }
            print
        }' "$2"
}

# codes FILE: the codes that stratc has for it, one a line, errors as `ST1234 error`
codes() {
    for mode in '--lint -Wall' '--test -Wall' '--emit=c -o -'; do
        # shellcheck disable=SC2086
        (cd "$SCRATCH/example" && "$STRATC" $mode -I "$ROOT/policies" --message-format=json example.strat 2>&1 </dev/null)
    done | sed -nE 's/.*"severity":"([a-z]+)","code":"(ST[0-9]+)".*/\2 \1/p' | sort -u
}

# allowed CODE SLUG: what is wrong once a comment above the finding in example.strat allows it, or above the place there that it notes
allowed() {
    lint="$STRATC --lint -W$2 -I $ROOT/policies --message-format=json example.strat"
    noted='"notes":\[\{"file":"example.strat","line":'
    line=$(cd "$SCRATCH/example" && $lint 2>&1 | sed -nE -e "/\"file\":\"example.(md|lock)\".*\"code\":\"$1\"/{s/.*$noted([0-9]+),.*/\1/p;d;}" \
        -e "s/.*\"line\":([0-9]+),.*\"code\":\"$1\".*/\1/p" | sort -rnu)
    for at in $line; do
        sed -i "${at}i # stratc: allow $2 -- for the test" "$SCRATCH/example/example.strat"
    done
    (cd "$SCRATCH/example" && $lint 2>&1) | grep -E "\"code\":\"($1|ST400.)\"" && echo 'a comment does not allow it'
}

judge() { # judge NUMBER SLUG: what is wrong with the page
    page=src/diag/pages/$2.md code=$(printf 'ST%04d' "$1")
    [ -f "$page" ] || { echo 'there is no page'; return; }
    head -n 1 "$page" | grep -q "^# $code $2: ." || echo "the first line is not: # $code $2: TITLE"
    mkdir -p "$SCRATCH/example"
    for kind in bad good; do
        rm -f "$SCRATCH/example/example".*
        for language in strat markdown lock; do
            example $kind "$page" $language >"$SCRATCH/example/example.$language"
            [ -s "$SCRATCH/example/example.$language" ] || [ $language = strat ] || rm "$SCRATCH/example/example.$language"
        done
        [ ! -e "$SCRATCH/example/example.markdown" ] || mv "$SCRATCH/example/example.markdown" "$SCRATCH/example/example.md"
        if [ ! -s "$SCRATCH/example/example.strat" ]; then
            case $code in ST0* | ST5*) ;; *) echo "there is no $kind example" ;; esac
            continue
        fi
        codes >"$SCRATCH/found"
        "$STRATC" --format --check "$SCRATCH/example/example.strat" 2>/dev/null # one that cannot be read has no layout
        if [ $kind = bad ]; then
            grep -q "^$code " "$SCRATCH/found" || echo "the bad example yields: $(tr '\n' ' ' <"$SCRATCH/found")"
            ! grep -q "^LINT($1," src/diag/codes.def || allowed "$code" "$2"
        elif grep -qE "^$code | error\$" "$SCRATCH/found"; then
            echo "the good example yields: $(tr '\n' ' ' <"$SCRATCH/found")"
        fi
    done
}

while read -r number slug; do
    case " ${*:-$slug} " in *" $slug "*) ;; *) continue ;; esac
    empty "the page of $slug" "$(judge "$number" "$slug")"
done <"$SCRATCH/codes"

# A page in the terminal is the same text, whole.
"$STRATC" --explain unused-fact >"$SCRATCH/page" 2>&1
if grep -q '^ST4011 unused-fact: ' "$SCRATCH/page" && grep -q '^    strategy ' "$SCRATCH/page" && ! grep -q '```' "$SCRATCH/page"; then
    ok 'a page is laid out for a terminal'
else
    bad 'a page is laid out for a terminal' "$(cat "$SCRATCH/page")"
fi
finish
