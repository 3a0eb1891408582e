/*
 * Bytes: comparing and searching text some bytes at a time. Each function may look at EV_AHEAD bytes from
 * where it reads, whatever the text's length.
 *
 * Where the processor is known to have wide registers (SSE2, on every x86-64) they are used; the plain form
 * of each, `..._plainly`, is there everywhere and stands beside it in the test.
 */
#ifndef STRAT_EVALUATOR_BYTES_H
#define STRAT_EVALUATOR_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)
#define EV_SSE2 1
#include <emmintrin.h>
#else
#define EV_SSE2 0
#endif

enum { EV_AHEAD = 16 };

static inline uint64_t ev_load8(const char *s) {
    uint64_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

static inline uint32_t ev_load4(const char *s) {
    uint32_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

/* All ones in the first n bytes (at most 8) of a word as it lies in memory. */
static inline uint64_t ev_first_bytes(size_t n) {
    static const char ones[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
    return ev_load8(ones + 8 - n);
}

/* Whether n bytes are the same. Goes on, and looks further, only as long as they are. */
static inline bool ev_same_plainly(const char *a, const char *b, size_t n) {
    for (; n > 8; a += 8, b += 8, n -= 8)
        if (ev_load8(a) != ev_load8(b))
            return false;
    return ((ev_load8(a) ^ ev_load8(b)) & ev_first_bytes(n)) == 0;
}

/* The bytes before the first quote; `limit`, or more, where there is none in so many. */
static inline size_t ev_quote_plainly(const char *s, size_t limit) {
    size_t n = 0;
    while (n < limit && s[n] != '"')
        n++;
    return n;
}

#if EV_SSE2
static inline bool ev_same_wide(const char *a, const char *b, size_t n) {
    for (;; a += 16, b += 16, n -= 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)a);
        __m128i y = _mm_loadu_si128((const __m128i *)(const void *)b);
        unsigned differ = 0xffffu ^ (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, y));
        if (n <= 16)
            return (differ & ((1u << n) - 1)) == 0;
        if (differ)
            return false;
    }
}

static inline size_t ev_quote_wide(const char *s, size_t limit) {
    for (size_t n = 0; n < limit; n += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(s + n));
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')));
        if (found)
            return n + (size_t)__builtin_ctz(found);
    }
    return limit;
}
#define ev_same ev_same_wide
#define ev_quote ev_quote_wide
#else
#define ev_same ev_same_plainly
#define ev_quote ev_quote_plainly
#endif

#endif
