#!/bin/sh
# The man pages are well-formed mdoc, to mandoc's taste too. That stratc.1 lists the options of the table is test_options' affair.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

if command -v mandoc >/dev/null 2>&1; then
    for page in src/share/*.1; do
        empty "mandoc finds nothing in $page" "$(mandoc -T lint "$page" 2>&1)"
    done
    printf '.Dd today\n.Dt X 1\n.Sh NAME\n.Xx wrong\n' >"$SCRATCH/bad.1"
    if [ -n "$(mandoc -T lint "$SCRATCH/bad.1" 2>&1)" ]; then ok 'mandoc would have found something'; else bad 'mandoc would have found something'; fi
else
    skip 'man pages' 'mandoc is not installed (apt-get install mandoc)'
fi
finish
