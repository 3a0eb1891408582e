/*
 * Engine: the policy, its vocabulary, and all the memory that deciding takes, allocated once.
 */
#ifndef STRAT_EVALUATOR_CORE_ENGINE_H
#define STRAT_EVALUATOR_CORE_ENGINE_H

#include "base/bitset.h"
#include "evaluator/core/fault.h"

/* What beyond the answer itself is wanted: these cost more than it does. */
struct ev_wanted {
    bool judgements, ask, each, grounds, presumed, readings;
};

struct ev_engine {
    const struct strat_policy *policy;
    struct ev_vocabulary vocabulary;
    struct strat_request request;
    uint64_t *not_known; /* bit f: fact f was asked, and nobody knows it: it is not stated */
    struct strat_answer answer;
    struct strat_lists *each; /* answer.each, where that is wanted */
    struct strat_reasons reasons;
    struct strat_work work;
    uint64_t bound;       /* on the work for one request, and all that is asked about it */
    uint64_t spent;       /* of it, before the request was made ready that `work` counts for */
    bool reads;           /* it was made ready for ev_decide_read() */
    bool knows_had;       /* `had` is of every approach, and of the request that it is ready for */
    uint64_t reading;     /* steps that it takes to make one ready again */
    uint64_t *judgements; /* bit f: the decision hangs on fact f */
    uint64_t *readings;   /* bit r: on reading r */
    uint32_t *ask;
    uint32_t n_ask;
    uint64_t *grounds;  /* by duty of the answer: the paragraphs that attach it */
    uint64_t *presumed; /* bit f: a default or a presumption gives fact f presumed_value[f] */
    int64_t *presumed_value;
    uint64_t *somewhere; /* bit f: a presumption gives fact f a value in some completion */
    /* Of ev_certain(); after a decision with `each`, of what may start now: the duties, those
     * before it and the cautions that every completion attaches to the approach. Empty where that
     * was not found (missed.each). */
    struct strat_lists certain;
    struct strat_lists *had; /* by approach, of ev_where_had() and ev_decide_read() */
    uint64_t *by_default;    /* of these, by ev_decide(): no presumption gives it that */
    struct ev_wanted missed; /* what was wanted and not found within the bound on work */
    uint8_t *holds;          /* by condition: for strat_conditions_hold() */
    uint64_t *memory;        /* of all the lists above */
};

/* max_steps 0: the usual bound. False when there is not enough memory. */
bool ev_engine_open(struct ev_engine *e, const struct strat_policy *policy, uint64_t max_steps);
void ev_engine_close(struct ev_engine *e);

/* Decides e->request: true and e->answer is filled, and what is wanted, but for what e->missed
 * says; false and *fault says why not. The bound on work begins anew. */
bool ev_decide(struct ev_engine *e, struct ev_wanted wanted, struct ev_fault *fault);

/* The same for another request that belongs to it, such as one with an answer tried out, within
 * what the bound leaves. */
bool ev_decide_on(struct ev_engine *e, struct ev_wanted wanted, struct ev_fault *fault);

/* The same, and of `each` approach alone; of what is wanted nothing is found anew. */
bool ev_decide_too(struct ev_engine *e, bool each, struct ev_fault *fault);

/* The same of the request as it is, with another value of a reading; e->had is of that,
 * ev_certain() and the like are of the reading that is taken. Several, with nothing decided between
 * them, are of one request, and each finds what the one before it made. */
bool ev_decide_read(struct ev_engine *e, uint32_t reading, int64_t value, struct ev_fault *fault);

/* Of the request that was decided last: the readings of which another value would lead to another
 * status or approach, a bit each. What is asked next of it is made ready anew. */
bool ev_find_readings(struct ev_engine *e, uint64_t *readings);

/* Of the engine's request the readings on which hangs, in some completion, what an approach is, or
 * what goes with one that is told of (a bit each). What is asked next is made ready anew. */
bool ev_find_read_hangs(struct ev_engine *e, uint64_t told, uint64_t *readings);

/* The same, and what to ask for then, in e->ask. */
bool ev_ask_too(struct ev_engine *e, struct ev_fault *fault);

/* What would have to be otherwise for this approach to be open (or, of the default one, the
 * default), within what the bound leaves: `most` ways, 1 or STRAT_MOST_WAYS. Any other question of
 * the request comes before. */
bool ev_find_ways(struct ev_engine *e, uint32_t approach, uint32_t most, struct strat_ways *ways,
                  struct ev_fault *fault);

/* Steps taken so far for the request that ev_decide() was asked. */
uint64_t ev_steps(const struct ev_engine *e);

/* Counts work that is none of the runtime's: ten nanoseconds or some more are a step. False: the
 * bound is reached. */
bool ev_spend(struct ev_engine *e, uint64_t steps);

/* Why something was not decided: which bound it was. */
const char *ev_why_not_decided(const struct ev_engine *e);

/* Makes the request as it is ready for what follows, as a decision does, within what the bound
 * leaves. */
bool ev_ready(struct ev_engine *e, struct ev_fault *fault);

/* Fills e->reasons for an approach; the request must have been decided, and be as it was then. */
bool ev_explain(struct ev_engine *e, uint32_t approach, struct ev_fault *fault);

/* The unknown facts on which that hangs, but for judgements with presumptions; as ev_explain(). */
bool ev_hangs(struct ev_engine *e, uint32_t approach, uint64_t *facts, struct ev_fault *fault);

/* Fills e->certain for an approach that is to be had in every completion; as ev_explain(). */
bool ev_certain(struct ev_engine *e, uint32_t approach, struct ev_fault *fault);

/* Fills e->had[approach]; as ev_explain(). */
bool ev_where_had(struct ev_engine *e, uint32_t approach, struct ev_fault *fault);

/* Whether a list of paragraphs, or of duties, has any. */
static inline bool ev_any_id(const struct ev_engine *e, const uint64_t *set) {
    return bitset_some(set, strat_id_words(e->policy));
}

static inline bool ev_any_duty(const struct ev_engine *e, const uint64_t *set) {
    return bitset_some(set, strat_duty_words(e->policy));
}

#endif
