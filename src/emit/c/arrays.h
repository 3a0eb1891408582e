/* The three arrays of a policy as C, and texts of the runtime. Inside emit/ only. */
#ifndef STRATC_EMIT_C_ARRAYS_H
#define STRATC_EMIT_C_ARRAYS_H

#include "table/layout.h"

#include <stdio.h>

/* Static arrays PREFIX_table, PREFIX_names, PREFIX_text. */
void print_arrays(FILE *out, const struct layout *layout, const char *prefix);

/* The initializer of a struct strat_policy over them. */
void print_policy(FILE *out, const struct layout *layout, const char *prefix);

/* A file of the runtime without its includes of other files of the runtime. */
void print_runtime_file(FILE *out, const char *name);

#endif
