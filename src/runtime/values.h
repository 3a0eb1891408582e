/*
 * What values of facts mean in a table.
 */
#ifndef STRAT_VALUES_H
#define STRAT_VALUES_H

#include "runtime/private.h"

static inline const uint64_t *fact_map(const uint64_t *t, uint64_t fact) {
    return t + t[H_MAP_AT] + FACT_MAP(fact);
}

static inline int value_in_domain(const uint64_t *t, uint64_t fact, int64_t value) {
    const uint64_t *map = fact_map(t, fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: return value == 0 || value == 1;
    case STRAT_ONE_OF: return value >= 0 && (uint64_t)value < map[0];
    case STRAT_SET_OF: return ((uint64_t)value & ~map[0]) == 0;
    default: return value >= (int64_t)map[0] && value <= (int64_t)map[1];
    }
}

/* Of a fact that has one: the map of one that has none may end before it. */
static inline int64_t default_of(const uint64_t *t, uint64_t fact) {
    const uint64_t *map = fact_map(t, fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: return (int64_t)map[0];
    case STRAT_ONE_OF:
    case STRAT_SET_OF: return (int64_t)map[1];
    default: return (int64_t)map[2];
    }
}

/* How many judgements have presumptions; behind them in the table those come again that have
 * defaults, too. */
static inline uint32_t count_presumed(const uint64_t *t) {
    const uint64_t *fact = t + t[H_PRESUMED_AT];
    uint32_t n = 0;
    while (n < t[H_PRESUMED] && (n == 0 || fact[n] > fact[n - 1])) n++;
    return n;
}

/* How many of n rising thresholds (n > 0) are not above the value: halves of fixed sizes, so that
 * nothing is guessed. */
static inline uint32_t band_of(const uint64_t *thresholds, uint32_t n, int64_t value) {
    const uint64_t *at = thresholds;
    while (n > 1) {
        uint32_t half = n / 2;
        at += (int64_t)at[half - 1] <= value ? half : 0;
        n -= half;
    }
    return (uint32_t)(at - thresholds) + ((int64_t)*at <= value);
}

/* Number `k` of the fact's axes: the class of this value. */
static inline uint32_t class_of(const uint64_t *t, uint64_t fact, uint32_t k, int64_t value) {
    const uint64_t *map = fact_map(t, fact);
    const uint64_t v = (uint64_t)value;
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: return (uint32_t)v;
    case STRAT_ONE_OF:
        if (FACT_WIDE(fact)) return (uint32_t)(map[2 + v / 4] >> (v % 4 * 16) & 0xffff);
        return (uint32_t)(map[2 + v / 8] >> (v % 8 * 8) & 0xff);
    case STRAT_SET_OF:
        return map[3 + k] == ELEMENT_OTHERS ? (v & map[2]) != 0 : (uint32_t)(v >> map[3 + k] & 1);
    default: break;
    }
    return band_of(map + 3, AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1, value);
}

/* Of all its axes. */
static inline void put_classes(const uint64_t *t, uint64_t fact, int64_t value, uint64_t *to) {
    const uint64_t *map = fact_map(t, fact), v = (uint64_t)value;
    uint32_t k, axes = FACT_AXES(fact);
    if (FACT_KIND(fact) != STRAT_SET_OF) {
        if (axes > 0) *to = class_of(t, fact, 0, value);
        return;
    }
    for (k = 0; k < axes; k++) {
        uint64_t element = map[3 + k];
        to[k] = (v & (element == ELEMENT_OTHERS ? map[2] : (uint64_t)1 << element)) != 0;
    }
}

#endif
