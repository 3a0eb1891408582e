/*
 * Outcome: what a policy decides in one situation, told from its clauses. The plain twin of the
 * decisions, for a look at single situations.
 */
#ifndef STRATC_SPACE_OUTCOME_H
#define STRATC_SPACE_OUTCOME_H

#include "space/diagram.h"

struct outcome {
    bool possible, in_scope, by_default, refused, conditional;
    uint32_t permit, open, used, start;     /* approaches */
    int modality;                           /* -1: nothing is open */
    uint64_t *duties, *before;              /* rows of duties */
    uint64_t *cautions, *closed_by, *basis; /* rows of the outline */
    const uint64_t *rows; /* by axis and class: the clauses that it does not rule out; NULL where
                             looking at each clause is quicker */
};

struct outcome *outcome_new(const struct version *v);

/* `point`: a class on each axis. `without`: clauses taken out of the policy, or NULL. */
void outcome_at(const struct version *v, const uint64_t *without, const uint32_t *point,
                struct outcome *o);

/* Two outcomes of versions of one model: whether they differ in anything before the basis. */
bool outcomes_differ(const struct version *v, const struct outcome *x, const struct outcome *y);

#endif
