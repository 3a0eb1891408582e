#!/bin/sh
# The language server, driven by the library that VS Code itself speaks to servers with (jsonrpc.js).
. "$(dirname "$0")/../lib.sh"

if ! command -v npm >/dev/null 2>&1; then
    skip 'vscode-jsonrpc' 'no npm here; install nodejs and npm'
    finish
fi
if ! from_npm vscode-jsonrpc@8.2.1; then
    skip 'vscode-jsonrpc' 'vscode-jsonrpc cannot be had from npm (no network?)'
    finish
fi

NODE_PATH=$modules timeout 60 node "$ROOT/tests/editors/jsonrpc.js" "$ROOT" "$STRATC" >"$SCRATCH/out" 2>"$SCRATCH/log"
while read -r verdict what; do
    case $verdict in
    ok) ok "$what" ;;
    FAILED) bad "$what" ;;
    esac
done <"$SCRATCH/out"
grep -qx end "$SCRATCH/out" || bad 'jsonrpc.js ran to its end' "$(cat "$SCRATCH/out" "$SCRATCH/log")"

finish
