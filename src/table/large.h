/*
 * The layout of large policies (runtime/format.h): clauses as records in bytes, and indexes to find
 * them by. Inside emit/ only.
 */
#ifndef STRATC_TABLE_LARGE_H
#define STRATC_TABLE_LARGE_H

#include "table/indexes.h"

struct byte_vec VEC(unsigned char);
struct word_vec VEC(uint64_t);

/* What the numbers in the table say of a clause. */
struct clause_meaning {
    uint64_t kind[2]; /* KIND_* */
    uint32_t id, duty;
    bool has_duty;
};

struct large {
    struct arena *arena;
    const struct space *s;
    const struct clause_set *clauses;
    const struct clause_meaning *meanings; /* by clause */
    uint32_t rules;
    /* the result */
    struct byte_vec bytes;
    struct word_vec
        words; /* L_* and what they point to; word numbers from the first of these words */
    size_t overrides;
    const struct indexes *plan;
};

/* False: the bytes are more than 32-clause offsets reach. */
bool large_build(struct large *l);

#endif
