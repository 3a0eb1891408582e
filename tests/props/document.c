/*
 * ENISA's strategy once more, in C, written from the document and not from the policy: what each
 * approach comes to, in every combination of the facts that open or close one (the others at
 * random), and in situations of every partner. The table answers each.
 */
#include "tests/props/harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

enum { LIMITED, ASSISTING, OUTREACH, APPROACHES };
enum { NOTHING, FRAMEWORK, EXPLICIT };
enum { MAY = 1, WILL, MUST };

/* ---- the names of the document ---- */

/* clang-format off */
#define IDS(X) \
    X(1_1, "1.1") X(1_4, "1.4") X(2, "2") X(2_1, "2.1") X(2_2, "2.2") \
    X(P1, "P1") X(P2, "P2") X(P3, "P3") X(P4, "P4") X(P5, "P5") \
    X(4_1, "4.1") X(4_1_a, "4.1.a") X(4_1_b, "4.1.b") \
    X(4_2, "4.2") X(4_2_a, "4.2.a") X(4_2_b, "4.2.b") X(4_2_c, "4.2.c") \
    X(4_3, "4.3") X(4_3_a, "4.3.a") \
    X(4_4, "4.4") X(4_4_a, "4.4.a") X(4_4_b, "4.4.b") X(4_4_c, "4.4.c") X(4_4_d, "4.4.d") \
    X(4_4_e, "4.4.e") X(4_5, "4.5") X(4_5_a, "4.5.a") X(4_5_b, "4.5.b") X(4_6, "4.6") \
    X(4_7, "4.7") X(4_7_a, "4.7.a") X(4_7_b, "4.7.b")
#define DUTIES(X) \
    X(mb_endorsement) X(eb_endorsement) X(mb_approval) X(consult_eeas_commission) \
    X(coordinate_eeas_commission) X(notify_executive_board) X(consult_dg_connect) \
    X(evaluate_resources) X(activity_report) X(assess_added_value) X(respect_agreement) \
    X(respect_autonomy) X(promote_union_values)
#define FLAGS(X) \
    X(requested) X(commission_request) X(dedicated_resources) X(within_agreement) \
    X(special_agreement_considered) X(development_beneficiary) X(develops_framework) \
    X(binding_obligations) X(mb_endorsed) X(eb_endorsed) X(mb_approved) \
    X(eeas_commission_consulted) X(special_agreement) X(measurable_added_value) \
    X(significant_value) X(policy_aligned) X(strategic_economic_partner) \
    X(shares_union_values) X(relevant) X(incompatible_interests) X(member_state_value) \
    X(consultation_appropriate) X(like_minded) X(comparable_partner) X(key_economic_partner)
/* clang-format on */

#define ID(name, text) ID_##name,
enum { IDS(ID) N_IDS };
#undef ID
#define ID(name, text) text,
static const char *const id_names[] = {IDS(ID)};
#define DUTY(name) D_##name,
enum { DUTIES(DUTY) N_DUTIES };
#define NAME(name) #name,
static const char *const duty_names[] = {DUTIES(NAME)};
#define FLAG(name) F_##name,
enum { FLAGS(FLAG) N_FLAGS };
static const char *const flag_names[] = {FLAGS(NAME)};
#define I(name) (UINT64_C(1) << ID_##name)
#define D(name) (UINT64_C(1) << D_##name)

struct situation {
    const char *partner, *activity;
    int objective; /* 1 to 7 */
    int agreement;
    unsigned covers; /* bits: awareness_education, capacity_building, knowledge_information */
    bool is[N_FLAGS];
};

/* What is said of an approach, and of the whole. */
struct said {
    uint64_t basis, duties, before, cautions;
    int modality;
    bool open, closed;
};

static bool one_of(const char *word, const char *list) {
    size_t n = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n])) return true;
    return false;
}

/* ---- who it is ---- */

