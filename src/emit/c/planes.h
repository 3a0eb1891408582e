/*
 * Many requests at once, as bit planes. Inside emit/ only.
 *
 * A request is a bit in each of some planes (for each fact that matters the number of the class of
 * its value, in binary); an answer is a bit in each of others (this status, this approach, this
 * duty, ...). Between them stands straight-line code of gates, the same for every width of word.
 */
#ifndef STRATC_EMIT_C_PLANES_H
#define STRATC_EMIT_C_PLANES_H

#include "emit/c/circuit.h"
#include "emit/c/fast.h"

/* Planes of one axis. */
struct axis_planes {
    uint32_t axis, first, planes; /* axis: of the space */
};

/* An array of answer planes. */
struct answer_planes {
    const char *name, *meaning;
    uint32_t n;
    const gate *is;
    bool list; /* only in whole answers */
};

struct planes_printer {
    const struct fast_printer *w;
    struct circuit circuit;
    struct all_axis_planes VEC(struct axis_planes) axes; /* by rising axis */
    uint32_t planes;                                     /* of a request */
    struct all_answer_planes VEC(struct answer_planes) answers;
};

/* False: there are no planes of this policy: no fact matters, or one has more than 256 classes. */
bool planes_init(struct planes_printer *p, const struct fast_printer *w);

/* The types and functions in the header. */
void print_planes_header(const struct planes_printer *p);

/* PREFIX_decide_planes(), PREFIX_widest(). */
void print_planes(const struct planes_printer *p);

/* PREFIX_fill_planes(). */
void print_fill_planes(const struct planes_printer *p);

/* The template for each plane of a request: # its number, @ its member in the structure. */
void print_request_pointers(const struct planes_printer *p, const char *template);

/* PREFIX_decide_batch(); `planes`: or NULL. */
void print_batch(FILE *out, const struct planes_printer *planes);

#endif
