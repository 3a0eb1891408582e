/*
 * From the clauses that a request leaves to diagrams: levels are numbered, each clause is a path
 * through them, overrides are applied to functions as they are to bits, and the masks are joined.
 * All questions are put to what is left then (answer.c, ask.c).
 */
#include "runtime/diagram.h"

/* ---- levels ---- */

static int is_same_row(const struct strat_state *s, const uint64_t *a, const uint64_t *b) {
    uint32_t k = 0;
    while (k < s->words && !((a[k] ^ b[k]) & s->nearly[k])) k++;
    return k == s->words;
}

/* Classes that no clause that may be left tells apart are one group. */
static uint32_t group_classes(struct strat_state *s, uint32_t axis, uint64_t *group) {
    uint32_t n = 0, c, g, classes = AXIS_CLASSES(s->axis[axis]);
    for (c = 0; c < classes && strat_i_work(s, 1 + (n + s->words) / 16); c++) {
        const uint64_t *row = strat_i_row(s, axis, c);
        for (g = 0; g < n; g++)
            if (is_same_row(s, row, strat_i_row(s, axis, STRAT_GROUP_CLASS(group[g])))) break;
        group[c] = (uint64_t)g << 32;
        if (g == n) group[n++] |= c;
    }
    return n;
}

static uint32_t bits_for(uint32_t n) {
    uint32_t bits = 0;
    while (((uint64_t)1 << bits) < n) bits++;
    return bits;
}

/* Levels for an axis that is open; of those before it these places of s->open and s->group are. */
static uint64_t *add_levels(struct strat_state *s, uint32_t axis, uint64_t *at, size_t used) {
    uint32_t n = group_classes(s, axis, s->group + used), bits = bits_for(n);
    s->n_levels += STRAT_ALL_OPEN(s) ? 1 : 0; /* the level before: whether it is as it was */
    at[STRAT_OPEN_AXIS] = axis | (uint64_t)bits << 32;
    at[STRAT_OPEN_LEVEL] = s->n_levels | (uint64_t)n << 32;
    at[STRAT_OPEN_GROUP] = used;
    s->n_levels +=
        STRAT_BY_READINGS(s) && FACT_PRESUMED(s->t[s->t[H_FACT_AT] + AXIS_FACT(s->axis[axis])])
            ? 2 * bits
            : bits;
    s->n_open++;
    return at + STRAT_OPEN_WORDS;
}

STRAT_LOCAL void strat_i_levels(struct strat_state *s) {
    const uint64_t *order = s->t + s->t[H_ORDER_AT];
    uint64_t *at = s->open;
    size_t used = 0;
    uint32_t i, ahead;
    s->n_open = s->n_levels = 0;
    for (ahead = 2; ahead-- > 0;)
        for (i = 0; i < s->axes && !s->stopped; i++) {
            uint32_t axis = ORDER_AXIS(order, s->axes, i);
            if (s->class_of[axis] != STRAT_OPEN_CLASS || STRAT_IS_AHEAD(s, axis) != (int)ahead)
                continue;
            at = add_levels(s, axis, at, used);
            used += AXIS_CLASSES(s->axis[axis]);
        }
}

/* ---- clauses ---- */

/* s->code: of 64 clauses, by code of this open axis, those that its class does not rule out. Codes
 * of no group mean the last one. Returns those that no class rules out. */
static uint64_t load_codes(struct strat_state *s, const uint64_t *open, uint32_t k) {
    uint32_t n = STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]), i,
             codes = (uint32_t)1 << STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]);
    const uint64_t *group = s->group + open[STRAT_OPEN_GROUP];
    uint64_t free = ~(uint64_t)0;
    for (i = 0; i < n; i++) {
        s->code[i] =
            strat_i_row(s, (uint32_t)open[STRAT_OPEN_AXIS], STRAT_GROUP_CLASS(group[i]))[k];
        free &= s->code[i];
    }
    for (; i < codes; i++) s->code[i] = s->code[n - 1];
    return free;
}

