/*
 * Cache: answers that were made before, given again.
 *
 * Policies have many requests and few answers. What an answer depends on is which of the policy's
 * clauses the request leaves, and which open facts matter to these (evaluator/core/side.h); values
 * that no clause tells apart, and facts that do not matter any more, do not count. So in a policy
 * whose clauses are rows of bits (runtime/format.h) an answer is kept under these, and under them
 * is found in a few nanoseconds. What the answer is, this does not know: that is for the runtime.
 *
 * The judgements on which a decision hangs depend on more, and are kept by themselves: under what
 * all other facts leave, and what the judgements are that make a difference there. So are the
 * readings: under what all facts leave of the table in which readings are facts.
 *
 * An answer that took much work is not kept, so that it stays within the bound on work, and what is
 * beyond that stays beyond it, whichever requests came before.
 */
#ifndef STRAT_EVALUATOR_CORE_CACHE_H
#define STRAT_EVALUATOR_CORE_CACHE_H

#include "evaluator/core/answer.h"
#include "evaluator/core/side.h"

/* One or two numbers, the first not 0, for each of the keys met lately: for each place that their
 * hash names, the last two. */
struct ev_recent {
    uint64_t *entries; /* the words of the key, and behind them the numbers */
    uint32_t mask, words, numbers;
};

struct ev_cache {
    struct ev_engine *engine;
    struct ev_keys keys;
    uint32_t met;                 /* requests: none, one, more */
    bool ready;                   /* else every request is decided; nothing below counts */
    bool begun, presuming, ended; /* JSON: a key stands before the judgements; before what is
                                     presumed; before the readings */
    uint32_t n_presumed;          /* judgements that have presumptions */
    struct ev_side side, second;  /* `second`: of readings, where they are asked for */
    uint64_t *memory;             /* of all that follows; first the tables, so many words */
    size_t tables;
    struct ev_recent answers;  /* by what is left: the text of the answer, what is presumed */
    struct ev_recent shown;    /* of what no open fact matters to, by what is shown: the text */
    struct ev_recent told;     /* by what was decided: the text */
    struct ev_recent judged;   /* the text of judgements */
    struct ev_recent presumed; /* by what is not stated and what is given: its text */
    struct ev_recent read;     /* the text of readings */
    uint64_t *relevant, *deciding, *reading; /* on which an answer depends; status and approach;
                                                the same of `second` */
    uint64_t *defaults;                      /* bit f: fact f has a default, and no presumption */
    uint64_t *shows; /* by approach: clauses that its answer shows; then what closes */
    struct ev_out text;
};

/* From the second request on answers are kept, if there is memory enough, and the policy is one of
 * those. */
void ev_cache_open(struct ev_cache *c, struct ev_engine *e, const struct ev_keys *keys);
void ev_cache_close(struct ev_cache *c);

/* Answers e->request, with this id. False: it could not be decided, *fault says why, and nothing
 * was written. */
bool ev_cache_answer(struct ev_cache *c, struct ev_out *out, struct ev_span id,
                     struct ev_fault *fault);

#endif
