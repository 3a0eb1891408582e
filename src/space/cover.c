#include "space/cover.h"

#include <string.h>

/* A cube in the making: a class set for each axis, all classes where it is free. */
struct wide_cube {
    uint64_t **classes; /* by axis */
    size_t limits, sum; /* axes that are not free; classes of all axes together */
};

struct coverer {
    struct diagrams *g;
    struct arena *arena;
    diagram within;
    uint32_t *seen; /* by node: the question in which it was found to be inside */
    size_t n_seen;
    uint32_t question;
    uint64_t visits; /* to nodes; so many are a step */
};

enum { VISITS_A_STEP = 64 };

static uint32_t classes_of(const struct coverer *c, size_t axis) {
    return c->g->s->axes.at[axis].classes;
}

static bool has(const uint64_t *set, uint32_t class) { return set[class / 64] >> (class % 64) & 1; }

static void fill(uint64_t *set, uint32_t classes) {
    memset(set, 0, (classes + 63) / 64 * sizeof *set);
    for (uint32_t c = 0; c < classes; c++) set[c / 64] |= UINT64_C(1) << (c % 64);
}

static struct wide_cube everything(struct coverer *c) {
    size_t axes = c->g->s->axes.len;
    struct wide_cube cube = {.classes = arena_array(c->arena, uint64_t *, axes)};
    for (size_t x = 0; x < axes; x++) {
        cube.classes[x] = arena_array(c->arena, uint64_t, (classes_of(c, x) + 63) / 64);
        fill(cube.classes[x], classes_of(c, x));
    }
    return cube;
}

/* Whether d is YES everywhere in the cube. Depth at most the number of axes. */
static bool holds_inside(struct coverer *c, diagram d, const struct wide_cube *cube) {
    if (d < NODE_BASE) return d == YES;
    if (c->seen[d - NODE_BASE] == c->question) return true;
    const struct node *node = &c->g->nodes.at[d - NODE_BASE];
    c->visits++;
    for (uint32_t k = 0; k < classes_of(c, node->axis); k++)
        if (has(cube->classes[node->axis], k) &&
            !holds_inside(c, c->g->children.at[node->first_child + k], cube))
            return false;
    c->seen[d - NODE_BASE] = c->question;
    return true;
}

static bool is_inside(struct coverer *c, const struct wide_cube *cube) {
    if (c->n_seen < c->g->nodes.len) {
        c->n_seen = 2 * c->g->nodes.len;
        c->seen = arena_array(c->arena, uint32_t, c->n_seen);
        c->question = 0;
    }
    c->question++;
    c->visits = 0;
    bool inside = !c->g->gave_up && holds_inside(c, c->within, cube);
    diagrams_work(c->g, 1 + c->visits / VISITS_A_STEP);
    return inside;
}

/* The first situations that d says YES to: a class for each axis on the way. */
static struct wide_cube first_of(struct coverer *c, diagram d) {
    struct wide_cube cube = everything(c);
    while (d >= NODE_BASE) {
        const struct node *node = &c->g->nodes.at[d - NODE_BASE];
        uint32_t k = 0;
        while (c->g->children.at[node->first_child + k] == NO) k++;
        memset(cube.classes[node->axis], 0,
               (classes_of(c, node->axis) + 63) / 64 * sizeof(uint64_t));
        cube.classes[node->axis][k / 64] = UINT64_C(1) << (k % 64);
        d = c->g->children.at[node->first_child + k];
    }
    return cube;
}

/* Adds to the cube every class of this axis with which it still lies within. */
static void widen(struct coverer *c, struct wide_cube *cube, size_t axis) {
    size_t words = (classes_of(c, axis) + 63) / 64;
    uint64_t *own = cube->classes[axis], *one = arena_array(c->arena, uint64_t, words);
    for (uint32_t k = 0; k < classes_of(c, axis); k++) {
        if (has(own, k)) continue;
        memset(one, 0, words * sizeof *one);
        one[k / 64] = UINT64_C(1) << (k % 64);
        cube->classes[axis] = one;
        if (is_inside(c, cube)) own[k / 64] |= UINT64_C(1) << (k % 64);
        cube->classes[axis] = own;
    }
}

static void measure(const struct coverer *c, struct wide_cube *cube) {
    cube->limits = cube->sum = 0;
    for (size_t x = 0; x < c->g->s->axes.len; x++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < classes_of(c, x); k++) n += has(cube->classes[x], k);
        cube->limits += n < classes_of(c, x);
        cube->sum += n;
    }
}

/* The cube widened axis by axis, the axes taken from `first` on, upwards or downwards. */
static struct wide_cube widened(struct coverer *c, diagram d, size_t first, bool upwards) {
    struct wide_cube cube = first_of(c, d);
    size_t n = c->g->s->axes.len;
    for (size_t i = 0; i < n; i++) widen(c, &cube, (first + (upwards ? i : n - i)) % n);
    measure(c, &cube);
    return cube;
}

/* Of the ways to widen it the one that leaves the fewest limits. */
static struct wide_cube largest(struct coverer *c, diagram d) {
    struct wide_cube best = widened(c, d, 0, true);
    for (size_t first = 0; first < c->g->s->axes.len && !c->g->gave_up; first++) {
        for (int upwards = 0; upwards < 2; upwards++) {
            if (upwards && first == 0) continue;
            struct wide_cube other = widened(c, d, first, upwards);
            if (other.limits < best.limits || (other.limits == best.limits && other.sum > best.sum))
                best = other;
        }
    }
    return best;
}

static struct cube to_cube(struct coverer *c, const struct wide_cube *wide) {
    struct arena *a = c->g->arena;
    struct limit *limits = arena_array(a, struct limit, wide->limits);
    struct cube cube = {.limits = limits};
    for (uint32_t x = 0; x < c->g->s->axes.len; x++) {
        size_t words = (classes_of(c, x) + 63) / 64;
        uint64_t *all = arena_array(c->arena, uint64_t, words);
        fill(all, classes_of(c, x));
        if (memcmp(all, wide->classes[x], words * sizeof *all) == 0) continue;
        uint64_t *kept = arena_array(a, uint64_t, words);
        memcpy(kept, wide->classes[x], words * sizeof *kept);
        limits[cube.n_limits++] = (struct limit){x, kept};
    }
    return cube;
}

diagram diagram_of_cube(struct diagrams *g, const struct cube *cube) {
    diagram d = YES;
    for (uint32_t i = cube->n_limits; i-- > 0;)
        d = diagram_and(g, d, diagram_limit(g, cube->limits[i].axis, cube->limits[i].classes));
    return d;
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

bool diagram_cover(struct diagrams *g, diagram on, diagram within, size_t most,
                   struct cubes *cover) {
    struct coverer c = {.g = g, .arena = &g->own, .within = within};
    *cover = (struct cubes){0};
    diagram rest = on;
    while (rest != NO && !g->gave_up && cover->len <= most) {
        struct wide_cube wide = largest(&c, rest);
        vec_push(g->arena, cover, to_cube(&c, &wide));
        rest = diagram_but(g, rest, diagram_of_cube(g, &cover->at[cover->len - 1]));
    }
    diagrams_forget(g);
    if (!g->gave_up) thin_out(g, on, cover);
    return !g->gave_up && cover->len <= most;
}
