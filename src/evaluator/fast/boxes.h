/*
 * Boxes: what a complete request leaves of the decision table, as a few words that stand for its
 * answer.
 *
 * A table of the usual layout (runtime/format.h) is decided by ANDing rows, so a request whose
 * facts all have a value, stated or by default, comes down to the boxes that are left, and its
 * answer to those of them that matter for the approach that is open. Two requests with the same
 * words have the same answer, so an answer may be given again instead of being made again
 * (evaluator/fast/recall.h). What the answer is, this does not know: that is strat_decide()'s
 * business. Anything else - a fact is open, an assumption is broken, the table is of another kind
 * or very wide - has no such words.
 */
#ifndef STRAT_EVALUATOR_FAST_BOXES_H
#define STRAT_EVALUATOR_FAST_BOXES_H

#include "evaluator/core/answer.h"
#include "evaluator/io/bytes.h"
#include "runtime/format.h"

/* Of a row; a wider table takes long enough for the general way. */
enum { EV_MOST_WORDS = 16 };

/* A number that is not 0 for each of the boxes met lately: for each place that their hash names,
 * the last. */
struct ev_glance {
    uint64_t *entries; /* the boxes, and behind them the number */
    uint32_t mask, words;
};

bool ev_glance_open(struct ev_glance *g, uint32_t places, uint32_t words);
void ev_glance_close(struct ev_glance *g);
void ev_glance_forget(struct ev_glance *g);

/* The entry where these boxes may be. `words` is g->words, known to the
 * compiler where it is small. */
static EV_INLINE uint64_t *ev_glance(const struct ev_glance *g, const uint64_t *box,
                                     uint32_t words) {
    uint64_t h = 0;
    for (uint32_t k = 0; k < words; k++) h = (h ^ h >> 32 ^ box[k]) * 0x9e3779b97f4a7c15u;
    return g->entries + (size_t)((h >> 40) & g->mask) * (words + 1);
}

static EV_INLINE bool ev_glance_is(const uint64_t *entry, const uint64_t *box, uint32_t words) {
    uint64_t differs = entry[words] == 0;
    for (uint32_t k = 0; k < words; k++) differs |= entry[k] ^ box[k];
    return differs == 0;
}

/* A fact that the decision depends on. Its rows stand in `rows` one after the other by value, or
 * where they are found by way of `row_of` and, for numbers and dates, by band. */
struct ev_narrowing {
    const uint64_t *rows;
    uint32_t fact, n_bands;
    const uint32_t *row_of; /* NULL: by value */
    const int64_t
        *bands; /* the lowest value of each band but the first; NULL: no number and no date */
};

/* Some facts of yes or no, which have a row for all their values together. Where they are fewer
 * than that, the last stands for the missing ones. */
enum { EV_TOGETHER = 4 };
struct ev_together {
    const uint64_t *rows; /* the first is yes: + 1, the second: + 2, the third: + 4 ... */
    uint32_t fact[EV_TOGETHER];
};

struct ev_boxes {
    bool possible; /* else nothing below counts, and no request has words */
    const uint64_t *table;
    uint32_t words;     /* of a row */
    uint32_t key_words; /* 1 more */
    uint32_t approaches;
    bool ranked;
    int32_t fallback; /* the default approach or STRAT_NONE */
    uint8_t *used,
        *needed; /* by fact: 1 where the decision depends on it; where it must be stated as well */
    int64_t *fallback_of;       /* by fact: its value where it is not stated */
    uint32_t n_used;            /* bytes of these to look at: a multiple of 8 */
    struct ev_narrowing *facts; /* plain ones; flags; those with more to it; judgements */
    uint32_t n_plain, n_flags, n_others, n_facts; /* so many up to the end of each kind */
    struct ev_together *together;                 /* flags and judgements */
    uint32_t n_together;
    uint64_t *rows_together;
    uint64_t *rows;
    uint32_t *row_of;
    int64_t *bands;
    uint64_t *start; /* the boxes that no presumption takes away */
    uint64_t *steps; /* three rows a step: what it tests; what it leaves where that is not met;
                        where it is, the bits to change in this */
    uint64_t *care;  /* a row for each approach, then for REFUSED: what its answer depends on */
    uint64_t *room;  /* for judgements */
    struct ev_glance pairs;
};

static inline const uint64_t *ev_boxes_mask(const struct ev_boxes *b, uint32_t row) {
    return b->table + b->table[H_MASK_AT] + (size_t)row * b->words;
}

/* False when there is not enough memory. */
bool ev_boxes_open(struct ev_boxes *b, const struct ev_vocabulary *v, const struct ev_keys *keys);
void ev_boxes_close(struct ev_boxes *b);

/* Facts of the request that are not known may get values here, which count for nothing else.
 *
 * The boxes that this request leaves before the steps, as far as any key depends on them: `words`
 * of them, which stand for its answer but for judgements. False where it has none. */
bool ev_boxes_narrow(struct ev_boxes *b, const struct strat_request *request, uint64_t *box);

/* The words of the request whose boxes these are, key_words of them; fewer requests have different
 * ones. False where an assumption is broken. */
bool ev_boxes_key(const struct ev_boxes *b, const uint64_t *box, uint64_t *key);

/* The judgements on which the decision hangs: bit f for fact f, set in `facts`. */
void ev_boxes_judgements(struct ev_boxes *b, const struct strat_request *request,
                         const uint64_t *box, uint64_t *facts);

#endif
