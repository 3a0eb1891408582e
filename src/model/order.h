/*
 * Order: things that are built from one another (groups, definitions, presumptions ...) put into an
 * order in which each comes after what it is built from; where that is impossible, the cycle.
 */
#ifndef STRATC_MODEL_ORDER_H
#define STRATC_MODEL_ORDER_H

#include "base/vec.h"

#include <stdbool.h>

/* node `from` is built from node `to`. */
struct order_edge {
    uint32_t from, to;
};
struct order_edges VEC(struct order_edge);

/* Each node is built from the next one, the last from the first; `edge` says so. */
struct order_link {
    uint32_t node, edge;
};
struct order_cycle VEC(struct order_link);

struct order {
    uint32_t *sorted; /* all n nodes; those of a cycle, too */
    bool *in_cycle;   /* per node: it is in a cycle, or built from one */
    struct order_cycles VEC(struct order_cycle) cycles; /* no two share a node */
};

/* Edges of one node in the order in which they were added; nodes without a reason to wait keep
 * their order. Linear, without recursion. */
struct order order_of(struct arena *a, uint32_t n, const struct order_edges *edges);

/* The same where nodes are parts of something: no two cycles share an `owner`, by node a number
 * below n, or ORDER_SHARED where cycles may have the node in common. */
#define ORDER_SHARED UINT32_MAX
struct order order_of_parts(struct arena *a, uint32_t n, const struct order_edges *edges,
                            const uint32_t *owner);

#endif
