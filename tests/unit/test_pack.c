/* What pack() makes few comes back, byte for byte, by the rules of zlib (RFC 1950, RFC 1951). */
#include "emit/page/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 1 << 18 };

static struct arena arena;
static jmp_buf oom;
static unsigned char from[MOST], back[MOST];

/* What is packed, read bit by bit. */
struct reader {
    const struct bytes *b;
    size_t at;
    unsigned bit;
};

static unsigned take(struct reader *r, unsigned n) {
    unsigned value = 0;
    for (unsigned i = 0; i < n; i++) {
        assert_true(r->at < r->b->len);
        value |= (unsigned)(r->b->at[r->at] >> r->bit & 1) << i;
        if (++r->bit == 8) {
            r->bit = 0;
            r->at++;
        }
    }
    return value;
}

enum { BITS = 15, SYMBOLS = 288 };

/* Symbols by their codes: how many codes have so many bits, and the symbols in the order of codes.
 */
struct codes {
    unsigned count[BITS + 1], symbol[SYMBOLS];
};

/* No code begins with another, and all that there may be are there. */
static void make_codes(struct codes *c, const unsigned *lengths, unsigned n) {
    unsigned some = 0, left = 1;
    memset(c, 0, sizeof *c);
    for (unsigned length = 1; length <= BITS; length++) {
        for (unsigned i = 0; i < n; i++)
            if (lengths[i] == length) {
                c->count[length]++;
                c->symbol[some++] = i;
            }
        left *= 2;
        assert_true(c->count[length] <= left);
        left -= c->count[length];
    }
    assert_int_equal(left, 0);
}

static unsigned take_symbol(struct reader *r, const struct codes *c) {
    unsigned code = 0, first = 0, index = 0;
    for (unsigned length = 1; length <= BITS; length++) {
        code |= take(r, 1);
        if (code < first + c->count[length]) return c->symbol[index + code - first];
        index += c->count[length];
        first = (first + c->count[length]) << 1;
        code <<= 1;
    }
    fail_msg("there is no such code");
    return 0;
}

static void take_codes(struct reader *r, struct codes *symbols, struct codes *distances) {
    static const unsigned order[19] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                       11, 4,  12, 3, 13, 2, 14, 1, 15};
    unsigned n = take(r, 5) + 257, m = take(r, 5) + 1, some = take(r, 4) + 4;
    unsigned lengths[SYMBOLS + 32] = {0}, end = 0;
    struct codes of_lengths;
    for (unsigned i = 0; i < some; i++) lengths[order[i]] = take(r, 3);
    make_codes(&of_lengths, lengths, 19);
    while (end < n + m) {
        unsigned symbol = take_symbol(r, &of_lengths), length = 0, run = 1;
        if (symbol < 16) length = symbol;
        if (symbol == 16) {
            assert_true(end > 0);
            length = lengths[end - 1];
            run = 3 + take(r, 2);
        }
        if (symbol == 17) run = 3 + take(r, 3);
        if (symbol == 18) run = 11 + take(r, 7);
        assert_true(run <= n + m - end);
        while (run-- > 0) lengths[end++] = length;
    }
    make_codes(symbols, lengths, n);
    make_codes(distances, lengths + n, m);
}

/* As the tables of RFC 1951 have it. */
static unsigned take_length(struct reader *r, unsigned symbol) {
    static const unsigned first[] = {3,  4,  5,  6,  7,  8,  9,  10, 11, 13,  15,  17,  19,  23,
                                     27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227},
                          bits[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2,
                                    2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5};
    assert_true(symbol >= 257 && symbol - 257 < sizeof first / sizeof *first);
    return first[symbol - 257] + take(r, bits[symbol - 257]);
}

static unsigned take_distance(struct reader *r, unsigned symbol) {
    static const unsigned first[] = {1,    2,    3,    4,    5,    7,    9,    13,    17,    25,
                                     33,   49,   65,   97,   129,  193,  257,  385,   513,   769,
                                     1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577},
                          bits[] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                    6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
    assert_true(symbol < sizeof first / sizeof *first);
    return first[symbol] + take(r, bits[symbol]);
}

