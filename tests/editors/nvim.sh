#!/bin/sh
# Neovim, for real: the language server is started for a policy (nvim.lua).
. "$(dirname "$0")/../lib.sh"

if ! command -v nvim >/dev/null 2>&1; then
    skip 'Neovim' 'no nvim here; install neovim'
    finish
fi
cd "$SCRATCH" || exit 2
export ROOT EDITORS="$ROOT/editors" LOG="$SCRATCH/log" PATH="$BUILD:$PATH" XDG_STATE_HOME="$SCRATCH" XDG_CONFIG_HOME="$SCRATCH" XDG_DATA_HOME="$SCRATCH"
mkdir -p nvim/site/pack/strat/start
ln -s "$ROOT/editors/vim" nvim/site/pack/strat/start/strat
# A mistake in Lua leaves the exit status 0: the log must have its last line.
timeout 60 nvim --headless -i NONE -c "luafile $ROOT/tests/editors/nvim.lua" -c 'qall!' >out 2>&1 </dev/null
while read -r verdict what; do
    case $verdict in
    ok) ok "$what" ;;
    FAILED) bad "$what" ;;
    esac
done <"$LOG"
grep -qx 'end' "$LOG" || bad 'nvim.lua ran to its end' "$(cat out)"

finish
