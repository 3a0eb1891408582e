#!/bin/sh
# A compiled policy for which memory runs out, at each allocation in turn, once or for good: a message and exit status 2, never a
# crash, never silence.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
case $BUILD in
*-san)
    skip 'allocations that fail' 'the sanitizers bring an allocator of their own; make check runs it'
    finish
    ;;
esac
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2

# Preloaded: the allocation number FAIL_AT fails, with FAIL_ON all behind it too, and the file "failed" says that one did.
cat >shim.c <<'END'
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
static int fails(void) {
    static long left = -1;
    if (left < 0) {
        const char *at = getenv("FAIL_AT");
        left = at ? atol(at) : 0;
    }
    if (left == 0 || --left > 0)
        return 0;
    if (getenv("FAIL_ON"))
        left = 1;
    close(open("failed", O_CREAT | O_WRONLY, 0600));
    errno = ENOMEM;
    return 1;
}
void *malloc(size_t n) { return fails() ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t size) { return fails() ? NULL : __libc_calloc(n, size); }
void *realloc(void *p, size_t n) { return fails() ? NULL : __libc_realloc(p, n); }
END
# shellcheck disable=SC2086
if ! $CC -O1 -shared -fPIC -o shim.so shim.c 2>shim.log || ! LD_PRELOAD=./shim.so FAIL_AT=0 ./small --version >/dev/null 2>&1; then
    skip 'allocations that fail' 'this libc lets no allocator be put before its own; glibc does'
    finish
fi

each() { # each "what" ARGUMENT...: with the 1st, 2nd, ... allocation failing, until one run has fewer; then with all from there on
    unset FAIL_ON
    each_allocation "$@"
    export FAIL_ON=1
    each_allocation "$@"
}

each_allocation() {
    what="$1${FAIL_ON:+, and all behind it}"
    shift
    LD_PRELOAD='' ./small "$@" >whole 2>/dev/null
    expected=$?
    n=1
    while :; do
        rm -f failed
        LD_PRELOAD=./shim.so FAIL_AT=$n ./small "$@" >out 2>err
        status=$?
        [ -e failed ] || break
        # A line that does not fit is answered as too long. What only makes it quicker is done without.
        if cmp -s out whole && [ $status -eq $expected ]; then
            :
        elif [ $status -gt 2 ] || { [ $status -ne 2 ] && ! grep -q too_long out; } ||
            { [ $status -eq 2 ] && ! grep -q 'there is not enough memory' err; }; then
            bad "$what" "allocation $n: $status $(cat err)"
            return
        fi
        n=$((n + 1))
        if [ $n -gt 200 ]; then
            bad "$what" 'there is no end to it'
            return
        fi
    done
    cmp -s out whole || bad "$what" 'an answer that differs'
    if [ $n -gt 10 ]; then ok "$what: $((n - 1)) allocations"; else bad "$what" "only $n allocations: does the shim work?"; fi
}

{ echo '{"applicant":"staff"}' && printf '{"applicant":"staff"%0700000d}\n' 0 | tr 0 ' ' && echo '{}'; } >in
printf 'applicant,id\nstaff,1\nstaff,"%0700000d"\n' 0 >table
each '--json' --json --keys=status in
yes '{"applicant":"firm","purpose":["study"],"amount":50,"day":"2025-01-01","worthy":true}' | head -n 100 >many
each '--json, many lines' --json many
each '--csv' --csv --keys=status table
each 'one decision' applicant=firm amount=10
each '--why' --why applicant=firm amount=10
each '--why --json' --why --json applicant=firm amount=10
each '--why-not' --why-not grant applicant=firm amount=10
each '--what-if' --what-if urgent --what-if amount=9 applicant=firm amount=10
each '--record' --record - --by worthy=me --evidence amount=x applicant=firm amount=10 worthy
./small --record a.md applicant=firm amount=10
each '--record FILE' --record b.html applicant=firm amount=10
each '--verify' --verify a.md
each '--verify --json' --verify --json a.md
./small --record c.md applicant=firm amount=500 day=2025-01-01 worthy purpose=study
each '--report' --report duty=approval c.md a.md
each '--facts' --facts
each '--facts --json' --facts --json

# Memory that is bounded from without: however little it is, the program answers or says why not, from the least it starts with.
kib=500 started=
while [ $kib -lt 40000 ]; do
    # shellcheck disable=SC3045 -- dash and bash have it
    ( (ulimit -v $kib && exec ./small applicant=firm amount=10); exit $?) >out 2>err
    status=$?
    kib=$((kib + 150))
    # Below that it is the system that could not start it: its loader has no memory either.
    [ $status -le 2 ] && started=yes
    [ "$started" ] || continue
    { [ $status -eq 0 ] && [ -s out ]; } || { [ $status -eq 2 ] && grep -q 'there is not enough memory' err; } && continue
    bad 'a bound on memory' "$kib KiB: $status $(cat out err)"
done
[ "$started" ] && ok 'a bound on memory' || bad 'a bound on memory' 'it never started'
finish
