/* Values of facts in JSON, as requests have them. */
#ifndef STRATC_MODEL_JSON_H
#define STRATC_MODEL_JSON_H

#include "base/json.h"
#include "model/model.h"

/* true, "UA", ["a","b"], 2.50, "2025-01-01". */
void fact_value_json(struct json *w, const char *key, const struct fact *f, int64_t value);

#endif
