/* Facts of which more leads to less. */
#ifndef STRATC_LINT_MONOTONE_H
#define STRATC_LINT_MONOTONE_H

#include "lint/lint.h"

/* Reports where a situation with `more` as the value of the fact is decided for less than the same
 * with `less`: a lower approach, or a lower one that may start now (unranked: one less). True where
 * that was found. */
bool monotone_report(struct analysis *l, enum diag_code code, uint32_t fact, int64_t less,
                     int64_t more);

/* Whether somewhere it is the other way round: `more` is decided for more. */
bool monotone_rises(struct analysis *l, uint32_t fact, int64_t less, int64_t more);

#endif
