/*
 * Diagrams in work memory: nodes from one end, and at the other the tables that find them again.
 */
#include "runtime/diagram.h"

/*
 * A node: low, high << 32; the next of its bucket, level << 32. The tables: 1 << scale buckets, one
 * to a word; then as many slots for what was combined lately: operands; result, operation << 32.
 * They grow with the nodes and never take more than half of the memory; where there is enough they
 * begin with some room for each clause, as what is forgotten is made again. From FAR_SCALE on they
 * are in no cache of a processor, and a step counts twice.
 */
enum { LEAST_SCALE = 7, FIRST_SCALE = 12, FAR_SCALE = 20 };
static const uint64_t MARKED = (uint64_t)1 << 63;

static size_t table_words(unsigned scale) { return (size_t)3 << scale; }

static size_t hash_of(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ b * UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xff51afd7ed558ccd);
    return (size_t)(h ^ h >> 32);
}

/* ---- nodes ---- */

static void put_into_bucket(struct strat_diagrams *d, uint32_t f) {
    uint64_t *node = d->node + 2 * (size_t)f,
             *bucket = d->table + (hash_of(node[0], node[1] >> 32) & (((size_t)1 << d->scale) - 1));
    node[1] = (node[1] & ~(uint64_t)0xffffffffu) | *bucket;
    *bucket = f;
}

/* Empty tables of this size at the end of the memory, and every node in its bucket. */
static void set_tables(struct strat_diagrams *d, unsigned scale) {
    uint32_t f;
    d->scale = scale;
    d->table = d->node + d->words - table_words(scale);
    d->most = (uint32_t)((d->words - table_words(scale)) / 2);
    strat_i_fill(d->table, table_words(scale), 0);
    for (f = 2; f < d->used; f++) put_into_bucket(d, f);
}

STRAT_LOCAL void strat_i_diagrams(struct strat_state *s, uint64_t *memory, size_t words) {
    struct strat_diagrams *d = &s->d;
    unsigned scale = LEAST_SCALE;
    uint32_t i;
    d->node = memory;
    d->words = d->all = words < (size_t)1 << 31 ? words : (size_t)1 << 31;
    d->used = 2;
    d->node[0] = d->node[2] = 0;
    d->node[1] = d->node[3] = ~MARKED; /* the last of all levels */
    while (scale < FIRST_SCALE && s->n_clauses >> (scale - 5) &&
           table_words(scale + 1) <= d->words / 16)
        scale++;
    set_tables(d, scale);
    for (i = 0; i < STRAT_R_END; i++) {
        d->reg[i] = STRAT_NO;
        STRAT_KEEP_LOOP;
    }
    d->reg[STRAT_R_YES] = STRAT_YES;
}

STRAT_LOCAL uint32_t strat_i_make(struct strat_state *s, uint32_t level, uint32_t low,
                                  uint32_t high) {
    struct strat_diagrams *d = &s->d;
    uint64_t children = (uint64_t)low | (uint64_t)high << 32;
    uint32_t f;
    if (low == high) return low;
    f = (uint32_t)d->table[hash_of(children, level) & (((size_t)1 << d->scale) - 1)];
    for (; f; f = (uint32_t)d->node[2 * (size_t)f + 1])
        if (d->node[2 * (size_t)f] == children && strat_i_level(d, f) == level) return f;
    if (d->used == d->most) return STRAT_FULL;
    f = d->used++;
    d->node[2 * (size_t)f] = children;
    d->node[2 * (size_t)f + 1] = (uint64_t)level << 32;
    put_into_bucket(d, f);
    if (d->used >> d->scale && table_words(d->scale + 1) <= d->words / 2 &&
        2 * (size_t)d->used + table_words(d->scale + 1) <= d->words)
        set_tables(d, d->scale + 1);
    return f;
}

STRAT_LOCAL void strat_i_put(struct strat_state *s, uint32_t to, uint32_t level) {
    uint32_t f = strat_i_make(s, level, STRAT_NO, STRAT_YES);
    if (f == STRAT_FULL) {
        strat_i_collect(s);
        f = strat_i_make(s, level, STRAT_NO, STRAT_YES);
    }
    s->stopped = s->stopped || f == STRAT_FULL;
    s->d.reg[to] = f == STRAT_FULL ? (uint32_t)STRAT_NO : f;
}

/* ---- operations ---- */

/* The outcomes at the end of two ways: whether they make a difference. */
static uint32_t outcomes_differ(const struct strat_state *s, enum strat_op op, uint32_t f,
                                uint32_t g) {
    uint32_t a = strat_i_level(&s->d, f) - s->n_levels, b = strat_i_level(&s->d, g) - s->n_levels;
    int counts = a % 2 == 0 || (op == STRAT_OP_HANGS && b % 2 == 0);
    return a / 2 != b / 2 && counts ? STRAT_YES : STRAT_NO;
}

