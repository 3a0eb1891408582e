#!/bin/sh
# Vim, for real: file type, colours, indentation and :make, with v:errors (vim.vim).
. "$(dirname "$0")/../lib.sh"

if ! command -v vim >/dev/null 2>&1 || ! vim --version | grep -q '+eval'; then
    skip 'Vim' 'no vim (with +eval) here; install vim'
    finish
fi
cd "$SCRATCH" || exit 2
export ROOT EDITORS="$ROOT/editors" TESTS="$ROOT/tests/editors" LOG="$SCRATCH/log" PATH="$BUILD:$PATH"
timeout 60 vim -es -N -u NONE -i NONE -S "$TESTS/vim.vim" >"$SCRATCH/out" 2>&1 </dev/null
status=$?
# Each assertion group leaves a line; a script that stopped half way lacks its last.
while read -r verdict what; do
    case $verdict in
    ok) ok "$what" ;;
    FAILED) bad "$what" ;;
    esac
done <"$LOG"
[ $status -eq 0 ] && grep -qx 'end' "$LOG" || bad 'vim.vim ran to its end' "$(cat "$SCRATCH/out")"

finish
