/*
 * A complete request: from values to clauses, from clauses to a decision.
 */
#include "runtime/values.h"
#if STRAT_LARGE
#include "runtime/large.h"
#endif

STRAT_LOCAL const uint64_t *strat_i_row(const struct strat_search *s, uint32_t axis, uint32_t c) {
    return s->rows + (size_t)(AXIS_ROW(s->axis[axis]) + c) * s->words;
}

STRAT_LOCAL const uint64_t *strat_i_mask(const struct strat_search *s, uint32_t row) {
    return s->masks + (size_t)row * s->words;
}

STRAT_LOCAL const uint64_t *strat_i_mask_of(const struct strat_search *s, uint32_t approach,
                                            uint32_t which) {
    return strat_i_mask(s, (uint32_t)M_FIXED + approach * (uint32_t)M_EACH + which);
}

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

/* ---- the request ---- */

STRAT_LOCAL size_t strat_i_cut_complete(struct strat_search *s, uint64_t *m) {
    size_t w = s->words, n = s->axes;
    s->base = m;
    s->silent = m + w;
    s->relevant = m + 2 * w;
    s->item = m + 3 * w;
    s->clause = m + 4 * w;
    s->next = m + 5 * w;
    s->alive = s->next + n + 1;
    return 5 * w + n + 1 + (n + 1) * w;
}

STRAT_LOCAL void strat_i_set_up(struct strat_search *s) {
    s->t = s->p->table;
    s->words = (uint32_t)s->t[H_WORDS];
    s->axes = (uint32_t)s->t[H_AXES];
    s->approaches = (uint32_t)s->t[H_APPROACHES];
    s->ranked = TABLE_RANKED(s->t);
    s->fallback = TABLE_DEFAULT(s->t);
    s->n_open = s->n_levels = s->n_stated = s->n_pairs = 0;
    s->stopped = s->complete = s->has_pairs = 0;
    s->d.words = s->d.all = 0;
    s->stage = STRAT_STALE;
    s->axis = s->t + s->t[H_AXIS_AT];
    s->rows = s->masks = s->clauses = s->step = s->entries = s->t;
    s->n_clauses = 0;
    s->n_steps = 0;
    if (s->words > 0) { /* else the policy is large: there are none yet */
        s->rows += s->t[H_ROW_AT];
        s->masks += s->t[H_MASK_AT];
        s->clauses += s->t[H_CLAUSE_AT];
        s->step += s->t[H_OVERRIDE_AT];
        s->entries += s->t[H_ENTRY_AT];
        s->n_clauses = (uint32_t)s->t[H_CLAUSES];
        s->n_steps = s->t[H_OVERRIDES];
    }
}

/* ---- the direct way: a request without an open fact ---- */

/* The word number in the table of the row of this axis and class. */
static uint64_t row_at(const struct strat_search *s, uint32_t axis, uint32_t c) {
    return s->t[H_ROW_AT] + ((uint64_t)AXIS_ROW(s->axis[axis]) + c) * s->words;
}

/* Puts the row of each axis into s->next. 0 where a fact is open or its value is none. */
static int find_rows(struct strat_search *s) {
    const struct strat_request *request = &s->request;
    const uint64_t *facts = s->t + s->t[H_FACT_AT];
    uint32_t f, k, found = 0, n = (uint32_t)s->t[H_FACTS];
    for (f = 0; f < n; f++) {
        uint64_t fact = facts[f];
        uint32_t axis = FACT_FIRST_AXIS(fact);
        int64_t value;
        if (request->known[f]) {
            value = request->value[f];
            if (!value_in_domain(s->t, fact, value)) return 0;
        } else if (FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) {
            value = default_of(s->t, fact);
        } else if (FACT_AXES(fact) == 0) {
            continue;
        } else {
            return 0;
        }
        for (k = 0; k < FACT_AXES(fact); k++)
            s->next[axis + k] = row_at(s, axis + k, class_of(s->t, fact, k, value));
        found += FACT_AXES(fact);
    }
    return found == s->axes; /* each axis has one fact, but an axis might have none */
}

/* Clause by clause what no presumption says: where its judgement is not stated after all, the
 * general way decides. */
static int unpresumed(const struct strat_search *s, uint64_t *to) {
    uint32_t i, k, clauses = s->n_clauses;
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH + s->t[H_ASSUMES]);
    for (k = 0; k < s->words; k++)
        to[k] = clauses - k * 64 >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (clauses - k * 64)) - 1;
    for (i = 0; i < s->t[H_PRESUMED]; i++) {
        const uint64_t *row = strat_i_mask(s, first + i);
        if (!s->request.known[s->t[s->t[H_PRESUMED_AT] + i]]) return 0;
        for (k = 0; k < s->words; k++) to[k] &= ~row[k];
    }
    return 1;
}

