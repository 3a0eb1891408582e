/*
 * Cover: a diagram as few boxes.
 *
 * A diagram that has to be exact in some situations only (the rest are free: nobody asks there) is
 * written as boxes, each as large as it can be, none of which can be left out. Not always the
 * fewest possible, which nobody knows how to find quickly, but few: after R. K. Brayton and others,
 * Logic Minimization Algorithms for VLSI Synthesis, 1984 (expand and irredundant), with diagrams to
 * ask whether a box lies inside.
 */
#ifndef STRATC_SPACE_COVER_H
#define STRATC_SPACE_COVER_H

#include "space/diagram.h"

/*
 * Boxes, without literals, that together are YES wherever `on` is and nowhere that `within` is not;
 * `on` must lie within `within`. False: more than `most` would be needed, or the diagrams gave up.
 */
bool diagram_cover(struct diagrams *g, diagram on, diagram within, size_t most,
                   struct boxes *cover);

/* YES inside the box. */
diagram diagram_of_box(struct diagrams *g, const struct box *box);

#endif
