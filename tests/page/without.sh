#!/bin/sh
# A stratc that was built where clang and wasm-ld were not: --emit=page says what is missing and how to get it, and writes nothing.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

: >evaluator.wasm
sh "$ROOT/src/base/embed.sh" embedded_page evaluator.wasm >embedded_page.c
# shellcheck disable=SC2086
$CC -I"$ROOT/src" -o without embedded_page.c "$BUILD/obj/stratc/main.o" "$BUILD/libstratcore.a" "$BUILD/libstrateval.a" -ljansson >log 2>&1 ||
    bad 'stratc without the evaluator for browsers can be built' "$(cat log)"
./without --emit=page -o page.html "$ROOT/policies/tutorial.strat" >out 2>err
status=$?
unwrapped err >said
if [ $status -eq 2 ] && [ ! -e page.html ] && [ ! -s out ] && grep -q 'clang and wasm-ld' said && grep -q 'make setup' said && grep -q 'ST0012 no-webassembly' said; then
    ok 'it says what is missing, and how to get it'
else
    bad 'it says what is missing, and how to get it' "exit $status: $(cat out err)"
fi
if ./without --emit=map "$ROOT/policies/tutorial.strat" >out 2>err && [ -s out ]; then ok 'all else it does'; else bad 'all else it does' "$(cat err)"; fi
if CC=$CC sh "$ROOT/src/share/setup.sh" --check >out 2>&1 && ! PATH=/nowhere CC=cc /bin/sh "$ROOT/src/share/setup.sh" --page --check >out 2>&1 && grep -q ' clang wasm-ld' out; then
    ok 'make setup asks for them, make alone does not'
else
    bad 'make setup asks for them, make alone does not' "$(cat out)"
fi
finish
