#!/bin/sh
# setup.sh [--bench] [--page] [--check]: are the tools there that the build and the tests need? Where they are not, install them.
#
# --bench  those of `make bench`, too
# --page   those with which stratc can write pages that decide (--emit=page): clang and wasm-ld
# --check  only looks; names what is missing on standard output and exits 1
# without   as root, or with sudo that asks no password, installs with the system's own package manager;
#           else prints the one line to type as root and exits 1
set -u

CC=${CC:-gcc}
bench= page=
case ${1:-} in
--bench) bench=yes && shift ;;
--page) page=yes && shift ;;
esac

# A header is found the way the compiler finds it: no pkg-config needed.
has_headers() {
    printf '%s\n' "$@" | sed 's/.*/#include <&>/' | "${CC%% *}" -E - >/dev/null 2>&1
}

missing() {
    for tool in "${CC%% *}" make flex bison ar; do
        command -v "$tool" >/dev/null 2>&1 || printf ' %s' "$tool"
    done
    if command -v "${CC%% *}" >/dev/null 2>&1; then
        if has_headers stdio.h; then
            has_headers stdarg.h stddef.h setjmp.h stdint.h cmocka.h || printf ' cmocka'
            has_headers jansson.h || printf ' jansson'
        else
            printf ' libc-headers'
        fi
    else
        printf ' cmocka jansson'
    fi
    if [ "$bench" ]; then
        command -v sqlite3 >/dev/null 2>&1 || printf ' sqlite3'
        has_headers sqlite3.h || printf ' sqlite3-headers'
        has_headers cjson/cJSON.h || printf ' cJSON'
        echo '#include <simdjson.h>' | g++ -x c++ -E - >/dev/null 2>&1 || printf ' g++-and-simdjson'
    fi
    if [ "$page" ]; then
        command -v clang >/dev/null 2>&1 || printf ' clang'
        command -v wasm-ld >/dev/null 2>&1 || printf ' wasm-ld'
    fi
    # Error messages of our own need bison 3.6 (parse.error custom); the grammar says so too, less readably.
    if command -v bison >/dev/null 2>&1; then
        bison --version | awk 'NR == 1 { split($NF, v, "."); if (v[1] * 100 + v[2] < 306) printf " bison-3.6" }'
    fi
}

# The line that installs everything, for the package manager that is here.
install_line() {
    if command -v apt-get >/dev/null 2>&1; then
        printf '%s' 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends' \
            ' gcc libc6-dev make flex bison libcmocka-dev libjansson-dev' "${bench:+ g++ sqlite3 libsqlite3-dev libcjson-dev libsimdjson-dev valgrind}" "${page:+ clang lld}"
    elif command -v dnf >/dev/null 2>&1; then
        printf '%s%s%s' 'dnf install -y gcc make flex bison libcmocka-devel jansson-devel' "${bench:+ gcc-c++ sqlite sqlite-devel cjson-devel simdjson-devel valgrind}" "${page:+ clang lld}"
    elif command -v apk >/dev/null 2>&1; then
        printf '%s%s%s' 'apk add gcc musl-dev make flex bison cmocka-dev jansson-dev' "${bench:+ g++ sqlite sqlite-dev cjson-dev simdjson-dev valgrind}" "${page:+ clang lld}"
    elif command -v pacman >/dev/null 2>&1; then
        printf '%s%s%s' 'pacman -Sy --needed --noconfirm gcc make flex bison cmocka jansson' "${bench:+ sqlite cjson simdjson valgrind}" "${page:+ clang lld}"
    elif command -v zypper >/dev/null 2>&1; then
        printf '%s%s%s' 'zypper --non-interactive install gcc make flex bison libcmocka-devel libjansson-devel' "${bench:+ gcc-c++ sqlite3 sqlite3-devel cJSON-devel simdjson-devel valgrind}" "${page:+ clang lld}"
    fi
}

gone=$(missing)
if [ -z "$gone" ]; then
    [ "${1:-}" = --check ] || echo 'setup: all tools are here'
    exit 0
fi
if [ "${1:-}" = --check ]; then
    echo "missing:$gone"
    exit 1
fi

echo "setup: missing:$gone" >&2
line=$(install_line)
if [ -z "$line" ]; then
    echo 'setup: no package manager that I know (apt-get, dnf, apk, pacman, zypper).' >&2
    echo 'setup: install a C11 compiler, make, flex, bison 3.6 or later, cmocka and jansson (with headers).' >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    echo "setup: $line" >&2
    sh -c "$line" >&2 </dev/null
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    echo "setup: sudo sh -c '$line'" >&2
    sudo -n sh -c "$line" >&2 </dev/null
else
    echo 'setup: I may not install packages here. Type this line as root, then the same make command again:' >&2
    echo >&2
    echo "    $line" >&2
    echo >&2
    exit 1
fi || {
    echo 'setup: the installation failed; see above.' >&2
    exit 1
}

gone=$(missing)
if [ -n "$gone" ]; then
    echo "setup: still missing after the installation:$gone" >&2
    exit 1
fi
