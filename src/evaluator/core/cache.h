/*
 * Cache: answers that were made before, given again.
 *
 * Policies have many requests and few answers. The values of a request leave some of the policy's
 * clauses; where every fact has one, these are all that its answer depends on. So in a policy whose
 * clauses are rows of bits (runtime/format.h) an answer is kept under the set of clauses that are
 * left, and under it is found in a few nanoseconds. What the answer is, this does not know: that is
 * for strat_decide(), which answers requests with open facts as well.
 *
 * The judgements on which a decision hangs depend on more: on what would be left were one of them
 * the other way round. Of complete requests they are found by trying that, from the same rows.
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

/* A fact on which the decision depends. `rows`: for each of its values, the clauses that it does
 * not rule out; NULL: it has too many values, and each is looked up in the table. */
struct ev_column {
    uint64_t *rows;
    uint32_t fact;
};

struct ev_cache {
    struct ev_engine *engine;
    struct ev_keys keys;
    bool ready; /* else every request is decided; nothing below counts */
    bool begun; /* JSON: a key stands before the judgements */
    struct strat_state state;
    uint32_t words;                           /* of a set of clauses */
    struct ev_column *columns;                /* with rows; judgements, with rows; the others */
    uint32_t n_plain, n_with_rows, n_columns; /* so many up to the end of each kind */
    uint8_t *used, *needed; /* by fact: 1 where it has a column; where it must be stated as well */
    int64_t *missing;       /* by fact: its value where it is not stated */
    uint64_t *rows;
    uint64_t *relevant, *deciding; /* clauses on which a key depends; status and approach */
    uint64_t *shown;            /* by approach: clauses that its answer shows; then what closes */
    uint64_t *behind;           /* in passing */
    struct ev_recent complete;  /* by the clauses left: the answer */
    struct ev_recent answers;   /* by what is shown of them */
    struct ev_recent judged;    /* by judgements: what is said of them */
    struct ev_recent decisions; /* by clauses: status and approach */
    struct ev_out text;
};

/* Answers are kept if there is memory enough, and the policy is one of those. */
void ev_cache_open(struct ev_cache *c, struct ev_engine *e, const struct ev_keys *keys);
void ev_cache_close(struct ev_cache *c);

/* Answers e->request, with this id. False: it could not be decided, *fault says why, and nothing
 * was written. Facts of the request that are not known may get values, which count for nothing. */
bool ev_cache_answer(struct ev_cache *c, struct ev_out *out, struct ev_span id,
                     struct ev_fault *fault);

#endif
