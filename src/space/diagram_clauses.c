/*
 * From clauses to diagrams: that of each cube, then what each override makes of them, in the order
 * of the overrides.
 *
 * What a plain signal stands for (a part of a condition whose cubes would be too many) is a diagram
 * like any other here, found once, so a condition takes as many operations as it is long.
 */
#include "base/bitset.h"
#include "space/diagram.h"

#include <stdlib.h>

/* What was made by a question that was given up is of no use to anybody. */
static void drop(const struct version *v, size_t kept) {
    diagram end = NODE_BASE + (diagram)kept;
    if (v->g->nodes.len == kept) return;
    diagrams_drop(v->g, kept);
    for (size_t b = 0; b < v->clauses->list.len; b++)
        if (v->cubes[b] >= end) v->cubes[b] = IMPOSSIBLE;
    for (size_t i = 0; i < v->clauses->n_signals; i++)
        if (v->signals[i] >= end) v->signals[i] = IMPOSSIBLE;
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
    for (size_t i = 0; i < n; i++) keys[i] = (uint64_t)diagram_rank(g, any[i]) << 32 | any[i];
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

/* From the last limit in the order of the axes to the first. */
diagram diagram_of_cube(struct diagrams *g, const struct cube *cube) {
    uint64_t *keys = arena_array(&g->own, uint64_t, cube->n_limits);
    for (uint32_t i = 0; i < cube->n_limits; i++)
        keys[i] = (uint64_t)g->rank[cube->limits[i].axis] << 32 | i;
    qsort(keys, cube->n_limits, sizeof *keys, by_key);
    diagram d = YES;
    for (uint32_t i = cube->n_limits; i-- > 0;) {
        const struct limit *l = &cube->limits[(uint32_t)keys[i]];
        if (diagrams_spent(g, l->axis)) return NO;
        d = diagram_limit(g, l->axis, l->classes, d);
    }
    return d;
}

static diagram of_signal(const struct version *v, uint32_t signal);

static diagram of_clause(const struct version *v, uint32_t clause) {
    const struct cube *cube = &v->clauses->list.at[clause].cube;
    if (v->cubes[clause] != IMPOSSIBLE) return v->cubes[clause];
    diagram d = diagram_of_cube(v->g, cube);
    for (uint32_t k = 0; k < cube->n_literals; k++) {
        uint32_t signal = cube_signal(v->g->s, cube, k);
        if (!v->clauses->plain[signal]) continue;
        diagram on = of_signal(v, signal);
        d = cube_is_on(cube, k) ? diagram_and(v->g, d, on) : diagram_but(v->g, d, on);
    }
    if (!v->g->gave_up) v->cubes[clause] = d;
    return d;
}

/* Signals mention those made before them: as deep as conditions nest. */
static diagram of_signal(const struct version *v, uint32_t signal) {
    const struct clause_numbers *by = &v->clauses->on_by[signal];
    if (v->signals[signal] != IMPOSSIBLE) return v->signals[signal];
    diagram *any = arena_array(&v->g->own, diagram, by->len);
    for (size_t i = 0; i < by->len && !v->g->gave_up; i++) any[i] = of_clause(v, by->at[i]);
    diagram d = v->g->gave_up ? (diagram)NO : any_of(v->g, any, by->len);
    if (!v->g->gave_up) v->signals[signal] = d;
    return d;
}

/* ---- the answer ---- */

static bool meets(const uint64_t *set, const struct clause_numbers *clauses) {
    vec_each (uint32_t, b, clauses)
        if (bitset_has(set, *b)) return true;
    return false;
}

/* Clauses that decide about what is asked are added to `asked`, as the overrides that do to
 * `needed`. */
static void find_needed(const struct version *v, uint64_t *asked, bool *needed) {
    for (size_t i = v->clauses->overrides.len; i-- > 0;) {
        const struct override *o = &v->clauses->overrides.at[i];
        needed[i] = !o->plain && (meets(asked, &o->any) || meets(asked, &o->none));
        if (needed[i])
            vec_each (uint32_t, b, &o->test) bitset_add(asked, *b);
    }
}

/* `is`: by clause, where it is left so far; `some`: to work with. */
static void carry_out(struct diagrams *g, const struct override *o, diagram *is, diagram *some) {
    size_t n = 0;
    vec_each (uint32_t, b, &o->test) some[n++] = is[*b];
    diagram holds = any_of(g, some, n);
    vec_each (uint32_t, b, &o->any) is[*b] = diagram_but(g, is[*b], holds);
    vec_each (uint32_t, b, &o->none) is[*b] = diagram_and(g, is[*b], holds);
}

static diagram fold(const struct version *v, const uint64_t *asked, const uint64_t *without,
                    diagram region) {
    struct diagrams *g = v->g;
    size_t n = v->clauses->list.len, k = 0;
    uint64_t *taking_part = bitset_copy(&g->own, asked, v->words);
    bool *needed = arena_array(&g->own, bool, v->clauses->overrides.len);
    diagram *is = arena_array(&g->own, diagram, n), *some = arena_array(&g->own, diagram, n);
    for (size_t b = 0; b < n; b++) is[b] = NO; /* of those that take no part it stays so */
    find_needed(v, taking_part, needed);
    bitset_each (b, taking_part, n)
        if (!g->gave_up && !(without && bitset_has(without, b)))
            is[b] = diagram_and(g, of_clause(v, (uint32_t)b), region);
    for (size_t i = 0; i < v->clauses->overrides.len && !g->gave_up; i++)
        if (needed[i]) carry_out(g, &v->clauses->overrides.at[i], is, some);
    bitset_each (b, asked, n) some[k++] = is[b];
    return g->gave_up ? (diagram)NO : any_of(g, some, k);
}

diagram diagram_clauses(const struct version *v, const uint64_t *asked, const uint64_t *without,
                        diagram region) {
    size_t kept = v->g->nodes.len;
    v->g->asked++;
    diagram d = region == NO || v->g->gave_up ? (diagram)NO : fold(v, asked, without, region);
    if (v->g->gave_up) {
        drop(v, kept);
        d = NO;
    }
    diagrams_forget(v->g);
    return d;
}

diagram diagram_of(const struct version *v, struct clause_filter f, const uint64_t *without,
                   diagram region) {
    uint64_t *asked = arena_array(&v->g->own, uint64_t, v->words);
    return clause_set_select(v->clauses, f, asked) ? diagram_clauses(v, asked, without, region)
                                                   : (diagram)NO;
}

diagram diagram_of_rule(const struct version *v, uint32_t rule) {
    return diagram_of(v, clauses_of_rule(v->clauses->rules, rule), NULL, YES);
}

diagram diagram_of_probe(const struct version *v, uint32_t probe, const uint64_t *without) {
    struct clause_filter f = clauses_of_kind(CLAUSE_PROBE);
    f.index = probe;
    return diagram_of(v, f, without, YES);
}
