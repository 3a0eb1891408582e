/*
 * From the clauses that a request leaves to diagrams: levels are numbered, each clause is a path
 * through them, overrides are applied to functions as they are to bits, and the masks are joined.
 * All questions are put to what is left then (answer.c, ask.c).
 */
#include "runtime/diagram.h"

/* ---- levels ---- */

static uint64_t hash_row(const struct strat_search *s, const uint64_t *row) {
    uint64_t h = 0;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        h = (h ^ (row[k] & s->could[k])) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 29;
    }
    return h >> 33;
}

static int is_same_row(const struct strat_search *s, const uint64_t *a, const uint64_t *b) {
    uint64_t differs = 0;
    uint32_t k;
    for (k = 0; k < s->words; k++) differs |= (a[k] ^ b[k]) & s->could[k];
    return differs == 0;
}

/* Classes that no clause in question tells apart are one group. While they are gathered, a group
 * has the hash of its row above its other bits. */
static uint32_t group_classes(struct strat_search *s, uint32_t axis, uint64_t *group) {
    uint32_t n = 0, c, g, classes = AXIS_CLASSES(s->axis[axis]);
    for (c = 0; c < classes; c++) {
        const uint64_t *row = strat_i_row(s, axis, c);
        uint64_t h = hash_row(s, row);
        for (g = 0; g < n; g++)
            if (group[g] >> 33 == h &&
                is_same_row(s, row, strat_i_row(s, axis, STRAT_GROUP_CLASS(group[g]))))
                break;
        if (g < n)
            group[g] |= STRAT_GROUP_SEVERAL;
        else
            group[n++] = c | h << 33;
        if (!strat_i_work(s, 1 + (g + s->words) / 16)) break;
    }
    for (g = 0; g < n; g++) {
        group[g] &= 2 * STRAT_GROUP_SEVERAL - 1;
        STRAT_KEEP_LOOP;
    }
    return n;
}

static uint32_t bits_for(uint32_t n) {
    uint32_t bits = 0;
    while (((uint64_t)1 << bits) < n) bits++;
    return bits;
}

STRAT_LOCAL void strat_i_levels(struct strat_search *s) {
    const uint64_t *order = s->t + s->t[H_ORDER_AT];
    uint64_t *at = s->open;
    size_t used = 0;
    uint32_t i;
    s->n_open = s->n_levels = 0;
    for (i = 0; i < s->axes && !s->stopped; i++) {
        uint32_t axis = ORDER_AXIS(order, s->axes, i), n, bits;
        if (s->class_of[axis] != STRAT_OPEN_CLASS) continue;
        n = group_classes(s, axis, s->group + used);
        bits = bits_for(n);
        at[STRAT_OPEN_AXIS] = axis | (uint64_t)bits << 32;
        at[STRAT_OPEN_LEVEL] = s->n_levels | (uint64_t)n << 32;
        at[STRAT_OPEN_GROUP] = used;
        at += STRAT_OPEN_WORDS;
        used += n;
        s->n_levels += bits;
        s->n_open++;
    }
}

/* ---- clauses ---- */

STRAT_LOCAL void strat_i_base(struct strat_search *s, uint32_t reversed) {
    uint32_t i, k;
    strat_i_copy(s->base, s->could, s->words);
    for (i = 0; i < s->n_stated; i++) {
        uint32_t c = (uint32_t)(s->stated[i] >> 32);
        const uint64_t *row = strat_i_row(s, (uint32_t)s->stated[i], i == reversed ? 1 - c : c);
        for (k = 0; k < s->words; k++) s->base[k] &= row[k];
    }
    strat_i_work(s, (uint64_t)s->n_stated * s->words / 32);
}

/* Clauses that are relevant only up to this override. */
static void pass_by(struct strat_search *s, uint32_t k, uint64_t clauses, uint64_t override) {
    uint64_t rest;
    s->relevant[k] |= clauses;
    s->passing[k] |= clauses;
    for (rest = clauses & s->could[k]; rest; rest &= rest - 1)
        s->last[k * 64 + strat_i_lowest(rest)] = override;
}

