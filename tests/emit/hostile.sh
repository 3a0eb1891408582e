#!/bin/sh
# What an author wrote between quotes, and what a file is called, is text to C, whatever stands in it.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cat >template.strat <<'EOP'
strategy "@" {
    issued by "@"
    version "@"
    approaches ranked low < high
    see "@"
    paragraphs 1, 2, 3, 4, 5, 6
}
vocabulary words "@" = { w1 "@", w2 "@" }
fact k "@" : one of { words, u "@" }
fact s "@" : set of { words, y "@" }
fact n "@" : number 0.00..9.00 "@"
fact d "@" : date
fact h "@" : yes or no
fact objective "@"
judgement j "@" by "@"
reading way "@" : one of { one "@", other "@" } taken one
group some "@" of k = { w1, w2 }
assume "@" h or j
duty m "@" before by "@" to "@" done when h within 3 days of "@" at least 2 weeks before "@"
recital 1 "@"
approach 2 low "@" { default see "@" commits "@" }
approach 3 high "@" { may be used when k = w1 and s includes y and n above 2.00 and way = one must m when j }
objective 4 aim "@" { may use low when d at least 2025-01-01 }
principle 5 "@" { should meet h }
paragraph 6 "@" { must not use high when k in some }
example "@" { given h, j, k = u, objective = aim, d = 2020-01-01 expect default low }
safeguard "@" { never use high when k = w2 }
EOP
sed 's/ranked low < high/unranked low, high/; /^example/d' template.strat >template2.strat

# All ways out of a comment, a literal, a line and an #include at once, and what printf() would take to heart: as C spells it, which is how the language does.
text='*/ int injected; /* x \"; // ??/ ??> */ %s%n $ @ #endif \\'
plain='*/ int injected; /* x "; // ??/ ??> */ %s%n $ @ #endif \'
compilers() { # compilers FILE: what any of them says of it
    for cc in 'gcc -std=c99 -pedantic' 'gcc -std=gnu17' 'gcc -std=c11 -trigraphs' 'clang -std=c99 -pedantic' 'clang -std=gnu17' 'g++ -x c++ -std=c++11' 'clang++ -x c++ -std=c++11'; do
        command -v "${cc%% *}" >/dev/null 2>&1 && $cc -Wall -Wextra -fsyntax-only "$1" 2>&1 | head -5
    done
}
for kind in template template2; do
    sed "s|@|$(printf '%s' "$text" | sed 's/[\\&|]/\\&/g')|g" $kind.strat >p.strat
    said=$("$STRATC" --emit=c -o p.c p.strat 2>&1)
    empty "$kind: C of texts that would get out" "$said$(compilers p.c)"
    cat >caller.c <<EOP
#include "p.h"
#include <stdio.h>
#include <string.h>
static int all(const char *(*of)(unsigned), unsigned n)
{
    unsigned i, good = 0;
    for (i = 0; i < n; i++)
        good += strcmp(of(i), "$(printf '%s' "$text" | sed 's/?/\\?/g')") == 0;
    return good == n;
}
int main(void) { return !(all(p_approach_title, 2) && all(p_duty_title, 1) && all(p_paragraph_title, 6) && all(p_fact_title, 7)); }
EOP
    if said=$($CC -std=c99 -o caller caller.c p.c 2>&1) && ./caller; then ok "$kind: the texts are what they were"; else bad "$kind: the texts are what they were" "$said"; fi
    if said=$("$STRATC" -o program p.strat 2>&1) && [ -z "$said" ] && ./program --facts >facts && grep -qF "$plain" facts
    then ok "$kind: the program is built of them"; else bad "$kind: the program is built of them" "$said$(head -5 facts)"; fi
done
# Files. A header that no #include could name has another name; all else is called what it was to be called.
cat >p.strat <<'EOP'
strategy "P" { approaches ranked low < high }
fact t "t" : one of { a, b }
approach 1 low "L" { default }
approach 2 high "H" { may be used when t = a }
EOP
newline='
'
injecting="x.h\"${newline}int injected;${newline}#define y \""
for name in 'a"b.c' "a${newline}b.c" "$injecting.c" 'a\b.c' 'a\' 'a??!b.c' 'a??' ' .c' '.c' 'é.c' '1.c' '-x.c' '*.c' '%s.c' '$x.c' "a'b.c" 'a<b>.c' 'a.b.c' ' '; do
    rm -rf folder
    mkdir folder
    said=$("$STRATC" --emit=c -o "folder/$name" p.strat 2>&1) || said="$said status $?"
    [ -f "folder/$name" ] || said="$said there is no such file"
    cp "folder/$name" folder/copy.c
    said=$said$(compilers folder/copy.c)
    # Its header, included as a caller would write it, is the only other file there.
    find folder ! -name copy.c ! -path "folder/$name" -name '*.h' -exec printf '#include "%s"\n' '{}' ';' >caller.c
    [ "$(wc -l <caller.c)" = 1 ] || said="$said no header that can be included"
    said=$said$($CC -std=c99 -fsyntax-only caller.c 2>&1 | head -5)
    said=$said$(grep -l '^int injected' caller.c folder/copy.c)
    empty "a file called $(printf '%s' "$name" | tr '\n' '~')" "$said"
done

# The prefix: no name made of it is one of the runtime's, or a word of C.
cp folder/copy.c runtime.c
cat >p.strat <<'EOP'
strategy "P" { approaches ranked low < high }
fact t "t" : one of { a, b }
fact cast "t" : one of { a }
fact assert "t" : one of { a }
fact local "t" : one of { a }
fact MAX "t" : set of { a, b }
fact FACTS "t" : set of { WORDS }
approach 1 low "L" { default }
approach 2 high "H" { may be used when t = a and MAX includes a }
EOP
set -- strat STRAT int static const size uint8 UINT64 int8 INT8 thread wchar co reinterpret max FACT
# shellcheck disable=SC2046
set -- "$@" $(grep -oE '\b[A-Z][A-Z0-9]*_' runtime.c | tr -d _ | sort -u) $(grep -oE '\bstrat_[a-z]+' runtime.c | sort -u) \
    $(grep -oE 'ifndef STRAT_[A-Z]+_H' runtime.c | sed 's/.*STRAT_//; s/_H//')
said=
for name in "$@"; do
    rm -f "$name".[ch]
    said="$said$("$STRATC" --emit=c -o "$name.c" p.strat 2>&1)"
    for cc in 'gcc -std=gnu17' 'g++ -x c++'; do
        command -v "${cc%% *}" >/dev/null 2>&1 && said="$said$($cc -Wall -Wextra -fsyntax-only "$name.c" 2>&1 | head -3)"
    done
done
empty "files called like what the runtime and C have: $#" "$said"
if grep -q 'struct policy_strat_request' strat.h && grep -q 'struct int_request' int.h; then ok 'a prefix that is free stays, another is made so'
else bad 'a prefix that is free stays, another is made so' "$(grep -h 'struct.*_request {' strat.h int.h)"; fi
finish
