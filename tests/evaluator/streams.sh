#!/bin/sh
# A compiled policy between other programs: pipes that are slow or closed, disks that are full, files that cannot be read.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2

# ---- whoever sends one request and waits gets the answer ----

wait_for_lines() { # wait_for_lines N FILE TENTHS-OF-A-SECOND
    for _ in $(seq "$3"); do
        [ "$(lines "$2")" -ge "$1" ] && return 0
        sleep 0.1
    done
    return 1
}

slow() { # slow "what" MODE HEADER-LINES FIRST SECOND THIRD: a line at a time, the next only after the answer to the last
    mkfifo fifo
    : >out
    "./enisa" "$2" --keys=status fifo >out 2>err &
    pid=$!
    exec 3>fifo
    printf '%s' "$4" >&3
    printf '\n' >&3
    wait_for_lines $((1 + $3)) out 100 && first=yes || first=no
    printf '%s' "$5" >&3 # half of it
    wait_for_lines $((2 + $3)) out 3 && early=yes || early=no
    printf '%s\n' "$6" >&3
    wait_for_lines $((2 + $3)) out 100 && second=yes || second=no
    exec 3>&-
    wait "$pid"
    status=$?
    rm fifo
    if [ "$first $early $second $status" = 'yes no yes 0' ]; then ok "$1"; else bad "$1" "$first $early $second $status: $(cat out err)"; fi
}
slow 'JSON: an answer for each line as it comes' --json 0 '{"partner":"FR"}' '{"partner":' '"DE"}'
slow 'CSV: an answer for each row as it comes' --csv 1 'partner
FR' 'D' 'E'

# ---- output that fails ----

# Complete requests: what is tested here is the output.
line='{"applicant":"firm","purpose":[],"amount":50,"day":"2025-01-01","urgent":true,"approved":true,"worthy":true}'
yes "$line" | head -n 20000 >in
{ ./small --json in 2>err; echo $? >status; } | head -n 1 >out
[ "$(cat status)" = 0 ] && [ "$(lines out)" -eq 1 ] && [ ! -s err ] &&
    ok 'a reader that goes away' || bad 'a reader that goes away' "$(cat status err)"
{ sed 's/.*/staff/; 1s/.*/applicant/' in | ./small --csv 2>err; echo $? >status; } | head -n 1 >out
[ "$(cat status)" = 0 ] && [ ! -s err ] && ok 'a reader that goes away, CSV' ||
    bad 'a reader that goes away, CSV' "$(cat status err)"

# Whoever closes a pipe early has what they want: silence, and the status that it would have had.
mkfifo pipe
closed() { # closed STATUS ARGUMENT...: into a pipe that nobody reads
    true <pipe &
    exec 4>pipe
    wait $!
    expected=$1
    shift
    ./small "$@" >&4 2>err
    status=$?
    exec 4>&-
    [ $status -eq "$expected" ] && [ ! -s err ] && ok "a pipe that is closed: $*" || bad "a pipe that is closed: $*" "$status $(cat err)"
}
{ echo '{"applicant":"nobody"}' && cat in; } >wrong
closed 0 --json in
closed 1 --json wrong
printf 'applicant\nstaff\n' >table
closed 0 --csv table
printf 'applicant\nnobody\n' >table
closed 1 --csv table
closed 0 applicant=staff
closed 0 --why applicant=staff
closed 0 --facts
closed 0 --facts --json
closed 0 --version
closed 0 --help
./small --require advice applicant=staff >whole 2>&1
closed $? --require advice applicant=staff

if [ -w /dev/full ]; then
    full() { # full "what" COMMAND...
        what=$1
        shift
        "$@" >/dev/full 2>err
        status=$?
        [ "$status" -eq 2 ] && grep -q 'the disk is full' err && ok "a full disk: $what" || bad "a full disk: $what" "$status $(cat err)"
    }
    head -n 3 in >few
    full '--json, few lines' ./small --json few
    full '--json, many lines' ./small --json in
    echo partner >header
    full '--csv, a header' ./enisa --csv header
    full 'one decision' ./enisa partner=FR
    full --facts ./enisa --facts
    full '--facts --json' ./enisa --facts --json
    full --version ./enisa --version
    full --help ./enisa --help
    full --why ./enisa --why partner=UA
    full --require ./enisa --require limited partner=UA
else
    skip 'a full disk' 'there is no /dev/full here; Linux has it'
fi
run sh -c './enisa partner=FR >&-'
wanted 'no standard output' 2 'could not be written'

# ---- input that fails ----

run ./enisa --json missing
wanted 'no such file' 2 '^enisa: missing: there is no such file$'
run ./enisa --csv missing
wanted 'no such file, CSV' 2 '^enisa: missing: there is no such file$'
run ./enisa --json /
wanted 'a folder' 2 '^enisa: /: it is a folder, not a file$'
run ./enisa --csv .
wanted 'a folder, CSV' 2 'it is a folder'
run sh -c './enisa --json <&-'
wanted 'no standard input' 2 'standard input'
if [ "$(id -u)" -ne 0 ]; then
    : >secret
    chmod 0 secret
    run ./enisa --json secret
    wanted 'a file that may not be read' 2 'permission denied'
fi
run ./enisa --json - </dev/null
wanted '- is standard input' 0 '!.'
for form in '--json -' --json=- '--csv -' --csv=-; do
    case $form in --json*) echo '{"applicant":"staff"}' ;; *) printf 'applicant\nstaff\n' ;; esac >one
    # shellcheck disable=SC2086
    run ./small $form <one
    wanted "$form" 0 out_of_scope
done

# ---- how far it is ----

row='{"applicant":"staff"}'
if has_terminal; then
    echo "$row" >one
    printf '{ cat one; sleep 0.5; cat one; } | ./small --json --progress --keys=status >out\n' >typed
    TERM=xterm script -qec 'sh typed' seen >/dev/null 2>&1 </dev/null
    grep -q '0.0 MB' seen && [ "$(lines out)" -eq 2 ] && ok '--progress, a pipe' || bad '--progress, a pipe' "$(cat seen out)"
    TERM=dumb script -qec 'sh typed' seen >/dev/null 2>&1 </dev/null
    grep -q 'MB' seen && bad '--progress on a terminal that can do nothing' "$(cat seen)" || ok '--progress on a terminal that can do nothing'
else
    skip --progress "$no_terminal"
fi
{ echo "$row"; sleep 0.5; echo "$row"; } | ./small --json --progress --keys=status >out 2>err
[ "$(lines out)" -eq 2 ] && [ ! -s err ] && ok '--progress without a terminal' || bad '--progress without a terminal' "$(cat out err)"
run ./small --facts --progress
wanted '--progress of nothing' 2 '--progress goes with --json or --csv'

# ---- memory stays flat however long the input ----

case $BUILD in
*-san) skip 'flat memory' 'the sanitizers need address space without bounds; make check runs it' ;;
*)
    yes "$line" | head -n 500000 | (ulimit -v 20000 && exec ./small --json --keys=status) >out 2>err
    [ "$(grep -c open out)" -eq 500000 ] && ok 'flat memory' || bad 'flat memory' "$(lines out) $(cat err)"
    ;;
esac
finish
