#include "analysis/idle.h"

#include "analysis/study.h"
#include "space/ask.h"

#include <string.h>

/* What making a clause counts: there are many policies to be made where a large one has many groups
 * or definitions. */
enum { STEPS_OF_CLAUSE = 64 };

struct idle *idle_find(struct analysis *l) {
    struct idle *x = arena_new(l->arena, struct idle);
    x->d = analysis_any_reading(l);
    struct diagrams *g = x->d->g;
    x->axes = arena_array(l->arena, bool, g->s->axes.len);
    x->grounds = arena_array(l->arena, bool, g->s->axes.len);
    if (seen_facts(l)) {
        memset(x->axes, true, g->s->axes.len * sizeof *x->axes);
        return x;
    }
    diagram_support(g, x->d->v->possible, x->axes);
    vec_each (struct component, c, &x->d->components)
        diagram_support(g, diagram_and(g, c->is, x->d->v->possible),
                        c->part < DECISION_GROUNDS ? x->axes : x->grounds);
    return x;
}

bool idle_is_presumed_by(const struct model *m, uint32_t fact) {
    vec_each (const struct fact, f, &m->facts)
        vec_each (struct presumption, p, &f->presumptions)
            if (ask_tests(m, p->when, fact)) return true;
    return false;
}

bool idle_rule_asks(const struct model *m, const struct rule *r, ask_look *look, void *context) {
    return ask_condition(m, r->cond, look, context) ||
           (r->meet && ask_condition(m, r->meet, look, context));
}

bool idle_is_asked(const struct rule_set *rules, ask_look *look, void *context) {
    const struct model *m = rules->model;
    bool asked = ask_condition(m, m->scope, look, context);
    vec_each (struct rule, r, &rules->rules) asked = asked || idle_rule_asks(m, r, look, context);
    vec_each (struct assume, x, &m->assumes)
        asked = asked && !ask_condition(m, x->cond, look, context);
    vec_each (const struct fact, f, &m->facts)
        vec_each (struct presumption, p, &f->presumptions)
            asked = asked && !ask_condition(m, p->when, look, context);
    return asked;
}

static bool any_axis(const struct idle *x, const bool *axes, uint32_t fact) {
    const struct space *s = x->d->g->s;
    for (uint32_t axis = s->first_axis[fact]; axis < s->first_axis[fact + 1]; axis++)
        if (axes[axis]) return true;
    return false;
}

bool idle_fact(const struct idle *x, uint32_t fact) {
    return !x->d->g->gave_up && !any_axis(x, x->axes, fact) &&
           !idle_is_presumed_by(x->d->v->model, fact);
}

bool idle_element(const struct idle *x, uint32_t fact, uint32_t element) {
    uint32_t axis = space_element_axis(x->d->g->s, fact, element);
    return axis != MODEL_NONE && !x->d->g->gave_up && !x->axes[axis] &&
           !idle_is_presumed_by(x->d->v->model, fact);
}

const char *idle_but(const struct idle *x, uint32_t fact) {
    return any_axis(x, x->grounds, fact) ? ", only the paragraphs that it names" : "";
}

static bool same_part(const struct decisions *x, const struct decisions *y,
                      const struct component *c) {
    diagram other = decisions_component(y, c->part, c->index, c->approach);
    return c->part >= DECISION_GROUNDS ||
           diagram_and(x->g, diagram_differ(x->g, c->is, other), x->v->possible) == NO;
}

/* As far as `most`: components are in the order of their parts. What one has and the other has not
 * is NO there. */
static bool same_parts(const struct decisions *x, const struct decisions *y,
                       enum decision_part most) {
    vec_each (const struct component, c, &x->components)
        if (c->part <= most && !same_part(x, y, c)) return false;
    vec_each (const struct component, c, &y->components)
        if (c->part <= most && !same_part(y, x, c)) return false;
    return true;
}

static void free_arena(void *a) { arena_free(a); }

/* What is asked of one policy of many is not kept: their clauses would be gigabytes. */
bool idle_change(const struct decisions *d, cond_change *change, void *context) {
    struct arena *kept = d->g->arena, *own = arena_new(kept, struct arena);
    struct space axes = *d->g->s;
    struct model m;
    arena_init(own, kept->on_oom);
    arena_at_free(kept, free_arena, own);
    const struct rule_set *rules = rules_rewritten(own, d->v->clauses->rules, &m, change, context);
    axes.arena = own;
    const struct clause_set *clauses = clause_set_build(space_share(&axes, rules), rules, NULL);
    diagrams_work(d->g, STEPS_OF_CLAUSE * clauses->list.len);
    struct decisions *changed = decisions_new(version_new(d->g, clauses), NULL, false);
    bool same = same_parts(d, changed, DECISION_MUST);
    if (same) {
        decisions_add_lists(changed);
        same = same_parts(d, changed, DECISION_CAUTION) && !d->g->gave_up;
    }
    arena_free(own);
    return same;
}
