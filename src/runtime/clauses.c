/*
 * Sets of clauses, as rows of bits, what overrides make of them, and what those come to that are
 * left of a complete request.
 */
#include "runtime/private.h"

STRAT_LOCAL int strat_i_any(const uint64_t *a, const uint64_t *b, uint32_t n) {
    uint64_t some = 0;
    uint32_t i;
    for (i = 0; i < n; i++) some |= a[i] & b[i];
    return some != 0;
}

STRAT_LOCAL void strat_i_copy(uint64_t *to, const uint64_t *from, size_t n) {
    for (; n > 0; n--) {
        *to++ = *from++;
        STRAT_KEEP_LOOP;
    }
}

STRAT_LOCAL void strat_i_fill(uint64_t *to, size_t n, uint64_t with) {
    for (; n >= 8; n -= 8, to += 8) {
        to[0] = to[1] = to[2] = to[3] = to[4] = to[5] = to[6] = to[7] = with;
        STRAT_KEEP_LOOP;
    }
    for (; n > 0; n--) {
        *to++ = with;
        STRAT_KEEP_LOOP;
    }
}

STRAT_LOCAL void strat_i_and(uint64_t *to, const uint64_t *row, size_t n) {
    for (; n > 0; n--) *to++ &= *row++;
}

STRAT_LOCAL void strat_i_or(uint64_t *to, const uint64_t *row, size_t n) {
    for (; n > 0; n--) *to++ |= *row++;
}

/* Bit by bit: where the lowest one is (de Bruijn's sequence: its top six bits, shifted, are a
 * number for each position). */
STRAT_LOCAL uint32_t strat_i_lowest(uint64_t set) {
    static const uint8_t position[64] = {
        0,  1,  2,  53, 3,  7,  54, 27, 4,  38, 41, 8,  34, 55, 48, 28, 62, 5,  39, 46, 44, 42,
        22, 9,  24, 35, 59, 56, 49, 18, 29, 11, 63, 52, 6,  26, 37, 40, 33, 47, 61, 45, 43, 21,
        23, 58, 17, 10, 51, 25, 36, 32, 60, 20, 57, 16, 50, 31, 19, 15, 30, 14, 13, 12};
    return position[((set & (0 - set)) * UINT64_C(0x022fdd63cc95386d)) >> 58];
}

STRAT_LOCAL int32_t strat_i_highest(uint32_t set) {
    int32_t a = STRAT_NONE;
    for (; set; set >>= 1) a++;
    return a;
}

STRAT_LOCAL int32_t strat_i_only_one(uint32_t set) {
    return set & (set - 1) ? STRAT_NULL : strat_i_highest(set);
}

STRAT_LOCAL int strat_i_meets(const uint64_t *clauses, const uint64_t *entry, const uint64_t *end) {
    uint64_t some = 0;
    for (; entry < end; entry += 2) some |= clauses[entry[0]] & entry[1];
    return some != 0;
}

STRAT_LOCAL void strat_i_add_tested(const struct strat_state *s, uint64_t *clauses) {
    uint64_t i;
    for (i = s->n_overrides; i-- > 0;) {
        const uint64_t *override = s->overrides + 2 * i,
                       *tests = s->entries + 2 * OVERRIDE_FIRST(override),
                       *clears = tests + 2 * OVERRIDE_TESTED(override),
                       *end = clears + 2 * (OVERRIDE_ANY(override) + OVERRIDE_NONE(override));
        if (!strat_i_meets(clauses, clears, end)) continue;
        for (; tests < clears; tests += 2) clauses[tests[0]] |= tests[1];
    }
}

STRAT_LOCAL void strat_i_apply_overrides(const struct strat_state *s, uint64_t *clauses) {
    const uint64_t *override = s->overrides, *last = override + 2 * s->n_overrides;
    for (; override < last; override += 2) {
        const uint64_t *tests = s->entries + 2 * OVERRIDE_FIRST(override),
                       *any = tests + 2 * OVERRIDE_TESTED(override);
        const uint64_t *none = any + 2 * OVERRIDE_ANY(override),
                       *end = none + 2 * OVERRIDE_NONE(override), *clear = none;
        if (strat_i_meets(clauses, tests, any)) clear = any, end = none;
        for (; clear < end; clear += 2) clauses[clear[0]] &= ~clear[1];
    }
}

#if STRAT_DIRECT
/* (Where facts are unknown it is worked out on functions of them: strat_i_outcomes().) */
STRAT_LOCAL int strat_i_conclude(const struct strat_state *s, const uint64_t *clauses,
                                 struct strat_answer *to) {
    uint32_t w = s->words, open = 0, closed = 0, outstanding = 0, ready, a;
    int outside = strat_i_any(clauses, strat_i_mask(s, M_OUTSIDE), w), fallback_open;
    if (strat_i_any(clauses, strat_i_mask(s, M_FORBIDDEN), w)) return 0;
    for (a = 0; a < s->approaches; a++) {
        open |= (uint32_t)strat_i_any(clauses, strat_i_mask_of(s, a, M_PERMIT), w) << a;
        closed |= (uint32_t)strat_i_any(clauses, strat_i_mask_of(s, a, M_CLOSE), w) << a;
        outstanding |= (uint32_t)strat_i_any(clauses, strat_i_mask_of(s, a, M_OUTSTANDING), w) << a;
    }
    open = outside ? 0 : open & ~closed;
    ready = open & ~outstanding;
    fallback_open = !outside && s->fallback >= 0 && !((closed >> s->fallback) & 1);
    to->open = open;
    to->approach = fallback_open ? s->fallback : STRAT_NONE;
    to->status = outside ? STRAT_OUT_OF_SCOPE : fallback_open ? STRAT_DEFAULT : STRAT_REFUSED;
    if (open) {
        to->approach = STRAT_RANKED(s) ? strat_i_highest(open) : strat_i_only_one(open);
        to->status = (STRAT_RANKED(s) ? (ready >> to->approach) & 1 : ready) ? STRAT_OPEN
                                                                             : STRAT_CONDITIONAL;
    }
    if (fallback_open && !((outstanding >> s->fallback) & 1) &&
        (STRAT_RANKED(s) ? s->fallback <= to->approach : !ready))
        ready |= (uint32_t)1 << s->fallback;
    to->now = STRAT_RANKED(s) ? strat_i_highest(ready) : strat_i_only_one(ready);
    to->available = STRAT_RANKED(s) && ready ? ((uint32_t)2 << to->now) - 1 : ready;
    return 1;
}
#endif
