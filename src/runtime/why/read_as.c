/*
 * What would be decided were a reading taken otherwise, by the table in which readings are facts;
 * and what hangs on one.
 */
#include "runtime/diagram.h"
#include "runtime/values.h"
#include "runtime/why/ways.h"

#if STRAT_READINGS

/* The number of a reading among the facts of that table. */
static uint32_t fact_of(const uint64_t *t, uint32_t reading) {
    uint32_t f = 0;
    while (!FACT_READING(t[t[H_FACT_AT] + f]) || reading-- > 0) f++;
    return f;
}

/* What the request comes to with this value of a reading. Its compiled diagrams are of what hangs
 * on readings alone, and are not walked; those that were made of clauses for another value serve
 * this one. */
static enum strat_result decide_as(struct strat_state *s, uint32_t fact, int64_t value) {
    const uint64_t *t = strat_i_second(s->p), word = t[t[H_FACT_AT] + fact];
    enum strat_result result = STRAT_BAD_VALUE;
    if (value_in_domain(t, word, value)) result = strat_i_decide(s, STRAT_READ);
    if (result != STRAT_OK) return result;
    if (s->complete) {
        s->request.known[fact] = 1;
        s->request.value[fact] = value;
        return strat_i_read(s, STRAT_NO_FACT, 0);
    }
    if (FACT_AXES(word) > 0)
        strat_i_turn(s, FACT_FIRST_AXIS(word), class_of(t, word, 0, value));
    else
        strat_i_copy(s->some, s->could, s->words);
    strat_i_residual(s, s->some);
    s->stage = STRAT_DECIDED;
    return STRAT_OK;
}

STRAT_API enum strat_result strat_decide_read(struct strat_work *work, uint32_t reading,
                                              int64_t value, struct strat_answer *answer,
                                              struct strat_lists *had) {
    struct strat_state *s = strat_i_state(work);
    enum strat_result was = work->result, result = was;
    struct strat_unread as;
    uint32_t a;
    int kept = s->kept;
    if (result == STRAT_OK && reading >= TABLE_READINGS(work->policy->table))
        result = STRAT_BAD_VALUE;
    if (result == STRAT_OK && !strat_i_begin_readings(s, &as)) result = STRAT_NOT_DECIDED;
    work->result = result;
    if (result != STRAT_OK) {
        result = strat_decide(work, answer);
    } else {
        if (kept) s->stage = STRAT_READ;
        work->result = decide_as(s, fact_of(strat_i_second(s->p), reading), value);
        work->bad_fact = -1;
        result = strat_decide(work, answer);
        for (a = 0; had && a < s->approaches && result == STRAT_OK; a++)
            result = strat_where_had(work, a, &had[a]);
        kept = s->stage == STRAT_DECIDED && !s->complete && !s->stopped;
        strat_i_end_readings(s, &as);
        s->kept = kept;
    }
    work->result = was;
    return result;
}

/* ---- what hangs on a reading ---- */

/* Of a function that asks for the reading before all else, which is open: what it is with this
 * group of its values. */
static uint32_t with_group(const struct strat_state *s, uint32_t f, uint32_t group) {
    uint32_t bits = STRAT_OPEN_BITS(s->open[STRAT_OPEN_AXIS]), level;
    for (level = 0; level < bits; level++)
        if (f > STRAT_YES && strat_i_level(&s->d, f) == level)
            f = (group >> (bits - 1 - level)) & 1 ? strat_i_high(&s->d, f) : strat_i_low(&s->d, f);
    return f;
}

/* Whether some completion with the reading as it is taken, and with another value, has only one of
 * them in reg[function]. They are of what is presumed both ways. */
static int is_turned(struct strat_state *s, uint32_t own, uint32_t function) {
    uint32_t g, n = STRAT_OPEN_GROUPS(s->open[STRAT_OPEN_LEVEL]);
    for (g = 0; g < n && !s->stopped; g++) {
        if (g == own) continue;
        s->d.reg[STRAT_R_X] = with_group(s, s->d.reg[function], own);
        s->d.reg[STRAT_R_Y] = with_group(s, s->d.reg[function], g);
        if (s->d.reg[STRAT_R_X] == s->d.reg[STRAT_R_Y]) continue;
        s->d.reg[STRAT_R_SOME] = with_group(s, s->d.reg[STRAT_R_ALL], own);
        s->d.reg[STRAT_R_SURE] = with_group(s, s->d.reg[STRAT_R_ALL], g);
        strat_i_do(s, STRAT_R_SOME, STRAT_OP_AND, STRAT_R_SOME, STRAT_R_SURE);
        strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_X, STRAT_R_SOME);
        strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, STRAT_R_Y, STRAT_R_SOME);
        if (s->d.reg[STRAT_R_X] != s->d.reg[STRAT_R_Y]) return !s->stopped;
    }
    return 0;
}

/* Whether something else is presumed: a completion with one value of the reading, its own or
 * another, breaks a presumption with the other one. */
