#!/bin/sh
# What a decision costs, where it does not depend on the machine: bytes of tables and code, and instructions. The decision about a prepared case is
# straight-line code, so what stands in it is what is executed.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

"$STRATC" --emit=c -o enisa.c "$ROOT/policies/enisa-international.strat" || bad 'the ENISA policy as C'

bytes_of() { # bytes_of OBJECT PATTERN: of all symbols whose names match
    nm -S -t d "$1" | awk -v pattern="$2" 'NF == 4 && $4 ~ "^(" pattern ")$" { sum += $2 } END { print sum + 0 }'
}
at_most() { # at_most "what" NUMBER LIMIT
    if [ "$2" -gt 0 ] && [ "$2" -le "$3" ]; then ok "$1: $2, at most $3"; else bad "$1: at most $3" "$2"; fi
}
code_of() { # code_of OBJECT FUNCTION: its instructions, without what only fills up
    objdump -d --no-show-raw-insn "$1" | awk -v start="<$2>:" '
        $2 == start { inside = 1; next }
        inside && NF == 0 { exit }
        inside && $2 !~ /^(nop|nopw|nopl|cs|data16|xchg|int3|endbr64)$/ { print $2 }'
}

for cc in gcc clang; do
    if ! command -v $cc >/dev/null 2>&1; then
        skip "sizes under $cc" "no $cc here"
        continue
    fi
    $cc -std=c11 -O3 -fno-stack-protector -c -o enisa.o enisa.c || bad "$cc compiles it"
    at_most "$cc: bytes of tables that complete requests read" "$(bytes_of enisa.o 'enisa_tables|enisa_class[0-9]+|enisa_bands[0-9]+')" 4608
    at_most "$cc: bytes of the table that other requests read" "$(bytes_of enisa.o enisa_table)" 4224
    at_most "$cc: bytes of code for complete requests" "$(bytes_of enisa.o 'enisa_(prepare|decide_case|answer_case|decide)')" 8192
    if [ "$(uname -m)" != x86_64 ] || ! command -v objdump >/dev/null 2>&1; then
        skip "instructions under $cc" "counted on x86-64, with objdump"
        continue
    fi
    for function in decide_case answer_case; do
        code_of enisa.o enisa_$function >$function
        empty "$cc: no branch, no call, no division in $function" "$(grep -E '^(j|call|loop|i?div)' $function)"
    done
    at_most "$cc: instructions of a decision with its duties" "$(wc -l <decide_case)" 56
    at_most "$cc: instructions of a whole answer" "$(wc -l <answer_case)" 124
done

finish
