/*
 * Circuits: yes-or-no functions of bit planes as gates, each gate once. Inside emit/ only.
 *
 * A plane has a bit for each of many requests, so a gate is one instruction for as many requests as
 * a word has bits.
 */
#ifndef STRATC_EMIT_C_CIRCUIT_H
#define STRATC_EMIT_C_CIRCUIT_H

#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t gate; /* index of a gate */

enum { GATE_NO = 0, GATE_YES = 1 };

enum gate_kind {
    GATE_CONSTANT,
    GATE_PLANE,
    GATE_NOT,
    GATE_AND,
    GATE_BUT,
    GATE_OR,
    GATE_XOR
}; /* BUT: the first and not the second */

struct gate_node {
    enum gate_kind kind;
    gate x, y; /* PLANE: x is its number */
};

struct circuit {
    struct arena *arena;
    struct gate_nodes VEC(struct gate_node) gates;
    uint32_t *table; /* hash table: index + 1 */
    size_t n_table;
};

void circuit_init(struct circuit *c, struct arena *a);

gate gate_not(struct circuit *c, gate x);
gate gate_and(struct circuit *c, gate x, gate y);
gate gate_or(struct circuit *c, gate x, gate y);
gate gate_but(struct circuit *c, gate x, gate y);

/* Yes where the number that n planes from `first` on spell, the lowest bit first, is wanted: by
 * number 0 no, 1 yes, 2 as you like. */
gate gate_among(struct circuit *c, uint32_t first, uint32_t n, const uint8_t *wanted);

#endif
