/*
 * A sheet of the reading copy: about partners that a policy treats alike.
 */
#ifndef STRATC_EMIT_DOCUMENTS_SHEET_H
#define STRATC_EMIT_DOCUMENTS_SHEET_H

#include "emit/documents/reading.h"

struct sheet {
    struct reading_copy *r;
    size_t partners;         /* the class of coverage that they are of */
    const uint64_t *members; /* the partners */
    struct indices each;     /* those of them that some condition tells from one another */
    uint32_t reached;        /* the approaches that some permission can open, and the default */
    uint32_t *anyhow;        /* by objective and activity: the most that may start, or MODEL_NONE */
};

/* ---- sheet_rules.c ---- */

/* The approaches that some permission can open for the members, and the default. */
uint32_t sheet_reached(const struct sheet *s);

/* The rules that open something for them, but for what may start as things are. */
void sheet_openings(const struct sheet *s);

/* The rules that close something that can be open for them, or that say what has to come first. */
void sheet_closers(const struct sheet *s);

#endif
