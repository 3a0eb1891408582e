#!/bin/sh
# The files of the VS Code extension (vscode.js), and its grammar in the engine that VS Code itself uses (vscode-tmgrammar-test
# from npm), on sample.strat.
. "$(dirname "$0")/../lib.sh"

if ! command -v node >/dev/null 2>&1; then
    skip 'VS Code' 'no node here; install nodejs and npm'
    finish
fi
while read -r verdict what; do
    case $verdict in
    ok) ok "$what" ;;
    FAILED) bad "$what" ;;
    end) ended=yes ;;
    esac
done <<END
$(node "$ROOT/tests/editors/vscode.js" "$ROOT" "$STRATC" "$SCRATCH" 2>"$SCRATCH/log")
END
[ "${ended:-}" ] || bad 'vscode.js ran to its end' "$(cat "$SCRATCH/log")"

same_version=$(sed -n 's/.*define STRAT_VERSION "\(.*\)"/\1/p' "$ROOT/src/runtime/strat.h")
if grep -q "^  \"version\": \"$same_version\",\$" "$ROOT/editors/vscode/package.json"; then ok 'its version is that of stratc'; else bad 'its version is that of stratc'; fi
mkdir "$SCRATCH/empty"
said=$(PATH="$SCRATCH/empty" /bin/sh "$ROOT/editors/vscode/package.sh" "$SCRATCH" 2>&1)
case $?-$said in 1-*'no npm here; install nodejs and npm'*) ok 'without npm make vsix says so' ;; *) bad 'without npm make vsix says so' "$said" ;; esac

if ! command -v npm >/dev/null 2>&1; then
    skip 'VS Code grammar' 'no npm here; install nodejs and npm'
    finish
fi
if ! from_npm vscode-tmgrammar-test@0.1.3; then
    skip 'VS Code grammar' 'vscode-tmgrammar-test cannot be had from npm (no network?)'
    finish
fi

tool=$modules/.bin/vscode-tmgrammar-test
cd "$ROOT" || exit 2
grammar=editors/vscode/syntaxes/strat.tmLanguage.json
if "$tool" -g $grammar tests/editors/sample.strat >"$SCRATCH/log" 2>&1; then
    ok 'every scope that sample.strat states'
else
    bad 'every scope that sample.strat states' "$(cat "$SCRATCH/log")"
fi
# The tool must be able to fail, or the line above says nothing.
{
    echo '# SYNTAX TEST "source.strat" "wrong on purpose"'
    echo 'strategy "x" {'
    echo '# <-------- comment.line.number-sign.strat'
} >"$SCRATCH/wrong.strat"
if "$tool" -g $grammar "$SCRATCH/wrong.strat" >/dev/null 2>&1; then bad 'a wrong scope is seen'; else ok 'a wrong scope is seen'; fi

finish
