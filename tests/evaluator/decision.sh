#!/bin/sh
# The keys of an answer that no example can expect: modality, judgements, the order of lists, `each`, what is possible. Every answer here was
# worked out by hand from the definition of the language, sections 4 and 5.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/common.inc"
cd "$SCRATCH" || exit 2

policy() { # policy NAME [ranked | unranked], rules on standard input
    sign='<'
    [ "${2:-ranked}" = ranked ] || sign=,
    {
        echo "strategy \"Lending\" { approaches ${2:-ranked} browsing $sign lending $sign gift }"
        cat
    } >"$1.strat"
    "$STRATC" -o "$1" "$1.strat" 2>compile.log || bad "compile $1" "$(cat compile.log)"
    program=$1
}

decides() { # decides "what it shows" KEYS REQUEST ANSWER: of the policy that was written last
    printf '%s\n' "$3" >request
    printf '%s\n' "$4" >expected
    "./$program" --json --keys="$2" request >answer 2>&1
    same "$program: $1" expected answer
}

# ---- modality and committed (4; 5, point 6) ----

policy modality <<'POLICY'
fact partner "who" : one of { museum, school, firm }
fact listed "listed" : yes or no default no
fact signed "signed" : yes or no default no
fact sure "sure" : yes or no
approach 1 browsing { default }
principle 2 { may use lending with museum, school }
principle 3 { will use lending when listed }
principle 4 { must use lending when signed }
principle 5 { must use browsing }
principle 6 { may use gift with school when sure }
principle 7 { must use gift with school when sure and signed }
principle 8 { must not engage with firm unless listed or signed }
POLICY
decides 'may' committed,modality '{"partner":"museum"}' '{"committed":false,"modality":"may"}'
decides 'will is stronger than may' committed,modality,basis '{"partner":"museum","listed":true}' \
    '{"committed":true,"modality":"will","basis":["2","3"]}'
decides 'must is stronger than will' committed,modality,basis '{"partner":"museum","listed":true,"signed":true}' \
    '{"committed":true,"modality":"must","basis":["2","3","4"]}'
decides 'of the approach itself, not of a lower one' approach,committed,modality \
    '{"partner":"school","sure":true,"listed":true}' '{"approach":"gift","committed":false,"modality":"may"}'
decides 'null where refused' status,committed,modality,basis,open,closed_by '{"partner":"firm"}' \
    '{"status":"refused","open":[],"committed":false,"modality":null,"basis":[],"closed_by":["8"]}'
decides 'null where undetermined' status,committed,modality '{"partner":"school","signed":true}' \
    '{"status":"undetermined","committed":false,"modality":null}'

policy weakest <<'POLICY'
fact sure "sure" : yes or no
fact quick "quick" : yes or no
fact asked "asked" : yes or no default no
approach 1 browsing { default }
principle 2 { will use lending when sure }
principle 3 { must use lending unless sure }
principle 4 { may use gift when asked and quick }
principle 5 { will use gift when asked }
principle 6 { must use gift when asked and not quick }
POLICY
decides 'over completions the weakest' status,committed,modality,basis '{"asked":true,"sure":true}' \
    '{"status":"open","committed":true,"modality":"will","basis":["5"]}'
decides 'no paragraph is sure, and a promise in any case' status,approach,committed,modality,basis '{}' \
    '{"status":"open","approach":"lending","committed":true,"modality":"will","basis":[]}'
decides 'each by itself' modality,basis '{"sure":false}' '{"modality":"must","basis":["3"]}'

# ---- the lists, their order, and what is left empty (5, points 4 to 6; 8) ----

policy lists <<'POLICY'
fact refused_all "closed" : yes or no default no
fact strict "strict" : yes or no
fact approved "approved" : yes or no default no
duty later "later" after by "Lender"
duty first "first" before by "Lender" done when approved
approach 3 gift { may be used only after first }
principle 9 { must later should meet strict }
approach 2 lending { may be used unless strict }
approach 1 browsing { default may be used unless refused_all }
principle 7 { must not engage when refused_all }
principle 5 { must not use browsing when refused_all and strict }
principle 4 { must not use browsing or above when refused_all }
POLICY
decides 'open lists all, the least committed first' status,approach,now,open '{"strict":false}' \
    '{"status":"conditional","approach":"gift","now":"lending","open":["browsing","lending","gift"]}'
