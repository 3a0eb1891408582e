/* Names: the vocabulary of a model as the names and text arrays of runtime/strat.h. Inside emit/
 * only. */
#ifndef STRATC_TABLE_NAMES_H
#define STRATC_TABLE_NAMES_H

#include "model/model.h"
#include "runtime/strat.h"

/* Fills the names and text part of *policy. `number`: by fact of the model, its number in requests
 * (readings have none). */
void names_build(const struct model *m, const uint32_t *number, struct arena *a,
                 struct strat_policy *policy);

#endif
