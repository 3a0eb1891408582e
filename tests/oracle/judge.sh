#!/bin/sh
# The answers of built programs, and those of the reference interpreter to random policies, against a judge in another language that was written from
# grammar/reference.md alone. tests/long/judge.sh asks it much more.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

if ! command -v python3 >/dev/null 2>&1; then
    skip 'the judge' 'no python3 here: install python3'
    finish
fi

export PYTHONDONTWRITEBYTECODE=1

agrees() { # agrees "what" FILE.jsonl...
    what=$1
    shift
    if python3 "$ROOT/tests/oracle/agree.py" "$@" >out 2>&1; then ok "$what: $(tail -n 1 out)"; else bad "$what" "$(tail -n 20 out)"; fi
}

for policy in "$ROOT"/policies/*.strat; do
    case $policy in *-examples.strat) continue ;; esac
    name=$(basename "$policy" .strat)
    cp "$ROOT"/policies/*.strat . && "$STRATC" -o program "$policy" || bad "$name"
    python3 "$ROOT/tests/oracle/agree.py" --ask 40 "$policy" >requests
    ./program --json requests >answers
    sed 's/^/{"request":/' requests >left
    sed 's/^/,"answer":/; s/$/}/' answers >right
    paste -d '\0' left right >"$name.jsonl"
    [ "$(wc -l <answers)" -eq 40 ] || bad "$name: as many answers as requests"
    agrees "$name" "$name.jsonl"
done

WRITE=. N=200 REQUESTS=10 SEED=900000000 "$BUILD/tests/props/answers" >/dev/null || bad 'random policies are written'
agrees '200 random policies' [0-9]*.jsonl
finish
