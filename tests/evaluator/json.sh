#!/bin/sh
# JSON lines through a compiled policy: each error code between good neighbours, ids, keys, very long lines, exit statuses.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2

# ---- error codes ----

# fault PROGRAM CODE 'more of the answer' LINE [OPTION...]: LINE between two good ones; three answers, the middle one this error.
fault() {
    program=$1 code=$2 more=$3 line=$4
    shift 4
    { echo '{"id":"before"}' && printf '%s\n' "$line" && printf '{"id":"behind"}'; } >in
    run "./$program" --json --keys=id,status "$@" in
    if [ "$status" -eq 1 ] && [ "$(lines out)" -eq 3 ] && [ ! -s err ] &&
        sed -n 1p out | grep -qx '{"id":"before","status":"undetermined"}' &&
        sed -n 2p out | grep -qF "\"error\":{\"line\":2,\"code\":\"$code\"" &&
        sed -n 2p out | grep -qF -e "$more" &&
        sed -n 3p out | grep -qx '{"id":"behind","status":"undetermined"}'; then
        ok "$code: $(printf '%.60s' "$line")"
    else
        bad "$code: $(printf '%.60s' "$line")" "$status: $(cut -c1-500 out; cat err)"
    fi
}

fault enisa syntax '{"id":null' ''
fault enisa syntax '{"id":null' '   '
fault enisa syntax '{"id":7' '{"id":7,'
fault enisa syntax 'one object a line' '{"id":7} {"id":8}'
fault enisa syntax 'UTF-8' "$(printf '{"partner":"\377"}')"
fault enisa syntax 'a surrogate pair' '{"partner":"\ud800"}'
fault enisa not_an_object 'one JSON object' '[1]'
fault enisa not_an_object 'one JSON object' 'null'
fault enisa duplicate_key '"fact":"partner"' '{"partner":"UA","partner":"UA"}'
fault enisa duplicate_key '"fact":"id"' '{"id":1,"id":2}'
fault enisa unknown_fact '"fact":"partnr","message":"there is no fact \"partnr\": do you mean partner?"' '{"partnr":"UA"}'
fault enisa unknown_fact '"fact":"nobody"' '{"nobody":null}'
fault enisa unknown_value 'do you mean XK (Kosovo)?' '{"partner":"Kosovo"}'
fault enisa unknown_value '"fact":"agreement_covers"' '{"agreement_covers":["training"]}'
fault enisa unknown_value '"fact":"partner"' '{"partner":"UA\u0000"}'
fault enisa bad_type '"fact":"requested","message":"requested cannot be \"yes\": it takes true or false"' '{"requested":"yes"}'
fault enisa bad_type '"fact":"partner"' '{"partner":["UA"]}'
fault enisa bad_type '"fact":"agreement_covers"' '{"agreement_covers":"capacity_building"}'
fault small bad_type 'amount has 2 decimals' '{"amount":1.005}'
fault small bad_type '"fact":"day"' '{"day":20260101}'
fault small unknown_value 'there is no day' '{"day":"2026-02-29"}'
fault small out_of_range 'goes from 0.00 to 5000.00 EUR' '{"amount":5000.01}'
fault small out_of_range '"fact":"amount"' '{"amount":-1e999999}'
fault enisa impossible '"assume":"only an agreement that is explicit' '{"agreement":"none","agreement_covers":["capacity_building"]}'
fault small impossible '"assume":"who travels does not buy tools","message":"' '{"purpose":["tools","travel"]}'
fault enisa too_deep '{"id":5,' "{\"id\":5,\"partner\":$(printf '%070d' 0 | tr 0 '[')1$(printf '%070d' 0 | tr 0 ']')}"
fault enisa too_long '--max-line' "{\"id\":5,\"partner\":\"UA\"$(printf '%0200d' 0 | tr 0 ' ')}" --max-line 100
fault enisa too_long '{"id":5,' "{\"id\":5,\"partner\":\"UA\"$(printf '%0200d' 0 | tr 0 ' ')}" --max-line 100
fault enisa too_deep '{"id":null,' "{$(printf '%0200d' 0 | tr 0 '[')}" --max-line 100

# ---- a byte order mark: none of the first line, an error elsewhere ----

