#include "lint/alike.h"

#include "analysis/ask.h"
#include "analysis/idle.h"
#include "analysis/readings.h"

#define NOT_YET (NODE_BASE - 1)

struct alike {
    const struct decisions *d;
    uint32_t axis, classes;
    diagram *held; /* by component, then class */
    bool presumed; /* a presumption asks for the fact */
};

struct alike *alike_of(struct analysis *l, uint32_t fact) {
    struct alike *x = arena_new(l->arena, struct alike);
    x->d = analysis_any_reading(l);
    x->presumed = idle_is_presumed_by(l->m, fact);
    const struct space *s = x->d->g->s;
    x->axis = s->first_axis[fact];
    x->classes = x->axis < s->first_axis[fact + 1] ? s->axes.at[x->axis].classes : 1;
    size_t n = x->d->components.len * x->classes;
    x->held = arena_array(l->arena, diagram, n);
    for (size_t i = 0; i < n; i++) x->held[i] = NOT_YET;
    return x;
}

static diagram held(struct alike *x, size_t component, uint32_t class) {
    diagram *is = &x->held[component * x->classes + class];
    if (*is == NOT_YET) *is = ask_held(x->d->g, x->d->components.at[component].is, x->axis, class);
    return *is;
}

static uint32_t class_of(const struct alike *x, uint32_t value) {
    return x->classes == 1 ? 0 : space_class(x->d->g->s, x->axis, value);
}

bool alike_values(struct alike *x, uint32_t value, uint32_t other) {
    struct diagrams *g = x->d->g;
    uint32_t c = class_of(x, value), e = class_of(x, other);
    if (c == e) return true;
    diagram possible = ask_held(g, x->d->v->possible, x->axis, c);
    if (x->presumed || possible != ask_held(g, x->d->v->possible, x->axis, e)) return false;
    for (size_t i = 0; i < x->d->components.len; i++)
        if (x->d->components.at[i].part < DECISION_BASIS &&
            diagram_and(g, possible, diagram_differ(g, held(x, i, c), held(x, i, e))) != NO)
            return false;
    return !g->gave_up;
}
