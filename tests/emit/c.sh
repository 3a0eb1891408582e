#!/bin/sh
# --emit=c: self-contained, freestanding, clean as C99, C11 and C++; the same bytes wherever it is written; and it decides as
# the evaluator does. With WHOLE=1 (check-long) under every standard and at every level of optimisation.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

WARN='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
cat >odd.strat <<'EOF'
strategy "Words that C has too: */ \"new\" ??= %s" {
    approaches unranked int, class
    paragraphs 1, 2, 3
}
fact new "a word of C++" : one of { unknown "unknown", struct "struct", a }
fact case "a set" : set of { if "if", else "else" }
fact double "a number" : number -1.50..2.50 "m"
fact long "a day" : date
fact short "a flag" : yes or no
duty goto "go" before by "x" done when short
approach 1 int "Int" {
    may be used when new in { unknown, struct } and case includes if
}
approach 2 class "Class" {
    may be used when double above 0.00 and long at least 2025-01-01
}
paragraph 3 "Three" {
    must goto
}
EOF

emit() { # emit NAME POLICY: as it comes, and NAME_with all that may be in it
    "$STRATC" --emit=c -o "$1.c" "$2" 2>&1
    "$STRATC" --emit=c --with=batch --with=ask -o "$1_with.c" "$2" 2>&1
}
empty 'the ENISA policy as C' "$(emit enisa "$ROOT/policies/enisa-international.strat")"
empty 'an unranked policy as C' "$(emit unranked "$ROOT/policies/vulnerability-disclosure.strat")"
empty 'a policy of words that C has too' "$(emit odd odd.strat)"

$CC -std=c11 -O1 -I"$ROOT" -o write_policy "$ROOT/tests/bench/policy.c" && ./write_policy structured 1500 >large.strat
empty 'a large policy' "$(emit large large.strat)"

for name in enisa unranked odd; do
    empty "$name is small enough for the short way" "$(grep -q "^#define ${name}_DIGITS " $name.h || echo no)"
done

mkdir elsewhere
(cd elsewhere && "$STRATC" --emit=c -o enisa.c "$ROOT/policies/enisa-international.strat")
same 'the same source from another folder' enisa.c elsewhere/enisa.c
same 'the same header from another folder' enisa.h elsewhere/enisa.h
empty 'no path of this machine in it' "$(grep -nE '/(home|root|tmp|work|usr)/|__FILE__|__DATE__|^#line' enisa.c enisa.h)"

compile() { # compile COMPILER-AND-STANDARD [-fsyntax-only]
    for name in enisa unranked odd large enisa_with unranked_with odd_with large_with; do
        # shellcheck disable=SC2086
        $1 -O2 $2 -ffreestanding $WARN -c -o $name.o $name.c 2>&1 | head -5
    done
}
undefined() { # undefined COMPILER: at several levels of optimisation
    for level in $levels; do
        for name in $large_ones; do
            # A -fstack-protector that a system turns on is the system's wish, not the code's.
            $1 -O$level -fno-stack-protector -c -o $name.o $name.c 2>&1 && nm -u $name.o
        done
    done
}
# What all of it takes is minutes: what code has for warnings, and what it asks for, is looked at once for each compiler.
once=-fsyntax-only levels='0 3' large_ones='enisa_with large_with'
[ "${WHOLE:-0}" = 0 ] || once= levels='0 2 3 s' large_ones='enisa large enisa_with large_with'
for cc in gcc clang; do
    if ! command -v $cc >/dev/null 2>&1; then
        skip "emitted C under $cc" "no $cc here"
        continue
    fi
    empty "$cc -std=c99" "$(compile "$cc -std=c99")"
    empty "$cc -std=c11" "$(compile "$cc -std=c11" $once)"
    empty "$cc asks for no symbol" "$(undefined $cc)"
