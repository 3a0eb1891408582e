#!/bin/sh
# What others wrote (names of files and folders, arguments, variables, requests, what the compiler says) never reaches a screen with
# characters that move, hide or turn what it shows: not from stratc, in any mode and format, and not from what it builds.
. "$(dirname "$0")/../lib.sh"
. "$ROOT/tests/evaluator/common.inc"
cd "$SCRATCH" || exit 2

esc=$(printf '\033') bel=$(printf '\007') csi=$(printf '\302\233') rlo=$(printf '\342\200\256') line=$(printf '\342\200\250') bad=$(printf '\377')
evil="a$esc[2Jb${bel}c${csi}2Jd${rlo}e${line}f${bad}g"
newline='x
policy.strat:1:1: error: made up'

# harmful FILE: it holds a control character other than a line end, C1, or what turns or breaks lines
harmful() {
    LC_ALL=C grep -qE "$(printf '[\001-\010\013-\037\177]|\302[\200-\237]|\342\200[\216\217\250-\256]|\342\201[\246-\251]|\330\234|\377')" "$1"
}
printf 'fine \303\251 \342\200\223 \t\n' >fine
printf 'x%s\n' "$csi" >harm
if harmful harm && ! harmful fine; then ok 'the test sees what is harmful'; else bad 'the test sees what is harmful'; fi

said() { # said "what" COMMAND...: whatever it says, nothing is harmful, and it says something
    what=$1
    shift
    "$@" >out 2>err </dev/null
    if [ ! -s out ] && [ ! -s err ]; then bad "$what" 'it says nothing'
    elif harmful out || harmful err; then bad "$what" "$(cat -v out err | head -5)"
    else ok "$what"; fi
}

sound="$SCRATCH/$evil.strat" faulty="$SCRATCH/faulty$evil.strat"
cat >"$sound" <<'END'
strategy "S" { approaches ranked a < b }
fact k "k" : yes or no
fact idle "i" : yes or no
reading r "which?" : one of { x, y } taken x
approach 1 a "A" { default }
approach 2 b "B" { may be used when k may be used when r = y }
example "e" { given k expect a }
END
{ cat "$sound" && echo 'nonsense' && printf 'fact z "%s" : yes or no # %s\n' "$evil" "$evil"; } >"$faulty"
sed 's/when k/when not k/' "$sound" >"$SCRATCH/other$evil.strat"
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo "fact unused$i \"u\" : yes or no"; done >>"$sound"
for policy in "$sound" "$faulty" "$SCRATCH/missing$evil.strat" "$SCRATCH/$newline"; do
    short=$(printf '%s' "${policy#"$SCRATCH"/}" | tr -dc 'a-z.')
    for mode in --lint --test; do
        for format in text json sarif; do said "$mode $format $short" "$STRATC" $mode -Wall --message-format=$format "$policy"; done
    done
    said "--test junit $short" "$STRATC" --test --message-format=junit "$policy"
    for format in text json; do
        said "--diff $format $short" "$STRATC" --diff --message-format=$format "$policy" "$SCRATCH/other$evil.strat"
        said "--diff markdown $short" "$STRATC" --diff --message-format=markdown "$policy" "$SCRATCH/other$evil.strat"
        said "--readings $format $short" "$STRATC" --readings --message-format=$format "$policy"
    done
    for mode in --suggest-examples $(documents | sed 's/^/--emit=/'); do
        said "$mode $short" "$STRATC" $mode "$policy"
    done
    said "--stats $short" "$STRATC" --emit=c --stats -o x.c "$policy" # what it writes: tests/emit
    said "no such folder $short" "$STRATC" -o "$SCRATCH/nowhere$evil/x" "$policy"
    CC="false$evil" said "no such compiler $short" "$STRATC" -o x "$policy"
    TMPDIR="/nowhere$evil" said "no such TMPDIR $short" "$STRATC" -o x "$policy"
done
printf 'echo "%s"; exit 1\n' "$evil" >cc
chmod +x cc
CC="sh $SCRATCH/cc" said 'what the compiler says' "$STRATC" -o x "$sound"
for argument in "--$evil" "-$evil" "--emit=$evil" "--explain=$evil" "--color=$evil" "-W$evil" "--message-format=$evil" "--version=$evil" \
    "--baseline=$evil"; do
    said "the argument $(printf '%s' "$argument" | tr -dc 'a-z=-')" "$STRATC" --lint "$argument" "$sound"
    said "the argument $(printf '%s' "$argument" | tr -dc 'a-z=-'), JSON" "$STRATC" --message-format=json --lint "$argument" "$sound"
done
{ printf 'use "%s"\n' "$evil" && sed '/^fact unused/d' "$sound"; } >user.strat
said 'the name of a used file' "$STRATC" --lint user.strat
{ printf 'use "a"\n' && sed '/^fact unused/d' "$sound"; } >user.strat
: >"ab$esc.strat"
said 'the name of a file nearby' "$STRATC" --lint user.strat
"$STRATC" --lint --message-format=json "$faulty" >known.json 2>/dev/null </dev/null
said 'a baseline with all that is read again' "$STRATC" --lint --baseline known.json "$faulty"
grep -q ST0010 out err && bad 'such a baseline is read' "$(cat -v out err)"

# ---- what is built ----

grep -v '^fact unused' "$sound" | sed 's/"i" : yes or no/"i" : one of { p, q }/; /example/d' >small.strat
printf 'fact n "n" : number 0..9\nfact d "d" : date\nfact s "s" : set of { u, v }\n' >>small.strat
"$STRATC" -o "built$evil" small.strat || bad 'it is built'
for argument in "$evil" "k=$evil" "idle=$evil" "n=$evil" "d=$evil" "s=u|$evil" "$evil=yes" "--$evil" "--why-not=$evil" "--require=$evil" "--json=$evil" \
    "--csv=$evil" "--max-steps=$evil" "--keys=$evil" --help --version idle; do
    said "built: $(printf '%s' "$argument" | tr -dc 'a-z=|-')" "./built$evil" "$argument"
done
# Requests: what messages quote of them (an id is given back as it came).
json=$(printf 'a\\u001bb%sc%sd%se' "$csi" "$rlo" "$line")
for request in "{\"$json\":1}" "{\"idle\":\"$json\"}" "{\"n\":\"$json\"}" "{\"d\":\"$json\"}" "{\"s\":[\"$json\"]}" "{\"k\":\"$json\"}" "$evil" "[\"$json\"]"; do
    printf '%s\n' "$request" >request
    said "a request, JSON: $(printf '%s' "$request" | tr -dc 'a-z{}:[]')" "./built$evil" --json request
    grep -qE '^\{"id":null,"error":\{.*"\}\}$' out || bad 'and the answer is an object' "$(cat -v out)"
done
for field in k idle n d s; do
    printf '%s\n%s\n' "$field" "$evil" >request
    said "a request, CSV: $field" "./built$evil" --csv request
    printf '%s\nx\n' "$field$evil" >request
    said "a header, CSV: $field" "./built$evil" --csv request
done
finish
