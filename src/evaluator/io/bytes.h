/*
 * Bytes: comparing and searching names a block of bytes at a time. How long a name is and where it
 * differs is data: the blocks that are looked at do not depend on it, so that the processor need
 * not guess. Each function may look at EV_AHEAD bytes from where it reads.
 */
#ifndef STRAT_EVALUATOR_IO_BYTES_H
#define STRAT_EVALUATOR_IO_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* For functions that would lose more by a call than the compiler thinks, and for those that would
 * lose less; where size is what counts, they lose nothing. */
#if defined(__GNUC__) && !defined(__OPTIMIZE_SIZE__)
#define EV_INLINE inline __attribute__((always_inline))
#define EV_APART __attribute__((noinline, cold))
#else
#define EV_INLINE inline
#define EV_APART
#endif

#if defined(__SSE2__) && defined(__GNUC__)
#define EV_SSE2 1
#include <emmintrin.h>
#else
#define EV_SSE2 0
#endif

enum { EV_BLOCK = 16, EV_BLOCKS = 4, EV_AHEAD = EV_BLOCK * EV_BLOCKS };

#define EV_EACH_BYTE(x) (UINT64_C(0x0101010101010101) * (x))

/* The first byte is the lowest, whatever the processor's order: one load on most. */
static EV_INLINE uint64_t ev_load8(const char *s) {
    const unsigned char *b = (const unsigned char *)s;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
           (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

/* All ones in the first n bytes (at most 8). */
static EV_INLINE uint64_t ev_first_bytes(size_t n) {
    static const char ones[16] = "\xff\xff\xff\xff\xff\xff\xff\xff"; /* the rest is 0 */
    return ev_load8(ones + 8 - n);
}

/* The lowest bit of each byte, where all others are 0. */
static EV_INLINE uint64_t ev_low_bits(uint64_t word) {
    return word * UINT64_C(0x0102040810204080) >> 56;
}

/* Which bytes of a word are 0: a bit each. */
static EV_INLINE uint64_t ev_zeros(uint64_t word) {
    uint64_t low = EV_EACH_BYTE(0x7f);
    return ev_low_bits(~(((word & low) + low) | word | low) >> 7);
}

/* Which bytes of two blocks are the same. On every x86-64 there are registers as wide as that. */
static EV_INLINE uint64_t ev_equal(const char *a, const char *b) {
#if EV_SSE2
    __m128i wide = _mm_loadu_si128((const __m128i *)(const void *)a);
    __m128i with = _mm_loadu_si128((const __m128i *)(const void *)b);
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(wide, with));
#else
    return ev_zeros(ev_load8(a) ^ ev_load8(b)) | ev_zeros(ev_load8(a + 8) ^ ev_load8(b + 8)) << 8;
#endif
}

/* Which bit is the lowest, of some. */
static EV_INLINE size_t ev_lowest(uint64_t bits) {
#if defined(__GNUC__)
    return (size_t)__builtin_ctzll(bits);
#else
    size_t n = 0;
    while (!(bits >> n & 1)) n++;
    return n;
#endif
}

/* The bytes before the first quote; EV_AHEAD where there is none in so many blocks. */
static EV_INLINE size_t ev_find_quote(const char *s, uint32_t blocks) {
    static const char quotes[EV_BLOCK + 1] = "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"";
    uint64_t found = ev_equal(s, quotes);
    for (uint32_t i = 1; i < blocks; i++)
        found |= ev_equal(s + (size_t)i * EV_BLOCK, quotes) << i * EV_BLOCK;
    return found ? ev_lowest(found) : EV_AHEAD;
}

/* Whether n bytes (fewer than EV_AHEAD) are the same, which lie in so many blocks. */
static EV_INLINE bool ev_alike(const char *a, const char *b, size_t n, uint32_t blocks) {
    uint64_t same = ev_equal(a, b);
    for (uint32_t i = 1; i < blocks; i++)
        same |= ev_equal(a + (size_t)i * EV_BLOCK, b + (size_t)i * EV_BLOCK) << i * EV_BLOCK;
    return ev_lowest(~same | (uint64_t)1 << (EV_AHEAD - 1)) >= n;
}

/* Whether n bytes are the same, of a text that most likely is. */
static EV_INLINE bool ev_same(const char *a, const char *b, size_t n) {
    for (; n > EV_BLOCK; a += EV_BLOCK, b += EV_BLOCK, n -= EV_BLOCK)
        if (ev_equal(a, b) != 0xffff) return false;
    return (~ev_equal(a, b) & (((uint64_t)1 << n) - 1)) == 0;
}

#endif