static int is_presumed_turned(struct strat_state *s, uint32_t own) {
    uint32_t g, n = STRAT_OPEN_GROUPS(s->open[STRAT_OPEN_LEVEL]);
    strat_i_gather(s, STRAT_R_Z, s->against, (const uint64_t *)0);
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_Z, STRAT_R_POSSIBLE);
    for (g = 0; g < n && !s->stopped; g++) {
        if (g == own) continue;
        s->d.reg[STRAT_R_X] = with_group(s, s->d.reg[STRAT_R_ALL], own);
        s->d.reg[STRAT_R_Y] = with_group(s, s->d.reg[STRAT_R_Z], g);
        if (strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_X, STRAT_R_Y)) return !s->stopped;
        s->d.reg[STRAT_R_X] = with_group(s, s->d.reg[STRAT_R_ALL], g);
        s->d.reg[STRAT_R_Y] = with_group(s, s->d.reg[STRAT_R_Z], own);
        if (strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_X, STRAT_R_Y)) return !s->stopped;
    }
    return 0;
}

/* Where it may start at once, or once something is done; and where it is open. STRAT_R_WITHIN is
 * where it is had then. */
static int is_verdict_turned(struct strat_state *s, uint32_t own, uint32_t approach) {
    const uint32_t outstanding = (uint32_t)STRAT_R_OUTSTANDING + approach;
    strat_i_put_had(s, approach);
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_WITHIN, outstanding);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_WITHIN, outstanding);
    if (is_turned(s, own, STRAT_R_Z) || is_turned(s, own, STRAT_R_REST)) return 1;
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_WITHIN, STRAT_R_OPEN + approach);
    return is_turned(s, own, STRAT_R_Z);
}

/* Within STRAT_R_WITHIN, where each paragraph or duty of these clauses counts. */
static int is_item_turned(struct strat_state *s, uint32_t own, const uint64_t *mask,
                          enum strat_item of) {
    strat_i_copy(s->rest, s->live, s->words);
    strat_i_and(s->rest, mask, s->words);
    while (!s->stopped && strat_i_take_first(s, of) >= 0) {
        strat_i_gather(s, STRAT_R_Z, s->item, (const uint64_t *)0);
        strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_Z, STRAT_R_WITHIN);
        if (is_turned(s, own, STRAT_R_Z)) return 1;
    }
    return 0;
}

/* Where a permission of this strength opens it. */
static int is_use_turned(struct strat_state *s, uint32_t own, uint32_t approach,
                         uint32_t strength) {
    strat_i_gather_opened(s, STRAT_R_Z, approach, strength);
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_Z, STRAT_R_WITHIN);
    return is_turned(s, own, STRAT_R_Z);
}

/* Of what is decided with the one reading open, which is taken as a value of this class. */
static int is_felt(struct strat_state *s, uint32_t taken, uint64_t told) {
    const uint64_t *group = s->group + s->open[STRAT_OPEN_GROUP];
    uint32_t a, own = STRAT_GROUP_OF(group[taken]);
    if (is_presumed_turned(s, own)) return 1;
    for (a = 0; a < s->approaches && !s->stopped; a++)
        if (is_verdict_turned(s, own, a) ||
            is_item_turned(s, own, strat_i_mask_of(s, a, M_OUTSTANDING), STRAT_ITEM_DUTY) ||
            (((told >> a) & 1) &&
             (is_use_turned(s, own, a, M_MUST) || is_use_turned(s, own, a, M_WILL) ||
              is_item_turned(s, own, strat_i_mask_of(s, a, M_CAUTION), STRAT_ITEM_ID) ||
              is_item_turned(s, own, strat_i_mask_of(s, a, M_DUTY), STRAT_ITEM_DUTY))))
            return 1;
    return 0;
}

STRAT_API enum strat_result strat_read_hangs(struct strat_work *work, uint64_t told,
                                             uint64_t *readings) {
    struct strat_state *s = strat_i_state(work);
    uint32_t n = TABLE_READINGS(work->policy->table), r;
    enum strat_result result = work->result;
    struct strat_unread as;
    strat_i_fill(readings, (size_t)(n + 63) / 64, 0);
    if (result != STRAT_OK || n == 0) return result;
    if (!strat_i_begin_readings(s, &as)) return STRAT_NOT_DECIDED;
    for (r = 0; r < n && result == STRAT_OK; r++) {
        const uint64_t *t = strat_i_second(s->p), fact = t[t[H_FACT_AT] + fact_of(t, r)];
        if (FACT_AXES(fact) == 0) continue; /* no clause asks for it */
        s->ahead = FACT_FIRST_AXIS(fact);
        result = strat_i_read(s, STRAT_NO_FACT, 0);
        if (result != STRAT_OK) break;
        strat_i_residual(s, s->could);
        if (is_felt(s, class_of(t, fact, 0, default_of(t, fact)), told)) strat_i_add(readings, r);
        if (s->stopped) result = STRAT_NOT_DECIDED;
    }
    s->ahead = STRAT_NO_AXIS;
    strat_i_end_readings(s, &as);
    if (result != STRAT_OK) strat_i_fill(readings, (size_t)(n + 63) / 64, 0);
    return result;
}
#endif
