#!/bin/sh
# embed.sh SYMBOL FILE... >OUT.c: the files as one array of `struct embedded`, in the order of the arguments and under
# their base names; nothing of the machine (folder, date) gets into the output. The texts are lists of characters: C
# promises no string literal longer than 4,095 bytes, and a page may well be longer.
[ $# -gt 0 ] || { echo 'usage: embed.sh SYMBOL FILE... >OUT.c' >&2; exit 2; }
symbol=$1 n=0 rows=
shift
printf '/* Written by src/base/embed.sh: change the files it was made from. */\n#include "base/embedded.h"\n'
for file; do
    name=${file##*/}
    case $name in # it goes into a string as it is
    *[!A-Za-z0-9._+-]*) echo "embed.sh: $name: a character that a name may not hold" >&2; exit 2 ;;
    esac
    [ -r "$file" ] || { echo "embed.sh: cannot read $file" >&2; exit 2; }
    printf '\nstatic const char text_%d[] = {\n' $n
    od -An -v -tx1 "$file" | sed "s/ *\([0-9a-f][0-9a-f]\)/ '\\\\x\1',/g" || exit 2
    printf "    '\\\\0'};\n"
    rows="$rows    {\"$name\", text_$n, sizeof text_$n - 1},
"
    n=$((n + 1))
done
printf '\nconst struct embedded %s[] = {\n%s    {0, 0, 0}};\n' "$symbol" "$rows"
