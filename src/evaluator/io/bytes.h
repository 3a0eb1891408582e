/*
 * Bytes: comparing and searching text some bytes at a time. Each function may look at EV_AHEAD
 * bytes from where it reads, whatever the text's length.
 *
 * Where the processor is known to have wide registers (SSE2, on every x86-64) they are used; the
 * plain form of each, `..._plainly`, is there everywhere and stands beside it in the test.
 */
#ifndef STRAT_EVALUATOR_IO_BYTES_H
#define STRAT_EVALUATOR_IO_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* For functions that would lose more by a call than the compiler thinks, and for those that would
 * lose less.
 */
#if defined(__GNUC__)
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

/* The blocks that hold n bytes. */
static inline uint32_t ev_blocks(size_t n) { return (uint32_t)((n + EV_BLOCK - 1) / EV_BLOCK); }

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

/* Of a word whose bytes are 0 or 1 in memory, and not all 0: which byte it is whose 1 is the word's
 * lowest.
 */
static inline uint32_t ev_marked_byte(uint64_t word) {
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (uint32_t)__builtin_ctzll(word) / 8;
#else
    char bytes[8];
    uint64_t lowest = word & (0 - word);
    uint32_t byte = 0;
    memcpy(bytes, &lowest, sizeof bytes);
    while (!bytes[byte]) byte++;
    return byte;
#endif
}

/* All ones in the first n bytes (at most 8) of a word as it lies in memory. */
static inline uint64_t ev_first_bytes(size_t n) {
    static const char ones[16] = "\xff\xff\xff\xff\xff\xff\xff\xff"; /* the rest is 0 */
    return ev_load8(ones + 8 - n);
}

/* Whether n bytes are the same. Goes on, and looks further, only as long as they are. */
static inline bool ev_same_plainly(const char *a, const char *b, size_t n) {
    for (; n > 8; a += 8, b += 8, n -= 8)
        if (ev_load8(a) != ev_load8(b)) return false;
    return ((ev_load8(a) ^ ev_load8(b)) & ev_first_bytes(n)) == 0;
}

/* The bytes before the first c; EV_AHEAD where there is none in so many
 * blocks (at most EV_BLOCKS). */
static inline size_t ev_find_plainly(const char *s, char c, uint32_t blocks) {
    size_t n = 0;
    while (n < blocks * EV_BLOCK && s[n] != c) n++;
    return n < blocks * EV_BLOCK ? n : EV_AHEAD;
}

/* Whether the first n of so many blocks of bytes (n at most EV_AHEAD) are the same. */
static inline bool ev_alike_plainly(const char *a, const char *b, size_t n, uint32_t blocks) {
    (void)blocks;
    return ev_same_plainly(a, b, n);
}

/*
 * A text that is expected over and over, such as a key. Its first and its last block are compared,
 * which overlap where it is short; all of it where that is not enough.
 */
struct ev_piece {
    char first[EV_BLOCK], last[EV_BLOCK]; /* of less than a block: both are all of it, */
    char ignored[EV_BLOCK];               /* and these bits are set behind it */
    const char *text;                     /* with EV_AHEAD bytes behind it */
    uint32_t length, last_at;
};

static inline struct ev_piece ev_piece(const char *text, uint32_t length) {
    bool two = length > EV_BLOCK && length <= EV_AHEAD;
    struct ev_piece p = {.text = text, .length = length, .last_at = two ? length - EV_BLOCK : 0};
    memcpy(p.first, text, EV_BLOCK);
    memcpy(p.last, text + p.last_at, EV_BLOCK);
    if (length < EV_BLOCK) memset(p.ignored + length, 0xff, EV_BLOCK - length);
    return p;
}

static inline bool ev_piece_is_plainly(const struct ev_piece *p, const char *s) {
    return ev_same_plainly(s, p->text, p->length);
}

#if EV_SSE2
static inline __m128i ev_load16(const char *s) {
    return _mm_loadu_si128((const __m128i *)(const void *)s);
}

static inline bool ev_same_wide(const char *a, const char *b, size_t n) {
    for (;; a += 16, b += 16, n -= 16) {
        unsigned differ =
            0xffffu ^ (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(ev_load16(a), ev_load16(b)));
        if (n <= 16) return (differ & ((1u << n) - 1)) == 0;
        if (differ) return false;
    }
}

static inline uint64_t ev_equal_bytes(const char *s, __m128i with) {
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(ev_load16(s), with));
}

/* How long a name is and where it differs is data: the blocks looked at do not depend on it, so
 * that the processor need not guess. */
static EV_INLINE size_t ev_find_wide(const char *s, char c, uint32_t blocks) {
    const __m128i wanted = _mm_set1_epi8(c);
    uint64_t found = ev_equal_bytes(s, wanted);
    if (blocks > 1) found |= ev_equal_bytes(s + EV_BLOCK, wanted) << EV_BLOCK;
    for (uint32_t i = 2; i < blocks; i++)
        found |= ev_equal_bytes(s + (size_t)i * EV_BLOCK, wanted) << (i * EV_BLOCK);
    return found ? (size_t)__builtin_ctzll(found) : EV_AHEAD;
}

static EV_INLINE bool ev_alike_wide(const char *a, const char *b, size_t n, uint32_t blocks) {
    uint64_t same = ev_equal_bytes(a, ev_load16(b));
    if (blocks > 1) same |= ev_equal_bytes(a + EV_BLOCK, ev_load16(b + EV_BLOCK)) << EV_BLOCK;
    for (uint32_t i = 2; i < blocks; i++)
        same |= ev_equal_bytes(a + (size_t)i * EV_BLOCK, ev_load16(b + (size_t)i * EV_BLOCK))
                << (i * EV_BLOCK);
    return n < EV_AHEAD ? (~same & (((uint64_t)1 << n) - 1)) == 0 : ~same == 0;
}

static inline bool ev_piece_is_wide(const struct ev_piece *p, const char *s) {
    __m128i first = _mm_cmpeq_epi8(ev_load16(s), ev_load16(p->first));
    __m128i last = _mm_cmpeq_epi8(ev_load16(s + p->last_at), ev_load16(p->last));
    __m128i same = _mm_or_si128(_mm_and_si128(first, last), ev_load16(p->ignored));
    if (_mm_movemask_epi8(same) != 0xffff) return false;
    return p->length <= 2 * EV_BLOCK || ev_same_wide(s, p->text, p->length);
}

#define ev_piece_is ev_piece_is_wide
#define ev_same ev_same_wide
#define ev_find ev_find_wide
#define ev_alike ev_alike_wide
#else
#define ev_piece_is ev_piece_is_plainly
#define ev_same ev_same_plainly
#define ev_find ev_find_plainly
#define ev_alike ev_alike_plainly
#endif

#endif