fault enisa syntax 'may stand at the start of the input only' "$(printf '\357\273\277{"partner":"UA"}')"
mark() { # mark "what" OPTION...: `rest` behind a mark is answered as it is without one, read at once and byte by byte
    what=$1
    shift
    ./enisa --json --keys=id,status "$@" rest >whole
    { printf '\357\273\277' && cat rest; } >in
    ./enisa --json --keys=id,status "$@" in >out 2>err && same "a byte order mark: $what" whole out
    head -c 2000 in | dd bs=1 2>/dev/null | ./enisa --json --keys=id,status "$@" >out 2>err
    head -c 1997 rest | ./enisa --json --keys=id,status "$@" >whole 2>err
    same "a byte order mark, byte by byte: $what" whole out
}
yes '{"id":7,"partner":"UA"}' | head -n 200 >rest
mark '200 lines'
mark 'the bound on a line is for the line' --max-line 24
printf '{"partner":"FR"}' >rest
mark 'one line without an end'
: >rest
mark 'no line'
printf '\n' >rest
{ printf '\357\273\277\n'; } >in
run ./enisa --json in
wanted 'a byte order mark, and a blank line' 1 '"line":1,"code":"syntax","message":"a blank line'

printf '{"id":1,"partner":"UA\000"}\n{"id":2}\n' >in
run ./enisa --json --keys=id in
wanted 'a raw NUL' 1 '^\{"id":1,"error":\{"line":1,"code":"syntax"' '^\{"id":2\}$'

# The bound on work: what states every fact needs none.
echo '{"id":1}' >in
run ./enisa --json --max-steps 1 in
wanted 'not_decided' 1 '^\{"id":1,"error":\{"line":1,"code":"not_decided","message":"not decided within the bound'

# A decision that was reached is an answer; the lists that were not are null, and say so in words to a person and in CSV. The more is allowed, the more
# is answered. (How many steps each takes is nobody's business, so the bounds are found.)
none=0 ask=0 whole=0 order=
printf 'id\n1\n' >in.csv
for steps in $(seq 1 150); do
    run ./small --json --keys=id,status,judgements,ask --max-steps "$steps" in
    case $(cat out) in
    *not_decided*) none=$steps order=${order}e ;;
    '{"id":1,"status":"undetermined","judgements":null,"ask":null}') both=$steps order=${order}n ;;
    '{"id":1,"status":"undetermined","judgements":null,"ask":['*) ask=$steps order=${order}a ;;
    '{"id":1,"status":"undetermined","judgements":['*'],"ask":['*) whole=$steps order=${order}w ;;
    esac
done
run ./small --json --max-steps "$none" in
wanted 'no decision within the bound' 1 '"code":"not_decided"'
run ./small --json --max-steps "$ask" in
wanted 'a decision, and no time for `judgements`' 0 '"judgements":null.*"ask":\['
run ./small --csv --keys=id,status,judgements,ask --max-steps "$both" in.csv
wanted 'the same as CSV' 0 '^1,undetermined,not decided,not decided,$'
run ./small --max-steps "$both"
wanted 'the same for a person' 0 'Which judgements it would change with was not found out' 'What to ask next was not found out' '--max-steps'
empty 'more steps, more answers' "$(echo "$order" | grep -vxE 'e+n+a+w+')"
[ "$whole" -gt 0 ] || bad 'some bound is enough' "$order"

# ---- answers ----

echo '{"id": [1.50, {"a b" : "c\u0000"}], "partner":"FR"}' >in
run ./enisa --json in
wanted 'every key, in order; the id as it was sent' 0 \
    '^\{"id":\[1\.50,\{"a b":"c\\u0000"\}\],"status":"out_of_scope","approach":"none","now":"none","open":\[\],"committed":false,"modality":null,"basis":\[\],"duties":\[\],"before":\[\],"cautions":\[\],"uncertain":\[\],"judgements":\[\],"closed_by":\[\],"ask":\[\],"presumed":\{"commission_request":false,.*\},"readings":\[\]\}$'

echo '{"partner":"UA","objective":"SO1","activity":"awareness_education","agreement":"explicit","agreement_covers":["awareness_education","awareness_education"],"within_agreement":true}' >in
run ./enisa --json --keys=status,approach,now,open,basis,duties,before in
wanted 'the example of the policy' 0 \
    '^\{"status":"conditional","approach":"outreach","now":"limited","open":\["limited","outreach"\],"basis":\["P2","4\.1\.b"\],"duties":\["mb_endorsement","notify_executive_board","consult_dg_connect","evaluate_resources","activity_report","assess_added_value","respect_agreement"\],"before":\["mb_endorsement"\]\}$'

