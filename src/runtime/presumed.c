/*
 * What a decision takes for granted: the values that a default or a presumption gives to facts of
 * which the request says nothing.
 */
#include "runtime/compiled.h"
#include "runtime/diagram.h"
#include "runtime/values.h"

/* Where the other value would break what row `number` of the presumed says: there this value is
 * given. */
static void gather_given(struct strat_state *s, uint32_t to, uint64_t *open, uint32_t number,
                         uint32_t value) {
    strat_i_gather_as(s, to, strat_i_mask_of_presumed(s, number), open, 1 - value);
}

/* The row of its default, behind those of presumptions. */
static uint32_t row_of_default(const struct strat_state *s, uint32_t number) {
    uint32_t fact = (uint32_t)s->t[s->t[H_PRESUMED_AT] + number];
    for (number++; number < s->t[H_PRESUMED]; number++)
        if (s->t[s->t[H_PRESUMED_AT] + number] == fact) break;
    return number;
}

/* Whether every completion, in all of which judgement `number` has this value, is given it, and
 * whether by its default alone. Where nothing is assumed it is given, as nothing else can bind it:
 * else another completion would have the other value. */
static int is_given(struct strat_state *s, uint64_t *open, uint32_t number, uint32_t value,
                    int *by_default) {
    uint32_t row = row_of_default(s, number);
    int bound = s->d.reg[STRAT_R_POSSIBLE] != STRAT_YES;
    *by_default = 0;
    if (!bound && row == s->t[H_PRESUMED]) return 1;
    gather_given(s, STRAT_R_Z, open, number, value);
    if (row < s->t[H_PRESUMED]) {
        *by_default = !strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_ALL, STRAT_R_Z);
        gather_given(s, STRAT_R_X, open, row, value);
        strat_i_do(s, STRAT_R_Z, STRAT_OP_OR, STRAT_R_Z, STRAT_R_X);
    }
    return !bound || !strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_Z);
}

/* Number `number` of the judgements with presumptions, of which nothing is said. */
static void put_judgement(struct strat_state *s, uint32_t number, uint64_t *facts, int64_t *value,
                          uint64_t *defaults) {
    uint32_t fact = (uint32_t)s->t[s->t[H_PRESUMED_AT] + number], i;
    for (i = 0; i < s->n_open; i++) {
        uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        int yes, no, by_default;
        if (AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]) != fact ||
            STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0)
            continue;
        strat_i_put(s, STRAT_R_X, (uint32_t)open[STRAT_OPEN_LEVEL]);
        yes = strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_ALL, STRAT_R_X);
        no = strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_X);
        if (yes == no || !is_given(s, open, number, (uint32_t)yes, &by_default)) continue;
        strat_i_add(facts, fact);
        value[fact] = yes;
        if (by_default) strat_i_add(defaults, fact);
    }
}

#if STRAT_COMPILED
/* The question of this part about this item, or NULL: then nobody says yes to it. */
static const uint64_t *question_about(const struct strat_state *s, uint32_t part, uint32_t item) {
    const uint64_t *end, *q = strat_i_questions(&s->compiled, s->approaches, part, &end);
    while (q < end && QUESTION_ITEM(*q) != item) q++;
    return q < end ? q : (const uint64_t *)0;
}

/* The same by walks. What nothing but a presumption or a default binds is given in all completions,
 * and so is not looked at for itself. */
static void walk_judgement(struct strat_state *s, uint32_t number, uint64_t *facts, int64_t *value,
                           uint64_t *defaults) {
    const uint32_t fact = (uint32_t)s->t[s->t[H_PRESUMED_AT] + number];
    const uint64_t *is = question_about(s, Q_IS, number), *given, *presumed;
    uint64_t met = is ? strat_i_met(s, QUESTION_ROOT(*is), STRAT_MET_BOTH) : STRAT_MET_BOTH;
    const uint32_t item = 2 * number + (met == STRAT_MET_YES);
    if (met == STRAT_MET_BOTH) return;
    given = question_about(s, Q_GIVEN, item);
    presumed = question_about(s, Q_PRESUMED, item);
    if (!given || !strat_i_all(s, *given)) return;
    strat_i_add(facts, fact);
    value[fact] = met == STRAT_MET_YES;
    if (row_of_default(s, number) < s->t[H_PRESUMED] && !(presumed && strat_i_some(s, *presumed)))
        strat_i_add(defaults, fact);
}
#endif

