/*
 * Causes: the paragraphs that are not as they were, and where that shows.
 */
#include "diff/diff.h"

/* ---- the same text ---- */

/* Definitions are opened: what they mean is what counts. They nest as deep as the model allows. */
static const struct cond *meant(const struct difference *d, int side, const struct cond *c) {
    while (c->kind == COND_DEFINE) c = d->sides[side]->model->defines.at[c->index].means;
    return c;
}

static bool same_cond(struct difference *d, const struct cond *x, const struct cond *y);

/* Definitions that are the same are compared once, however many others are built on them. */
static bool same_meaning(struct difference *d, const struct cond *x, const struct cond *y) {
    x = meant(d, OLD, x);
    y = meant(d, NEW, y);
    uint64_t old = (uint64_t)(uintptr_t)x, new = (uint64_t)(uintptr_t)y;
    bool same = map_get(&d->same, old, new) != MAP_NONE || same_cond(d, x, y);
    if (same) map_add(&d->same, old, new, 0);
    return same;
}

static const char *block_name(const struct difference *d, int side, uint32_t block) {
    return own_model(d, side)->blocks.at[block].id.name;
}

/* What a kind of condition has no use for is 0 in both. */
static bool same_cond(struct difference *d, const struct cond *x, const struct cond *y) {
    if (!x || !y) return x == y;
    if (x->kind == COND_DEFINE || y->kind == COND_DEFINE) return same_meaning(d, x, y);
    if (x->kind != y->kind || x->fact != y->fact || x->low != y->low || x->high != y->high ||
        x->element != y->element || x->count != y->count || x->terms.len != y->terms.len)
        return false;
    if (x->kind == COND_IN &&
        !bitset_same(x->set, y->set, cond_words(&d->model->facts.at[x->fact])))
        return false;
    if (x->kind == COND_APPLIES && block_name(d, OLD, x->index) != block_name(d, NEW, y->index))
        return false;
    for (size_t i = 0; i < x->terms.len; i++)
        if (!same_cond(d, x->terms.at[i], y->terms.at[i])) return false;
    return true;
}

/* Approaches by name: those of both. */
static uint64_t approaches_of(const struct difference *d, int side, uint32_t own) {
    uint64_t both = 0;
    for (uint32_t u = 0; u < d->approaches.len; u++) {
        uint32_t a = d->approaches.at[u].of[side];
        if (a != MODEL_NONE && own >> a & 1) both |= UINT64_C(1) << u;
    }
    return both;
}

static bool same_rule(struct difference *d, const struct rule *x, const struct rule *y) {
    return x->kind == y->kind && x->modality == y->modality &&
           x->by_permission == y->by_permission && x->has_using == y->has_using &&
           approaches_of(d, OLD, x->approaches) == approaches_of(d, NEW, y->approaches) &&
           (x->kind != STATEMENT_DUTY || own_model(d, OLD)->duties.at[x->duty].id.name ==
                                             own_model(d, NEW)->duties.at[y->duty].id.name) &&
           same_cond(d, x->cond, y->cond) && same_cond(d, x->meet, y->meet);
}

/* Whether the same blocks prevail over it, in whatever order that is written. */
static bool same_winners(const struct difference *d, uint32_t was, uint32_t is) {
    const struct indices *x = &d->sides[OLD]->winners[was], *y = &d->sides[NEW]->winners[is];
    size_t found = 0;
    vec_each (uint32_t, i, x) {
        const struct priority *p = &own_model(d, OLD)->priorities.at[*i], *q;
        size_t k = 0;
        for (; k < y->len; k++) {
            q = &own_model(d, NEW)->priorities.at[y->at[k]];
            if (block_name(d, OLD, p->winner) == block_name(d, NEW, q->winner) &&
                p->requirement_only == q->requirement_only)
                break;
        }
        found += k < y->len;
    }
    return found == x->len && x->len == y->len;
}

