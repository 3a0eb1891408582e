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

judged() { # judged POLICY [GAPS]: 40 random requests, of which such a share leaves out facts
    name=$(basename "$1" .strat)
    "$STRATC" -o program "$1" || bad "$name"
    python3 "$ROOT/tests/oracle/agree.py" --ask 40 "$@" >requests
    ./program --json --keys=+each,grounds requests >answers
    sed 's/^/{"request":/' requests >left
    sed 's/^/,"answer":/; s/$/}/' answers >right
    paste -d '\0' left right >"$name.jsonl"
    [ "$(wc -l <answers)" -eq 40 ] || bad "$name: as many answers as requests"
    agrees "$name" "$name.jsonl"
}

cp "$ROOT"/policies/*.strat .
for policy in "$ROOT"/policies/*.strat; do
    case $policy in *-examples.strat) continue ;; esac
    judged "$policy"
done

# What is asked first depends on how many values settle the matter, up to 2^64 of a set.
cat >shares.strat <<EOF
strategy "Shares" { approaches ranked low < mid < high }
fact tags "tags" : set of { t1, t2, t3, t4, t5, t6 }
fact marks "marks" : set of { v$(seq -s ', v' 1 64) }
fact size "size" : number 0.00..10.00 "m"
fact day "day" : date
fact kind "kind" : one of { k1, k2, k3, k4, k5, k6, k7 }
fact calm "calm" : yes or no
approach 1 low "Low" { default }
approach 2 mid "Mid" { may be used when (tags is empty and calm) or size above 9.50 or (marks is empty and calm) }
approach 3 high "High" { may be used when (kind = k1 and tags includes t2 and marks includes v1) or (day at least 2026-01-01 and kind = k2) }
EOF
judged shares.strat 0.6

WRITE=. N=200 REQUESTS=10 SEED=900000000 "$BUILD/tests/props/answers" >/dev/null || bad 'random policies are written'
agrees '200 random policies' [0-9]*.jsonl
finish
