#!/bin/sh
# Fuzzes the parser: FUZZ_SECONDS (default 60), with the words of the language as dictionary and our policies as seeds.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

if ! command -v clang >/dev/null 2>&1; then
    skip 'the parser holds against the fuzzer' 'there is no clang (make setup)'
    finish
fi

sed -n '/^%token/,/^%type/p' grammar/strat.y | grep -oE '"[^" ]+"' | sort -u >"$SCRATCH/words"
mkdir "$SCRATCH/seeds" "$SCRATCH/found"
cp policies/*.strat "$SCRATCH/seeds/" 2>/dev/null
cp policies/vocabulary/nato.strat "$SCRATCH/seeds/" 2>/dev/null
for page in src/diag/pages/*.md; do
    awk '/^```strat/ { on = 1; next } /^```/ { on = 0 } on' "$page" >"$SCRATCH/seeds/$(basename "$page" .md)"
done

GEN=$BUILD/gen
if clang -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -D_POSIX_C_SOURCE=200809L -w \
    -I. -Isrc -I"$GEN" -o "$SCRATCH/fuzz" tests/fuzz/parse.c "$GEN/strat.tab.c" "$GEN/strat.lex.c" src/syntax/*.c \
    src/base/arena.c src/base/intern.c src/base/text.c src/base/vec.c src/diag/diag.c src/diag/source.c >"$SCRATCH/log" 2>&1
then
    if "$SCRATCH/fuzz" -dict="$SCRATCH/words" -max_len=4096 -timeout=10 -max_total_time="${FUZZ_SECONDS:-60}" -print_final_stats=1 \
        -artifact_prefix="$SCRATCH/" "$SCRATCH/found" "$SCRATCH/seeds" >"$SCRATCH/log" 2>&1; then
        ok "the parser holds against the fuzzer: $(grep -o 'number_of_executed_units: *[0-9]*' "$SCRATCH/log")"
    else
        bad 'the parser holds against the fuzzer' "$(tail -n 30 "$SCRATCH/log"; for f in "$SCRATCH"/crash-* "$SCRATCH"/timeout-*; do
            [ -f "$f" ] && base64 "$f"; done)"
    fi
else
    bad 'the fuzz target builds' "$(tail -n 20 "$SCRATCH/log")"
fi
finish
