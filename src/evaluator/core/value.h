/*
 * Value: from text to the value of a fact, and back.
 */
#ifndef STRAT_EVALUATOR_CORE_VALUE_H
#define STRAT_EVALUATOR_CORE_VALUE_H

#include "evaluator/core/fault.h"

/* "0.00 to 5000.00 EUR" */
void ev_range_say(struct ev_out *out, const struct strat_fact *fact);

/* The value of a fact as text on the command line or in a CSV field says it. True; or false, and
 * *fault says why not. */
bool ev_value_read(const struct ev_vocabulary *v, uint32_t fact, const char *text, size_t length,
                   int64_t *value, struct ev_fault *fault);

/* The value of a fact as ev_value_read() would take it. */
void ev_value_say(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value);

#endif
