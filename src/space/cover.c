/*
 * Cover: a diagram as few cubes.
 *
 * A diagram that has to be exact in some situations only (the rest are free: nobody asks there) is
 * written as cubes, each as large as it can be (a prime implicant), none of which can be left out.
 * Not always the fewest possible, which nobody knows how to find quickly, but few: after R. K.
 * Brayton and others, Logic Minimization Algorithms for VLSI Synthesis, 1984 (expand and
 * irredundant), with diagrams to ask whether a cube lies inside.
 */
#include "space/diagram.h"

#include <string.h>

/* A cube in the making: a class set for each axis, all classes where it is free. */
struct wide_cube {
    uint64_t **classes; /* by axis */
    size_t limits, sum; /* axes that are not free; classes of all axes together */
};

struct coverer {
    struct diagrams *g;
    struct arena *arena;
    size_t axes;
    diagram within;
    const bool *last; /* by fact, of cases: those narrowed last. NULL: for tables */
    uint32_t inside;  /* what is noted of nodes that are inside the cube */
};

enum { VISITS_A_STEP = 64 };

static uint32_t classes_of(const struct coverer *c, size_t axis) {
    return c->g->s->axes.at[axis].classes;
}

static size_t words_of(const struct coverer *c, size_t axis) {
    return bitset_words(classes_of(c, axis));
}

static void set_one(const struct coverer *c, uint64_t *set, size_t axis, uint32_t class) {
    bitset_clear(set, words_of(c, axis));
    bitset_add(set, class);
}

static struct wide_cube everything(struct coverer *c) {
    struct wide_cube cube = {.classes = arena_array(c->arena, uint64_t *, c->axes)};
    for (size_t x = 0; x < c->axes; x++) {
        cube.classes[x] = bitset_new(c->arena, classes_of(c, x));
        bitset_fill(cube.classes[x], classes_of(c, x));
    }
    return cube;
}

/* ---- inside? ---- */

/* Whether d is YES everywhere in the cube. Depth at most the number of axes. */
static bool holds_inside(struct coverer *c, diagram d, const struct wide_cube *cube) {
    if (!diagram_is_node(d)) return d == YES;
    if (c->g->met[d - NODE_BASE] == c->inside) return true;
    uint32_t axis = diagram_axis(c->g, d);
    c->g->visits++;
    bitset_each (k, cube->classes[axis], classes_of(c, axis))
        if (!holds_inside(c, diagram_child(c->g, d, (uint32_t)k), cube)) return false;
    c->g->met[d - NODE_BASE] = c->inside;
    return true;
}

static bool is_inside(struct coverer *c, const struct wide_cube *cube) {
    uint64_t visits = c->g->visits;
    c->inside = diagrams_walk(c->g);
    bool inside = !c->g->gave_up && holds_inside(c, c->within, cube);
    diagrams_work(c->g, 1 + (c->g->visits - visits) / VISITS_A_STEP);
    return inside;
}

/* ---- widening ---- */

static bool in_a_row(const struct coverer *c, size_t axis) {
    enum fact_kind kind = c->g->s->model->facts.at[c->g->s->axes.at[axis].fact].kind;
    return c->last && (kind == FACT_NUMBER || kind == FACT_DATE);
}

/* Adds to the cube every class of this axis with which it still lies within; of a row those that
 * are next to it. */
static void widen(struct coverer *c, struct wide_cube *cube, size_t axis) {
    uint32_t n = classes_of(c, axis);
    uint64_t *own = cube->classes[axis], *one = bitset_new(c->arena, n);
    uint32_t first = (uint32_t)bitset_next(own, n, 0);
    cube->classes[axis] = one;
    for (uint32_t i = 0; i < n; i++) {
        bool below = i < first;
        uint32_t k = below ? first - 1 - i : i; /* away from the first on either side */
        if (bitset_has(own, k)) continue;
        if (in_a_row(c, axis) && !bitset_has(own, below ? k + 1 : k - 1)) continue;
        set_one(c, one, axis, k);
        if (is_inside(c, cube)) bitset_add(own, k);
    }
    cube->classes[axis] = own;
}

static void measure(const struct coverer *c, struct wide_cube *cube) {
    cube->limits = cube->sum = 0;
    for (size_t x = 0; x < c->axes; x++) {
        size_t n = bitset_count(cube->classes[x], words_of(c, x));
        cube->limits += n < classes_of(c, x);
        cube->sum += n;
    }
}

static struct cube to_cube(struct coverer *c, const struct wide_cube *wide) {
    struct limit *limits = arena_array(c->g->arena, struct limit, wide->limits);
    struct cube cube = {.limits = limits};
    for (uint32_t x = 0; x < c->axes; x++)
        if (bitset_count(wide->classes[x], words_of(c, x)) < classes_of(c, x))
            limits[cube.n_limits++] =
                (struct limit){x, bitset_copy(c->g->arena, wide->classes[x], words_of(c, x))};
    return cube;
}

