#!/bin/sh
# JSON lines by several threads: the same bytes as by one, whatever the lines, their length and the pieces in which they come.
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
./small --json --threads 1 in >whole 2>err
if [ $? -eq 1 ] && [ "$(lines whole)" -eq 60004 ]; then ok 'one thread: an answer a line'; else bad 'one thread' "$(lines whole) $(cat err)"; fi

alike() { # alike "what" COMMAND...: the output is what one thread wrote
    what=$1
    shift
    run "$@"
    if [ "$status" -eq 1 ] && cmp -s whole out; then ok "$what"; else bad "$what" "$status $(cmp whole out 2>&1; cat err)"; fi
}
for n in 2 3 8; do
    alike "$n threads, a file" ./small --json --threads "$n" in
    alike "$n threads, a pipe" sh -c "cat in | ./small --json --threads $n"
    alike "$n threads, a pipe in small pieces" sh -c "dd if=in obs=977 2>/dev/null | ./small --json --threads $n"
done
alike 'as many as the machine has' ./small --json in

./small --json --threads 1 --max-line 100 in >whole 2>err
for n in 2 8; do
    alike "$n threads, lines that are longer than --max-line" ./small --json --threads "$n" --max-line 100 in
    alike "$n threads, such lines through a pipe" sh -c "dd if=in obs=1999 2>/dev/null | ./small --json --threads $n --max-line 100"
done

head -n 2000 in >some
for keys in status id,judgements closed_by,each,open; do
    ./small --json --threads 1 --keys=$keys some >whole 2>err
    alike "--keys=$keys" ./small --json --threads 4 --keys=$keys some
done

: >none
run ./small --json --threads 4 none
wanted 'nothing to read' 0 '!.'
printf '{"applicant":"staff"}' >one
run ./small --json --threads 4 --keys=status one
wanted 'one line without an end' 0 '^{"status":"out_of_scope"}$'
run ./small --json --threads 4 missing
wanted 'no such file' 2 'there is no such file'
run ./small --json --threads 4 /
wanted 'a folder' 2 'it is a folder'
run ./small --json --threads 0 one
wanted 'no thread at all' 2 '--threads takes a number from 1 to 256'
run ./small --csv --threads 2 one
wanted 'not with --csv' 2 '--threads goes with --json'

# ---- output that fails ----

# Often: which thread is the first to know depends on chance.
n=0 fine=yes
while [ "$fine" ] && [ $((n += 1)) -le 100 ]; do
    { ./small --json --threads 4 in 2>err; echo $? >status; } | head -n 1 >out
    [ "$(cat status)" -le 1 ] && [ ! -s err ] || fine=
done
[ "$fine" ] && ok 'a reader that goes away' || bad 'a reader that goes away' "$(cat status err)"
if [ -w /dev/full ]; then
    ./small --json --threads 4 in >/dev/full 2>err
    [ $? -eq 2 ] && grep -q 'the disk is full' err && ok 'a full disk' || bad 'a full disk' "$(cat err)"
else
    skip 'a full disk' 'there is no /dev/full here; Linux has it'
fi

# ---- whoever sends one line and waits gets the answer ----

mkfifo fifo
./small --json --threads 3 --keys=status fifo >out 2>err &
pid=$!
exec 3>fifo
late=
for n in 1 2 3 4 5 6; do
    printf '{"applicant":"st' >&3
    printf 'aff"}\n' >&3
    for _ in $(seq 100); do
        [ "$(lines out)" -ge "$n" ] && break
        sleep 0.05
    done
    [ "$(lines out)" -eq "$n" ] || late="$late $n"
done
exec 3>&-
wait "$pid" && [ -z "$late" ] && ok 'a slow pipe: each answer before the next line' || bad 'a slow pipe' "late: $late; $(cat out err)"

# ---- memory ----

case $BUILD in
*-san) skip 'flat memory' 'the sanitizers need address space without bounds; make check runs it' ;;
*)
    yes '{"applicant":"staff"}' | head -n 800000 | (ulimit -v 60000 && exec ./small --json --threads 4 --keys=status) >out 2>err
    [ "$(grep -c out_of_scope out)" -eq 800000 ] && ok 'flat memory' || bad 'flat memory' "$(lines out) $(cat err)"
    # A long line before the threads begin does not make each of them read so much at once.
    cat >most.c <<'END'
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
    struct rusage used;
    if (argc > 1 && fork() == 0) {
        execv(argv[1], argv + 1);
        _exit(127);
    }
    wait(NULL);
    getrusage(RUSAGE_CHILDREN, &used);
    fprintf(stderr, "%ld\n", used.ru_maxrss);
}
END
    $CC -o most most.c 2>err || bad 'compile most.c' "$(cat err)"
    awk 'BEGIN {
        printf "{\"applicant\":\"staff\"%20000000s}\n", ""
        for (i = 0; i < 120; i++) printf "{\"applicant\":\"staff\"%600000s}\n", ""
    }' >long
    ./most ./small --json --keys=status long >out 2>err
    [ "$(grep -c out_of_scope out)" -eq 121 ] && [ "$(cat err)" -lt 60000 ] && ok 'a long line, then many threads' ||
        bad 'a long line, then many threads' "$(lines out) answers, $(cat err) KiB"
    rm long
    ./small --json --threads 1 --keys=status some >whole 2>err
    for room in 12000 9000 8000 7000 6000 5000 4000; do
        (ulimit -v $room && exec ./small --json --threads 8 --keys=status some) >out 2>err
        case $? in
        1) if cmp -s whole out; then ok "$room KiB: all answers"; else bad "$room KiB" "$(cmp whole out 2>&1)"; fi ;;
        2) if [ ! -s out ] && grep -q 'not enough memory' err; then ok "$room KiB: said so"; else bad "$room KiB" "$(cat err)"; fi ;;
        *) if grep -q 'shared libraries' err; then ok "$room KiB: too little to start"; else bad "$room KiB" "$(cat err)"; fi ;;
        esac
    done
    ;;
esac
finish
