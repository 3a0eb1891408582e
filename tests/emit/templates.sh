#!/bin/sh
# The templates of emitted C are C: each compiles as it is, with what sample.h has its marks stand for.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

WARN='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wno-unused-function -Wno-unused-variable -Werror'
for cc in gcc clang; do
    command -v $cc >/dev/null 2>&1 || { skip "templates under $cc" "no $cc here"; continue; }
    for template in src/emit/c/templates/*.[ch]; do
        for ranked in 0 1; do
            # The one that is all directives is followed by something.
            # shellcheck disable=SC2086
            empty "$cc: ${template##*/}, ranked $ranked" "$(
                { echo "#include \"${template#src/}\""; echo 'extern int something;'; } >"$SCRATCH/t.c"
                $cc -std=c99 -Isrc $WARN -DIS_RANKED=$ranked -fsyntax-only "$SCRATCH/t.c" 2>&1 | head -5
            )"
        done
    done
done

finish