static size_t unpack_block(struct reader *r, size_t end) {
    struct codes symbols, distances;
    assert_int_equal(take(r, 2), 2);
    take_codes(r, &symbols, &distances);
    for (;;) {
        unsigned symbol = take_symbol(r, &symbols);
        if (symbol == 256) return end;
        if (symbol < 256) {
            assert_true(end < MOST);
            back[end++] = (unsigned char)symbol;
            continue;
        }
        unsigned length = take_length(r, symbol),
                 behind = take_distance(r, take_symbol(r, &distances));
        assert_true(behind <= end && length <= MOST - end);
        for (; length > 0; length--, end++) back[end] = back[end - behind];
    }
}

/* As the format says it; whatever is wrong fails the test. */
static size_t unpack(const struct bytes *b) {
    struct reader r = {b, 2, 0};
    size_t end = 0;
    uint32_t low = 1, high = 0, sum = 0;
    assert_true(b->len > 6 && (b->at[0] & 15) == 8 && (b->at[0] * 256 + b->at[1]) % 31 == 0);
    for (unsigned last = 0; !last;) {
        last = take(&r, 1);
        end = unpack_block(&r, end);
    }
    if (r.bit > 0) r.at++;
    assert_int_equal(b->len - r.at, 4);
    for (size_t i = 0; i < end; i++) {
        low = (low + back[i]) % 65521;
        high = (high + low) % 65521;
    }
    for (int i = 0; i < 4; i++) sum = sum << 8 | b->at[r.at++];
    assert_int_equal(sum, high << 16 | low);
    return end;
}

/* How many bytes it takes. */
static size_t there_and_back(size_t n) {
    struct bytes packed = pack(&arena, from, n);
    memset(back, 0xee, n + 1 < MOST ? n + 1 : MOST);
    assert_int_equal(unpack(&packed), n);
    assert_memory_equal(back, from, n);
    size_t length = packed.len;
    arena_clear(&arena);
    return length;
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void nothing_and_little(void **state) {
    (void)state;
    for (size_t i = 0; i < 64; i++) from[i] = (unsigned char)(i % 3);
    for (size_t n = 0; n <= 64; n++) there_and_back(n);
}

static void zeros(void **state) {
    (void)state;
    memset(from, 0, MOST);
    assert_true(there_and_back(MOST) < MOST / 100);
}

/* Nothing repeats: hardly more than it was. */
static void noise(void **state) {
    uint32_t seed = 1;
    (void)state;
    for (size_t i = 0; i < MOST; i++) from[i] = (unsigned char)next_random(&seed);
    assert_true(there_and_back(MOST) < MOST + MOST / 200 + 16);
}

/* Each byte is twice as rare as the one before: codes would be longer than they may be. */
static void rare(void **state) {
    uint32_t seed = 3;
    (void)state;
    for (size_t i = 0; i < MOST; i++) {
        unsigned k = 0;
        while (k < 24 && next_random(&seed) % 2 == 0) k++;
        from[i] = (unsigned char)k;
    }
    for (size_t i = 0, n = 1; n < MOST / 2; i++, n *= 2) memset(from + n, 100 + (int)i, n / 8 + 1);
    assert_true(there_and_back(MOST) < MOST / 3);
}

/* Pieces that were there before, near, far and too far, of every length. */
static void pieces(void **state) {
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 16; round++) {
        size_t n = 0, most = 1 + next_random(&seed) % (MOST - 1);
        while (n < most) {
            size_t length = 1 + next_random(&seed) % (round % 2 ? 20 : 600);
            size_t start = n ? next_random(&seed) % n : 0;
            bool fresh = n == 0 || next_random(&seed) % 3 == 0;
            for (size_t i = 0; i < length && n < most; i++, n++)
                from[n] = fresh ? (unsigned char)next_random(&seed) : from[start + i];
        }
        there_and_back(n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_and_little),
                                       cmocka_unit_test(zeros), cmocka_unit_test(noise),
                                       cmocka_unit_test(rare), cmocka_unit_test(pieces)};
    if (setjmp(oom)) return 1;
    arena_init(&arena, &oom);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