static bool of_the_union(const char *who) {
    return one_of(who, "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE "
                       "SI SK AX GF GP MF MQ RE YT");
}
static bool is_organisation(const char *who) {
    return one_of(who, "OECD OSCE NATO other_organisation regulatory_forum standards_body");
}
static bool is_region(const char *who) { return one_of(who, "WB EAP"); }
static bool is_third_country(const char *who) {
    return strlen(who) == 2 && !is_region(who) && !of_the_union(who);
}
static bool is_balkan(const char *who) { return one_of(who, "AL BA ME MK RS XK WB"); }
static bool is_eastern(const char *who) { return one_of(who, "AM AZ BY GE MD UA EAP"); }

/* ---- sections 1 to 3, for every objective ---- */

static void open_by(struct said *to, uint64_t id, int modality, bool when) {
    if (!when) return;
    to->basis |= id;
    if (modality > to->modality) to->modality = modality;
}

static void general(const struct situation *s, struct said *to, bool partner, bool commission) {
    bool agreed = s->agreement == EXPLICIT && s->is[F_within_agreement];
    open_by(&to[ASSISTING], I(1_1), MUST, commission);
    open_by(&to[LIMITED], I(2_1), WILL, one_of(s->activity, "exchange_information"));
    open_by(&to[LIMITED], I(2_1), MAY, one_of(s->activity, "attend_meeting"));
    open_by(&to[ASSISTING], I(2_2), MAY,
            partner && s->agreement != NOTHING &&
                one_of(s->activity,
                       "share_expertise training joint_exercise cyber_dialogue partner_activity"));
    open_by(&to[OUTREACH], I(P2), MAY, partner && agreed);
    open_by(&to[OUTREACH], I(P3), MAY, one_of(s->partner, "IS LI NO") && s->is[F_relevant]);
}

/* ---- section 4 ---- */

/* By what an agreement says of this subject. */
static void mutual(const struct situation *s, struct said *to, uint64_t id, int modality,
                   unsigned subject) {
    bool open = is_third_country(s->partner) && s->agreement == EXPLICIT &&
                (s->covers >> subject & 1) && s->is[F_within_agreement];
    open_by(to, id, modality, open);
    if (open) to->duties |= D(mb_endorsement) | D(respect_agreement);
}

static void first_three(const struct situation *s, struct said *to) {
    const char *a = s->activity, *who = s->partner;
    bool near = is_balkan(who) || is_eastern(who);
    if (s->objective == 1) {
        open_by(&to[LIMITED], I(4_1), MAY,
                one_of(a, "exchange_best_practices share_expertise awareness_education"));
        open_by(&to[ASSISTING], I(4_1_a), MAY,
                near && one_of(a, "share_expertise awareness_education"));
        if (one_of(a, "awareness_education")) mutual(s, &to[OUTREACH], I(4_1_b), MAY, 0);
    } else if (s->objective == 2) {
        open_by(&to[LIMITED], I(4_2), MAY,
                one_of(a, "exchange_best_practices promote_eu_policies"));
        open_by(&to[ASSISTING], I(4_2_a), MAY,
                is_organisation(who) && one_of(a, "support_union_representatives"));
        open_by(&to[ASSISTING], I(4_2_b), MAY,
                near && one_of(a, "policy_implementation share_expertise"));
        open_by(&to[OUTREACH], I(4_2_c), MAY,
                one_of(a, "map_best_practices") &&
                    (one_of(who, "OECD") || (is_third_country(who) && s->is[F_like_minded])));
    } else if (s->objective == 3) {
        bool incidents = one_of(a, "incident_response_coordination");
        open_by(&to[LIMITED], I(4_3), MAY,
                one_of(a, "situational_awareness") && s->is[F_like_minded]);
        open_by(&to[OUTREACH], I(4_3_a), MAY,
                incidents && (one_of(who, "OSCE NATO") ||
                              (is_organisation(who) && s->is[F_comparable_partner])));
        if (incidents) to[OUTREACH].duties |= D(respect_autonomy);
    }
}

