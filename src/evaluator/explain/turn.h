/*
 * Turn: what of the rules hangs on one fact. Of a policy with thousands of them few do on each, so
 * which these are is looked up: conditions that test it, what is made of these, and the rules that
 * ask for them.
 */
#ifndef STRAT_EVALUATOR_EXPLAIN_TURN_H
#define STRAT_EVALUATOR_EXPLAIN_TURN_H

#include "evaluator/explain/build.h"

/* Items by what they belong to: of number k those from items[from[k]] to before
 * items[from[k + 1]], in order. */
struct ev_index {
    const uint32_t *from, *items;
};
#define EV_NOWHERE UINT32_MAX

/* n items, of which number i belongs to of[i], below `numbers`, or nowhere. `items`: what stands
 * for each; NULL: its number. False: the tree has failed. */
bool ev_index_make(struct ev_tree *t, struct ev_index *x, const uint32_t *of, const uint32_t *items,
                   uint32_t n, uint32_t numbers);

/* The request that was decided, with what defaults and presumptions give, and one fact that is
 * turned. */
struct ev_turns {
    struct strat_request request;
    uint8_t *holds;               /* by condition: whether it holds, as it is */
    uint8_t *without, *with;      /* the same once the fact is not known, or has another value */
    uint32_t *conditions, *rules; /* that may hang on the fact, the former in rising order */
    uint32_t n_conditions, n_rules;
    uint32_t fact, cost;
    uint64_t *ids; /* of paragraphs, for whoever turns it */
    /* Its own. */
    struct ev_index tests, parents, asking; /* by fact; by term; by condition: rules */
    uint64_t *met;
};

/* Of what b->e has decided; worked out once. NULL: the tree has failed. */
struct ev_turns *ev_turns_of(struct ev_build *b);

/* Looks up what hangs on this fact, which is turned from now on. False: the bound on work is
 * reached. */
bool ev_turn_begin(struct ev_build *b, struct ev_turns *turns, uint32_t fact);

/* Into turns->with: what holds once it has this value. */
bool ev_turn(struct ev_build *b, struct ev_turns *turns, int64_t value);

/* Into turns->without: what holds once it is not known. */
bool ev_turn_away(struct ev_build *b, struct ev_turns *turns);

/* All is as it was. */
void ev_turn_end(struct ev_build *b, struct ev_turns *turns);

#endif
