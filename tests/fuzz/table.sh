#!/bin/sh
# Damaged tables, under the sanitizers: FUZZ_SECONDS (default 60) by chance, and as long steered by libFuzzer where there is clang. FUZZ_SEED
# (default 1) says where chance begins; the last line of a run says where to go on.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

compile() { # compile PROGRAM COMPILER FLAG...: only what reads tables is instrumented
    program=$1
    shift
    "$@" -std=c11 -O1 -g -fno-sanitize-recover=all -D_POSIX_C_SOURCE=200809L -DSTRATC_VERSION='"fuzz"' -I. -Isrc \
        -o "$SCRATCH/$program" tests/fuzz/table.c src/runtime/*.c src/runtime/*/*.c tests/oracle/*.c "$BUILD/libstratcore.a" -lm >"$SCRATCH/log" 2>&1
}

# What is kept to the end, the right tables, is no leak.
ASAN_OPTIONS=detect_leaks=0:${ASAN_OPTIONS:-}
export ASAN_OPTIONS

if compile chance ${CC%% *} -fsanitize=address,undefined; then
    if "$SCRATCH/chance" "${FUZZ_SEED:-1}" "${FUZZ_SECONDS:-60}" number >"$SCRATCH/out" 2>"$SCRATCH/log"; then
        ok "damaged tables by chance: $(cat "$SCRATCH/out")"
    else
        bad 'damaged tables by chance (the first line: which)' "$(tr '\r' '\n' <"$SCRATCH/log" | tail -n 40)"
    fi
else
    bad 'the program of chance builds' "$(tail -n 20 "$SCRATCH/log")"
fi

if ! command -v clang >/dev/null 2>&1; then
    skip 'damaged tables, steered' 'there is no clang (make setup)'
elif compile steered clang -DFUZZER -fsanitize=fuzzer,address,undefined; then
    mkdir "$SCRATCH/found"
    if "$SCRATCH/steered" -max_len=512 -timeout=20 -max_total_time="${FUZZ_SECONDS:-60}" -print_final_stats=1 \
        -artifact_prefix="$SCRATCH/" "$SCRATCH/found" >"$SCRATCH/log" 2>&1; then
        ok "damaged tables, steered: $(grep -o 'number_of_executed_units: *[0-9]*' "$SCRATCH/log")"
    else
        bad 'damaged tables, steered' "$(tail -n 30 "$SCRATCH/log"; for f in "$SCRATCH"/crash-* "$SCRATCH"/timeout-*; do
            [ -f "$f" ] && base64 "$f"; done)"
    fi
else
    bad 'the fuzz target builds' "$(tail -n 20 "$SCRATCH/log")"
fi
finish
