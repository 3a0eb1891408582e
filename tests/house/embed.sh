#!/bin/sh
# The build tool that puts texts into the program: whatever bytes a file holds come out again.
. "$(dirname "$0")/../lib.sh"

cd "$SCRATCH" || exit 2
mkdir in out
: >in/empty.md
printf 'no newline at the end' >in/plain.md
printf 'a\000b\r\n\t"quoted" \\ ??/ ??= \342\200\224 \377\n' >in/odd.md
awk 'BEGIN { for (i = 0; i < 2000; i++) print "line " i ", to be longer than a literal may be" }' >in/long.md
cat >main.c <<'END'
#include "base/embedded.h"
#include <stdio.h>
extern const struct embedded texts[];
int main(void) {
    for (const struct embedded *e = texts; e->name; e++) {
        char name[64];
        snprintf(name, sizeof name, "out/%s", e->name);
        FILE *f = fopen(name, "wb");
        if (!f || fwrite(e->text, 1, e->length, f) != e->length || e->text[e->length] != 0 || fclose(f) != 0)
            return 1;
    }
    return 0;
}
END
sh "$ROOT/src/base/embed.sh" texts in/*.md >texts.c
for flags in '-funsigned-char' '-fsigned-char'; do
    if $CC -std=c11 $flags -Wall -Wextra -Wpedantic -Woverlength-strings -Wconversion -Werror -I"$ROOT/src" \
        -o texts main.c texts.c 2>errors && ./texts && diff -r in out >errors; then
        ok "all bytes come out again ($flags)"
    else
        bad "all bytes come out again ($flags)" "$(cat errors)"
    fi
    rm -f out/*
done

sh "$ROOT/src/base/embed.sh" texts in/plain.md "$SCRATCH/in/plain.md" | grep -q "$SCRATCH"
[ $? -eq 1 ] && ok 'no folder of the machine in the output' || bad 'no folder of the machine in the output'

sh "$ROOT/src/base/embed.sh" texts in/none.md >/dev/null 2>errors
[ $? -eq 2 ] && grep -q none.md errors && ok 'a file that is not there' || bad 'a file that is not there' "$(cat errors)"
sh "$ROOT/src/base/embed.sh" >/dev/null 2>&1
[ $? -eq 2 ] && ok 'usage' || bad 'usage'

finish
