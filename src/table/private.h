/*
 * What the files of this room share: the names; and the layout of large policies
 * (runtime/format.h), clauses as records in bytes, and indexes to find them by.
 */
#ifndef STRATC_TABLE_PRIVATE_H
#define STRATC_TABLE_PRIVATE_H

#include "base/map.h"
#include "rules/rules.h"
#include "runtime/format.h"
#include "runtime/strat.h"
#include "space/clauses.h"

/* The names while they are written (runtime/names.h). */
struct names {
    const struct model *m;
    const struct rule_set *rules;
    const uint32_t *number; /* by fact of the model, its number in requests (readings have none) */
    struct arena *arena;
    struct name_words VEC(uint32_t) words;
    struct name_bytes VEC(char) text;
    struct intern texts;
    struct map at; /* by text */
};

/* The offset of a text, each text once. */
uint32_t names_text(struct names *n, const char *text);

static inline void names_put(struct names *n, uint32_t word) {
    vec_push(n->arena, &n->words, word);
}

/* Fills the names and text part of *policy. */
void names_build(const struct rule_set *rules, const uint32_t *number, struct arena *a,
                 struct strat_policy *policy);

/* The rules, and what they ask; their counts go to the header. */
void names_why(struct names *n);

struct byte_vec VEC(unsigned char);
struct word_vec VEC(uint64_t);

/* What the numbers in the table say of a clause. */
struct clause_meaning {
    uint64_t kind[2]; /* KIND_* */
    uint32_t id, duty;
};

struct one_index {
    uint32_t axis, classes; /* the number of axes, and 1: of none */
    struct {
        uint32_t axis, shift;
    } filters[MAX_FILTERS];
    uint32_t n_filters, rows;
    double met; /* clauses that an ordinary complete request meets here */
};

struct indexes {
    struct one_index at[MAX_INDEXES];
    uint32_t len;
    uint8_t *index_of;   /* by clause */
    double met, checked; /* clauses that an ordinary complete request meets in buckets, and those of
                            which the rows do not dispose */
};

/* The classes of an axis that a clause allows, or NULL where it allows all. */
const uint64_t *index_allowed(const struct cube *b, uint32_t axis);

/* Which rows of a filter clauses with this limit stand in: a bit each. */
uint32_t index_rows(const uint64_t *allowed, uint32_t classes, uint32_t shift);

const struct indexes *indexes_build(const struct space *s, const struct clause_set *clauses,
                                    struct arena *a);

/* Every axis once, in the order in which diagrams do best to ask for them. */
const uint32_t *index_order(const struct space *s, const struct clause_set *clauses,
                            struct arena *a);

struct large {
    struct arena *arena;
    const struct space *s;
    const struct clause_set *clauses;
    const struct clause_meaning *meanings; /* by clause */
    /* the result */
    struct byte_vec bytes;
    struct word_vec words; /* L_* and what follows them */
    size_t overrides;
    const struct indexes *plan;
};

/* False: the bytes are more than 32-bit offsets reach. */
bool large_build(struct large *l);

/* Adds the words of the compiled diagrams. `declared`: the model in which readings are readings;
 * where that is not the model of the space, they are about what hangs on readings alone. False:
 * they would be too many, or take too long. */
bool compiled_build(struct space *s, const struct clause_set *clauses, const struct model *declared,
                    struct arena *a, struct word_vec *to);

#endif
