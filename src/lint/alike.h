/* Values of a fact that no decision tells apart, however the open questions of reading are read. */
#ifndef STRATC_LINT_ALIKE_H
#define STRATC_LINT_ALIKE_H

#include "lint/lint.h"

struct alike;

/* For a fact that is `one of`. */
struct alike *alike_of(struct analysis *l, uint32_t fact);

/* Whether every decision, but for its basis, is the same with the one value and with the other, all
 * other facts as they are; and so is what is assumed and presumed. Never once it was given up. */
bool alike_values(struct alike *x, uint32_t value, uint32_t other);

#endif
