/*
 * Domain: the values of a fact that stand for all others.
 *
 * Two values of a fact are alike when no condition of the policy tells them apart. For numbers and dates the representatives are
 * the lower bound and both sides of every constant; for a one-of fact the first value of each class; sets list all subsets of the
 * elements that some condition names. Exact: a decision is the same for alike values.
 */
#ifndef STRATC_RULES_DOMAIN_H
#define STRATC_RULES_DOMAIN_H

#include "rules/rules.h"

struct domain {
    int64_t *at;     /* the representatives, rising */
    size_t len;
    bool too_large;  /* a set with over 16 elements that are told apart: not listed */
};

/* One domain a fact of the model; a reading has just the value taken. */
struct domain *domains_of(const struct rule_set *rules, struct arena *a);

/* Calls visit() for each condition that tests a fact (IN, RANGE, INCLUDES, EMPTY) anywhere in the policy: rules, scope,
 * assumptions, presumptions, definitions, and `done when` facts (as IN). */
void each_test(const struct rule_set *rules, struct arena *a, void (*visit)(void *context, const struct cond *test), void *context);

#endif