static void fourth(const struct situation *s, struct said *to) {
    const char *a = s->activity, *who = s->partner;
    open_by(&to[LIMITED], I(4_4), WILL, one_of(a, "exchange_best_practices"));
    open_by(&to[LIMITED], I(4_4), MAY, one_of(a, "observe_exercise"));
    open_by(&to[ASSISTING], I(4_4_a), MAY, is_balkan(who) && one_of(a, "training joint_exercise"));
    open_by(&to[ASSISTING], I(4_4_b), MAY,
            one_of(a, "share_expertise") &&
                (is_eastern(who) || (is_third_country(who) && s->is[F_development_beneficiary])));
    open_by(&to[ASSISTING], I(4_4_c), MAY,
            one_of(a, "joint_exercise") && one_of(who, "OECD OSCE NATO"));
    open_by(&to[OUTREACH], I(4_4_d), MAY, one_of(a, "cybersecurity_challenge"));
    if (one_of(a, "capacity_building")) mutual(s, &to[OUTREACH], I(4_4_e), MAY, 1);
}

static void last_three(const struct situation *s, struct said *to, bool partner) {
    const char *a = s->activity, *who = s->partner;
    if (s->objective == 5) {
        bool standards = one_of(a, "internet_standards");
        open_by(&to[LIMITED], I(4_5), WILL, one_of(a, "market_engagement monitor_certification"));
        open_by(&to[OUTREACH], I(4_5_a), WILL,
                partner && one_of(a, "certification_promotion") && s->is[F_key_economic_partner]);
        open_by(&to[OUTREACH], I(4_5_b), is_organisation(who) ? WILL : MAY, standards);
    } else if (s->objective == 6) {
        open_by(&to[LIMITED], I(4_6), MAY, one_of(a, "threat_mapping"));
    } else if (s->objective == 7) {
        open_by(&to[LIMITED], I(4_7), MAY, one_of(a, "threat_mapping knowledge_information"));
        open_by(&to[OUTREACH], I(4_7_a), WILL,
                one_of(a, "indices_benchmarks") && one_of(who, "OECD NATO"));
        if (one_of(a, "knowledge_information")) mutual(s, &to[OUTREACH], I(4_7_b), WILL, 2);
        to[OUTREACH].cautions |= s->is[F_like_minded] ? 0 : I(4_7);
    }
}

/* ---- what goes with them, and what closes them ---- */

static void duties(const struct situation *s, struct said *to, bool partner, bool commission) {
    uint64_t items = I(4_1_a) | I(4_1_b) | I(4_2_a) | I(4_2_b) | I(4_2_c) | I(4_3_a) | I(4_4_a) |
                     I(4_4_b) | I(4_4_c) | I(4_4_d) | I(4_4_e) | I(4_5_a) | I(4_5_b) | I(4_7_a) |
                     I(4_7_b);
    bool item = ((to[LIMITED].basis | to[ASSISTING].basis | to[OUTREACH].basis) & items) != 0;
    bool consult = !item || s->is[F_consultation_appropriate];
    for (int a = LIMITED; a < APPROACHES; a++) {
        bool freed = a == ASSISTING && commission;
        to[a].duties |= D(activity_report);
        if (a > LIMITED)
            to[a].duties |=
                D(notify_executive_board) | D(evaluate_resources) | D(assess_added_value);
        if (partner && s->is[F_develops_framework] && !freed) to[a].duties |= D(eb_endorsement);
        if (partner && s->is[F_binding_obligations] && !freed) to[a].duties |= D(mb_approval);
        if (is_third_country(s->partner) ||
            is_region(s->partner)) /* not organisations, nor companies */
            to[a].cautions |=
                s->is[F_special_agreement] && !s->is[F_special_agreement_considered] ? I(1_4) : 0;
        to[a].cautions |= s->is[F_measurable_added_value] ? 0 : I(2);
        to[a].cautions |=
            s->is[F_strategic_economic_partner] && s->is[F_shares_union_values] ? 0 : I(P1);
        to[a].cautions |= s->is[F_member_state_value] ? 0 : I(P5);
    }
    if (one_of(s->activity, "attend_meeting")) to[LIMITED].duties |= D(promote_union_values);
    if (consult) to[ASSISTING].duties |= D(coordinate_eeas_commission);
    if (consult && !commission) to[ASSISTING].duties |= D(consult_eeas_commission);
    to[OUTREACH].duties |= D(consult_dg_connect);
    if (to[OUTREACH].basis & I(P2)) to[OUTREACH].duties |= D(respect_agreement);
}

