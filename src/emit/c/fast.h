/*
 * Fast: where the cubes of a plan have their bits, and which rows say so. Inside emit/ only.
 *
 * A complete request is a few row numbers, each in a *mixed radix* whose digits are the classes of
 * some axes. The rows that they choose, ANDed, leave the cubes that hold, in a few words. In the
 * first words (those of the brief decision) the cubes of a question stand side by side with a free
 * bit above them: adding a constant whose bits are ones below each free bit carries into it just
 * where one of the cubes is left. So one addition answers all questions of a word. In the other
 * words a cube stands where its paragraph has its bit in the list, but for a shift that it shares
 * with others.
 */
#ifndef STRATC_EMIT_C_FAST_H
#define STRATC_EMIT_C_FAST_H

#include "emit/c/plan.h"

enum { FAST_WORDS = 8, FAST_SIGNALS = 40, FAST_BEFORE = 8, FAST_NOWHERE = 64 };

/* Cubes of a question that have one bit: they differ about the axes of one radix at most. */
struct bundle {
    struct VEC(const struct cube *) cubes;
    uint32_t about; /* which join of axes; MODEL_NONE: they are one cube */
};
struct bundles VEC(struct bundle);

/* From a bit that a decision has to where it means something. First those of the brief decision,
 * the answers of questions; then cubes, to the bits of lists, and what always holds. */
struct wire {
    enum asked part; /* OPEN: bit a is approach a; then, where there is a default approach, that.
                        BEFORE: signals, of duties, those to be done before first; after these,
                        where it can be, that the request is out of scope. DUTY: those always
                        attached */
    const struct question *asks;
    const struct bundle *cubes; /* NULL: an answer; or, from nowhere, it always holds */
    uint32_t word, bit;         /* bit FAST_NOWHERE: from nowhere */
    uint32_t to;                /* 64 bits a word */
};

/* Where the class of an axis goes. */
struct seat {
    uint32_t rows;          /* of the axis, those that are alike once; 1: it does not matter */
    const uint32_t *row_of; /* by class */
    uint32_t radix,
        weight; /* weight 0: in none. A fact by which a duty is done still has two rows */
};

struct radix {
    uint32_t rows, words;       /* words: a bit for each word that it matters to */
    uint32_t first[FAST_WORDS]; /* by word: its first row there */
};

struct fast {
    const struct plan *plan;
    uint32_t *join;          /* by axis: axes of the same are in one radix */
    struct bundles *bundles; /* by question */
    uint32_t brief_words, words;
    const struct bundle *cubes[FAST_WORDS][64];
    uint64_t carry[FAST_WORDS];
    struct wires VEC(struct wire) wires;
    uint32_t opens, signals; /* bits of these parts */
    uint32_t before; /* signals of duties to be done before, and that of the scope; a prepared case
                        has a bit for each: not done */
    const struct question *signal_of[FAST_SIGNALS];
    struct seat *seats; /* by axis */
    struct radices VEC(struct radix) radices;
    uint32_t rows[FAST_WORDS]; /* by word: of all radices */
};

/* Which cubes have a bit in common: fills join and bundles. */
void fast_bundle(struct fast *f, struct arena *a);

bool fast_same_cube(const struct fast *f, const struct cube *x, const struct cube *y);

static inline const struct bundles *fast_bundles(const struct fast *f, const struct question *q) {
    return &f->bundles[q - f->plan->questions.at];
}

/* The bits of a word that row `row` of the radix leaves; NULL: all that it has. */
uint64_t fast_row(const struct fast *f, uint32_t word, const struct radix *radix, uint32_t row);

/* When the duty of signal `i` of those to be done before is done; NULL: it never is. */
const struct cond *fast_done(const struct fast *f, uint32_t i);
uint32_t fast_done_value(const struct fast *f, uint32_t i);

/* Whether one shift brings both to their places. */
bool fast_together(const struct wire *x, const struct wire *y);

/* The number that brings the answers of one word, masked, to the top of it side by side by
 * multiplication; 0: there is none, or it does not pay. */
uint64_t fast_multiplier(const struct fast *f, enum asked part, uint32_t word, uint64_t *mask);

/* Packs the axes into radices: few, as long as their rows stay small. False: too large. */
bool radices_pack(struct fast *f, struct arena *a);

#endif
