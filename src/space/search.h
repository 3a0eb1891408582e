/*
 * Search: a situation that lies in one cube and outside others, found by cutting the cube up.
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
    struct clause_numbers avoid; /* outside the cubes of all of these */
    struct clause_numbers some;  /* inside the cube of at least one of these, if there are any */
    uint64_t max_steps;          /* how often a cube may be held against another */
};

/* Whether there is such a situation in `cube`, and its class on each axis. False: none was found.
 * Literals of cubes, and the steps, are passed over: look with outcome_at() whether the situation
 * is as wanted. */
bool search_cube(const struct search *q, const struct cube *cube, uint32_t *point);

#endif
