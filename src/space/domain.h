/*
 * Domain: the values of a fact that stand for all others.
 *
 * Two values of a fact are alike when no condition of the policy tells them apart. For numbers and
 * dates the representatives are the lower bound and both sides of every constant; for a one-of fact
 * the first value of each class; sets list all subsets of the elements that some condition names.
 * Exact: a decision is the same for alike values.
 */
#ifndef STRATC_SPACE_DOMAIN_H
#define STRATC_SPACE_DOMAIN_H

#include "rules/rules.h"

struct domain {
    int64_t *at; /* the representatives, rising */
    size_t len;
    uint32_t
        *class_of;   /* FLAG, ONE_OF: by value, the index in `at` of the value that stands for it */
    uint64_t named;  /* SET_OF: the elements that some condition names */
    uint64_t others; /* SET_OF: where a condition asks "is empty": one element for all those not
                        named, or 0 */
    bool too_large;  /* SET_OF: over 16 elements are told apart: `at` is not listed */
};

/* One domain a fact of the model; a reading has just the value taken. */
struct domain *domains_of(const struct rule_set *rules, struct arena *a);

#endif
