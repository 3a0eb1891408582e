/*
 * Boxes: what a complete request leaves of the decision table, as a few words that stand for its answer.
 *
 * A table of the usual layout (runtime/format.h) is decided by ANDing rows, so a request whose facts all have
 * a value, stated or by default, comes down to the boxes that are left, and its answer to those of them that
 * matter for the approach that is open. Two requests with the same words have the same answer, so an answer
 * may be given again instead of being made again (evaluator/recall.h). What the answer is, this does not
 * know: that is strat_decide()'s business. Anything else - a fact is open, an assumption is broken, the table
 * is of another kind or very wide - has no such words.
 */
#ifndef STRAT_EVALUATOR_BOXES_H
#define STRAT_EVALUATOR_BOXES_H

#include "evaluator/answer.h"

/* A fact that the decision depends on. Its rows stand in `rows` one after the other by value, or where they
 * are found by way of `row_of` and, for numbers and dates, by band. */
struct ev_narrowing {
    const uint64_t *rows;
    uint32_t fact, n_bands;
    int64_t fallback;       /* its value where it is not stated */
    const uint32_t *row_of; /* NULL: by value */
    const int64_t *bands;   /* the lowest value of each band but the first; NULL: no number and no date */
};

struct ev_boxes {
    bool possible; /* else nothing below counts, and no request has words */
    const uint64_t *table;
    uint32_t words;     /* of a row */
    uint32_t key_words; /* 1 more */
    uint32_t approaches;
    bool ranked;
    int32_t fallback;       /* the default approach or STRAT_NONE */
    uint8_t *used, *needed; /* by fact: 1 where the decision depends on it; where it must be stated as well */
    uint32_t n_used;        /* bytes of these to look at: a multiple of 8 */
    struct ev_narrowing
        *facts; /* first those that are no judgements, the plain ones before those with bands */
    uint32_t n_plain, n_others, n_facts;
    uint64_t *rows;
    uint32_t *row_of;
    int64_t *bands;
    uint64_t *start; /* the boxes that no presumption takes away */
    uint64_t *steps; /* three rows a step: what it tests; what it leaves where that is not met; where it is,
                        the bits to change in this */
    uint64_t *care;  /* a row for each approach, then for REFUSED: what its answer depends on */
    uint64_t *box;   /* those of the request asked for last, before the steps; then room for judgements */
    uint32_t pair;   /* of that request: its status and approach */
};

/* False when there is not enough memory. */
bool ev_boxes_open(struct ev_boxes *b, const struct ev_vocabulary *v, const struct ev_keys *keys);
void ev_boxes_close(struct ev_boxes *b);

/* The words of this request, key_words of them; false where it has none. `request` has known[] readable up to
 * a multiple of 8. */
bool ev_boxes_key(struct ev_boxes *b, const struct strat_request *request, uint64_t *key);

/* The judgements on which the decision of the request hangs whose words were asked for last: bit f for fact
 * f. */
void ev_boxes_judgements(struct ev_boxes *b, const struct strat_request *request, uint64_t *facts);

#endif
