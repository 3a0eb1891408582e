/*
 * Order: in which order diagrams of what is unknown in a request ask for the axes. Those that stand together in boxes should be near each other: then
 * what is decided by some of them is done with before the next are looked at.
 */
#ifndef STRATC_EMIT_ORDER_H
#define STRATC_EMIT_ORDER_H

#include "space/bits.h"

/* Every axis of the space, once. */
const uint32_t *axis_order(const struct space *s, const struct bits *bits);

#endif
