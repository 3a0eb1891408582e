#!/bin/sh
# `make install` into an empty place, whatever its name and the umask: what is there, and that it works from there, without the source
# tree; again over programs that are running; and `make uninstall`.
. "$(dirname "$0")/../lib.sh"

PLACE="$SCRATCH/pl ace's"
PREFIX='/opt/str at&|\x'
PRE=$PLACE$PREFIX
make_it() { # make_it install | uninstall
    (umask 077 && cd "$ROOT" && MAKEFLAGS='' make -s "$1" BUILD="${BUILD#"$ROOT"/}" CC="$CC" DESTDIR="$PLACE" PREFIX="$PREFIX") >"$SCRATCH/log" 2>&1 ||
        bad "make $1" "$(cat "$SCRATCH/log")"
}
make_it install
for file in bin/stratc lib/libstrat.a lib/stratc/libstrateval.a include/strat.h lib/pkgconfig/strat.pc \
    share/stratc/vocabulary/countries.strat; do
    [ -s "$PRE/$file" ] && ok "installs $file" || bad "installs $file"
done
empty 'all may read what is installed, whatever the umask' "$(find "$PLACE" -mindepth 1 \( -type d ! -perm 755 -o -type f -name stratc ! -perm 755 -o \
    -type f ! -name stratc ! -perm 644 \))"
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
quoted=$(printf %s "$PRE" | sed "s/'/'\\\\''/g")
flags="-I'$quoted/include' -L'$quoted/lib' -lstrat"
if command -v pkg-config >/dev/null 2>&1; then
    flags=$(PKG_CONFIG_PATH=$PRE/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR='' pkg-config --cflags --libs strat 2>&1)
    case $flags in
    *opt/str*at*\&*) ok 'pkg-config names the place' ;;
    *) bad 'pkg-config names the place' "$flags" ;;
    esac
    flags=$(PKG_CONFIG_PATH=$PRE/lib/pkgconfig pkg-config --define-variable=prefix="$PRE" --cflags --libs strat 2>&1)
fi
san=
case $BUILD in *-san*) san=-fsanitize=address,undefined ;; esac
if eval "$CC -std=c11 $san -o client client.c $flags" >out 2>&1 && ./client; then
    ok 'a C program uses the installed library'
else
    bad 'a C program uses the installed library' "$(cat out)"
fi

# Installed again while it runs (it waits for a reader of the pipe): the one that runs goes on, the new one is there.
mkfifo pipe
"$PRE/bin/stratc" --emit=map -o pipe small.strat >out 2>&1 &
old=$(stat -c %i "$PRE/bin/stratc")
make_it install
[ "$(stat -c %i "$PRE/bin/stratc")" != "$old" ] && ok 'installs over a stratc that runs' || bad 'installs over a stratc that runs'
cat pipe >map
wait $! && grep -q Small map && ok 'which goes on' || bad 'which goes on' "$(cat out)"

make_it uninstall
empty 'make uninstall takes all of it away' "$(find "$PLACE" ! -type d -o -name '*strat' | grep -v 'str at&')"

finish
