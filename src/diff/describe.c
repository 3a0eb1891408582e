/*
 * What is said of a set of situations: its head, cases, counts and a witness.
 */
#include "diff/diff.h"
#include "space/diagram.h"

enum { MOST_CASES = 5 };

static size_t words_of(const struct space *s, uint32_t axis) {
    return bitset_words(s->axes.at[axis].classes);
}

/* ---- the head ---- */

static struct cube without(struct arena *a, const struct cube *cube, uint32_t limit) {
    struct limit *limits = arena_array(a, struct limit, cube->n_limits);
    struct cube less = {.limits = limits};
    for (uint32_t i = 0; i < cube->n_limits; i++)
        if (i != limit) limits[less.n_limits++] = cube->limits[i];
    return less;
}

/* The smallest cube around `where`, without the limits that go without saying where `minded` holds;
 * those of facts that are looked for are the last to go. */
static struct cube cube_around(const struct difference *d, diagram where, diagram minded) {
    struct diagrams *g = d->g;
    const struct space *s = g->s;
    struct limit *limits = arena_array(d->arena, struct limit, s->axes.len);
    struct cube cube = {.limits = limits};
    for (uint32_t axis = 0; axis < s->axes.len; axis++) {
        uint32_t n = s->axes.at[axis].classes;
        uint64_t *classes = bitset_new(d->arena, n);
        for (uint32_t k = 0; k < n; k++)
            if (diagram_cofactor(g, where, axis, k) != NO) bitset_add(classes, k);
        if (bitset_count(classes, words_of(s, axis)) < n)
            limits[cube.n_limits++] = (struct limit){axis, classes};
    }
    for (int late = 0; late < 2; late++)
        for (uint32_t i = cube.n_limits; i-- > 0;) {
            if (d->looked_for[s->axes.at[cube.limits[i].axis].fact] != (late != 0)) continue;
            struct cube less = without(d->arena, &cube, i);
            diagram wider = diagram_and(g, minded, diagram_of_cube(g, &less));
            if (diagram_but(g, wider, diagram_of_cube(g, &cube)) == NO) cube = less;
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

/* ---- the witness ---- */

/* What it hangs on is named in the witness. */
static struct brief brief_on(const struct difference *d, int side, struct witness *w) {
    bool *is = arena_array(d->arena, bool, d->n_brief);
    for (size_t i = 0; i < d->n_brief; i++) {
        witness_fix(w, d->brief[side][i]);
        is[i] = diagram_at(w->g, d->brief[side][i], w->situation) == YES;
    }
    return brief_of(d, is);
}

/* ---- the whole ---- */

void describe(struct difference *d, struct parting *group, diagram minded) {
    struct diagrams *g = d->g;
    diagram where = group->where, named = ask_essence(g, where, minded);
    group->facts = arena_array(d->arena, bool, d->model->facts.len);
    diagram_facts(g, named, group->facts);
    group->combinations = diagram_count(g, named, YES, group->facts);
    group->situations = diagram_count(g, where, YES, d->every_fact);
    /* it may be typed into either: what one of them admits has to be told apart, too */
    witness_find(&group->witness, g, diagram_or(g, d->v[OLD]->possible, d->v[NEW]->possible),
                 where);
    for (int side = OLD; side < SIDES; side++)
        group->seen[side] = brief_on(d, side, &group->witness);
    group->head = cube_around(d, where, minded);
    group->whole = diagram_and(g, diagram_of_cube(g, &group->head), minded) == where;
    group->rest = NO;
    if (!group->whole)
        group->cases = diagram_cases(g, where, diagram_or(g, where, diagram_not(g, minded)),
                                     d->looked_for, MOST_CASES, &group->rest);
    group->left =
        diagram_count(g, diagram_project(g, group->rest, group->facts), YES, group->facts);
}
