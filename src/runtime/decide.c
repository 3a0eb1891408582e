/*
 * A complete request: its overrides are applied to the clauses that it leaves, and those that
 * remain say what may be done.
 */
#include "runtime/private.h"

STRAT_LOCAL int strat_i_any(const uint64_t *a, const uint64_t *b, uint32_t n) {
    uint64_t some = 0;
    uint32_t i;
    for (i = 0; i < n; i++) some |= a[i] & b[i];
    return some != 0;
}

STRAT_LOCAL void strat_i_copy(uint64_t *to, const uint64_t *from, size_t n) {
    for (; n >= 8; n -= 8, to += 8, from += 8) {
        ((strat_i_wide *)(void *)to)[0] = ((const strat_i_wide *)(const void *)from)[0];
        ((strat_i_wide *)(void *)to)[1] = ((const strat_i_wide *)(const void *)from)[1];
        STRAT_KEEP_LOOP;
    }
    for (; n > 0; n--) {
        *to++ = *from++;
        STRAT_KEEP_LOOP;
    }
}

STRAT_LOCAL void strat_i_clear(uint64_t *to, size_t n) {
    const strat_i_wide zero = {0};
    for (; n >= 8; n -= 8, to += 8) {
        ((strat_i_wide *)(void *)to)[0] = zero;
        ((strat_i_wide *)(void *)to)[1] = zero;
        STRAT_KEEP_LOOP;
    }
    for (; n > 0; n--) {
        *to++ = 0;
        STRAT_KEEP_LOOP;
    }
}

STRAT_LOCAL void strat_i_and(uint64_t *to, const uint64_t *row, size_t n) {
    for (; n > 0; n--) *to++ &= *row++;
}

STRAT_LOCAL void strat_i_fill(uint64_t *to, size_t n) {
    for (; n > 0; n--) {
        *to++ = ~(uint64_t)0;
        STRAT_KEEP_LOOP;
    }
}

/* Bit by bit: the place of the lowest one (de Bruijn's sequence: its top six bits, shifted, are a
 * number for each place). */
STRAT_LOCAL uint32_t strat_i_lowest(uint64_t set) {
    static const uint8_t place[64] = {
        0,  1,  2,  53, 3,  7,  54, 27, 4,  38, 41, 8,  34, 55, 48, 28, 62, 5,  39, 46, 44, 42,
        22, 9,  24, 35, 59, 56, 49, 18, 29, 11, 63, 52, 6,  26, 37, 40, 33, 47, 61, 45, 43, 21,
        23, 58, 17, 10, 51, 25, 36, 32, 60, 20, 57, 16, 50, 31, 19, 15, 30, 14, 13, 12};
    return place[((set & (0 - set)) * UINT64_C(0x022fdd63cc95386d)) >> 58];
}

