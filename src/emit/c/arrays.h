/* The arrays of a policy as C. Inside emit/ only. */
#ifndef STRATC_EMIT_C_ARRAYS_H
#define STRATC_EMIT_C_ARRAYS_H

#include "table/layout.h"

#include <stdio.h>

/* Static arrays PREFIX_table, and PREFIX_rules where there are rules. */
void print_table(FILE *out, const struct layout *layout, const char *prefix);

/*
 * Bytes in string literals, which a compiler takes several times faster than numbers, as the
 * structure PREFIX_WHAT of arrays of `type`, which has no gaps. A compiler need not take a literal
 * of over 4,095 bytes: one ends at a zero, which is its own terminator; where there is none in
 * reach, numbers must do. Of char, they are texts: one a line.
 */
void print_bytes(FILE *out, const char *type, const unsigned char *bytes, size_t n,
                 const char *prefix, const char *what);

#endif
