#!/bin/sh
# Faults as a careless author makes them, planted one at a time in a shipped policy: what lint says of each, and that it says nothing else. Examples and
# safeguards are taken out of the copy, so that nothing but the text itself can give the fault away, and so is what names its source.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

bare() { awk '/^    source /{ next } /^(example|safeguard) /{ skip = 1 } !skip && !/^use ".*-examples"/ { print } /^}/ { skip = 0 }' "$1"; }

# plant POLICY EDIT: draft.strat and original.strat, whole; false where the edit changes nothing
plant() {
    cp "$ROOT/policies/$1.strat" original.strat
    sed -e "$2" original.strat >draft.strat
    ! cmp -s original.strat draft.strat
}

# findings FILE: a line each, its code and the line of the policy that it points at
findings() {
    "$STRATC" --lint -I "$ROOT/policies" "$1" 2>&1 | unwrapped | sed -nE "s/^$1:([0-9]+):[0-9]+: (warning|style|error): .*\[(ST[0-9]+) .*/\1 \3/p" |
        while read -r line code; do echo "$code $(sed -n "${line}p" "$1")"; done
}

# compare FINDINGS: those in the file `expected`, "CODE words of the line" each, are all there is; after a last line "..." others may follow from them
compare() {
    awk 'FNR == NR { if ($0 == "...") more = 1; else expected[++n] = $0; next }
        {
            for (i = 1; i <= n; i++)
                if (!met[i] && substr(expected[i], 1, 6) == substr($0, 1, 6) && index($0, substr(expected[i], 8))) { met[i] = 1; next }
            if (!more) print "beyond what was expected: " $0
        }
        END { for (i = 1; i <= n; i++) if (!met[i]) print "not found: " expected[i] }' expected "$1"
}

# fault NAME POLICY EDIT FINDING...
fault() {
    name=$1
    plant "$2" "$3" || { bad "$name" "the edit changes nothing"; return; }
    shift 3
    printf '%s\n' "$@" >expected
    bare draft.strat >bare.strat
    findings bare.strat >found
    empty "$name" "$(compare found)"
}

# meant NAME POLICY EDIT WORDS-OF-TEST WORDS-OF-DIFF: what gives another, consistent policy, so that lint cannot know; examples, safeguards (`-`: none)
# and --diff do
meant() {
    plant "$2" "$3" || { bad "$1" "the edit changes nothing"; return; }
    bare draft.strat >bare.strat
    findings bare.strat >found
    "$STRATC" --test -I "$ROOT/policies" draft.strat 2>&1 | unwrapped >test
    "$STRATC" --diff -I "$ROOT/policies" original.strat draft.strat 2>&1 | tr -s '\n ' '  ' >difference
    missing=$(cat found)
    seen="--test and "
    [ "$4" != - ] || seen=
    [ -z "$seen" ] || grep -qF -e "$4" test || missing="$missing
--test does not say: $4"
    grep -qF -e "$5" difference || missing="$missing
--diff does not say: $5"
    empty "$1: seen by $seen--diff" "$missing"
}

