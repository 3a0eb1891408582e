/*
 * A definition that rules use, though no decision depends on it: were it always true, or never,
 * every decision would be the same. What only an assumption or a presumption uses is left alone: it
 * helps to tell what was not stated.
 */
#include "lint/lint.h"
#include "analysis/idle.h"

static struct rule_set *with_meaning(struct arena *a, const struct rule_set *rules, uint32_t define,
                                     bool yes) {
    struct model *m = analysis_model(a, rules->model, READINGS_AS_TAKEN, NULL);
    m->defines.at[define].means = cond_constant(a, yes, SPAN_NOWHERE);
    return analysis_rules(a, rules, m);
}

static enum ask_answer is_definition(void *context, const struct cond *c) {
    return c->kind == COND_DEFINE && c->index == *(const uint32_t *)context ? ASK_FOUND : ASK_ON;
}

void lint_idle_definition(struct analysis *l, enum diag_code code) {
    const struct decisions *d = analysis_any_reading(l);
    const struct rule_set *rules = d->v->clauses->rules;
    for (uint32_t i = 0; i < l->m->defines.len && !d->g->gave_up; i++) {
        const struct declared *define = &l->m->defines.at[i].id;
        if (!define->foreign && idle_is_asked(l->rules, is_definition, &i) &&
            idle_change(d, with_meaning(l->arena, rules, i, true)) &&
            idle_change(d, with_meaning(l->arena, rules, i, false)))
            diag_report(
                l->d, code, define->at,
                "rules use the definition %s, but it changes no decision: were it always true, or "
                "never, every answer would be the same; remove it, or mend those rules",
                define->name);
    }
}