decides 'over completions what every one has' status,approach,now,open,basis,duties,before,cautions,ask '{}' \
    '{"status":"conditional","approach":"gift","now":"browsing","open":["browsing","gift"],"basis":["3"],"duties":["later","first"],"before":["first"],"cautions":["9"],"ask":[]}'
decides 'what closes, in the order of the paragraphs' status,approach,now,closed_by,duties,cautions \
    '{"refused_all":true,"strict":true}' \
    '{"status":"refused","approach":"none","now":"none","duties":[],"cautions":[],"closed_by":["7","5","4"]}'
decides 'what closes in every completion' status,closed_by,ask '{"refused_all":true}' '{"status":"refused","closed_by":["7","4"],"ask":[]}'
decides 'closed_by is of refused alone' status,closed_by '{"strict":true}' '{"status":"conditional","closed_by":[]}'

policy outline <<'POLICY'
fact asked "asked" : yes or no default no
fact local "local" : yes or no
principle 2 { may use gift must not engage when local }
principle 1 { may use gift should meet asked }
principle 3 { should meet asked may use browsing }
POLICY
decides 'basis and cautions in the order of the blocks' basis,cautions '{"local":false}' '{"basis":["2","1"],"cautions":["1"]}'
sed 's/gift }/gift paragraphs 3, 1, 2 }/' outline.strat >ordered.strat
"$STRATC" -o ordered ordered.strat && program=ordered
decides 'where there is an outline, in its order' basis,cautions '{"local":false}' '{"basis":["1","2"],"cautions":["1"]}'

# ---- undetermined (5, point 8) ----

policy undetermined <<'POLICY'
fact signed "signed" : yes or no
fact state "state" : one of { poor < fair < good }
fact bad "bad" : yes or no default no
fact finished "finished" : yes or no default no
duty first "first" before by "Lender" done when finished
approach 1 browsing { default must first }
approach 2 lending { may be used when signed and state = fair should meet finished }
approach 3 gift { may be used when signed and state = good must first }
principle 4 { must not engage when bad and state = poor }
POLICY
decides 'what is possible, nothing else' \
    status,approach,possible,possible_status,now,open,committed,modality,basis,duties,before,cautions,closed_by '{"bad":true}' \
    '{"status":"undetermined","approach":null,"possible":["none","browsing","lending","gift"],"possible_status":["refused","default","conditional","open"],"now":"none","open":[],"committed":false,"modality":null,"basis":[],"duties":[],"before":[],"cautions":[],"closed_by":[]}'
decides 'asked first is what leaves the least open' possible,ask '{}' \
    '{"possible":["browsing","lending","gift"],"ask":["state","signed"]}'
sed '/^fact finished/s/ default no//' undetermined.strat >twofold.strat
"$STRATC" -o twofold twofold.strat && program=twofold
decides 'one approach, two statuses' status,approach,possible,possible_status,ask '{"signed":true,"state":"good"}' \
    '{"status":"undetermined","approach":null,"possible":["gift"],"possible_status":["conditional","open"],"ask":["finished"]}'

policy order <<'POLICY'
fact second "second" : yes or no
fact third "third" : yes or no
approach 1 browsing { default }
approach 2 lending { may be used when third }
approach 3 gift { may be used when second and third }
POLICY
decides 'one of whose answers settles it is asked first' possible,ask '{}' '{"possible":["browsing","lending","gift"],"ask":["third","second"]}'

# ---- judgements (5, point 7) ----

