/*
 * A better order for diagrams that are there already: each axis is moved past its neighbours, one
 * after another, and stays where there are the fewest nodes (R. Rudell, Dynamic variable ordering
 * for ordered binary decision diagrams, 1993). That is tried on a copy; of nodes that are given up
 * the memory is not used again, as the whole of it is soon.
 */
#include "space/diagram.h"

#include <stdlib.h>
#include <string.h>

/* A node of the copy; refs 0: it is given up. */
struct knot {
    uint32_t axis, refs, first_child, next; /* of the same hash, + 1 */
    uint64_t met;                           /* how often, see walked() */
};

struct knots VEC(uint32_t);

/* What it costs that a walk meets a node, beside that there is one; how often a fact is not stated;
 * and once. */
enum { WALKS = 2, WALKED = 40, ONCE = 1 << 20, NOT_STATED = ONCE / 10 * 3 };

struct sift {
    struct arena own;
    const struct space *s;
    struct all_knots VEC(struct knot) all;
    struct knots children, *of_axis, row; /* row: of a node in the making */
    uint32_t *by_hash, n_hash;
    uint32_t *at_rank, *rank;
    uint32_t walked[WALKS]; /* what most requests walk */
    size_t live;
    uint64_t steps; /* that are left */
};

static uint32_t classes_of(const struct sift *f, uint32_t axis) {
    return f->s->axes.at[axis].classes;
}

static uint32_t *chain_of(const struct sift *f, uint32_t axis, const uint32_t *child) {
    uint64_t h = axis;
    for (uint32_t c = 0; c < classes_of(f, axis); c++)
        h = (h ^ child[c]) * UINT64_C(0x9e3779b97f4a7c15), h ^= h >> 29;
    return &f->by_hash[(h ^ h >> 32) & (f->n_hash - 1)];
}

static uint32_t *children_of(const struct sift *f, uint32_t knot) {
    return f->children.at + f->all.at[knot].first_child;
}

static void refer(struct sift *f, uint32_t child) {
    if (diagram_is_node(child)) f->all.at[child - NODE_BASE].refs++;
}

/* Puts these children in, and the node where it is found. */
static void fill(struct sift *f, uint32_t knot, uint32_t axis, const uint32_t *child) {
    uint32_t *chain = chain_of(f, axis, child);
    struct knot *to = &f->all.at[knot];
    to->axis = axis;
    to->first_child = (uint32_t)f->children.len;
    to->next = *chain;
    *chain = knot + 1;
    for (uint32_t c = 0; c < classes_of(f, axis); c++) {
        vec_push(&f->own, &f->children, child[c]);
        refer(f, child[c]);
    }
    vec_push(&f->own, &f->of_axis[axis], knot);
}

static void take_out(struct sift *f, uint32_t knot) {
    uint32_t *at = chain_of(f, f->all.at[knot].axis, children_of(f, knot));
    while (*at != knot + 1) at = &f->all.at[*at - 1].next;
    *at = f->all.at[knot].next;
}

/* As deep as there are axes. */
static void release(struct sift *f, uint32_t child) {
    if (!diagram_is_node(child) || --f->all.at[child - NODE_BASE].refs > 0) return;
    uint32_t knot = child - NODE_BASE;
    take_out(f, knot);
    f->live--;
    for (uint32_t c = 0; c < classes_of(f, f->all.at[knot].axis); c++)
        release(f, children_of(f, knot)[c]);
}

static uint32_t make(struct sift *f, uint32_t axis, const uint32_t *child) {
    uint32_t n = classes_of(f, axis), same = 1;
    while (same < n && child[same] == child[0]) same++;
    if (same == n) return child[0];
    for (uint32_t at = *chain_of(f, axis, child); at; at = f->all.at[at - 1].next)
        if (f->all.at[at - 1].axis == axis &&
            memcmp(children_of(f, at - 1), child, n * sizeof *child) == 0)
            return NODE_BASE + at - 1;
    uint32_t knot = (uint32_t)f->all.len;
    vec_push(&f->own, &f->all, ((struct knot){0}));
    f->live++;
    fill(f, knot, axis, child);
    return NODE_BASE + knot;
}

