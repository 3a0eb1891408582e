#!/bin/sh
# `make deb`: packages that lintian has nothing to say about, and that work where they are unpacked.
. "$(dirname "$0")/../lib.sh"

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    wanted=
    command -v dpkg-buildpackage >/dev/null 2>&1 || wanted="$wanted dpkg-dev"
    command -v dh >/dev/null 2>&1 || wanted="$wanted debhelper"
    command -v lintian >/dev/null 2>&1 || wanted="$wanted lintian"
    command -v clang >/dev/null 2>&1 || wanted="$wanted clang"
    command -v wasm-ld >/dev/null 2>&1 || wanted="$wanted lld"
    # shellcheck disable=SC2086
    sh "$ROOT/tests/install.sh" $wanted >"$SCRATCH/log" 2>&1 || bad "installing$wanted" "$(tail -n 20 "$SCRATCH/log")"
fi
for tool in dpkg-buildpackage dh lintian clang wasm-ld; do
    command -v "$tool" >/dev/null 2>&1 || { skip 'packages' "$tool is not here: apt-get install dpkg-dev debhelper lintian clang lld"; finish; }
done
cd "$ROOT" || exit 2
MAKEFLAGS='' make -s deb BUILD="$SCRATCH/build" >"$SCRATCH/log" 2>&1 && ok 'make deb' || bad 'make deb' "$(tail -n 40 "$SCRATCH/log")"
cd "$SCRATCH/build/deb" || finish
empty 'lintian finds nothing' "$(lintian --fail-on none ./*.changes 2>&1 | grep -v '^N:\|^running with root privileges')"
for package in stratc libstrat-dev; do
    dpkg-deb -x "$package"_*.deb "$SCRATCH/root" && ok "$package can be unpacked" || bad "$package can be unpacked"
done
PATH=$SCRATCH/root/usr/bin:$PATH
cd "$SCRATCH" || exit 2
cp root/usr/share/doc/stratc/policies/tutorial.strat . && stratc -o tutorial tutorial.strat && ./tutorial partner=rescue activity=emergency >out 2>&1 &&
    grep -q '^Open: .*live_feed' out && ok 'a program is built and decides' || bad 'a program is built and decides' "$(cat out)"
stratc --emit=page -o page.html tutorial.strat >out 2>&1 && grep -q '^<!doctype html>' page.html && ok 'a page that decides is written' || bad 'a page that decides is written' "$(cat out)"
printf '#include <strat.h>\n#include <stdio.h>\nint main(void) { return puts(strat_version()) < 0; }\n' >client.c
$CC -o client client.c -Iroot/usr/include root/usr/lib/*/libstrat.a && ./client >out && ok 'a program is linked with the library' || bad 'a program is linked with the library'
[ -s root/usr/lib/*/pkgconfig/strat.pc ] && ok 'pkg-config finds it' || bad 'pkg-config finds it'
finish
