#!/bin/sh
# `make bench`: ours beside what one would use instead, in one table. Every engine's answers are compared with the reference interpreter's on the same
# requests before it is timed; one that differs stops the benchmark. Given by the Makefile: BUILD, DATA (what tests/bench/peers has
# written, and the programs built from it), POLICY, QUICK (yes: a minute instead of several).
set -eu
cd "$(dirname "$0")/../.."
here=tests/bench
stratc=$BUILD/stratc
program=$BUILD/bench
samples=$DATA/samples.tsv
rounds=5 copies=20 runs=3
[ "$QUICK" = yes ] && rounds=2 copies=60 runs=1

stop() {
    echo "bench: $1" >&2
    exit 1
}
note() { printf '%s\n' "$1" >>"$DATA/notes.txt"; }
progress() { [ ! -t 2 ] || printf '\r\033[K%s' "$1" >&2; }
trap 'progress ""; rm -f "$DATA"/*-long.jsonl' EXIT
trap 'exit 2' HUP INT TERM
: >"$samples"
: >"$DATA/notes.txt"

# ---- what is compared first -------------------------------------------------------------------------------------

six=--keys=status,approach,now,basis,duties,before

progress 'comparing the answers'
"$DATA/decide" "$DATA" check >/dev/null
"$DATA/batch" "$DATA" check >/dev/null
sqlite=$("$DATA/sqlite" "$DATA" check)
parsers=$("$program/parsers" "$DATA" check)
note "$sqlite, $parsers"
for order in stable shuffled; do
    "$DATA/policy" --json $six "$DATA/$order.jsonl" | cmp -s - "$DATA/answers.jsonl" ||
        stop "the evaluator: an answer to $DATA/$order.jsonl is not what the reference interpreter says; nothing was timed"
    i=0
    while [ $i -lt $copies ]; do
        cat "$DATA/$order.jsonl"
        i=$((i + 1))
    done >"$DATA/$order-long.jsonl"
done
# What the reference interpreter says of open facts takes all their values: tests/props/answers.c asks it. Here the two orders are compared.
for keys in --keys=+each $six; do
    "$DATA/policy" --json $keys "$DATA/incomplete_shuffled.jsonl" >"$DATA/incomplete.answers" || stop 'the evaluator: an incomplete request has no answer'
    "$DATA/policy" --json $keys "$DATA/incomplete.jsonl" | cmp -s - "$DATA/incomplete.answers" ||
        stop "the evaluator: answers to incomplete requests differ with the order of keys; nothing was timed"
done
megabytes() { wc -c <"$1" | awk '{ print $1 / 1e6 }'; }
head -n 1 "$DATA/stable.jsonl" >"$DATA/first.jsonl"
echo '{}' >"$DATA/unknown.jsonl"
awk 'BEGIN { for (i = 0; i < 100; i++) print "{}" }' >"$DATA/unknown-long.jsonl"
head -n 1 "$DATA/complete.jsonl" >"$DATA/one.jsonl"
highest=$("$DATA/policy" --ladder --json | sed 's/.*"ladder":\[{"approach":"\([^"]*\)".*/\1/')

# ---- rule engines of npm, where npm reaches its registry --------------------------------------------------------

modules=$BUILD/bench/node
npm_packages='@cedar-policy/cedar-wasm@4.13.0 @gorules/zen-engine@0.54.0 json-rules-engine@7.3.1'
engines=
if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
    note 'left out: Cedar, zen-engine, json-rules-engine (there is no node and npm here)'
else
    progress 'npm packages'
    mkdir -p "$modules"
    [ -f "$modules/package.json" ] || echo '{"private": true}' >"$modules/package.json"
    # shellcheck disable=SC2086
    if [ -f "$modules/.installed" ] || { timeout 180 npm install --prefix "$modules" --no-audit --no-fund --no-save $npm_packages \
        >"$modules/log" 2>&1 && : >"$modules/.installed"; }; then
        engines='cedar zen json_rules'
        for engine in $engines; do
            progress "comparing the answers of $engine"
            node $here/engines.cjs "$DATA" "$modules" $engine check
        done
        note "node $(node --version | tr -d v); $npm_packages"
    else
        note "left out: Cedar, zen-engine, json-rules-engine (npm does not reach its registry; $modules/log)"
    fi
fi

# ---- the samples, in rounds -------------------------------------------------------------------------------------

rate() { # rate FILE: process samples of reading it, megabytes a second instead of milliseconds
    awk -F '\t' -v OFS='\t' -v mb="$(megabytes "$1")" '
        sub(/\.cpu$/, "", $1) { print $1, mb / ($2 / 1000) }
        $1 ~ /\.rss$/'
}

