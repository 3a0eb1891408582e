/*
 * What the files about large policies share (format.h says how these lie in their bytes).
 */
#ifndef STRAT_LARGE_H
#define STRAT_LARGE_H

#include "runtime/private.h"

#if defined(__GNUC__)
#define STRAT_PREFETCH(at) __builtin_prefetch(at)
#else
#define STRAT_PREFETCH(at) ((void)0)
#endif

/* Entries in the order of overrides: what a clause of `found` is to one. */
#define STRAT_ENTRY(override, role, clause) \
    ((uint64_t)(override) << 34 | (uint64_t)(role) << 32 | (uint64_t)(clause))
#define STRAT_ENTRY_OVERRIDE(e) ((uint32_t)((e) >> 34))
#define STRAT_ENTRY_ROLE(e) ((uint32_t)((e) >> 32 & 3))
#define STRAT_ENTRY_CLAUSE(e) ((uint32_t)(e))

/* A clause that was found: they sort by offset. */
#define STRAT_FOUND(offset, kind, entries) \
    ((uint64_t)(offset) << 32 | (uint64_t)(kind) << 2 | (uint64_t)(entries) << 1)
#define STRAT_FOUND_OFFSET(w) ((uint32_t)((w) >> 32))
#define STRAT_FOUND_KIND(w) ((uint32_t)((w) >> 2 & 0x7fff))
#define STRAT_FOUND_ENTRIES(w) ((w)&2)

struct strat_lookup {
    const uint64_t *t, *l, *axis; /* the table, its words about large policies, its axes */
    const unsigned char *rules;
    uint64_t *classes; /* by axis; STRAT_OPEN_CLASS: any */
    uint64_t *digits;  /* by digit: its value, likewise */
    uint64_t *found;   /* clauses that no known class rules out: STRAT_FOUND */
    size_t n, room;
    int full;                  /* there were more than `room` */
    struct strat_state *state; /* where work is counted, or NULL */
};

struct strat_record {
    const uint64_t *kind;
    uint64_t clause; /* as in CLAUSE_* */
    uint32_t limits, entries;
    const unsigned char *at; /* the limits */
};

struct strat_limit {
    uint32_t axis, form, n, wide;
    const unsigned char *classes;
};

/* Numbers in bytes. */
static inline uint32_t strat_i_two(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static inline uint32_t strat_i_three(const unsigned char *at) {
    return strat_i_two(at) | (uint32_t)at[2] << 16;
}

static inline uint32_t strat_i_four(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* Reads one limit, and returns what follows it. */
static inline const unsigned char *
strat_i_limit(const struct strat_lookup *q, const unsigned char *at, struct strat_limit *limit) {
    uint32_t n;
    limit->axis = *at++;
    if (q->l[L_AXIS_BYTES] == 2) limit->axis |= (uint32_t)*at++ << 8;
    limit->form = *at++;
    n = AXIS_CLASSES(q->axis[limit->axis]);
    limit->wide = n > 256;
    limit->classes = at;
    limit->n = 0;
    if (limit->form <= LIMIT_YES) return at;
    if (limit->form == LIMIT_RANGE)
        limit->n = 2;
    else if (limit->form == LIMIT_BITS)
        return at + (n + 7) / 8;
    else
        limit->n = limit->form < LIMIT_EXCEPT ? limit->form - (uint32_t)LIMIT_LIST + 1
                                              : limit->form - (uint32_t)LIMIT_EXCEPT + 1;
    return at + ((size_t)limit->n << limit->wide);
}

static inline uint32_t strat_i_class_at(const struct strat_limit *limit, uint32_t i) {
    return limit->wide ? strat_i_two(limit->classes + 2 * (size_t)i) : limit->classes[i];
}

static inline int strat_i_allows(const struct strat_limit *limit, uint32_t c) {
    uint32_t i;
    if (limit->form <= LIMIT_YES) return limit->form == c;
    if (limit->form == LIMIT_RANGE)
        return c >= strat_i_class_at(limit, 0) && c <= strat_i_class_at(limit, 1);
    if (limit->form == LIMIT_BITS) return limit->classes[c / 8] >> (c % 8) & 1;
    for (i = 0; i < limit->n; i++)
        if (strat_i_class_at(limit, i) == c) return limit->form < LIMIT_EXCEPT;
    return limit->form >= LIMIT_EXCEPT;
}

STRAT_LOCAL void strat_i_record(const struct strat_lookup *q, uint32_t offset,
                                struct strat_record *r);
STRAT_LOCAL uint32_t strat_i_next_allowed(const struct strat_limit *limit, uint32_t c,
                                          uint32_t classes); /* from c on; `classes`: none */
STRAT_LOCAL void strat_i_look_up(struct strat_lookup *q);

/* Sorts what was found and gathers the entries of it, rising. SIZE_MAX:
 * there is no room for them. */
STRAT_LOCAL size_t strat_i_touched(struct strat_lookup *q, uint64_t *entries, size_t room);

/* Lays out in *memory, of which *room words are left, the clauses that s->class_of does not rule
 * out, like a small policy. 0: there is too little memory. */
STRAT_LOCAL int strat_i_localise(struct strat_state *s, uint64_t **memory, size_t *room);

/* Work memory that a complete request needs for that at most; s->words: of a row of it. */
STRAT_LOCAL size_t strat_i_large_words(struct strat_state *s);

#endif