static uint32_t child_in(const struct sift *f, uint32_t x, uint32_t axis, uint32_t class) {
    bool asks = diagram_is_node(x) && f->all.at[x - NODE_BASE].axis == axis;
    return asks ? children_of(f, x - NODE_BASE)[class] : x;
}

/* A node that asks `upper`, then `lower`: now the other way round. */
static void turn(struct sift *f, uint32_t knot, uint32_t upper, uint32_t lower) {
    uint32_t n = classes_of(f, upper), n_lower = classes_of(f, lower);
    uint32_t *was = arena_array(&f->own, uint32_t, n + n_lower), *now = was + n;
    take_out(f, knot);
    memcpy(was, children_of(f, knot), n * sizeof *was);
    for (uint32_t low = 0; low < n_lower; low++) {
        f->row.len = 0;
        for (uint32_t c = 0; c < n; c++)
            vec_push(&f->own, &f->row, child_in(f, was[c], lower, low));
        now[low] = make(f, upper, f->row.at);
    }
    fill(f, knot, lower, now);
    for (uint32_t c = 0; c < n; c++) release(f, was[c]);
    f->steps -= f->steps < n * n_lower ? f->steps : n * n_lower;
}

/* Changes the axis of this rank with the one below it. */
static void swap(struct sift *f, uint32_t rank) {
    uint32_t upper = f->at_rank[rank], lower = f->at_rank[rank + 1], n = classes_of(f, upper);
    struct knots old = f->of_axis[upper];
    f->of_axis[upper] = (struct knots){0};
    vec_each (const uint32_t, knot, &old) {
        uint32_t c = 0;
        if (f->all.at[*knot].refs == 0) continue;
        while (c < n && child_in(f, children_of(f, *knot)[c], lower, 0) == children_of(f, *knot)[c])
            c++;
        if (c == n)
            vec_push(&f->own, &f->of_axis[upper], *knot);
        else
            turn(f, *knot, upper, lower);
    }
    f->steps -= f->steps < n * old.len ? f->steps : n * old.len;
    f->at_rank[rank] = lower;
    f->at_rank[rank + 1] = upper;
    f->rank[lower] = rank;
    f->rank[upper] = rank + 1;
}

static void move(struct sift *f, uint32_t axis, uint32_t to) {
    while (f->rank[axis] < to) swap(f, f->rank[axis]);
    while (f->rank[axis] > to) swap(f, f->rank[axis] - 1);
}

static void keep_live(struct sift *f, uint32_t axis) {
    struct knots *of = &f->of_axis[axis];
    size_t n = 0;
    vec_each (const uint32_t, knot, of)
        if (f->all.at[*knot].refs > 0) of->at[n++] = *knot;
    of->len = n;
}

/* How often a walk along what is known meets a node: one child where the class is known, as it
 * always is of a fact with a default, else all of them; no node twice. */
static uint64_t walked(struct sift *f) {
    uint64_t sum = 0;
    for (int i = 0; i < WALKS; i++)
        if (diagram_is_node(f->walked[i])) f->all.at[f->walked[i] - NODE_BASE].met = ONCE;
    for (uint32_t rank = 0; rank < f->s->axes.len; rank++) {
        uint32_t axis = f->at_rank[rank], n = classes_of(f, axis);
        const struct fact *fact = &f->s->model->facts.at[f->s->axes.at[axis].fact];
        uint64_t open = fact->has_default && fact->presumptions.len == 0 ? 0 : NOT_STATED,
                 each = (ONCE - open) / n;
        keep_live(f, axis);
        vec_each (const uint32_t, knot, &f->of_axis[axis]) {
            struct knot *is = &f->all.at[*knot];
            uint64_t met = is->met < ONCE ? is->met : ONCE;
            const uint32_t *child = children_of(f, *knot);
            if (met == 0) continue;
            is->met = 0;
            sum += met;
            for (uint32_t c = 0; c < n; c++)
                if (diagram_is_node(child[c]))
                    f->all.at[child[c] - NODE_BASE].met +=
                        met * (c == 0 || child[c] != child[c - 1] ? each + open : each) / ONCE;
            f->steps -= f->steps < n ? f->steps : n;
        }
    }
    return sum;
}