done
for cc in g++ clang++; do
    if command -v $cc >/dev/null 2>&1 && echo 'int main() { return 0; }' | $cc -x c++ -o x - 2>/dev/null; then
        empty "$cc -std=c++11" "$(compile "$cc -x c++ -std=c++11" $once)"
        empty "$cc -std=c++17" "$(compile "$cc -x c++ -std=c++17" $once)"
    else
        skip "emitted C under $cc" "no $cc here"
    fi
done

# A caller, as an engineer would write it.
cat >caller.c <<'EOF'
#include "enisa_with.h"
#include <stdio.h>
#include <string.h>

static void show(const char *what, const struct enisa_with_request *r)
{
    struct enisa_with_answer a;
    int result = (int)enisa_with_decide(r, &a);
    printf("%s: %d %d %d %d", what, result, a.status, a.approach, a.now);
    for (unsigned i = 0; result == enisa_with_OK && i < 40; i++)
        if (a.lists.basis[0] >> i & 1)
            printf(" %s", enisa_with_paragraph_id(i));
    for (unsigned i = 0; result == enisa_with_OK && i < 9; i++)
        if (a.lists.before[0] >> i & 1)
            printf(" after %s", enisa_with_duty_name(i));
    printf("\n");
}

int main(void)
{
    struct enisa_with_request r;
    struct enisa_with_columns columns;
    struct enisa_with_results results;
    uint16_t partner[3] = {enisa_with_partner_UA, enisa_with_partner_DE, 9999};
    uint8_t status[3], result[3];
    int8_t approach[3];
    uint32_t ask[enisa_with_FACTS], n;
    uint64_t judgements[enisa_with_FACT_WORDS], readings[enisa_with_READING_WORDS];
    memset(&r, 0, sizeof r);
    show("nothing known", &r);
    r.partner = enisa_with_partner_UA;
    r.objective = enisa_with_objective_SO1;
    r.activity = enisa_with_activity_awareness_education;
    r.agreement = enisa_with_agreement_explicit;
    r.agreement_covers = enisa_with_agreement_covers_awareness_education;
    r.agreement_covers_known = 1;
    r.within_agreement = enisa_with_yes;
    show("education in Ukraine", &r);
    r.mb_endorsed = enisa_with_yes;
    show("endorsed", &r);
    r.agreement = enisa_with_agreement_none;
    show("impossible", &r);
    r.agreement = 77;
    show("no such value", &r);
    memset(&columns, 0, sizeof columns);
    memset(&results, 0, sizeof results);
    columns.partner = partner;
    results.status = status;
    results.result = result;
    results.approach = approach;
    printf("batch: %u bad;", (unsigned)enisa_with_decide_batch(&columns, 3, &results));
    printf(" %d %d %d; %d %d\n", result[0], result[1], result[2], status[1], approach[1]);
    memset(&r, 0, sizeof r);
    r.partner = enisa_with_partner_UA;
    if (enisa_with_ask(&r, ask, &n) == enisa_with_OK && n > 0)
        printf("ask first: %s\n", enisa_with_fact_name(ask[0]));
    printf("readings:");
    if (enisa_with_readings(&r, readings) == enisa_with_OK)
        for (unsigned i = 0; i < enisa_with_READINGS; i++)
            if (readings[0] >> i & 1)
                printf(" %s", enisa_with_reading_name(i));
    printf("\n");
    printf("judgements: %d\n", enisa_with_judgements(&r, judgements) == enisa_with_OK && judgements[0] != 0);
    return 0;
}
EOF
cat >expected <<'EOF'
nothing known: 0 5 -2 -1
education in Ukraine: 0 3 2 0 P2 4.1.b after mb_endorsement
endorsed: 0 4 2 2 P2 4.1.b
impossible: 2 5 -2 -2
no such value: 1 5 -2 -2
batch: 1 bad; 0 0 1; 0 -1
ask first: activity
readings: added_value relevant_partners requirement_reach namely_list explicit_agreement p2_and_items such_as incident_partners
judgements: 1
EOF
empty 'a caller compiles' "$($CC -std=c11 -O1 $WARN -o caller caller.c enisa_with.c 2>&1)"
./caller >actual 2>&1
same 'a caller is answered' expected actual

