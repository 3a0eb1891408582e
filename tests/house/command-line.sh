#!/bin/sh
# What stratc is asked for without a policy: right answers on standard output with exit 0, wrong questions on standard error
# with exit 2, and an output that cannot be written is an error like any other.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

# run ARGS: output to out, messages to err, the exit status in $status
run() {
    "$STRATC" "$@" >out 2>err </dev/null
    status=$?
}

expect() { # expect STATUS "what": the last run, with an empty err for 0 and an empty out otherwise
    if [ "$status" -ne "$1" ]; then
        bad "$2" "exit $status: $(cat out err)"
    elif [ "$1" -eq 0 ] && [ -s err ]; then
        bad "$2" "$(cat err)"
    elif [ "$1" -eq 2 ] && { [ -s out ] || ! unwrapped err | grep -qE '^stratc: error: .* \[ST0[0-9]{3} [a-z0-9-]+\]$'; }; then
        bad "$2" "$(cat out err)"
    else
        ok "$2"
    fi
}

for question in --help -h --version -V --list-codes '--explain unused-fact' '--explain ST0001' '--explain=1001'; do
    # shellcheck disable=SC2086
    run $question
    expect 0 "stratc $question"
    [ -s out ] || bad "stratc $question answers"
done
run --version
if grep -qE '^stratc [0-9]+\.[0-9]+\.[0-9]+$' out; then ok 'the version is one line'; else bad 'the version is one line' "$(cat out)"; fi

for question in '' --hepl '--explain nothing' --explain '--version x' '--lint' '-o' '-Wnothing x' 'a b' '--color=red x'; do
    # shellcheck disable=SC2086
    run $question
    expect 2 "refused: stratc $question"
done
run --hepl --explain
if [ "$(grep -c '^stratc: error: ' err)" -eq 2 ]; then ok 'all that is wrong is said at once'; else bad 'all that is wrong is said at once' "$(cat err)"; fi

# ---- where the answer goes ----

run --message-format=json --hepl
if grep -qE '^\{"file":null,.*"code":"ST0006","slug":"usage",.*\}$' err; then ok 'usage errors as JSON'; else bad 'usage errors as JSON' "$(cat err)"; fi

for question in --version --list-codes; do # within the buffer of the stream, and beyond it
    "$STRATC" $question >/dev/full 2>err
    status=$? && : >out
    expect 2 "a full disk: stratc $question"
    grep -q 'the disk is full' err || bad 'the message says that the disk is full' "$(cat err)"
done
"$STRATC" --version >&- 2>err
status=$? && : >out
expect 2 'a closed standard output'
"$STRATC" --hepl 2>&- >out
status=$?
if [ "$status" -eq 2 ] && [ ! -s out ]; then ok 'a closed standard error'; else bad 'a closed standard error' "$status"; fi

# ---- colour ----

escape=$(printf '\033')
run --hepl
if grep -q "$escape" err; then bad 'no colour in a file'; else ok 'no colour in a file'; fi
run --color=always --hepl
if grep -q "$escape" err; then ok '--color=always'; else bad '--color=always' "$(cat err)"; fi
NO_COLOR=1 "$STRATC" --color=always --hepl 2>err
if grep -q "$escape" err; then ok '--color=always prevails over NO_COLOR'; else bad '--color=always prevails over NO_COLOR'; fi

# ---- memory ----

# The address sanitizer reserves more than any limit before main begins.
if ! nm "$STRATC" 2>/dev/null | grep -q __asan; then
    # shellcheck disable=SC3045 -- dash and bash have it; where it is unknown the file is too large instead
    (ulimit -v 20000 2>/dev/null && "$STRATC" --lint - </dev/zero) >out 2>err
    status=$?
    if [ $status -eq 2 ] && grep -qE 'ST0001 out-of-memory|ST0004 file-too-large' err; then
        ok 'too little memory'
    else
        bad 'too little memory' "exit $status: $(cat out err)"
    fi
fi
finish
