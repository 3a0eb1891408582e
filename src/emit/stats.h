/*
 * How large a laid-out policy is, for --stats.
 */
#ifndef STRATC_EMIT_STATS_H
#define STRATC_EMIT_STATS_H

#include "table/layout.h"

#include <stdio.h>

/* `fast`: of emit_fast(), or NULL. */
struct fast;
void stats_print(FILE *out, struct arena *a, const char *path, const struct layout *layout,
                 const struct fast *fast, size_t rules, size_t cubes);

#endif