# What is in it: no more than was asked for, and what a small policy is worth in lines and bytes.
empty 'as it comes, no columns, no planes, nothing to ask' "$(grep -nE '_decide_batch|_decide_planes|_ask\(|_judgements\(|_readings\(' enisa.[ch] unranked.[ch] large.[ch])"
"$STRATC" --emit=c --with=ask -o asking.c "$ROOT/policies/tutorial.strat" && grep -q '^enum asking_result asking_ask(' asking.h && ! grep -q batch asking.[ch] &&
    ok 'one part does not bring another' || bad 'one part does not bring another'
at_most() { # at_most "what" NUMBER LIMIT
    if [ "$2" -gt 0 ] && [ "$2" -le "$3" ]; then ok "$1: at most $3"; else bad "$1: at most $3" "$2"; fi
}
"$STRATC" --emit=c -o tutorial.c "$ROOT/policies/tutorial.strat"
at_most "lines of the tutorial's C" "$(wc -l <tutorial.c)" 1800
at_most "bytes of ENISA's C" "$(wc -c <enisa.c)" 120000

# On standard output both are one text that compiles as it comes, under any name.
"$STRATC" --emit=c -o - "$ROOT/policies/tutorial.strat" >one.c
"$STRATC" --emit=c --with=batch --with=ask -o - "$ROOT/policies/enisa-international.strat" >one_with.c
cat >use.c <<'EOF'
#include ONE
int main(void) {
    struct tutorial_request request;
    struct tutorial_answer answer;
    unsigned char *byte = (unsigned char *)&request;
    for (size_t i = 0; i < sizeof request; i++) byte[i] = 0;
    return tutorial_decide(&request, &answer) == tutorial_OK ? 0 : 1;
}
EOF
for cc in 'gcc -std=c99' 'g++ -x c++ -std=c++11' 'clang -std=c11'; do
    command -v "${cc%% *}" >/dev/null 2>&1 || { skip "standard output as one file under $cc" 'it is not here'; continue; }
    # shellcheck disable=SC2086
    empty "${cc%% *}: standard output compiles" "$(for name in one one_with; do $cc -O0 -ffreestanding $WARN -c -o one.o $name.c 2>&1 | head -5; done)"
    # shellcheck disable=SC2086
    if said=$($cc $WARN -DONE='"one.c"' -o use use.c 2>&1) && ./use; then ok "${cc%% *}: and decides"; else bad "${cc%% *}: and decides" "$said"; fi
done

# Where a size_t has 32 bits.
for cc in 'gcc -m32' 'clang --target=i386-linux-gnu'; do
    if printf '#include <stdint.h>\n#include <stddef.h>\n' | $cc -ffreestanding -x c -fsyntax-only - 2>/dev/null; then
        # shellcheck disable=SC2086
        empty "$cc" "$(for name in enisa_with unranked_with odd_with large_with enisa large; do $cc -std=c99 -ffreestanding $WARN -fsyntax-only $name.c 2>&1 | head -5; done)"
    else
        skip "$cc" 'it has no headers here'
    fi
done

# How large it is, on standard error; what is written is the same.
"$STRATC" --emit=c --stats -o sized.c "$ROOT/policies/tutorial.strat" 2>stats || bad 'sizes are told' stats
"$STRATC" --emit=c -o elsewhere/sized.c "$ROOT/policies/tutorial.strat"
same 'sizes change nothing' elsewhere/sized.c sized.c
if grep -q ' rules, .* boxes' stats && grep -q '^  table   [0-9]* bytes, [0-9.]* a rule: small layout' stats && grep -q '^  texts ' stats \
   && grep -q '^  cases   [0-9]* bytes' stats
then ok 'table, cases and texts are counted'; else bad 'table, cases and texts are counted' stats; fi

"$STRATC" --emit=c --stats -o large.c large.strat 2>stats
if grep -q 'large layout' stats && grep -q '^  cases   none' stats; then ok 'a large policy has the large layout'; else bad 'a large policy has the large layout' stats; fi

finish
