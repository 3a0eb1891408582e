/*
 * From clauses to diagrams, from below: the diagram of each cube, then what each step makes of
 * them, in the order of the steps.
 *
 * What signals stand for (a part of a condition whose cubes would be too many) is a diagram like
 * any other here, so a condition takes as many operations as it is long. It does not depend on what
 * is left out of the policy, and is found once.
 */
#include "space/diagram_private.h"

#include <stdlib.h>
#include <string.h>

#define UNKNOWN UINT32_MAX

/* What is known of the steps of a version. */
struct fold {
    bool known;
    bool *pure; /* by step: the step of a signal that stands for a condition, whatever rules there
                   are */
    uint8_t
        *settled;   /* by clause: something else than the step of a pure signal decides about it */
    diagram *holds; /* by step that is pure: where its signal holds, or UNKNOWN */
};

static bool is_helper(const struct clause *b) {
    return b->kind == CLAUSE_HELPER && b->index != MODEL_NONE;
}

struct fold *diagrams_fold_new(struct diagrams *g) {
    return arena_new(g->arena, struct fold);
}

static void know_steps(struct fold *f, const struct version *v) {
    struct arena *a = v->g->arena;
    const struct clause_set *clauses = v->clauses;
    if (f->known || clauses->overrides.len == 0) return;
    f->known = true;
    f->pure = arena_array(a, bool, clauses->overrides.len);
    f->settled = arena_array(a, uint8_t, clauses->list.len);
    f->holds = arena_array(a, diagram, clauses->overrides.len);
    for (size_t i = 0; i < clauses->overrides.len; i++) {
        const struct override *step = &clauses->overrides.at[i];
        f->pure[i] = true;
        f->holds[i] = UNKNOWN;
        vec_each (uint32_t, b, &step->test)
            f->pure[i] = f->pure[i] && is_helper(&clauses->list.at[*b]) && !f->settled[*b];
        vec_each (uint32_t, b, &step->any) f->settled[*b] = f->settled[*b] || !f->pure[i];
        vec_each (uint32_t, b, &step->none) f->settled[*b] = f->settled[*b] || !f->pure[i];
    }
}

void diagrams_fold_drop(const struct version *v, size_t kept) {
    if (v->g->nodes.len == kept) return;
    diagram end = NODE_BASE + (diagram)kept;
    diagrams_drop(v->g, kept);
    for (size_t b = 0; b < v->clauses->list.len; b++)
        if (v->cubes[b] >= end) v->cubes[b] = IMPOSSIBLE;
    for (size_t i = 0; v->fold->known && i < v->clauses->overrides.len; i++)
        if (v->fold->holds[i] >= end) v->fold->holds[i] = UNKNOWN;
}

/* ---- many at once ---- */

static int by_key(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* Neighbours in the order with neighbours, so that what is made on the way is small. `any` has room
 * for all, and is used up. */
static diagram any_of(struct diagrams *g, diagram *any, size_t n) {
    uint64_t *keys = arena_array(&g->own, uint64_t, n);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) keys[i] = (uint64_t)rank_of(g, any[i]) << 32 | any[i];
    qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || keys[i] != keys[i - 1]) any[kept++] = (diagram)keys[i];
    while (kept > 1 && !g->gave_up) {
        for (size_t i = 0; i + 1 < kept; i += 2) any[i / 2] = diagram_or(g, any[i], any[i + 1]);
        if (kept % 2) any[kept / 2] = any[kept - 1];
        kept = (kept + 1) / 2;
    }
    return kept ? any[0] : (diagram)NO;
}

/* ---- cubes ---- */

static diagram of_limits(struct diagrams *g, const struct cube *cube) {
    uint64_t *keys = arena_array(&g->own, uint64_t, cube->n_limits);
    for (uint32_t i = 0; i < cube->n_limits; i++)
        keys[i] = (uint64_t)g->rank[cube->limits[i].axis] << 32 | i;
    qsort(keys, cube->n_limits, sizeof *keys, by_key);
    diagram d = YES;
    for (uint32_t i = cube->n_limits; i-- > 0;) {
        const struct limit *l = &cube->limits[(uint32_t)keys[i]];
        uint32_t n = g->s->axes.at[l->axis].classes;
        if (diagrams_tired(g, l->axis)) return NO;
        size_t mark = g->stack.len;
        for (uint32_t c = 0; c < n; c++)
            vec_push(g->arena, &g->stack, l->classes[c / 64] >> (c % 64) & 1 ? d : (diagram)NO);
        d = diagrams_node(g, l->axis, g->stack.at + mark);
        g->stack.len = mark;
    }
    return d;
}

