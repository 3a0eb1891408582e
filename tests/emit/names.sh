#!/bin/sh
# Whatever an author, or a file, is called, emitted C compiles: every word that stands in it, every word that means something to a compiler, as a fact of
# each kind, a judgement, an approach, a duty, a value, an objective and a paragraph. The order is such that each word is each of these once.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

# A policy with something of all kinds, small and not, and what a compiler knows by itself.
cat >all.strat <<'EOP'
strategy "All" { scope not (h and h2) approaches ranked low < high paragraphs 1, 2, 3, 4, 5 }
fact k "t" : one of { u, v, w } default u
fact s "t" : set of { x, y }
fact n "t" : number 0.0..9.0
fact d "t" : date
fact h "t" : yes or no default no
fact h2 "t" : yes or no
judgement j "t" by "w" presumed yes when h
assume "t" h or h2
duty m "t" before by "w" done when h2
duty o "t" yearly by "w"
approach 1 low "L" { default must o }
approach 2 high "H" { may be used when k = v and s includes x and n above 2.0 must m when j }
principle 3 "P" notwithstanding 2 { must not use high when k = w or j }
paragraph 4 "Q" { will use high when d at least 2025-01-01 }
paragraph 5 "R" { should meet h when j }
EOP
sed 's/ranked low < high/unranked low, high/' all.strat >unranked.strat
$CC -std=c11 -O1 -I"$ROOT" -o write_policy "$ROOT/tests/bench/policy.c" && ./write_policy structured 600 >large.strat
for policy in all unranked large; do
    "$STRATC" --emit=c --with=batch --with=ask -o p.c $policy.strat || bad "$policy as C"
    [ $policy = large ] || cat p.h >>commented
    cat p.c >>commented
