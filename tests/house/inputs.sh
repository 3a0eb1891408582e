#!/bin/sh
# What a policy is read from: files, standard input, the output of a command; never what might keep stratc waiting for ever, and for
# `use` never what a link leads to outside the folders of the policy: nothing of that is shown.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2
mkdir policy policy/sub elsewhere
cd policy || exit 2

cat >p.strat <<'END'
strategy "S" { approaches ranked a < b }
fact k "k" : yes or no
approach 1 a "A" { default }
approach 2 b "B" { may be used when k }
END
mkfifo fifo.strat
ln -s fifo.strat link-to-fifo.strat
ln -s /dev/zero zero.strat
ln -s /dev/tty tty.strat
mkdir folder.strat
have_socket=
if perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "socket.strat", Listen => 1) or exit 1' 2>/dev/null; then
    have_socket=socket.strat
else
    skip 'a socket' 'perl makes one (apt-get install perl-base)'
fi

run() { # run ARGS: at most five seconds
    timeout 5 "$STRATC" "$@" >out 2>&1
    status=$?
}
expect() { # expect STATUS "what" [PATTERN]
    if [ "$status" -ne "$1" ]; then bad "$2" "exit $status: $(cat out)"
    elif [ $# -gt 2 ] && ! unwrapped out | grep -qE -e "$3"; then bad "$2" "$(cat out)"
    else ok "$2"; fi
}

# ---- named on the command line ----

for mode in --lint --test --emit=map --suggest-examples --readings; do
    run $mode - <p.strat && run $mode - <p.strat
    expect 0 "$mode -"
done
cat p.strat | "$STRATC" --lint /dev/stdin >out 2>&1
status=$?
expect 0 '/dev/stdin, a pipe'
run --lint /dev/stdin <p.strat
expect 0 '/dev/stdin, a file'
printf 'fact\n' | "$STRATC" --lint - >out 2>&1
status=$?
expect 1 'standard input has a name in messages' '^<stdin>:[12]:'
printf 'fact k "k" : yes or no\n' >k.strat
{ echo 'use "k"' && sed 2d p.strat; } | "$STRATC" --lint - >out 2>&1
status=$?
expect 0 'use beside it is use in the folder of the run'
head -c 20000000 /dev/zero | tr '\0' ' ' | "$STRATC" --lint - >out 2>&1
status=$?
expect 2 'too much from standard input' 'file-too-large'
if command -v bash >/dev/null 2>&1; then
    timeout 5 bash -c '"$0" --diff <(sleep 0.2; cat p.strat) <(cat p.strat)' "$STRATC" >out 2>&1
    status=$?
    expect 0 'what commands write'
else
    skip 'what commands write' 'bash has <(command) (apt-get install bash)'
fi
for way in '- p.strat' 'p.strat -'; do
    # shellcheck disable=SC2086
    run --diff $way <p.strat
    expect 0 "--diff $way" '<stdin>.* no difference'
done
"$STRATC" --lint --message-format=json p.strat >known
run --lint --baseline - p.strat <known
expect 0 '--baseline -' '^baseline: '
run --diff - - <p.strat
expect 2 'standard input twice' 'can be read once only'
run - <p.strat
expect 2 'no name for the program' 'name it with -o'
run --emit=map -o p.strat - <p.strat
expect 2 'a result does not take the place of what is read' 'would take the place of the policy'
for what in fifo.strat link-to-fifo.strat zero.strat /dev/zero $have_socket; do
    for mode in --lint --emit=map '--diff p.strat' '--lint --baseline p.strat' '--lint p.strat --baseline'; do
        # shellcheck disable=SC2086
        run $mode "$what"
        expect 2 "$mode $what" 'cannot read .*: it is a (pipe|device|socket)|bad-baseline'
    done
done
run --lint folder.strat
expect 2 'a folder' 'is a folder, not a policy file'
run --lint /dev/null
expect 1 '/dev/null is an empty policy' no-strategy

# ---- used ----

secret='Xsecretpassword { "'
printf '%s\n' "$secret" >../elsewhere/secret
printf '%s\n' "$secret" >../elsewhere/secret.strat
ln -s ../elsewhere/secret out.strat
ln -s "$SCRATCH/elsewhere/secret" out-absolute.strat
ln -s out.strat out-by-another.strat
ln -s ../elsewhere outside
ln -s ../p.strat sub/back.strat
ln -s sub/../../policy/p.strat round.strat
ln -s sub again
ln -s .. sub/up
used() { # used STATUS "NAME" [PATTERN] [OPTION...]
    expected=$1 name=$2 pattern=$3
    shift 3
    { printf 'use "%s"\n' "$name" && cat p.strat; } >u.strat
    for format in text json sarif; do
        run "$@" --message-format=$format --lint u.strat
        expect "$expected" "use \"$name\", $format" "$pattern"
        ! grep -q Xsecret out || bad "use \"$name\", $format: nothing of it is shown" "$(cat out)"
    done
    for mode in --test --emit=map --readings; do
        run "$@" $mode u.strat
        [ $status -ne 124 ] && ! grep -q Xsecret out || bad "use \"$name\", $mode" "$(cat out)"
    done
}
for what in fifo link-to-fifo zero tty $have_socket; do
    what=${what%.strat}
    used 2 "$what" 'it is a (pipe|device|socket)|leads by a link out'
done
used 2 folder 'is a folder'
for what in out out-absolute out-by-another outside/secret; do
    used 1 $what 'leads by a link out of the folders of the policy'
done
run -I . --lint sub/nothing.strat # for the rest: no other way than the links
for what in sub/back round again/back sub/up/sub/back; do
    { printf 'use "%s"\n' "$what" && sed 1d p.strat; } >u.strat
    run --lint u.strat
    expect 1 "use \"$what\" leads nowhere else" 'second-strategy|no-strategy'
done
# Beside a file that is missing others are named, but not from out there.
used 1 outside/secrt 'there is no file'
! grep -q 'did you mean' out && ok 'what is outside is not proposed' || bad 'what is outside is not proposed' "$(cat out)"
printf 'fact k "k" : yes or no\n' >../elsewhere/fine.strat
ln -s ../elsewhere/fine.strat fine.strat
{ printf 'use "fine"\n' && sed 2d p.strat; } >u.strat
run --lint u.strat
expect 1 'a link out of the folder' use-outside
run -I ../elsewhere --lint u.strat
expect 0 'its folder is named with -I'
# In the place where the link was looked at there may be another a moment later.
{ printf 'use "swap"\n' && sed 2d p.strat; } >u.strat
cp ../elsewhere/fine.strat inside.strat
( while :; do ln -sfn inside.strat swap.strat; ln -sfn out.strat swap.strat; done ) 2>/dev/null &
swapping=$!
n=0 seen=
while [ $((n += 1)) -le 150 ]; do
    timeout 5 "$STRATC" --lint u.strat >out 2>&1
    ! grep -q Xsecret out || seen=$(cat out)
done
kill $swapping
wait $swapping 2>/dev/null
empty 'a link that changes all the time shows nothing either' "$seen"
# ---- many ----

# Limits on memory are each policy's own: one after two thousand others is told what it is told alone.
if "$STRATC" --lint "$ROOT"/tests/cases/*/*.strat "$ROOT"/tests/cases/*/*.strat | grep 'too much memory' >many; then
    bad 'policies after many others' "$(head -n 3 many)"
else
    ok 'policies after many others'
fi

finish
