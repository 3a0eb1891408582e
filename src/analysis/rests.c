#include "analysis/rests.h"

enum { MOST_DEFINED = 4096 };

struct rests {
    struct study *st;
    struct arena *arena;
    const struct cond *list;
    struct cond **tree; /* `and`, `or`: a binary tree, its root at 1, whose leaves are the terms;
                           NULL where there is none */
    size_t leaves;
    struct cond **before, **behind; /* `at least N of`: by number of terms * (count + 1) + k: at
                                       least k of the first, of the last so many terms */
};

static struct cond *defined(struct rests *r, struct cond *means) {
    struct study *st = r->st;
    struct cond *c = cond_new(r->arena, COND_DEFINE, means->at);
    c->index = (uint32_t)(st->m->defines.len + st->defines.len);
    vec_push(r->arena, &st->defines,
             ((struct define){.id = {.name = "", .at = means->at}, .means = means}));
    return c;
}

static struct cond *joined(struct rests *r, enum cond_kind kind, struct cond *x, struct cond *y) {
    if (!x || !y) return x ? x : y;
    return cond_two(r->arena, kind, r->list->at, x, y);
}

/* ---- and, or ---- */

static void halve(struct rests *r) {
    size_t n = r->list->terms.len;
    r->leaves = 1;
    while (r->leaves < n) r->leaves *= 2;
    r->tree = arena_array(r->arena, struct cond *, 2 * r->leaves);
    for (size_t i = 0; i < n; i++) r->tree[r->leaves + i] = r->list->terms.at[i];
    for (size_t i = r->leaves; i-- > 1;) {
        struct cond *x = r->tree[2 * i], *y = r->tree[2 * i + 1];
        r->tree[i] = x && y ? defined(r, joined(r, r->list->kind, x, y)) : x;
    }
}

static struct cond *beside(struct rests *r, size_t at) {
    struct cond *rest = cond_new(r->arena, r->list->kind, r->list->at);
    for (size_t i = r->leaves + at; i > 1; i /= 2)
        if (r->tree[i ^ 1]) vec_push(r->arena, &rest->terms, r->tree[i ^ 1]);
    return rest;
}

/* ---- at least N of ---- */

/* by k: at least k of these and of one term more */
static void count_on(struct rests *r, struct cond **to, struct cond *const *from, struct cond *term,
                     size_t count) {
    to[0] = from[0];
    for (size_t k = 1; k <= count; k++)
        to[k] = defined(r, joined(r, COND_OR, from[k], joined(r, COND_AND, term, from[k - 1])));
}

static void count_all(struct rests *r) {
    size_t n = r->list->terms.len, count = r->list->count, row = count + 1;
    r->before = arena_array(r->arena, struct cond *, n * row);
    r->behind = arena_array(r->arena, struct cond *, n * row);
    for (size_t k = 0; k <= count; k++)
        r->before[k] = r->behind[k] = cond_constant(r->arena, k == 0, r->list->at);
    for (size_t i = 0; i + 1 < n; i++) {
        count_on(r, r->before + (i + 1) * row, r->before + i * row, r->list->terms.at[i], count);
        count_on(r, r->behind + (i + 1) * row, r->behind + i * row, r->list->terms.at[n - 1 - i],
                 count);
    }
}

static struct cond *count_others(struct rests *r, size_t at, size_t count) {
    size_t row = r->list->count + 1;
    struct cond *some = cond_new(r->arena, COND_OR, r->list->at);
    for (size_t k = 0; k <= count; k++)
        vec_push(r->arena, &some->terms,
                 joined(r, COND_AND, r->before[at * row + k],
                        r->behind[(r->list->terms.len - 1 - at) * row + count - k]));
    return some;
}

/* ---- any of them ---- */

struct rests *rests_new(struct study *st, const struct cond *list) {
    struct rests *r = arena_new(st->l->arena, struct rests);
    *r = (struct rests){.st = st, .arena = st->l->arena, .list = list};
    if (list->kind != COND_COUNT)
        halve(r);
    else if (rests_few(r))
        count_all(r);
    return r;
}

bool rests_few(const struct rests *r) {
    return r->list->kind != COND_COUNT || r->list->terms.len * r->list->count <= MOST_DEFINED;
}

void rests_of(struct rests *r, size_t at, struct cond *rest[2]) {
    bool counts = r->list->kind == COND_COUNT;
    rest[0] = counts ? count_others(r, at, r->list->count) : beside(r, at);
    rest[1] = counts ? count_others(r, at, r->list->count - 1) : NULL;
}