static uint64_t cost(struct sift *f) { return ONCE * (uint64_t)f->live + WALKED * walked(f); }

/* To where it costs least; tried as long as there are not many more nodes. */
static void place(struct sift *f, uint32_t axis) {
    uint32_t best = f->rank[axis], last = (uint32_t)f->s->axes.len - 1;
    size_t live = f->live;
    uint64_t least = cost(f);
    for (int down = 1; down >= 0; down--) {
        uint32_t end = down ? last : 0;
        while (f->rank[axis] != end && f->steps > 0 && f->live <= live + live / 4) {
            move(f, axis, down ? f->rank[axis] + 1 : f->rank[axis] - 1);
            uint64_t now = cost(f);
            if (now >= least) continue;
            least = now;
            best = f->rank[axis];
        }
    }
    move(f, axis, best);
}

/* Of those that are not yet placed in this round; as many as there are axes: none. */
static uint32_t largest(const struct sift *f, const uint64_t *placed, uint64_t before) {
    uint32_t n = (uint32_t)f->s->axes.len, is = n;
    for (uint32_t axis = 0; axis < n; axis++)
        if (placed[axis] != before && f->of_axis[axis].len > (is < n ? f->of_axis[is].len : 0))
            is = axis;
    return is;
}

/* Its copy; `number` has by node those that are made, 0 for others. As deep as there are axes. */
static uint32_t copy(struct sift *f, const struct diagrams *g, uint32_t *number, diagram x) {
    if (!diagram_is_node(x)) return x;
    if (number[x - NODE_BASE]) return number[x - NODE_BASE];
    uint32_t axis = diagram_axis(g, x), n = classes_of(f, axis),
             *child = arena_array(&f->own, uint32_t, n);
    for (uint32_t c = 0; c < n; c++) child[c] = copy(f, g, number, diagram_child(g, x, c));
    return number[x - NODE_BASE] = make(f, axis, child);
}

static void forget(void *with) {
    struct sift *f = with;
    arena_free(&f->own);
}

const uint32_t *diagrams_sifted(const struct diagrams *g, const struct diagram_vec *roots,
                                uint64_t steps, struct arena *a) {
    struct sift *f = arena_new(a, struct sift);
    uint32_t n = (uint32_t)g->s->axes.len, *order = arena_array(a, uint32_t, n + 1);
    uint64_t before, *placed; /* by axis: when it cost so much */
    arena_init(&f->own, a->on_oom);
    arena_at_free(a, forget, f);
    f->s = g->s;
    f->steps = steps;
    f->n_hash = 1 << 12;
    f->by_hash = arena_array(&f->own, uint32_t, f->n_hash);
    f->of_axis = arena_array(&f->own, struct knots, n + 1);
    placed = arena_array(&f->own, uint64_t, n + 1);
    f->at_rank = order;
    f->rank = arena_array(&f->own, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) f->rank[order[i] = g->at_rank[i]] = i;
    uint32_t *number = arena_array(&f->own, uint32_t, g->nodes.len + 1);
    for (size_t i = 0; i < roots->len; i++) {
        uint32_t root = copy(f, g, number, roots->at[i]);
        refer(f, root);
        if (i < WALKS) f->walked[i] = root;
    }
    do {
        before = cost(f);
        for (uint32_t axis; (axis = largest(f, placed, before)) < n && f->steps > 0;
             placed[axis] = before)
            place(f, axis);
    } while (cost(f) < before && f->steps > 0);
    forget(f);
    return order;
}
