/*
 * Order: in which order diagrams ask for the axes. Those that stand together in cubes should be
 * near each other: then what is decided by some of them is done with before the next are looked at.
 */
#ifndef STRATC_SPACE_ORDER_H
#define STRATC_SPACE_ORDER_H

#include "space/clauses.h"

/* Every axis of the space, once; in memory of `a`. */
const uint32_t *order_of_axes(const struct space *s, const struct clause_set *clauses,
                              struct arena *a);

/* By axis its place in an order that diagrams do better with than with the declared one; NULL where
 * that is good enough. */
const uint32_t *order_for_diagrams(const struct space *s, const struct clause_set *clauses,
                                   struct arena *a);

#endif
