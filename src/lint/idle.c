#include "lint/idle.h"

#include "lint/ask.h"
#include "lint/readings.h"

struct idle *idle_find(struct lint *l)
{
    struct idle *x = arena_new(l->arena, struct idle);
    x->d = lint_any_reading(l);
    struct diagrams *g = x->d->g;
    x->axes = arena_array(l->arena, bool, g->s->axes.len);
    x->basis = arena_array(l->arena, bool, g->s->axes.len);
    ask_axes(g, x->d->v->possible, x->axes);
    vec_each(struct component, c, &x->d->components)
        ask_axes(g, diagram_and(g, c->is, x->d->v->possible), c->part == DECISION_BASIS ? x->basis : x->axes);
    return x;
}

static bool is_presumed_by(const struct idle *x, uint32_t fact)
{
    const struct model *m = x->d->v->model;
    vec_each(const struct fact, f, &m->facts)
        vec_each(struct presumption, p, &f->presumptions)
            if (ask_tests(m, p->when, fact))
                return true;
    return false;
}

static bool any_axis(const struct idle *x, const bool *axes, uint32_t fact)
{
    const struct space *s = x->d->g->s;
    for (uint32_t axis = s->first_axis[fact]; axis < s->first_axis[fact + 1]; axis++)
        if (axes[axis])
            return true;
    return false;
}

bool idle_fact(const struct idle *x, uint32_t fact)
{
    return !x->d->g->gave_up && !any_axis(x, x->axes, fact) && !is_presumed_by(x, fact);
}

bool idle_element(const struct idle *x, uint32_t fact, uint32_t element)
{
    const struct space *s = x->d->g->s;
    for (uint32_t axis = s->first_axis[fact]; axis < s->first_axis[fact + 1]; axis++)
        if (s->axes.at[axis].element == element && !s->axes.at[axis].others)
            return !x->d->g->gave_up && !x->axes[axis] && !is_presumed_by(x, fact);
    return false;
}

const char *idle_but(const struct idle *x, uint32_t fact)
{
    return any_axis(x, x->basis, fact) ? ", only which paragraphs it is said to rest on" : "";
}
