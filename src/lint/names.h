/* All names of a policy that its author chose. */
#ifndef STRATC_LINT_NAMES_H
#define STRATC_LINT_NAMES_H

#include "lint/lint.h"

struct chosen {
    const struct declared *id;
    const char *what; /* "the fact" */
    uint32_t fact; /* of a value: its fact; else MODEL_NONE, as all other names share one space */
};
struct chosen_names VEC(struct chosen);

/* In the order of their kinds, then of declaration. Values of readings and of `objective` among
 * them. */
struct chosen_names names_chosen(struct analysis *l);

#endif
