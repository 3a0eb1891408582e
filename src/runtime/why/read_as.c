/*
 * What would be decided were a reading taken otherwise, by the table in which readings are facts.
 */
#include "runtime/diagram.h"
#include "runtime/values.h"

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
#endif
