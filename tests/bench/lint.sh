#!/bin/sh
# What `--lint`, `--diff` and `--readings` take: user seconds (the median of several runs), peak memory, and what was not decided. For `make bench`, and by
# itself: `sh tests/bench/lint.sh [RUNS]`. Never fails for being slow.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
runs=${1:-5}
stratc=$build/stratc
policy=$build/tests/bench/policy
if [ ! -x "$stratc" ] || [ ! -x "$policy" ]; then
    echo "not built: make all $policy" >&2
    exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# time_of COMMAND...: sets seconds (the median) and kilobytes (the most); the output of the last run is in $work/out.
time_of() {
    : >"$work/times"
    n=0
    while [ $n -lt "$runs" ]; do
        /usr/bin/time -f '%U %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || [ $? -eq 1 ]
        tail -n 1 "$work/time" >>"$work/times"
        n=$((n + 1))
    done
    seconds=$(sort -n "$work/times" | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] }')
    kilobytes=$(awk '$2 > m { m = $2 } END { print m }' "$work/times")
}

row() {
    label=$1
    shift
    time_of "$@"
    undecided=$(grep -c '\[ST5002 not-decided\]' "$work/out" "$work/err" | awk -F: '{ n += $2 } END { print n }')
    printf '%-44s %8s s %7d MB   %s\n' "$label" "$seconds" $((kilobytes / 1024)) "$([ "$undecided" = 0 ] && echo 'all decided' || echo "$undecided not decided")"
    [ "$undecided" = 0 ] || grep -h '\[ST5002 not-decided\]' "$work/out" "$work/err" | sed 's/^[^ ]* error: /    /; s/ \[ST5002 not-decided\]//' | cut -c 1-160
}

cd "$root"
enisa=policies/enisa-international.strat
other=$work/enisa-international.strat
cp -r policies/vocabulary policies/*-examples.strat "$work/"
sed 's/ or not any provision applies//; s/agreement at least framework/agreement = explicit/' "$enisa" >"$other"
printf '%s, %s processors, median of %d runs\n\n' "$(uname -srm)" "$(getconf _NPROCESSORS_ONLN)" "$runs"
row 'lint of ENISA' "$stratc" --lint "$enisa"
row 'diff of two versions of ENISA' "$stratc" --diff "$enisa" "$other"
row 'its readings' "$stratc" --readings "$enisa"
for kind in structured rich random tangled; do
    for rules in 10 100 300 1000 3000; do
        "$policy" $kind $rules >"$work/$kind-$rules.strat"
        row "lint of $rules $kind rules" "$stratc" --lint "$work/$kind-$rules.strat"
    done
done
