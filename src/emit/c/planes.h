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
    uint32_t *first; /* by axis: its first plane */
    uint32_t planes; /* of a request */
    struct all_answer_planes VEC(struct answer_planes) answers;
};

/* NULL: there are no planes of this policy: no fact matters, or one has more than 256 classes. */
struct planes_printer *planes_new(const struct c_printer *w);

/* The loops of gates that PREFIX_decide_planes() goes through. */
void planes_print_gates(struct c_printer *w);

/* How many spell the rows of this axis. */
uint32_t n_planes(const struct seat *seat);

/* The planes of the fact that fields are about; and the arrays of answers, one by one. */
void planes_set_fact(struct c_printer *w);
bool planes_each_answer(struct c_printer *w, size_t i);

#endif
