#!/bin/sh
# The evaluator in a page gives the same answers as the program, key for key: on every example of every policy here, on the same
# with facts left out, and on what is no request. And how large pages are, and how long an answer takes.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/browser.inc"

set --
for name in enisa-international marrow-bay-partnerships tutorial vulnerability-disclosure; do
    policy=$ROOT/policies/$name.strat
    "$PAGE_STRATC" --emit=page -o "$SCRATCH/$name.html" "$policy" 2>"$SCRATCH/log" || bad "$name is written as a page" "$(cat "$SCRATCH/log")"
    "$STRATC" --ask "$policy" -- --facts --json >"$SCRATCH/$name.facts"
    node "$ROOT/tests/page/examples.js" "$policy" "$SCRATCH/$name.facts" >"$SCRATCH/examples" || bad "the examples of $name are read"
    known=$("$STRATC" --test "$policy" 2>/dev/null | tr '\n' ' ' | sed -n 's/.* of \([0-9]*\) examples .*/\1/p')
    if [ "$(wc -l <"$SCRATCH/examples")" -eq "${known:-0}" ]; then ok "all $known examples of $name"; else bad "all $known examples of $name" "$(wc -l <"$SCRATCH/examples")"; fi
    # Of each also what is left when every second or third fact is not said.
    {
        cat "$SCRATCH/examples"
        node -e '
            for (const line of require("fs").readFileSync(0, "utf8").trim().split("\n"))
                for (const step of [2, 3])
                    console.log(line.replace(/("(?:[^"]*)":(?:\[[^\]]*\]|[^,}]*)),?/g, (part) => (globalThis.n = (globalThis.n || 0) + 1) % step ? part : "").replace(/,\}$/, "}"))' <"$SCRATCH/examples"
        printf '%s\n' '{}' '{"id":[1, "x"]}' '' '[]' '{"partner":1}' '{"nobody":true}' '{"partner":"nobody"}' '{"partner":"\u00e9"}' '{"id":1,"id":2}' '{"partner'
    } >"$SCRATCH/$name.requests"
    "$STRATC" --ask "$policy" -- --json --keys=+each,+grounds "$SCRATCH/$name.requests" >"$SCRATCH/$name.answers"
    "$STRATC" --ask "$policy" -- --version | sed -n 's/^table //p' >"$SCRATCH/$name.digest"
    set -- "$@" "$name"
done
in_browser decides.js "$STRATC" "$ROOT/policies" "$@"

for name in "$@"; do
    bytes=$(wc -c <"$SCRATCH/$name.html")
    if [ "$bytes" -lt 250000 ]; then ok "the page of $name: $bytes bytes, under 250,000"; else bad "the page of $name is under 250,000 bytes" "$bytes"; fi
done
finish
