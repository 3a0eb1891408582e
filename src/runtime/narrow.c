/*
 * Which facts to state where too much is open to be decided: those that leave the fewest clauses,
 * whatever is stated.
 */
#include "runtime/diagram.h"

/* So few clauses are left that nearly any of them are decided. */
enum { FEW = 200 };

static uint64_t count(const uint64_t *clauses, const uint64_t *row, uint32_t words) {
    uint64_t n = 0;
    uint32_t k;
    for (k = 0; k < words; k++) {
        uint64_t w = clauses[k] & row[k];
        w -= w >> 1 & UINT64_C(0x5555555555555555);
        w = (w & UINT64_C(0x3333333333333333)) + (w >> 2 & UINT64_C(0x3333333333333333));
        w = (w + (w >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
        n += w * UINT64_C(0x0101010101010101) >> 56;
    }
    return n;
}

/* s->item: of s->some what is left where every axis of this fact has the class that leaves most.
 * Returns how many. */
static uint64_t leave_most(struct strat_state *s, uint64_t fact) {
    uint32_t axis = FACT_FIRST_AXIS(fact), end = axis + FACT_AXES(fact), c;
    strat_i_copy(s->item, s->some, s->words);
    for (; axis < end; axis++) {
        const uint64_t *most = strat_i_row(s, axis, 0);
        uint64_t n = count(s->item, most, s->words);
        for (c = 1; c < AXIS_CLASSES(s->axis[axis]); c++) {
            const uint64_t *row = strat_i_row(s, axis, c);
            uint64_t more = count(s->item, row, s->words);
            if (more > n) n = more, most = row;
        }
        strat_i_and(s->item, most, s->words);
    }
    return count(s->item, s->item, s->words);
}

/* The fact that leaves fewest of s->some, and in s->rest what that is; or STRAT_NO_FACT where none
 * rules anything out. */
static uint32_t find_narrowest(struct strat_state *s, uint64_t *left) {
    uint32_t f, best = STRAT_NO_FACT;
    for (f = 0; f < s->t[H_FACTS]; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f], n;
        if (FACT_AXES(fact) == 0 || s->class_of[FACT_FIRST_AXIS(fact)] != STRAT_OPEN_CLASS)
            continue;
        n = leave_most(s, fact);
        if (n >= *left) continue;
        *left = n;
        best = f;
        strat_i_copy(s->rest, s->item, s->words);
    }
    return best;
}

STRAT_API enum strat_result strat_narrow(struct strat_work *work, uint32_t *facts, uint32_t *n) {
    struct strat_state *s = strat_i_state(work);
    enum strat_result result = work->result;
    uint64_t steps = work->steps, bound, left;
    uint32_t best;
    *n = 0;
    if ((result != STRAT_OK && result != STRAT_NOT_DECIDED) || work->words < STRAT_STATE_WORDS)
        return result;
    bound = s->max_steps;
    s->max_steps = ~(uint64_t)0;
    result = strat_i_read(s, STRAT_NO_FACT, 0);
    if (result == STRAT_OK && !s->complete) {
        strat_i_copy(s->some, s->could, s->words);
        left = count(s->some, s->some, s->words);
        while ((*n == 0 || left > FEW) && (best = find_narrowest(s, &left)) != STRAT_NO_FACT) {
            facts[(*n)++] = best;
            strat_i_copy(s->some, s->rest, s->words);
        }
    }
    s->max_steps = bound;
    work->steps = steps;
    s->stage = STRAT_STALE;
    return result;
}