static void consider(const struct situation *s, struct said *to) {
    const char *who = s->partner;
    bool partner = is_third_country(who) || is_region(who) || is_organisation(who);
    bool commission = s->is[F_commission_request] && partner &&
                      one_of(s->activity, "exchange_best_practices share_expertise");
    uint64_t done = (s->is[F_mb_endorsed] ? D(mb_endorsement) : 0) |
                    (s->is[F_eb_endorsed] ? D(eb_endorsement) : 0) |
                    (s->is[F_mb_approved] ? D(mb_approval) : 0) |
                    (s->is[F_eeas_commission_consulted] ? D(consult_eeas_commission) : 0);
    memset(to, 0, APPROACHES * sizeof *to);
    general(s, to, partner, commission);
    first_three(s, to);
    if (s->objective == 4) fourth(s, to);
    last_three(s, to, partner);
    duties(s, to, partner, commission);
    to[LIMITED].closed = s->is[F_incompatible_interests] || s->is[F_dedicated_resources];
    to[ASSISTING].closed =
        !commission &&
        (s->is[F_incompatible_interests] ||
         !(s->is[F_requested] && s->is[F_significant_value] && s->is[F_policy_aligned]));
    to[OUTREACH].closed = s->is[F_incompatible_interests];
    for (int a = LIMITED; a < APPROACHES; a++) {
        to[a].open = to[a].basis && !to[a].closed;
        to[a].before =
            to[a].duties & ~done &
            (D(mb_endorsement) | D(eb_endorsement) | D(mb_approval) | D(consult_eeas_commission));
    }
}

/* ---- the same of the table ---- */

static struct compiled policy;
static struct strat_work work;
static struct strat_answer answer;
static struct strat_request request;
static uint32_t partner_fact, objective_fact, activity_fact, agreement_fact, covers_fact,
    flag_fact[N_FLAGS];
static uint32_t n_paragraphs;
static int id_of[256], duty_of[64]; /* by number in the table: of ours, or -1 */

static uint32_t fact_named(const char *name) {
    struct strat_about about;
    struct strat_fact info;
    strat_get_about(&policy.layout->policy, &about);
    for (uint32_t f = 0; f < about.facts; f++) {
        strat_get_fact(&policy.layout->policy, f, &info);
        if (strcmp(info.name, name) == 0) return f;
    }
    fail_msg("there is no fact %s", name);
    return 0;
}

static int place_of(const char *name, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) return i;
    return -1;
}

static int set_up(void **unused) {
    (void)unused;
    struct strat_about about;
    if (!compile_file(&policy, "policies/enisa-international.strat")) return -1;
    const struct strat_policy *p = &policy.layout->policy;
    strat_get_about(p, &about);
    work.words = strat_work_words(p) + (1 << 15);
    work.memory = arena_array(&policy.arena, uint64_t, work.words);
    strat_answer_init(p, 1, arena_array(&policy.arena, uint64_t, strat_answer_words(p, 1)),
                      &answer);
    request.value = arena_array(&policy.arena, int64_t, about.facts);
    request.known = arena_array(&policy.arena, uint8_t, about.facts);
    memset(request.known, 1, about.facts);
    partner_fact = fact_named("partner");
    objective_fact = fact_named("objective");
    activity_fact = fact_named("activity");
    agreement_fact = fact_named("agreement");
    covers_fact = fact_named("agreement_covers");
    for (int i = 0; i < N_FLAGS; i++) flag_fact[i] = fact_named(flag_names[i]);
    assert_int_equal(about.facts, N_FLAGS + 5);
    assert_int_equal(about.duties, N_DUTIES);
    n_paragraphs = about.paragraphs;
    for (uint32_t i = 0; i < n_paragraphs; i++) {
        struct strat_paragraph info;
        strat_get_paragraph(p, i, &info);
        id_of[i] = place_of(info.id, id_names, N_IDS);
    }
    for (uint32_t i = 0; i < about.duties; i++) {
        struct strat_duty info;
        strat_get_duty(p, i, &info);
        duty_of[i] = place_of(info.name, duty_names, N_DUTIES);
        assert_true(duty_of[i] >= 0);
    }
    return 0;
}

