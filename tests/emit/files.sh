#!/bin/sh
# Where results go: devices, pipes and links stay what they are, a program goes through the same door as any other file; folders of
# any name; two runs at once; and nothing of the machine is in a program.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2
P=$ROOT/policies/tutorial.strat
mkdir tmp
export TMPDIR="$SCRATCH/tmp"

expect() { # expect STATUS "what" ARGUMENTS: with that status, and nothing left behind
    wanted=$1 what=$2
    shift 2
    timeout 60 "$STRATC" "$@" >out 2>said
    status=$?
    left=$(find . -name '.stratc-*' -o -name '*.stratc-*' -o -path './tmp/*')
    if [ $status = "$wanted" ] && [ -z "$left" ]; then ok "$what"; else bad "$what" "status $status, left: $left; $(cat said)"; fi
}
says() { # says "what" PATTERN
    if unwrapped said | grep -q -- "$2"; then ok "$1"; else bad "$1" "$(cat said)"; fi
}
kind() { stat -c %F -- "$1"; }

# ---- devices, pipes, links ----

# Never the machine's own as root: it would be gone.
if [ "$(id -u)" != 0 ]; then
    null=/dev/null
elif mknod null c 1 3 2>/dev/null && : 2>/dev/null >null; then
    null=./null
else
    null=
    skip 'a device' 'no device can be made here; run it as another user than root'
fi
if [ "$null" ]; then
    for mode in '' --emit=c --emit=map --suggest-examples; do
        # shellcheck disable=SC2086
        expect 0 "stratc $mode to a device" $mode -o $null "$P"
        [ "$(kind $null)" = 'character special file' ] || bad "stratc $mode leaves a device one" "$(kind $null)"
    done
    ln -s $null to-null
    expect 0 'a program to a link to a device' -o to-null "$P"
    [ -h to-null ] && [ "$(kind $null)" = 'character special file' ] || bad 'a link to a device stays one'
fi
empty 'no header is put beside a device' "$(ls null.h /dev/null.h to-null.h 2>/dev/null)"

mkfifo pipe
expect 2 'a program to a pipe' -o pipe "$P"
says 'a program to a pipe: why not' 'a program cannot go to the pipe pipe'
cat pipe >through &
expect 0 'C to a pipe' --emit=c -o pipe "$P"
wait
"$STRATC" --emit=c -o - "$P" >shown
same 'C through a pipe' shown through
[ -p pipe ] && ok 'a pipe stays one' || bad 'a pipe stays one'

expect 0 'a pair by the name of its source' --emit=c -o pair.c "$P"
mkdir by-header
expect 0 'a pair by the name of its header' --emit=c -o by-header/pair.h "$P"
same 'the same source' pair.c by-header/pair.c
same 'the same header' pair.h by-header/pair.h

expect 2 'a program to standard output' -o - "$P"
says 'a program to standard output: why not' 'a program cannot go to standard output: name a file with -o'
empty 'no file named -' "$(ls -- ./- 2>/dev/null)"

echo target >target
ln -s target link
expect 0 'a program by a link' -o link "$P"
[ -h link ] && ./target --help >out && ok 'the link stays, the file it names is replaced' || bad 'the link stays, the file it names is replaced'
ln -s target k.c
echo old >k.h
ln -s /dev/full full.c
echo old >full.h
expect 2 'a pair of which one is a full disk' --emit=c -o full.c "$P"
[ "$(cat full.h)" = old ] && ok 'then the other is as it was' || bad 'then the other is as it was'
ln -sf k.h k.c
expect 2 'a pair that is one file' --emit=c -o k.c "$P"
[ "$(cat k.h)" = old ] && ok 'then it is as it was' || bad 'then it is as it was'
rm k.c k.h

# ---- names ----