policy judgements <<'POLICY'
fact partner "who" : one of { museum, school, firm }
fact sealed "sealed" : yes or no default no
fact rare "rare" : yes or no default no
judgement fit "fit" by "Curator" presumed yes when partner = museum
judgement trusted "trusted" by "Lender" default no
judgement quick "quick" by "Lender"
duty note "note" on use by "Lender"
assume "what is sealed is fit" fit or not sealed
approach 1 browsing { default must note when quick }
approach 2 lending { may be used when fit }
approach 3 gift { may be used when fit and trusted }
principle 4 { must not engage when rare }
POLICY
decides 'stated' approach,judgements '{"partner":"firm","fit":true,"trusted":true}' '{"approach":"gift","judgements":["fit","trusted"]}'
decides 'presumed, and by default' approach,judgements '{"partner":"museum"}' '{"approach":"lending","judgements":["fit","trusted"]}'
decides 'a reversal that changes nothing' approach,judgements '{"partner":"firm","fit":false}' '{"approach":"browsing","judgements":["fit"]}'
decides 'unknown' status,possible,judgements,ask '{"partner":"firm"}' \
    '{"status":"undetermined","possible":["browsing","lending"],"judgements":["fit","trusted"],"ask":["fit"]}'
decides 'reversed against an assume is no situation' approach,judgements '{"partner":"firm","fit":true,"sealed":true}' \
    '{"approach":"lending","judgements":["trusted"]}'
decides 'what only changes a duty' status,duties,judgements '{"partner":"firm","fit":false,"rare":false}' \
    '{"status":"default","duties":["note"],"judgements":["fit"]}'
decides 'none where no judgement helps' status,judgements '{"partner":"firm","rare":true}' '{"status":"refused","judgements":[]}'

policy scope <<'POLICY'
fact rare "rare" : yes or no default no
judgement ours "ours" by "Curator" default yes
approach 1 browsing { default }
POLICY
sed 's/gift }/gift scope ours }/' scope.strat >scoped.strat
"$STRATC" -o scoped scoped.strat && program=scoped
decides 'a judgement may decide the scope' status,judgements '{}' '{"status":"default","judgements":["ours"]}'
decides 'and what is out of it' status,approach,now,judgements '{"ours":false}' \
    '{"status":"out_of_scope","approach":"none","now":"none","judgements":["ours"]}'

# ---- unranked (5, last paragraph but one) ----

policy unranked unranked <<'POLICY'
fact asked "asked" : yes or no default no
fact signed "signed" : yes or no
fact finished "finished" : yes or no default no
fact rare "rare" : yes or no default no
duty note "note" on use by "Lender"
duty first "first" before by "Lender" done when finished
approach 1 browsing { may be used unless rare must note }
principle 2 { will use lending when asked only after first }
approach 3 gift { may be used when signed should meet asked }
principle 4 { must use lending when asked and signed unless rare }
POLICY
decides 'one is open' status,approach,now,open,modality,each '{"signed":false}' \
    '{"status":"open","approach":"browsing","now":"browsing","open":["browsing"],"modality":"may","each":{"browsing":{"verdict":"open","basis":["1"],"modality":"may","duties":["note"],"before":[],"cautions":[],"closed_by":[]},"lending":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]},"gift":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]}}}'
decides 'two: no single approach, one that may start' status,approach,now,open,committed,modality,basis,duties,before,each \
    '{"signed":false,"asked":true}' \
    '{"status":"open","approach":null,"now":"browsing","open":["browsing","lending"],"committed":true,"modality":"will","basis":["1","2"],"duties":["note","first"],"before":["first"],"each":{"browsing":{"verdict":"open","basis":["1"],"modality":"may","duties":["note"],"before":[],"cautions":[],"closed_by":[]},"lending":{"verdict":"conditional","basis":["2"],"modality":"will","duties":["first"],"before":["first"],"cautions":[],"closed_by":[]},"gift":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]}}}'
decides 'several may start' status,approach,now,open,cautions '{"signed":true}' \
    '{"status":"open","approach":null,"now":null,"open":["browsing","gift"],"cautions":["3"]}'
