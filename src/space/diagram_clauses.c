/*
 * From clauses to diagrams: that of each cube, then what each override makes of them, in the order
 * of the overrides.
 *
 * What signals stand for (a part of a condition whose cubes would be too many) is a diagram like
 * any other here, so a condition takes as many operations as it is long. It does not depend on what
 * is left out of the policy, and is found once.
 */
#include "base/bitset.h"
#include "space/diagram.h"

#include <stdlib.h>

#define UNKNOWN UINT32_MAX

/* What is known of the overrides of a version. */
struct memo {
    bool *pure; /* by override: of a signal that stands for a condition, whatever rules there are */
    diagram *holds; /* by override that is pure: where its signal holds, or UNKNOWN */
    bool *ruled;    /* by clause: something else than a pure override decides about it */
};

struct memo *diagrams_memo_new(struct diagrams *g, const struct clause_set *clauses) {
    struct memo *m = arena_new(g->arena, struct memo);
    if (clauses->overrides.len == 0) return m;
    m->pure = arena_array(g->arena, bool, clauses->overrides.len);
    m->holds = arena_array(g->arena, diagram, clauses->overrides.len);
    m->ruled = arena_array(g->arena, bool, clauses->list.len);
    for (size_t i = 0; i < clauses->overrides.len; i++) {
        const struct override *o = &clauses->overrides.at[i];
        m->pure[i] = true;
        m->holds[i] = UNKNOWN;
        vec_each (uint32_t, b, &o->test)
            m->pure[i] =
                m->pure[i] && clause_stands_for_signal(&clauses->list.at[*b]) && !m->ruled[*b];
        vec_each (uint32_t, b, &o->any) m->ruled[*b] = m->ruled[*b] || !m->pure[i];
        vec_each (uint32_t, b, &o->none) m->ruled[*b] = m->ruled[*b] || !m->pure[i];
    }
    return m;
}

/* What was made by a question that was given up is of no use to anybody. */
static void drop(const struct version *v, size_t kept) {
    if (v->g->nodes.len == kept) return;
    diagram end = NODE_BASE + (diagram)kept;
    diagrams_drop(v->g, kept);
    for (size_t b = 0; b < v->clauses->list.len; b++)
        if (v->cubes[b] >= end) v->cubes[b] = IMPOSSIBLE;
    for (size_t i = 0; i < v->clauses->overrides.len; i++)
        if (v->memo->holds[i] >= end) v->memo->holds[i] = UNKNOWN;
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

static diagram of_clause(const struct version *v, uint32_t clause) {
    if (v->cubes[clause] == IMPOSSIBLE) {
        diagram d = diagram_of_cube(v->g, &v->clauses->list.at[clause].cube);
        if (v->g->gave_up) return NO;
        v->cubes[clause] = d;
    }
    return v->cubes[clause];
}

/* ---- the answer ---- */

struct folding {
    const struct version *v;
    struct diagrams *g;
    const uint64_t *asked, *without;
    diagram region;
    uint64_t *taking_part; /* clauses */
    bool *needed;          /* by override */
    diagram *is;           /* by clause: where it is left so far */
    diagram *some;         /* to work with */
};

static bool meets(const uint64_t *set, const struct clause_numbers *clauses) {
    vec_each (uint32_t, b, clauses)
        if (bitset_has(set, *b)) return true;
    return false;
}

/* All that decides about what is asked, but nothing below a signal that is known. */
static void find_needed(struct folding *f) {
    const struct overrides *overrides = &f->v->clauses->overrides;
    for (size_t i = overrides->len; i-- > 0;) {
        const struct override *o = &overrides->at[i];
        f->needed[i] = meets(f->taking_part, &o->any) || meets(f->taking_part, &o->none);
        if (f->needed[i] && f->v->memo->holds[i] == UNKNOWN)
            vec_each (uint32_t, b, &o->test) bitset_add(f->taking_part, *b);
    }
}

/* A clause that a signal stands for is kept for other questions: of all situations, whatever is
 * left out. */
static bool is_kept(const struct version *v, uint32_t clause) {
    return clause_stands_for_signal(&v->clauses->list.at[clause]) &&
           !(v->memo->ruled && v->memo->ruled[clause]);
}

static void begin(struct folding *f) {
    bitset_each (b, f->taking_part, f->v->clauses->list.len) {
        if (f->g->gave_up) return;
        if (f->without && bitset_has(f->without, b)) continue;
        f->is[b] = of_clause(f->v, (uint32_t)b);
        if (!is_kept(f->v, (uint32_t)b)) f->is[b] = diagram_and(f->g, f->is[b], f->region);
    }
}

static void override(struct folding *f, size_t i) {
    const struct override *o = &f->v->clauses->overrides.at[i];
    struct memo *memo = f->v->memo;
    diagram holds = memo->holds[i];
    if (holds == UNKNOWN) {
        size_t n = 0;
        vec_each (uint32_t, b, &o->test) f->some[n++] = f->is[*b];
        holds = any_of(f->g, f->some, n);
        if (memo->pure[i] && !f->g->gave_up) memo->holds[i] = holds;
    }
    vec_each (uint32_t, b, &o->any)
        if (bitset_has(f->taking_part, *b)) f->is[*b] = diagram_but(f->g, f->is[*b], holds);
    vec_each (uint32_t, b, &o->none)
        if (bitset_has(f->taking_part, *b)) f->is[*b] = diagram_and(f->g, f->is[*b], holds);
}

static diagram fold(struct folding *f) {
    struct diagrams *g = f->g;
    size_t n = f->v->clauses->list.len, k = 0;
    f->taking_part = bitset_copy(&g->own, f->asked, f->v->words);
    f->needed = arena_array(&g->own, bool, f->v->clauses->overrides.len);
    f->is = arena_array(&g->own, diagram, n);
    f->some = arena_array(&g->own, diagram, n);
    for (size_t b = 0; b < n; b++) f->is[b] = NO;
    find_needed(f);
    begin(f);
    for (size_t i = 0; i < f->v->clauses->overrides.len && !g->gave_up; i++)
        if (f->needed[i]) override(f, i);
    bitset_each (b, f->asked, n)
        f->some[k++] = is_kept(f->v, (uint32_t)b) ? diagram_and(g, f->is[b], f->region) : f->is[b];
    return g->gave_up ? (diagram)NO : any_of(g, f->some, k);
}

diagram diagram_clauses(const struct version *v, const uint64_t *asked, const uint64_t *without,
                        diagram region) {
    struct folding f = {.v = v, .g = v->g, .asked = asked, .without = without, .region = region};
    size_t kept = v->g->nodes.len;
    v->g->asked++;
    diagram d = region == NO || v->g->gave_up ? (diagram)NO : fold(&f);
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