STRAT_LOCAL void strat_i_close_relevant(struct strat_search *s) {
    const uint64_t *forbidden = strat_i_mask(s, M_FORBIDDEN);
    uint64_t i;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        s->relevant[k] |= forbidden[k] | s->against[k];
        s->passing[k] = 0;
    }
    for (i = s->n_overrides; i-- > 0;) {
        const uint64_t *override = s->overrides + 2 * i;
        const uint64_t *entry = s->entries + 2 * OVERRIDE_FIRST(override);
        const uint64_t *tests = entry + 2 * OVERRIDE_TESTED(override);
        const uint64_t *end = tests + 2 * (OVERRIDE_ANY(override) + OVERRIDE_NONE(override)),
                       *cleared;
        uint64_t touches = 0;
        strat_i_work(s, 1 + (uint64_t)(end - entry) / 32);
        for (cleared = tests; cleared < end; cleared += 2)
            touches |= s->relevant[cleared[0]] & cleared[1];
        for (; touches && entry < tests; entry += 2)
            pass_by(s, (uint32_t)entry[0], entry[1] & ~s->relevant[entry[0]], i);
    }
}

/* The diagram of a clause, one axis further up, or STRAT_FULL. */
static uint32_t limit_by_code(struct strat_search *s, const uint64_t *open, uint32_t clause,
                              uint32_t below) {
    uint32_t axis = (uint32_t)open[STRAT_OPEN_AXIS], bits = STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]);
    uint32_t level = (uint32_t)open[STRAT_OPEN_LEVEL] + bits,
             n = STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]), codes = (uint32_t)1 << bits, i;
    const uint64_t *group = s->group + open[STRAT_OPEN_GROUP];
    for (i = 0; i < codes; i++) { /* codes of no group mean the last one */
        const uint64_t *row = strat_i_row(s, axis, STRAT_GROUP_CLASS(group[i < n ? i : n - 1]));
        s->code[i] = (row[clause / 64] >> (clause % 64)) & 1 ? below : (uint32_t)STRAT_NO;
    }
    for (; codes > 1; codes /= 2) {
        level--;
        for (i = 0; i < codes / 2; i++) {
            s->code[i] = strat_i_make(s, level, (uint32_t)s->code[2 * (size_t)i],
                                      (uint32_t)s->code[2 * (size_t)i + 1]);
            if (s->code[i] == STRAT_FULL) return STRAT_FULL;
        }
    }
    return (uint32_t)s->code[0];
}

static void limit_clause(struct strat_search *s, const uint64_t *open, uint32_t clause) {
    uint32_t made;
    if (!strat_i_work(s, 1 + (uint64_t)STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]) / 4)) return;
    made = limit_by_code(s, open, clause, (uint32_t)s->ids[clause]);
    if (made == STRAT_FULL) {
        strat_i_collect(s);
        made = limit_by_code(s, open, clause, (uint32_t)s->ids[clause]);
    }
    if (made == STRAT_FULL)
        s->stopped = 1;
    else
        s->ids[clause] = made;
}

