/*
 * Ways that say by another fact what a way says already: where assumptions let one of its facts
 * follow. Were an agreement explicit wherever something is covered by it, then "something is
 * covered" would be one more way wherever "the agreement is explicit" is one.
 */
#include "runtime/why/ways.h"

static int has(const uint64_t *set, uint64_t i) { return (set[i / 64] >> (i % 64)) & 1; }

/* Nothing is known of it, and what is said of it takes nothing back that is presumed. */
static int is_unknown(const struct strat_search *w, uint64_t fact) {
    const uint64_t *t = w->s->t;
    return w->cost[fact].within == STRAT_COST_UNKNOWN && !FACT_PRESUMED(t[t[H_FACT_AT] + fact]);
}

/* Whether wherever a change of `set` is sure, the completions have values of `other` that make a
 * change of these sure: `both` are the two together, which differ in one fact each. */
static int follows(struct strat_search *w, const uint64_t *set, const uint64_t *other,
                   const uint64_t *both) {
    struct strat_state *s = w->s;
    strat_i_given(w, STRAT_R_X, STRAT_R_SURE, set);
    strat_i_given(w, STRAT_R_Y, STRAT_R_SOME, both);
    strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_X, STRAT_R_Y);
    strat_i_given(w, STRAT_R_Y, STRAT_R_SURE, other);
    return !strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_X, STRAT_R_Y) && !s->stopped;
}

/* Whether `facts` says by fact a what it would say by fact b. Of two that say the same of each
 * other the one about the fact that is declared first is told. */
static int says_again(struct strat_search *w, const uint64_t *facts, uint64_t a, uint64_t b) {
    strat_i_copy(w->both, facts, w->set_words);
    strat_i_add(w->both, (size_t)b);
    strat_i_copy(w->other, w->both, w->set_words);
    w->other[a / 64] &= ~((uint64_t)1 << (a % 64));
    return strat_i_has_set(w, STRAT_R_SETS, w->other) && follows(w, facts, w->other, w->both) &&
           (b < a || !follows(w, w->other, facts, w->both));
}

STRAT_LOCAL int strat_i_is_restated(struct strat_search *w, const uint64_t *facts) {
    uint32_t i, k;
    if (w->s->d.reg[STRAT_R_POSSIBLE] == STRAT_YES) return 0;
    for (i = 0; i < w->n_sets && !w->s->stopped; i++) {
        uint64_t a = w->fact_at[i];
        if (!has(facts, a) || !is_unknown(w, a)) continue;
        for (k = 0; k < w->n_sets && !w->s->stopped; k++) {
            uint64_t b = w->fact_at[k];
            if (!has(facts, b) && is_unknown(w, b) && says_again(w, facts, a, b)) return 1;
        }
    }
    return 0;
}
