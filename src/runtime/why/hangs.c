/*
 * On which unknown facts it hangs what an approach is, and which paragraphs open and close it.
 *
 * All of that are functions of what is open: where the approach is open, where it is closed, where
 * this paragraph permits it. In some completions each says yes, in others no; a value of a fact
 * changes what is said just where those with this value all say yes, or all no, to one that is
 * neither without it.
 */
#include "runtime/diagram.h"
#include "runtime/why/ways.h"

enum { TRIED = 256 }; /* values of one set: those of others are few, or a class each */

/* STRAT_R_Z: only where this axis, too, has a class of this group. */
static void put_group(struct strat_state *s, const uint64_t *open, uint32_t group) {
    uint32_t n = STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]),
             bits = STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]), i, tries, made = STRAT_FULL;
    strat_i_work(s, ((uint64_t)1 << bits) / 8);
    for (tries = 0; tries < 2 && made == STRAT_FULL && !s->stopped; tries++) {
        if (tries > 0) strat_i_collect(s);
        for (i = 0; i < (uint32_t)1 << bits; i++) s->code[i] = (i < n ? i : n - 1) == group;
        made =
            strat_i_fold(s, s->code, (uint32_t)1 << bits, (uint32_t)open[STRAT_OPEN_LEVEL] + bits);
    }
    s->stopped = s->stopped || made == STRAT_FULL;
    s->d.reg[STRAT_R_CARRY] = s->stopped ? (uint32_t)STRAT_NO : made;
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_Z, STRAT_R_CARRY);
}

/* STRAT_R_Z: where the fact has value number `which`, one group of each of its axes. False: it has
 * no more values. */
static int put_value(struct strat_state *s, uint32_t fact, uint32_t which) {
    uint32_t i;
    s->d.reg[STRAT_R_Z] = STRAT_YES;
    for (i = 0; i < s->n_open; i++) {
        const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t n = STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]);
        if (AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]) != fact) continue;
        put_group(s, open, which % n);
        which /= n;
    }
    return which == 0;
}

/* Whether some value leaves only such completions as are in STRAT_R_X, or only such as are in
 * STRAT_R_Y. */
static int settles(struct strat_state *s, uint32_t fact, int is_set) {
    uint32_t which;
    for (which = 0; (!is_set || which < TRIED) && strat_i_work(s, 1 + s->n_open / 16); which++) {
        if (!put_value(s, fact, which)) break;
        if (strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_X, STRAT_R_Z) !=
            strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_Y, STRAT_R_Z))
            return !s->stopped;
    }
    return 0;
}

/* The facts that settle reg[function], of which that is not known yet. */
static void look_at(struct strat_state *s, uint32_t function, uint64_t *facts) {
    uint32_t i;
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_ALL, function);
    strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_ALL, function);
    if (strat_i_is_empty(s, STRAT_R_X) || strat_i_is_empty(s, STRAT_R_Y)) return;
    for (i = 0; i < s->n_open && !s->stopped; i++) {
        const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t f = AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]);
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        if (STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]) < 2 || FACT_PRESUMED(fact) ||
            (facts[f / 64] >> (f % 64)) & 1)
            continue;
        if (settles(s, f, FACT_KIND(fact) == STRAT_SET_OF)) strat_i_add(facts, f);
    }
}

/* Where it has each verdict. */
static void look_at_verdicts(struct strat_state *s, uint32_t approach, uint64_t *facts) {
    const uint32_t open = (uint32_t)STRAT_R_OPEN + approach,
                   outstanding = (uint32_t)STRAT_R_OUTSTANDING + approach;
    strat_i_do(s, STRAT_R_WAY, STRAT_OP_BUT, open, STRAT_R_OUTSIDE);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_AND, STRAT_R_WAY, outstanding);
    look_at(s, STRAT_R_REST, facts);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_WAY, outstanding);
    look_at(s, STRAT_R_REST, facts);
    strat_i_gather(s, STRAT_R_WITHIN, strat_i_mask_of(s, approach, M_CLOSE), (const uint64_t *)0);
    strat_i_do(s, STRAT_R_WAY, STRAT_OP_OR, open, STRAT_R_OUTSIDE);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_WITHIN, STRAT_R_WAY);
    look_at(s, STRAT_R_REST, facts); /* closed */
    strat_i_do(s, STRAT_R_WAY, STRAT_OP_OR, STRAT_R_WAY, STRAT_R_WITHIN);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_YES, STRAT_R_WAY);
    if ((int32_t)approach == s->fallback)
        look_at(s, STRAT_R_OUTSIDE, facts);
    else
        strat_i_do(s, STRAT_R_REST, STRAT_OP_OR, STRAT_R_REST, STRAT_R_OUTSIDE);
    look_at(s, STRAT_R_REST, facts); /* the default, or not provided for */
}

/* Where each paragraph permits it, or closes it. */
static void look_at_paragraphs(struct strat_state *s, const uint64_t *mask, uint64_t *facts) {
    strat_i_copy(s->rest, s->live, s->words);
    strat_i_and(s->rest, mask, s->words);
    while (!s->stopped && strat_i_take_first(s, STRAT_ITEM_ID) >= 0) {
        strat_i_gather(s, STRAT_R_WAY, s->item, (const uint64_t *)0);
        look_at(s, STRAT_R_WAY, facts);
    }
}

STRAT_API enum strat_result strat_hangs(struct strat_work *work, uint32_t approach,
                                        uint64_t *facts) {
    struct strat_state *s = strat_i_state(work);
    size_t words = (size_t)(work->policy->table[H_FACTS] + 63) / 64;
    enum strat_result result = work->result;
    strat_i_fill(facts, words, 0);
    if (result == STRAT_OK) result = strat_i_decide(s, STRAT_DECIDED);
    if (result != STRAT_OK) return result;
    if (approach >= s->approaches) return STRAT_BAD_VALUE;
    if (s->complete) return STRAT_OK;
    look_at_verdicts(s, approach, facts);
    look_at_paragraphs(s, strat_i_mask_of(s, approach, M_PERMIT), facts);
    look_at_paragraphs(s, strat_i_mask_of(s, approach, M_CLOSE), facts);
    if (!s->stopped) return STRAT_OK;
    strat_i_fill(facts, words, 0);
    return STRAT_NOT_DECIDED;
}
