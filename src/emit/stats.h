/*
 * How large a laid-out policy is, for --stats.
 */
#ifndef STRATC_EMIT_STATS_H
#define STRATC_EMIT_STATS_H

#include "emit/layout.h"

#include <stdio.h>

void stats_print(FILE *out, const char *path, const struct layout *layout, size_t rules, size_t boxes);

#endif
