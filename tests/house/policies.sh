#!/bin/sh
# Every policy that is shipped does what its own examples say, has no finding, and becomes a program.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

for policy in policies/*.strat; do
    if ! grep -q '^strategy' "$policy"; then # part of a policy, and says so once
        said=$("$STRATC" --test "$policy" 2>&1 | grep -c 'error:\|warning:')
        [ "$said" -eq 1 ] && ok "$policy: one message" || bad "$policy: one message" "$said"
        continue
    fi
    said=$("$STRATC" --test "$policy" 2>&1) && ok "$policy: $said" || bad "$policy: its examples" "$said"
    said=$("$STRATC" --lint "$policy" 2>&1) && ok "$policy: no finding" || bad "$policy: no finding" "$said"
    said=$("$STRATC" -o "$SCRATCH/program" "$policy" 2>&1 && "$SCRATCH/program" --version 2>&1) &&
        ok "$policy: a program" || bad "$policy: a program" "$said"
done
for vocabulary in policies/vocabulary/*.strat; do
    # Each by itself, in a policy whose partner is any country: no name twice, no value that is not there.
    {
        echo 'strategy "Probe" { approaches unranked any_way paragraphs 1 }'
        echo 'use "vocabulary/countries"'
        [ "$vocabulary" = policies/vocabulary/countries.strat ] || echo "use \"vocabulary/$(basename "$vocabulary" .strat)\""
        echo 'fact partner "the partner" : one of { country, XK "Kosovo" }'
        echo 'approach 1 any_way "Any way" { may be used }'
    } >"$SCRATCH/probe.strat"
    said=$("$STRATC" -I policies --test "$SCRATCH/probe.strat" 2>&1) && ok "$vocabulary" || bad "$vocabulary" "$said"
done

finish
