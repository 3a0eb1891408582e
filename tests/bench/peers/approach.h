/*
 * What decides the approach, as conditions on facts alone: readings as taken, definitions,
 * priorities and "applies" written out. It is what a programmer would have before him who writes
 * the policy's approach as code of his own; every rival of the benchmark is made from it.
 */
#ifndef TESTS_BENCH_PEERS_APPROACH_H
#define TESTS_BENCH_PEERS_APPROACH_H

#include "rules/rules.h"

struct opening {
    uint32_t block;
    struct cond *when;
};

struct approach_rules {
    uint32_t approach;
    struct conds closes; /* where one of these holds, the approach is closed */
    struct openings VEC(struct opening)
        opens; /* never needed (and so empty) for a default that is the least of all */
};

struct approach_order {
    const struct model *model;
    struct arena *arena;
    struct cond *scope;
    struct approaches_down VEC(struct approach_rules) down; /* the most committed first */
    struct conds fallback; /* where one of these holds, the default is closed */
};

/* Of a ranked policy. */
struct approach_order approach_order_of(const struct rule_set *rules, struct arena *a);

/* The same where one more fact has this value. */
struct approach_order approach_order_where(const struct approach_order *o, uint32_t fact,
                                           int64_t value);

bool cond_never(const struct cond *c);
static inline bool cond_always(const struct cond *c) { return c->kind == COND_TRUE; }

/* Whether any condition of the whole tests the fact. */
bool approach_order_tests(const struct approach_order *o, uint32_t fact);

#endif
