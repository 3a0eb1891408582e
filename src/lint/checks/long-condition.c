/* A condition with more parts than a reader can hold at once, or one of some length that stands in
 * the policy more than once: give it a name. */
#include "lint/conditions.h"

#include <string.h>

enum { MOST_PARTS = 9, REPEATED_PARTS = 3 };

struct seen {
    const struct cond *c;
    size_t parts;
    bool told;
};

struct search {
    struct analysis *l;
    struct all_seen VEC(struct seen) all;
};

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

static void visit(void *context, const struct cond *c, enum written_in where,
                  enum ast_qualifier_kind qualifier) {
    struct search *s = context;
    size_t parts = count_parts(c);
    (void)qualifier;
    if (parts > MOST_PARTS && where != IN_DEFINITION)
        diag_report(s->l->d, DIAG_LONG_CONDITION, c->at,
                    "this condition has %zu parts: give some of them a name with `define`", parts);
    vec_each (struct seen, x, &s->all) {
        if (parts < REPEATED_PARTS || x->parts != parts || x->told || !same(s->l->m, x->c, c))
            continue;
        x->told = true;
        diag_report(s->l->d, DIAG_LONG_CONDITION, c->at,
                    "this condition stands here a second time: give it a name with `define`");
        diag_note(s->l->d, x->c->at, "it stands here first");
        return;
    }
    vec_push(s->l->arena, &s->all, ((struct seen){c, parts, false}));
}

void lint_long_condition(struct analysis *l) {
    struct search s = {.l = l};
    conditions_each(l, visit, &s);
}
