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

/* A clause that was found, where its record lies, and whether that has entries. They sort by
 * number. */
#define STRAT_FOUND(clause, offset, entries) \
    ((uint64_t)(clause) << 40 | (uint64_t)(offset) << 8 | (uint64_t)(entries))
#define STRAT_FOUND_CLAUSE(w) ((uint32_t)((w) >> 40))
#define STRAT_FOUND_OFFSET(w) ((uint32_t)((w) >> 8))
#define STRAT_FOUND_ENTRIES(w) ((w)&1)

struct strat_lookup {
    const uint64_t *t, *l, *axis, *kinds, *meanings, *filters, *indexes; /* parts of the table */
    const unsigned char *rules;
    uint64_t *classes; /* by axis; STRAT_OPEN_CLASS: any */
    uint64_t *found;   /* clauses that no known class rules out: STRAT_FOUND */
    size_t n, room;
    int full;                  /* there were more than `room` */
    struct strat_state *state; /* where work is counted, or NULL */
};

struct strat_record {
    uint32_t limits, entries;
    const unsigned char *at; /* the limits */
};

struct strat_limit {
    uint32_t axis, form, n, wide;
    const unsigned char *classes;
};

/* Numbers in bytes, put together one by one, which compilers turn into one load where the machine's
 * order is the same. */
static inline uint32_t strat_i_two(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static inline uint32_t strat_i_three(const unsigned char *at) {
    return strat_i_two(at) | (uint32_t)at[2] << 16;
}

static inline uint32_t strat_i_four(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline uint64_t strat_i_eight(const unsigned char *at) {
    return strat_i_four(at) | (uint64_t)strat_i_four(at + 4) << 32;
}

/* Points at the parts of a large table. */
static inline void strat_i_large(struct strat_lookup *q, const uint64_t *table,
                                 const unsigned char *rules) {
    q->t = table;
    q->rules = rules;
    q->axis = q->t + q->t[H_AXIS_AT];
    q->l = q->t + q->t[H_ROW_AT];
    q->kinds = q->l + L_END;
    q->meanings = q->kinds + 2 * q->l[L_KINDS];
    q->filters = q->meanings + q->t[H_CLAUSES];
    q->indexes = q->filters + q->l[L_FILTERS];
}

static inline uint32_t strat_i_offset(const struct strat_lookup *q, uint32_t clause) {
    return strat_i_four(q->rules + 4 * (size_t)clause);
}

static inline uint32_t strat_i_count(const unsigned char **at) {
    uint32_t n = *(*at)++;
    if (n == 255) {
        n = strat_i_three(*at);
        *at += 3;
    }
    return n;
}

static inline struct strat_record strat_i_record(const struct strat_lookup *q, uint32_t offset) {
    struct strat_record r;
    r.at = q->rules + offset;
    r.limits = strat_i_count(&r.at);
    r.entries = strat_i_count(&r.at);
    return r;
}

/* How many class numbers a limit has that is written by edges or as a list. */
static inline uint32_t strat_i_numbers(uint32_t form) {
    return form < LIMIT_LIST ? (form - (uint32_t)LIMIT_EDGES) / 2 + 1
                             : form - (uint32_t)LIMIT_LIST + 1;
}

/* Reads one limit, and returns what follows it. */
static inline const unsigned char *
strat_i_limit(const struct strat_lookup *q, const unsigned char *at, struct strat_limit *limit) {
    uint32_t classes;
    limit->axis = *at++;
    if (q->t[H_AXES] > 256) limit->axis |= (uint32_t)*at++ << 8;
    limit->form = *at++;
    limit->n = limit->wide = 0;
    limit->classes = at;
    if (limit->form <= LIMIT_YES) return at;
    classes = AXIS_CLASSES(q->axis[limit->axis]);
    limit->wide = classes > 256;
    if (limit->form == LIMIT_BITS) return at + (classes + 7) / 8;
    limit->n = strat_i_numbers(limit->form);
    return at + ((size_t)limit->n << limit->wide);
}

static inline uint32_t strat_i_class_at(const struct strat_limit *limit, uint32_t i) {
    return limit->wide ? strat_i_two(limit->classes + 2 * (size_t)i) : limit->classes[i];
}

static inline int strat_i_allows(const struct strat_limit *limit, uint32_t c) {
    uint32_t i = 0;
    if (limit->form <= LIMIT_YES) return limit->form == c;
    if (limit->form == LIMIT_BITS) return limit->classes[c / 8] >> (c % 8) & 1;
    while (i < limit->n && strat_i_class_at(limit, i) <= c) i++;
    if (limit->form >= LIMIT_LIST) return i > 0 && strat_i_class_at(limit, i - 1) == c;
    return (limit->form ^ i) & 1;
}

/* The first class from c on that the limit allows, or `classes`: there is none. */
static inline uint32_t strat_i_next_class(const struct strat_limit *limit, uint32_t c,
                                          uint32_t classes) {
    uint32_t i = 0, list = limit->form >= LIMIT_LIST;
    if (limit->form <= LIMIT_YES) return c <= limit->form ? limit->form : classes;
    if (limit->form == LIMIT_BITS) {
        while (c < classes && !(limit->classes[c / 8] >> (c % 8) & 1)) c++;
        return c;
    }
    while (i < limit->n && strat_i_class_at(limit, i) + list <= c) i++;
    if (!list && (limit->form ^ i) & 1) return c;
    return i < limit->n ? strat_i_class_at(limit, i) : classes;
}

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
