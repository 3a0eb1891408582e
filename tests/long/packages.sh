#!/bin/sh
# The tests that need more than the base set (editors, mandoc, a second compiler, python3) with all of it installed first: here
# nothing may be skipped.
. "$(dirname "$0")/../lib.sh"

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    wanted=
    command -v clang >/dev/null 2>&1 || wanted="$wanted clang"
    command -v g++ >/dev/null 2>&1 || wanted="$wanted g++"
    command -v mandoc >/dev/null 2>&1 || wanted="$wanted mandoc"
    vim --version 2>/dev/null | grep -q '+eval' || wanted="$wanted vim" # a small one may be there
    command -v emacs >/dev/null 2>&1 || wanted="$wanted emacs-nox"
    # Emacs has eglot from 29 on, before it is a package of its own.
    emacs --batch --eval "(require 'eglot)" >/dev/null 2>&1 || wanted="$wanted elpa-eglot"
    command -v nvim >/dev/null 2>&1 || wanted="$wanted neovim"
    command -v node >/dev/null 2>&1 || wanted="$wanted nodejs"
    command -v npm >/dev/null 2>&1 || wanted="$wanted npm"
    command -v python3 >/dev/null 2>&1 || wanted="$wanted python3"
    for tool in bash git zsh fish pre-commit lintian; do command -v "$tool" >/dev/null 2>&1 || wanted="$wanted $tool"; done
    # shellcheck disable=SC2086
    if ! sh "$ROOT/tests/install.sh" $wanted >"$SCRATCH/log" 2>&1; then
        bad "installing$wanted" "$(tail -n 20 "$SCRATCH/log")"
    fi
fi

for test in "$ROOT"/tests/editors/*.sh "$ROOT"/tests/house/man.sh "$ROOT"/tests/house/pre-commit.sh "$ROOT"/tests/completion/completion.sh "$ROOT"/tests/sarif/sarif.sh "$ROOT"/tests/diff/git.sh "$ROOT"/tests/house/freestanding.sh "$ROOT"/tests/oracle/judge.sh; do
    name=$(basename "$test" .sh)
    STRICT=1 sh "$test" >"$SCRATCH/log" 2>&1
    if [ $? -eq 0 ] && tail -n 1 "$SCRATCH/log" | grep -q '^[1-9][0-9]* passed, 0 failed$'; then
        ok "$name: $(tail -n 1 "$SCRATCH/log")"
    else
        bad "$name" "$(cat "$SCRATCH/log")"
    fi
done

finish