decides 'none open, no default' status,approach,now,open,each '{"signed":false,"rare":true}' \
    '{"status":"refused","approach":"none","now":"none","open":[],"each":{"browsing":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]},"lending":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]},"gift":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]}}}'
decides 'one, and it waits' status,approach,now '{"signed":false,"rare":true,"asked":true}' \
    '{"status":"conditional","approach":"lending","now":"none"}'
decides 'undetermined' status,approach,possible,possible_status,now,open,ask,each '{"rare":true}' \
    '{"status":"undetermined","approach":null,"possible":["gift"],"possible_status":["refused","open"],"now":null,"open":[],"ask":["signed"],"each":{"browsing":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]},"lending":{"verdict":"not_provided","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]},"gift":{"verdict":["not_provided","open"],"basis":[],"modality":null,"duties":[],"before":[],"cautions":["3"],"closed_by":[]}}}'
decides 'undetermined between two lists' possible,possible_status '{}' '{"possible":["browsing","gift"],"possible_status":["open"]}'

policy beside unranked <<'POLICY'
fact sure "sure" : yes or no
approach 1 browsing { default }
principle 2 { may use lending, gift when sure }
principle 3 { may use lending when not sure }
principle 4 { must use gift when not sure }
principle 5 { will use lending when not sure }
POLICY
decides 'completions agree where they open the same' status,approach,open,committed,modality,basis,each '{}' \
    '{"status":"open","approach":null,"open":["lending","gift"],"committed":false,"modality":"may","basis":[],"each":{"browsing":{"verdict":"default","basis":[],"modality":null,"duties":[],"before":[],"cautions":[],"closed_by":[]},"lending":{"verdict":"open","basis":[],"modality":"may","duties":[],"before":[],"cautions":[],"closed_by":[]},"gift":{"verdict":"open","basis":[],"modality":"may","duties":[],"before":[],"cautions":[],"closed_by":[]}}}'

policy rests ranked <<'POLICY'
fact big "a big one" : yes or no
fact kind "kind" : one of { book "a book", film "a film", disc "a disc" } default film
fact price "price" : number 0.00..9.50 "EUR" default 1.50
fact day "day" : date default 2025-01-31
fact tags "tags" : set of { old, rare } default { old, rare }
fact where "where" : one of { here, there }
judgement fit "is fit" by "Lender" presumed yes when where = here
judgement kept "is well kept" by "Lender" presumed yes when where = here presumed no when where = there
judgement known "is known" by "Lender" default no
assume "what is there is fit" fit or not where = there
duty note "note" on use by "Lender"
duty first "first" before by "Lender"
duty sign "sign" before by "Lender"
approach 1 browsing { may be used must note only after first }
approach 2 lending { may be used when known and kept }
principle 3 { must note only after sign using browsing }
principle 4 { must note when big only after sign }
principle 5 { should meet big should meet fit }
POLICY
decides 'what not every completion has is uncertain, duties before paragraphs' status,duties,before,cautions,uncertain '{}' \
    '{"status":"conditional","duties":["note","first","sign"],"before":["first","sign"],"cautions":["5"],"uncertain":["5"]}'
decides 'undetermined: nothing is listed, so nothing is uncertain' status,uncertain '{"known":true,"fit":true}' '{"status":"undetermined","uncertain":[]}'
decides 'all that attaches a duty, in some completion' duties,grounds '{"where":"here"}' \
    '{"duties":["note","first","sign"],"grounds":{"note":["1","3","4"],"first":["1"],"sign":["3","4"]}}'
decides 'undetermined: no grounds' grounds '{"known":true}' '{"grounds":{}}'
decides 'presumed, and by default, as they are stated' presumed '{"where":"here"}' \
    '{"presumed":{"kind":"film","price":1.50,"day":"2025-01-31","tags":["old","rare"],"fit":true,"kept":true,"known":false}}'
decides 'where completions presume differently, nothing is; nor what only an assumption says' presumed '{"kind":"book","price":0,"day":"2024-01-01","tags":[]}' \
    '{"presumed":{"known":false}}'
