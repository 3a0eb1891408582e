#!/bin/sh
# package.sh FOLDER: the extension as FOLDER/strat.vsix. The same sources give the same bytes.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
work=$1/vsix

if ! command -v npm >/dev/null 2>&1; then
    echo 'make vsix: no npm here; install nodejs and npm (on Debian: apt-get install nodejs npm)' >&2
    exit 1
fi
rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd)
cp -R "$here/." "$work"
cp "$here/../../LICENSE" "$work/LICENSE.txt"
chmod -R u=rwX,go=rX "$work"
cd "$work"
if ! npm ci --ignore-scripts --no-audit --no-fund >log 2>&1; then
    cat log >&2
    echo 'make vsix: npm could not fetch what the extension is built from; does it reach its registry?' >&2
    exit 1
fi
node_modules/.bin/esbuild extension.js --bundle --minify --platform=node --target=node18 --external:vscode \
    --outfile=out/extension.js --log-level=warning
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-315532800} TZ=UTC node_modules/.bin/vsce package --no-dependencies \
    --allow-missing-repository --out ../strat.vsix >log 2>&1 || { cat log >&2; exit 1; }
echo "$(dirname "$work")/strat.vsix"
