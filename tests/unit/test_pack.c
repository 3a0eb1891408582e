/* What pack() makes few comes back, byte for byte, by the rules of an LZ4 block. */
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

static size_t further(const struct bytes *b, size_t *at, size_t n) {
    unsigned char more = 255;
    if (n < 15) return n;
    while (more == 255) {
        assert_true(*at < b->len);
        more = b->at[(*at)++];
        n += more;
    }
    return n;
}

/* As the format says it; whatever is wrong with the block fails the test. */
static size_t unpack(const struct bytes *b) {
    size_t at = 0, end = 0;
    while (at < b->len) {
        unsigned char token = b->at[at++];
        size_t run = further(b, &at, token >> 4);
        assert_true(run <= b->len - at && run <= MOST - end);
        memcpy(back + end, b->at + at, run);
        at += run;
        end += run;
        if (at == b->len) break;
        assert_true(b->len - at >= 2);
        size_t behind = (size_t)b->at[at] | (size_t)b->at[at + 1] << 8;
        at += 2;
        size_t length = further(b, &at, token & 15) + 4;
        assert_true(behind >= 1 && behind <= end && length <= MOST - end);
        for (; length > 0; length--, end++) back[end] = back[end - behind];
    }
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

/* Pieces that were there before, near, far and too far, of every length. */
static void pieces(void **state) {
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 40; round++) {
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
                                       cmocka_unit_test(pieces)};
    if (setjmp(oom)) return 1;
    arena_init(&arena, &oom);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
