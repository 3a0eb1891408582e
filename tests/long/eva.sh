#!/bin/sh
# Emitted C has no undefined behaviour, proved by Frama-C's Eva for all requests and all prepared cases at once: making a request ready, and deciding and
# answering any case whose rows are as the header says.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

if ! command -v frama-c >/dev/null 2>&1 && ! sh "$ROOT/tests/install.sh" frama-c-base >log 2>&1; then
    skip 'Eva on emitted C' 'no frama-c here: install frama-c-base'
    finish
fi

prove() { # prove NAME POLICY
    "$STRATC" --emit=c --with=batch --with=ask -o "$1.c" "$2" || bad "$1 as C"
    rows=$(sed -n 's|^ *uint[0-9]*_t row\[.*/\* below \(.*\) \*/|\1|p' "$1.h")
    undone=$(sed -n 's|^ *uint[0-9]*_t undone; /\* .* below \(.*\) \*/|\1|p' "$1.h")
    [ "$rows" ] && [ "${undone:-$(grep -c ' undone;' "$1.h")}" != 1 ] || bad "$1: the header says what its cases may hold"
    cat >main.c <<EOF
#include "$1.h"
#include "__fc_builtin.h"
int main(void)
{
    static const unsigned rows[] = {$rows};
    struct $1_request r;
    struct $1_case c;
    struct $1_brief b;
    struct $1_answer a;
    Frama_C_make_unknown((char *)&r, sizeof r);
    $1_prepare(&r, &c);
    for (int i = 0; i < $1_DIGITS; i++)
        c.row[i] = Frama_C_unsigned_int_interval(0, rows[i] - 1);
    ${undone:+c.undone = Frama_C_unsigned_int_interval(0, $undone - 1);}
    $1_decide_case(&c, &b);
    $1_answer_case(&c, &a);
    return 0;
}
EOF
    # Without what is GNU's own: Eva knows standard C. CERT:EXP:46 is a rule of style, against `&` of what is 0 or 1.
    frama-c -kernel-warn-key CERT:EXP:46=inactive -eva -eva-precision 1 -machdep x86_64 -cpp-extra-args=-U__GNUC__ main.c "$1.c" >log 2>&1
    if grep -q 'No errors or warnings raised' log && grep -q ' 0 alarms generated' log; then
        ok "$1: no alarm"
    else
        bad "$1" "$(grep -A 3 -e 'alarm\]' -e Error log | head -40; tail -n 5 log)"
    fi
}
prove enisa "$ROOT/policies/enisa-international.strat"
prove disclosure "$ROOT/policies/vulnerability-disclosure.strat"
prove tutorial "$ROOT/policies/tutorial.strat"

finish
