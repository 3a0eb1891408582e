/*
 * Cover: a diagram as few cubes.
 *
 * A diagram that has to be exact in some situations only (the rest are free: nobody asks there) is
 * written as cubes, each as large as it can be, none of which can be left out. Not always the
 * fewest possible, which nobody knows how to find quickly, but few: after R. K. Brayton and others,
 * Logic Minimization Algorithms for VLSI Synthesis, 1984 (expand and irredundant), with diagrams to
 * ask whether a cube lies inside.
 */
#ifndef STRATC_SPACE_COVER_H
#define STRATC_SPACE_COVER_H

#include "space/diagram.h"

/*
 * Cubes, without literals, that together are YES wherever `on` is and nowhere that `within` is not;
 * `on` must lie within `within`. False: more than `most` would be needed, or the diagrams gave up.
 */
bool diagram_cover(struct diagrams *g, diagram on, diagram within, size_t most,
                   struct cubes *cover);

/* YES inside the cube. */
diagram diagram_of_cube(struct diagrams *g, const struct cube *cube);

#endif
