/*
 * Partners that no permission ever reaches: the default approach, or a refusal, is all that they
 * can get. One that a prohibition closes whenever it asks is meant to get nothing and is left out.
 */
#include "analysis/ask.h"
#include "lint/gaps.h"
#include "analysis/readings.h"
#include "analysis/seen.h"

/* Where nothing stands in the way of what was not provided for. */
static diagram unclosed(const struct decisions *d) {
    const struct model *m = d->v->model;
    diagram closed = NO;
    for (uint32_t a = 0; a < m->approaches.len; a++)
        if (m->default_approach == MODEL_NONE || m->default_approach == a)
            closed = diagram_or(d->g, closed, d->close[a]);
    return diagram_not(d->g, closed);
}

/* By its name or a group, and not to leave it out. */
struct about {
    uint32_t fact, partner;
};

static enum ask_answer speaks_of(void *context, const struct cond *c) {
    const struct about *who = context;
    if (c->kind == COND_NOT) return ASK_NOT_BELOW;
    return c->kind == COND_IN && c->fact == who->fact && cond_set_has(c->set, who->partner)
               ? ASK_FOUND
               : ASK_ON;
}

/* Whether a rule that applies to some is about it, be it about others as well: what it may use, or
 * has to do. Of whom none is about, the default approach is meant to take care. */
static bool is_spoken_of(const struct analysis *l, const struct decisions *d, uint32_t partner) {
    struct about who = {l->m->partner, partner};
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        bool closes = r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_GATE;
        if (!closes && ask_condition(l->m, r->cond, speaks_of, &who) &&
            diagram_and(d->g, ask_effect(d->v, i), ask_feasible(d)) != NO)
            return true;
    }
    return false;
}

/* Something could be open to it, and nothing ever is. */
static bool is_left_out(const struct analysis *l, const struct decisions *d, uint32_t partner,
                        diagram reached, diagram left) {
    if (l->m->facts.at[l->m->partner].values.at[partner].foreign ||
        ask_with(d->g, reached, l->m->partner, partner) != NO)
        return false;
    return ask_with(d->g, left, l->m->partner, partner) != NO &&
           (l->m->default_approach == MODEL_NONE || is_spoken_of(l, d, partner));
}

void partners_report(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    if (m->partner == MODEL_NONE || seen_permitted(l, m->partner, MODEL_NONE)) return;
    const struct decisions *d = analysis_any_reading(l);
    struct diagrams *g = d->g;
    diagram reached = diagram_and(g, ask_feasible(d), ask_permitted(d));
    diagram left = diagram_and(g, ask_feasible(d), unclosed(d));
    if (reached == NO || g->gave_up) return;
    const struct fact *partner = &m->facts.at[m->partner];
    if (partner->kind != FACT_ONE_OF ||
        g->s->first_axis[m->partner] == g->s->first_axis[m->partner + 1])
        return;
    struct words names = {0};
    struct span at = partner->id.at;
    for (uint32_t p = 0; p < partner->values.len; p++) {
        const struct declared *value = &partner->values.at[p];
        if (!is_left_out(l, d, p, reached, left)) continue;
        at = names.len ? at : value->at;
        vec_push(l->arena, &names, value->name);
    }
    if (names.len == 0 || g->gave_up) return;
    const char *who = ask_list(l->arena, &names, "and");
    if (m->default_approach == MODEL_NONE)
        diag_report(l->d, code, at,
                    "no permission ever reaches %s, whatever the other facts: the answer is always "
                    "a refusal",
                    who);
    else
        diag_report(l->d, code, at,
                    "nothing but the default approach, %s, ever reaches %s, whatever the other "
                    "facts, though rules speak of %s",
                    m->approaches.at[m->default_approach].id.name, who,
                    names.len == 1 ? "it" : "them");
    const char *them = names.len == 1 ? "it" : "them";
    if (m->default_approach == MODEL_NONE)
        diag_note(l->d, SPAN_NOWHERE,
                  "name %s in a rule that opens an approach, or in a group that such a rule names, "
                  "or take %s out of the partners",
                  them, them);
    else
        diag_note(l->d, SPAN_NOWHERE,
                  "let a rule open an approach for %s; or, if the default is meant for %s, leave "
                  "%s out of those rules",
                  them, them, them);
}