odd="a b'c\"d
e|&\\f"
mkdir "$odd" ./-rel
(cd "$odd" && "$STRATC" -o - "$P" 2>&1 && exit
    "$STRATC" -o "$SCRATCH/$odd/prog" "$P" && "./prog" --help && "$STRATC" --emit=c -o "../$odd/k.c" "$P" && $CC -c k.c) >said 2>&1 &&
    ok 'a folder with blanks, quotes and a newline in its name' || bad 'a folder with blanks, quotes and a newline in its name' "$(cat said)"
for dir in "$SCRATCH/$odd" "$odd" -rel ./-rel; do
    what="TMPDIR is $(printf '%s' "$dir" | tr '\n' ' ')"
    rm -f prog
    TMPDIR=$dir "$STRATC" -o prog "$P" >said 2>&1 && ./prog --help >out 2>&1 && ok "$what" || bad "$what" "$(cat said)"
done
empty 'nothing is left there' "$(find "$odd" ./-rel -name 'stratc-*' -o -name 'cc*')"
TMPDIR=$SCRATCH/nowhere "$STRATC" -o prog "$P" >said 2>&1
says 'a TMPDIR that is not there' 'cannot make a folder for the C of this policy in .*/nowhere: there is no such file or folder'
expect 0 'a name like an option' -o -s "$P"
./-s --help >out && ok 'a program named like an option' || bad 'a program named like an option'

(umask 077 && "$STRATC" -o private "$P" && "$STRATC" --emit=c -o private.c "$P")
[ "$(stat -c '%a' private private.c private.h | tr '\n' ' ')" = '700 600 600 ' ] && ok 'the umask is obeyed' ||
    bad 'the umask is obeyed' "$(ls -l private*)"

# ---- streams that are not there ----

"$STRATC" --emit=c --with=batch --with=ask -o k.c "$P" && cp k.c right.c
without() { # without STREAM COMMAND...
    case $1 in
    0) shift; "$@" <&- ;;
    1) shift; "$@" >&- ;;
    2) shift; "$@" 2>&- ;;
    esac
}
for stream in 0 1 2; do
    without $stream "$STRATC" --emit=c --with=batch --with=ask -o k.c "$P"
    same "C where stream $stream is closed" right.c k.c
    without $stream "$STRATC" -o closed "$P" && ./closed --help >out && ok "a program where stream $stream is closed" ||
        bad "a program where stream $stream is closed"
    rm -f closed
done

# ---- files that are too large ----

echo old >prog
for limit in 1 20 100 150; do
    (
        # shellcheck disable=SC3045 -- dash and bash have it
        ulimit -f $limit
        "$STRATC" --emit=c --with=batch --with=ask -o k.c "$P"
    ) >said 2>&1
    status=$?
    [ $status = 2 ] && cmp -s right.c k.c && ok "C where a file has at most $limit blocks" || bad "C where a file has at most $limit blocks" "$status: $(cat said)"
    (
        ulimit -f $limit
        "$STRATC" -o prog "$P"
    ) >said 2>&1
    status=$?
    [ $status = 2 ] && [ "$(cat prog)" = old ] && ok "a program where a file has at most $limit blocks" ||
        bad "a program where a file has at most $limit blocks" "$status: $(cat said)"
done
empty 'and nothing is left' "$(find . -name '.stratc-*' -o -path './tmp/*')"

# ---- what is in a program ----

mkdir -p one/tmp 'other place/tmp'
(cd one && TMPDIR=$SCRATCH/one/tmp "$STRATC" -o prog "$P")
(cd 'other place' && TMPDIR=tmp HOME=/nowhere "$STRATC" -o prog "$P")
case $BUILD in
*-san*) set -- ;; # the sanitizers put the places of sources in
*)
    set -- "$SCRATCH" "$ROOT" "$BUILD" "${HOME:-/root}" /tmp
    same 'the same program from another folder' one/prog 'other place/prog'
    ;;
esac
for path in "$@"; do
    [ "$path" = / ] || empty "no $path in a program" "$(tr -c '[:print:]' '\n' <one/prog | grep -F -- "$path" | head -3)"