STRAT_LOCAL uint32_t strat_i_fold(struct strat_state *s, uint64_t *made, uint32_t codes,
                                  uint32_t level) {
    uint32_t i;
    for (; codes > 1; codes /= 2) {
        level--;
        for (i = 0; i < codes / 2; i++) {
            uint64_t low = made[2 * (size_t)i], high = made[2 * (size_t)i + 1];
            made[i] = low == high ? low : strat_i_make(s, level, (uint32_t)low, (uint32_t)high);
            if (made[i] == STRAT_FULL) return STRAT_FULL;
        }
    }
    return (uint32_t)made[0];
}

/* The diagram of one of these clauses, one axis further up, or STRAT_FULL. */
static uint32_t limit_by_code(struct strat_state *s, const uint64_t *open, uint32_t clause,
                              uint32_t below) {
    uint32_t bits = STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]), codes = (uint32_t)1 << bits, i,
             level = (uint32_t)open[STRAT_OPEN_LEVEL] + bits;
    uint64_t *made = s->code + codes;
    for (i = 0; i < codes; i++)
        made[i] = (s->code[i] >> (clause % 64)) & 1 ? below : (uint32_t)STRAT_NO;
    return strat_i_fold(s, made, codes, level);
}

static void limit_clause(struct strat_state *s, const uint64_t *open, uint32_t clause) {
    uint32_t made;
    if (!strat_i_work(s, 1 + (uint64_t)STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]) / 16)) return;
    made = limit_by_code(s, open, clause, (uint32_t)s->own[clause]);
    if (made == STRAT_FULL) {
        strat_i_collect(s);
        made = limit_by_code(s, open, clause, (uint32_t)s->own[clause]);
    }
    s->stopped = s->stopped || made == STRAT_FULL;
    s->own[clause] = s->stopped ? (uint32_t)STRAT_NO : made;
}

/* Diagrams of those of these clauses that have none yet (s->item): from the last level to the
 * first. */
static void make_clauses(struct strat_state *s, const uint64_t *clauses) {
    uint32_t i, k;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->item[k] = clauses[k] & ~s->made[k];
        s->made[k] |= rest;
        for (; rest; rest &= rest - 1) s->own[k * 64 + strat_i_lowest(rest)] = STRAT_YES;
    }
    for (i = s->n_open; i-- > 0 && !s->stopped;) {
        const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t n = STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]);
        if (n < 2 || !strat_i_work(s, 1 + (uint64_t)n * s->words / 8)) continue;
        for (k = 0; k < s->words; k++) {
            uint64_t limited = s->item[k];
            if (limited) limited &= ~load_codes(s, open, k);
            for (; limited && !s->stopped; limited &= limited - 1)
                limit_clause(s, open, k * 64 + strat_i_lowest(limited));
        }
    }
}

/* ---- what is left ---- */

/* Any number of diagrams are joined two and two of the same number of clauses, as a binary
 * counter carries. */
struct gathering {
    uint32_t n;
    int yes;
};

/* Field by field: of an initialiser a compiler may make a call of memset. */
static void begin_gathering(struct gathering *g) {
    g->n = 0;
    g->yes = 0;
}

static void add_clauses(struct strat_state *s, struct gathering *g, uint32_t k, uint64_t clauses) {
    for (clauses &= s->live[k]; clauses && !g->yes && !s->stopped; clauses &= clauses - 1) {
        uint32_t i;
        s->d.reg[STRAT_R_CARRY] = (uint32_t)s->ids[k * 64 + strat_i_lowest(clauses)];
        strat_i_work(s, 1);
        for (i = 0; (g->n >> i) & 1; i++)
            strat_i_do(s, STRAT_R_CARRY, STRAT_OP_OR, STRAT_R_CARRY, (uint32_t)STRAT_R_SUM + i);
        g->yes = s->d.reg[STRAT_R_CARRY] == STRAT_YES;
        s->d.reg[(uint32_t)STRAT_R_SUM + i] = s->d.reg[STRAT_R_CARRY];
        g->n++;
    }
}

static void finish_gathering(struct strat_state *s, const struct gathering *g, uint32_t to) {
    uint32_t i;
    s->d.reg[STRAT_R_CARRY] = g->yes ? (uint32_t)STRAT_YES : (uint32_t)STRAT_NO;
    for (i = 0; i < 32 && g->n >> i && !g->yes; i++)
        if ((g->n >> i) & 1)
            strat_i_do(s, STRAT_R_CARRY, STRAT_OP_OR, STRAT_R_CARRY, (uint32_t)STRAT_R_SUM + i);
    s->d.reg[to] = s->d.reg[STRAT_R_CARRY];
}

