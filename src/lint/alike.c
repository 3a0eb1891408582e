#include "lint/lint.h"

#include "analysis/idle.h"

#define NOT_YET (NODE_BASE - 1)

struct alike *alike_of(struct analysis *l, const struct decisions *d, uint32_t fact) {
    struct alike *x = arena_new(l->arena, struct alike);
    const struct space *s = d->g->s;
    x->d = d;
    x->presumed = idle_is_presumed_by(l->m, fact);
    x->axis = space_axis(s, fact);
    x->classes = space_classes(s, x->axis);
    size_t n = (d->components.len + 1) * x->classes;
    x->fixed = arena_array(l->arena, diagram, n);
    for (size_t i = 0; i < n; i++) x->fixed[i] = NOT_YET;
    return x;
}

uint32_t alike_class(const struct alike *x, uint32_t value) {
    return x->classes == 1 ? 0 : space_class(x->d->g->s, x->axis, value);
}

static diagram fixed(struct alike *x, size_t component, uint32_t class) {
    diagram *is = &x->fixed[component * x->classes + class];
    diagram of =
        component < x->d->components.len ? x->d->components.at[component].is : x->d->v->possible;
    if (*is == NOT_YET) *is = diagram_cofactor(x->d->g, of, x->axis, class);
    return *is;
}

static diagram possible(struct alike *x, uint32_t class) {
    return fixed(x, x->d->components.len, class);
}

diagram alike_differ(struct alike *x, size_t component, uint32_t class, uint32_t other) {
    struct diagrams *g = x->d->g;
    return diagram_and(g, diagram_and(g, possible(x, class), possible(x, other)),
                       diagram_differ(g, fixed(x, component, class), fixed(x, component, other)));
}

bool alike_values(struct alike *x, uint32_t value, uint32_t other) {
    uint32_t c = alike_class(x, value), e = alike_class(x, other);
    if (c == e) return true;
    if (x->presumed || possible(x, c) != possible(x, e)) return false;
    for (size_t i = 0; i < x->d->components.len; i++)
        if (x->d->components.at[i].part < DECISION_GROUNDS && alike_differ(x, i, c, e) != NO)
            return false;
    return !x->d->g->gave_up;
}