static int tear_down(void **unused) {
    (void)unused;
    compiled_free(&policy);
    return 0;
}

static uint64_t ours(const uint64_t *set, uint32_t n, const int *of) {
    uint64_t out = 0;
    bitset_each (i, set, n) out |= of[i] < 0 ? UINT64_C(1) << 63 : UINT64_C(1) << of[i];
    return out;
}

static const char *approach_differs(const struct said *x, const struct strat_lists *is,
                                    bool plain) {
    bool shown = x->open || plain;
    unsigned verdict = x->open     ? x->before ? STRAT_VERDICT_CONDITIONAL : STRAT_VERDICT_OPEN
                       : x->closed ? STRAT_VERDICT_CLOSED
                       : plain     ? STRAT_VERDICT_DEFAULT
                                   : STRAT_VERDICT_NOT_PROVIDED;
    if (is->verdicts != 1u << verdict) return "the verdict";
    if (ours(is->basis, n_paragraphs, id_of) != (x->open ? x->basis : 0)) return "the basis";
    if (ours(is->duties, N_DUTIES, duty_of) != (shown ? x->duties : 0)) return "the duties";
    if (ours(is->before, N_DUTIES, duty_of) != (shown ? x->before : 0)) return "before";
    if (ours(is->cautions, n_paragraphs, id_of) != (shown ? x->cautions : 0)) return "the cautions";
    if ((int)is->modality != (x->open ? x->modality : 0)) return "the modality";
    return NULL;
}

static const char *whole_differs(const struct situation *s, const struct said *x) {
    int most = x[OUTREACH].open    ? OUTREACH
               : x[ASSISTING].open ? ASSISTING
                                   : LIMITED,
        now = STRAT_NONE;
    bool some = x[LIMITED].open || x[ASSISTING].open || x[OUTREACH].open;
    bool refused = !some && x[LIMITED].closed;
    for (int a = LIMITED; a <= most && !refused; a++)
        if (!x[a].closed && !x[a].before && (x[a].open || a == LIMITED)) now = a;
    unsigned status = refused          ? STRAT_REFUSED
                      : !some          ? STRAT_DEFAULT
                      : x[most].before ? STRAT_CONDITIONAL
                                       : STRAT_OPEN;
    uint64_t closers =
        (s->is[F_incompatible_interests] ? I(P4) : 0) | (s->is[F_dedicated_resources] ? I(2_1) : 0);
    if (answer.status != status) return "the status";
    if (answer.approach != (refused ? STRAT_NONE : most)) return "the approach";
    if (answer.now != now) return "now";
    if (ours(answer.lists.closed_by, n_paragraphs, id_of) != (refused ? closers : 0))
        return "what closes it";
    if ((answer.committed != 0) != (some && x[most].modality >= WILL)) return "committed";
    return NULL;
}

static void check(const struct situation *s) {
    struct said x[APPROACHES];
    const char *differs = NULL;
    strat_prepare(&work, &policy.layout->policy, &request);
    assert_int_equal(strat_decide(&work, &answer), STRAT_OK);
    if (of_the_union(s->partner)) {
        assert_int_equal(answer.status, STRAT_OUT_OF_SCOPE);
        return;
    }
    consider(s, x);
    for (int a = LIMITED; a < APPROACHES && !differs; a++)
        differs = approach_differs(&x[a], &answer.each[a], a == LIMITED && !x[a].closed);
    if (!differs) differs = whole_differs(s, x);
    if (!differs) return;
    print_error("partner=%s objective=SO%d activity=%s agreement=%d covers=%u", s->partner,
                s->objective, s->activity, s->agreement, s->covers);
    for (int i = 0; i < N_FLAGS; i++)
        if (s->is[i]) print_error(" %s", flag_names[i]);
    fail_msg("\nthe table and the document differ in %s", differs);
}

/* ---- situations ---- */

static void set_flag(struct situation *s, int flag, bool yes) {
    s->is[flag] = yes;
    request.value[flag_fact[flag]] = yes;
}

static void set_partner(struct situation *s, uint32_t value) {
    struct strat_named info;
    strat_get_value(&policy.layout->policy, partner_fact, value, &info);
    s->partner = info.name;
    request.value[partner_fact] = value;
}

