/*
 * By expansion: a situation that is not covered yet grows, axis after axis, into the widest cube
 * within what is allowed (a prime implicant, in the words of W. V. Quine, The problem of
 * simplifying truth functions, 1952); in a few orders of the axes, of which the best is kept.
 */
#include "diff/cases.h"

#include <string.h>

struct growing {
    struct diagrams *g;
    diagram allowed;
    size_t axes;
    uint32_t *point;    /* by axis: the class of the situation to start from */
    uint64_t **classes; /* by axis: what it has grown to */
    uint32_t *order;    /* axes, first to grow first */
};

static size_t words_of(const struct space *s, uint32_t axis) {
    return (s->axes.at[axis].classes + 63) / 64;
}

/* The terminal at the point, but for class c on this axis. */
static uint32_t at_point(const struct growing *w, diagram x, uint32_t axis, uint32_t c) {
    while (x >= NODE_BASE) {
        const struct node *node = &w->g->nodes.at[x - NODE_BASE];
        x = w->g->children.at[node->first_child + (node->axis == axis ? c : w->point[node->axis])];
    }
    return x;
}

static bool in_line(const struct space *s, uint32_t axis) {
    enum fact_kind kind = s->model->facts.at[s->axes.at[axis].fact].kind;
    return kind == FACT_NUMBER || kind == FACT_DATE;
}

/* Numbers and dates grow to one stretch. */
static void grow_axis(struct growing *w, diagram *x, uint32_t axis) {
    const struct space *s = w->g->s;
    uint32_t n = s->axes.at[axis].classes, low = 0, high = n;
    uint64_t *classes = w->classes[axis];
    memset(classes, 0, words_of(s, axis) * sizeof *classes);
    if (in_line(s, axis)) {
        low = high = w->point[axis];
        while (low > 0 && at_point(w, *x, axis, low - 1) == YES) low--;
        while (high < n && at_point(w, *x, axis, high) == YES) high++;
    }
    for (uint32_t c = low; c < high; c++)
        if (at_point(w, *x, axis, c) == YES) classes[c / 64] |= UINT64_C(1) << (c % 64);
    *x = diagram_every(w->g, *x, axis, classes);
}

static struct cube grow(struct growing *w) {
    const struct space *s = w->g->s;
    diagram x = w->allowed;
    struct cube cube = {0};
    for (size_t i = 0; i < w->axes && !w->g->gave_up; i++) grow_axis(w, &x, w->order[i]);
    struct limit *limits = arena_array(w->g->arena, struct limit, w->axes);
    for (uint32_t axis = 0; axis < w->axes; axis++) {
        uint32_t n = s->axes.at[axis].classes, in = 0;
        for (uint32_t c = 0; c < n; c++) in += w->classes[axis][c / 64] >> (c % 64) & 1;
        if (in == n || in == 0) continue;
        uint64_t *classes = arena_array(w->g->arena, uint64_t, words_of(s, axis));
        memcpy(classes, w->classes[axis], words_of(s, axis) * sizeof *classes);
        limits[cube.n_limits++] = (struct limit){axis, classes};
    }
    cube.limits = limits;
    return cube;
}

diagram case_diagram(struct diagrams *g, const struct cube *cube) {
    diagram x = YES;
    for (uint32_t i = cube->n_limits; i-- > 0;)
        x = diagram_and(g, diagram_limit(g, cube->limits[i].axis, cube->limits[i].classes), x);
    return x;
}

/* Whether x covers more of what is left than y does; the shorter of two alike. */
static bool better(struct growing *w, diagram left, const bool *facts, const struct cube *x,
                   const struct cube *y) {
    struct diagrams *g = w->g;
    struct big nx = diagram_count(g, diagram_and(g, left, case_diagram(g, x)), YES, facts);
    struct big ny = diagram_count(g, diagram_and(g, left, case_diagram(g, y)), YES, facts);
    int order = big_compare(nx, ny);
    return order > 0 || (order == 0 && x->n_limits < y->n_limits);
}

/* Three orders: what readers look for last, forwards and backwards; or first. */
enum { ORDERS = 3 };

static void put_in_order(struct growing *w, const bool *last, int way) {
    const struct space *s = w->g->s;
    size_t n = 0;
    for (int late = 0; late < 2; late++)
        for (size_t i = 0; i < w->axes; i++) {
            uint32_t axis = (uint32_t)(way == 1 ? w->axes - 1 - i : i);
            if (last[s->axes.at[axis].fact] == ((late != 0) != (way == 2))) w->order[n++] = axis;
        }
}

static struct cube best_at(struct growing *w, diagram left, const bool *last, const bool *facts) {
    const struct space *s = w->g->s;
    size_t n = s->model->facts.len;
    int64_t *situation = arena_array(w->g->arena, int64_t, n);
    bool *named = arena_array(w->g->arena, bool, n);
    diagram_witness(w->g, left, YES, situation, named);
    for (uint32_t axis = 0; axis < w->axes; axis++)
        w->point[axis] = space_class(s, axis, situation[s->axes.at[axis].fact]);
    struct cube best = {0};
    for (int way = 0; way < ORDERS; way++) {
        put_in_order(w, last, way);
        struct cube cube = grow(w);
        if (way == 0 || better(w, left, facts, &cube, &best)) best = cube;
    }
    return best;
}

