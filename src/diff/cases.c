#include "diff/cases.h"

#include "base/bitset.h"

#include <string.h>

static size_t words_of(const struct space *s, uint32_t axis) {
    return bitset_words(s->axes.at[axis].classes);
}

static bool is_implied(struct diagrams *g, const struct cube *cube, uint32_t without,
                       diagram minded) {
    const struct limit *l = &cube->limits[without];
    diagram rest = minded;
    for (uint32_t i = cube->n_limits; i-- > 0;)
        if (i != without)
            rest = diagram_and(g, rest,
                               diagram_limit(g, cube->limits[i].axis, cube->limits[i].classes));
    return diagram_but(g, rest, diagram_limit(g, l->axis, l->classes)) == NO;
}

struct cube case_around(struct diagrams *g, diagram where, diagram minded, const bool *last) {
    const struct space *s = g->s;
    struct limit *limits = arena_array(g->arena, struct limit, s->axes.len);
    struct cube cube = {.limits = limits};
    for (uint32_t axis = 0; axis < s->axes.len; axis++) {
        uint32_t n = s->axes.at[axis].classes;
        uint64_t *classes = bitset_new(g->arena, n), *one = bitset_new(g->arena, n);
        for (uint32_t c = 0; c < n; c++) {
            bitset_add(one, c);
            if (diagram_and(g, where, diagram_limit(g, axis, one)) != NO) bitset_add(classes, c);
            bitset_remove(one, c);
        }
        if (bitset_count(classes, words_of(s, axis)) < n)
            limits[cube.n_limits++] = (struct limit){axis, classes};
    }
    for (int late = 0; late < 2; late++)
        for (uint32_t i = cube.n_limits; i-- > 0;) {
            if (last[s->axes.at[limits[i].axis].fact] != (late != 0) ||
                !is_implied(g, &cube, i, minded))
                continue;
            memmove(limits + i, limits + i + 1, (--cube.n_limits - i) * sizeof *limits);
        }
    return cube;
}

struct cube case_beyond(struct diagrams *g, const struct cube *cube, const struct cube *head) {
    struct limit *limits = arena_array(g->arena, struct limit, cube->n_limits);
    struct cube beyond = {.limits = limits};
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i], *h = NULL;
        for (uint32_t k = 0; k < head->n_limits; k++)
            if (head->limits[k].axis == l->axis) h = &head->limits[k];
        size_t words = words_of(g->s, l->axis);
        uint64_t *met = bitset_copy(g->arena, l->classes, words);
        if (h) bitset_and(met, h->classes, words);
        if (h && (!bitset_some(met, words) || bitset_same(met, h->classes, words))) continue;
        limits[beyond.n_limits++] = (struct limit){l->axis, met};
    }
    return beyond;
}
