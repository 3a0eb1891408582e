/*
 * A definition that rules use, though no decision depends on it: were it always true, or never,
 * every decision would be the same. What only an assumption or a presumption uses is left alone: it
 * helps to tell what was not stated.
 */
#include "lint/lint.h"
#include "analysis/idle.h"
#include "analysis/readings.h"

static struct rule_set *with_meaning(struct arena *a, const struct rule_set *rules, uint32_t define,
                                     bool yes) {
    struct model *m = arena_new(a, struct model);
    struct rule_set *set = arena_new(a, struct rule_set);
    *m = *rules->model;
    m->defines.at = arena_array(a, struct define, m->defines.len);
    for (size_t i = 0; i < m->defines.len; i++) m->defines.at[i] = rules->model->defines.at[i];
    m->defines.at[define].means = cond_constant(a, yes, SPAN_NOWHERE);
    *set = *rules;
    set->model = m;
    return set;
}

static enum ask_answer is_definition(void *context, const struct cond *c) {
    const uint32_t *define = context;
    return c->kind == COND_DEFINE && c->index == *define ? ASK_FOUND : ASK_ON;
}

static bool uses(const struct model *m, const struct cond *c, uint32_t define) {
    return ask_condition(m, c, is_definition, &define);
}

static bool helps_to_tell(const struct model *m, uint32_t define) {
    vec_each (struct assume, x, &m->assumes)
        if (uses(m, x->cond, define)) return true;
    vec_each (const struct fact, f, &m->facts)
        vec_each (struct presumption, p, &f->presumptions)
            if (uses(m, p->when, define)) return true;
    return false;
}

static bool is_asked(const struct analysis *l, uint32_t define) {
    vec_each (struct rule, r, &l->rules->rules)
        if (uses(l->m, r->cond, define) || (r->meet && uses(l->m, r->meet, define))) return true;
    return uses(l->m, l->m->scope, define);
}

void lint_idle_definition(struct analysis *l, enum diag_code code) {
    const struct decisions *d = analysis_any_reading(l);
    for (uint32_t i = 0; i < l->m->defines.len && !d->g->gave_up; i++) {
        const struct declared *define = &l->m->defines.at[i].id;
        if (define->foreign || !is_asked(l, i) || helps_to_tell(l->m, i)) continue;
        const struct rule_set *rules = d->v->clauses->rules;
        if (idle_change(d, with_meaning(l->arena, rules, i, true)) &&
            idle_change(d, with_meaning(l->arena, rules, i, false)))
            diag_report(
                l->d, code, define->at,
                "rules use the definition %s, but it changes no decision: were it always true, or"
                " never, every answer would be the same; remove it, or mend those rules",
                define->name);
    }
}
