#include "space/domain.h"

#include "base/bitset.h"

#include <stdlib.h>
#include <string.h>

struct tests VEC(const struct cond *);

struct gathering {
    struct arena *arena;
    struct tests *of; /* by fact */
};

static void add(struct gathering *g, const struct cond *test) {
    vec_push(g->arena, &g->of[test->fact], test);
}

static void gather(struct gathering *g, const struct cond *c) {
    if (cond_is_test(c)) add(g, c);
    vec_each (struct cond *, term, &c->terms) gather(g, *term);
}

/* Each condition that tests a fact anywhere in the policy: rules, scope, assumptions, presumptions,
 * definitions, and `done when` facts. */
static void gather_all(struct gathering *g, const struct rule_set *rules) {
    const struct model *m = rules->model;
    vec_each (struct rule, r, &rules->rules) {
        gather(g, r->cond);
        if (r->meet) gather(g, r->meet);
    }
    gather(g, m->scope);
    vec_each (struct assume, assume, &m->assumes) gather(g, assume->cond);
    vec_each (struct define, define, &m->defines) gather(g, define->means);
    vec_each (struct duty, duty, &m->duties)
        if (duty->done) add(g, duty->done);
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        vec_each (struct presumption, p, &fact->presumptions) gather(g, p->when);
        if (fact->source == FACT_JUDGEMENT) /* it can be reversed: its two values always differ */
            add(g, cond_yes(g->arena, f, fact->id.at));
    }
}

static int rising(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The lower bound, the low end of each range, and what follows its high end. */
static void cut(const struct fact *f, const struct tests *tests, struct domain *d,
                struct arena *a) {
    d->at = arena_array(a, int64_t, 2 * tests->len + 1);
    d->at[d->len++] = f->low;
    vec_each (const struct cond *, t, tests) {
        if ((*t)->low > f->low && (*t)->low <= f->high) d->at[d->len++] = (*t)->low;
        if ((*t)->high < f->high && (*t)->high >= f->low) d->at[d->len++] = (*t)->high + 1;
    }
    qsort(d->at, d->len, sizeof *d->at, rising);
    size_t kept = 1;
    for (size_t i = 1; i < d->len; i++)
        if (d->at[i] != d->at[kept - 1]) d->at[kept++] = d->at[i];
    d->len = kept;
}

/* By refinement: values start in one class; each test splits the classes that it divides. */
static void classes(const struct fact *f, const struct tests *tests, struct domain *d,
                    struct arena *a) {
    size_t n = f->kind == FACT_FLAG ? 2 : f->values.len;
    uint32_t *class = arena_array(a, uint32_t, n), *split = arena_array(a, uint32_t, n + 1);
    uint32_t count = 1;
    vec_each (const struct cond *, t, tests) {
        memset(split, 0xff, (n + 1) * sizeof *split);
        uint8_t *inside = arena_array(a, uint8_t, count), *outside = arena_array(a, uint8_t, count);
        for (size_t v = 0; v < n; v++)
            *(cond_test(*t, (int64_t)v) ? &inside[class[v]] : &outside[class[v]]) = 1;
        for (size_t v = 0; v < n; v++) {
            uint32_t c = class[v];
            if (!inside[c] || !outside[c] || !cond_test(*t, (int64_t)v)) continue;
            if (split[c] == UINT32_MAX) split[c] = count++;
            class[v] = split[c];
        }
        if (count == n) break;
    }
    d->at = arena_array(a, int64_t, n);
    d->class_of = class;
    uint32_t *number =
        arena_array(a, uint32_t, count); /* of a class, from 1, in the order of first values */
    for (size_t v = 0; v < n; v++) {
        if (number[class[v]] == 0) {
            d->at[d->len++] = (int64_t)v;
            number[class[v]] = (uint32_t)d->len;
        }
        class[v] = number[class[v]] - 1;
    }
}

static void subsets(const struct fact *f, const struct tests *tests, struct domain *d,
                    struct arena *a) {
    uint64_t named = 0;
    bool empty = false;
    vec_each (const struct cond *, t, tests) {
        if ((*t)->kind == COND_INCLUDES)
            named |= UINT64_C(1) << (*t)->element;
        else
            empty = true;
    }
    /* "is empty" tells the empty set from one with an element that no condition names: the first
     * such element stands for all. */
    uint64_t all = f->values.len >= 64 ? UINT64_MAX : (UINT64_C(1) << f->values.len) - 1;
    uint64_t unnamed = all & ~named;
    d->named = named;
    d->others = empty ? unnamed & (~unnamed + 1) : 0;
    named |= d->others;
    size_t elements = bitset_count(&named, 1);
    if (elements > 16) {
        d->too_large = true;
        return;
    }
    d->at = arena_array(a, int64_t, (size_t)1 << elements);
    uint64_t subset = 0;
    do {
        d->at[d->len++] = (int64_t)subset;
        subset = (subset - named) & named; /* the next subset of `named`, in rising order */
    } while (subset);
}

struct domain *domains_of(const struct rule_set *rules, struct arena *a) {
    const struct model *m = rules->model;
    struct gathering g = {.arena = a, .of = arena_array(a, struct tests, m->facts.len)};
    gather_all(&g, rules);
    struct domain *domains = arena_array(a, struct domain, m->facts.len);
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        const struct tests *tests = &g.of[f];
        struct domain *d = &domains[f];
        if (fact->source == FACT_READING) {
            d->at = arena_new(a, int64_t);
            d->at[d->len++] = fact->taken;
        } else if (fact->kind == FACT_NUMBER || fact->kind == FACT_DATE) {
            cut(fact, tests, d, a);
        } else if (fact->kind == FACT_SET_OF) {
            subsets(fact, tests, d, a);
        } else {
            classes(fact, tests, d, a);
        }
    }
    return domains;
}
