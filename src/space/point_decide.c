#include "space/point.h"

/* Of the list of one approach; of all. */
static size_t list_words(const struct version *v, enum decision_part part) {
    return bitset_words(decision_items(v->model, part));
}

static size_t all_words(const struct version *v, enum decision_part part) {
    return v->model->approaches.len * list_words(v, part);
}

struct point_decision *point_decision_new(const struct version *v) {
    struct point_decision *d = arena_new(v->g->arena, struct point_decision);
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++)
        d->lists[part] = arena_array(v->g->arena, uint64_t, all_words(v, part));
    return d;
}

static bool has_point(const struct cube *cube, const uint32_t *point) {
    for (uint32_t i = 0; i < cube->n_limits; i++)
        if (!bitset_has(cube->limits[i].classes, point[cube->limits[i].axis])) return false;
    return true;
}

/* The clauses that are left in the situation. */
static uint64_t *find_left(const struct version *v, const uint64_t *without,
                           const uint32_t *point) {
    const struct clause_set *all = v->clauses;
    uint64_t *left = arena_array(&v->g->own, uint64_t, v->words),
             *overrides = bitset_new(&v->g->own, all->overrides.len), looks = v->words;
    bitset_fill(left, all->list.len);
    if (without) bitset_andnot(left, without, v->words);
    version_keep_at(v, point, left);
    bitset_each (b, left, all->list.len) {
        looks++;
        if (!has_point(&all->list.at[b].cube, point))
            bitset_remove(left, b);
        else
            vec_each (uint32_t, i, &all->cleared_by[b]) bitset_add(overrides, *i);
    }
    bitset_each (i, overrides, all->overrides.len) {
        const struct override *o = &all->overrides.at[i];
        size_t k = 0;
        while (k < o->test.len && !bitset_has(left, o->test.at[k])) k++;
        vec_each (uint32_t, b, k < o->test.len ? &o->any : &o->none) bitset_remove(left, *b);
    }
    diagrams_look(v->g, looks);
    return left;
}

static void decide(const struct version *v, const uint64_t *left, struct point_decision *d) {
    const struct model *m = v->model;
    uint32_t fallback = 0;
    bitset_each (b, left, v->clauses->list.len) {
        const struct clause *clause = &v->clauses->list.at[b];
        switch (clause->kind) {
        case CLAUSE_PERMIT: d->permit |= clause->approaches; break;
        case CLAUSE_CLOSE: d->close |= clause->approaches; break;
        case CLAUSE_OUTSIDE: d->in_scope = false; break;
        case CLAUSE_FORBIDDEN: d->possible = false; break;
        default: break;
        }
    }
    if (!d->in_scope) return;
    if (m->default_approach != MODEL_NONE)
        fallback = (UINT32_C(1) << m->default_approach) & ~d->close;
    d->open = d->permit & ~d->close;
    d->offered = d->open | fallback;
}

static void list(const struct version *v, const uint64_t *left, struct point_decision *d) {
    const struct model *m = v->model;
    bitset_each (b, left, v->clauses->list.len) {
        const struct clause *clause = &v->clauses->list.at[b];
        enum decision_part part = decision_part_of(clause->kind);
        if (part == DECISION_PARTS) continue;
        uint32_t index = decision_item(m, clause), counts = part == DECISION_CLOSED_BY ? UINT32_MAX
                                                            : part == DECISION_BASIS   ? d->open
                                                                                       : d->offered;
        for (uint32_t a = 0; a < m->approaches.len; a++) {
            if (!((clause->approaches & counts) >> a & 1)) continue;
            if (part == DECISION_BASIS && (int)clause->modality > d->modality[a])
                d->modality[a] = (int)clause->modality;
            if (index != MODEL_NONE) bitset_add(d->lists[part] + a * list_words(v, part), index);
        }
    }
}

void point_decide(const struct version *v, const uint64_t *without, const uint32_t *point,
                  struct point_decision *d) {
    struct point_decision fresh = {.possible = true, .in_scope = true};
    for (uint32_t a = 0; a < v->model->approaches.len; a++) fresh.modality[a] = -1;
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++) {
        fresh.lists[part] = d->lists[part];
        bitset_clear(fresh.lists[part], all_words(v, part));
    }
    *d = fresh;
    const uint64_t *left = find_left(v, without, point);
    decide(v, left, d);
    if (d->in_scope) list(v, left, d);
    diagrams_forget(v->g);
}

bool point_has(const struct version *v, const struct point_decision *d, enum decision_part part,
               uint32_t item) {
    for (uint32_t a = 0; a < v->model->approaches.len; a++)
        if (bitset_has(d->lists[part] + a * list_words(v, part), item)) return true;
    return false;
}

bool point_decisions_differ(const struct version *v, const struct point_decision *x,
                            const struct point_decision *y) {
    for (enum decision_part part = DECISION_DUTY; part < DECISION_GROUNDS; part++)
        if (!bitset_same(x->lists[part], y->lists[part], all_words(v, part))) return true;
    for (uint32_t a = 0; a < v->model->approaches.len; a++)
        if (x->modality[a] != y->modality[a]) return true;
    return x->in_scope != y->in_scope ||
           (x->in_scope && (x->open != y->open || x->close != y->close));
}
