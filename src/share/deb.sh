#!/bin/sh
# deb.sh VERSION: Debian packages from this source tree, in $BUILD/deb. They carry the day of the last change, so that the same sources
# make the same packages. What it takes: dpkg-dev, debhelper, and what the build itself needs.
set -eu
version=$1
folder=$BUILD/deb/stratc-$version

for tool in dpkg-buildpackage dh; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "make deb: $tool is not here: apt-get install dpkg-dev debhelper" >&2
        exit 1
    }
done
day=$(git log -1 --format=%cD 2>/dev/null) || day=$(date -R -r src/share/debian/changelog)
rm -rf "$BUILD/deb"
mkdir -p "$folder/debian"
tar -c --exclude='./build*' --exclude=./.git . | tar -x -C "$folder"
cp -R src/share/debian "$folder"
sed -e "s/VERSION/$version/" -e "s/DATE/$day/" src/share/debian/changelog >"$folder/debian/changelog"
# The licence, as Debian's format of such files has it: paragraphs set in, a dot for a blank line.
awk 'NR == 1 { name = $1; next }
    /^Copyright/ { print "Copyright: " substr($0, 11); print "License: " name; skip = 1; next }
    skip { skip = 0; next }
    NR > 2 { print " " ($0 == "" ? "." : $0) }' LICENSE >>"$folder/debian/copyright"
cd "$folder"
unset BUILD CC MAKEFLAGS MFLAGS MAKELEVEL # what this tree is built with is not what the package is
SOURCE_DATE_EPOCH=$(date -d "$day" +%s) dpkg-buildpackage -us -uc -b