/* Diagrams of the clauses in s->item, which have none yet: from the last level to the first. */
static void make_clauses(struct strat_search *s) {
    uint32_t i, k, g;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->item[k];
        for (; rest; rest &= rest - 1) s->ids[k * 64 + strat_i_lowest(rest)] = STRAT_YES;
        s->made[k] |= s->item[k];
    }
    for (i = s->n_open; i-- > 0 && !s->stopped;) {
        const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS,
                       *group = s->group + open[STRAT_OPEN_GROUP];
        uint32_t n = STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]);
        if (n < 2 || !strat_i_work(s, 1 + (uint64_t)n * s->words / 32)) continue;
        for (k = 0; k < s->words; k++) {
            uint64_t free = ~(uint64_t)0, limited;
            if (!s->item[k]) continue;
            for (g = 0; g < n; g++)
                free &=
                    strat_i_row(s, (uint32_t)open[STRAT_OPEN_AXIS], STRAT_GROUP_CLASS(group[g]))[k];
            for (limited = s->item[k] & ~free; limited && !s->stopped; limited &= limited - 1)
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

static void add_clauses(struct strat_search *s, struct gathering *g, uint32_t k, uint64_t clauses) {
    for (clauses &= s->live[k]; clauses && !g->yes && !s->stopped; clauses &= clauses - 1) {
        uint32_t i;
        s->d.reg[STRAT_R_CARRY] = (uint32_t)(s->ids[k * 64 + strat_i_lowest(clauses)] >> 32);
        strat_i_work(s, 1);
        for (i = 0; (g->n >> i) & 1; i++)
            strat_i_do(s, STRAT_R_CARRY, STRAT_OP_OR, STRAT_R_CARRY, (uint32_t)STRAT_R_SUM + i);
        g->yes = s->d.reg[STRAT_R_CARRY] == STRAT_YES;
        s->d.reg[(uint32_t)STRAT_R_SUM + i] = s->d.reg[STRAT_R_CARRY];
        g->n++;
    }
}

static void finish_gathering(struct strat_search *s, const struct gathering *g, uint32_t to) {
    uint32_t i;
    s->d.reg[STRAT_R_CARRY] = g->yes ? (uint32_t)STRAT_YES : (uint32_t)STRAT_NO;
    for (i = 0; i < 32 && g->n >> i && !g->yes; i++)
        if ((g->n >> i) & 1)
            strat_i_do(s, STRAT_R_CARRY, STRAT_OP_OR, STRAT_R_CARRY, (uint32_t)STRAT_R_SUM + i);
    s->d.reg[to] = s->d.reg[STRAT_R_CARRY];
}

STRAT_LOCAL void strat_i_gather(struct strat_search *s, uint32_t to, const uint64_t *mask,
                                const uint64_t *other) {
    struct gathering g;
    uint32_t k;
    g.n = 0;
    g.yes = 0;
    for (k = 0; k < s->words; k++) add_clauses(s, &g, k, other ? mask[k] & other[k] : mask[k]);
    strat_i_work(s, s->words / 16);
    finish_gathering(s, &g, to);
}

/* Where the test of an override holds (or, for OP_AND, only where it does) these clauses are left.
 */
static void clear_clauses(struct strat_search *s, const uint64_t *entry, const uint64_t *end,
                          enum strat_op op) {
    for (; entry < end; entry += 2) {
        uint32_t k = (uint32_t)entry[0];
        uint64_t rest = entry[1] & s->live[k];
        for (; rest && !s->stopped; rest &= rest - 1) {
            uint64_t *ids = s->ids + k * 64 + strat_i_lowest(rest);
            s->d.reg[STRAT_R_CARRY] = (uint32_t)(*ids >> 32);
            strat_i_work(s, 1);
            strat_i_do(s, STRAT_R_CARRY, op, STRAT_R_CARRY, STRAT_R_TEST);
            *ids = (*ids & 0xffffffffu) | (uint64_t)s->d.reg[STRAT_R_CARRY] << 32;
            if (s->d.reg[STRAT_R_CARRY] == STRAT_NO) s->live[k] &= ~(rest & (0 - rest));
        }
    }
}

static int is_any_live(const struct strat_search *s, const uint64_t *entry, const uint64_t *end) {
    uint64_t some = 0;
    for (; entry < end; entry += 2) some |= s->live[entry[0]] & entry[1];
    return some != 0;
}

/* Of what an override tests, what no later one does is done with. */
static void leave_clauses(struct strat_search *s, const uint64_t *entry, const uint64_t *end,
                          uint64_t override) {
    for (; entry < end; entry += 2) {
        uint32_t k = (uint32_t)entry[0];
        uint64_t rest = entry[1] & s->live[k] & s->passing[k];
        for (; rest; rest &= rest - 1)
            if (s->last[k * 64 + strat_i_lowest(rest)] == override)
                s->live[k] &= ~(rest & (0 - rest));
    }
}

static void apply_overrides(struct strat_search *s) {
    const uint64_t *override = s->overrides, *last = override + 2 * s->n_overrides;
    for (; override < last && !s->stopped; override += 2) {
        const uint64_t *entry = s->entries + 2 * OVERRIDE_FIRST(override);
        const uint64_t *tests = entry + 2 * OVERRIDE_TESTED(override),
                       *any = tests + 2 * OVERRIDE_ANY(override);
        const uint64_t *none = any + 2 * OVERRIDE_NONE(override), *at;
        struct gathering g;
        strat_i_work(s, 1 + (uint64_t)(none - entry) / 32);
        g.n = 0;
        g.yes = 0;
        if (!is_any_live(s, tests, none)) continue;
        for (at = entry; at < tests; at += 2) add_clauses(s, &g, (uint32_t)at[0], at[1]);
        finish_gathering(s, &g, STRAT_R_TEST);
        leave_clauses(s, entry, tests, (uint64_t)(override - s->overrides) / 2);
        clear_clauses(s, tests, any, STRAT_OP_BUT);
        clear_clauses(s, any, none, STRAT_OP_AND);
    }
}

STRAT_LOCAL void strat_i_residual(struct strat_search *s) {
    uint64_t some = 0;
    uint32_t k;
    strat_i_work(s, s->words / 8);
    for (k = 0; k < s->words; k++) {
        s->item[k] = s->relevant[k] & s->base[k] & ~s->made[k];
        some |= s->item[k];
        s->live[k] = 0;
    }
    if (some) make_clauses(s);
    for (k = 0; k < s->words && !s->stopped; k++) {
        uint64_t rest = s->relevant[k] & s->base[k];
        for (; rest; rest &= rest - 1) {
            uint64_t *ids = s->ids + k * 64 + strat_i_lowest(rest);
            *ids = (*ids & 0xffffffffu) | *ids << 32;
            if ((uint32_t)*ids != STRAT_NO) s->live[k] |= rest & (0 - rest);
        }
    }
    s->asked_open = s->asked_outstanding = 0;
    apply_overrides(s);
}

/* ---- the outcome ---- */

STRAT_LOCAL void strat_i_feasible(struct strat_search *s) {
    strat_i_gather(s, STRAT_R_X, strat_i_mask(s, M_FORBIDDEN), (const uint64_t *)0);
    strat_i_do(s, STRAT_R_POSSIBLE, STRAT_OP_BUT, STRAT_R_YES, STRAT_R_X);
    strat_i_gather(s, STRAT_R_X, s->against, (const uint64_t *)0);
    strat_i_do(s, STRAT_R_ALL, STRAT_OP_BUT, STRAT_R_POSSIBLE, STRAT_R_X);
    strat_i_gather(s, STRAT_R_OUTSIDE, strat_i_mask(s, M_OUTSIDE), (const uint64_t *)0);
}

STRAT_LOCAL uint32_t strat_i_open(struct strat_search *s, uint32_t approach) {
    uint32_t reg = (uint32_t)STRAT_R_OPEN + approach;
    if ((s->asked_open >> approach) & 1) return reg;
    strat_i_gather(s, reg, strat_i_mask_of(s, approach, M_PERMIT), (const uint64_t *)0);
    if (!strat_i_is_empty(s, reg)) {
        strat_i_gather(s, STRAT_R_Z, strat_i_mask_of(s, approach, M_CLOSE), (const uint64_t *)0);
        strat_i_do(s, reg, STRAT_OP_BUT, reg, STRAT_R_Z);
    }
    s->asked_open |= (uint32_t)1 << approach;
    return reg;
}

STRAT_LOCAL uint32_t strat_i_outstanding(struct strat_search *s, uint32_t approach) {
    uint32_t reg = (uint32_t)STRAT_R_OUTSTANDING + approach;
    if (!((s->asked_outstanding >> approach) & 1))
        strat_i_gather(s, reg, strat_i_mask_of(s, approach, M_OUTSTANDING), (const uint64_t *)0);
    s->asked_outstanding |= (uint32_t)1 << approach;
    return reg;
}

static void tell_some(struct strat_search *s, strat_teller *tell, void *context,
                      enum strat_status status, uint32_t approach, uint32_t where) {
    if (!strat_i_is_empty(s, where) && !s->stopped) tell(s, context, status, approach, where);
}

/* From the most committed approach down: where it is open, no other counts. */
static void ranked_outcomes(struct strat_search *s, strat_teller *tell, void *context) {
    uint32_t a;
    for (a = s->approaches; a-- > 0 && !strat_i_is_empty(s, STRAT_R_REST);) {
        strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_REST, strat_i_open(s, a));
        if (strat_i_is_empty(s, STRAT_R_X)) continue;
        strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_X);
        strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, STRAT_R_X, strat_i_outstanding(s, a));
        tell_some(s, tell, context, STRAT_CONDITIONAL, a, STRAT_R_Y);
        strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_X, strat_i_outstanding(s, a));
        tell_some(s, tell, context, STRAT_OPEN, a, STRAT_R_Y);
    }
}

