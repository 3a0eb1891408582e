/*
 * Stated: a request as a person types it, on the command line, and as it is shown again.
 *
 * Facts as fact=value, `fact` for yes, `not fact` for no; blanks around the sign, a comma and a
 * blank between facts, and whether all of it is one argument or many does not matter; a comma
 * without a blank is between the values of a set. What the programs print can be typed.
 */
#ifndef STRAT_EVALUATOR_CLI_STATED_H
#define STRAT_EVALUATOR_CLI_STATED_H

#include "evaluator/core/engine.h"

/* What people type that is wrong in a way of its own, beside the fault. */
enum ev_slip {
    EV_NO_SLIP,
    EV_NO_VALUE,    /* a fact that is no yes-or-no fact stands without a value */
    EV_VALUE_ALONE, /* what is no fact is the value of one, which is the fault's fact */
    EV_ONE_VALUE,   /* a choice is given twice */
    EV_SET_AGAIN,   /* a set is given twice: a shell makes two arguments of set={a,b} */
    EV_THOUSANDS    /* a number with a comma */
};

/* One statement that is not as it should be. */
typedef void ev_wrong(void *context, const struct ev_fault *fault, enum ev_slip slip);

/* What is wrong and what to type, for a person. In the request is what was said of a set so far. */
void ev_say_slip(struct ev_out *out, const struct ev_engine *e, const struct ev_fault *fault,
                 enum ev_slip slip);

/* Fills e->request from n words, and `not_known` with a bit for each fact=?, which states nothing;
 * NULL: there is no such thing. False if any is wrong; each of these was handed to wrong(), in
 * their order. Or there was no memory, and *no_memory is set. */
bool ev_read_stated(struct ev_engine *e, char *const *words, int n, uint64_t *not_known,
                    ev_wrong *wrong, void *context, bool *no_memory);

/* Why a request was not decided, for a person; where it cannot be, but could with another value
 * than is taken for a fact, that this is to be stated. */
void ev_say_undecided(struct ev_out *out, struct ev_engine *e, const struct ev_fault *fault);

#endif
