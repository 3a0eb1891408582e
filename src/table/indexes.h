/*
 * Indexes: by which facts a large policy's clauses are found (runtime/format.h tells what indexes
 * and digits are). Inside emit/ only.
 */
#ifndef STRATC_TABLE_INDEXES_H
#define STRATC_TABLE_INDEXES_H

#include "runtime/format.h"
#include "space/clauses.h"

enum { DIGIT_ROWS = 16 }; /* at most */

struct index_member {
    uint32_t axis, shift, weight;
};

struct index_digit {
    struct index_member members[4];
    uint32_t n, rows;
    uint16_t *allows; /* by clause: clause r for each row that it allows */
    uint32_t number;  /* among those that some index uses, or UINT32_MAX */
};
struct index_digit_list VEC(struct index_digit);

struct one_index {
    uint32_t axes[MAX_INDEX_AXES], n_axes;
    uint32_t buckets;
    uint32_t digits[MAX_INDEX_DIGITS], n_digits; /* places in `digits` */
    uint32_t rows;
    double met; /* clauses that an ordinary complete request meets here */
};

struct indexes {
    struct one_index indexes[MAX_INDEXES];
    uint32_t n_indexes;
    uint8_t *index_of; /* by clause */
    struct index_digit_list digits;
    double met, checked; /* clauses that an ordinary complete request meets in buckets, and those of
                            which the rows do not dispose */
};

/* The classes of an axis that a clause allows, or NULL where it allows all. */
const uint64_t *index_allowed(const struct cube *b, uint32_t axis);

/* `budget`: bytes that all buckets may take. */
struct indexes *indexes_build(const struct space *s, const struct clause_set *clauses,
                              struct arena *a, size_t budget);

#endif
