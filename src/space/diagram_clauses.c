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
    diagrams_use(v->g, (v->clauses->list.len + v->clauses->n_signals) / LOOKS_A_STEP);
    diagrams_drop(v->g, kept);
    for (size_t b = 0; b < v->clauses->list.len; b++)
        if (v->cubes[b] >= end) v->cubes[b] = IMPOSSIBLE;
    for (size_t i = 0; i < v->clauses->n_signals; i++)
        if (v->signals[i] >= end) v->signals[i] = IMPOSSIBLE;
}

/* ---- many at once ---- */

enum { STEPS_OF_SORTING = 4 };

static int by_key(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* Neighbours in the order with neighbours, so that what is made on the way is small. `any` has room
 * for all, and is used up. */
static diagram any_of(struct diagrams *g, diagram *any, size_t n) {
    uint64_t *keys = arena_array(&g->own, uint64_t, n);
    size_t kept = 0;
    diagrams_use(g, STEPS_OF_SORTING * n);
    for (size_t i = 0; i < n; i++)
        if (any[i] != NO) keys[kept++] = (uint64_t)diagram_rank(g, any[i]) << 32 | any[i];
    n = kept;
    kept = 0;
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

/* The clauses that take part in a question, none of which is left out, and where each is left so
 * far. */
struct taking_part {
    const struct version *v;
    const uint64_t *without; /* or NULL */
    struct clause_numbers clauses;
    diagram *is; /* by their order */
};

static void take_part(struct taking_part *t, uint32_t clause) {
    if (t->v->slots[clause] || (t->without && bitset_has(t->without, clause))) return;
    vec_push(&t->v->g->own, &t->clauses, clause);
    t->v->slots[clause] = (uint32_t)t->clauses.len;
}

/* Adds the overrides before number `end` that may clear the clause. */
static void need(const struct version *v, uint32_t clause, size_t end, uint64_t *needed) {
    vec_each (uint32_t, i, &v->clauses->cleared_by[clause])
        if (*i < end && !v->clauses->overrides.at[*i].plain) bitset_add(needed, *i);
}

/* What decides about those that take part: what is tested takes part as well. */
static uint64_t *find_needed(struct taking_part *t) {
    const struct version *v = t->v;
    size_t n = v->clauses->overrides.len;
    uint64_t *needed = bitset_new(&v->g->own, n);
    vec_each (uint32_t, b, &t->clauses) need(v, *b, n, needed);
    for (size_t i = n; i-- > 0;) {
        if (!needed[i / 64]) i -= i % 64;
        if (!bitset_has(needed, i)) continue;
        vec_each (uint32_t, b, &v->clauses->overrides.at[i].test) {
            take_part(t, *b);
            if (v->slots[*b]) need(v, *b, i, needed);
        }
    }
    return needed;
}

/* NULL: it takes no part. */
static diagram *left_of(const struct taking_part *t, uint32_t clause) {
    return t->v->slots[clause] ? &t->is[t->v->slots[clause] - 1] : NULL;
}

static void carry_out(const struct taking_part *t, const struct override *o) {
    struct diagrams *g = t->v->g;
    diagram *some = arena_array(&g->own, diagram, o->test.len);
    size_t n = 0;
    vec_each (uint32_t, b, &o->test)
        if (left_of(t, *b)) some[n++] = *left_of(t, *b);
    diagram holds = any_of(g, some, n);
    vec_each (uint32_t, b, &o->any)
        if (left_of(t, *b)) *left_of(t, *b) = diagram_but(g, *left_of(t, *b), holds);
    vec_each (uint32_t, b, &o->none)
        if (left_of(t, *b)) *left_of(t, *b) = diagram_and(g, *left_of(t, *b), holds);
}

static diagram fold(const struct version *v, const uint64_t *asked, const uint64_t *without,
                    diagram region) {
    struct diagrams *g = v->g;
    struct taking_part t = {.v = v, .without = without};
    bitset_each (b, asked, v->clauses->list.len) take_part(&t, (uint32_t)b);
    size_t n = t.clauses.len, overrides = v->clauses->overrides.len;
    diagrams_use(g, v->words + n + overrides / 64);
    const uint64_t *needed = find_needed(&t);
    t.is = arena_array(&g->own, diagram, t.clauses.len);
    for (size_t i = 0; i < t.clauses.len; i++)
        t.is[i] = g->gave_up ? (diagram)NO : diagram_and(g, of_clause(v, t.clauses.at[i]), region);
    bitset_each (i, needed, overrides)
        if (!g->gave_up) carry_out(&t, &v->clauses->overrides.at[i]);
    vec_each (uint32_t, b, &t.clauses) v->slots[*b] = 0;
    return g->gave_up ? (diagram)NO : any_of(g, t.is, n);
}

diagram diagram_clauses(const struct version *v, const uint64_t *asked, const uint64_t *without,
                        diagram region) {
    size_t kept = diagrams_mark(v->g);
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
    struct clause_range among = clause_set_among(v->clauses, &f);
    diagrams_use(v->g, (among.end - among.first) / LOOKS_A_STEP);
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