/* Whether in some completion the other value would break what row `number` of the presumed says. */
static int is_given_somewhere(struct strat_state *s, uint32_t number) {
    uint32_t fact = (uint32_t)s->t[s->t[H_PRESUMED_AT] + number], i, value;
    for (i = 0; i < s->n_open; i++) {
        uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        if (AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]) != fact ||
            STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0)
            continue;
        for (value = 0; value < 2; value++) {
            gather_given(s, STRAT_R_Z, open, number, value);
            if (strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_ALL, STRAT_R_Z)) return 1;
        }
    }
    return 0;
}

#if STRAT_COMPILED
static int is_met_somewhere(struct strat_state *s, uint32_t number) {
    uint32_t value;
    for (value = 0; value < 2; value++) {
        const uint64_t *presumed = question_about(s, Q_PRESUMED, 2 * number + value);
        if (presumed && strat_i_some(s, *presumed)) return 1;
    }
    return 0;
}
#endif

/* Of judgements with presumptions. */
static void put_presumed(struct strat_state *s, uint64_t *facts, int64_t *value,
                         uint64_t *defaults) {
    uint32_t i, n = s->complete ? 0 : count_presumed(s->t);
    for (i = 0; i < n && !s->stopped; i++) {
        if (s->request.known[s->t[s->t[H_PRESUMED_AT] + i]]) continue;
#if STRAT_COMPILED
        if (s->walks) {
            walk_judgement(s, i, facts, value, defaults);
            continue;
        }
#endif
        put_judgement(s, i, facts, value, defaults);
    }
}

/* Of all others. */
static void put_defaults(struct strat_state *s, uint64_t *facts, int64_t *value,
                         uint64_t *defaults) {
    uint32_t f;
    for (f = 0; f < s->t[H_FACTS]; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        if (s->request.known[f] || !FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact)) continue;
        strat_i_add(facts, f);
        strat_i_add(defaults, f);
        value[f] = default_of(s->t, fact);
    }
}

STRAT_API enum strat_result strat_presumed(struct strat_work *work, uint64_t *facts, int64_t *value,
                                           uint64_t *defaults) {
    struct strat_state *s = strat_i_state(work);
    size_t words = (size_t)(work->policy->table[H_FACTS] + 63) / 64;
    enum strat_result result = work->result;
    int walks = result == STRAT_OK && strat_i_walks(s);
    for (;; walks = 0) {
        strat_i_fill(facts, words, 0);
        strat_i_fill(defaults, words, 0);
        if (result == STRAT_OK && !walks) result = strat_i_decide(s, STRAT_DECIDED);
        if (result != STRAT_OK) return result;
        put_presumed(s, facts, value, defaults);
        if (!walks || !s->compiled.failed) break;
    }
    put_defaults(s, facts, value, defaults);
    if (!s->stopped) return STRAT_OK;
    strat_i_fill(facts, words, 0);
    strat_i_fill(defaults, words, 0);
    return STRAT_NOT_DECIDED;
}

STRAT_API enum strat_result strat_presumed_somewhere(struct strat_work *work, uint64_t *facts) {
    struct strat_state *s = strat_i_state(work);
    size_t words = (size_t)(work->policy->table[H_FACTS] + 63) / 64;
    enum strat_result result = work->result;
    int walks = result == STRAT_OK && strat_i_walks(s);
    uint32_t i, n;
    for (;; walks = 0) {
        strat_i_fill(facts, words, 0);
        if (result == STRAT_OK && !walks) result = strat_i_decide(s, STRAT_DECIDED);
        if (result != STRAT_OK) return result;
        n = s->complete ? 0 : count_presumed(s->t);
        for (i = 0; i < n && !s->stopped; i++) {
            uint32_t fact = (uint32_t)s->t[s->t[H_PRESUMED_AT] + i];
            int is;
            if (s->request.known[fact]) continue;
#if STRAT_COMPILED
            is = walks ? is_met_somewhere(s, i) : is_given_somewhere(s, i);
#else
            is = is_given_somewhere(s, i);
#endif
            if (is) strat_i_add(facts, fact);
        }
        if (!walks || !s->compiled.failed) break;
    }
    if (!s->stopped) return STRAT_OK;
    strat_i_fill(facts, words, 0);
    return STRAT_NOT_DECIDED;
}