static diagram of_clause(const struct version *v, uint32_t clause) {
    if (v->cubes[clause] == IMPOSSIBLE) {
        diagram d = of_limits(v->g, &v->clauses->list.at[clause].cube);
        if (v->g->gave_up) return NO;
        v->cubes[clause] = d;
    }
    return v->cubes[clause];
}

/* ---- the answer ---- */

struct folding {
    const struct version *v;
    struct diagrams *g;
    struct arena *arena; /* gone with the answer */
    const struct fold *fold;
    const uint64_t *row; /* the clauses that take part */
    bool *needed;        /* by step */
    diagram *is;         /* by clause: where it is left so far */
    diagram *some;       /* to work with */
};

static bool touches(const uint64_t *row, const struct clause_numbers *clauses) {
    vec_each (uint32_t, b, clauses)
        if (row_has(row, *b)) return true;
    return false;
}

/* Adds to the row what its clauses depend on through the steps, but nothing below a signal that is
 * known. */
static void find_needed(struct folding *f, uint64_t *row) {
    const struct overrides *steps = &f->v->clauses->overrides;
    for (size_t i = steps->len; i-- > 0;) {
        f->needed[i] = touches(row, &steps->at[i].any) || touches(row, &steps->at[i].none);
        if (f->needed[i] && f->fold->holds[i] == UNKNOWN)
            vec_each (uint32_t, b, &steps->at[i].test) row_set(row, *b);
    }
}

static diagram some_left(struct folding *f, const struct clause_numbers *test) {
    size_t n = 0;
    vec_each (uint32_t, b, test) f->some[n++] = f->is[*b];
    return any_of(f->g, f->some, n);
}

static void apply_override(struct folding *f, size_t i) {
    const struct override *step = &f->v->clauses->overrides.at[i];
    diagram holds = f->fold->holds[i];
    if (holds == UNKNOWN) {
        holds = some_left(f, &step->test);
        if (f->fold->pure[i] && !f->g->gave_up) f->fold->holds[i] = holds;
    }
    vec_each (uint32_t, b, &step->any)
        if (row_has(f->row, *b)) f->is[*b] = diagram_but(f->g, f->is[*b], holds);
    vec_each (uint32_t, b, &step->none)
        if (row_has(f->row, *b)) f->is[*b] = diagram_and(f->g, f->is[*b], holds);
}

/* A clause that a signal stands for is kept for other questions: of all situations, whatever is
 * left out. */
static bool is_own(const struct version *v, uint32_t clause) {
    return is_helper(&v->clauses->list.at[clause]) && !(v->fold->known && v->fold->settled[clause]);
}

diagram diagrams_fold(const struct version *v, const uint64_t *asked, const uint64_t *without,
                      diagram region) {
    struct diagrams *g = v->g;
    size_t n = v->clauses->list.len, k = 0;
    know_steps(v->fold, v);
    struct folding f = {.v = v, .g = g, .arena = &g->own, .fold = v->fold};
    uint64_t *row = arena_array(f.arena, uint64_t, v->words);
    memcpy(row, asked, v->words * sizeof *row);
    f.row = row;
    f.needed = arena_array(f.arena, bool, v->clauses->overrides.len);
    f.is = arena_array(f.arena, diagram, n);
    f.some = arena_array(f.arena, diagram, n);
    find_needed(&f, row);
    for (uint32_t b = 0; b < n && !g->gave_up; b++) {
        if (!row_has(row, b)) continue;
        f.is[b] = without && row_has(without, b) ? (diagram)NO
                  : is_own(v, b)                 ? of_clause(v, b)
                                                 : diagram_and(g, of_clause(v, b), region);
    }
    for (size_t i = 0; i < v->clauses->overrides.len && !g->gave_up; i++)
        if (f.needed[i]) apply_override(&f, i);
    for (uint32_t b = 0; b < n; b++)
        if (row_has(asked, b))
            f.some[k++] = is_own(v, b) ? diagram_and(g, f.is[b], region) : f.is[b];
    return g->gave_up ? (diagram)NO : any_of(g, f.some, k);
}
