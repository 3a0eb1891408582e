/*
 * Cases: a set of situations as few cubes that a person can read.
 */
#ifndef STRATC_DIFF_CASES_H
#define STRATC_DIFF_CASES_H

#include "space/cover.h"

/* The smallest cube around `where`, without the limits that go without
 * saying where `minded` holds. */
struct cube case_around(struct diagrams *g, diagram where, diagram minded, const bool *last);

/* What the case says beyond the head: its limits where they are narrower, met with the head's. */
struct cube case_beyond(struct diagrams *g, const struct cube *cube, const struct cube *head);

#endif