for policy in "$ROOT"/policies/*.strat; do
    case $policy in *-examples.strat) continue ;; esac
    bare "$policy" >bare.strat
    empty "$(basename "$policy"): nothing is found before" "$(findings bare.strat)"
done

E=enisa-international T=tutorial V=vulnerability-disclosure
new_p11() { printf '%s\n' 's/P9, P10,/P9, P10, P11,/' '/^recital P10/a\' "principle P11 \"$1\" { $2 }"; }

# ---- what the text itself gives away -----------------------------------------------------------------------------------------------------------------

fault 'an item is pasted under the wrong objective' $E '
    /provision 4.7.a/,/^    }/d
    /may use limited for threat_mapping$/a\
    provision 4.7.a "Indices" {\
        will use outreach for indices_benchmarks with index_organisations\
    }' \
    'ST2032 provision 4.7.a' \
    'ST2128 define named_in_section_4' \
    'ST4040 objective 4.7' \
    'ST2077 judgement incompatible_interests' \
    'ST2060 4.7.a applies'
fault 'an item is deleted that is still referred to' $E '/provision 4.7.a/,/^    }/d' \
    'ST3502 4.7.a applies'
fault 'a paragraph without references is deleted' $E '/^paragraph 1.4/,/^}/d' \
    'ST2030 paragraphs 1.1' \
    'ST4016 judgement special_agreement' \
    'ST4011 fact special_agreement_considered'
fault 'a wrong letter in a number' $E 's/provision 4.4.e/provision 4.4.f/' \
    'ST3501 provision 4.4.f'
fault 'a new principle that is not in the outline' $E '/^recital P10/a\
principle P11 "Sanctions" { must not engage with RU, BY }' \
    'ST3501 principle P11'
fault 'a new prohibition that meets permissions and promises' $E "$(new_p11 Companies 'must not use outreach with company')" \
    'ST2060 may use outreach with article_12_partners'
fault 'a threshold that is none' $E '/^approach 2.2/,/^}/s/at least framework/at least none/' \
    'ST2061 agreement at least none'
fault 'a threshold that an assumption excludes' $E '
    /may use outreach for capacity_building/,/within_agreement/s/agreement = explicit/agreement = framework/' \
    'ST2050 may use outreach for capacity_building' \
    'ST2125 may use outreach for capacity_building'
fault 'an assumption turned round' $E 's/agreement_covers is empty or agreement = explicit/agreement_covers is empty or agreement != explicit/' \
    'ST2050 use outreach for awareness_education' \
    'ST2050 use outreach for capacity_building' \
    'ST2050 use outreach for knowledge_information' \
    'ST4004 allow loophole' \
    'ST4004 allow loophole'
fault 'an exception that swallows its rule' $E 's/with eea_efta when relevant/& unless partner in third_countries/' \
    'ST2050 may use outreach with eea_efta' \
    'ST2060 P3 applies' \
    'ST4004 allow loophole'
fault 'an exception of a prohibition that always holds' $E 's/unless p4_reach = beyond_limited/unless relevant or not relevant/' \
    'ST2050 must not engage' \
    'ST2071 approach 2.1 limited' \
    'ST2071 objective 4.4' \
    'ST2071 subject to 2.1, P4' \
    'ST2071 objective 4.7'
fault 'a prohibition whose condition was forgotten' $E 's/\(must not use assisting, outreach\) when .*/\1/' \
    'ST2057 must not use assisting, outreach' \
    ...
fault 'a scope turned round' $E 's/scope     not partner in eu/scope     partner in eu/' \
    'ST2050 must use assisting for exchange_best_practices, share_expertise with article_12_partners' \
    'ST2050 may use outreach with eea_efta' \
    ...
fault 'a rule twice, once with a condition' $E 's/^\( *may use assisting for share_expertise with eastern_partnership\)$/&\
\1 when requested/' \
    'ST2053 eastern_partnership when requested'
fault 'a duty twice in a paragraph' $E 's/must evaluate_resources using assisting or above/&\
    must evaluate_resources using outreach/' \
    'ST2055 using outreach'
fault 'a duty pasted one level too high' $E '/^objective 4.1/a\
    only after mb_endorsement' \
    'ST2053         only after mb_endorsement'
fault 'approvals that wait for one another' $E '
    s/"Executive Board" done when eb_endorsed/"Executive Board" following mb_approval done when eb_endorsed/
    s/"Management Board" done when mb_approved/"Management Board" following eb_endorsement done when mb_approved/' \
    'ST3006 duty eb_endorsement'
fault 'an approval that nothing shows to be given' $E 's/ done when mb_approved//' \
    'ST4011 fact mb_approved'
fault 'paragraphs that prevail over one another' $E 's/^principle P4 "[^"]*"/& notwithstanding 1.1/' \
    'ST2040 notwithstanding P4'
fault 'prevailing over everything, what a reading asks about included' $E 's/notwithstanding P4, requirement of 2.2/notwithstanding all/' \
    'ST2135 reading article_12_duties' \
    'ST2060 unless 1.1 applies'
fault 'the requirement of an approach that has none' $E 's/requirement of 2.2 {/requirement of 2.1 {/' \
    'ST3505 notwithstanding P4'
fault 'the default in the wrong approach' $E '
    /^    default$/d
    /^approach 2.2/a\
    default' \
    'ST2124 approach 2.2'
fault 'a value moved behind `except`' $E 's/{ country, XK } except { eu }/{ country } except { eu, XK }/' \
    'ST4019 group third_countries'
fault 'a partner spelled wrong' $E 's/map_best_practices with OECD/map_best_practices with OCED/' \
    'ST3002 OCED'
fault 'or for and' $E 's/requires (requested and/requires (requested or/' \
    'ST1107 requires (requested or'
