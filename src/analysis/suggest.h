/*
 * Suggest: examples that would exercise what none exercises yet, each needed.
 */
#ifndef STRATC_ANALYSIS_SUGGEST_H
#define STRATC_ANALYSIS_SUGGEST_H

#include "analysis/exercise.h"

struct suggestion {
    struct request request; /* states no more than it needs */
    struct indices
        meets;    /* the goals that it exercises, of those that no example of the policy does */
    uint32_t own; /* the first of them that no other suggestion exercises */
};
struct suggestions VEC(struct suggestion);

/* All goals missing are met by one of these, and leaving one out would leave a goal unmet. Each
 * decides (status and approach). They stand in the order of the goals that only they meet. Check
 * e->g->gave_up afterwards. */
struct suggestions suggest_examples(struct exercise *e);

#endif
