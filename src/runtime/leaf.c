/*
 * A leaf: every fact has a value, and the clauses that are left say what may be done.
 */
#include "runtime/private.h"

STRAT_LOCAL void strat_i_steps(struct strat_search *s) {
    const uint64_t *step = s->step, *last = step + 2 * s->n_steps;
    for (; step < last; step += 2) {
        const uint64_t *entry = s->entries + 2 * OVERRIDE_FIRST(step);
        const uint64_t *tests = entry + 2 * OVERRIDE_TESTED(step),
                       *any = tests + 2 * OVERRIDE_ANY(step);
        const uint64_t *none = any + 2 * OVERRIDE_NONE(step), *clear, *end;
        uint64_t left = 0;
        for (; entry < tests; entry += 2) left |= s->clause[entry[0]] & entry[1];
        clear = left ? tests : any;
        for (end = left ? any : none; clear < end; clear += 2) s->clause[clear[0]] &= ~clear[1];
    }
}

STRAT_LOCAL int32_t strat_i_highest(uint32_t set) {
    int32_t a = STRAT_NONE;
    for (; set; set >>= 1) a++;
    return a;
}

static int32_t only_one(uint32_t set) {
    return set && !(set & (set - 1)) ? strat_i_highest(set) : STRAT_NULL;
}

STRAT_LOCAL int32_t strat_i_modality(const struct strat_search *s, uint32_t approach) {
    const uint64_t *permit = strat_i_mask_of(s, approach, M_PERMIT);
    const uint64_t *will = strat_i_mask(s, M_WILL), *must = strat_i_mask(s, M_MUST);
    uint64_t some = 0, some_will = 0, some_must = 0;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        uint64_t left = s->clause[k] & permit[k];
        some |= left;
        some_will |= left & will[k];
        some_must |= left & must[k];
    }
    return some_must ? STRAT_MUST : some_will ? STRAT_WILL : some ? STRAT_MAY : STRAT_NO_MODALITY;
}

static int32_t strongest(const struct strat_search *s, uint32_t approaches) {
    int32_t best = STRAT_NO_MODALITY;
    uint32_t a;
    for (a = 0; a < s->approaches; a++) {
        int32_t m = (approaches >> a) & 1 ? strat_i_modality(s, a) : STRAT_NO_MODALITY;
        best = m > best ? m : best;
    }
    return best;
}

STRAT_LOCAL void strat_i_out_of_scope(struct strat_leaf *leaf) {
    leaf->status = STRAT_OUT_OF_SCOPE;
    leaf->approach = leaf->now = STRAT_NONE;
    leaf->open = 0;
    leaf->modality = STRAT_NO_MODALITY;
}

STRAT_LOCAL void strat_i_conclude(const struct strat_search *s, uint32_t permitted, uint32_t closed,
                                  uint32_t held, struct strat_leaf *leaf) {
    uint32_t ready;
    int fallback_open = s->fallback >= 0 && !((closed >> s->fallback) & 1);
    int fallback_ready = fallback_open && !((held >> s->fallback) & 1);
    leaf->open = permitted & ~closed;
    ready = leaf->open & ~held;
    if (leaf->open) {
        leaf->approach = s->ranked ? strat_i_highest(leaf->open) : only_one(leaf->open);
        leaf->status = (s->ranked ? (ready >> leaf->approach) & 1 : ready != 0) ? STRAT_OPEN
                                                                                : STRAT_CONDITIONAL;
        leaf->now = ready            ? (s->ranked ? strat_i_highest(ready) : only_one(ready))
                    : fallback_ready ? s->fallback
                                     : STRAT_NONE;
    } else if (fallback_open) {
        leaf->status = STRAT_DEFAULT;
        leaf->approach = s->fallback;
        leaf->now = fallback_ready ? s->fallback : STRAT_NONE;
    } else {
        leaf->status = STRAT_REFUSED;
    }
}

STRAT_LOCAL void strat_i_leaf(const struct strat_search *s, struct strat_leaf *leaf) {
    uint32_t a, closed = 0, held = 0, permitted = 0;
    strat_i_out_of_scope(leaf);
    if (strat_i_any(s->clause, strat_i_mask(s, M_OUTSIDE), s->words)) return;
    for (a = 0; a < s->approaches; a++) {
        uint32_t bit = (uint32_t)1 << a;
        closed |= strat_i_any(s->clause, strat_i_mask_of(s, a, M_CLOSE), s->words) ? bit : 0;
        held |= strat_i_any(s->clause, strat_i_mask_of(s, a, M_OUTSTANDING), s->words) ? bit : 0;
        permitted |= strat_i_any(s->clause, strat_i_mask_of(s, a, M_PERMIT), s->words) ? bit : 0;
    }
    strat_i_conclude(s, permitted, closed, held, leaf);
    if (leaf->open)
        leaf->modality =
            s->ranked ? strat_i_modality(s, (uint32_t)leaf->approach) : strongest(s, leaf->open);
}
