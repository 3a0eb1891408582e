/* What comes next, read off a tape of bytes: so a fuzzer can steer what else goes by chance. */
#ifndef TESTS_PROPS_TAPE_H
#define TESTS_PROPS_TAPE_H

#include <stdint.h>

struct tape {
    const uint8_t *at, *end;
    uint64_t state; /* behind its end: by chance, which the bytes before have settled */
};

static inline uint8_t tape_byte(struct tape *t) {
    if (t->at < t->end) {
        t->state = (t->state ^ *t->at) * 0x9e3779b97f4a7c15u + 1;
        return *t->at++;
    }
    t->state ^= t->state << 13;
    t->state ^= t->state >> 7;
    t->state ^= t->state << 17;
    return (uint8_t)((t->state * 0x2545f4914f6cdd1d) >> 56);
}

static inline uint64_t tape_next(struct tape *t) {
    uint64_t n = 0;
    for (int i = 0; i < 8; i++) n = n << 8 | tape_byte(t);
    return n;
}

static inline uint64_t tape_below(struct tape *t, uint64_t n) {
    uint64_t x = 0;
    for (uint64_t most = n; most > 0; most >>= 8) x = x << 8 | tape_byte(t);
    return n ? x % n : 0;
}

#endif
