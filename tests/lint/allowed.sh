#!/bin/sh
# What a comment allows is not told, and does not count; --show-allowed tells it with the reason, and so does the map.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cat >q.strat <<'POLICY'
strategy "Lending" { approaches ranked browsing < lending }
fact partner "who asks" : one of { member "a member", guest "a guest" }
fact age "how old" : yes or no # stratc: allow unused-fact -- *kept* for 2027
approach 1 browsing { default }
approach 2 lending { may be used with member }
POLICY
sed '/^fact age/p; s/^fact age \("how old" : yes or no\).*/fact height \1/' q.strat >p.strat

said() { # said "what" STATUS ARGUMENT...: to out
    what=$1 wanted=$2
    shift 2
    "$STRATC" "$@" >out 2>&1
    [ $? -eq "$wanted" ] && ok "$what" || bad "$what" "$(cat out)"
}
has() { grep -qF -e "$2" out && ok "$1" || bad "$1" "$(cat out)"; }

said 'what is allowed is no finding' 0 --lint q.strat
empty 'and not told' "$(cat out)"
said 'nor does it count where it is told' 0 --lint --show-allowed q.strat
has 'what was found' 'q.strat:3:6: allowed: '
has 'and its code' 'ST4011'
has 'the reason' 'the reason given: *kept* for 2027'
said 'as JSON' 0 --lint --show-allowed --message-format=json q.strat
has 'with a key of its own' '"allowed":"*kept* for 2027"'
said 'as JSON, where nobody asks' 0 --lint --message-format=json q.strat
empty 'nothing' "$(cat out)"

cat >two.strat <<'POLICY'
strategy "Lending" { approaches ranked browsing < lending }
fact partner "who asks" : one of { member "a member", guest "a guest" }
fact today "the day" : date as date
approach 1 browsing { default }
approach 2 lending {
    # stratc: allow lapse -- closed in summer
    may be used with member when today at most 2026-01-31
            or (today at least 2026-03-01 and today at most 2026-06-30)
}
POLICY
said 'two findings of one statement are allowed by one comment' 0 --lint two.strat
said 'and both are told' 0 --lint --show-allowed two.strat
has 'the first' 'after 2026-01-31 this lapses'
has 'the second' 'after 2026-06-30 this lapses'
[ "$(grep -c 'the reason given: closed in summer' out)" -eq 2 ] && ok 'each with the reason' ||
    bad 'each with the reason' "$(cat out)"
said 'findings beside it count' 1 --lint --show-allowed p.strat
has 'and are told' 'p.strat:4:6: warning: '
has 'like the others' 'p.strat:3:6: allowed: '
said 'the map' 0 --emit=map q.strat
has 'lists it, and the reason is text, not Markdown' '- *unused-fact*, line 3: \*kept\* for 2027'
said 'it is for findings' 2 --test --show-allowed q.strat
has 'and says so' '--show-allowed lists findings: it goes with --lint'
finish
