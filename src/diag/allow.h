/*
 * `allow` comments: findings that the author has looked at and wants to keep.
 *
 *     # stratc: allow SLUG[, SLUG] -- reason
 */
#ifndef STRATC_DIAG_ALLOW_H
#define STRATC_DIAG_ALLOW_H

#include "diag/diag.h"

struct allow {
    uint32_t file, line; /* the line (from 0) whose findings it allows */
    enum diag_code code;
    struct span at; /* of the slug */
    const char *reason;
    bool used;
};
struct allows VEC(struct allow);

/* The comments of all sources, by file and line; those that say nothing sensible are reported and
 * left out. */
struct allows allows_read(struct diags *d);

/* The comment that allows this finding, or NULL; it counts as used from then on. */
const struct allow *allows_take(struct allows *all, struct diags *d, const struct diag *x);

#endif
