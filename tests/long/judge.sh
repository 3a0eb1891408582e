#!/bin/sh
# 6,000 random policies: a judge that was written from grammar/reference.md alone agrees with every answer of the reference interpreter.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

if ! command -v python3 >/dev/null 2>&1 && ! sh "$ROOT/tests/install.sh" python3 >log 2>&1; then
    skip 'the judge' 'no python3 here: install python3'
    finish
fi
export PYTHONDONTWRITEBYTECODE=1

# A few at a time, so that they need no room; no two runs have a seed in common.
judge() { # judge FROM TO: those of these thousands
    for thousand in $(seq "$1" "$2"); do
        WRITE=$thousand N=1000 SEED=$((thousand * 100000)) "$BUILD/tests/props/answers" >"$thousand.log" 2>&1 &&
            python3 "$ROOT/tests/oracle/agree.py" "$thousand"/*.jsonl >"$thousand.log" 2>&1 || mv "$thousand.log" "$thousand.bad"
        rm -rf "$thousand"
    done
}
judge 1 3 &
judge 4 6
wait

if ls ./*.bad >/dev/null 2>&1; then
    bad 'the judge agrees' "$(cat ./*.bad | tail -n 40)"
else
    ok "the judge agrees on 6,000 policies: $(awk '{ agreed += $1; left += $5 } END { print agreed " answers, " left + 0 " left out" }' ./*.log)"
fi
finish