STRAT_LOCAL int strat_i_read_complete(struct strat_search *s) {
    uint64_t *start;
    uint32_t i, k;
    strat_i_set_up(s);
#if STRAT_LARGE
    if (strat_i_is_large(s->p)) return strat_i_read_large(s);
#endif
    if (strat_i_cut_complete(s, s->memory) > s->room) return 0;
    start = s->alive + (size_t)s->axes * s->words;
    if (!find_rows(s) || !unpresumed(s, start)) return 0;
    for (k = 0; k < s->words; k++) {
        uint64_t left = start[k];
        for (i = 0; i < s->axes; i++) left &= s->t[s->next[i] + k];
        s->clause[k] = left;
    }
    strat_i_steps(s);
    s->work->clauses = s->clause;
    s->work->clause_words = s->words;
    s->complete = 1;
    return 1;
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

/* Paragraphs, or duties, of the clauses that are left in `mask`. */
static void list(const struct strat_search *s, const uint64_t *mask, int of_duties, uint64_t *to) {
    const uint64_t *clauses = s->clauses;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->clause[k] & mask[k];
        for (; rest; rest &= rest - 1) {
            uint64_t clause = clauses[k * 64 + strat_i_lowest(rest)];
            uint32_t item = of_duties ? CLAUSE_ITS_DUTY(clause) : CLAUSE_ITS_ID(clause);
            to[item / 64] |= (uint64_t)1 << (item % 64);
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
        int counts = s->fallback >= 0
                         ? a == (uint32_t)s->fallback
                         : strat_i_any(s->clause, strat_i_mask_of(s, a, M_PERMIT), s->words);
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
                answer->each[a].modality = (enum strat_modality)strat_i_modality(s, a);
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

STRAT_LOCAL void strat_i_put_leaf(const struct strat_leaf *leaf, struct strat_answer *answer) {
    answer->status = leaf->status;
    answer->approach = leaf->approach;
    answer->now = leaf->now;
    answer->open = leaf->open;
    answer->lists.modality = (enum strat_modality)leaf->modality;
    answer->committed = leaf->modality > STRAT_MAY;
}

STRAT_LOCAL enum strat_result strat_i_decide_complete(struct strat_search *s,
                                                      struct strat_answer *answer) {
    struct strat_leaf leaf;
#if STRAT_LARGE
    if (strat_i_is_large(s->p)) return strat_i_decide_large(s, answer);
#endif
    if (strat_i_any(s->clause, strat_i_mask(s, M_FORBIDDEN), s->words)) {
        answer->broken_assume = broken_assume(s);
        return STRAT_IMPOSSIBLE;
    }
    strat_i_leaf(s, &leaf);
    strat_i_put_leaf(&leaf, answer);
    list_complete(s, answer);
    return STRAT_OK;
}

/* Whether another value of a judgement, all else equal, would lead to
 * another status or approach. */
static int would_differ(struct strat_search *s, const struct strat_leaf *leaf,
                        const uint64_t *others, const uint64_t *row, const uint64_t *flipped) {
    const uint64_t *deciding = strat_i_mask(s, M_DECIDING);
    struct strat_leaf other;
    uint64_t differs = 0;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        s->clause[k] = others[k] & flipped[k] & deciding[k];
        differs |= s->clause[k] ^ (others[k] & row[k] & deciding[k]);
    }
    if (!differs) return 0;
    strat_i_steps(s);
    if (strat_i_any(s->clause, strat_i_mask(s, M_FORBIDDEN), s->words)) return 0;
    strat_i_leaf(s, &other);
    return other.status != leaf->status ||
           (s->ranked ? other.approach != leaf->approach : other.open != leaf->open);
}

/* By axis from the last to the first, what that axis and those behind it leave: from s->alive. */
static void and_from_behind(struct strat_search *s) {
    size_t w = s->words, k;
    uint32_t i;
    for (i = s->axes; i-- > 0;) {
        const uint64_t *row = s->t + s->next[i], *behind = s->alive + (i + 1) * w;
        for (k = 0; k < w; k++) s->alive[i * w + k] = behind[k] & row[k];
    }
}

STRAT_LOCAL void strat_i_judge_complete(struct strat_search *s, uint64_t *facts) {
    uint64_t *clause = s->clause;
    struct strat_leaf leaf;
    uint32_t i, k;
#if STRAT_LARGE
    if (strat_i_is_large(s->p)) {
        strat_i_judge_large(s, facts);
        return;
    }
#endif
    if (strat_i_any(s->clause, strat_i_mask(s, M_FORBIDDEN), s->words)) return;
    strat_i_leaf(s, &leaf);
    s->clause = s->relevant; /* others are tried there */
    and_from_behind(s);
    for (k = 0; k < s->words; k++) {
        s->base[k] = ~(uint64_t)0; /* what the axes before this one leave */
        STRAT_KEEP_LOOP;
    }
    for (i = 0; i < s->axes; i++) {
        uint32_t f = AXIS_FACT(s->axis[i]);
        const uint64_t *row = s->t + s->next[i], *behind = s->alive + (size_t)(i + 1) * s->words;
        if (FACT_JUDGEMENT(s->t[s->t[H_FACT_AT] + f])) {
            for (k = 0; k < s->words; k++) s->item[k] = s->base[k] & behind[k];
            if (would_differ(s, &leaf, s->item, row,
                             s->t + (row_at(s, i, 0) + row_at(s, i, 1) - s->next[i])))
                facts[f / 64] |= (uint64_t)1 << (f % 64);
        }
        and_row(s->base, row, s->words);
    }
    s->clause = clause;
}
