#!/bin/sh
# JSON lines in parts, as GNU parallel --pipe -k or split hand them to several processes at once: the answers, put together in order,
# are those to the whole, whatever the lines, their length and the pieces in which they come.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2

# Complete requests, others, wrong ones, blank lines, ids of every kind, lines longer than what is read at once.
awk 'BEGIN {
    srand(7)
    for (i = 1; i <= 60000; i++) {
        r = int(rand() * 40)
        a = "\"applicant\":\"" (i % 3 ? "firm" : i % 5 ? "citizen" : "staff") "\""
        if (r == 0) print ""
        else if (r == 1) print "{\"id\":" i "," a ",\"amount\":9000}"
        else if (r == 2) print "{\"id\":[" i ", \"x\"]," a "}"
        else if (r == 3) print "{" a ",\"nobody\":1}"
        else if (r == 4) print "{}"
        else if (r == 5) print "{\"id\":\"" i "\"," a ",\"purpose\":[\"tools\",\"travel\"]}"
        else if (r == 6) print "{\"id\":" i
        else print "{\"id\":" i "," a ",\"purpose\":[\"study\"],\"amount\":" i % 5000 ".5,\"day\":\"2025-01-01\",\"urgent\":" (i % 2 ? "true" : "false") ",\"approved\":" (i % 7 ? "true" : "false") ",\"worthy\":true}"
        if (i % 20000 == 0) printf "{\"id\":%d,%900000s\"applicant\":\"firm\"}\n", i, ""
    }
    printf "{\"id\":\"the last\",\"applicant\":\"firm\"}"
}' >in
./small --json in >whole 2>err
if [ $? -eq 1 ] && [ "$(lines whole)" -eq 60004 ]; then ok 'an answer a line'; else bad 'an answer a line' "$(lines whole) $(cat err)"; fi

alike() { # alike "what" COMMAND...: the output is that of one process that read it all at once
    what=$1
    shift
    run "$@"
    if [ "$status" -eq 1 ] && cmp -s whole out; then ok "$what"; else bad "$what" "$status $(cmp whole out 2>&1; cat err)"; fi
}
alike 'a pipe' sh -c 'cat in | ./small --json'
alike 'a pipe in small pieces' sh -c 'dd if=in obs=977 2>/dev/null | ./small --json'

in_parts() { # in_parts N [OPTION...]: N processes at once, a part of the lines each; an error speaks of the line of its part
    n=$1
    shift
    rm -f part.*
    awk -v n="$n" '{ print >("part." int(NR * n / 60004.001)) }' in
    for part in part.?; do ./small --json "$@" "$part" >"$part.out" 2>"$part.err" & done
    wait
    cat part.?.out | sed 's/"error":{"line":[0-9]*/"error":{"line":N/' >out
    sed 's/"error":{"line":[0-9]*/"error":{"line":N/' whole >wanted
    cat part.?.err >err
    if cmp -s wanted out && [ ! -s err ]; then ok "$n processes $*"; else bad "$n processes $*" "$(cmp wanted out 2>&1; cat err)"; fi
}
in_parts 2
in_parts 8

./small --json --max-line 100 in >whole 2>err
alike 'lines that are longer than --max-line, through a pipe' sh -c 'dd if=in obs=1999 2>/dev/null | ./small --json --max-line 100'
in_parts 3 --max-line 100

# The first lines are answered before anything is made ready for many; later ones otherwise, and alike.
for keys in status id,judgements closed_by,each,open; do
    head -n 2000 in >some
    ./small --json --keys=$keys some >whole 2>err
    awk -v keys="$keys" '{ print >("one." int(NR / 20)) }' some
    for part in $(ls one.* | sort -t. -k2n); do ./small --json --keys=$keys "$part"; done 2>err | sed 's/"error":{"line":[0-9]*/"error":{"line":N/' >out
    sed 's/"error":{"line":[0-9]*/"error":{"line":N/' whole >wanted
    same "--keys=$keys, twenty lines at a time" wanted out
    rm -f one.*
done

# ---- little memory ----

case $BUILD in
*-san) skip 'little memory' 'the sanitizers need address space without bounds; make check runs it' ;;
*)
    head -n 2000 in >some
    ./small --json --keys=status some >whole 2>err
    for room in 12000 9000 8000 7000 6000 5000 4000; do
        (ulimit -v $room && exec ./small --json --keys=status some) >out 2>err
        case $? in
        1) if cmp -s whole out; then ok "$room KiB: all answers"; else bad "$room KiB" "$(cmp whole out 2>&1)"; fi ;;
        2) if [ ! -s out ] && grep -q 'not enough memory' err; then ok "$room KiB: said so"; else bad "$room KiB" "$(cat err)"; fi ;;
        *) if grep -q 'shared libraries' err; then ok "$room KiB: too little to start"; else bad "$room KiB" "$(cat err)"; fi ;;
        esac
    done
    ;;
esac
finish
