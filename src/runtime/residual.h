/*
 * What a request leaves open, as diagrams: of clauses, of what the steps leave of them, of the
 * outcome.
 */
#ifndef STRAT_RESIDUAL_H
#define STRAT_RESIDUAL_H

#include "runtime/diagram.h"

/* Numbers the levels of the axes that s->next marks as open. */
STRAT_LOCAL void strat_i_levels(struct strat_search *s);

/* s->base: the clauses that all known facts leave, with stated judgement number `reversed`
 * (UINT32_MAX: none) the other way round. */
STRAT_LOCAL void strat_i_base(struct strat_search *s, uint32_t reversed);

/* s->relevant = what s->relevant and the feasible (assumptions, presumptions) depend on, through
 * the steps. */
STRAT_LOCAL void strat_i_close_relevant(struct strat_search *s);

/* The diagrams of all relevant clauses in s->base, after the steps. */
STRAT_LOCAL void strat_i_residual(struct strat_search *s);

/* reg[to]: one of the clauses in `mask`, and in `other` where that is not NULL, is left. */
STRAT_LOCAL void strat_i_gather(struct strat_search *s, uint32_t to, const uint64_t *mask,
                                const uint64_t *other);

/* STRAT_R_POSSIBLE, STRAT_R_ALL, STRAT_R_OUTSIDE. */
STRAT_LOCAL void strat_i_feasible(struct strat_search *s);

/* STRAT_R_OPEN + approach, STRAT_R_HELD + approach; return which it is. */
STRAT_LOCAL uint32_t strat_i_open(struct strat_search *s, uint32_t approach);
STRAT_LOCAL uint32_t strat_i_held(struct strat_search *s, uint32_t approach);

/*
 * Calls tell() for each status and approach (unranked: set of open approaches) that some
 * completions in reg[within] have, with where they have it. It may use STRAT_R_Z.
 */
typedef void strat_teller(struct strat_search *s, void *context, enum strat_status status,
                          uint32_t approach, uint32_t where);
STRAT_LOCAL void strat_i_outcomes(struct strat_search *s, uint32_t within, strat_teller *tell,
                                  void *context);

/* The same where nothing is open, in STRAT_R_REST. */
STRAT_LOCAL void strat_i_nothing_open(struct strat_search *s, strat_teller *tell, void *context);

/* All of this for what status and approach depend on, where it is not there already. */
STRAT_LOCAL enum strat_result strat_i_decide(struct strat_search *s);

static inline int strat_i_is_empty(const struct strat_search *s, uint32_t reg) {
    return s->d.reg[reg] == STRAT_NO;
}

#endif
