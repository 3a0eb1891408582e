#include "diff/diff.h"

struct difference *difference_of(struct arena *a, const struct rule_set *old,
                                 const struct rule_set *new, bool readings, uint64_t max_steps) {
    struct difference *d = arena_new(a, struct difference);
    *d = (struct difference){.arena = a, .readings = readings, .own = {old, new}};
    find_items(d);
    merge(d);
    ask_undone(d);
    compare(d, max_steps);
    find_causes(d);
    find_groups(d);
    diagram outside =
        diagram_and(d->g, d->status[OLD][STATUS_OUT_OF_SCOPE], d->status[NEW][STATUS_OUT_OF_SCOPE]);
    d->situations = diagram_count(d->g, diagram_but(d->g, d->both, outside), YES, d->every_fact);
    d->differing = diagram_count(d->g, d->differs, YES, d->every_fact);
    d->alike = diagram_count(d->g, d->grounds, YES, d->every_fact);
    find_remarks(d);
    d->not_decided = d->g->gave_up;
    d->why = why_text(d->g->why);
    return d;
}

bool differs(const struct difference *d, bool wording) {
    bool any = d->groups.len > 0 || (wording && d->remarks.len > 0) ||
               (wording && !d->readings && d->causes.len > 0);
    vec_each (struct remark, r, &d->remarks) any = any || r->counts;
    return any;
}
