/*
 * What to ask for first: the worth of a fact that is not known (ask.c).
 */
#ifndef STRAT_WORTH_H
#define STRAT_WORTH_H

#include "runtime/private.h"

/* Whether it makes a difference alone; how many outcomes the least helpful answer leaves; how many
 * of its values settle the outcome, of how many that some completion gives it (2^64 are 0). Both
 * may be divided by what all its values have in common. */
struct strat_worth {
    int alone;
    uint64_t most, settling, given;
};

/* Of a fact of which one value in a class stands for `n`: how many that are of class c. */
STRAT_LOCAL uint64_t strat_i_values_of_class(const struct strat_state *s, uint32_t axis,
                                             uint32_t c);

/* Puts a fact into the list where the less helpful begin, with s->worth beside it; equals stay in
 * the order of declaration. */
STRAT_LOCAL void strat_i_put_by_worth(struct strat_state *s, uint32_t *facts, uint32_t *n,
                                      uint32_t fact, const struct strat_worth *w);

#endif