done
case $BUILD in
*-san*) ;;
*)
    size=$(stat -c %s one/prog)
    [ "$size" -lt 480000 ] && ok 'a program is small' || bad 'a program is small' "$size bytes"
    ;;
esac

# ---- two at once ----

"$STRATC" --emit=c -o two.c "$P" && mv two.c two.h one
"$STRATC" --emit=c -o two.c "$ROOT/policies/vulnerability-disclosure.strat" && mv two.c two.h 'other place'
mixed=
for i in 1 2 3 4 5 6 7 8 9 10; do
    "$STRATC" --emit=c -o two.c "$P" &
    "$STRATC" --emit=c -o two.c "$ROOT/policies/vulnerability-disclosure.strat" &
    wait
    cmp -s two.c one/two.c && cmp -s two.h one/two.h || { cmp -s two.c 'other place/two.c' && cmp -s two.h 'other place/two.h'; } || mixed="$mixed $i"
done
empty 'two runs at once do not mix' "$mixed"
cp one/two.c 'other place'
$CC -c -o two.o 'other place/two.c' >said 2>&1 && bad 'a source with the header of another run is refused'
says 'and told why' 'this file and its header are of different runs of stratc: emit both again'

# ---- a compiler that is stopped ----

cat >slow <<END
#!/bin/sh
echo \$\$ >"$SCRATCH/pid"
echo a >"\$TMPDIR/cc-own.s"
sleep 20
exec $CC "\$@"
END
sed 's/^echo a/trap "" TERM HUP INT; &/' slow >stubborn
chmod +x slow stubborn
stop() { # stop "what" COMPILER SIGNAL
    rm -f pid
    CC=$SCRATCH/$2 "$STRATC" -o prog "$P" >said 2>&1 &
    stratc=$!
    while [ ! -s pid ]; do sleep 0.05; done
    sleep 0.1
    start=$(date +%s)
    kill -s "$3" $stratc
    wait $stratc 2>/dev/null
    status=$?
    seconds=$(($(date +%s) - start))
    alive=$(kill -0 "$(cat pid)" 2>&1 && echo 'the compiler goes on')
    left=$(find . -name '.stratc-*' -o -path './tmp/*')
    if [ $status -gt 128 ] && [ "$(kill -l $status)" = "$3" ] && [ $seconds -lt 10 ] && [ -z "$left" ] && [ "$(cat prog)" = old ] &&
        [ "$alive" != 'the compiler goes on' ]; then
        ok "$1"
    else
        bad "$1" "status $status after $seconds s, left: $left; $alive; $(cat said)"
    fi
}
for signal in HUP TERM; do
    stop "$signal while the C compiler runs" slow $signal
done
stop 'a compiler that does not obey' stubborn TERM
(
    trap '' HUP
    sed 's/sleep 20/sleep 1/' slow >brief && chmod +x brief
    CC=$SCRATCH/brief "$STRATC" -o kept "$P" &
    stratc=$!
    sleep 0.5
    kill -s HUP $stratc
    wait $stratc
) >said 2>&1
./kept --help >out 2>&1 && ok 'nohup: a signal that is ignored stays so' || bad 'nohup: a signal that is ignored stays so' "$(cat said)"

(trap '' CHLD && CC=false exec "$STRATC" -o prog "$P") >said 2>&1
says 'a compiler that fails, where whoever starts us does not care' ST0008

# ---- one door ----

empty 'nothing but base/outfile.c opens a file to write, or renames one' \
    "$(cd "$ROOT/src" && grep -nE '\b(fopen|open|openat)\b?\([^;]*("w|"a|O_WRONLY|O_RDWR|O_CREAT)|\b(freopen|creat|rename|renameat|mkstemp|mkostemp|tmpfile) ?\(' -r . --include='*.c' |
        grep -v '^\./base/outfile\.c:')"

finish
