/* Values of a fact that decisions tell apart, or do not. */
#ifndef STRATC_LINT_ALIKE_H
#define STRATC_LINT_ALIKE_H

#include "lint/lint.h"

struct alike {
    const struct decisions *d;
    uint32_t axis, classes;
    diagram *fixed; /* by component, then class; last, what is possible; each when asked for */
    bool presumed;  /* a presumption asks for the fact */
};

/* For a fact that is `one of`. */
struct alike *alike_of(struct analysis *l, const struct decisions *d, uint32_t fact);

uint32_t alike_class(const struct alike *x, uint32_t value);

/* Where the component differs between two classes of the fact, both of them possible and all other
 * facts as they are. */
diagram alike_differ(struct alike *x, size_t component, uint32_t class, uint32_t other);

/* Whether every decision, but for its basis, is the same with the one value and with the other; and
 * so is what is assumed and presumed. Never once it was given up. */
bool alike_values(struct alike *x, uint32_t value, uint32_t other);

#endif