/* Leaves out, last first, what the others cover. */
static void thin_out(struct diagrams *g, diagram on, struct cubes *cover) {
    for (size_t i = cover->len; i-- > 0;) {
        diagram rest = on;
        for (size_t k = 0; k < cover->len && rest != NO; k++)
            if (k != i) rest = diagram_but(g, rest, diagram_of_cube(g, &cover->at[k]));
        if (rest != NO) continue;
        memmove(&cover->at[i], &cover->at[i + 1], (cover->len - i - 1) * sizeof *cover->at);
        cover->len--;
    }
}

/* ---- for tables ---- */

/* The first situations that d says YES to: a class for each axis on the way. */
static struct wide_cube first_of(struct coverer *c, diagram d) {
    struct wide_cube cube = everything(c);
    while (diagram_is_node(d)) {
        uint32_t axis = diagram_axis(c->g, d), k = 0;
        while (diagram_child(c->g, d, k) == NO) k++;
        set_one(c, cube.classes[axis], axis, k);
        d = diagram_child(c->g, d, k);
    }
    return cube;
}

/* Of the ways to widen it, from each axis on upwards or downwards, the one that leaves the fewest
 * limits. */
static struct cube largest(struct coverer *c, diagram d) {
    struct wide_cube best = {0};
    for (size_t first = 0; first == 0 || (first < c->axes && !c->g->gave_up); first++)
        for (int turn = 0; turn < 2; turn++) {
            struct wide_cube cube = first_of(c, d);
            bool upwards = (turn == 0) == (first == 0);
            for (size_t i = 0; i < c->axes; i++)
                widen(c, &cube, (first + (upwards ? i : c->axes - i)) % c->axes);
            measure(c, &cube);
            if ((first == 0 && turn == 0) || cube.limits < best.limits ||
                (cube.limits == best.limits && cube.sum > best.sum))
                best = cube;
        }
    return to_cube(c, &best);
}

/* ---- for people ---- */

/* Three orders: what readers look for last, forwards and backwards; or first. */
enum { ORDERS = 3 };

static struct wide_cube widened(struct coverer *c, const uint32_t *point, int order) {
    struct wide_cube cube = everything(c);
    for (size_t x = 0; x < c->axes; x++) set_one(c, cube.classes[x], x, point[x]);
    for (int late = 0; late < 2; late++)
        for (size_t i = 0; i < c->axes; i++) {
            size_t axis = order == 1 ? c->axes - 1 - i : i;
            if (c->last[c->g->s->axes.at[axis].fact] == ((late != 0) != (order == 2)))
                widen(c, &cube, axis);
        }
    measure(c, &cube);
    return cube;
}

/* The cube around a situation that is left that covers the most of what is left; of two alike the
 * one with fewer limits. */
static struct cube best_case(struct coverer *c, diagram left) {
    const struct space *s = c->g->s;
    size_t n = s->model->facts.len;
    int64_t *situation = arena_array(c->arena, int64_t, n);
    bool *facts = arena_array(c->arena, bool, n);
    uint32_t *point = arena_array(c->arena, uint32_t, c->axes);
    diagram_witness(c->g, left, YES, situation, facts);
    for (uint32_t x = 0; x < c->axes; x++)
        point[x] = space_class(s, x, situation[s->axes.at[x].fact]);
    memset(facts, 1, n);
    struct cube best = {0};
    struct big most = {0};
    for (int order = 0; order < ORDERS; order++) {
        struct wide_cube wide = widened(c, point, order);
        struct cube cube = to_cube(c, &wide);
        struct big more =
            diagram_count(c->g, diagram_and(c->g, left, diagram_of_cube(c->g, &cube)), YES, facts);
        int larger = order == 0 ? 1 : big_compare(more, most);
        if (larger < 0 || (larger == 0 && cube.n_limits >= best.n_limits)) continue;
        best = cube;
        most = more;
    }
    return best;
}

/* ---- the whole ---- */

static struct cubes cover(struct coverer *c, diagram on, size_t most, diagram *rest) {
    struct diagrams *g = c->g;
    struct cubes cubes = {0};
    for (*rest = on; *rest != NO && cubes.len < most && !g->gave_up;) {
        vec_push(g->arena, &cubes, c->last ? best_case(c, *rest) : largest(c, *rest));
        *rest = diagram_but(g, *rest, diagram_of_cube(g, &cubes.at[cubes.len - 1]));
    }
    if (*rest == NO) thin_out(g, on, &cubes);
    return cubes;
}

bool diagram_cover(struct diagrams *g, diagram on, diagram within, size_t most,
                   struct cubes *cubes) {
    struct coverer c = {.g = g, .arena = &g->own, .axes = g->s->axes.len, .within = within};
    diagram rest;
    *cubes = cover(&c, on, most + 1, &rest);
    diagrams_forget(g);
    return !g->gave_up && cubes->len <= most;
}

struct cubes diagram_cases(struct diagrams *g, diagram on, diagram within, const bool *last,
                           size_t most, diagram *rest) {
    struct coverer c = {
        .g = g, .arena = g->arena, .axes = g->s->axes.len, .within = within, .last = last};
    return cover(&c, on, most, rest);
}