json_rows() {
    set -- six_stable "$DATA/policy" --json $six "$DATA/stable-long.jsonl" \
        -- every_stable "$DATA/policy" --json "$DATA/stable-long.jsonl" \
        -- six_shuffled "$DATA/policy" --json $six "$DATA/shuffled-long.jsonl" \
        -- every_shuffled "$DATA/policy" --json "$DATA/shuffled-long.jsonl" \
        -- short "$DATA/policy" --json $six "$DATA/stable.jsonl"
    "$program/process" 1 "$@" >"$DATA/process.tsv"
    rate "$DATA/stable-long.jsonl" <"$DATA/process.tsv"
    set -- six_incomplete "$DATA/policy" --json $six "$DATA/incomplete.jsonl" \
        -- every_incomplete "$DATA/policy" --json "$DATA/incomplete.jsonl" \
        -- six_incomplete_shuffled "$DATA/policy" --json $six "$DATA/incomplete_shuffled.jsonl" \
        -- every_incomplete_shuffled "$DATA/policy" --json "$DATA/incomplete_shuffled.jsonl"
    "$program/process" 1 "$@" >"$DATA/process.tsv"
    rate "$DATA/incomplete.jsonl" <"$DATA/process.tsv"
}

start_rows() {
    set -- start_empty "$program/empty" -- start "$DATA/policy" --json "$DATA/first.jsonl" \
        -- start_unknown "$DATA/policy" --json "$DATA/unknown.jsonl" -- start_sqlite sqlite3 :memory: 'select 1'
    "$program/process" 30 "$@"
    "$program/process" 1 unknown "$DATA/policy" --json "$DATA/unknown-long.jsonl" | awk -F '\t' -v OFS='\t' '$1 == "unknown.cpu" { print $1, $2 / 100 }'
    set -- why_not_unknown "$DATA/policy" --why-not "$highest" --json \
        -- ladder_unknown "$DATA/policy" --ladder --json
    "$program/process" 10 "$@"
    for engine in $engines; do
        "$program/process" 1 "start_$engine" node $here/engines.cjs "$DATA" "$modules" $engine first
    done
}

other=$DATA/other/$(basename "$POLICY")
mkdir -p "$DATA/other"
sed 's/ unless any provision applies.*//; s/agreement at least framework/agreement = explicit/' "$POLICY" >"$other"
tool_rows() {
    set -- lint "$stratc" --lint "$POLICY" -- test "$stratc" --test "$POLICY" -- readings "$stratc" --readings "$POLICY" \
        -- emit "$stratc" --emit=c -o "$DATA/emitted.c" "$POLICY"
    cmp -s "$POLICY" "$other" || set -- "$@" -- diff "$stratc" --diff -I "$(dirname "$POLICY")" "$POLICY" "$other"
    "$program/process" 1 "$@"
}

editor_rows() {
    if command -v python3 >/dev/null 2>&1; then
        STRATC=$stratc python3 $here/editor.py "$POLICY" $runs
    elif [ "$round" = 1 ]; then
        note 'left out: the language server (there is no python3 here)'
    fi
}

# Large policies, as in tests/bench/lint.sh: outside the rounds, as they take seconds.
for kind in structured random; do
    progress "a thousand $kind rules"
    "$BUILD/tests/bench/policy" $kind 1000 >"$DATA/$kind.strat"
    if [ "$QUICK" != yes ]; then
        undecided=$("$stratc" --lint "$DATA/$kind.strat" 2>&1 | grep -c '\[ST5002 not-decided\]') || true
        [ "$undecided" = 0 ] || note "--lint of 1,000 $kind rules: $undecided not decided"
    fi
    "$program/process" $runs "lint_$kind" "$stratc" --lint "$DATA/$kind.strat" >>"$samples"
done

progress 'ten thousand structured rules'
"$BUILD/tests/bench/policy" structured 10000 >"$DATA/large.strat"
"$program/process" 1 lint_large "$stratc" --lint "$DATA/large.strat" >>"$samples"

round=1
while [ $round -le $rounds ]; do
    progress "round $round of $rounds"
    "$DATA/decide" "$DATA" $runs >>"$samples"
    "$DATA/batch" "$DATA" $runs >>"$samples"
    "$DATA/sqlite" "$DATA" $runs >>"$samples"
    "$program/parsers" "$DATA" $runs >>"$samples"
    json_rows >>"$samples"
    start_rows >>"$samples"
    tool_rows >>"$samples"
    editor_rows >>"$samples"
    for engine in $engines; do
        progress "round $round of $rounds: $engine"
        node $here/engines.cjs "$DATA" "$modules" $engine $runs >>"$samples"
    done
    round=$((round + 1))
