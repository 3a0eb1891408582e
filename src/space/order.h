/*
 * Order: in which order diagrams ask for the axes. Those that stand together in cubes should be
 * near each other: then what is decided by some of them is done with before the next are looked at.
 */
#ifndef STRATC_SPACE_ORDER_H
#define STRATC_SPACE_ORDER_H

#include "space/clauses.h"

/* Every axis of the space, once; in memory of `a`. */
const uint32_t *axis_order(const struct space *s, const struct clause_set *clauses,
                           struct arena *a);

/* How far the cubes of an order reach, where `rank` says by axis at which place it stands: over all
 * of them, from their first axis to their last; and `most`: of how many some are on this side of a
 * place and some on the other. */
struct reach {
    uint64_t all;
    uint32_t most;
};
struct reach order_reach(const struct space *s, const struct clause_set *clauses,
                         const uint32_t *rank, struct arena *a);

#endif
