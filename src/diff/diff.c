#include "diff/diff.h"

struct difference *difference_within(struct arena *a, struct subject old, struct subject new,
                                     bool readings, uint64_t max_steps) {
    struct difference *d = arena_new(a, struct difference);
    struct comparison *c = d->c = compare(a, old, new, max_steps);
    struct diagrams *g = c->g;
    d->readings = readings;
    d->causes = causes_of(c);
    d->groups = groups_of(c, &d->causes);
    diagram outside =
        diagram_and(g, c->status[OLD][STATUS_OUT_OF_SCOPE], c->status[NEW][STATUS_OUT_OF_SCOPE]);
    d->situations = diagram_count(g, diagram_but(g, c->both, outside), YES, c->every_fact);
    d->differing = diagram_count(g, c->differs, YES, c->every_fact);
    d->alike = diagram_count(g, c->grounds, YES, c->every_fact);
    remarks_add(d);
    d->not_decided = g->gave_up;
    d->why = why_text(g->why);
    return d;
}

struct difference *difference_of(struct arena *a, struct subject old, struct subject new,
                                 bool readings) {
    return difference_within(a, old, new, readings, COMPARE_STEPS);
}

bool differs(const struct difference *d) {
    bool any = d->groups.len > 0;
    vec_each (struct remark, r, &d->remarks) any = any || r->counts;
    return any;
}
