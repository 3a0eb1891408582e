#!/bin/sh
# Whoever closes a pipe early, as head(1) does, has what they want: each mode of stratc ends silently, with the status that it would have
# had. A disk that is full is an error. (What stratc builds: tests/evaluator/streams.sh.)
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cat >p.strat <<'END'
strategy "S" { approaches ranked a < b }
fact k "k" : yes or no
fact unused "u" : yes or no
reading r "which?" : one of { x, y } taken x
approach 1 b "B" { may be used when k may be used when r = y }
example "e" { given k expect refused }
END
sed 's/when k /when not k /' p.strat >q.strat

mkfifo pipe
each() { # each "what" ARGUMENT...: into a pipe that nobody reads, and onto a full disk
    what=$1
    shift
    "$STRATC" "$@" >whole 2>wanted </dev/null
    expected=$?
    [ -s whole ] || bad "$what writes something" "$(cat wanted)"
    true <pipe &
    exec 4>pipe
    wait $!
    "$STRATC" "$@" >&4 2>err </dev/null
    status=$?
    exec 4>&-
    if [ $status -eq $expected ] && { [ ! -s err ] || cmp -s err wanted; }; then ok "$what | true"; else bad "$what | true" "exit $status, not $expected: $(cat err)"; fi
    [ -w /dev/full ] || { skip "$what >/dev/full" 'there is no /dev/full here; Linux has it'; return; }
    "$STRATC" "$@" >/dev/full 2>err </dev/null
    status=$?
    if [ $status -eq 2 ] && grep -q 'the disk is full' err; then ok "$what >/dev/full"; else bad "$what >/dev/full" "exit $status: $(cat err)"; fi
}

for mode in $(modes); do
    case $mode in
    --format) each "$mode" $mode p.strat; each "$mode, what would change" $mode --check p.strat ;;
    --diff) each "$mode" $mode p.strat q.strat; each "$mode, JSON" $mode --message-format=json p.strat q.strat ;;
    --readings) each "$mode" $mode p.strat ;;
    --dump) each "$mode" --dump=rules -o - p.strat ;;
    --completion) each "$mode" $mode=zsh; each "$mode=words" $mode=words -- --emit= ;;
    --explain) each "$mode" $mode ST0001 ;;
    --ask) each "$mode" $mode p.strat k ;;
    --lsp) ;; # talks, and is silent when nobody talks to it: tests/lsp
    --accept-source) ;; # writes a file, and what it says goes to standard error: tests/lint/source.sh
    --list-codes | --version | --help) each "$mode" $mode ;;
    --lint | --test)
        for format in text json sarif; do each "$mode, $format" $mode --message-format=$format p.strat; done ;;
    --suggest-examples) each "$mode" $mode p.strat; each "$mode -o -" $mode -o - p.strat ;;
    --emit)
        for kind in list $("$STRATC" --emit=list | cut -d ' ' -f 1); do
            case $kind in
            list) each "$mode=$kind" $mode=$kind ;;
            *) each "$mode=$kind" $mode=$kind -o - p.strat ;;
            esac
        done ;;
    *) bad "$mode" 'how is it called? Say so in this test' ;;
    esac
done

# What is said on standard error goes the same way.
echo nonsense >r.strat
unheard() { # unheard ARGUMENT...
    "$STRATC" "$@" >out 2>&1 </dev/null
    expected=$?
    [ -s out ] || bad "$* says something" "exit $expected"
    true <pipe &
    exec 4>pipe
    wait $!
    "$STRATC" "$@" >&4 2>&4 </dev/null
    status=$?
    exec 4>&-
    [ $status -eq $expected ] && ok "$* 2>&1 | true" || bad "$* 2>&1 | true" "exit $status, not $expected"
}
unheard -o program r.strat
unheard -o program p.strat # its example fails
unheard --emit=c --stats -o p.c p.strat
unheard --diff p.strat r.strat
unheard --lint none.strat
unheard --nonsense
finish