STRAT_LOCAL void strat_i_gather(struct strat_state *s, uint32_t to, const uint64_t *mask,
                                const uint64_t *other) {
    struct gathering g;
    uint32_t k;
#if STRAT_DIRECT
    if (s->complete) {
        s->d.reg[to] = (uint32_t)strat_i_any(s->live, mask, s->words); /* NO or YES */
        return;
    }
#endif
    begin_gathering(&g);
    for (k = 0; k < s->words; k++) add_clauses(s, &g, k, other ? mask[k] & other[k] : mask[k]);
    strat_i_work(s, s->words / 16);
    finish_gathering(s, &g, to);
}

/* Where the test of an override holds (or, for OP_AND, only where it does) these clauses are left.
 */
static void clear_clauses(struct strat_state *s, const uint64_t *entry, const uint64_t *end,
                          enum strat_op op) {
    for (; entry < end; entry += 2) {
        uint32_t k = (uint32_t)entry[0];
        uint64_t rest = entry[1] & s->live[k];
        for (; rest && !s->stopped; rest &= rest - 1) {
            uint64_t *id = s->ids + k * 64 + strat_i_lowest(rest);
            s->d.reg[STRAT_R_CARRY] = (uint32_t)*id;
            strat_i_work(s, 1);
            strat_i_do(s, STRAT_R_CARRY, op, STRAT_R_CARRY, STRAT_R_TEST);
            *id = s->d.reg[STRAT_R_CARRY];
            if (*id == STRAT_NO) s->live[k] &= ~(rest & (0 - rest));
        }
    }
}

static void apply_overrides(struct strat_state *s) {
    const uint64_t *override = s->overrides, *last = override + 2 * s->n_overrides;
    for (; override < last && !s->stopped; override += 2) {
        const uint64_t *at = s->entries + 2 * OVERRIDE_FIRST(override),
                       *any = at + 2 * OVERRIDE_TESTED(override);
        const uint64_t *none = any + 2 * OVERRIDE_ANY(override),
                       *end = none + 2 * OVERRIDE_NONE(override);
        struct gathering g;
        strat_i_work(s, 2 + (uint64_t)(end - at) / 16);
        if (!strat_i_meets(s->live, any, end)) continue;
        begin_gathering(&g);
        for (; at < any; at += 2) add_clauses(s, &g, (uint32_t)at[0], at[1]);
        finish_gathering(s, &g, STRAT_R_TEST);
        clear_clauses(s, any, none, STRAT_OP_BUT);
        clear_clauses(s, none, end, STRAT_OP_AND);
    }
}

STRAT_LOCAL void strat_i_gather_masks(struct strat_state *s) {
    uint32_t a;
    s->d.reg[STRAT_R_NO] = STRAT_NO;
    s->d.reg[STRAT_R_YES] = STRAT_YES;
    strat_i_gather(s, STRAT_R_X, strat_i_mask(s, M_FORBIDDEN), (const uint64_t *)0);
    strat_i_do(s, STRAT_R_POSSIBLE, STRAT_OP_BUT, STRAT_R_YES, STRAT_R_X);
    strat_i_gather(s, STRAT_R_X, s->against, (const uint64_t *)0);
    strat_i_do(s, STRAT_R_ALL, STRAT_OP_BUT, STRAT_R_POSSIBLE, STRAT_R_X);
    strat_i_gather(s, STRAT_R_OUTSIDE, strat_i_mask(s, M_OUTSIDE), (const uint64_t *)0);
    for (a = 0; a < s->approaches; a++) {
        strat_i_gather(s, STRAT_R_OPEN + a, strat_i_mask_of(s, a, M_PERMIT), (const uint64_t *)0);
        strat_i_gather(s, STRAT_R_X, strat_i_mask_of(s, a, M_CLOSE), (const uint64_t *)0);
        strat_i_do(s, STRAT_R_OPEN + a, STRAT_OP_BUT, STRAT_R_OPEN + a, STRAT_R_X);
        strat_i_gather(s, STRAT_R_OUTSTANDING + a, strat_i_mask_of(s, a, M_OUTSTANDING),
                       (const uint64_t *)0);
        if ((int32_t)a == s->fallback) s->d.reg[STRAT_R_CLOSED] = s->d.reg[STRAT_R_X];
    }
    if (s->fallback < 0) s->d.reg[STRAT_R_CLOSED] = STRAT_YES;
}

