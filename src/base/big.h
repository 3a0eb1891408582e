/*
 * Big: whole numbers of any size, for exact counts. Values are immutable and live in an arena.
 */
#ifndef STRATC_BASE_BIG_H
#define STRATC_BASE_BIG_H

#include "base/arena.h"

struct big {
    const uint32_t *limbs; /* least significant first; the last is not 0 */
    size_t len;            /* 0: the number 0 */
};

struct big big_of(struct arena *a, uint64_t n);
struct big big_add(struct arena *a, struct big x, struct big y);
struct big big_multiply(struct arena *a, struct big x, struct big y);

/* -1, 0 or 1 as x is less than, equal to or greater than y. */
int big_compare(struct big x, struct big y);

/* In decimal, with a comma between groups of three digits: "1,152". */
const char *big_text(struct arena *a, struct big x);

/* x / y as a number between 0 and 1 where x <= y and y is not 0; near enough for a percentage. */
double big_share(struct big x, struct big y);

#endif
