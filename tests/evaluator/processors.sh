#!/bin/sh
# The evaluator where char is unsigned and no registers are wide, as on other processors: no warning, the same answers.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile small tests/evaluator/small.strat
case $CC in *clang*) plainly=clang ;; *) plainly=gcc ;; esac
if ! command -v $plainly >/dev/null 2>&1; then
    skip 'other processors' "no $plainly here"
    finish
fi

if log=$(make -s -C "$ROOT" BUILD="$SCRATCH/other" CC=$plainly SAN= CFLAGS='-O1 -funsigned-char -U__SSE2__' \
    "$SCRATCH/other/libstrateval.a" 2>&1); then
    ok 'no warning'
else
    bad 'no warning' "$log"
fi
cp "$STRATC" "$SCRATCH/other/"
cd "$SCRATCH/other" || exit 2
if ! CC=$plainly ./stratc -o small "$ROOT/tests/evaluator/small.strat" 2>err; then
    bad 'compile tests/evaluator/small.strat' "$(cat err)"
    finish
fi

# Lines that the quick reader expects, others, and bytes above ASCII.
awk 'BEGIN {
    for (i = 1; i <= 4000; i++) {
        a = "\"applicant\":\"" (i % 3 ? "firm" : i % 5 ? "citizen" : "staff") "\""
        if (i % 11 == 0) print "{" a ",\"urgent\":null,\"id\":\"\303\251\"}"
        else if (i % 13 == 0) print "{" a ",\"purpose\":[\"tools\", \"travel\"],\"id\":[" i "]}"
        else if (i % 17 == 0) print "{" a ",\"purpose\":\"\377\"}"
        else if (i % 19 == 0) print "{" a ",\"caf\303\251\":1}"
        else print "{\"id\":" i "," a ",\"purpose\":[\"study\"],\"amount\":" i % 5000 ".5,\"day\":\"2025-01-01\",\"urgent\":" (i % 2 ? "true" : "false") ",\"approved\":" (i % 7 ? "true" : "false") ",\"worthy\":true}"
    }
}' >in
"$SCRATCH/small" --json in >wanted
./small --json in >out 2>err
if [ $? -eq 1 ] && [ ! -s err ]; then same 'the same answers' wanted out; else bad 'JSON lines' "$(cat err)"; fi
printf 'id,applicant,urgent\n"\303\251",firm,yes\n2,staff,no\n3,\377,no\n' >table
"$SCRATCH/small" --csv table >wanted
./small --csv table >out
same 'the same answers as CSV' wanted out
finish