/* What needs no look at the children; else STRAT_FULL. */
static inline uint32_t at_once(const struct strat_state *s, enum strat_op op, uint32_t f,
                               uint32_t g) {
    switch (op) {
    case STRAT_OP_AND:
        if (f == STRAT_NO || g == STRAT_NO) return STRAT_NO;
        return f == STRAT_YES || f == g ? g : g == STRAT_YES ? f : STRAT_FULL;
    case STRAT_OP_OR:
        if (f == STRAT_YES || g == STRAT_YES) return STRAT_YES;
        return f == STRAT_NO || f == g ? g : g == STRAT_NO ? f : STRAT_FULL;
    case STRAT_OP_BUT:
        if (f == STRAT_NO || g == STRAT_YES || f == g) return STRAT_NO;
        return g == STRAT_NO ? f : STRAT_FULL;
    case STRAT_OP_HANGS:
    case STRAT_OP_REVERSE: break;
    }
    if (f == STRAT_NO || g == STRAT_NO || f == g) return STRAT_NO;
    return strat_i_level(&s->d, f) >= s->n_levels && strat_i_level(&s->d, g) >= s->n_levels
               ? outcomes_differ(s, op, f, g)
               : STRAT_FULL;
}

static uint64_t *slot_of_operation(const struct strat_diagrams *d, enum strat_op op,
                                   uint64_t operands) {
    size_t slot = hash_of(operands, (uint64_t)op << 40) & (((size_t)1 << d->scale) - 1);
    return d->table + ((size_t)1 << d->scale) + 2 * slot;
}

/* The operands, in one word; in the order of numbers where the order means nothing. */
static inline uint64_t operands_of(enum strat_op op, uint32_t f, uint32_t g) {
    if (g < f && op <= STRAT_OP_OR) return (uint64_t)g | (uint64_t)f << 32;
    return (uint64_t)f | (uint64_t)g << 32;
}

static inline uint32_t find_made(const struct strat_state *s, enum strat_op op, uint32_t f,
                                 uint32_t g) {
    uint32_t made = at_once(s, op, f, g);
    if (made == STRAT_FULL) {
        uint64_t operands = operands_of(op, f, g);
        const uint64_t *slot = slot_of_operation(&s->d, op, operands);
        if (slot[0] == operands && slot[1] >> 32 == (uint64_t)op) made = (uint32_t)slot[1];
    }
    return made;
}

/* A frame: the operands; the low result once it is there, 1 << 32. Where only `some` is asked, no
 * node is made, and the first that is not NO says YES of all. */
static uint32_t combine(struct strat_state *s, enum strat_op op, uint32_t f, uint32_t g, int some) {
    struct strat_diagrams *d = &s->d;
    uint64_t *frame = d->frame;
    for (;;) {
        uint32_t made = find_made(s, op, f, g), a, b, level;
        if (some && made != STRAT_NO && made != STRAT_FULL) return STRAT_YES;
        if (made == STRAT_FULL) { /* down to the low children */
            if (!strat_i_work(s, d->scale < FAR_SCALE ? 1 : 2)) return STRAT_FULL;
            frame[0] = operands_of(op, f, g);
            frame[1] = 0;
            f = (uint32_t)frame[0];
            g = (uint32_t)(frame[0] >> 32);
            frame += 2;
            a = strat_i_level(d, f);
            b = strat_i_level(d, g);
            f = a <= b ? strat_i_low(d, f) : f;
            g = b <= a ? strat_i_low(d, g) : g;
            continue;
        }
        for (;;) { /* up, as far as both are there */
            uint64_t *slot;
            if (frame == d->frame) return made;
            frame -= 2;
            f = (uint32_t)frame[0];
            g = (uint32_t)(frame[0] >> 32);
            a = strat_i_level(d, f);
            b = strat_i_level(d, g);
            level = a <= b ? a : b;
            if (!frame[1]) break;
            made = strat_i_make(s, level, (uint32_t)frame[1], made);
            if (made == STRAT_FULL) return made;
            slot = slot_of_operation(d, op, frame[0]);
            slot[0] = frame[0];
            slot[1] = (uint64_t)made | (uint64_t)op << 32;
        }
        frame[1] = (uint64_t)made | (uint64_t)1 << 32; /* and down to the high ones */
        f = a == level ? strat_i_high(d, f) : f;
        g = b == level ? strat_i_high(d, g) : g;
        frame += 2;
    }
}

