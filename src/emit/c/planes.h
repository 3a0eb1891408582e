/*
 * Many requests at once, as bit planes. Inside emit/ only.
 *
 * A request is a bit in each of some planes (for each fact that matters the number of the class of
 * its value, in binary); an answer is a bit in each of others (this status, this approach, this
 * duty, ...). Between them stands straight-line code of gates, the same for every width of word.
 */
#ifndef STRATC_EMIT_C_PLANES_H
#define STRATC_EMIT_C_PLANES_H

#include "emit/c/c_printer.h"
#include "emit/c/circuit.h"

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
    const struct c_printer *w; /* while they are made */
    struct circuit circuit;
    struct all_axis_planes VEC(struct axis_planes) axes; /* by rising axis */
    uint32_t planes;                                     /* of a request */
    struct all_answer_planes VEC(struct answer_planes) answers;
};

/* NULL: there are no planes of this policy: no fact matters, or one has more than 256 classes. */
struct planes_printer *planes_new(const struct c_printer *w);

/* In words of what PREFIX_decide_planes() works on: the loops. */
void planes_print_gates(struct c_printer *w);

/* What PREFIX_fill_planes() reads from columns. */
void planes_print_columns(struct c_printer *w);

/* Lists that templates go through: arrays of request planes, these planes, arrays of answers. */
bool planes_each_array(struct c_printer *w, size_t i);
bool planes_each(struct c_printer *w, size_t i);
bool planes_each_answer(struct c_printer *w, size_t i);

/* Whether the array of answers that fields are about is of whole answers only. */
bool answer_is_list(struct c_printer *w);

#endif
