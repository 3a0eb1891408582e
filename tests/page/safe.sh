#!/bin/sh
# What a page may do: nothing but what is in it, unaltered. And texts of an author stay texts.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/browser.inc"

page=$SCRATCH/page.html
"$PAGE_STRATC" --emit=page -o "$page" "$ROOT/policies/tutorial.strat"
# One byte of the script, of the style, of the module, of the table.
sed 's/This page cannot decide/This page cannot Decide/' "$page" >"$SCRATCH/script.html"
sed 's/--ground:#fff/--ground:#eee/' "$page" >"$SCRATCH/style.html"
sed '/id="module"/s/^\(.\{3000\}\)./\1!/' "$page" >"$SCRATCH/module.html"
sed '/id="table"/s/^\(.\{300\}\)A/\1B/;t
/id="table"/s/^\(.\{300\}\)./\1A/' "$page" >"$SCRATCH/table.html"
for altered in script style module table; do
    cmp -s "$page" "$SCRATCH/$altered.html" && bad "a byte of the $altered is altered"
done

# Every page has the same script and the same style.
script_of() { sed -n '/^<script>/,/^<\/script>/p; /^<style>/,/<\/style>/p; /Content-Security-Policy/p' "$1" | sha256sum; }
"$PAGE_STRATC" --emit=page -o "$SCRATCH/other.html" "$ROOT/policies/enisa-international.strat"
if [ "$(script_of "$page")" = "$(script_of "$SCRATCH/other.html")" ]; then ok 'script, style and their hashes are the same for every policy'; else bad 'script, style and their hashes are the same for every policy'; fi
"$PAGE_STRATC" --emit=page -o "$SCRATCH/again.html" "$ROOT/policies/tutorial.strat"
if cmp -s "$page" "$SCRATCH/again.html"; then ok 'the same policy gives the same bytes'; else bad 'the same policy gives the same bytes'; fi
empty 'no style attribute, no handler, no address in a page' "$(sed '/^<script type/d' "$page" | grep -noE '[^-.]style=|<[^>]* on[a-z]+=|https?://|eval\(|innerHTML *=|localStorage|fetch\(' | head)"

cat >"$SCRATCH/hostile.strat" <<'END'
strategy "</title><script>alert(1)</script> <!-- ${title} $module & \"x\"" { approaches ranked low < high }
fact who "<img src=x onerror=alert(2)>" : one of { a "</script><b id=bold>b</b>", b "&lt;&amp;'\"" }
judgement fit "<i id=italic>fit</i>" by "<script>alert(3)</script>"
define suits "</dd><b id=suits>suits</b>" means fit and who = a
duty tell "</li><script>alert(4)</script>" before
approach 1 low "<b id=low>Low</b>" { default }
approach 2 high "<svg/onload=alert(5)>" {
    may be used when suits
    must tell using high
}
END
"$PAGE_STRATC" --emit=page -o "$SCRATCH/hostile.html" "$SCRATCH/hostile.strat" 2>"$SCRATCH/log" || bad 'a policy with hostile titles' "$(cat "$SCRATCH/log")"
in_browser safe.js
finish
