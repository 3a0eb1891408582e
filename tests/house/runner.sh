#!/bin/sh
# The runner of all tests must not be fooled: programs that crash, hang, exit early or say nothing have failed. And what tests have from
# npm is there whole or not at all, however many want it at once.
. "$(dirname "$0")/../lib.sh"

mkdir -p "$SCRATCH/build/tests/unit"
program() { # program NAME: its text on standard input
    { echo '#!/bin/sh' && cat; } >"$SCRATCH/build/tests/unit/$1"
    chmod +x "$SCRATCH/build/tests/unit/$1"
}
program good <<'END'
echo '[==========] Running 2 test(s).' >&2
echo '[  PASSED  ] 2 test(s).' >&2
END
program one_fails <<'END'
echo '[  PASSED  ] 3 test(s).' >&2
echo '[  FAILED  ] 1 test(s), listed below:' >&2
exit 1
END
program one_skipped <<'END'
echo '[  PASSED  ] 1 test(s).' >&2
echo '[  SKIPPED ] 1 test(s), listed below:' >&2
END
program leaves_early <<'END'
echo '[ RUN      ] first' >&2
exit 0
END
program crashes <<'END'
echo '[  PASSED  ] 5 test(s).' >&2
kill -SEGV $$
END
program hangs <<'END'
sleep 30
END
program runs_nothing <<'END'
echo '[  PASSED  ] 0 test(s).' >&2
END
program broken_setup <<'END'
echo '[  PASSED  ] 0 test(s).' >&2
echo '[  ERROR   ] group setup failed' >&2
exit 255
END

verdict() { # verdict CLOSING-LINE STATUS NAME...
    closing=$1 wanted=$2
    shift 2
    what=$*
    for name in "$@"; do
        set -- "$@" "tests/unit/$name.c"
        shift
    done
    (BUILD=$SCRATCH/build TEST_TIMEOUT=1 sh "$ROOT/tests/run.sh" "$@") >"$SCRATCH/log" 2>&1
    status=$?
    if [ "$(tail -n 1 "$SCRATCH/log")" = "$closing" ] && [ $status -eq "$wanted" ]; then
        ok "$what: $closing"
    else
        bad "$what: $closing" "$(cat "$SCRATCH/log"; echo "exit status $status")"
    fi
}
verdict '2 passed, 0 failed' 0 good
verdict '5 passed, 1 failed' 1 good one_fails
verdict '3 passed, 0 failed, 1 skipped' 0 good one_skipped
verdict '2 passed, 1 failed' 1 good leaves_early
verdict '7 passed, 1 failed' 1 crashes good
verdict '2 passed, 1 failed' 1 good hangs
verdict '0 passed, 1 failed' 1 runs_nothing
verdict '2 passed, 1 failed' 1 broken_setup good
verdict '2 passed, 1 failed' 1 good was_never_built

# An npm that takes its time with the second half of what it brings; every other one is cut off before.
mkdir "$SCRATCH/bin"
cat >"$SCRATCH/bin/npm" <<'END'
#!/bin/sh
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/first" && sleep 0.2
[ $(($$ % 2)) -eq 0 ] && [ ! "$ALL" ] && exit 1
mkdir -p "$2/node_modules/second"
END
chmod +x "$SCRATCH/bin/npm"
want() {
    PATH=$SCRATCH/bin:$PATH
    BUILD=$SCRATCH/build
    if from_npm @some/package@1.0 other@2; then
        [ -d "$modules/second" ] || echo half
    else
        [ ! -d "$modules" ] || echo said not to be there
    fi
}
for n in 1 2 3 4 5 6 7 8; do
    want >"$SCRATCH/want.$n" 2>&1 &
done
wait
empty 'eight at once: npm has brought all or nothing' "$(cat "$SCRATCH"/want.*)"
empty 'and once it could' "$(export ALL=1; want)"
empty 'nothing half is left' "$(ls "$SCRATCH/build/npm" | grep -vFx @some+package@1.0_other@2)"

finish
