#include "lint/lint.h"

#include "base/list.h"

#include <inttypes.h>

/* What one check may ask of a set of diagrams. Of more rules than that, where they were not decided
 * in every situation, nothing is asked that takes all of them: most of it would be given up, after
 * minutes. */
enum { CHECK_STEPS = 60000000, MOST_NOTES = 4, MOST_RULES = 4096, NOT_BEGUN = WHYS };

static const struct {
    enum diag_code code;
    lint_check *run;
} checks[] = {
#define CODE(number, identifier, slug, severity, on, summary)
#define LINT(number, identifier, check, slug, severity, on, summary) \
    {DIAG_##identifier, lint_##check},
#include "diag/codes.def"
#undef CODE
};

void lint_one(struct analysis *l, enum diag_code code) {
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (checks[i].code == code) checks[i].run(l, code);
}

/* ---- what was not decided ---- */

/* The sets of diagrams that checks may ask: of the policy, of the study, of open readings; NULL
 * where there is none yet, or it is the same as another. */
enum { SETS = 3 };

static void find_sets(const struct analysis *l, struct diagrams *sets[SETS]) {
    sets[0] = l->v->g;
    sets[1] = l->study ? l->study->g : NULL;
    sets[2] = l->any_reading && l->any_reading->g != l->v->g ? l->any_reading->g : NULL;
}

/* Runs a check; false where something that it asked was given up, and why. */
static bool run(struct analysis *l, enum diag_code code, enum why *why) {
    const bool whole[SETS] = {l->whole, true, l->any_whole};
    struct diagrams *sets[SETS];
    bool gave_up[SETS] = {false};
    uint64_t asked[SETS] = {0};
    find_sets(l, sets);
    for (int i = 0; i < SETS; i++) {
        if (!sets[i]) continue;
        if (whole[i]) diagrams_ask(sets[i], analysis_steps(l, CHECK_STEPS));
        gave_up[i] = sets[i]->gave_up;
        asked[i] = sets[i]->asked;
    }
    lint_one(l, code);
    find_sets(l, sets);
    for (int i = 0; i < SETS; i++)
        if (sets[i] && sets[i]->gave_up && (!gave_up[i] || sets[i]->asked > asked[i])) {
            *why = sets[i]->why;
            return false;
        }
    return true;
}

/* `given_up`: slugs by reason; NOT_BEGUN too. */
static void report_checks(struct analysis *l, const struct words *given_up) {
    for (int why = 0; why <= NOT_BEGUN; why++) {
        const struct words *slugs = &given_up[why];
        const char *all = list_in_words(l->arena, slugs->at, slugs->len, ", ");
        if (slugs->len && why == NOT_BEGUN)
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "this policy has more than %d rules, and %s, so these checks, which go "
                        "over all situations, were not begun: %s",
                        MOST_RULES, why_text(l->v->g->why), all);
        else if (slugs->len)
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "this policy has %s, so these checks were given up, and that they found "
                        "nothing more means nothing: %s",
                        why_text((enum why)why), all);
    }
}

static void report_parts(struct analysis *l, const struct study *st) {
    for (int why = 0; why < WHYS; why++)
        if (st->parts_for[why])
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "of %zu parts of conditions it was not decided, for %" PRIu32
                        ", whether they have an effect: the policy has %s",
                        st->parts.len, st->parts_for[why], why_text((enum why)why));
    if (st->parts_too_long)
        diag_report(l->d, DIAG_NOT_DECIDED, st->too_long_at,
                    "whether each of these has an effect was not decided: `at least N of` a list "
                    "as long as this one has too many to leave each of them out in turn");
}

static void report_rules(struct analysis *l) {
    const struct study *st = l->study;
    if (st && !st->can)
        diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                    "whether its rules have an effect was not decided: what is possible and in "
                    "scope has %s",
                    why_text(st->g->why));
    if (!st || !st->verdicts) return;
    report_parts(l, st);
    for (int why = 0; why < WHYS; why++)
        if (st->rules_for[why])
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "of %zu rules it was not decided, for %" PRIu32
                        ", whether they have an effect: the policy has %s",
                        l->rules->rules.len, st->rules_for[why], why_text((enum why)why));
    uint32_t shown = 0;
    for (uint32_t r = 0; r < l->rules->rules.len && shown < MOST_NOTES; r++)
        if (st->verdicts[r].kind == RULE_UNDECIDED && ++shown)
            diag_note(l->d, l->rules->rules.at[r].at, "here in %s",
                      lint_block(l, &l->rules->rules.at[r]));
    if (shown < st->rules_undecided)
        diag_note(l->d, SPAN_NOWHERE, "and %" PRIu32 " more", st->rules_undecided - shown);
}

/* ---- the run ---- */

static bool is_of_situations(enum diag_code code) {
    return diag_infos[code].number > diag_infos[DIAG_NO_SITUATION].number &&
           diag_infos[code].number < 3000;
}

void lint_run(struct analysis *l, const struct diag_options *o) {
    struct words given_up[NOT_BEGUN + 1] = {0};
    /* A policy without any situation decides nothing: that is said once (no-situation), not of each
     * rule and fact. */
    bool pointless = l->whole && decisions_feasible(l->all) == NO;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        enum diag_code code = checks[i].code;
        bool of_situations = is_of_situations(code);
        enum why why = WHY_KINDS;
        if (diag_option_as(o, code) == SHOWN_NOT || (of_situations && pointless)) continue;
        bool too_many = of_situations && !l->whole && l->rules->rules.len > MOST_RULES;
        if (too_many || !run(l, code, &why))
            vec_push(l->arena, &given_up[too_many ? (int)NOT_BEGUN : (int)why],
                     diag_infos[code].slug);
    }
    lint_gather_causes(l);
    report_checks(l, given_up);
    report_rules(l);
}