/* Those that may be open as one set, as the sets may be very many. */
static void unranked_together(struct strat_search *s, strat_teller *tell, void *context) {
    uint32_t a, some = 0;
    s->d.reg[STRAT_R_SPLIT] = s->d.reg[STRAT_R_X] = STRAT_NO; /* where one is open, is ready */
    for (a = 0; a < s->approaches; a++) {
        strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, STRAT_R_REST, strat_i_open(s, a));
        if (strat_i_is_empty(s, STRAT_R_Y)) continue;
        some |= (uint32_t)1 << a;
        strat_i_do(s, STRAT_R_SPLIT, STRAT_OP_OR, STRAT_R_SPLIT, STRAT_R_Y);
        strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_Y, strat_i_outstanding(s, a));
        strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_Y);
    }
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_SPLIT);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_SPLIT, STRAT_R_X);
    tell_some(s, tell, context, STRAT_OPEN, some, STRAT_R_X);
    tell_some(s, tell, context, STRAT_CONDITIONAL, some, STRAT_R_Y);
}

/* Each set of open approaches, one after the other: STRAT_R_SPLIT + a is where those from a on are
 * as `open` says. */
static void unranked_outcomes(struct strat_search *s, strat_teller *tell, void *context) {
    uint32_t n = s->approaches, a, i, open = 0;
    uint64_t tried = 0; /* bit a: both ways */
    s->d.reg[(uint32_t)STRAT_R_SPLIT + n] = s->d.reg[STRAT_R_REST];
    for (a = n; !s->stopped;) {
        uint32_t here = (uint32_t)STRAT_R_SPLIT + a;
        if (a > 0 && !strat_i_is_empty(s, here)) { /* first where a - 1 is open */
            a--;
            tried &= ~((uint64_t)1 << a);
            open |= (uint32_t)1 << a;
            strat_i_do(s, here - 1, STRAT_OP_AND, here, strat_i_open(s, a));
            continue;
        }
        if (a == 0 && open && !strat_i_is_empty(s, here)) {
            s->d.reg[STRAT_R_X] = STRAT_NO; /* ready: one that is open is not held up */
            for (i = 0; i < n; i++) {
                if (!((open >> i) & 1)) continue;
                strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, here, strat_i_outstanding(s, i));
                strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_Y);
            }
            strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, here, STRAT_R_X);
            tell_some(s, tell, context, STRAT_CONDITIONAL, open, STRAT_R_Y);
            tell_some(s, tell, context, STRAT_OPEN, open, STRAT_R_X);
            strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, here);
        }
        while (a < n && ((tried >> a) & 1)) a++;
        if (a == n) break;
        tried |= (uint64_t)1 << a; /* then where a is not */
        open &= ~((uint32_t)1 << a);
        strat_i_do(s, (uint32_t)STRAT_R_SPLIT + a, STRAT_OP_BUT, (uint32_t)STRAT_R_SPLIT + a + 1,
                   strat_i_open(s, a));
    }
}

