#!/bin/sh
# `make install` into an empty place: what is there, and that it works from there, without the source tree.
. "$(dirname "$0")/../lib.sh"

PLACE=$SCRATCH/place
PRE=$PLACE/opt/strat
(cd "$ROOT" && MAKEFLAGS= make -s install BUILD="${BUILD#"$ROOT"/}" CC="$CC" DESTDIR="$PLACE" PREFIX=/opt/strat) >"$SCRATCH/log" 2>&1 ||
    bad 'make install' "$(cat "$SCRATCH/log")"
for file in bin/stratc lib/libstrat.a lib/stratc/libstrateval.a include/strat.h lib/pkgconfig/strat.pc \
    share/stratc/vocabulary/countries.strat; do
    [ -s "$PRE/$file" ] && ok "installs $file" || bad "installs $file"
done
empty 'nothing in it knows where it was built' "$(grep -rlF "$ROOT" "$PRE/lib/pkgconfig" "$PRE/include" "$PRE/share")"
for page in "$ROOT"/src/share/*.1; do
    [ ! -f "$page" ] || [ -s "$PRE/share/man/man1/$(basename "$page")" ] || bad "installs the man page $(basename "$page")"
done

cd "$SCRATCH" || exit 2
"$PRE/bin/stratc" --version >out 2>&1 && ok 'the installed stratc runs' || bad 'the installed stratc runs' "$(cat out)"

# A policy elsewhere finds the installed vocabulary, and its program the installed evaluator.
cat >small.strat <<'END'
strategy "Small" {
    issued by "nobody"
    version "1"
    scope not partner in eu
    approaches ranked limited < assisting
    paragraphs 1, 2
}
use "vocabulary/countries"
fact partner "the partner" : one of { country }
fact requested "asked" : yes or no
approach 1 limited "Limited" { default }
approach 2 assisting "Assisting" { may be used when requested }
END
if "$PRE/bin/stratc" -o small small.strat >out 2>&1 && ./small partner=UA requested >out 2>&1 && grep -q assisting out; then
    ok 'the installed stratc builds a program that decides'
else
    bad 'the installed stratc builds a program that decides' "$(cat out)"
fi

cat >client.c <<'END'
#include <strat.h>
int main(void) {
    static const struct strat_policy nothing;
    return strat_check(&nothing) != STRAT_BAD_TABLE;
}
END
flags="-I$PRE/include -L$PRE/lib -lstrat"
if command -v pkg-config >/dev/null 2>&1; then
    flags=$(PKG_CONFIG_PATH=$PRE/lib/pkgconfig pkg-config --define-variable=prefix="$PRE" --cflags --libs strat 2>&1)
fi
san=
case $BUILD in *-san*) san=-fsanitize=address,undefined ;; esac
# shellcheck disable=SC2086
if $CC -std=c11 $san -o client client.c $flags >out 2>&1 && ./client; then
    ok 'a C program uses the installed library'
else
    bad 'a C program uses the installed library' "$(cat out)"
fi

finish
