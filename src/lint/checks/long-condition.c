/* A condition with more parts than a reader can hold at once, or one of some length that stands in
 * the policy more than once: give it a name. */
#include "lint/lint.h"

#include <string.h>

enum { MOST_PARTS = 9, REPEATED_PARTS = 3 };

static size_t count_parts(const struct cond *c) {
    size_t n = c->terms.len == 0;
    vec_each (struct cond *, term, &c->terms) n += count_parts(*term);
    return n;
}

static bool same(const struct model *m, const struct cond *x, const struct cond *y) {
    if (x->kind != y->kind || x->terms.len != y->terms.len || x->fact != y->fact ||
        x->index != y->index || x->element != y->element || x->count != y->count ||
        x->low != y->low || x->high != y->high)
        return false;
    if (x->kind == COND_IN &&
        memcmp(x->set, y->set, cond_words(&m->facts.at[x->fact]) * sizeof *x->set) != 0)
        return false;
    for (size_t i = 0; i < x->terms.len; i++)
        if (!same(m, x->terms.at[i], y->terms.at[i])) return false;
    return true;
}

void lint_long_condition(struct analysis *l, enum diag_code code) {
    struct all_written all = lint_conditions(l);
    size_t *parts = arena_array(l->arena, size_t, all.len + 1);
    bool *told = arena_array(l->arena, bool, all.len + 1); /* to stand twice */
    for (size_t i = 0; i < all.len; i++) {
        const struct cond *c = all.at[i].c;
        size_t first = 0;
        parts[i] = count_parts(c);
        if (parts[i] > MOST_PARTS && all.at[i].where != WRITTEN_DEFINITION)
            diag_report(l->d, code, c->at,
                        "this condition has %zu parts: give some of them a name with `define`",
                        parts[i]);
        while (first < i && (parts[first] != parts[i] || told[first] || parts[i] < REPEATED_PARTS ||
                             !same(l->m, all.at[first].c, c)))
            first++;
        if (first == i) continue;
        told[first] = told[i] = true;
        diag_report(l->d, code, c->at,
                    "this condition stands here a second time: give it a name with `define`");
        diag_note(l->d, all.at[first].c->at, "it stands here first");
    }
}
