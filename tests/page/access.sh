#!/bin/sh
# Everybody can use a page: what axe-core finds in each view, light and dark, on a screen and on a phone; the keyboard alone; what
# a screen reader is told; large text. With SHOTS=FOLDER the views are kept there as pictures.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/browser.inc"

cat >"$SCRATCH/kinds.strat" <<'END'
strategy "Every kind of fact" {
    version "1"
    approaches ranked low < high
}
fact partner "the partner" : one of { firm "a firm", school "a school" }
fact amount "the sum applied for" : number 0.00..5000.00 "EUR"
fact day "the day of the request" : date
fact wanted "what is asked for" : set of { money "money", advice "advice", rooms "rooms" }
fact size "how large it is" : one of { s1 < s2 < s3 < s4 < s5 < s6 < s7 < s8 < s9 }
fact urgent "it is urgent" : yes or no default no
judgement fit "it fits the plan" by "the board"
assume "what is urgent is not small" not (urgent and size = s1)
duty tell "tell the board" before by "the desk"
approach 1 low "Low" { default }
approach 2 high "High" {
    may be used when fit and partner = school and amount below 1000.00 and day at least 2024-01-01 and wanted includes advice and size at least s3
    must tell using high when urgent
}
END
cat >"$SCRATCH/names.strat" <<'END'
strategy "Names that every object of a script has" { approaches ranked low < high }
judgement constructor "Constructor" by "the board"
fact toString "To string" : one of { a "a", valueOf "value of" }
approach 1 low "Low" { default }
approach 2 high "High" {
    may be used when constructor
}
paragraph hasOwnProperty "The words of it" {
    must not use high when toString = valueOf
}
END
for name in names kinds enisa-international; do
    policy=$SCRATCH/$name.strat
    [ -f "$policy" ] || policy=$ROOT/policies/$name.strat
    "$PAGE_STRATC" --emit=page -o "$SCRATCH/$name.html" "$policy" 2>"$SCRATCH/log" || bad "$name is written as a page" "$(cat "$SCRATCH/log")"
done
in_browser access.js "${SHOTS:-}"
finish
