/*
 * Partners that no permission ever reaches: a refusal is all that they can get, or the default
 * approach. One that a prohibition closes whenever it asks is meant to get nothing and is left out;
 * and so is, where there is a default approach, one of whom no rule speaks: for them it is there.
 */
#include "analysis/study.h"
#include "lint/lint.h"

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
    return c->kind == COND_IN && c->fact == who->fact && bitset_has(c->set, who->partner)
               ? ASK_FOUND
               : ASK_ON;
}

/* Whether a rule that applies to some is about it, be it about others as well: what it may use, or
 * has to do. */
static bool is_spoken_of(const struct analysis *l, const struct decisions *d, uint32_t partner) {
    struct about who = {l->m->partner, partner};
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (!rule_closes(r) && ask_condition(l->m, r->cond, speaks_of, &who) &&
            diagram_and(d->g, diagram_of_rule(d->v, i), decisions_feasible(d)) != NO)
            return true;
    }
    return false;
}

static void report(struct analysis *l, enum diag_code code, const struct told *t) {
    const char *who = ask_list(l->arena, &t->names, "and"),
               *them = t->names.len == 1 ? "it" : "them";
    if (code == DIAG_UNREACHED_PARTNER) {
        diag_report(l->d, code, t->at,
                    "no permission ever reaches %s, whatever the other facts: the answer is always "
                    "a refusal",
                    who);
        diag_note(l->d, SPAN_NOWHERE,
                  "name %s in a rule that opens an approach, or in a group that such a rule names, "
                  "or take %s out of the partners",
                  them, them);
    } else {
        diag_report(l->d, code, t->at,
                    "nothing but the default approach, %s, ever reaches %s, whatever the other "
                    "facts, though rules speak of %s",
                    l->m->approaches.at[l->m->default_approach].id.name, who, them);
        diag_note(l->d, SPAN_NOWHERE,
                  "let a rule open an approach for %s; or, if the default is meant for %s, leave "
                  "%s out of those rules",
                  them, them, them);
    }
}

void lint_unreached_partner(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    bool refused = m->default_approach == MODEL_NONE;
    if (m->partner == MODEL_NONE || refused != (code == DIAG_UNREACHED_PARTNER) ||
        seen_permitted(l, m->partner, MODEL_NONE))
        return;
    const struct decisions *d = analysis_any_reading(l);
    struct diagrams *g = d->g;
    const struct fact *partner = &m->facts.at[m->partner];
    diagram reached = diagram_and(g, decisions_feasible(d), decisions_permitted(d)),
            left = diagram_and(g, decisions_feasible(d), unclosed(d));
    if (reached == NO || g->gave_up || partner->kind != FACT_ONE_OF ||
        space_axis(g->s, m->partner) == MODEL_NONE)
        return;
    struct told t = {0};
    for (uint32_t p = 0; p < partner->values.len; p++)
        if (!partner->values.at[p].foreign && diagram_with(g, reached, m->partner, p) == NO &&
            diagram_with(g, left, m->partner, p) != NO && (refused || is_spoken_of(l, d, p)))
            lint_tell(l, &t, &partner->values.at[p]);
    if (t.names.len && !g->gave_up) report(l, code, &t);
}
