/*
 * Bit set: numbers below some bound, a bit each.
 *
 * A set is words whose number whoever has it knows: bitset_words(n) for numbers below n. What takes
 * `words` goes over all of them, whatever they hold.
 */
#ifndef STRATC_BASE_BITSET_H
#define STRATC_BASE_BITSET_H

#include "base/arena.h"

#include <stdbool.h>
#include <string.h>

static inline size_t bitset_words(size_t n) { return (n + 63) / 64; }

/* Empty, in the arena's memory. */
static inline uint64_t *bitset_new(struct arena *a, size_t n) {
    return arena_array(a, uint64_t, bitset_words(n));
}

static inline uint64_t *bitset_copy(struct arena *a, const uint64_t *set, size_t words) {
    uint64_t *copy = arena_array(a, uint64_t, words);
    if (words) memcpy(copy, set, words * sizeof *copy);
    return copy;
}

static inline bool bitset_has(const uint64_t *set, size_t i) { return set[i / 64] >> (i % 64) & 1; }

static inline void bitset_add(uint64_t *set, size_t i) { set[i / 64] |= UINT64_C(1) << (i % 64); }

static inline void bitset_remove(uint64_t *set, size_t i) {
    set[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

static inline void bitset_clear(uint64_t *set, size_t words) {
    memset(set, 0, words * sizeof *set);
}

/* Every number below n. */
static inline void bitset_fill(uint64_t *set, size_t n) {
    memset(set, 0xff, bitset_words(n) * sizeof *set);
    if (n % 64) set[n / 64] = (UINT64_C(1) << (n % 64)) - 1;
}

static inline void bitset_and(uint64_t *to, const uint64_t *x, size_t words) {
    for (size_t k = 0; k < words; k++) to[k] &= x[k];
}

static inline void bitset_or(uint64_t *to, const uint64_t *x, size_t words) {
    for (size_t k = 0; k < words; k++) to[k] |= x[k];
}

static inline void bitset_andnot(uint64_t *to, const uint64_t *x, size_t words) {
    for (size_t k = 0; k < words; k++) to[k] &= ~x[k];
}

static inline bool bitset_same(const uint64_t *x, const uint64_t *y, size_t words) {
    return memcmp(x, y, words * sizeof *x) == 0;
}

/* Whether something is in it; in both; in x and not in y. */
static inline bool bitset_some(const uint64_t *x, size_t words) {
    uint64_t some = 0;
    for (size_t k = 0; k < words; k++) some |= x[k];
    return some != 0;
}

static inline bool bitset_meet(const uint64_t *x, const uint64_t *y, size_t words) {
    uint64_t some = 0;
    for (size_t k = 0; k < words; k++) some |= x[k] & y[k];
    return some != 0;
}

static inline bool bitset_beyond(const uint64_t *x, const uint64_t *y, size_t words) {
    uint64_t some = 0;
    for (size_t k = 0; k < words; k++) some |= x[k] & ~y[k];
    return some != 0;
}

static inline size_t bitset_count(const uint64_t *set, size_t words) {
    size_t n = 0;
    for (size_t k = 0; k < words; k++) n += (size_t)__builtin_popcountll(set[k]);
    return n;
}

/* How many are in x and not in y. */
static inline size_t bitset_count_beyond(const uint64_t *x, const uint64_t *y, size_t words) {
    size_t n = 0;
    for (size_t k = 0; k < words; k++) n += (size_t)__builtin_popcountll(x[k] & ~y[k]);
    return n;
}

/* The first number from `from` on that is in it; `n` where there is none below n. */
static inline size_t bitset_next(const uint64_t *set, size_t n, size_t from) {
    for (; from < n; from = (from | 63) + 1) {
        uint64_t left = set[from / 64] >> (from % 64);
        if (!left) continue;
        from += (size_t)__builtin_ctzll(left);
        return from < n ? from : n;
    }
    return n;
}

#define bitset_each(i, set, n) \
    for (size_t i = bitset_next((set), (n), 0); i < (n); i = bitset_next((set), (n), i + 1))

#endif
