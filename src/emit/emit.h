/*
 * Emit: a laid-out policy as C.
 *
 * Everything is printed to streams that the caller owns; errors of writing are sticky in the
 * stream. The same policy gives the same bytes on every machine. Generated code carries no licence
 * of ours: it is its owner's.
 */
#ifndef STRATC_EMIT_EMIT_H
#define STRATC_EMIT_EMIT_H

#include "table/layout.h"

#include <stdio.h>

/* What the identifiers of emitted C are to begin with: `enisa-international.c` gives
 * "enisa_international". */
const char *emit_prefix(struct arena *a, const char *path);

/* The policy as `strat_linked_policy`, to be linked with the evaluator. */
void emit_program(FILE *out, const struct layout *layout);

/* The policy as the bytes of a file. */
struct bytes VEC(unsigned char);
struct bytes emit_table_bytes(struct arena *a, const struct strat_policy *p);

/* What makes small policies fast in emitted C; NULL where this one is too large for it. `bits` of
 * the space, without probes. */
struct fast;
const struct fast *emit_fast(struct space *s, const struct clause_set *bits);

/* How large that is. */
struct fast_sizes {
    size_t tables, maps; /* bytes that a decision reads of a prepared case; and that it takes to
                            make a request ready */
    uint32_t reads;      /* rows that a brief decision puts together */
    uint32_t planes;     /* bit planes of a request; 0 where there are none */
};
struct fast_sizes emit_fast_sizes(struct arena *a, const struct fast *fast,
                                  const struct layout *layout);

/* How large a laid-out policy is, for --stats. `fast`: of emit_fast(), or NULL. */
void stats_print(FILE *out, struct arena *a, const char *path, const struct layout *layout,
                 const struct fast *fast, size_t rules, size_t cubes);

/* What is in it only where it is asked for. */
struct c_parts {
    bool ask;   /* what to ask, and on which judgements a decision hangs */
    bool batch; /* many requests at once: columns, bit planes */
};

/*
 * The self-contained pair of --emit=c. `fast` may be NULL. `prefix`: of all its names, unless one
 * of them would be something else in C: then another one. `header_name`: what the source includes;
 * NULL: both go to one file, one after the other.
 */
void emit_c_pair(FILE *header, FILE *source, struct arena *a, const struct layout *layout,
                 const struct fast *fast, struct c_parts parts, const char *prefix,
                 const char *header_name);

#endif