static void leave(struct strat_state *s, const uint64_t *clauses) {
    strat_i_work(s, s->words / 8);
    make_clauses(s, clauses);
    strat_i_copy(s->ids, s->own, s->n_clauses);
    strat_i_copy(s->live, clauses, s->words);
    apply_overrides(s);
}

STRAT_LOCAL void strat_i_residual(struct strat_state *s, const uint64_t *clauses) {
    leave(s, clauses);
    strat_i_gather_masks(s);
}

STRAT_LOCAL void strat_i_gather_as(struct strat_state *s, uint32_t to, const uint64_t *mask,
                                   uint64_t *open, uint32_t c) {
    const uint64_t level = open[STRAT_OPEN_LEVEL];
    strat_i_copy(s->some, mask, s->words);
    strat_i_add_tested(s, s->some);
    strat_i_and(s->some, s->could, s->words);
    strat_i_and(s->some, strat_i_row(s, (uint32_t)open[STRAT_OPEN_AXIS], c), s->words);
    strat_i_fill(s->live, 2 * (size_t)s->words, 0);               /* and s->made */
    open[STRAT_OPEN_LEVEL] = (uint32_t)level | (uint64_t)1 << 32; /* one group: none asks for it */
    leave(s, s->some);
    open[STRAT_OPEN_LEVEL] = level;
    strat_i_gather(s, to, mask, (const uint64_t *)0);
    strat_i_fill(s->live, 2 * (size_t)s->words, 0);
    s->stage = STRAT_READ;
}

/* ---- the outcome ---- */

STRAT_LOCAL void strat_i_tell(struct strat_state *s, strat_teller *tell, void *context,
                              enum strat_status status, uint32_t approach, enum strat_op op,
                              uint32_t a, uint32_t b) {
    struct strat_where where;
    where.op = op;
    where.a = a;
    where.b = b;
    if (strat_i_somewhere(s, op, a, b) && !s->stopped) tell(s, context, status, approach, where);
}

/* From the most committed approach down: where it is open, no other counts. */
static void ranked_outcomes(struct strat_state *s, strat_teller *tell, void *context) {
    uint32_t a;
    for (a = s->approaches; a-- > 0 && !strat_i_is_empty(s, STRAT_R_REST);) {
        strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_REST, STRAT_R_OPEN + a);
        if (strat_i_is_empty(s, STRAT_R_X)) continue;
        strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_X);
        strat_i_tell(s, tell, context, STRAT_CONDITIONAL, a, STRAT_OP_AND, STRAT_R_X,
                     STRAT_R_OUTSTANDING + a);
        strat_i_tell(s, tell, context, STRAT_OPEN, a, STRAT_OP_BUT, STRAT_R_X,
                     STRAT_R_OUTSTANDING + a);
    }
}

STRAT_LOCAL void strat_i_outcomes(struct strat_state *s, uint32_t within, strat_splitter *unranked,
                                  strat_teller *tell, void *context) {
    uint32_t none = STRAT_RANKED(s) ? (uint32_t)STRAT_NONE : 0;
    strat_i_tell(s, tell, context, STRAT_OUT_OF_SCOPE, none, STRAT_OP_AND, within, STRAT_R_OUTSIDE);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, within, STRAT_R_OUTSIDE);
    if (STRAT_RANKED(s))
        ranked_outcomes(s, tell, context);
    else
        unranked(s, tell, context);
    strat_i_tell(s, tell, context, STRAT_DEFAULT, STRAT_RANKED(s) ? (uint32_t)s->fallback : 0,
                 STRAT_OP_BUT, STRAT_R_REST, STRAT_R_CLOSED); /* nothing is open */
    strat_i_tell(s, tell, context, STRAT_REFUSED, none, STRAT_OP_AND, STRAT_R_REST, STRAT_R_CLOSED);
}
