#!/bin/sh
# From nothing: in an empty Debian (debootstrap, chroot) the README's first line and its two commands, typed as they
# stand in a fresh clone, must work as root; and for a user who may not install packages they must print the one line
# that root has to type, and work once that is done. What is tested is the last commit, not the work tree.
#
# Needs root and Debian; takes minutes. The empty system is kept in build/clean-room/base for the next run.
. "$(dirname "$0")/../lib.sh"
PATH=$PATH:/usr/sbin:/sbin

ROOMS=$BUILD/clean-room
BASE=$ROOMS/base

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    skip 'clean room' 'needs root on Debian or Ubuntu (debootstrap, chroot)'
    finish
fi
if ! command -v debootstrap >/dev/null 2>&1; then
    apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends debootstrap
fi >"$SCRATCH/log" 2>&1 || {
    bad 'debootstrap can be installed' "$(tail -n 20 "$SCRATCH/log")"
    finish
}

leave() { # what is mounted goes first, then the room; never the other way round
    for room in "$ROOMS"/root "$ROOMS"/user; do
        if [ -d "$room/proc/1" ]; then umount "$room/proc" || return; fi
        rm -rf --one-file-system "$room"
    done
}
trap 'leave; rm -rf "$SCRATCH"' EXIT

# ---- an empty Debian, that finds its packages where this machine does -------------------------------------------

first_of() { # first_of KEY: the first value in the host's package sources, in either format
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null | awk -v key="$1" '
        /^[ \t]*#/ { next }
        $1 == "deb" { i = $2 ~ /^\[/ ? 3 : 2; while ($2 ~ /^\[/ && $(i - 1) !~ /\]$/) i++
            print key == "URIs:" ? $i : $(i + 1); exit }
        $1 == key { print $2; exit }'
}

make_base() {
    rm -rf --one-file-system "$BASE" && mkdir -p "$ROOMS" || return 1
    suite=$(first_of Suites:) mirror=$(first_of URIs:)
    debootstrap --variant=minbase "$suite" "$BASE.part" "$mirror" || return 1
    rm -f "$BASE.part/etc/apt/sources.list"
    for part in sources.list sources.list.d apt.conf apt.conf.d preferences.d trusted.gpg trusted.gpg.d keyrings; do
        [ -e "/etc/apt/$part" ] && cp -RL "/etc/apt/$part" "$BASE.part/etc/apt/"
    done
    cp -RL /usr/share/keyrings/. "$BASE.part/usr/share/keyrings/"
    cp -L /etc/resolv.conf /etc/hosts "$BASE.part/etc/"
    # An https source, or one behind a proxy of the house, needs the host's certificates.
    if [ -d /etc/ssl/certs ]; then mkdir -p "$BASE.part/etc/ssl" && cp -RL /etc/ssl/certs "$BASE.part/etc/ssl/"; fi
    mv "$BASE.part" "$BASE"
}

rm -rf --one-file-system "$BASE.part"
if [ ! -d "$BASE" ]; then
    if make_base >"$SCRATCH/log" 2>&1; then
        ok 'an empty Debian can be made'
    else
        bad 'an empty Debian can be made' "$(tail -n 20 "$SCRATCH/log")"
        finish
    fi
fi
for tool in make gcc cc git flex bison; do
    chroot "$BASE" sh -c "command -v $tool" >/dev/null 2>&1 && bad 'the empty Debian is empty' "it has $tool"
done

# ---- the lines of the README, as they stand ---------------------------------------------------------------------

# The first ```sh block: line 1 for root, then the clone, then the two commands. A comment behind a command is kept.
awk '/^```sh/ { inside = 1; next } /^```/ && inside { exit } inside' "$ROOT/README.md" >"$SCRATCH/lines"
first=$(sed -n 1p "$SCRATCH/lines")
clone=$(sed -n 2p "$SCRATCH/lines")
case $first in
apt-get*) ok 'the README begins with the line for an empty Debian' ;;
*) bad 'the README begins with the line for an empty Debian' "$first" ;;
esac
sed 1,2d "$SCRATCH/lines" | sed 's/ *#.*//' >"$SCRATCH/commands"
printf 'make demo\nmake check\n' >"$SCRATCH/two"
same 'the README names two commands, make demo and make check' "$SCRATCH/two" "$SCRATCH/commands"
case $clone in
'git clone '*' stratc && cd stratc') ok 'the README tells how to clone' ;;
*) bad 'the README tells how to clone' "$clone" ;;
esac
git -C "$ROOT" bundle create "$SCRATCH/stratc.bundle" HEAD >/dev/null 2>&1 || bad 'the repository can be bundled'

enter() { # enter ROOM: a fresh copy of the empty system, with the repository to clone from
    room=$ROOMS/$1
    leave
    cp -a "$BASE" "$room" || return 1
    cp "$SCRATCH/stratc.bundle" "$room/srv/stratc.bundle"
    mkdir -p "$room/home/visitor"
    chown 65534:65534 "$room/home/visitor"
    mount -t proc proc "$room/proc"
}

as() { # as UID LINE: typed in the visitor's home; its output in $SCRATCH/log
    who=$1 line=$2
    echo "\$ $line" >"$SCRATCH/log"
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/visitor LANG=C.UTF-8 TERM=dumb \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        chroot --userspec="$who:$who" "$room" sh -c "cd /home/visitor && $line" >>"$SCRATCH/log" 2>&1 </dev/null
}

works() { # works "what" UID LINE
    if as "$2" "$3"; then ok "$1"; else bad "$1 (exit status $?)" "$(tail -n 40 "$SCRATCH/log")"; fi
}

local_clone=$(printf '%s' "$clone" | sed 's|git clone [^ ]*|git clone -q /srv/stratc.bundle|')

# ---- as root ----------------------------------------------------------------------------------------------------

if enter root; then
    works 'root: the first line' 0 "$first"
    works 'root: clone' 0 "$local_clone"
    works 'root: make demo' 0 'cd stratc && make demo'
    grep -q '"status"' "$SCRATCH/log" && ok 'root: the demo answers requests' || bad 'root: the demo answers requests'
    works 'root: make check' 0 'cd stratc && make check'
    tail -n 1 "$SCRATCH/log" | sed 's/^/  clean room said: /'
else
    bad 'root: a room'
fi

# ---- as a user who may not install ------------------------------------------------------------------------------

if enter user; then
    works 'user: root types the first line' 0 "$first"
    works 'user: clone' 65534 "$local_clone"
    as 65534 'cd stratc && make demo'
    [ $? -ne 0 ] && ok 'user: without the tools make demo fails' || bad 'user: without the tools make demo fails'
    needed=$(sed -n 's/^    \(apt-get .*\)$/\1/p' "$SCRATCH/log")
    if [ "$(printf '%s\n' "$needed" | grep -c .)" = 1 ]; then
        ok 'user: it prints the one line that root has to type'
    else
        bad 'user: it prints the one line that root has to type' "$(cat "$SCRATCH/log")"
    fi
    works 'user: root types that line' 0 "$needed"
    works 'user: make demo' 65534 'cd stratc && make demo'
    works 'user: make check' 65534 'cd stratc && make check'
else
    bad 'user: a room'
fi

finish
