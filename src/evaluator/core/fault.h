/*
 * Fault: what is wrong with a request, and the sentence that says so to its author. And the values
 * of facts, which are where most faults are.
 */
#ifndef STRAT_EVALUATOR_CORE_FAULT_H
#define STRAT_EVALUATOR_CORE_FAULT_H

#include "evaluator/core/vocabulary.h"

enum ev_code {
    EV_FINE,
    EV_SYNTAX,
    EV_NOT_AN_OBJECT,
    EV_DUPLICATE_KEY,
    EV_UNKNOWN_FACT,
    EV_UNKNOWN_VALUE,
    EV_BAD_TYPE,
    EV_OUT_OF_RANGE,
    EV_IMPOSSIBLE,
    EV_TOO_DEEP,
    EV_TOO_LONG,
    EV_NOT_DECIDED
};

struct ev_fault {
    enum ev_code code;
    int32_t fact;         /* a fact, EV_ID, or EV_NO_FACT */
    struct ev_span name;  /* UNKNOWN_FACT: the name that was given */
    struct ev_span value; /* UNKNOWN_VALUE and the like: the value that was given */
    const char *why; /* SYNTAX, TOO_LONG, NOT_DECIDED: what exactly, to be read after "line 3: " and
                        the like */
    size_t byte;     /* SYNTAX: where in the line, from 1; 0 where that says nothing */
    bool decimals;   /* BAD_TYPE: a number, but with more decimals than the fact has */
    int32_t assume;  /* IMPOSSIBLE: an assumption, or -1 */
    const uint32_t *state; /* NOT_DECIDED: n_state facts that would help most */
    uint32_t n_state;
    bool at_bound; /* NOT_DECIDED: a larger bound would help, too */
};

const char *ev_code_name(enum ev_code code);

/* Whether `fact` goes with errors of this code. */
bool ev_code_has_fact(enum ev_code code);

/* The message, escaped as out->escape says: what is wrong, and what would be right. In JSON values
 * are spelled as JSON does, else as a person does: yes, no, a|b. */
void ev_fault_say(struct ev_out *out, const struct ev_vocabulary *v, const struct ev_fault *fault);

/* "AD, AE, AF and 258 more" */
void ev_values_say(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                   uint32_t at_most);

/* ---- value.c: from text to the value of a fact, and back ---- */

/* "0.00 to 5000.00 EUR" */
void ev_range_say(struct ev_out *out, const struct strat_fact *fact);

/* The value of a fact as text on the command line or in a CSV field says it. True; or false, and
 * *fault says why not. `spoken`: by a person, who may write a value by its label, the values of a
 * set as { a, b } or a, b, and Yes. */
bool ev_value_read(const struct ev_vocabulary *v, uint32_t fact, const char *text, size_t length,
                   bool spoken, int64_t *value, struct ev_fault *fault);

/* The value of a fact as ev_value_read() would take it from a person. */
void ev_value_say(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value);

#endif
