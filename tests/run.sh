#!/bin/sh
# run.sh [--long | --quick] [TEST...]: run every test, or those named (tests/unit/space.c, tests/cases/run.c, tests/house/readme.sh).
#
# A test is a file, found where it lies; there is no list:
#   tests/unit/*.c tests/props/*.c   one cmocka program each (one group); built by the Makefile
#   tests/cases/*.c                  the runner of the case files, given its folder; cmocka too
#   tests/*/*.sh                     scripts that end with tests/lib.sh's `finish`
#   --long adds                      tests/long/* and the scripts of tests/clean-room and tests/fuzz
#   --quick                          tests/unit, tests/cases, golden documents and tests/house, but for what compiles much there
#
# A program that exits 0 without its closing line has failed: exit(0) in the middle of a test must not look green.
# At the very end stands `N passed, N failed` (`, N skipped` when some were), over all programs; exit 1 if any failed.
# JOBS=N programs run at once (default: one a processor). TEST_TIMEOUT=SECONDS for each (default 300; --long 3600).
set -u
LC_ALL=C.UTF-8
export LC_ALL

ROOT=$(cd "$(dirname "$0")/.." && pwd)
cd "$ROOT" || exit 2
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$ROOT/$BUILD ;; esac
LOGS=$BUILD/test-logs
CC=${CC:-gcc}
export ROOT BUILD CC

# ---- one test, called by xargs: its log to $LOGS, "passed failed skipped" to a .result beside it ------------------

# `[  PASSED  ] 12 test(s).` and its like are cmocka's closing lines; scripts close with `12 passed, 0 failed`.
count() { # count LOG: prints "passed failed skipped", or nothing where the closing line is missing
    awk '
        /^\[  PASSED  \] [0-9]+ test/ { passed = $4; closed = 1 }
        /^\[  FAILED  \] [0-9]+ test/ { failed = $4; closed = 1 }
        /^\[  SKIPPED \] [0-9]+ test/ { skipped = $4 }
        /^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ { passed = $1; failed = $3; skipped = $5; closed = 1 }
        END { if (closed) print passed + 0, failed + 0, skipped + 0 }' "$1"
}

run_one() { # run_one SOURCE
    name=$(printf '%s' "${1%.*}" | sed 's|^tests/||; s|/|.|g')
    log=$LOGS/$name.log
    limit=
    command -v timeout >/dev/null 2>&1 && limit="timeout -k 10 ${TEST_TIMEOUT:-300}"
    start=$(date +%s)
    case $1 in
    *.sh) $limit sh "$1" ;;
    tests/cases/*.c) $limit "$BUILD/${1%.c}" tests/cases ;;
    *.c) $limit "$BUILD/${1%.c}" ;;
    esac >"$log" 2>&1 </dev/null
    status=$?
    seconds=$(($(date +%s) - start))

    counts=$(count "$log")
    # shellcheck disable=SC2086
    set -- "$1" $counts
    if [ $# -ne 4 ]; then
        why="no closing line (exit status $status)"
        set -- "$1" 0 1 0
    elif [ "$status" -ne 0 ] && [ "$3" -eq 0 ]; then
        why="exit status $status although every case passed"
        set -- "$1" "$2" 1 "$4"
    elif [ $(($2 + $3 + $4)) -eq 0 ]; then
        why='not one case was run'
        set -- "$1" 0 1 0
    else
        why="$3 failed"
    fi
    [ "$status" -eq 124 ] && why="stopped after ${TEST_TIMEOUT:-300} seconds; on a busy machine TEST_TIMEOUT=1200 gives it longer"
    echo "$2 $3 $4" >"$LOGS/$name.result"

    report=$(
        if [ "$3" -ne 0 ]; then
            printf 'FAILED  %-34s %s\n' "${1#tests/}" "$why"
            grep -v -e '^\[ RUN  ' -e '^\[       OK' -e '^ok: ' "$log" | tail -n 60 | sed 's/^/        | /'
        else
            skip=
            [ "$4" -ne 0 ] && skip=", $4 skipped"
            printf 'ok      %-34s %5d%s  (%d s)\n' "${1#tests/}" "$2" "$skip" "$seconds"
            grep '^skip' "$log" | sed 's/^/        /'
        fi
    )
    printf '%s\n' "$report"
}

if [ "${1:-}" = --one ]; then
    run_one "$2"
    exit 0
fi

# ---- all of them ------------------------------------------------------------------------------------------------

long=
if [ "${1:-}" = --long ]; then
    long=yes
    TEST_TIMEOUT=${TEST_TIMEOUT:-3600}
    export TEST_TIMEOUT
    shift
fi
if [ "${1:-}" = --quick ]; then
    set -- tests/unit/*.c tests/cases/*.c tests/emit/golden.sh
    for file in tests/house/*.sh; do
        case $file in
        */bench.sh | */freestanding.sh) ;;
        *) set -- "$@" "$file" ;;
        esac
    done
fi
if [ $# -eq 0 ]; then
    # Where the longest are comes first, so that none of them is left to run alone at the end.
    for file in tests/long/*.c tests/long/*.sh tests/page/*.sh tests/emit/*.sh tests/bounds/*.sh tests/props/*.c tests/cases/*.c tests/unit/*.c tests/*/*.sh; do
        [ -f "$file" ] || continue
        case " $* " in *" $file "*) continue ;; esac
        case $file in
        tests/long/* | tests/clean-room/* | tests/fuzz/*) [ "$long" ] || continue ;;
        tests/bench/*) continue ;;
        esac
        set -- "$@" "$file"
    done
fi

rm -rf "$LOGS"
mkdir -p "$LOGS" || exit 2
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}
printf '%s\n' "$@" | xargs -P "$jobs" -I '{}' sh tests/run.sh --one '{}'

# Every test must have left its counts: one that vanished (killed runner, full disk) counts as failed.
cat "$LOGS"/*.result 2>/dev/null | awk -v expected=$# '
    { passed += $1; failed += $2; skipped += $3 }
    END {
        failed += expected - NR
        printf "%d passed, %d failed%s\n", passed, failed, skipped ? sprintf(", %d skipped", skipped) : ""
        exit failed != 0 || passed == 0
    }'
