#!/bin/sh
# src/runtime goes into other people's products: it compiles without a libc, by itself, and asks for no symbol.
. "$(dirname "$0")/../lib.sh"

cp -r "$ROOT/src/runtime" "$SCRATCH/" # that one folder, nothing beside it
cd "$SCRATCH/runtime" || exit 2

for cc in gcc clang; do
    if ! command -v $cc >/dev/null 2>&1; then
        skip "freestanding with $cc" "no $cc here"
        continue
    fi
    # The compiler's own headers: stdint.h, stddef.h, limits.h. There is nothing else to include.
    headers=$($cc -print-file-name=include)
    for std in c99 c11; do
        empty "$cc -std=$std -ffreestanding -nostdinc, no warning" "$(for source in *.c */*.c; do
            $cc -std=$std -O2 -ffreestanding -fno-stack-protector -nostdinc -isystem "$headers" -I.. \
                -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -c "$source" 2>&1
        done | head -40)"
    done
    empty "no symbol is left undefined ($cc)" "$(ld -r -o all.o ./*.o 2>&1 && nm -u all.o)"
    empty "no data that is written to ($cc)" "$(nm all.o 2>&1 | grep -E ' [bBdDC] |no symbols|No such')"
    rm -f ./*.o
done

# Each switch of strat.h and private.h by itself, turned off: what is left out is asked for nowhere else. Complete requests are decided
# in another way of small policies alone.
switches=$(sed -n 's/^#define \(STRAT_[A-Z]*\) 1 .*/\1/p' strat.h private.h)
[ "$(echo "$switches" | wc -l)" -ge 9 ] && ok 'switches are found' || bad 'switches are found' "$switches"
for switch in $switches; do
    off=-D$switch=0
    [ "$switch" != STRAT_DIRECT ] || off="$off -DSTRAT_LARGE=0"
    # shellcheck disable=SC2086
    empty "$off" "$(${CC%% *} -std=c99 -O0 -ffreestanding -fno-stack-protector -I.. $off -Wall -Wextra -Wpedantic -Wconversion -Wshadow \
        -Werror -c ./*.c ./*/*.c 2>&1 && ld -r -o all.o ./*.o 2>&1 && nm -u all.o)"
    rm -f ./*.o
done

if command -v g++ >/dev/null 2>&1; then
    printf '#include "runtime/strat.h"\nint main() { return 0; }\n' >x.cc
    empty 'strat.h in C++' "$(g++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -I.. -c -o x.o x.cc 2>&1)"
else
    skip 'strat.h in C++' 'no g++ here'
fi

finish
