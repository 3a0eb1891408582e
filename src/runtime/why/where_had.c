/*
 * What goes with an approach wherever it is had: in those completions alone in which it is open, or
 * is what remains.
 */
#include "runtime/why/ways.h"

/* Whether the approach may start somewhere. */
static int may_start(struct strat_state *s, uint32_t approach) {
    const uint32_t outstanding = (uint32_t)STRAT_R_OUTSTANDING + approach;
    if (!STRAT_RANKED(s)) {
        strat_i_starts(s);
        return !strat_i_is_empty(s, STRAT_R_SPLIT + approach);
    }
    strat_i_do(s, STRAT_R_WITHIN, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_OUTSIDE);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, STRAT_R_WITHIN, STRAT_R_OPEN + approach);
    if (strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_Y, outstanding)) return 1;
    if ((int32_t)approach != s->fallback) return 0;
    strat_i_remains(s);
    return strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_Y, outstanding);
}

STRAT_LOCAL void strat_i_put_had(struct strat_state *s, uint32_t approach) {
    const uint32_t open = (uint32_t)STRAT_R_OPEN + approach;
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_OUTSIDE);
    strat_i_do(s, STRAT_R_WITHIN, STRAT_OP_AND, STRAT_R_Y, open);
    if ((int32_t)approach != s->fallback) return;
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_Y, open);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_Y, STRAT_R_CLOSED);
    strat_i_do(s, STRAT_R_WITHIN, STRAT_OP_OR, STRAT_R_WITHIN, STRAT_R_Y);
}

/* The paragraphs or duties of these clauses that count everywhere there. */
static void put_items(struct strat_state *s, const uint64_t *mask, enum strat_item of,
                      uint64_t *to) {
    int32_t item;
    strat_i_copy(s->rest, s->live, s->words);
    strat_i_and(s->rest, mask, s->words);
    while (!s->stopped && (item = strat_i_take_first(s, of)) >= 0) {
        strat_i_gather(s, STRAT_R_X, s->item, (const uint64_t *)0);
        if (!strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_WITHIN, STRAT_R_X))
            strat_i_add(to, (size_t)item);
    }
}

/* The paragraphs of these clauses that count somewhere there: of many, each clause by itself. */
static void put_some(struct strat_state *s, const uint64_t *mask, uint64_t *to) {
    uint32_t k;
    for (k = 0; k < s->words && !s->stopped; k++) {
        uint64_t rest = mask[k] & s->live[k];
        for (; rest && strat_i_work(s, 1); rest &= rest - 1) {
            uint32_t clause = k * 64 + strat_i_lowest(rest), id = CLAUSE_ITS_ID(s->clauses[clause]);
            if ((to[id / 64] >> (id % 64)) & 1) continue;
            s->d.reg[STRAT_R_X] = s->complete ? (uint32_t)STRAT_YES : (uint32_t)s->ids[clause];
            if (strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_WITHIN, STRAT_R_X)) strat_i_add(to, id);
        }
    }
}

STRAT_LOCAL void strat_i_gather_opened(struct strat_state *s, uint32_t to, uint32_t approach,
                                       uint32_t strength) {
    strat_i_copy(s->item, strat_i_mask_of(s, approach, M_PERMIT), s->words);
    strat_i_and(s->item, strat_i_mask(s, strength), s->words);
    strat_i_gather(s, to, s->item, (const uint64_t *)0);
}

/* Whether a permission of this strength opens it there somewhere. */
static int is_opened_by(struct strat_state *s, uint32_t approach, uint32_t strength) {
    strat_i_gather_opened(s, STRAT_R_X, approach, strength);
    return strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_WITHIN, STRAT_R_X);
}

static void clear(const struct strat_policy *p, struct strat_lists *lists) {
    strat_i_fill(lists->basis, strat_id_words(p), 0);
    strat_i_fill(lists->cautions, strat_id_words(p), 0);
    strat_i_fill(lists->duties, strat_duty_words(p), 0);
    strat_i_fill(lists->before, strat_duty_words(p), 0);
    lists->modality = STRAT_NO_MODALITY;
    lists->verdicts = 0;
}

static void put_lists(struct strat_state *s, uint32_t approach, struct strat_lists *lists) {
    if (may_start(s, approach)) lists->verdicts = (uint32_t)1 << STRAT_VERDICT_OPEN;
    strat_i_put_had(s, approach);
    if (strat_i_is_empty(s, STRAT_R_WITHIN)) return;
    put_some(s, strat_i_mask_of(s, approach, M_PERMIT), lists->basis);
    put_items(s, strat_i_mask_of(s, approach, M_CAUTION), STRAT_ITEM_ID, lists->cautions);
    put_items(s, strat_i_mask_of(s, approach, M_DUTY), STRAT_ITEM_DUTY, lists->duties);
    put_items(s, strat_i_mask_of(s, approach, M_OUTSTANDING), STRAT_ITEM_DUTY, lists->before);
    if (is_opened_by(s, approach, M_MUST))
        lists->modality = STRAT_MUST;
    else if (is_opened_by(s, approach, M_WILL))
        lists->modality = STRAT_WILL;
    else if (strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_WITHIN, STRAT_R_OPEN + approach))
        lists->modality = STRAT_MAY;
}

STRAT_API enum strat_result strat_where_had(struct strat_work *work, uint32_t approach,
                                            struct strat_lists *lists) {
    struct strat_state *s = strat_i_state(work);
    enum strat_result result = work->result;
    clear(work->policy, lists);
    if (result == STRAT_OK) result = strat_i_decide(s, STRAT_DECIDED);
    if (result != STRAT_OK) return result;
    if (approach >= s->approaches) return STRAT_BAD_VALUE;
    if (s->complete) strat_i_gather_masks(s);
    put_lists(s, approach, lists);
    if (!s->stopped) return STRAT_OK;
    clear(work->policy, lists);
    return STRAT_NOT_DECIDED;
}
