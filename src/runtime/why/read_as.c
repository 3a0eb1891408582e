/*
 * What would be decided were a reading taken otherwise, by the table in which readings are facts.
 */
#include "runtime/diagram.h"

#if STRAT_READINGS

/* The number of a reading among the facts of that table. */
static uint32_t fact_of(const uint64_t *t, uint32_t reading) {
    uint32_t f = 0;
    while (!FACT_READING(t[t[H_FACT_AT] + f]) || reading-- > 0) f++;
    return f;
}

STRAT_API enum strat_result strat_decide_read(struct strat_work *work, uint32_t reading,
                                              int64_t value, struct strat_answer *answer,
                                              struct strat_lists *had) {
    struct strat_state *s = strat_i_state(work);
    enum strat_result was = work->result, result = was;
    struct strat_unread as;
    uint32_t a;
    if (result == STRAT_OK && reading >= TABLE_READINGS(work->policy->table))
        result = STRAT_BAD_VALUE;
    if (result == STRAT_OK && !strat_i_begin_readings(s, &as)) result = STRAT_NOT_DECIDED;
    work->result = result;
    if (result != STRAT_OK) {
        result = strat_decide(work, answer);
    } else {
        uint32_t fact = fact_of(strat_i_second(s->p), reading);
        s->request.known[fact] = 1;
        s->request.value[fact] = value;
        /* Its compiled diagrams are of what hangs on readings alone: it is not to walk. */
        work->result = strat_i_decide(s, STRAT_DECIDED);
        work->bad_fact = -1;
        result = strat_decide(work, answer);
        for (a = 0; had && a < s->approaches && result == STRAT_OK; a++)
            result = strat_where_had(work, a, &had[a]);
        strat_i_end_readings(s, &as);
    }
    work->result = was;
    return result;
}
#endif
