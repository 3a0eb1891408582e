#!/bin/sh
# CSV through a compiled policy: RFC 4180 in and out, wrong rows among good ones, wrong headers.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
compile enisa policies/enisa-international.strat
compile small tests/evaluator/small.strat
cd "$SCRATCH" || exit 2

# csv "what" PROGRAM STATUS EXPECTED [OPTION...]: `in` through PROGRAM gives EXPECTED (printf %b).
csv() {
    what=$1 program=$2 wanted_status=$3
    printf '%b' "$4" >expected
    shift 4
    run "./$program" --csv "$@" in
    if [ "$status" -eq "$wanted_status" ]; then same "$what" expected out; else bad "$what" "$status: $(cat out err)"; fi
}

printf 'id,partner,objective,activity,agreement,agreement_covers,within_agreement\n1,FR,,,,,\n"2,""x""\nb",UA,SO1,awareness_education,explicit,awareness_education|capacity_building,yes\n3,KR,SO1,awareness_education,none,{},TRUE\n' >in
csv 'quotes, line ends and commas in fields, sets' enisa 0 \
    'id,status,approach,now,open,basis,before,error\n1,out_of_scope,none,none,,,,\n"2,""x""\nb",conditional,outreach,limited,limited|outreach,P2|4.1.b,mb_endorsement,\n3,open,limited,limited,limited,4.1,,\n' \
    --keys=id,status,approach,now,open,basis,before

printf '\357\273\277"partner"\r\n"FR"\r\n\r\nZZZ\r\nDE' >in
csv 'a byte order mark, CR LF, a blank field, a last row without an end' enisa 1 \
    'status,error\r\nout_of_scope,\r\nundetermined,\r\n,"unknown_value: partner: there is no value ""ZZZ""; it can be AD, AE, AF, AG, AI, AL, AM, AO, AQ, AR, AS, AT and 247 more (--facts lists them)"\r\nout_of_scope,\r\n' \
    --keys=status

printf 'id,applicant,amount,day,worthy,purpose,urgent\n1,firm,50.005,,,,\n2,firm,5001,,,,\n3,firm,many,,,,\n4,firm,,2026-02-30,,,\n5,firm,,,perhaps,,\n6,firm,,,,tools|travel,\n7,firm,,,,tools|food,\n8,firm\n9,firm,,,,,,\n10,"firm"s,,,,,\n11,fi"rm,,,,,\n\n12,staff,,,,,\n' >in
csv 'each wrong row by itself' small 1 \
    'id,status,error
1,,"bad_type: amount has 2 decimals: ""50.005"" has more"
2,,"out_of_range: amount goes from 0.00 to 5000.00 EUR: ""5001"" is outside"
3,,"bad_type: amount cannot be ""many"": it takes a number, such as 12 or -0.5"
4,,"unknown_value: day: there is no day ""2026-02-30""; a day is written year-month-day, such as 2025-01-31"
5,,"bad_type: worthy cannot be ""perhaps"": it takes yes or no"
6,,"impossible: these facts cannot hold together: who travels does not buy tools"
7,,"unknown_value: purpose: there is no value ""food""; it can be study, travel or tools"
8,,"syntax: this row has fewer fields than the header"
9,,"syntax: this row has more fields than the header; a field with a comma in it goes in quotes"
10,,"syntax: something stands between the closing quote of a field and the next comma"
11,,"syntax: a quote stands inside a field that does not begin with one; double it and put the field in quotes"
,,"syntax: this row has fewer fields than the header"
12,out_of_scope,
' --keys=id,status

printf 'id,applicant\n1,staff\r2,staff\n"3\r",staff\r\n4,staff\r\r\n' >in
csv 'CR alone between rows, in quotes, and before CR LF' small 1 \
    'id,status,error\n,,"syntax: a line ends with CR alone: save the table with LF or CR LF at the ends of its lines"\n"3\r",out_of_scope,\n,,"syntax: a line ends with CR alone: save the table with LF or CR LF at the ends of its lines"\n' --keys=id,status

