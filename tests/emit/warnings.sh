#!/bin/sh
# Emitted C has no warning at any level of optimisation, however little a policy has; and its names can be asked for by any number.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

policy() { # policy NAME: its text on standard input
    cat >"$1.strat"
    if said=$("$STRATC" --emit=c -o "$1.c" "$1.strat" 2>&1 && "$STRATC" --emit=c --with=batch --with=ask -o "$1_with.c" "$1.strat" 2>&1) &&
        [ -z "$said" ]; then names="$names $1 $1_with"; else bad "$1 as C" "$said"; fi
}
names=
policy nothing <<'EOP'
strategy "no facts, no blocks" { approaches ranked low }
EOP
policy nothing_unranked <<'EOP'
strategy "no facts, no blocks, no ranks" { approaches unranked low, high }
EOP
policy no_facts <<'EOP'
strategy "no facts" { approaches ranked low < high }
approach 1 low "L" { default }
approach 2 high "H" { may be used }
EOP
policy no_facts_duty <<'EOP'
strategy "a duty that nothing says is done" { approaches ranked low < high }
duty d "d" before by "w"
approach 1 low "L" { default must d }
approach 2 high "H" { may be used must d }
EOP
policy never <<'EOP'
strategy "everything is out of scope" { scope a and not a approaches ranked low < high }
fact a "t" : yes or no
approach 1 low "L" { default }
approach 2 high "H" { may be used when a }
EOP
policy scope_only <<'EOP'
strategy "a scope and no blocks" { scope a approaches ranked low < high }
fact a "t" : yes or no
EOP
policy assume_only <<'EOP'
strategy "an assumption and no blocks" { approaches unranked low, high }
fact a "t" : yes or no
fact b "t" : one of { u, v, w }
assume "t" a or b = v
EOP
policy one_flag <<'EOP'
strategy "one approach, one flag, no default" { approaches ranked low }
fact a "t" : yes or no
approach 1 low "L" { may be used when a }
EOP
policy one_unranked <<'EOP'
strategy "one approach without ranks" { approaches unranked low }
fact a "t" : yes or no
approach 1 low "L" { may be used when a }
EOP
policy closed <<'EOP'
strategy "nothing is ever open" { approaches ranked low < high }
fact a "t" : yes or no
paragraph 1 "P" { must not use low or above }
paragraph 2 "Q" { may use low when a }
EOP
policy one_of_only <<'EOP'
strategy "one of" { approaches ranked low < high }
fact k "t" : one of { u, v }
approach 1 low "L" { default }
approach 2 high "H" { may be used when k = u }
EOP
policy one_value <<'EOP'
strategy "one value" { approaches ranked low < high }
fact k "t" : one of { u }
fact s "t" : set of { x }
fact n "t" : number 3..3
approach 1 low "L" { default }
approach 2 high "H" { may be used when k = u and s includes x and n = 3 }
EOP
policy set_only <<'EOP'
strategy "a set" { approaches ranked low < high }
fact s "t" : set of { x, y, z }
approach 1 low "L" { default }
approach 2 high "H" { may be used when s includes x and not s includes y }
EOP
policy number_only <<'EOP'
strategy "a number" { approaches ranked low < high }
fact n "t" : number -999999999999999999..999999999999999999
approach 1 low "L" { default }
approach 2 high "H" { may be used when n above 5 }
EOP
policy date_only <<'EOP'
strategy "a day" { approaches ranked low < high }
fact d "t" : date as date
approach 1 low "L" { default }
approach 2 high "H" { may be used from 2026-01-01 }
EOP
policy idle <<'EOP'
strategy "facts on which nothing depends" { approaches ranked low < high }
fact a "t" : yes or no
fact k "t" : one of { u, v }
fact s "t" : set of { x, y }
fact n "t" : number 0..9
fact d "t" : date
approach 1 low "L" { default }
approach 2 high "H" { may be used }
EOP
policy idle_unranked <<'EOP'
strategy "facts on which nothing depends, without ranks" { approaches unranked low, high }
fact a "t" : yes or no
fact k "t" : one of { u, v }
fact s "t" : set of { x, y }
fact n "t" : number 0..9
judgement j "t" by "w"
duty d "t" yearly by "w"
approach 1 low "L" { default }
approach 2 high "H" { may be used when a }
EOP
policy empty_objective <<'EOP'
strategy "objectives without rules" { approaches ranked low < high }
fact objective "aim"
objective 1 one "O" { }
objective 2 other "P" { }
approach 3 low "L" { default }
approach 4 high "H" { }
EOP
policy defaults <<'EOP'
strategy "all has a default" { approaches ranked low < high }
fact a "t" : yes or no default yes
fact k "t" : one of { u, v } default v
fact s "t" : set of { x, y } default { }
fact n "t" : number 0.5..9.5 default 2.0
judgement j "t" by "w" presumed yes when a
duty d "t" before by "w" done when a
approach 1 low "L" { default }
approach 2 high "H" { may be used when k = u and s is empty and n above 1.0 and j must d }
EOP
policy many_approaches <<EOP
strategy "more approaches than the short way takes" { approaches ranked $(seq -f 'a%.0f' -s ' < ' 1 12) }
fact a "t" : yes or no
$(for i in $(seq 12); do echo "approach $i a$i \"A\" { may be used when a }"; done)
EOP
policy many_values <<EOP
strategy "more classes than a byte has" { approaches ranked low < high }
fact k "t" : one of { $(seq -f 'v%.0f' -s ', ' 1 300) }
fact n "t" : number 0..1000
approach 1 low "L" { default }
approach 2 high "H" { may be used when $(seq -f 'k = v%.0f' -s ' or ' 1 2 300) or $(seq -f 'n = %.0f' -s ' or ' 1 2 600) }
EOP
policy wide_lists <<EOP
strategy "more paragraphs and duties than a word has bits" { approaches unranked low, high }
fact a "t" : yes or no
$(for i in $(seq 70); do echo "duty d$i \"D\" yearly by \"w\" paragraph $i \"P\" { may use $([ $((i % 2)) = 0 ] && echo low || echo high) when a must d$i }"; done)
EOP
if $CC -std=c11 -O1 -I"$ROOT" -o write_policy "$ROOT/tests/bench/policy.c"; then
    ./write_policy structured 800 >large.txt
    policy large <large.txt
