/*
 * Cases: a set of situations as few cubes that a person can read.
 */
#ifndef STRATC_DIFF_CASES_H
#define STRATC_DIFF_CASES_H

#include "space/diagram.h"

/*
 * Cubes that together cover `where`, none of which can be left out, each as wide as `allowed` lets
 * it be (`allowed` holds wherever `where` does; elsewhere it says what nobody minds). The facts in
 * `last` are narrowed before the others: they are what a reader looks for. At most `most` cubes:
 * *rest is what they leave (NO: nothing).
 */
struct cubes cases_of(struct diagrams *g, diagram where, diagram allowed, const bool *last,
                      size_t most, diagram *rest);

/* The smallest cube around `where`, without the limits that go without
 * saying where `minded` holds. */
struct cube case_around(struct diagrams *g, diagram where, diagram minded, const bool *last);

/* What the case says beyond the head: its limits where they are narrower, met with the head's. */
struct cube case_beyond(struct diagrams *g, const struct cube *cube, const struct cube *head);

/* YES in the cube (its limits; cubes of conditions may have literals too, these not). */
diagram case_diagram(struct diagrams *g, const struct cube *cube);

#endif
