#include "analysis/analysis.h"

bool analysis_gave_up(struct diags *d, struct span at, const char *what, const struct diagrams *g) {
    if (g->gave_up)
        diag_report(d, DIAG_NOT_DECIDED, at, "%s was not decided: the policy has %s", what,
                    why_text(g->why));
    return g->gave_up;
}

static uint64_t times_larger(const struct analysis *l) {
    return diagrams_times(l->rules->rules.len);
}

/* All of it together grows less: nothing is to take longer than a minute. */
static uint64_t all_steps(const struct analysis *l) {
    enum { MOST_TIMES_ALL = 3 };
    return ALL_STEPS * (times_larger(l) < MOST_TIMES_ALL ? times_larger(l) : MOST_TIMES_ALL);
}

uint64_t analysis_steps(const struct analysis *l, uint64_t steps) {
    return steps * times_larger(l);
}

void analysis_bound(struct analysis *l, struct diagrams *g, uint64_t steps) {
    diagrams_bound(g, steps, l->rules->rules.len);
    g->work = &l->work;
}

void analysis_decide(struct analysis *l, const struct clause_set *clauses, struct diagrams *g) {
    /* Most of it stays for what is asked later, or is not spent: what has to be given up is not to
     * take a minute first. */
    const uint64_t all = all_steps(l), first = all / 3;
    l->work.left = first;
    analysis_bound(l, g, g->max_steps);
    diagrams_ask(g, analysis_steps(l, WHOLE_STEPS));
    l->v = version_new(g, clauses);
    l->all = decisions_new(l->v, NULL, true);
    l->whole = !g->gave_up;
    l->work.left += all - first;
}

/* ---- readings ---- */

static bool has_readings(const struct model *m) {
    vec_each (const struct fact, f, &m->facts)
        if (f->source == FACT_READING) return true;
    return false;
}

struct model *analysis_model(struct arena *a, const struct model *m, enum readings readings,
                             const struct defines *more) {
    struct model *copy = arena_new(a, struct model);
    *copy = *m;
    copy->facts.at = arena_array(a, struct fact, m->facts.len);
    for (size_t f = 0; f < m->facts.len; f++) {
        struct fact *fact = &copy->facts.at[f];
        *fact = m->facts.at[f];
        if (fact->source != FACT_READING || readings == READINGS_AS_TAKEN) continue;
        fact->source = FACT_ASKED;
        if (readings == READINGS_OPEN) continue;
        fact->has_default = true;
        fact->default_value = fact->taken;
    }
    copy->defines = (struct defines){0};
    vec_each (struct define, d, &m->defines) vec_push(a, &copy->defines, *d);
    for (size_t i = 0; more && i < more->len; i++) vec_push(a, &copy->defines, more->at[i]);
    return copy;
}

struct rule_set *analysis_rules(struct arena *a, const struct rule_set *rules,
                                const struct model *m) {
    struct rule_set *set = arena_new(a, struct rule_set);
    *set = *rules;
    set->model = m;
    return set;
}

const struct decisions *analysis_decisions(struct analysis *l, const struct rule_set *rules,
                                           uint64_t steps) {
    struct space *s = space_build(rules, l->arena);
    struct diagrams *g = diagrams_new(s, LINT_STEPS);
    analysis_bound(l, g, LINT_STEPS);
    diagrams_ask(g, analysis_steps(l, steps));
    return decisions_new(version_new(g, clause_set_build(s, rules, NULL)), NULL, true);
}

const struct decisions *analysis_any_reading(struct analysis *l) {
    if (l->any_reading || !l->whole || !has_readings(l->m)) {
        l->any_reading = l->any_reading ? l->any_reading : l->all;
        return l->any_reading;
    }
    const struct model *open = analysis_model(l->arena, l->m, READINGS_OPEN, NULL);
    l->any_reading = analysis_decisions(l, analysis_rules(l->arena, l->rules, open), WHOLE_STEPS);
    l->any_whole = !l->any_reading->g->gave_up;
    return l->any_reading;
}
