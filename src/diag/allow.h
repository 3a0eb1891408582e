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
    bool used;
};
struct allows VEC(struct allow);

/* The comments of all sources, by file and line; those that say nothing sensible are reported and left out. */
struct allows allows_read(struct diags *d);

/* Whether some comment allows this finding; the comment counts as used from then on. */
bool allows_take(struct allows *all, struct diags *d, const struct diag *x);

#endif
