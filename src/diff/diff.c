#include "diff/diff.h"

#include <string.h>

struct difference *difference_within(struct arena *a, struct subject old, struct subject new,
                                     bool readings, uint64_t max_steps) {
    struct difference *d = arena_new(a, struct difference);
    struct comparison *c = d->c = compare(a, old, new, max_steps);
    bool *all = arena_array(a, bool, c->m->model->facts.len);
    memset(all, 1, c->m->model->facts.len);
    d->readings = readings;
    d->causes = causes_of(c);
    d->groups = groups_of(c, &d->causes);
    diagram outside =
        diagram_and(c->g, c->status[OLD][STATUS_OUT_OF_SCOPE], c->status[NEW][STATUS_OUT_OF_SCOPE]);
    d->situations = diagram_count(c->g, diagram_but(c->g, c->both, outside), YES, all);
    d->differing = diagram_count(c->g, c->differs, YES, all);
    d->alike = diagram_count(c->g, c->grounds, YES, all);
    remarks_add(d);
    d->not_decided = c->g->gave_up;
    d->why = why_text(c->g->why);
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
