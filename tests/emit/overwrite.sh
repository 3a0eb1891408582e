#!/bin/sh
# No result takes the place of the policy that it is made from; and who builds a policy whose examples fail is told.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

policy() {
    cat <<'EOF'
strategy "Lending" {
    approaches ranked browsing
    paragraphs 1
}
fact member "a member" : yes or no
approach 1 browsing "Browsing" {
    may be used when member
}
example "never so" {
    given  member
    expect refused
}
EOF
}

refused() { # refused "what" ARGUMENTS: status 2, and the policy as it was
    what=$1
    shift
    policy >lending
    cp lending lending.strat
    "$STRATC" "$@" >out 2>&1
    status=$?
    policy >expected
    if [ $status = 2 ] && cmp -s expected lending && cmp -s expected lending.strat && unwrapped out | grep -q 'take the place of the policy'; then
        ok "$what"
    else
        bad "$what" "status $status: $(cat out)"
    fi
}
refused 'a program over its policy' -o lending.strat lending.strat
refused 'a program named like its policy' lending
refused 'C over its policy' --emit=c -o lending.strat lending.strat
ln -s lending.strat link.c
refused 'C over its policy by another name' --emit=c -o link.c lending.strat
empty 'nothing else is left' "$(find . -name 'lending.strat.h' -o -name '*.stratc-*' -o -name 'link.h')"

policy >lending.strat
rm -f link.c
"$STRATC" -o program lending.strat >out 2>&1
if [ $? = 0 ] && [ -x program ] && unwrapped out | grep -q 'note: 1 of 1 examples are decided otherwise; stratc --test says which$'; then
    ok 'a policy whose example fails is built with a note'
else
    bad 'a policy whose example fails is built with a note' "$(cat out)"
fi
"$STRATC" -o nowhere/program lending.strat >out 2>&1
if [ $? = 2 ] && unwrapped out | grep -q 'there is no folder nowhere'; then ok 'a folder that is not there'; else bad 'a folder that is not there' "$(cat out)"; fi

finish
