#!/bin/sh
# Emacs, for real: strat-mode compiles without a warning, and its ERT tests (emacs.el) pass in batch.
. "$(dirname "$0")/../lib.sh"

if ! command -v emacs >/dev/null 2>&1; then
    skip 'Emacs' 'no emacs here; install emacs-nox'
    finish
fi
cd "$SCRATCH" || exit 2
cp "$ROOT/editors/emacs/strat-mode.el" .
empty 'strat-mode.el compiles without a warning' \
    "$(emacs --batch -Q --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile strat-mode.el 2>&1 |
        grep -v '^Wrote')"
# Debian has eglot apart, where -Q does not look.
eglot=
for folder in /usr/share/emacs/site-lisp/elpa/*-[0-9]*; do [ -d "$folder" ] && eglot="$eglot -L $folder"; done
ROOT=$ROOT TESTS=$ROOT/tests/editors PATH=$BUILD:$PATH HOME=$SCRATCH timeout 60 emacs --batch -Q $eglot -L . -l strat-mode -l "$ROOT/tests/editors/emacs.el" \
    -f ert-run-tests-batch-and-exit >log 2>&1 </dev/null
status=$?
# `   passed  1/4  name (0.01 sec)`, and a closing line `Ran 4 tests, 4 results as expected`.
while read -r verdict rest; do
    case $verdict in
    passed) ok "${rest#*  }" ;;
    skipped) case $rest in [0-9]*/*) skip "${rest#*  }" 'no eglot here; install elpa-eglot, or Emacs 29' ;; esac ;;
    FAILED) case $rest in [0-9]*/*) bad "${rest#*  }" "$(cat log)" ;; esac ;;
    esac
done <log
grep -q '^Ran [1-9][0-9]* tests' log && [ $status -eq 0 ] || bad 'emacs.el ran to its end' "$(cat log)"

finish
