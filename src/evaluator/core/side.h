/*
 * Side: what a request leaves of a policy whose clauses are rows of bits (runtime/format.h).
 *
 * Each fact that is stated rules clauses out. What a decision is depends on those that are left and
 * on which facts are open, where one of these clauses tells their values apart: of two requests
 * that agree in both, every clause holds for the same values of what is open. So this is a set of
 * bits, too: behind the bits of clauses stands one for each fact that may be open.
 */
#ifndef STRAT_EVALUATOR_CORE_SIDE_H
#define STRAT_EVALUATOR_CORE_SIDE_H

#include "evaluator/io/bytes.h"
#include "runtime/private.h"

/* Of such a set; a wider table takes long enough to decide by. */
enum { EV_MOST_WORDS = 16 };

#define EV_NEVER_OPEN UINT32_MAX

/* A fact on which the decision depends. */
struct ev_column {
    const uint64_t *rows; /* for each of its values, the bits that it leaves, then those of a fact
                             that is open; NULL: it has too many values, and each is looked up in
                             the table */
    int64_t missing;      /* the row that counts where none is stated */
    uint32_t fact, place; /* of a request; the same in the table */
    uint32_t open; /* the bit that says so; EV_NEVER_OPEN: it has a value where none is stated */
};

/* A table whose clauses are rows, and the facts of a request that choose them. */
struct ev_side {
    struct strat_state state;
    uint32_t words;               /* of a set, here */
    struct ev_column *columns;    /* those of judgements last */
    uint32_t n_others, n_columns; /* so many are of no judgement; of all facts */
    uint64_t *all;                /* every bit */
    uint64_t *open;               /* those of open facts */
    uint64_t *limited;            /* for each of these, the clauses that tell its values apart */
    uint64_t *row;                /* in passing */
};

/* False: sets of its clauses are none, or too wide, or there is not enough memory. `readings`: of
 * the table in which readings are facts. */
bool ev_side_open(struct ev_side *side, const struct strat_policy *policy, int readings);
void ev_side_close(struct ev_side *side);

/* The words of memory that its rows take, and fills that memory; returns what is behind it. */
size_t ev_side_measure(const struct ev_side *side);
uint64_t *ev_side_fill(struct ev_side *side, uint64_t *memory);

/* The row of a fact that has none of its own. */
const uint64_t *ev_side_look_up(const struct ev_side *side, const struct ev_column *column,
                                const struct strat_request *request);

/* Whether one of these clauses tells values of a fact of the table apart that may be open. */
bool ev_side_tells_apart(const struct ev_side *side, uint64_t fact, const uint64_t *clauses);

/* Below, `w` is the side's words, known to the compiler where it is small. */

static EV_INLINE int64_t ev_row_of(const struct ev_column *n, const struct strat_request *request) {
    return request->known[n->fact] ? request->value[n->fact] : n->missing;
}

/* Takes away what columns from number `from` to before `to` do not leave. */
static EV_INLINE void ev_narrow(const struct ev_side *side, const struct strat_request *request,
                                uint32_t from, uint32_t to, uint64_t *bits, uint32_t w) {
    for (const struct ev_column *n = side->columns + from, *end = side->columns + to; n < end;
         n++) {
        const uint64_t *row = n->rows ? n->rows + (size_t)ev_row_of(n, request) * w
                                      : ev_side_look_up(side, n, request);
        for (uint32_t k = 0; k < w; k++) bits[k] &= row[k];
    }
}

/* Takes away open facts whose values none of these clauses tells apart; whether others are left. */
static EV_INLINE bool ev_settle(const struct ev_side *side, uint64_t *bits, uint32_t w) {
    uint64_t left = 0;
    for (uint32_t i = side->state.n_clauses / 64; i < w; i++) {
        for (uint64_t open = bits[i] & side->open[i]; open; open &= open - 1) {
            size_t number = i * 64 + ev_lowest(open) - side->state.n_clauses;
            const uint64_t *limited = side->limited + number * w;
            uint64_t differs = 0;
            for (uint32_t k = 0; k < w; k++) differs |= limited[k] & bits[k];
            bits[i] &= ~(differs ? 0 : open & (0 - open));
        }
        left |= bits[i] & side->open[i];
    }
    return left != 0;
}

#endif
