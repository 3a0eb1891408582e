/*
 * Random policies that compile, one after the other:
 *
 *     struct policies all = {.n = policies_to_try(POLICIES), .make = random_policy};
 *     while (next_policy(&all)) check(&all.c, all.seed, all.p.text);
 */
#ifndef TESTS_PROPS_EACH_POLICY_H
#define TESTS_PROPS_EACH_POLICY_H

#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

struct policies {
    uint64_t n, seed; /* the last one, from 1; that of the policy */
    void (*make)(struct random_policy *p, uint64_t seed);
    struct random_policy p;
    struct compiled c; /* until the next one */
    bool open;
    size_t accepted;
};

/* False: there are no more. */
static inline bool next_policy(struct policies *all) {
    if (all->open) compiled_free(&all->c);
    all->open = false;
    while (all->seed < all->n) {
        all->make(&all->p, ++all->seed);
        all->open = compile_text_using(&all->c, all->p.text, all->p.used);
        all->accepted += all->open;
        if (all->open) return true;
        compiled_free(&all->c);
    }
    return false;
}

#endif