echo '{"partner":"UA","objective":"SO1","activity":"share_expertise"}' >in
run ./enisa --json --keys=approach,possible,possible_status,now,modality in
wanted 'undetermined' 0 '^\{"approach":null,"possible":\["limited","assisting","outreach"\],"possible_status":\["open"\],"now":"limited","modality":null\}$'

echo '{"applicant":"firm","amount":5e2,"day":"2025-03-01","worthy":true,"purpose":[]}' >in
run ./small --json --keys=each,approach,now,open,before in
wanted 'without a rank: each' 0 \
    '^\{"approach":null,"now":null,"open":\["advice","grant","loan"\],"before":\["approval"\],"each":\{"advice":\{"verdict":"open","basis":\["1"\],"modality":"may","duties":\[\],"before":\[\],"cautions":\[\],"closed_by":\[\]\},"grant":\{"verdict":"conditional","basis":\["2"\],"modality":"may","duties":\["approval","report"\],"before":\["approval"\],"cautions":\["5"\],"closed_by":\[\]\},"loan":\{"verdict":"open","basis":\["3"\],"modality":"will","duties":\[\],"before":\[\],"cautions":\["5"\],"closed_by":\[\]\}\}\}$'

# ---- input of every shape ----

: >in
run ./enisa --json in
wanted 'no line, no answer' 0 '!.'

printf '\n\n' >in
run ./enisa --json in
[ "$(lines out)" -eq 2 ] && wanted 'a blank line is a request' 1 '"line":1,"code":"syntax"' '"line":2,"code":"syntax"' ||
    bad 'a blank line is a request' "$(cat out)"

printf '{"id":1}\r\n{"id":2}\r' >in
run ./enisa --json --keys=id in
wanted 'CR is white space; the last line needs no end' 0 '^\{"id":1\}$' '^\{"id":2\}$'

# 20,000 lines, wrong ones among them, in reads of several sizes.
awk 'BEGIN { for (i = 1; i <= 20000; i++) {
    if (i % 7 == 0) printf "{\"id\":%d,\"partner\":\"nowhere\"}\n", i
    else if (i % 1000 == 0) { printf "{\"id\":%d,", i; for (k = 0; k < 9000; k++) printf "          "; print "\"partner\":\"FR\"}" }
    else printf "{\"id\":%d,\"partner\":\"FR\",\"objective\":\"SO%d\"}\n", i, i % 7 + 1 } }' >in
run ./enisa --json --keys=id,status in
cp out whole
[ "$(lines whole)" -eq 20000 ] && ok 'as many answers as lines' || bad 'as many answers as lines' "$(lines whole)"
dd if=in ibs=64k obs=1000 2>/dev/null | ./enisa --json --keys=id,status >out 2>err
same 'a pipe in small pieces: the same bytes' whole out
./enisa --json --keys=id,status <in >out 2>err
same 'standard input: the same bytes' whole out

# ---- very long lines ----

{ echo '{"id":1}' && printf '{"id":2,' && head -c 100000000 /dev/zero | tr '\000' ' ' && printf '"partner":"FR"}\n' &&
    printf '{"id":3,"partner":"' && head -c 20000000 /dev/zero | tr '\000' 'x' && printf '"}\n' && echo '{"id":4}'; } >in
run ./enisa --json --keys=id,status in
if [ "$(lines out)" -eq 4 ] && [ "$(wc -c <out)" -lt 2000 ]; then
    wanted 'lines of 100 MB' 1 '^\{"id":2,"status":"out_of_scope"\}$' '^\{"id":3,"error":\{"line":3,"code":"unknown_value"' '^\{"id":4,'
else
    bad 'lines of 100 MB' "$(cut -c1-300 out)"
fi
run ./enisa --json --keys=id,status --max-line 1000 in
wanted 'the same, over --max-line' 1 '^\{"id":1,"status"' '^\{"id":2,"error":\{"line":2,"code":"too_long"' '^\{"id":3,"error":\{"line":3,"code":"too_long"' '^\{"id":4,"status"'
case $BUILD in
*-san) skip 'memory that does not suffice for a line' 'the sanitizers need address space without bounds; make check runs it' ;;
*)
    (ulimit -v 60000 && exec ./enisa --json --keys=id,status in) >out 2>err
    status=$?
    wanted 'memory that does not suffice for a line' 1 '^\{"id":2,"error":\{"line":2,"code":"too_long","message":"the line is longer than memory' '^\{"id":4,"status"'
    ;;
esac
rm -f in

finish
