#!/bin/sh
# `make vsix` twice gives the same bytes, and what it gives works in a real VS Code: code-server, in Chromium, driven by playwright
# (tests/long/vscode.js). The screenshots lie in build/vscode/ afterwards.
. "$(dirname "$0")/../lib.sh"

wanted=
command -v npm >/dev/null 2>&1 || wanted="$wanted nodejs npm"
command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium"
command -v git >/dev/null 2>&1 || wanted="$wanted git"
command -v g++ >/dev/null 2>&1 || wanted="$wanted g++"
[ -z "$wanted" ] || sh "$ROOT/tests/install.sh" $wanted >"$SCRATCH/log" 2>&1
if ! command -v npm >/dev/null 2>&1 || ! command -v chromium >/dev/null 2>&1; then
    skip 'VS Code' "not here: $wanted"
    finish
fi
# code-server wants node 20. Where there is another, as in Debian 12, npm has it as a package, headers and all.
has_20() { [ "$(node -p 'process.versions.node.split(".")[0]')" -eq 20 ]; }
nodedir=/usr
if ! has_20; then
    package=node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
    from_npm "$package@20.19.5"
    nodedir=$modules/$package
    PATH=$nodedir/bin:$PATH
fi
if ! has_20; then
    skip 'VS Code' "code-server wants node 20, which cannot be had from npm: $(tail -n 3 "$SCRATCH/log" 2>/dev/null)"
    finish
fi

# ---- the package ----

for folder in one two; do
    mkdir "$SCRATCH/$folder"
    (umask 077 && sh "$ROOT/editors/vscode/package.sh" "$SCRATCH/$folder") >"$SCRATCH/log" 2>&1 || {
        bad "the package is built" "$(cat "$SCRATCH/log")"
        finish
    }
    umask 022
done
cmp -s "$SCRATCH/one/strat.vsix" "$SCRATCH/two/strat.vsix" && ok 'built twice, the same bytes' || bad 'built twice, the same bytes'
if npm_config_fetch_retries=0 npm_config_registry=http://127.0.0.1:1 npm_config_cache=$SCRATCH/none sh "$ROOT/editors/vscode/package.sh" "$SCRATCH" >"$SCRATCH/log" 2>&1; then
    bad 'without a network it says so' 'it was built'
else
    grep -q 'npm could not fetch' "$SCRATCH/log" && ok 'without a network it says so' || bad 'without a network it says so' "$(cat "$SCRATCH/log")"
fi

# ---- VS Code ----

# npm's own set-up of code-server wants to fetch from elsewhere; this is what of it is needed here.
server=$BUILD/code-server
set_up() {
    mkdir -p "$server" && cd "$server" || return 1
    [ -f "$nodedir/include/node/node.h" ] && export npm_config_nodedir="$nodedir"
    quiet='--ignore-scripts --no-audit --no-fund'
    # shellcheck disable=SC2086
    npm install $quiet code-server@4.100.3 playwright-core@1.56.1 && npm rebuild argon2 &&
        cd node_modules/code-server/lib/vscode && npm install $quiet --omit=dev && npm rebuild @vscode/spdlog native-watchdog &&
        ln -sfn node_modules node_modules.asar && cd extensions && npm install $quiet --omit=dev && touch "$server/ready"
}
if [ ! -f "$server/ready" ] && ! (set_up) >"$SCRATCH/log" 2>&1; then
    skip 'VS Code' "code-server cannot be had from npm: $(tail -n 3 "$SCRATCH/log" 2>/dev/null)"
    finish
fi

cd "$SCRATCH" || exit 2
shots=$BUILD/vscode
rm -rf "$shots"
mkdir -p "$shots" home work user/User
export HOME="$SCRATCH/home"
code="node $server/node_modules/code-server/out/node/entry.js --config $SCRATCH/config.yaml --user-data-dir $SCRATCH/user --extensions-dir $SCRATCH/extensions"
printf 'bind-addr: 127.0.0.1:0\nauth: none\n' >config.yaml
$code --install-extension one/strat.vsix >log 2>&1 && ok 'the extension can be installed' || bad 'the extension can be installed' "$(cat log)"

# The policy that is worked on is under git.
cp -R "$ROOT/policies/." work
cd work && git init -q && git add . && git -c user.name=t -c user.email=t@t commit -qm 'as it was' && cd .. || exit 2

$code --disable-telemetry --disable-update-check --disable-workspace-trust >server.log 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null; rm -rf "$SCRATCH"' EXIT
for _ in $(seq 60); do
    address=$(sed -n 's|.*HTTP server listening on \(http://[0-9.:]*\).*|\1|p' server.log)
    [ "$address" ] && break
    sleep 1
done
NODE_PATH=$server/node_modules timeout 900 node "$ROOT/tests/long/vscode.js" "$address" "$SCRATCH" "$shots" "$STRATC" >out 2>log
while read -r verdict what; do
    case $verdict in
    ok) ok "$what" ;;
    FAILED) bad "$what" ;;
    esac
done <out
grep -qx end out || bad 'vscode.js ran to its end' "$(cat out log; tail -n 20 server.log)"

finish