printf 'id,applicant\n1,staff\n2,"staff\n3,staff\n' >in
csv 'a quote that is never closed takes the rest with it' small 1 \
    'id,status,error\n1,out_of_scope,\n2,,"syntax: a field that begins with a quote is never closed by one"\n' --keys=id,status

printf 'applicant,id\nstaff,1\nstaff,"a very long id, longer than is allowed here\nand over two lines"\nstaff,3\n' >in
csv 'over --max-line' small 1 \
    'id,status,error\n1,out_of_scope,\n,,"too_long: the line is longer than --max-line allows"\n3,out_of_scope,\n' --keys=id,status --max-line 20

printf 'applicant,amount,worthy,purpose,day\ncitizen,10,yes,study,2025-01-01\n' >in
csv 'without a rank: each is JSON in a field' small 0 \
    'approach,open,each,error\n,advice|grant,"{""advice"":{""verdict"":""open"",""basis"":[""1""],""modality"":""may"",""duties"":[],""before"":[],""cautions"":[],""closed_by"":[]},""grant"":{""verdict"":""conditional"",""basis"":[""2""],""modality"":""may"",""duties"":[""approval"",""report""],""before"":[""approval""],""cautions"":[],""closed_by"":[]},""loan"":{""verdict"":""not_provided"",""basis"":[],""modality"":null,""duties"":[],""before"":[],""cautions"":[],""closed_by"":[]}}",\n' \
    --keys=approach,open,each

printf 'applicant\n' >in
csv 'a header alone' small 0 'id,status,approach,possible,possible_status,now,open,committed,modality,basis,duties,before,cautions,uncertain,judgements,closed_by,ask,presumed,readings,error\n'

header() { # header "what" PATTERN HEADER
    printf '%b' "$3" >in
    run ./small --csv in
    [ -s out ] && bad "$1" "it answered: $(cat out)" && return
    wanted "$1" 2 "$2"
}
header 'no header' 'there is no header' ''
header 'lines that end with CR alone' 'ends with CR alone: save the table with LF or CR LF' 'id,applicant\r1,staff\r2,staff\r'
header 'a byte order mark that stands twice' 'there is no fact' '\0357\0273\0277\0357\0273\0277applicant\nstaff\n'
header 'nothing but a byte order mark' 'there is no header' '\0357\0273\0277'
header 'a blank header' 'the first line is blank' '\nstaff\n'
header 'an unknown fact in the header' 'in: there is no fact "aplicant": do you mean applicant\?' 'id,aplicant\nstaff\n'
header 'a fact twice' 'applicant is given twice' 'applicant,amount,applicant\n'
header 'a space before a name' 'there is no fact " amount"' 'applicant, amount\n'

# Other sizes of reads, the same bytes.
awk 'BEGIN { print "id,applicant,amount"; for (i = 1; i <= 5000; i++) print (i % 3 ? i : "\"" i "\n\"\"" i "\""), ",", (i % 5 ? "firm" : "staff"), ",", i % 6000 }' OFS= >in
run ./small --csv in
cp out whole
dd if=in obs=777 2>/dev/null | ./small --csv >out
same 'a pipe in small pieces: the same bytes' whole out

# Many rows, complete ones among others, beside each of them alone.
awk 'BEGIN { print "id,applicant,purpose,amount,day,urgent,approved,worthy"; for (i = 1; i <= 90; i++)
    print (i % 7 ? i : "\"a, " i "\""), (i % 5 ? "firm" : "citizen"), (i % 3 ? "study|tools" : "{}"), (i % 11 ? i * 40 : ""), "202" 5 + i % 2 "-03-01", (i % 4 ? "yes" : "no"), "TRUE", (i % 13 ? "no" : "maybe") }' OFS=, >in
./small --csv in >whole 2>err
sed 1q whole >out
sed 1d in | while IFS= read -r row; do { sed 1q in; printf '%s\n' "$row"; } | ./small --csv | sed 1d; done >>out
same 'many rows as each alone' whole out
finish
