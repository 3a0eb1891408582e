/* Conditions: what makes one anew, and whether a test of one fact holds. */
#include "model/model.h"

struct cond *cond_new(struct arena *a, enum cond_kind kind, struct span at) {
    struct cond *c = arena_new(a, struct cond);
    c->kind = kind;
    c->at = at;
    return c;
}

struct cond *cond_constant(struct arena *a, bool holds, struct span at) {
    struct cond *c = cond_new(a, COND_TRUE, at);
    return holds ? c : cond_not(a, c);
}

struct cond *cond_not(struct arena *a, struct cond *c) {
    struct cond *result = cond_new(a, COND_NOT, c->at);
    vec_push(a, &result->terms, c);
    return result;
}

struct cond *cond_two(struct arena *a, enum cond_kind kind, struct span at, struct cond *x,
                      struct cond *y) {
    struct cond *c = cond_new(a, kind, at);
    vec_push(a, &c->terms, x);
    vec_push(a, &c->terms, y);
    return c;
}

struct cond *cond_all(struct arena *a, const struct conds *terms, struct span at) {
    if (terms->len == 1) return terms->at[0];
    struct cond *c = cond_new(a, terms->len ? COND_AND : COND_TRUE, at);
    c->terms = *terms;
    return c;
}

static struct cond *test(struct arena *a, enum cond_kind kind, uint32_t fact, struct span at) {
    struct cond *c = cond_new(a, kind, at);
    c->fact = fact;
    return c;
}

struct cond *cond_in(struct arena *a, uint32_t fact, const uint64_t *set, struct span at) {
    struct cond *c = test(a, COND_IN, fact, at);
    c->set = set;
    return c;
}

struct cond *cond_yes(struct arena *a, uint32_t fact, struct span at) {
    static const uint64_t yes = 2; /* bit 1: the value 1 */
    return cond_in(a, fact, &yes, at);
}

struct cond *cond_range(struct arena *a, uint32_t fact, int64_t low, int64_t high, struct span at) {
    struct cond *c = test(a, COND_RANGE, fact, at);
    c->low = low;
    c->high = high;
    return c;
}

struct cond *cond_includes(struct arena *a, uint32_t fact, uint32_t element, struct span at) {
    struct cond *c = test(a, COND_INCLUDES, fact, at);
    c->element = element;
    return c;
}

struct cond *cond_of_qualifier(struct arena *a, const struct qualifier *q) {
    return q->kind == AST_UNLESS ? cond_not(a, q->cond) : q->cond;
}

bool cond_test(const struct cond *c, int64_t value) {
    switch (c->kind) {
    case COND_IN: return bitset_has(c->set, (uint64_t)value);
    case COND_RANGE: return c->low <= value && value <= c->high;
    case COND_INCLUDES: return (uint64_t)value >> c->element & 1;
    case COND_EMPTY: return value == 0;
    default: return true;
    }
}
