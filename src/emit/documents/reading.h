/*
 * The reading copy: what its parts share.
 */
#ifndef STRATC_EMIT_DOCUMENTS_READING_H
#define STRATC_EMIT_DOCUMENTS_READING_H

#include "analysis/coverage.h"
#include "emit/documents/paper.h"
#include "emit/formats.h"

struct reading_copy {
    struct paper d;
    struct arena *a;
    const struct emission *e;
    const struct model *m;
    const struct rule_set *rules;
    const struct coverage *coverage;
};

/* "obtain the endorsement", by the titles of duties; "4.1.b, P2". */
const char *reading_duties(const struct reading_copy *r, const struct indices *duties);

/* Labels of a set of values of a fact; of the first `most`, and how many more there are. */
const char *reading_values(const struct reading_copy *r, uint32_t fact, const uint64_t *set,
                           size_t most);

/* The label of one. */
const char *reading_value(const struct reading_copy *r, uint32_t fact, size_t value);

/* ---- reading_matrix.c, reading_sheets.c: the silence map as a matrix, and a sheet for each class
 * of partners ---- */

void reading_matrix(struct reading_copy *r);
void reading_sheets(struct reading_copy *r);

#endif
