/* What the halves of the diagrams share. Inside space/ only. */
#ifndef STRATC_SPACE_DIAGRAM_PRIVATE_H
#define STRATC_SPACE_DIAGRAM_PRIVATE_H

#include "space/diagram.h"

static inline bool is_node(diagram d) { return d >= NODE_BASE; }

static inline const struct node *node_of(const struct diagrams *g, diagram d) {
    return &g->nodes.at[d - NODE_BASE];
}

/* Where in the order the diagram begins; UINT32_MAX, behind every axis,
 * where there is none left. */
static inline uint32_t rank_of(const struct diagrams *g, diagram d) {
    return is_node(d) ? g->rank[node_of(g, d)->axis] : UINT32_MAX;
}

/* Below `axis`, in class c. */
static inline diagram below(const struct diagrams *g, diagram d, uint32_t axis, uint32_t c) {
    return is_node(d) && node_of(g, d)->axis == axis
               ? g->children.at[node_of(g, d)->first_child + c]
               : d;
}

static inline uint64_t mix(uint64_t h, uint64_t x) {
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

/* What every operation counts, here a node on this axis; past the limits all of them come home at
 * once, and what they bring means nothing. */
bool diagrams_tired(struct diagrams *g, uint32_t axis);

/* Whether the set has all the memory that it may have. */
bool diagrams_full(const struct diagrams *g);

/* Forgets all nodes but the first so many. Nothing that is still wanted
 * may be made of the others. */
void diagrams_drop(struct diagrams *g, size_t kept);

/* What diagram_clauses_in() says, found in either way: from above, by cutting up the situations
 * until clauses are sure, and from below, by combining what each clause says. Either may be the
 * quicker by far. */
struct search_above;
struct search_above *diagrams_search_new(const struct version *v, const uint64_t *row,
                                         const uint64_t *without);
diagram diagrams_search(struct search_above *q, diagram region);
diagram diagrams_fold(const struct version *v, const uint64_t *row, const uint64_t *without,
                      diagram region);
struct fold *diagrams_fold_new(struct diagrams *g);

/* diagrams_drop(), and what the version knows of them. */
void diagrams_fold_drop(const struct version *v, size_t kept);

/* The node with these children; their common value where they are alike. */
diagram diagrams_node(struct diagrams *g, uint32_t axis, const diagram *child);

#endif