decides 'stated is not presumed' presumed '{"where":"there","kind":"book","price":0,"day":"2024-01-01","tags":[],"known":true}' '{"presumed":{"kept":false}}'
sed 's/^assume .*/assume "all is here" not where = there/' rests.strat >here.strat
"$STRATC" -o here here.strat && program=here
decides 'what an assumption leaves is presumed' presumed '{"kind":"book","price":0,"day":"2024-01-01","tags":[]}' '{"presumed":{"fit":true,"kept":true,"known":false}}'

# ---- readings (5, point 7) ----

policy readings ranked <<'POLICY'
fact partner "who" : one of { museum, school, shop, firm }
fact sealed "sealed" : yes or no default no
reading such_as "does it name a class?" : one of { named, class } taken named
reading shops "who is a shop?" : one of { every, large, some_of_them } taken every
judgement fit "fit" by "Curator" presumed yes when shops != large and partner = shop
judgement kept "kept" by "Curator" default no presumed yes when such_as = class
assume "what is sealed is no class" not sealed or such_as = named
approach 1 browsing { default }
approach 2 lending { may be used when partner = school or (such_as = class and partner = museum) }
approach 3 gift { may be used when fit and partner = shop }
principle 4 { may use gift when kept and partner = firm }
POLICY
decides 'one that makes no difference' approach,readings '{"partner":"school"}' '{"approach":"lending","readings":[]}'
decides 'one that does' approach,readings '{"partner":"museum"}' '{"approach":"browsing","readings":["such_as"]}'
decides 'never against an assume' approach,readings '{"partner":"museum","sealed":true}' '{"approach":"browsing","readings":[]}'
decides 'what is presumed is filled in anew' approach,readings '{"partner":"shop"}' '{"approach":"gift","readings":["shops"]}'
decides 'what is stated stays' approach,readings '{"partner":"shop","fit":true}' '{"approach":"gift","readings":[]}'
decides 'a default gives way to a presumption' approach,readings '{"partner":"firm"}' '{"approach":"browsing","readings":["such_as"]}'
decides 'unknown' status,possible,readings '{}' '{"status":"undetermined","possible":["browsing","lending","gift"],"readings":["such_as","shops"]}'
run ./readings shops=large
wanted 'a request says nothing of them' 1 'there is no fact "?shops'
run ./readings partner=shop
wanted 'for a person' 0 'hangs on how these open questions are read' '^  - who is a shop\? \(taken: every; otherwise: large, which leads to: undetermined$' '^    \(browsing, gift\), and no more than browsing is sure to be allowed now; or:$' '^    some_of_them, which leads to: the same on the whole\)$' '!such_as'
run ./readings --facts
wanted 'among the facts' 0 '^Readings: open questions' '^  such_as: does it name a class' 'the policy takes: named'

# ---- ask: the order (5, point 7) ----

names=$(seq -s ', ' -f 'e%g' 64)
policy shares ranked <<POLICY
fact amount "amount" : number -999999999999999999..999999999999999999
fact few "few" : number 1..10
fact tags "tags" : set of { $names }
fact sure "sure" : yes or no
approach 1 browsing { default }
approach 2 lending { may be used when sure and few at least 3 and amount at least 0 and not tags is empty }
POLICY
decides 'by the share of values that settle it: 1 of 2, almost half, 2 of 10, 1 of 2^64' ask '{}' '{"ask":["sure","amount","few","tags"]}'
decides 'known ones do not count' ask '{"amount":1,"sure":true}' '{"ask":["few","tags"]}'

policy coupled ranked <<'POLICY'
fact one "one" : yes or no
fact other "other" : yes or no
fact third "third" : yes or no
assume "one and the other go together" (one and other) or not (one or other)
approach 1 browsing { default }
approach 2 lending { may be used when one }
POLICY
decides 'what an assumption binds, where nothing alone makes a difference' ask '{}' '{"ask":["one","other"]}'

finish
