/*
 * Cache: answers that were made before, given again.
 *
 * Policies have many requests and few answers. The values of a request leave some of the policy's
 * clauses; where every fact has one, these are all that its answer depends on. So in a policy whose
 * clauses are rows of bits (runtime/format.h) an answer is kept under the set of clauses that are
 * left, and under it is found in a few nanoseconds. What the answer is, this does not know: that is
 * for the runtime, and requests with open facts are decided by it each time.
 *
 * The judgements on which a decision hangs depend on more, and are kept by themselves: under the
 * clauses that all other facts leave, and what the judgements are that make a difference there. So
 * are the readings: under the clauses that all facts leave of the table in which readings are
 * facts.
 */
#ifndef STRAT_EVALUATOR_CORE_CACHE_H
#define STRAT_EVALUATOR_CORE_CACHE_H

#include "evaluator/core/answer.h"
#include "runtime/private.h"

/* Of a set of clauses; a wider table takes long enough to decide by. */
enum { EV_MOST_WORDS = 16 };

/* A number that is not 0 for each of the keys met lately: for each place that their hash names, the
 * last. */
struct ev_recent {
    uint64_t *entries; /* the words of the key, and behind them the number */
    uint32_t mask, words;
};

/* A fact on which the decision depends. */
struct ev_column {
    uint64_t *rows;  /* for each of its values, the clauses that it does not rule out; NULL: it has
                        too many values, and each is looked up in the table */
    int64_t missing; /* the value that counts where none is stated */
    uint32_t fact, place; /* of a request; the same in the table */
    bool needed;          /* no value counts where none is stated */
};

/* A table whose clauses are rows, and the facts of a request that choose them. */
struct ev_side {
    struct strat_state state;
    uint32_t words;               /* of a set of clauses, here */
    struct ev_column *columns;    /* those of judgements last */
    uint32_t n_others, n_columns; /* so many are of no judgement; of all facts */
    uint64_t *row;                /* in passing */
};

struct ev_cache {
    struct ev_engine *engine;
    struct ev_keys keys;
    uint32_t met;      /* requests: none, one, more */
    bool ready;        /* else every request is decided; nothing below counts */
    bool begun, ended; /* JSON: a key stands before the judgements; before what is presumed, and
                          readings */
    struct ev_side side, second; /* `second`: of readings, where they are asked for */
    uint64_t *memory;            /* of all that follows; first the tables, so many words */
    size_t tables;
    struct ev_recent complete;     /* by the clauses left: the answer */
    struct ev_recent answers;      /* by what is shown of them: its text */
    struct ev_recent judged;       /* the text of judgements */
    struct ev_recent read;         /* the text of readings */
    uint64_t *relevant, *deciding; /* clauses on which an answer, and status and approach, depend */
    uint64_t *shown; /* by approach: clauses that its answer shows; then what closes */
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