static bool same_block(struct difference *d, uint32_t was, uint32_t is) {
    const struct rule_set *x = d->sides[OLD], *y = d->sides[NEW];
    uint32_t n = x->first[was + 1] - x->first[was];
    if (n != y->first[is + 1] - y->first[is] || !same_winners(d, was, is)) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!same_rule(d, &x->rules.at[x->first[was] + i], &y->rules.at[y->first[is] + i]))
            return false;
    return true;
}

/* The block of this id that has rules, or MODEL_NONE. */
static uint32_t block_of(const struct difference *d, int side, const char *id) {
    const struct rule_set *set = d->sides[side];
    for (uint32_t b = 0; b < set->model->blocks.len; b++)
        if (set->model->blocks.at[b].id.name == id && set->first[b] < set->first[b + 1]) return b;
    return MODEL_NONE;
}

static enum cause_kind kind_of(struct difference *d, const char *paragraph) {
    uint32_t was = block_of(d, OLD, paragraph), is = block_of(d, NEW, paragraph);
    if (was == is && is == MODEL_NONE) return CAUSE_INDIRECT;
    if (was == MODEL_NONE || is == MODEL_NONE) return was == MODEL_NONE ? CAUSE_NEW : CAUSE_GONE;
    return same_block(d, was, is) ? CAUSE_INDIRECT : CAUSE_CHANGED;
}

/* ---- where it shows ---- */

/* Adds where the paragraph's clauses of this kind (and for this duty) are others than they were,
 * for some approach. */
static void add_shown(const struct difference *d, diagram *to, enum clause_kind kind,
                      const struct unit *paragraph, const struct unit *duty) {
    vec_each (struct unit, a, &d->approaches) {
        diagram is[SIDES] = {NO, NO};
        for (int side = OLD; side < SIDES; side++) {
            struct clause_filter f = clauses_of_kind(kind);
            f.paragraph = paragraph->of[side];
            f.approach = a->of[side];
            f.duty = duty ? duty->of[side] : MODEL_NONE;
            if (f.paragraph != MODEL_NONE && f.approach != MODEL_NONE &&
                (!duty || f.duty != MODEL_NONE))
                is[side] = diagram_of(d->v[side], f, NULL, YES);
        }
        diagram differ = diagram_differ(d->g, is[OLD], is[NEW]);
        *to = diagram_or(d->g, *to, diagram_and(d->g, differ, d->both));
    }
}

static void look(struct difference *d, struct cause *cause, const struct unit *paragraph) {
    add_shown(d, &cause->opens, CLAUSE_PERMIT, paragraph, NULL);
    add_shown(d, &cause->opens, CLAUSE_CLOSE, paragraph, NULL);
    cause->shows = cause->opens;
    add_shown(d, &cause->shows, CLAUSE_CAUTION, paragraph, NULL);
    vec_each (struct unit, duty, &d->duties) {
        add_shown(d, &cause->shows, CLAUSE_DUTY, paragraph, duty);
        add_shown(d, &cause->shows, CLAUSE_OUTSTANDING, paragraph, duty);
    }
    /* `will` for `may` opens nothing new, so that it is told from the text alone */
    if (cause->kind == CAUSE_CHANGED && cause->shows == NO)
        vec_each (struct element, e, &d->elements)
            if (e->part == DECISION_WILL || e->part == DECISION_MUST)
                cause->shows = diagram_or(d->g, cause->shows, e->where);
}

void find_causes(struct difference *d) {
    map_init(&d->same, d->arena);
    vec_each (struct unit, p, &d->paragraphs) {
        struct cause cause = {p->name, kind_of(d, p->name), NO, NO};
        look(d, &cause, p);
        if (cause.kind != CAUSE_INDIRECT || cause.shows != NO)
            vec_push(d->arena, &d->causes, cause);
    }
    diagram differ = diagram_differ(d->g, d->decided[OLD]->in_scope, d->decided[NEW]->in_scope),
            scope = diagram_and(d->g, d->both, differ);
    if (scope != NO)
        vec_push(d->arena, &d->causes, ((struct cause){NULL, CAUSE_CHANGED, scope, scope}));
}
