#!/bin/sh
# What a finding offers to write, written.
. "$(dirname "$0")/../lib.sh"

if ! command -v python3 >/dev/null 2>&1; then
    skip 'what a finding offers' 'no python3 here: install python3'
    finish
fi

export ROOT STRATC SCRATCH PYTHONDONTWRITEBYTECODE=1
if python3 "$ROOT/tests/lint/fixes.py" >"$SCRATCH/log" 2>&1; then
    ok "each mends it: $(head -n 1 "$SCRATCH/log")"
else
    bad 'each mends it' "$(cat "$SCRATCH/log")"
fi

# What each of these can offer is offered somewhere: the cases have all of them.
for slug in always-closed commitment-refused condition-always-true condition-part-no-effect illusory-promise loophole never-applies permission-refused \
    priority-without-effect uncovered-paragraph unless-not unstated-priority unused-duty unused-fact when-not; do
    case " $(head -n 1 "$SCRATCH/log") " in *" $slug "*) ok "$slug has something to offer" ;; *) bad "$slug has something to offer" ;; esac
done
finish