else
    bad 'a large policy is written'
fi


has() { # has COMPILER LANGUAGE
    command -v "$1" >/dev/null 2>&1 && echo 'int main() { return 0; }' | "$1" -x "$2" -o x - 2>/dev/null
}
compilers='gcc c|clang c|g++ c++|clang++ c++'
# But for gcc each other policy is enough (WHOLE=1: all), not the same for all of them.
turns=0
# Each compiler has a standard of its own here; and, as gcc has warnings that come only there, levels of optimisation go by turns.
levels=0
next_level() { # the next of all
    set -- O2 O0 O3 O1 Os Og
    levels=$((levels % 6 + 1))
    shift $((levels - 1))
    level=$1
}
warned() { # warned COMPILER LANGUAGE NAME
    WARN='-Wall -Wextra -Wconversion -Wshadow -Wundef'
    case $1 in
    gcc) standard=-std=gnu17 ;;
    clang) standard='-std=c99 -pedantic' ;;
    g++) standard='-std=c++11 -pedantic' ;;
    *) standard=-std=gnu++20 ;;
    esac
    # shellcheck disable=SC2086
    $1 -x $2 $standard $WARN -fsyntax-only $3.c 2>&1 | head -5
    # shellcheck disable=SC2086
    [ "$1" != gcc ] || $1 -std=c99 -pedantic -$level $WARN -c -o $3.o $3.c 2>&1 | head -5
}
IFS='|'
for compiler in $compilers; do
    unset IFS
    [ $(($(echo "$names" | wc -w) % 2)) = 1 ] || turns=$((turns + 1))
    # shellcheck disable=SC2086
    if ! has $compiler; then
        skip "warnings of ${compiler% *}" 'it is not here'
        continue
    fi
    for name in $names; do
        next_level
        turns=$((turns + 1))
        [ $((turns % 2)) = 0 ] || [ "${compiler% *}" = gcc ] || [ -n "${WHOLE:-}" ] || continue
        # shellcheck disable=SC2086
        empty "${compiler% *}: $name" "$(warned $compiler $name)"
    done
done
unset IFS

# Every number may be asked for.
cat >ask.c <<'EOP'
#include HEADER
#include <stdio.h>
#include <string.h>
#define JOIN(a, b) a##b
#define NAMED(a, b) JOIN(a, b)
static const char *(*const of[])(unsigned) = {
    NAMED(P, _approach_name), NAMED(P, _approach_title), NAMED(P, _duty_name), NAMED(P, _duty_title),
    NAMED(P, _paragraph_id), NAMED(P, _paragraph_title), NAMED(P, _fact_name), NAMED(P, _fact_title)};
int main(void)
{
    const unsigned some[] = {(unsigned)NAMED(P, _APPROACH_NONE), (unsigned)NAMED(P, _APPROACH_NULL), 0x7fffffffu, 0x80000000u, 1000u, 100u};
    unsigned f, i;
    size_t sum = 0;
    for (f = 0; f < 8; f++) {
        for (i = 0; i < 200; i++)
            sum += strlen(of[f](i));
        for (i = 0; i < 6; i++)
            if (strcmp(of[f](some[i]), f == 0 && i == 0 ? "none" : "") != 0)
                return printf("function %u says \"%s\" of %u\n", f, of[f](some[i]), some[i]), 1;
    }
    return sum == 0;
}
EOP
SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all'
# shellcheck disable=SC2086
echo 'int main(void) { return 0; }' | $CC $SANITIZE -x c -o x - 2>/dev/null && ./x || SANITIZE=
for name in nothing no_facts one_unranked idle; do
    # shellcheck disable=SC2086
    if said=$($CC -std=c11 -g -O1 $SANITIZE "-DHEADER=\"$name.h\"" -DP=$name -o ask ask.c $name.c 2>&1 && ./ask 2>&1)
    then ok "lookups of $name by any number"; else bad "lookups of $name by any number" "$said"; fi
done
finish