/* Leaves out what the others cover together. */
static void drop_needless(struct diagrams *g, diagram where, struct cubes *cubes) {
    for (size_t i = cubes->len; i-- > 0;) {
        diagram left = where;
        for (size_t k = 0; k < cubes->len; k++)
            if (k != i) left = diagram_but(g, left, case_diagram(g, &cubes->at[k]));
        if (left != NO || cubes->len == 1) continue;
        memmove(cubes->at + i, cubes->at + i + 1, (cubes->len - i - 1) * sizeof *cubes->at);
        cubes->len--;
    }
}

struct cubes cases_of(struct diagrams *g, diagram where, diagram allowed, const bool *last,
                      size_t most, diagram *rest) {
    struct growing w = {.g = g, .allowed = allowed, .axes = g->s->axes.len};
    w.point = arena_array(g->arena, uint32_t, w.axes);
    w.order = arena_array(g->arena, uint32_t, w.axes);
    w.classes = arena_array(g->arena, uint64_t *, w.axes);
    for (uint32_t axis = 0; axis < w.axes; axis++)
        w.classes[axis] = arena_array(g->arena, uint64_t, words_of(g->s, axis));
    bool *facts = arena_array(g->arena, bool, g->s->model->facts.len);
    memset(facts, 1, g->s->model->facts.len);
    struct cubes cubes = {0};
    diagram left = where;
    while (left != NO && cubes.len < most && !g->gave_up) {
        struct cube cube = best_at(&w, left, last, facts);
        vec_push(g->arena, &cubes, cube);
        left = diagram_but(g, left, case_diagram(g, &cube));
    }
    if (left == NO) drop_needless(g, where, &cubes);
    *rest = left;
    return cubes;
}

/* ---- around ---- */

static bool is_implied(struct diagrams *g, const struct cube *cube, uint32_t without,
                       diagram minded) {
    diagram rest = minded;
    for (uint32_t i = cube->n_limits; i-- > 0;)
        if (i != without)
            rest = diagram_and(g, rest,
                               diagram_limit(g, cube->limits[i].axis, cube->limits[i].classes));
    return diagram_but(
               g, rest,
               diagram_limit(g, cube->limits[without].axis, cube->limits[without].classes)) == NO;
}

static void drop_limit(struct cube *cube, struct limit *limits, uint32_t i) {
    memmove(limits + i, limits + i + 1, (cube->n_limits - i - 1) * sizeof *limits);
    cube->n_limits--;
}

struct cube case_around(struct diagrams *g, diagram where, diagram minded, const bool *last) {
    const struct space *s = g->s;
    struct limit *limits = arena_array(g->arena, struct limit, s->axes.len);
    struct cube cube = {.limits = limits};
    for (uint32_t axis = 0; axis < s->axes.len; axis++) {
        uint32_t n = s->axes.at[axis].classes, in = 0;
        uint64_t *classes = arena_array(g->arena, uint64_t, words_of(s, axis)),
                 *one = arena_array(g->arena, uint64_t, words_of(s, axis));
        for (uint32_t c = 0; c < n; c++) {
            one[c / 64] |= UINT64_C(1) << (c % 64);
            if (diagram_and(g, where, diagram_limit(g, axis, one)) != NO) {
                classes[c / 64] |= UINT64_C(1) << (c % 64);
                in++;
            }
            one[c / 64] = 0;
        }
        if (in < n) limits[cube.n_limits++] = (struct limit){axis, classes};
    }
    for (int late = 0; late < 2; late++)
        for (uint32_t i = cube.n_limits; i-- > 0;)
            if (last[s->axes.at[limits[i].axis].fact] == (late != 0) &&
                is_implied(g, &cube, i, minded))
                drop_limit(&cube, limits, i);
    return cube;
}

struct cube case_beyond(struct diagrams *g, const struct cube *cube, const struct cube *head) {
    struct limit *limits = arena_array(g->arena, struct limit, cube->n_limits);
    struct cube beyond = {.limits = limits};
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i], *h = NULL;
        for (uint32_t k = 0; k < head->n_limits; k++)
            if (head->limits[k].axis == l->axis) h = &head->limits[k];
        size_t n = words_of(g->s, l->axis);
        uint64_t *met = arena_array(g->arena, uint64_t, n), some = 0;
        for (size_t k = 0; k < n; k++)
            some |= met[k] = l->classes[k] & (h ? h->classes[k] : UINT64_MAX);
        if (h && (!some || memcmp(met, h->classes, n * sizeof *met) == 0)) continue;
        limits[beyond.n_limits++] = (struct limit){l->axis, met};
    }
    return beyond;
}