STRAT_LOCAL void strat_i_apply_overrides(struct strat_search *s) {
    const uint64_t *override = s->overrides, *last = override + 2 * s->n_overrides;
    for (; override < last; override += 2) {
        const uint64_t *entry = s->entries + 2 * OVERRIDE_FIRST(override);
        const uint64_t *tests = entry + 2 * OVERRIDE_TESTED(override),
                       *any = tests + 2 * OVERRIDE_ANY(override);
        const uint64_t *none = any + 2 * OVERRIDE_NONE(override), *clear, *end;
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

static int is_met(const struct strat_search *s, uint32_t approach, uint32_t which) {
    return strat_i_any(s->clause, strat_i_mask_of(s, approach, which), s->words);
}

static int32_t only_one(uint32_t set) {
    return set && !(set & (set - 1)) ? strat_i_highest(set) : STRAT_NULL;
}

static enum strat_modality modality_of(const struct strat_search *s, uint32_t approach) {
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

static enum strat_modality strongest(const struct strat_search *s, uint32_t approaches) {
    enum strat_modality best = STRAT_NO_MODALITY;
    uint32_t a;
    for (a = 0; a < s->approaches; a++) {
        enum strat_modality m = (approaches >> a) & 1 ? modality_of(s, a) : STRAT_NO_MODALITY;
        best = m > best ? m : best;
    }
    return best;
}

STRAT_LOCAL void strat_i_conclude(const struct strat_search *s, int outside, uint32_t permitted,
                                  uint32_t closed, uint32_t outstanding, struct strat_answer *to) {
    uint32_t ready;
    int fallback_open = s->fallback >= 0 && !((closed >> s->fallback) & 1);
    int fallback_ready = fallback_open && !((outstanding >> s->fallback) & 1);
    to->open = outside ? 0 : permitted & ~closed;
    to->approach = to->now = STRAT_NONE;
    ready = to->open & ~outstanding;
    if (outside) {
        to->status = STRAT_OUT_OF_SCOPE;
    } else if (to->open) {
        to->approach = s->ranked ? strat_i_highest(to->open) : only_one(to->open);
        to->status =
            (s->ranked ? (ready >> to->approach) & 1 : ready != 0) ? STRAT_OPEN : STRAT_CONDITIONAL;
        to->now = ready            ? (s->ranked ? strat_i_highest(ready) : only_one(ready))
                  : fallback_ready ? s->fallback
                                   : STRAT_NONE;
    } else if (fallback_open) {
        to->status = STRAT_DEFAULT;
        to->approach = s->fallback;
        to->now = fallback_ready ? s->fallback : STRAT_NONE;
    } else {
        to->status = STRAT_REFUSED;
    }
}

/* From s->clause: all of it but the modality. */
static void read_leaf(const struct strat_search *s, struct strat_answer *to) {
    uint32_t a, closed = 0, outstanding = 0, permitted = 0;
    for (a = 0; a < s->approaches; a++) {
        uint32_t bit = (uint32_t)1 << a;
        closed |= is_met(s, a, M_CLOSE) ? bit : 0;
        outstanding |= is_met(s, a, M_OUTSTANDING) ? bit : 0;
        permitted |= is_met(s, a, M_PERMIT) ? bit : 0;
    }
    strat_i_conclude(s, strat_i_any(s->clause, strat_i_mask(s, M_OUTSIDE), s->words), permitted,
                     closed, outstanding, to);
}

/* ---- lists ---- */

/* Paragraphs, or duties, of the clauses that are left in `mask`. */
static void list(const struct strat_search *s, const uint64_t *mask, int of_duties, uint64_t *to) {
    const uint64_t *clauses = s->clauses;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->clause[k] & mask[k];
        for (; rest; rest &= rest - 1) {
            uint64_t clause = clauses[k * 64 + strat_i_lowest(rest)];
            uint32_t item = of_duties ? CLAUSE_ITS_DUTY(clause) : CLAUSE_ITS_ID(clause);
            strat_i_add(to, item);
        }
    }
}

static void list_all(const struct strat_search *s, uint32_t a, int with_basis,
                     struct strat_lists *l) {
    if (with_basis) list(s, strat_i_mask_of(s, a, M_PERMIT), 0, l->basis);
    list(s, strat_i_mask_of(s, a, M_CAUTION), 0, l->cautions);
    list(s, strat_i_mask_of(s, a, M_DUTY), 1, l->duties);
    list(s, strat_i_mask_of(s, a, M_OUTSTANDING), 1, l->before);
}

static void list_what_closes(const struct strat_search *s, uint64_t *to) {
    uint32_t a;
    for (a = 0; a < s->approaches; a++) {
        int counts = s->fallback >= 0 ? a == (uint32_t)s->fallback : is_met(s, a, M_PERMIT);
        if (counts) list(s, strat_i_mask_of(s, a, M_CLOSE), 0, to);
    }
}

static void list_complete(const struct strat_search *s, struct strat_answer *answer) {
    uint32_t a;
    if (answer->status == STRAT_REFUSED) {
        list_what_closes(s, answer->lists.closed_by);
    } else if (answer->status == STRAT_DEFAULT) {
        list_all(s, (uint32_t)s->fallback, 0, &answer->lists);
    } else if (answer->status != STRAT_OUT_OF_SCOPE && s->ranked) {
        list_all(s, (uint32_t)answer->approach, 1, &answer->lists);
    } else if (answer->status != STRAT_OUT_OF_SCOPE) {
        for (a = 0; a < s->approaches; a++) {
            if (!((answer->open >> a) & 1)) continue;
            list_all(s, a, 1, &answer->lists);
            if (answer->each) {
                list_all(s, a, 1, &answer->each[a]);
                answer->each[a].modality = modality_of(s, a);
            }
        }
    }
}

/* The first assumption that what is left breaks. */
static int32_t broken_assume(const struct strat_search *s) {
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH), i = 0,
             n = (uint32_t)s->t[H_ASSUMES];
    while (i < n && !strat_i_any(s->clause, strat_i_mask(s, first + i), s->words)) i++;
    return i < n ? (int32_t)i : -1;
}

STRAT_LOCAL enum strat_result strat_i_decide_complete(struct strat_search *s,
                                                      struct strat_answer *answer) {
    if (strat_i_any(s->clause, strat_i_mask(s, M_FORBIDDEN), s->words)) {
        answer->broken_assume = broken_assume(s);
        return STRAT_IMPOSSIBLE;
    }
    read_leaf(s, answer);
    answer->lists.modality =
        strongest(s, s->ranked && answer->open ? (uint32_t)1 << answer->approach : answer->open);
    answer->committed = answer->lists.modality > STRAT_MAY;
    list_complete(s, answer);
    return STRAT_OK;
}

/* ---- judgements ---- */

/* Whether what is left in s->clause, the overrides applied, has another status or approach. */
static int is_other(const struct strat_search *s, const struct strat_answer *was) {
    struct strat_answer other;
    if (strat_i_any(s->clause, strat_i_mask(s, M_FORBIDDEN), s->words)) return 0;
    read_leaf(s, &other);
    return other.status != was->status ||
           (s->ranked ? other.approach != was->approach : other.open != was->open);
}

/* Whether another value of a judgement, all else equal, would lead to another status or approach.
 */
static int would_differ(struct strat_search *s, const struct strat_answer *was,
                        const uint64_t *behind, const uint64_t *row, const uint64_t *flipped) {
    const uint64_t *deciding = strat_i_mask(s, M_DECIDING);
    uint64_t differs = 0;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        uint64_t others = s->base[k] & behind[k] & deciding[k];
        s->clause[k] = others & flipped[k];
        differs |= s->clause[k] ^ (others & row[k]);
    }
    if (!differs) return 0;
    strat_i_apply_overrides(s);
    return is_other(s, was);
}