/* Where nothing is open, which is in STRAT_R_REST. */
static void tell_rest(struct strat_search *s, strat_teller *tell, void *context) {
    if (s->fallback >= 0 && !strat_i_is_empty(s, STRAT_R_REST)) {
        strat_i_gather(s, STRAT_R_X, strat_i_mask_of(s, (uint32_t)s->fallback, M_CLOSE),
                       (const uint64_t *)0);
        strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_X);
        tell_some(s, tell, context, STRAT_DEFAULT, s->ranked ? (uint32_t)s->fallback : 0,
                  STRAT_R_Y);
        strat_i_do(s, STRAT_R_REST, STRAT_OP_AND, STRAT_R_REST, STRAT_R_X);
    }
    tell_some(s, tell, context, STRAT_REFUSED, s->ranked ? (uint32_t)STRAT_NONE : 0, STRAT_R_REST);
}

STRAT_LOCAL void strat_i_outcomes(struct strat_search *s, uint32_t within, int each,
                                  strat_teller *tell, void *context) {
    strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, within, STRAT_R_OUTSIDE);
    tell_some(s, tell, context, STRAT_OUT_OF_SCOPE, s->ranked ? (uint32_t)STRAT_NONE : 0,
              STRAT_R_Y);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, within, STRAT_R_OUTSIDE);
    if (s->ranked)
        ranked_outcomes(s, tell, context);
    else if (each)
        unranked_outcomes(s, tell, context);
    else
        unranked_together(s, tell, context);
    tell_rest(s, tell, context);
}

STRAT_LOCAL enum strat_result strat_i_decide(struct strat_search *s) {
    enum strat_result result = strat_i_begin(s);
    if (result != STRAT_OK || s->stage == STRAT_DECIDED) return result;
    strat_i_copy(s->relevant, strat_i_mask(s, M_DECIDING), s->words);
    strat_i_close_relevant(s);
    strat_i_base(s, UINT32_MAX);
    strat_i_residual(s);
    strat_i_feasible(s);
    s->stage = STRAT_DECIDED;
    return STRAT_OK;
}