fault 'presumptions that contradict one another' $E 's/presumed yes when partner in { JP, US }/& presumed no when partner in { US, CN }/' \
    'ST2042 presumed yes when partner in { JP, US } presumed no'
fault 'a judgement that nothing asks for' $E '/^judgement consultation_appropriate/i\
judgement proportionate "is proportionate" by "ENISA"' \
    'ST4016 judgement proportionate'
fault 'an amendment that leaves a month out' $E '
    s/^fact mb_endorsed/fact day "the day on which it begins" : date as date\
&/
    s/^\( *may use outreach for cybersecurity_challenge\)$/\1 until 2025-12-31\
\1 from 2026-02-01/' \
    'ST2114 until 2025-12-31'
fault 'a prohibition that leaves a day out' $V 's/^\( *must not use publish\) from 2026-12-20 until 2027-01-03/\1 from 2026-12-20 until 2026-12-31\
\1 from 2027-01-02 until 2027-01-03/' \
    'ST2114 until 2026-12-31'
fault 'a last day before the first' $V 's/from 2026-12-20 until 2027-01-03/from 2027-01-03 until 2026-12-20/' \
    'ST3201 from 2027-01-03'
fault 'more conditions than there are' $V 's/at least 2 of/at least 4 of/' \
    'ST3107 at least 4 of'
fault 'a threshold without its decimal point' $V 's/severity at least 7.0/severity at least 70/' \
    'ST3103 severity at least 70'
fault 'a duty that is followed but never asked for' $V '/only after vendor_first/d' \
    'ST4015 duty vendor_first' \
    'ST2130 fact vendor_knows'
fault 'the wrong paragraph is prevailed over' $E 's/notwithstanding P4, requirement/notwithstanding P5, requirement/' \
    'ST2071 notwithstanding P5' \
    'ST2077 judgement incompatible_interests' \
    'ST2135 reading commission_and_p4'
fault 'a purpose mixed up, so that nothing is left for the other one' $T 's/live_feed for emergency/live_feed for study/' \
    'ST2110 fact activity' \
    'ST4037 paragraph 5'
fault 'a paragraph deleted together with its duty' $T '/^paragraph 6/,/^}/d' \
    'ST2030 paragraphs 1' \
    'ST4015 duty report'
fault 'an approval that can no longer be shown' $T 's/ done when contract_signed//' \
    'ST4011 fact contract_signed'

# ---- what gives another policy, as sound as the first ------------------------------------------------------------------------------------------------

meant 'a word is lost, so that nobody need have asked' $E 's/requires (requested and/requires (not requested and/' \
    'safeguard "no assistance without a request' 'rises from limited'
meant 'a prohibition turned round' $E 's/must not engage when incompatible_interests unless/must not engage unless incompatible_interests or/' \
    'safeguard "contacts that are incompatible are never made' 'refused instead of limited'
meant 'a partner is lost from a group' $E 's/AL, BA, ME, MK,/AL, BA, MK,/' \
    - 'for ME, training'
meant 'an endorsement is forgotten' $E '/provision 4.4.e/,/^    }/{ /only after/d; }' \
    'safeguard "where section 4 asks for the Management Board' 'loses the duty mb_endorsement (4.4.e changed)'
meant 'an exception prevails no longer' $V 's/ notwithstanding 3 {/ {/' \
    'example "exploited, and a fix: it cannot wait' 'tell_vendor and warn_operators (open) instead of'
meant 'another approach' $E 's/may use outreach for cybersecurity_challenge/may use assisting for cybersecurity_challenge/' \
    'safeguard "a company is never assisted"' 'falls from outreach (conditional or open) to limited'
meant 'a promise becomes a possibility' $E 's/will use outreach for indices_benchmarks/may use outreach for indices_benchmarks/' \
    'example "4.7.a the OECD: promised' 'loses a commitment (will)'
meant 'a condition is forgotten' $E 's/ when develops_framework//' \
    'conditional limited by 2.1' 'gains the duty eb_endorsement'
meant 'an expectation turned round' $E 's/should meet like_minded/should meet not like_minded/' \
    'example "4.7.b not like-minded' 'loses a caution of 4.7'
meant 'a condition turned round' $T 's/live_feed when reveals_people/live_feed unless reveals_people/' \
    'example "a university has an extract' 'rises from published'
meant 'a partner mixed up' $T 's/with university$/with resident/' \
    'example "a university has an extract' 'falls from live_feed (conditional or open) to extract'

finish