/* From s->base, what the axes before this one leave, and s->behind, what it and those behind it do.
 */
static void judge_rows(struct strat_search *s, const struct strat_answer *was, uint64_t *facts) {
    size_t w = s->words;
    uint32_t i;
    strat_i_copy(s->base, s->could, w);
    strat_i_fill(s->behind + s->axes * w, w);
    for (i = s->axes; i-- > 1;) {
        strat_i_copy(s->behind + i * w, s->behind + (i + 1) * w, w);
        strat_i_and(s->behind + i * w, strat_i_row(s, i, (uint32_t)s->class_of[i]), w);
    }
    for (i = 0; i < s->axes; i++) {
        uint32_t f = AXIS_FACT(s->axis[i]), c = (uint32_t)s->class_of[i];
        if (FACT_JUDGEMENT(s->t[s->t[H_FACT_AT] + f]) &&
            would_differ(s, was, s->behind + (i + 1) * w, strat_i_row(s, i, c),
                         strat_i_row(s, i, 1 - c)))
            strat_i_add(facts, f);
        strat_i_and(s->base, strat_i_row(s, i, c), w);
    }
}

#if STRAT_LARGE
/* Of a large policy another value leads to other clauses: looked up and laid out anew, and those of
 * the request in the end. */
static enum strat_result judge_large(struct strat_search *s, const struct strat_answer *was,
                                     uint64_t *facts) {
    enum strat_result result = STRAT_OK;
    uint32_t i, f;
    for (i = 0; i < s->axes && result == STRAT_OK; i++) {
        f = AXIS_FACT(s->axis[i]);
        if (!FACT_JUDGEMENT(s->t[s->t[H_FACT_AT] + f])) continue;
        s->flipped = i;
        result = strat_i_read(s, STRAT_AS_STATED);
        if (result == STRAT_OK && is_other(s, was)) strat_i_add(facts, f);
    }
    s->flipped = UINT32_MAX;
    return result == STRAT_OK ? strat_i_read(s, STRAT_AS_STATED) : result;
}
#endif

STRAT_LOCAL enum strat_result strat_i_judge_complete(struct strat_search *s, uint64_t *facts) {
    uint64_t *clause = s->clause;
    struct strat_answer was;
    if (strat_i_any(s->clause, strat_i_mask(s, M_FORBIDDEN), s->words)) return STRAT_OK;
    read_leaf(s, &was);
#if STRAT_LARGE
    if (strat_i_is_large(s->p)) return judge_large(s, &was, facts);
#endif
    s->clause = s->relevant; /* others are tried there */
    judge_rows(s, &was, facts);
    s->clause = clause;
    return STRAT_OK;
}
