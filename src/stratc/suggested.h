/* Suggested: examples that would exercise what none does, written as
 * the author would write them. */
#ifndef STRATC_STRATC_SUGGESTED_H
#define STRATC_STRATC_SUGGESTED_H

#include "table/layout.h"
#include "analysis/exercise.h"

/* Ready to paste; what each expects is what the table decides. */
void suggested_print(FILE *out, const struct exercise *e, const struct suggestions *all,
                     const struct layout *layout);

#endif
