#include "model/order.h"

/* A node is WAITING until the walk enters it, OPEN while the walk is below it, and then DONE. */
enum state { WAITING, OPEN, DONE };

struct walk {
    struct arena *arena;
    const struct order_edges *edges;
    const uint32_t *owner; /* NULL: each node is its own */
    uint32_t *first;  /* n + 1: the edges of node v are sorted[first[v]] .. sorted[first[v + 1]] */
    uint32_t *sorted; /* by number */
    unsigned char *state;
    uint32_t *next; /* per open node: its next edge */
    uint32_t *path; /* the open nodes, outermost first */
    uint32_t depth;
    bool *told; /* per owner: it is in a cycle of the result */
    struct order result;
    uint32_t n_sorted;
};

/* The edges sorted by their node, stably: a counting sort. */
static void collect_edges(struct walk *w, uint32_t n) {
    w->first = arena_array(w->arena, uint32_t, (size_t)n + 1);
    w->sorted = arena_array(w->arena, uint32_t, w->edges->len);
    vec_each (struct order_edge, e, w->edges) w->first[e->from + 1]++;
    for (uint32_t v = 0; v < n; v++) w->first[v + 1] += w->first[v];
    uint32_t *at = arena_array(w->arena, uint32_t, n);
    for (uint32_t v = 0; v < n; v++) at[v] = w->first[v];
    for (uint32_t e = 0; e < w->edges->len; e++) w->sorted[at[w->edges->at[e].from]++] = e;
}

static void enter(struct walk *w, uint32_t node) {
    w->state[node] = OPEN;
    w->next[node] = w->first[node];
    w->path[w->depth++] = node;
}

static uint32_t owner_of(const struct walk *w, uint32_t node) {
    return w->owner ? w->owner[node] : node;
}

/* The path from `node` on is a cycle. One that shares a node with an earlier one is not told
 * again: mending that one may mend this one, and the author would read the same names twice. */
static void close_cycle(struct walk *w, uint32_t node) {
    uint32_t from = w->depth;
    bool told = false;
    do {
        uint32_t owner = owner_of(w, w->path[--from]);
        told = told || (owner != ORDER_SHARED && w->told[owner]);
    } while (w->path[from] != node);
    struct order_cycle c = {0};
    for (uint32_t i = from; i < w->depth; i++) {
        uint32_t on = w->path[i], owner = owner_of(w, on);
        w->result.in_cycle[on] = true;
        if (owner != ORDER_SHARED) w->told[owner] = true;
        if (!told) vec_push(w->arena, &c, ((struct order_link){on, w->sorted[w->next[on] - 1]}));
    }
    if (!told) vec_push(w->arena, &w->result.cycles, c);
}

static void leave(struct walk *w) {
    uint32_t node = w->path[--w->depth];
    w->state[node] = DONE;
    w->result.sorted[w->n_sorted++] = node;
    if (w->depth && w->result.in_cycle[node]) w->result.in_cycle[w->path[w->depth - 1]] = true;
}

struct order order_of(struct arena *a, uint32_t n, const struct order_edges *edges) {
    return order_of_parts(a, n, edges, NULL);
}

struct order order_of_parts(struct arena *a, uint32_t n, const struct order_edges *edges,
                            const uint32_t *owner) {
    struct walk w = {.arena = a, .edges = edges, .owner = owner};
    collect_edges(&w, n);
    w.state = arena_array(a, unsigned char, n);
    w.next = arena_array(a, uint32_t, n);
    w.path = arena_array(a, uint32_t, n);
    w.told = arena_array(a, bool, n);
    w.result.sorted = arena_array(a, uint32_t, n);
    w.result.in_cycle = arena_array(a, bool, n);
    for (uint32_t v = 0; v < n; v++) {
        if (w.state[v] == WAITING) enter(&w, v);
        while (w.depth) {
            uint32_t node = w.path[w.depth - 1];
            if (w.next[node] == w.first[node + 1]) {
                leave(&w);
                continue;
            }
            uint32_t to = edges->at[w.sorted[w.next[node]++]].to;
            if (w.state[to] == WAITING)
                enter(&w, to);
            else if (w.state[to] == OPEN)
                close_cycle(&w, to);
            else if (w.result.in_cycle[to])
                w.result.in_cycle[node] = true;
        }
    }
    return w.result;
}
