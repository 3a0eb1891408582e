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
mkdir -p "$PRE/lib" && chmod 775 "$PRE/lib"
make_it install
[ "$(stat -c %a "$PRE/lib")" = 775 ] && ok 'a folder that was there keeps its permissions' || bad 'a folder that was there keeps its permissions'
chmod 755 "$PRE/lib"
for file in bin/stratc lib/libstrat.a lib/stratc/libstrateval.a include/strat.h lib/pkgconfig/strat.pc \
    share/stratc/vocabulary/countries.strat; do
    [ -s "$PRE/$file" ] && ok "installs $file" || bad "installs $file"
done
empty 'all may read what is installed, whatever the umask' "$(find "$PLACE" -mindepth 1 \( -type d ! -perm 755 -o -path '*/bin/stratc' ! -perm 755 -o \
    -type f ! -path '*/bin/stratc' ! -perm 644 \))"
empty 'nothing in it knows where it was built' "$(grep -rlF "$ROOT" "$PRE/lib/pkgconfig" "$PRE/include" "$PRE/share")"
for page in "$ROOT"/src/share/*.[135]; do
    [ -s "$PRE/share/man/man${page##*.}/$(basename "$page")" ] || bad "installs the man page $(basename "$page")"
done
for file in README.md grammar/guide.md grammar/reference.md policies/tutorial.strat policies/marrow-bay-partnerships.md policies/marrow-bay-partnerships.lock; do
    cmp -s "$ROOT/$file" "$PRE/share/doc/stratc/$file" && ok "installs $file" || bad "installs $file"
done
for file in editors/vim/syntax/strat.vim editors/vscode/syntaxes/strat.tmLanguage.json editors/emacs/strat-mode.el; do
    cmp -s "$ROOT/$file" "$PRE/share/stratc/$file" && ok "installs $file" || bad "installs $file"
done
for pair in bash:share/bash-completion/completions/stratc zsh:share/zsh/site-functions/_stratc fish:share/fish/vendor_completions.d/stratc.fish; do
    "$STRATC" --completion="${pair%%:*}" | cmp -s - "$PRE/${pair#*:}" && ok "installs what completes in ${pair%%:*}" || bad "installs what completes in ${pair%%:*}"
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

# A policy from a file, whether it begins at an address that fits or not: small.strat with partner unknown.
cat >client.c <<'END'
#include <stdio.h>
#include <string.h>
#include <strat.h>
int main(void) {
    static uint64_t file[1 << 16], copy[1 << 16], lists[1 << 10], memory[1 << 16];
    struct strat_policy policy;
    struct strat_about about;
    struct strat_answer answer;
    struct strat_work work = {.memory = memory, .words = 1 << 16};
    int64_t value[2] = {0, 1};
    uint8_t known[2] = {0, 1};
    size_t n = fread(file, 1, sizeof file - 1, stdin);
    for (size_t at = 0; at < 2; at++) {
        memmove((char *)file + at, file, n);
        if (strat_open((char *)file + at, n, copy, strat_open_words((char *)file + at, n), &policy) != STRAT_OK) return 2;
        strat_get_about(&policy, &about);
        strat_answer_init(&policy, 1, lists, &answer);
        strat_prepare(&work, &policy, &(struct strat_request){value, known});
        if (strat_decide(&work, &answer) != STRAT_OK || strcmp(strat_version(), STRAT_VERSION) != 0) return 3;
        printf("%s %d %u\n", about.title, answer.status, answer.possible);
    }
    return strat_open(file, n - 1, copy, 1 << 16, &policy) != STRAT_BAD_TABLE;
}
END
"$PRE/bin/stratc" --emit=table -o small.table small.strat >out 2>&1 || bad 'the installed stratc writes a table' "$(cat out)"
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
if eval "$CC -std=c11 $san -o client client.c $flags" >out 2>&1 && ./client <small.table >out && [ "$(sort -u out)" = 'Small 5 2' ]; then
    ok 'a C program decides by a file, with the installed library alone'
else
    bad 'a C program decides by a file, with the installed library alone' "$(cat out)"
fi

# Installed again while it runs (it waits for a reader of the pipe): the one that runs goes on, the new one is there.
mkfifo pipe
"$PRE/bin/stratc" --emit=map -o pipe small.strat >out 2>&1 &
old=$(stat -c %i "$PRE/bin/stratc")
make_it install
[ "$(stat -c %i "$PRE/bin/stratc")" != "$old" ] && ok 'installs over a stratc that runs' || bad 'installs over a stratc that runs'
cat pipe >map
wait $! && grep -q Small map && ok 'which goes on' || bad 'which goes on' "$(cat out)"

empty 'its policies compile where they lie' "$(cd "$PRE/share/doc/stratc/policies" && for policy in *.strat; do
    ! grep -q '^strategy' "$policy" || "$PRE/bin/stratc" --lint "$policy"
done 2>&1)"
touch "$PRE/bin/other" "$PRE/lib/libother.a" "$PRE/share/stratc/vocabulary/own.strat" "$PRE/share/man/man1/other.1"
make_it uninstall
same_files=$(cd "$PRE" && find . -type f | sort | tr '\n' ' ')
[ "$same_files" = './bin/other ./lib/libother.a ./share/man/man1/other.1 ./share/stratc/vocabulary/own.strat ' ] &&
    ok 'make uninstall takes away what was installed, and leaves what others put there' || bad 'make uninstall leaves what others put there' "$same_files"
rm -r "$PRE/share/stratc/vocabulary/own.strat" "$PRE/bin/other" "$PRE/lib/libother.a" "$PRE/share/man/man1/other.1"
make_it uninstall
empty 'a second time it has nothing to say' "$(cat "$SCRATCH/log")"
empty 'make uninstall takes all of it away' "$(find "$PLACE" ! -type d -o -name '*strat*' | grep -v 'str at&')"

finish
