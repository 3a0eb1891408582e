/*
 * Search: a situation that lies in one box and outside others, found by cutting the box up.
 *
 * Where diagrams of a whole policy grow too large, because its rules have nothing to do with one
 * another, what a single rule adds to the others is mostly found in a few cuts. The other way
 * round, that there is no such situation, is left to diagrams: what is not found is not decided
 * here.
 */
#ifndef STRATC_SPACE_SEARCH_H
#define STRATC_SPACE_SEARCH_H

#include "space/diagram.h"

struct search {
    const struct version *v;
    struct bit_numbers avoid; /* outside the boxes of all of these */
    struct bit_numbers some;  /* inside the box of at least one of these, if there are any */
    uint64_t max_steps;       /* how often a box may be held against another */
};

/* Whether there is such a situation in `box`, and its class on each axis. False: none was found.
 * Literals of boxes, and the steps, are passed over: look with outcome_at() whether the situation
 * is as wanted. */
bool search_box(const struct search *q, const struct box *box, uint32_t *point);

#endif
