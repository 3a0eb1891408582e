#!/bin/sh
# The reading copy (--emit=html, --emit=markdown): well formed, nothing an author wrote gets out of its text, the style is the one that
# the page names, every paragraph and partner is there, what the sheets say is what the program says, and it prints on pages.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cat >check.py <<'EOP'
import base64, hashlib, html.parser, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
void, stack, seen, wrong = {"meta"}, [], [], []
class Reader(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        seen.append((tag, dict(attributes)))
        if tag not in void: stack.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "href", "src"): wrong.append(f"{tag} {name}={value}")
    def handle_endtag(self, tag):
        if not stack or stack.pop() != tag: wrong.append(f"</{tag}> out of place")
reader = Reader(convert_charrefs=True)
reader.feed(text)
ids = [a["id"] for _, a in seen if "id" in a]
if stack: wrong.append(f"not closed: {stack}")
if len(ids) != len(set(ids)): wrong.append("an id twice")
allowed = set("html head body meta title style main section h1 h2 h3 h4 p ul li b div blockquote table caption thead tbody tr th td".split())
wrong += [f"<{tag}>" for tag, _ in seen if tag not in allowed]
style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
named = re.search(r"style-src 'sha256-([^']*)'", text).group(1)
if base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() != named: wrong.append("another style than is named")
levels = [int(tag[1]) for tag, _ in seen if re.fullmatch("h[1-4]", tag)]
if levels[0] != 1 or levels.count(1) != 1 or any(b > a + 1 for a, b in zip(levels, levels[1:])): wrong.append("headings skip a level")
rows = re.findall(r"<tr>(.*?)</tr>", text, re.S)
if any("<td class=\"level" in r and re.search(r"<td[^>]*></td>", r) for r in rows): wrong.append("an empty cell in the map")
print("\n".join(wrong))
EOP
for policy in "$ROOT"/policies/*.strat "$ROOT"/tests/emit/golden/lending.strat; do
    name=$(basename "$policy" .strat)
    case $name in *-examples) continue ;; esac
    "$STRATC" --emit=html -o "$name.html" "$policy" || bad "$name is written"
    "$STRATC" --emit=markdown -o "$name.md" "$policy" || bad "$name is written as Markdown"
    empty "$name: well formed, by itself, its style the one that it names" "$(python3 check.py "$name.html" 2>&1)"
done

# Every paragraph of the outline, and every partner, on one sheet.
enisa=$ROOT/policies/enisa-international.strat
"$STRATC" -o enisa "$enisa" && ./enisa --facts --json >facts.json
empty 'every paragraph and every partner in scope' "$(python3 - 2>&1 <<'EOP'
import json, re
facts, text = json.load(open("facts.json")), open("enisa-international.md").read()
for p in facts["paragraphs"]:
    if not re.search(r"^### " + re.escape(p["id"]) + r"\b", text, re.M): print("no paragraph", p["id"])
sheets = re.split(r"^## ", text, flags=re.M)
sheets = [s for s in sheets if "### May start, " in s]
eu = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK AX GF GP MF MQ RE YT".split()
for v in next(f for f in facts["facts"] if f["name"] == "partner")["values"]:
    title = (v["title"] or v["name"]).split(" (")[0]
    n = sum(re.search(r'(^|, |the |and |")' + re.escape(title) + r'($|,| \\?\(|"| and)', s.split("###")[0] + s.partition("### Who they are")[2], re.M) is not None for s in sheets)
    if (v["name"] in eu) != (n == 0): print(v["name"], title, "stands on", n, "sheets")
EOP
)"

# What may start as things are taken: the program says the same. All else, over all situations: tests/props/sheets.c.
sheet() { awk -v name="$1" '$0 == "## " name { on = 1; next } /^## / { on = 0 } on' enisa-international.md; }
sheet 'the European Economic Area outside the Union' >norway
./enisa partner=NO activity=exchange_information >said
if grep -q '^- \*\*limited, under any objective\*\*: exchange information' norway && grep -q '^Undetermined\|^Open' said && grep -q 'May start now: limited\|limited[a-z ]* may start now' said; then
    ok 'what may start as things are taken, for Norway'
else
    bad 'what may start as things are taken, for Norway' "$(cat norway said)"
fi
if grep -q '^- \*\*outreach, by P3\*\*: when ' norway && ! grep -q '4\.1\.a' norway; then ok 'what can be had, for Norway'; else bad 'what can be had, for Norway' "$(cat norway)"; fi
./enisa partner=NO relevant activity=training develops_framework binding_obligations >said
if grep -q 'endorsement of the Executive Board' said && grep -q 'approval of the Management Board' said &&
    grep -q '^- \*\*every approach, where what is taken for granted is not so\*\*: .*endorsement of the Executive Board; approval of the Management Board' norway &&
    grep -q '^- \*\*limited and outreach, by P8\*\*: only after .*Executive Board' norway; then
    ok 'what has to come first, for Norway'
else
    bad 'what has to come first, for Norway' "$(cat norway said)"
fi
if grep -q '^- \*\*outreach, by 4\.1\.b\*\*: only after .*Management Board"; where 4\.1\.b opens it$' enisa-international.md &&
    ./enisa partner=UA agreement=explicit within_agreement activity=exchange_best_practices objective=SO1 | grep -q 'outreach may start now\|May start now: .*outreach'; then
    ok 'what has to come first by a paragraph, where that opens it'
else
    bad 'what has to come first by a paragraph, where that opens it' "$(grep '4\.1\.b' enisa-international.md)"
fi
sheet 'Japan; and United States (USA, United States of America)' >japan
./enisa partner=JP activity=map_best_practices objective=SO2 >said
if grep -q '^- \*\*outreach, under SO2\*\*: map best practices' japan && grep -q '^- \*\*limited, under SO3\*\*: build a common picture' japan &&
    ! grep -q 'is like-minded (decided' japan && grep -q 'outreach may start now\|May start now: .*outreach' said; then
    ok 'partners of which something else is taken for granted have a sheet of their own'
else
    bad 'partners of which something else is taken for granted have a sheet of their own' "$(cat japan said)"
fi
sheet NATO >nato
sheet 'third countries among the Eastern Partnership' >partnership
if ! grep -q 'by 4\.3\.a' nato && grep -q '^- \*\*outreach, under SO3\*\*: coordinate' nato && [ "$(grep -c 'by 4\.4\.b' partnership)" = 1 ]; then
    ok 'what a paragraph opens without a condition is not told with one'
else
    bad 'what a paragraph opens without a condition is not told with one' "$(cat nato partnership)"
fi
./enisa partner=NO activity=exchange_information objective=SO1 >said
if grep -qxF 'Cautions, with whatever is used: 1.4, 2, P1, P5; with outreach: 4.7 (under SO7).' norway && grep -q '1\.4' said && grep -q 'P5' said; then
    ok 'what is expected of whoever uses it, for Norway'
else
    bad 'what is expected of whoever uses it, for Norway' "$(cat norway said)"
fi
sheet 'a company or vendor' >company
empty 'nothing of what a company never has, and no Article 12' "$(grep -n 'assisting\|1\.1' company)"
sheet 'How far, for what, with whom' >matrix
if grep -q '^| exchange information as it comes up | limited, outreach? | limited |$' matrix && grep -q '^| share expertise with the partner | limited (4\.1), assisting?, outreach? | limited (4\.1), assisting? (4\.1\.a), outreach? |' matrix; then
    ok 'what is always had, what at times, and what section 4 provides'
else
    bad 'what is always had, what at times, and what section 4 provides' "$(cat matrix)"
fi

# A text that would get out of HTML and Markdown.
evil='</style></td><script>alert(1)</script><img src=x onerror=y> &amp; " | ` * _ [x](y) # --> ]]>'
cat >evil.strat <<EOP
strategy "$evil" {
    issued by "$evil"
    approaches ranked low < high
    see "$evil"
    paragraphs 1, 2, 3
}
fact partner "$evil" : one of { a "$evil", b "$evil b" } help "$evil"
fact activity "$evil" : one of { c "$evil", d "$evil d" }
judgement j "$evil" by "$evil"
reading r "$evil" : one of { x "$evil", y "$evil y" } taken x
duty m "$evil" before by "$evil" to "$evil"
group g "$evil" = { a, b }
define x "$evil" means j and r = x
approach 1 low "$evil" { default commits "$evil" }
approach 2 high "$evil" { may be used for c with g when x must m }
recital 3 "$evil"
EOP
# The quotes of the text are the language's own.
sed 's/" | `/\\" | `/g' evil.strat >quoted.strat
if "$STRATC" --emit=html -o evil.html quoted.strat 2>err && "$STRATC" --emit=markdown -o evil.md quoted.strat; then
    empty 'no text gets out of HTML' "$(python3 check.py evil.html 2>&1)$(grep -c '<script\|<img' evil.html | grep -v '^0$')"
    empty 'no text gets out of Markdown' "$(grep -n '[^\\]<script\|[^\\]|.*[^\\]` \*' evil.md | head -3)"
else
    bad 'hostile texts are written' "$(cat err)"
fi

# What is a sign of Markdown only where a block begins.
cat >first.strat <<'EOP'
strategy "One" {
    source "first.txt"
    approaches ranked low < high
    paragraphs 1, 2, 3, 4
}
fact partner "who" : one of { a "- A", b "B" } help "# what a partner is"
group g "1) Some" = { a }
approach 1 low "- Low" { default }
approach 2 high "# High" { may be used with g }
recital 3 "1. Why"
recital 4 "4.1 Why"
EOP
printf '1\n# no heading\n\n2\n- no item\n\n3\n12. no number\n\n4\n12.5 is plain - 1. too, # and +\n' >first.txt
cat >wanted <<'EOP'
> \# no heading
> \- no item
1\) Some: - A
> 12\. no number
> 12.5 is plain - 1. too, # and +
EOP
if "$STRATC" --emit=markdown -o first.md first.strat 2>err; then
    grep -E '^(> |[0-9]+\\?\) )' first.md | awk '!seen[$0]++' >out
    same 'what begins a line is no sign either' wanted out
else
    bad 'texts that begin with signs are written' "$(cat err)"
fi
"$STRATC" --emit=html "$ROOT/policies/tutorial.strat" >twice.html
same 'the same bytes twice' tutorial.html twice.html
finish
