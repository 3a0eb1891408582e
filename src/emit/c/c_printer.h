/* What the two files of --emit=c are printed from. Inside emit/ only. */
#ifndef STRATC_EMIT_C_C_PRINTER_H
#define STRATC_EMIT_C_C_PRINTER_H

#include "emit/c/planes.h"

struct c_printer {
    FILE *out;
    struct arena *arena;
    const struct layout *layout;
    const struct strat_policy *p;
    struct strat_about about;
    struct identifiers ids;
    const char *const *members, *const *known; /* by fact, as in struct fast_printer */
    const char **types;                        /* by fact: the enum of its values, or NULL */
    struct fast_printer *fast;                 /* or NULL */
    struct planes_printer *planes;             /* or NULL */
};

/* What both files begin with. */
extern const char c_header_head[];

/* The source: up to the number by which it knows its header; from there to the arrays; and what
 * follows them. */
void print_c_includes(struct c_printer *w, const char *header_name);
void print_c_runtime(struct c_printer *w);
void print_c_layer(struct c_printer *w);

#endif
