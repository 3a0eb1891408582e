/*
 * Cover: a diagram as few cubes.
 *
 * A diagram that has to be exact in some situations only (the rest are free: nobody asks there) is
 * written as cubes, each as large as it can be (a prime implicant), none of which can be left out.
 * Not always the fewest possible, which nobody knows how to find quickly, but few: after R. K.
 * Brayton and others, Logic Minimization Algorithms for VLSI Synthesis, 1984 (expand and
 * irredundant), with diagrams to ask whether a cube lies inside.
 */
#ifndef STRATC_SPACE_COVER_H
#define STRATC_SPACE_COVER_H

#include "space/diagram.h"

/*
 * For tables: cubes, without literals, that together are YES wherever `on` is and nowhere that
 * `within` is not; `on` must lie within `within`. Of each the axes that it tests are few. False:
 * more than `most` would be needed, or the diagrams gave up.
 */
bool diagram_cover(struct diagrams *g, diagram on, diagram within, size_t most,
                   struct cubes *cover);

/*
 * For people: the same cubes, of which each covers as many situations more as it can, with one
 * stretch of a number or date. The facts in `last` are narrowed before the others: they are what a
 * reader looks for. At most `most` cubes: *rest is what they leave (NO: nothing).
 */
struct cubes diagram_cases(struct diagrams *g, diagram on, diagram within, const bool *last,
                           size_t most, diagram *rest);

#endif
