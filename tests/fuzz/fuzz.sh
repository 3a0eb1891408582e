#!/bin/sh
# fuzz.sh [TARGET...]: fuzzing under the address and undefined-behaviour sanitizers. A target is a file here.
#
# FUZZ_SECONDS (default 30) for each. Seeds: what tests/fuzz/corpus/TARGET holds (kept small), and for policies our own texts. What is found is kept
# in $BUILD-fuzz/corpus/TARGET, and the next run goes on from there:
#     FUZZ_SECONDS=1800 sh tests/fuzz/fuzz.sh policy
# KEEP=1 takes into tests/fuzz/corpus the two dozen smallest of those that together cover as much. An input that shows a fault lies in $BUILD-fuzz/faults.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

if ! command -v clang >/dev/null 2>&1; then
    skip 'the fuzzer finds nothing' 'there is no clang (make setup)'
    finish
fi
[ $# -gt 0 ] || set -- parse policy request baseline record # damaged tables: table.sh

FUZZ=${BUILD%-fuzz}-fuzz
flags='-O1 -g -fsanitize=fuzzer-no-link'
if ! make -s BUILD="$FUZZ" CC=clang SAN=1 CFLAGS="$flags" all "$FUZZ/liboracle.a" >"$SCRATCH/log" 2>&1; then
    bad 'the compiler is built to be fuzzed' "$(tail -n 20 "$SCRATCH/log")"
    finish
fi

sed -n '/^%token/,/^%type/p' grammar/strat.y | grep -oE '"[^" ]+"' | sort -u >"$SCRATCH/policy.words"
printf '"%s"\n' partner activity true false null study '{\"' '\":' ',\"' '\\u0000' 'a|b' '{}' 2026-04-01 id >"$SCRATCH/request.words"
printf '"%s"\n' '<script type=\"application/json\" id=\"record\">' '</script>' '\x0a```json\x0a' '\x0a```\x0a' record digest asked value '{\"' '\":' ',\"' >"$SCRATCH/record.words"
printf '"%s"\n' findings file line code text message '{\"' '\":' >"$SCRATCH/baseline.words"

# Each text behind a byte that says what is asked of it (those of parse have none).
seeds_of() { # seeds_of TARGET
    mkdir -p "$SCRATCH/seeds-$1" "$FUZZ/corpus/$1"
    case $1 in
    parse | policy)
        for page in src/diag/pages/*.md; do
            awk '/^```strat/ { on = 1; next } /^```/ { on = 0 } on' "$page" >"$SCRATCH/seeds-$1/$(basename "$page" .md)"
        done
        cp policies/tutorial.strat policies/vulnerability-disclosure.strat "$SCRATCH/seeds-$1/"
        if [ "$1" = policy ]; then
            n=0
            for seed in "$SCRATCH/seeds-$1"/*; do
                { printf "\\$(printf %o $((n % 20)))"; cat "$seed"; } >"$seed.asked" && rm "$seed"
                n=$((n + 1))
            done
        fi ;;
    record)
        for form in html md; do
            "$FUZZ/stratc" --ask tests/evaluator/small.strat -- --record "$SCRATCH/seed.$form" --ref A/7 applicant=citizen purpose=study amount=900.50 worthy
            { printf '\000'; cat "$SCRATCH/seed.$form"; } >"$SCRATCH/seeds-$1/$form"
        done
        for n in 001 003 011 021 041 105; do { printf "\\$n"; echo 'any bytes at all'; } >"$SCRATCH/seeds-$1/forged-$n"; done ;;
    esac
    [ -d "tests/fuzz/corpus/$1" ] && cp tests/fuzz/corpus/"$1"/* "$SCRATCH/seeds-$1/"
    return 0
}

fuzz() { # fuzz TARGET
    words=$SCRATCH/$1.words
    [ "$1" = parse ] && words=$SCRATCH/policy.words
    [ -f "$words" ] || : >"$words"
    longest=4096
    [ "$1" = record ] && longest=32768
    seeds_of "$1"
    if ! clang -std=c11 $flags -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -D_POSIX_C_SOURCE=200809L -w -I. \
        -Isrc -I"$FUZZ/gen" -o "$FUZZ/fuzz-$1" "tests/fuzz/$1.c" "$FUZZ/liboracle.a" "$FUZZ/libstratcore.a" "$FUZZ/libstrateval.a" -ljansson >"$SCRATCH/log" 2>&1; then
        bad "the fuzz target $1 builds" "$(tail -n 20 "$SCRATCH/log")"
        return
    fi
    mkdir -p "$FUZZ/faults"
    if "$FUZZ/fuzz-$1" -dict="$words" -max_len=$longest -timeout=60 -rss_limit_mb=4096 -max_total_time="${FUZZ_SECONDS:-30}" -print_final_stats=1 \
        -close_fd_mask=3 -artifact_prefix="$FUZZ/faults/$1-" "$FUZZ/corpus/$1" "$SCRATCH/seeds-$1" >"$SCRATCH/log" 2>&1; then
        ok "$1: nothing in $(sed -n 's/.*number_of_executed_units: *//p' "$SCRATCH/log") runs, $(grep -o 'cov: [0-9]*' "$SCRATCH/log" | tail -n 1)"
    else
        bad "$1 holds against the fuzzer" "$(grep -v '^#' "$SCRATCH/log" | tail -n 40; for f in "$FUZZ/faults/$1"-*; do
            [ -f "$f" ] && echo "$f" && head -c 3000 "$f" | base64; done)"
    fi
    if [ "${KEEP:-0}" = 1 ]; then
        rm -rf "tests/fuzz/corpus/$1"
        mkdir -p "tests/fuzz/corpus/$1"
        "$FUZZ/fuzz-$1" -merge=1 -close_fd_mask=3 -max_len=400 "tests/fuzz/corpus/$1" "$FUZZ/corpus/$1" >"$SCRATCH/log" 2>&1
        ls -Sr "tests/fuzz/corpus/$1" | tail -n +25 | while read -r more; do rm "tests/fuzz/corpus/$1/$more"; done
    fi
}

for target in "$@"; do
    fuzz "$target"
done
finish
