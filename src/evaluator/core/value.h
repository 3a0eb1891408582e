/*
 * Value: from text to the value of a fact, and back.
 */
#ifndef STRAT_EVALUATOR_CORE_VALUE_H
#define STRAT_EVALUATOR_CORE_VALUE_H

#include "evaluator/core/fault.h"

/* A JSON number, exactly: EV_FINE, EV_OUT_OF_RANGE, or EV_BAD_TYPE for more decimals than the fact
 * has. Zeros at the end of the decimals do not count; no exponent is too large to be handled. */
enum ev_code ev_number_read(const char *s, const char *end, const struct strat_fact *fact,
                            int64_t *value);

/* "0.00 to 5000.00 EUR" */
void ev_range_say(struct ev_out *out, const struct strat_fact *fact);

/* The value of a fact as text on the command line or in a CSV field says it. True; or false, and
 * *fault says why not. */
bool ev_value_read(const struct ev_vocabulary *v, uint32_t fact, const char *text, size_t length,
                   int64_t *value, struct ev_fault *fault);

/* The value of a fact as ev_value_read() would take it. */
void ev_value_say(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value);

#endif