done
# Without comments, texts and the numbered members of arrays and gates, of which the first ten will do.
awk '{
    while (match($0, /"([^"\\]|\\.)*"/)) $0 = substr($0, 1, RSTART - 1) " " substr($0, RSTART + RLENGTH)
    while (inside || match($0, /\/\*/)) {
        if (!inside) { printf "%s ", substr($0, 1, RSTART - 1); $0 = substr($0, RSTART + 2) }
        inside = 1
        if (!match($0, /\*\//)) next
        $0 = substr($0, RSTART + 2)
        inside = 0
    }
    print
}' commented >text
printf '#include <stdint.h>\n#include <stddef.h>\n' >empty.c
compilers=
for cc in "gcc -std=gnu17" "clang -std=c99" "g++ -x c++" "clang++ -x c++"; do
    if echo 'int main(void) { return 0; }' | $cc -x "$(case $cc in *++*) echo c++ ;; *) echo c ;; esac)" -fsyntax-only - 2>/dev/null; then
        compilers="$compilers${compilers:+|}$cc"
        ${cc%% *} -x "$(case $cc in *++*) echo c++ ;; *) echo c ;; esac)" -dM -E empty.c >>text
    fi
done
[ -n "$compilers" ] || skip 'names in emitted C' 'no C compiler here'

# Words of the language are never names. An own `objective` is there below; partners and activities have to have a list of values, an `id` is no fact and
# `none` no approach.
grep -v '^#' "$ROOT/editors/keywords.txt" | awk '{ print $1 }' >never
printf '%s\n' objective partner activity id none >>never
sed -n 's/^ *" \(.*\)"$/\1/p; s/^ *" \(.*\)";$/\1/p' "$ROOT/src/emit/c/reserved.c" >>text
grep -oE '[A-Za-z0-9_]+' text | grep '^[A-Za-z]' | sort -u | grep -vxFf never | grep -vE '^[a-z][0-9][0-9]+$' >words
grep -E '^(k|n|s|int|linux|partner)$' words | sed 's/$/_known/; p; s/_known$/_/' >>words
sort -u -o words words
echo "$(wc -l <words) words"

# Of `n` words from `first` on, and so on around the circle, one kind each.
many_approaches() { # many_approaches FIRST
    awk -v first="$1" -v n=32 '
        { word[NR - 1] = $1 }
        function at(kind, i) { return word[(first + kind * n + i) % NR] }
        function list(kind, between,    i, text) {
            for (i = 0; i < n; i++) text = text (i ? between : "") at(kind, i)
            return text
        }
        END {
            print "strategy \"N\" { approaches ranked " list(0, " < ") " }"
            print "fact objective \"aim\""
            for (i = 0; i < n; i++) print "fact " at(1, i) " \"t\" : one of { " list(2, ", ") " }"
            for (i = 0; i < 4; i++) print "fact p_set_" i " \"t\" : set of { " list(2, ", ") " }"
            for (i = 0; i < n; i++) print "fact " at(3, i) " \"t\" : number 0..9"
            for (i = 0; i < n; i++) print "judgement " at(4, i) " \"t\" by \"w\""
            for (i = 0; i < n; i++) print "duty " at(5, i) " \"t\" yearly by \"w\""
            for (i = 0; i < n; i++) print "objective o" i " " at(6, i) " \"a title\" { must " at(5, i) " when " at(4, i) " }"
            for (i = 0; i < n; i++) print "paragraph " at(7, i) " \"t\" { may use " at(0, i) " when " at(1, i) " = " at(2, i) " and " at(3, i) " above 2 }"
        }' words
}
# Of 4 approaches at most the short way is printed too: it has names and members of its own.
many_facts() { # many_facts FIRST KIND
    awk -v first="$1" -v n=240 -v kind="$2" '
        { word[NR - 1] = $1 }
        END {
            print "strategy \"N\" { approaches ranked p_low < p_high }"
            of = "one of { u, v }"
            for (i = 0; i < n; i++) {
                if (kind == "values") of = i % 3 ? "number 0..9" : "set of { u, v }"
                print "fact " word[(first + i) % NR] " \"t\" : " of
            }
            print "approach 1 p_low \"L\" { default }\napproach 2 p_high \"H\" { may be used when "
            for (i = 0; i < 12; i++) {
                name = word[(first + i * 20) % NR]
                print (i ? "and " : "") name (kind != "values" ? " = v" : (i * 20) % 3 ? " above 3" : " includes v")
            }
            print "}"
        }' words
}

compiles() { # compiles COMPILER...: what it says of p.c
    $1 -fsyntax-only p.c 2>&1 | grep -E 'error|warning' | head -5
}
check() { # check: the C of p.strat with all compilers
    if ! "$STRATC" --emit=c $with -o p.c p.strat 2>said; then
        head -5 said
        return
    fi
    IFS='|'
    # shellcheck disable=SC2086
    set -- $compilers
    unset IFS
    for cc; do compiles "$cc"; done
}
with='--with=batch --with=ask'
for kind in one_of values; do
    first=0 said=
    while [ $first -lt "$(wc -l <words)" ] && [ -z "$said" ]; do
        many_facts $first $kind >p.strat
        said=$(check)
        grep -q '^#define p_DIGITS' p.h || said="$said no short way"
        first=$((first + 240))
    done
    empty "each word as a fact: $kind" "$said"
done
first=0 said=
while [ $first -lt "$(wc -l <words)" ] && [ -z "$said" ]; do
    many_approaches $first >p.strat
    said=$(check)
    first=$((first + 32))
done
empty 'each word as an approach, a value, a judgement, a duty, an objective and a paragraph' "$said"

# What the names are: who fits keeps his own, whoever comes first; the rest get underscores.
cat >p.strat <<'EOP'
strategy "Pairs" { approaches ranked low < high }
fact linux "t" : yes or no
fact income "t" : number 0..9
fact income_known "t" : yes or no
fact int "t" : number 0..9
fact int_ "t" : yes or no
fact a "t" : one of { b_c, unknown }
fact a_b "t" : one of { c }
fact status "t" : one of { open }
fact request "t" : set of { answer }
fact x "t" : number 0..9
fact x_known "t" : yes or no
fact p_FACTS "t" : yes or no
approach 1 low "L" { default }
approach 2 high "H" { may be used when linux and income above 2 and income_known and int above 2 and int_ and a = unknown and p_FACTS }
EOP
cat >caller.c <<'EOP'
#include "p.h"
int main(void)
{
    struct p_request r = {0};
    struct p_answer a;
    r.linux_ = r.income_known = r.int_ = r.p_FACTS_ = p_yes;
    r.income = 3;
    r.income_known_ = 1;
    r.int__ = 3;
    r.int___known = 1;
    r.a = p_a_unknown_;
    r.a_b = p_a_b_c_;
    r.status = p_status_open;
    r.request = p_request_answer;
    r.request_known = r.x_known_ = 1;
    r.x_known = p_yes;
    r.x = 9;
    return !(p_decide(&r, &a) == p_OK && a.approach == p_approach_high && p_a_b_c == 1 && p_a_unknown == 0 && p_FACTS == 12);
}
EOP
if said=$("$STRATC" --emit=c -o p.c p.strat 2>&1 && $CC -std=gnu17 -Wall -Wextra -Werror -o caller caller.c p.c 2>&1 && ./caller)
then ok 'names that collide are told apart'; else bad 'names that collide are told apart' "$said"; fi
if grep -q '^enum p_status_ {' p.h && grep -q 'uint16_t status; /\* enum p_status_: t \*/' p.h
then ok 'the header says how they are spelled'; else bad 'the header says how they are spelled' "$(grep status p.h)"; fi
finish
