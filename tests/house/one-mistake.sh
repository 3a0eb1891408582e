#!/bin/sh
# One mistake is one error: in each policy that is shipped each declaration in turn (a fact, a value, a duty, a group, a paragraph's
# number, an approach in the list ...) is misspelt, there alone. All that uses it is then told once, with how often it is used.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

# The places behind which a declared name ends, as "KIND NAME LINE BYTES".
cat >sites.awk <<'END'
function site(kind, from, length_) { print kind, substr($0, from, length_), FNR, from + length_ - 1 }
function word(from, pattern) { # the next word at or behind `from`: its start; RLENGTH
    at = match(substr($0, from), pattern)
    return at ? from + at - 1 : 0
}
/^ *#/ { next }
/^ *(fact|judgement|reading|duty|group|define|vocabulary) +[a-zA-Z]/ {
    match($0, /^ *[a-z]+ +/)
    from = word(RLENGTH + 1, "[A-Za-z0-9_]+")
    site($1, from, RLENGTH)
}
/^ *(approach|paragraph|principle|objective|provision) +[0-9A-Z]/ {
    match($0, /^ *[a-z]+ +/)
    from = word(RLENGTH + 1, "[A-Za-z0-9_.]+")
    site("number", from, RLENGTH)
    if ($1 == "approach" || $1 == "objective") {
        from = word(from + RLENGTH, "[A-Za-z0-9_]+")
        site("name", from, RLENGTH)
    }
}
/^ *approaches +(un)?ranked / {
    match($0, /ranked +/)
    for (from = RSTART + RLENGTH; (from = word(from, "[A-Za-z0-9_]+")); from += RLENGTH)
        site("listed", from, RLENGTH)
}
{
    for (rest = 1; match(substr($0, rest), /[{,<] *[A-Za-z][A-Za-z0-9_]* "/); rest = end) {
        start = rest + RSTART - 1
        end = start + RLENGTH - 1
        from = word(start, "[A-Za-z][A-Za-z0-9_]*")
        site("value", from, RLENGTH)
    }
}
END
for policy in "$ROOT"/policies/*.strat; do
    case $policy in *-examples.strat) continue ;; esac
    name=$(basename "$policy")
    LC_ALL=C awk -f sites.awk "$policy" >sites
    [ "$(wc -l <sites)" -ge 10 ] || bad "$name has declarations" "$(cat sites)"
    more=
    while read -r kind word line column; do
        case $kind in number) slip=9 ;; *) slip=x ;; esac
        LC_ALL=C awk -v line="$line" -v column="$column" -v slip=$slip \
            'NR == line { $0 = substr($0, 1, column) slip substr($0, column + 1) } { print }' "$policy" >slip.strat
        "$STRATC" -I "$ROOT/policies" --lint slip.strat >out 2>&1
        [ "$(grep -c ': error: ' out)" -le 1 ] || more="$more
$kind $word: $(grep ': error: ' out)"
    done <sites
    empty "$name: each of $(wc -l <sites | tr -d ' ') declarations, misspelt" "$more"
done
finish
