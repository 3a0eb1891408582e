#!/bin/sh
# The templates of emitted C are C: each compiles as it is, with what sample.h has its marks stand for.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

WARN='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wno-unused-function -Wno-unused-variable -Werror'
for cc in gcc clang; do
    command -v $cc >/dev/null 2>&1 || { skip "templates under $cc" "no $cc here"; continue; }
    for template in src/emit/c/templates/*.[ch]; do
        for sample in -DIS_RANKED=0 -DIS_RANKED=1 '-DTYPE=uint8_t -DREADS_FLAG=1' '-DTYPE=uint16_t -DREADS_CHOICE=1' '-DTYPE=int64_t -DREADS_NUMBER=1'; do
            # The one that is all directives is followed by something.
            # shellcheck disable=SC2086
            empty "$cc: ${template##*/}, $sample" "$(
                { echo "#include \"${template#src/}\""; echo 'extern int something;'; } >"$SCRATCH/t.c"
                $cc -std=c99 -Isrc $WARN $sample -fsyntax-only "$SCRATCH/t.c" 2>&1 | head -5
            )"
        done
    done
done

finish
