/*
 * Place: where the cubes of a plan have their bits, and which rows say so. Inside emit/ only.
 *
 * A complete request is a few row numbers, each in a *mixed radix* whose digits are the classes of
 * some axes. The rows that they choose, ANDed, leave the cubes that hold, in a few words. In the
 * first words (those of the brief decision) the cubes of a question stand side by side with a free
 * bit above them: adding a constant whose bits are ones below each free bit carries into it just
 * where one of the cubes is left. So one addition answers all questions of a word. In the other
 * words a cube stands where its duty or paragraph has its place in the list, but for a shift that
 * it shares with others.
 */
#ifndef STRATC_EMIT_C_PLACE_H
#define STRATC_EMIT_C_PLACE_H

#include "emit/c/plan.h"

enum { PLACE_WORDS = 8, PLACE_SIGNALS = 40, NOWHERE = 64, CHUNK = 8, PLACE_BEFORE = 8 };

struct spot {
    uint32_t word, bit; /* bit NOWHERE: never */
};

/* Bits from anywhere in the words, side by side. */
struct gather {
    struct spot from[PLACE_SIGNALS];
    uint32_t n;
    uint64_t negated;
};

struct placed_cube {
    const struct cube *cube;
    struct spot at;
};

/* Cubes of a list that one shift brings to their places in word `out` of it. */
struct shift {
    uint32_t word, out;
    int32_t by; /* to the right; negative: to the left */
    struct shift_items VEC(const struct item *) items;
};
struct shifts VEC(struct shift);

/* A cube of a question about modality. */
struct modal_cube {
    const struct item *item;
    struct spot at;
};

struct radix_digit {
    uint32_t axis, weight;
};

struct radix {
    struct radix_digits VEC(struct radix_digit) digits;
    uint32_t rows, words;        /* words: a bit for each word that it matters to */
    uint32_t first[PLACE_WORDS]; /* by word: its first row there */
};

struct place {
    const struct plan *plan;
    uint32_t brief_words, words;
    struct placed_cubes VEC(struct placed_cube) cubes;
    uint64_t used[PLACE_WORDS], carry[PLACE_WORDS];
    struct gather
        opens; /* bit a: approach a; then, where there is a default approach: by_default */
    struct gather signals; /* of duties, those to be done before first; after these, where it can
                              be, that the request is out of scope */
    const struct item *signal_item[PLACE_SIGNALS]; /* NULL: out of scope */
    uint32_t before; /* signals of duties to be done before, and that of the scope; a prepared case
                        has a bit for each: not done */
    struct spot impossible;
    struct shifts basis, cautions, closed_by;
    struct modal_cubes VEC(struct modal_cube) modalities;
    uint32_t **row_of;      /* by axis: by class: its row, alike rows once */
    uint32_t *rows_of_axis; /* by axis: how many; 1: it does not matter. That of a fact by which a
                               duty is done has two, if in no radix. */
    struct radices VEC(struct radix) radices;
    uint32_t rows[PLACE_WORDS]; /* by word: rows of all its radices */
    size_t bytes;               /* of all rows */
};

/* NULL: too large. */
const struct place *place_new(const struct plan *plan, struct arena *a);

/* Packs the axes into radices: few, as long as their rows stay small. False: too large. */
bool radices_pack(struct place *p, struct arena *a);

/* The fact of signal `i` of those to be done before, by which its duty is done; MODEL_NONE: it
 * never is. */
uint32_t place_done_when(const struct place *p, uint32_t i);

/* The type of a row number. */
const char *place_row_type(const struct place *p);

/* The bits of a word that class `class` of the axis leaves. */
uint64_t place_row(const struct place *p, uint32_t word, uint32_t axis, uint32_t class);

/* The number that brings the bits of one word, masked, to the top of it side by side by
 * multiplication; 0: there is none. */
uint64_t gather_multiplier(const struct gather *g, uint32_t word);

/* The same by shifts: how many different ones. */
uint32_t gather_shifts(const struct gather *g, uint32_t word);

#endif
