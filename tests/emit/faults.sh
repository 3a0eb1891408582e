#!/bin/sh
# A fault, and a signal, at every point: each system call of a run fails once, and at each the run is told to end once. Then the
# old files are there, or all the new ones, with a message where it failed, and nothing else is left anywhere.
# Every 9th point of each kind here, so that it takes seconds; every one with STRICT=1 (check-long).
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2
if ! strace -o log true 2>/dev/null; then
    skip 'a fault at every point' 'no strace that works here; install strace'
    finish
fi
case $BUILD in
*-san*)
    skip 'a fault at every point' 'the sanitizers read and write on their own, and take faults there for their end; make check runs it'
    finish
    ;;
esac
STEP=9
[ "${STRICT:-0}" = 1 ] && STEP=1
export TMPDIR="$SCRATCH/tmp" CC="$SCRATCH/cc"

cat >p.strat <<'END'
strategy "Lending" {
    approaches ranked browsing < lending
    paragraphs 1, 2
}
fact member "a member" : yes or no
approach 1 browsing "Browsing" { default }
approach 2 lending "Lending" { may be used when member }
END
# Quick, and it leaves a file behind when it is stopped.
cat >cc <<'END'
#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = -o ] && to=$2; shift; done
echo a >"$TMPDIR/cc-own.s"
echo program >"$to"
rm -f "$TMPDIR/cc-own.s"
END
chmod +x cc
mkdir tmp out

case_of() { # case_of WHAT: its arguments and its files
    case $1 in
    pair) arguments='--emit=c -o out/k.c' files='k.c k.h' ;;
    text) arguments='--emit=map -o out/map' files=map ;;
    examples) arguments='--suggest-examples -o out/more' files=more ;;
    program) arguments='-o out/prog' files=prog ;;
    esac
}

old_files() {
    rm -rf out tmp
    mkdir out tmp
    [ "$1" = old ] || return 0
    for file in $files; do
        echo old >out/$file
        chmod 640 out/$file
    done
}

# What is in the folders, as one word: old, new, none, or all there is.
found() {
    names=$(ls -A out tmp)
    case $names in
    "$(printf 'out:\n\ntmp:')") echo none ;;
    "$expected")
        if diff -r out old >/dev/null; then
            echo old
        elif diff -r out new >/dev/null; then
            echo new
        else
            echo "mixed: $(head -c 40 out/*)"
        fi
        ;;
    *) echo "$names" ;;
    esac
}

# try WHERE BEFORE INJECTION: one run with one fault; adds to $wrong what is not right
try() {
    old_files "$2"
    # shellcheck disable=SC2086
    timeout 60 strace -qq -o log -e trace="$1" -e inject="$1:$3" "$STRATC" $arguments p.strat >said 2>&1
    status=$?
    left=$(found)
    grep -q 'INJECTED\|--- SIG[^C]' log || return 0 # not called so often this time
    points=$((points + 1))
    # Before main() it is the loader that gives up, in its own way.
    case $3,$status,$left in
    error=*,0,new) ;;
    error=*,[1-9]*,"$2")
        [ "$status" -eq 2 ] || [ "$status" -eq 127 ] || wrong="$wrong
$1:$3: status $status"
        [ -s said ] || wrong="$wrong
$1:$3: nothing said"
        ;;
    signal=*,0,*) wrong="$wrong
$1:$3: status 0" ;;
    signal=*,*,"$2" | signal=*,*,new) ;;
    *) wrong="$wrong
$1:$3: status $status, $2 before, then $left: $(head -c 300 said)" ;;
    esac
}

for what in pair text examples program; do
    case_of $what
    old_files old
    expected=$(ls -A out tmp)
    rm -rf old new
    cp -r out old
    # shellcheck disable=SC2086
    strace -qq -o calls "$STRATC" $arguments p.strat >said 2>&1 || bad "$what: a run without a fault" "$(cat said)"
    cp -r out new
    sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' calls | grep -vx 'execve\|exit_group\|rt_sigreturn' | sort | uniq -c >counts

    points=0 wrong=
    for before in old none; do
        for fault in openat=EACCES openat=EMFILE open=EACCES write=ENOSPC fsync=EIO close=EIO fchmod=EPERM rename=EACCES link=EPERM flock=EINTR getrandom=ENOSYS \
            newfstatat=EIO fstat=EIO mkdir=EACCES pipe2=EMFILE pipe=EMFILE clone3=EAGAIN vfork=EAGAIN read=EIO getcwd=EACCES readlink=EACCES; do
            call=${fault%=*}
            # A pipe stays open then, as none does of itself, and we would wait for its end.
            case $what,$call in program,close) continue ;; esac
            n=1
            while [ $n -le "$(awk -v call="$call" '$2 == call { n = $1 } END { print n + 0 }' counts)" ]; do
                try "$call" $before "error=${fault#*=}:when=$n"
                n=$((n + STEP))
            done
        done
    done
    empty "$what: a fault at $points points" "$wrong"
    [ $points -gt 20 ] || bad "$what: points that a fault was tried at" "$points"

    points=0 wrong=
    for before in old none; do
        while read -r count call; do
            n=1
            while [ $n -le "$count" ]; do
                case $((n % 3)) in 0) signal=HUP ;; 1) signal=TERM ;; 2) signal=INT ;; esac
                try "$call" $before "signal=$signal:when=$n"
                n=$((n + STEP))
            done
        done <counts
    done
    empty "$what: a signal at $points points" "$wrong"
    [ $points -gt 20 ] || bad "$what: points that a signal was tried at" "$points"
done
finish