STRAT_LOCAL uint32_t strat_i_apply(struct strat_state *s, enum strat_op op, uint32_t f,
                                   uint32_t g) {
    return combine(s, op, f, g, 0);
}

STRAT_LOCAL int strat_i_is_some(struct strat_state *s, enum strat_op op, uint32_t f, uint32_t g) {
    return !s->stopped && combine(s, op, f, g, 1) == STRAT_YES;
}

STRAT_LOCAL void strat_i_do(struct strat_state *s, uint32_t to, enum strat_op op, uint32_t a,
                            uint32_t b) {
    struct strat_diagrams *d = &s->d;
    uint32_t made = s->stopped ? STRAT_FULL : strat_i_apply(s, op, d->reg[a], d->reg[b]);
    if (made == STRAT_FULL && !s->stopped) {
        strat_i_collect(s);
        made = strat_i_apply(s, op, d->reg[a], d->reg[b]);
    }
    if (made == STRAT_FULL) s->stopped = 1;
    d->reg[to] = made == STRAT_FULL ? (uint32_t)STRAT_NO : made;
}

/* ---- room ---- */

/* For every diagram that is needed: marks it, or follows where it went. */
static uint32_t mark_needed(struct strat_diagrams *d, uint32_t f) {
    if (f > STRAT_YES) d->node[2 * (size_t)f + 1] |= MARKED;
    return f;
}

static uint32_t moved(struct strat_diagrams *d, uint32_t f) {
    return f > STRAT_YES ? (uint32_t)d->node[2 * (size_t)f + 1] : f;
}

static void each_needed(struct strat_state *s,
                        uint32_t (*change)(struct strat_diagrams *d, uint32_t f)) {
    uint32_t i, k;
    for (i = 0; i < STRAT_R_END; i++) s->d.reg[i] = change(&s->d, s->d.reg[i]);
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->made[k];
        for (; rest; rest &= rest - 1) {
            uint32_t clause = k * 64 + strat_i_lowest(rest);
            s->own[clause] = change(&s->d, (uint32_t)s->own[clause]);
            if ((s->live[k] & rest) & (0 - rest))
                s->ids[clause] = change(&s->d, (uint32_t)s->ids[clause]);
        }
    }
}

STRAT_LOCAL void strat_i_collect(struct strat_state *s) {
    struct strat_diagrams *d = &s->d;
    unsigned scale = LEAST_SCALE;
    uint32_t f, kept = 2;
    strat_i_work(s, d->used / 2);
    each_needed(s, mark_needed);
    for (f = d->used; f-- > 2;) { /* parents come after children */
        if (d->node[2 * (size_t)f + 1] & MARKED) {
            mark_needed(d, strat_i_low(d, f));
            mark_needed(d, strat_i_high(d, f));
        }
    }
    for (f = 2; f < d->used; f++) {
        uint64_t *node = d->node + 2 * (size_t)f;
        if (!(node[1] & MARKED)) continue;
        node[0] = (uint64_t)moved(d, (uint32_t)node[0]) |
                  (uint64_t)moved(d, (uint32_t)(node[0] >> 32)) << 32;
        node[1] = (node[1] & ~(uint64_t)0xffffffffu) | kept++;
    }
    each_needed(s, moved);
    for (f = 2, kept = 2; f < d->used; f++) {
        const uint64_t *from = d->node + 2 * (size_t)f;
        uint64_t *to = d->node + 2 * (size_t)kept;
        if (!(from[1] & MARKED)) continue;
        to[0] = from[0];
        to[1] = from[1] & ~MARKED;
        kept++;
    }
    d->used = kept;
    while (scale < d->scale && kept >> scale) scale++;
    set_tables(d, scale);
}

STRAT_LOCAL void strat_i_cut_back(struct strat_state *s, uint32_t used) {
    s->d.used = used;
    set_tables(&s->d, s->d.scale);
}

STRAT_LOCAL uint64_t *strat_i_set_aside(struct strat_state *s, size_t words) {
    struct strat_diagrams *d = &s->d;
    unsigned scale = d->scale;
    if (words > d->words || 2 * (size_t)d->used + table_words(LEAST_SCALE) > d->words - words)
        return (uint64_t *)0;
    d->words -= words;
    while (scale > LEAST_SCALE && 2 * (size_t)d->used + table_words(scale) > d->words) scale--;
    set_tables(d, scale);
    return d->node + d->words;
}

STRAT_LOCAL void strat_i_give_back(struct strat_state *s) {
    if (s->d.words == s->d.all) return;
    s->d.words = s->d.all;
    set_tables(&s->d, s->d.scale);
}