done

# ---- what does not depend on the machine ------------------------------------------------------------------------

count_instructions() { # count_instructions PROGRAM: of its loops, a request
    valgrind --tool=callgrind --toggle-collect='loop_*' --callgrind-out-file="$DATA/callgrind.out" "$1" "$DATA" once \
        >"$DATA/valgrind.log" 2>&1 || stop "valgrind failed: $DATA/valgrind.log"
    callgrind_annotate --inclusive=yes --threshold=100 "$DATA/callgrind.out" |
        awk -v n="$(wc -l <"$DATA/stable.jsonl")" '
            match($0, /:loop_[a-z_0-9]+/) {
                key = substr($0, RSTART + 6, RLENGTH - 6)
                gsub(/,/, "", $1)
                count[key] = $1
            }
            END { for (key in count) print key ".instructions\t" (count[key] - count["nothing"]) / n }'
}
instructions_of() { # instructions_of FILE KEYS...: of the whole program
    lines=$1
    shift
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$DATA/policy" --json "$@" "$lines" 2>&1 >/dev/null | awk '/ Collected : / { print $4 }'
}
count_process() { # count_process KEY ARGUMENTS...: of the whole program
    key=$1
    shift
    printf '%s.instructions\t%s\n' "$key" "$(valgrind --tool=callgrind --callgrind-out-file=/dev/null "$DATA/policy" "$@" --json 2>&1 >/dev/null |
        awk '/ Collected : / { print $4 }')"
}
count_lines() { # count_lines KEY FILE LINES KEYS...: of the program, a request, without those of its start
    key=$1 requests=$3
    head -n "$requests" "$2" >"$DATA/counted.jsonl"
    shift 3
    printf '%s.instructions\t%s\n' "$key" "$((($(instructions_of "$DATA/counted.jsonl" "$@") - $(instructions_of /dev/null "$@")) / requests))"
}
if command -v valgrind >/dev/null 2>&1 && command -v callgrind_annotate >/dev/null 2>&1; then
    progress 'counting instructions'
    count_instructions "$DATA/decide" >>"$samples"
    count_instructions "$DATA/batch" >>"$samples"
    counted=5000
    [ "$QUICK" = yes ] && counted=500
    for which in stable shuffled incomplete incomplete_shuffled; do
        progress "counting instructions: JSON lines, $which"
        count_lines six_$which "$DATA/$which.jsonl" $counted $six >>"$samples"
        count_lines every_$which "$DATA/$which.jsonl" $counted >>"$samples"
    done
    count_lines unknown.cpu "$DATA/unknown.jsonl" 1 >>"$samples"
    count_process why_not_unknown.cpu --why-not "$highest" >>"$samples"
    count_process ladder_unknown.cpu --ladder >>"$samples"
else
    note 'left out: instruction counts (there is no valgrind here)'
fi

# What deciding needs of the emitted C, as the linker sees it: -O2, texts and names apart.
sizes() { # sizes KEY FUNCTION
    ld -r --gc-sections -u "$2" -e "$2" -o "$DATA/needed.o" "$DATA/policy-small.o"
    size -A "$DATA/needed.o" | awk -v key="$1" '
        /^\.text/ { code += $2 }
        /^\.(rodata|data)/ && !/policy_(text|names) / { table += $2 }
        END { print key "_code\t" code + 0; print key "_table\t" table + 0 }'
    nm -u "$DATA/needed.o" | awk -v key="$1" 'END { print key "_library\t" NR }'
}
sizes size_all policy_decide >>"$samples"
if nm "$DATA/policy-small.o" | grep -q ' T policy_decide_case$'; then sizes size_case policy_decide_case >>"$samples"; fi

# ---- the table --------------------------------------------------------------------------------------------------

progress ''
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
version() { "$@" --version 2>/dev/null | head -n 1; }
{
    cat "$DATA/about.tsv"
    printf 'policy\t%s\n' "$POLICY"
    printf 'request bytes\t%s\n' "$(wc -c <"$DATA/stable.jsonl" | awk -v n="$(wc -l <"$DATA/stable.jsonl")" '{ print int($1 / n) }')"
    printf 'register megabytes\t%s\n' "$(megabytes "$DATA/stable-long.jsonl")"
    printf 'machine\t%s; %s processors; %s\n' "${processor:-$(uname -m)}" "$(getconf _NPROCESSORS_ONLN)" "$(uname -sr)"
    printf 'compilers\t%s; %s; all at -O3\n' "$(version ${CC})" "$(version g++)"
} >"$DATA/machine.tsv"
awk -f $here/table.awk "$DATA/machine.tsv" $here/rows.tsv "$DATA/notes.txt" "$samples"