static void set_activity(struct situation *s, uint32_t value) {
    struct strat_named info;
    strat_get_value(&policy.layout->policy, activity_fact, value, &info);
    s->activity = info.name;
    request.value[activity_fact] = value;
}

/* 0 and 1: nothing, a framework; from 2 on an explicit agreement, by what it covers. */
static void set_agreement(struct situation *s, unsigned n) {
    s->agreement = n < EXPLICIT ? (int)n : EXPLICIT;
    s->covers = n < EXPLICIT ? 0 : n - EXPLICIT;
    request.value[agreement_fact] = s->agreement;
    request.value[covers_fact] = s->covers;
}

enum { AGREEMENTS = 10, OBJECTIVES = 7 };

static void draw_flags(struct situation *s, uint64_t *state, int from) {
    uint64_t bits = random_next(state);
    for (int i = from; i < N_FLAGS; i++) set_flag(s, i, bits >> (i + 20) & 1);
    if (!s->is[F_develops_framework]) set_flag(s, F_binding_obligations, false);
}

/* What opens or closes, in every combination, the request of 2.2 as one; all else is drawn. */
static void every_combination(void **unused) {
    (void)unused;
    static const char *const partners[] = {
        "FR",     "BR", "RS", "UA", "NO", "WB", "EAP", "OECD", "OSCE", "NATO", "other_organisation",
        "company"};
    static const int varied[] = {
        F_within_agreement,   F_commission_request,     F_dedicated_resources,
        F_relevant,           F_incompatible_interests, F_like_minded,
        F_comparable_partner, F_key_economic_partner,   F_development_beneficiary};
    enum { VARIED = sizeof varied / sizeof *varied };
    struct situation s = {0};
    struct strat_fact partner, activity;
    uint64_t state = 2021, n = 0;
    strat_get_fact(&policy.layout->policy, partner_fact, &partner);
    strat_get_fact(&policy.layout->policy, activity_fact, &activity);
    for (uint32_t w = 0; w < partner.values; w++) {
        set_partner(&s, w);
        if (place_of(s.partner, partners, sizeof partners / sizeof *partners) < 0) continue;
        for (s.objective = 1; s.objective <= OBJECTIVES; s.objective++)
            for (uint32_t a = 0; a < activity.values; a++)
                for (unsigned g = 0; g < AGREEMENTS; g++)
                    for (unsigned set = 0; set < 2u << VARIED; set++, n++) {
                        if (is_left_out(n, 4)) continue;
                        request.value[objective_fact] = s.objective - 1;
                        set_activity(&s, a);
                        set_agreement(&s, g);
                        draw_flags(&s, &state, 0);
                        for (int i = 0; i < VARIED; i++) set_flag(&s, varied[i], set >> i & 1);
                        for (int i = 0; set >> VARIED && i < 3; i++)
                            set_flag(&s,
                                     (int[]){F_requested, F_significant_value, F_policy_aligned}[i],
                                     true);
                        check(&s);
                    }
    }
    print_message("%llu situations\n", (unsigned long long)n);
}

static void every_partner(void **unused) {
    (void)unused;
    struct situation s = {0};
    struct strat_fact partner, activity;
    uint64_t state = 12;
    strat_get_fact(&policy.layout->policy, partner_fact, &partner);
    strat_get_fact(&policy.layout->policy, activity_fact, &activity);
    assert_true(partner.values > 250);
    for (uint32_t w = 0; w < partner.values; w++)
        for (uint32_t i = 0; i < 20 * OBJECTIVES * activity.values; i++) {
            set_partner(&s, w);
            s.objective = (int)(i % OBJECTIVES) + 1;
            request.value[objective_fact] = s.objective - 1;
            set_activity(&s, i / OBJECTIVES % activity.values);
            set_agreement(&s, (unsigned)(random_next(&state) >> 30) % AGREEMENTS);
            draw_flags(&s, &state, 0);
            check(&s);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_combination),
                                       cmocka_unit_test(every_partner)};
    return cmocka_run_group_tests_name("document", tests, set_up, tear_down);
}
