/*
 * A definition that rules use, though no decision depends on it: were it always true, or never,
 * every decision would be the same. What only an assumption or a presumption uses is left alone: it
 * helps to tell what was not stated.
 */
#include "lint/lint.h"
#include "analysis/idle.h"

static enum ask_answer is_definition(void *context, const struct cond *c) {
    return c->kind == COND_DEFINE && c->index == *(const uint32_t *)context ? ASK_FOUND : ASK_ON;
}

static struct cond *always(struct arena *a, void *context, struct cond *c) {
    return is_definition(context, c) == ASK_FOUND ? cond_constant(a, true, c->at) : c;
}

static struct cond *never(struct arena *a, void *context, struct cond *c) {
    return is_definition(context, c) == ASK_FOUND ? cond_constant(a, false, c->at) : c;
}

void lint_idle_definition(struct analysis *l, enum diag_code code) {
    const struct decisions *d = analysis_any_reading(l);
    for (uint32_t i = 0; i < l->m->defines.len && !d->g->gave_up; i++) {
        const struct declared *define = &l->m->defines.at[i].id;
        if (!define->foreign && idle_is_asked(l->rules, is_definition, &i) &&
            idle_change(d, always, &i) && idle_change(d, never, &i))
            diag_report(
                l->d, code, define->at,
                "rules use the definition %s, but it changes no decision: were it always true, or "
                "never, every situation would be decided alike; remove it, or mend those rules",
                define->name);
    }
}
