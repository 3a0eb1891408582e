#include "lint/lint.h"

#include "analysis/study.h"

#include <inttypes.h>

/* What one check may ask of a set of diagrams. Of more rules than that nothing is asked that takes
 * all situations: what a study of them keeps would be gigabytes, and most of its questions would be
 * given up. */
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

/* The diagrams of the run, each set of them once: what checks ask of all situations. */
struct sets {
    struct diagrams *at[3];
    bool whole[3]; /* the decisions of the policy were not given up */
    bool gave_up[3];
    uint64_t asked[3];
};

static struct sets sets_of(const struct analysis *l) {
    struct sets s = {.at = {l->v->g}, .whole = {l->whole}};
    int n = 1;
    if (l->study) {
        s.at[n] = l->study->g;
        s.whole[n++] = true;
    }
    if (l->any_reading && l->any_reading->g != l->v->g) {
        s.at[n] = l->any_reading->g;
        s.whole[n] = l->any_whole;
    }
    for (int i = 0; i < 3 && s.at[i]; i++) {
        s.asked[i] = s.at[i]->asked;
        s.gave_up[i] = s.at[i]->gave_up;
    }
    return s;
}

/* Runs a check; false where something that it asked was given up, and why. */
static bool run(struct analysis *l, enum diag_code code, enum why *why) {
    struct sets before = sets_of(l);
    for (int i = 0; i < 3 && before.at[i]; i++)
        if (before.whole[i]) diagrams_ask(before.at[i], CHECK_STEPS);
    before = sets_of(l);
    lint_one(l, code);
    struct sets after = sets_of(l);
    for (int i = 0; i < 3; i++)
        if (after.at[i] && after.at[i]->gave_up &&
            (!before.gave_up[i] || after.asked[i] > before.asked[i])) {
            *why = after.at[i]->why;
            return false;
        }
    return true;
}

/* `given_up`: by reason; NOT_BEGUN too. */
static void tell_checks(struct analysis *l, const struct words *given_up) {
    for (int why = 0; why <= NOT_BEGUN; why++) {
        const char *all = "";
        vec_each (const char *, slug, &given_up[why])
            all = arena_printf(l->arena, "%s%s%s", all, *all ? ", " : "", *slug);
        if (why == NOT_BEGUN && *all)
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "this policy has more than %d rules, so these checks, which go over all "
                        "situations, were not begun: %s",
                        MOST_RULES, all);
        else if (*all)
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "this policy has %s, so these checks were given up, and that they found "
                        "nothing more means nothing: %s",
                        why_text((enum why)why), all);
    }
}

static void tell_parts(struct analysis *l, const struct study *st) {
    for (int why = 0; why < WHYS; why++)
        if (st->parts_for[why])
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "of %zu parts of conditions it was not decided, for %" PRIu32
                        ", whether they have an effect: the policy"
                        " has %s",
                        st->parts.len, st->parts_for[why], why_text((enum why)why));
    if (st->parts_too_long)
        diag_report(l->d, DIAG_NOT_DECIDED, st->too_long_at,
                    "whether each of these has an effect was not decided: `at least N of` a list "
                    "as long as this one"
                    " has too many to leave each of them out in turn");
}

static void tell_rules(struct analysis *l) {
    const struct study *st = l->study;
    if (st && !st->can)
        diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                    "whether its rules have an effect was not decided: what is possible and in "
                    "scope has %s",
                    why_text(st->g->why));
    if (!st || !st->verdicts) return;
    tell_parts(l, st);
    uint32_t shown = 0;
    for (int why = 0; why < WHYS; why++)
        if (st->rules_for[why])
            diag_report(l->d, DIAG_NOT_DECIDED, l->m->at,
                        "of %zu rules it was not decided, for %" PRIu32
                        ", whether they have an effect: the policy has %s",
                        l->rules->rules.len, st->rules_for[why], why_text((enum why)why));
    for (uint32_t r = 0; st->rules_undecided && r < l->rules->rules.len && shown < MOST_NOTES; r++)
        if (st->verdicts[r].kind == RULE_UNDECIDED && ++shown)
            diag_note(l->d, l->rules->rules.at[r].at, "here in %s",
                      l->m->blocks.at[l->rules->rules.at[r].block].id.name);
    if (shown < st->rules_undecided)
        diag_note(l->d, SPAN_NOWHERE, "and %" PRIu32 " more", st->rules_undecided - shown);
}

/* ---- the run ---- */

static bool is_of_situations(enum diag_code code) {
    return diag_infos[code].number > diag_infos[DIAG_NO_SITUATION].number &&
           diag_infos[code].number < 3000;
}

/* A policy without any situation decides nothing: that is said once (no-situation), not of each
 * rule and fact. */
static bool is_beside_the_point(const struct analysis *l, enum diag_code code) {
    return is_of_situations(code) && l->whole && decisions_feasible(l->all) == NO;
}

void lint_run(struct analysis *l, const struct diag_options *o) {
    struct words given_up[NOT_BEGUN + 1] = {0};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (diag_option_as(o, checks[i].code) == SHOWN_NOT ||
            is_beside_the_point(l, checks[i].code))
            continue;
        bool too_many = is_of_situations(checks[i].code) && l->rules->rules.len > MOST_RULES;
        enum why why = WHY_KINDS;
        if (too_many || !run(l, checks[i].code, &why))
            vec_push(l->arena, &given_up[too_many ? (int)NOT_BEGUN : (int)why],
                     diag_infos[checks[i].code].slug);
    }
    tell_checks(l, given_up);
    tell_rules(l);
}
