/*
 * What a decision takes for granted: the values that a default or a presumption gives to facts of
 * which the request says nothing.
 */
#include "runtime/diagram.h"
#include "runtime/values.h"

/* Whether every completion, in all of which the judgement has this value, is given it: whether the
 * other one would break a presumption there. Where nothing is assumed it is, as nothing else can
 * bind it: else another completion would have the other value. */
static int is_given(struct strat_state *s, uint64_t *open, uint32_t number, uint32_t value) {
    if (s->d.reg[STRAT_R_POSSIBLE] == STRAT_YES) return 1;
    strat_i_gather_as(s, STRAT_R_Z, strat_i_mask_of_presumed(s, number), open, 1 - value);
    return !strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_Z);
}

/* Number `number` of the judgements with presumptions, of which nothing is said. */
static void put_judgement(struct strat_state *s, uint32_t number, uint64_t *facts, int64_t *value) {
    uint32_t fact = (uint32_t)s->t[s->t[H_PRESUMED_AT] + number], i;
    for (i = 0; i < s->n_open; i++) {
        uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        int yes, no;
        if (AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]) != fact ||
            STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0)
            continue;
        strat_i_put(s, STRAT_R_X, (uint32_t)open[STRAT_OPEN_LEVEL]);
        yes = strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_ALL, STRAT_R_X);
        no = strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_X);
        if (yes == no || !is_given(s, open, number, (uint32_t)yes)) continue;
        strat_i_add(facts, fact);
        value[fact] = yes;
    }
}

STRAT_API enum strat_result strat_presumed(struct strat_work *work, uint64_t *facts,
                                           int64_t *value) {
    struct strat_state *s = strat_i_state(work);
    size_t words = (size_t)(work->policy->table[H_FACTS] + 63) / 64;
    enum strat_result result = work->result;
    uint32_t f, i;
    strat_i_fill(facts, words, 0);
    if (result == STRAT_OK) result = strat_i_decide(s, STRAT_DECIDED);
    if (result != STRAT_OK) return result;
    for (f = 0; f < s->t[H_FACTS]; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        if (s->request.known[f] || !FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact)) continue;
        strat_i_add(facts, f);
        value[f] = default_of(s->t, fact);
    }
    for (i = 0; i < s->t[H_PRESUMED] && !s->complete && !s->stopped; i++)
        if (!s->request.known[s->t[s->t[H_PRESUMED_AT] + i]]) put_judgement(s, i, facts, value);
    if (!s->stopped) return STRAT_OK;
    strat_i_fill(facts, words, 0);
    return STRAT_NOT_DECIDED;
}
