#!/bin/sh
# install.sh PACKAGE...: Debian packages that a test needs; for tests that check-long runs, perhaps several at once.
set -u
[ $# -gt 0 ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "install.sh: not root, or no apt-get; install by hand: $*" >&2
    exit 1
fi
exec 9>"${TMPDIR:-/tmp}/stratc-install.lock" && flock 9 || exit 1
apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
