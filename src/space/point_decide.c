#include "space/point.h"

static size_t list_words(const struct version *v, enum decision_part part) {
    return bitset_words(decision_items(v->model, part));
}

struct point_decision *point_decision_new(const struct version *v) {
    struct point_decision *d = arena_new(v->g->arena, struct point_decision);
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++)
        d->lists[part] = arena_array(v->g->arena, uint64_t, list_words(v, part));
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
    uint64_t *left = arena_array(&v->g->own, uint64_t, v->words), looks = v->words;
    bitset_fill(left, v->clauses->list.len);
    if (without) bitset_andnot(left, without, v->words);
    bitset_each (b, left, v->clauses->list.len) {
        if (!has_point(&v->clauses->list.at[b].cube, point)) bitset_remove(left, b);
        looks++;
    }
    vec_each (struct override, o, &v->clauses->overrides) {
        bool some = false;
        vec_each (uint32_t, b, &o->test) some = some || bitset_has(left, *b);
        vec_each (uint32_t, b, some ? &o->any : &o->none) bitset_remove(left, *b);
    }
    diagrams_look(v->g, looks);
    return left;
}

/* Ranked: the highest of them. */
static uint32_t chosen(const struct model *m, uint32_t approaches) {
    for (size_t a = m->approaches.len; m->ranked && a-- > 0;)
        if (approaches >> a & 1) return UINT32_C(1) << a;
    return approaches;
}

static void decide(const struct version *v, const uint64_t *left, struct point_decision *d) {
    const struct model *m = v->model;
    uint32_t close = 0, outstanding = 0;
    bitset_each (b, left, v->clauses->list.len) {
        const struct clause *clause = &v->clauses->list.at[b];
        switch (clause->kind) {
        case CLAUSE_PERMIT: d->permit |= clause->approaches; break;
        case CLAUSE_CLOSE: close |= clause->approaches; break;
        case CLAUSE_OUTSTANDING: outstanding |= clause->approaches; break;
        case CLAUSE_OUTSIDE: d->in_scope = false; break;
        case CLAUSE_FORBIDDEN: d->possible = false; break;
        default: break;
        }
    }
    if (!d->in_scope) return;
    d->open = d->permit & ~close;
    d->used = chosen(m, d->open);
    d->start = chosen(m, d->open & ~outstanding);
    d->conditional =
        m->ranked ? (d->used & outstanding) != 0 : d->open && !(d->open & ~outstanding);
    uint32_t fallback =
        m->default_approach == MODEL_NONE ? 0 : (UINT32_C(1) << m->default_approach) & ~close;
    d->by_default = !d->open && fallback;
    d->refused = !d->open && !fallback;
    if (d->by_default) d->used = fallback;
    if (!d->start) d->start = fallback & ~outstanding;
}

static void list(const struct version *v, const uint64_t *left, struct point_decision *d) {
    const struct model *m = v->model;
    uint32_t closable =
        m->default_approach == MODEL_NONE ? d->permit : UINT32_C(1) << m->default_approach;
    uint32_t by_part[DECISION_PARTS] = {[DECISION_DUTY] = d->used,
                                        [DECISION_BEFORE] = d->used,
                                        [DECISION_CAUTION] = d->used,
                                        [DECISION_CLOSED_BY] = d->refused ? closable : 0,
                                        [DECISION_BASIS] = d->used & d->open};
    bitset_each (b, left, v->clauses->list.len) {
        const struct clause *clause = &v->clauses->list.at[b];
        enum decision_part part = decision_part_of(clause->kind);
        if (part == DECISION_PARTS || !(clause->approaches & by_part[part])) continue;
        uint32_t index = decision_item(m, clause);
        if (part == DECISION_BASIS && (int)clause->modality > d->modality)
            d->modality = (int)clause->modality;
        if (index != MODEL_NONE) bitset_add(d->lists[part], index);
    }
}

void point_decide(const struct version *v, const uint64_t *without, const uint32_t *point,
                  struct point_decision *d) {
    struct point_decision fresh = {.possible = true, .in_scope = true, .modality = -1};
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++) {
        fresh.lists[part] = d->lists[part];
        bitset_clear(fresh.lists[part], list_words(v, part));
    }
    *d = fresh;
    const uint64_t *left = find_left(v, without, point);
    decide(v, left, d);
    if (d->in_scope) list(v, left, d);
    diagrams_forget(v->g);
}

bool point_decisions_differ(const struct version *v, const struct point_decision *x,
                            const struct point_decision *y) {
    for (enum decision_part part = DECISION_DUTY; part < DECISION_BASIS; part++)
        if (!bitset_same(x->lists[part], y->lists[part], list_words(v, part))) return true;
    return x->in_scope != y->in_scope || x->by_default != y->by_default ||
           x->refused != y->refused || x->conditional != y->conditional || x->open != y->open ||
           x->start != y->start || x->modality != y->modality;
}
