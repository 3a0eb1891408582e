/* Situations in the policy's own words. */
#ifndef STRATC_LINT_SITUATION_H
#define STRATC_LINT_SITUATION_H

#include "model/model.h"

/* "partner = UA, objective = SO1, not requested": the facts in `named` that are not at their defaults, as the rest goes without saying; all of them where
 * there is no such fact. */
const char *situation_text(struct arena *a, const struct model *m, const int64_t *situation, const bool *named);

/* The same as part of a sentence: "where partner = UA, not requested", or "whatever the facts". */
const char *situation_where(struct arena *a, const struct model *m, const int64_t *situation, const bool *named);

#endif
