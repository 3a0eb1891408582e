/*
 * Causes: the paragraphs that are not as they were, and where that shows.
 */
#include "diff/compare.h"

#include "base/bitset.h"

static const struct model *model_of(const struct comparison *c, enum side side) {
    return c->v[side]->model;
}

/* ---- the same text ---- */

/* Definitions are opened: what they mean is what counts. They nest as deep as the model allows. */
static const struct cond *meant(const struct model *m, const struct cond *c) {
    while (c->kind == COND_DEFINE) c = m->defines.at[c->index].means;
    return c;
}

static bool same_cond(struct comparison *c, const struct cond *x, const struct cond *y);

/* Definitions that are the same are compared once, however many others are built on them. */
static bool same_meaning(struct comparison *c, const struct cond *x, const struct cond *y) {
    x = meant(model_of(c, OLD), x);
    y = meant(model_of(c, NEW), y);
    uint64_t old = (uint64_t)(uintptr_t)x, new = (uint64_t)(uintptr_t)y;
    bool same = map_get(&c->same, old, new) != MAP_NONE || same_cond(c, x, y);
    if (same) map_add(&c->same, old, new, 0);
    return same;
}

/* What a kind of condition has no use for is 0 in both. */
static bool same_cond(struct comparison *c, const struct cond *x, const struct cond *y) {
    if (!x || !y) return x == y;
    if (x->kind == COND_DEFINE || y->kind == COND_DEFINE) return same_meaning(c, x, y);
    if (x->kind != y->kind || x->fact != y->fact || x->low != y->low || x->high != y->high ||
        x->element != y->element || x->count != y->count || x->terms.len != y->terms.len)
        return false;
    if (x->kind == COND_IN &&
        !bitset_same(x->set, y->set, cond_words(&c->m->model->facts.at[x->fact])))
        return false;
    if (x->kind == COND_APPLIES && model_of(c, OLD)->blocks.at[x->index].id.name !=
                                       model_of(c, NEW)->blocks.at[y->index].id.name)
        return false;
    for (size_t i = 0; i < x->terms.len; i++)
        if (!same_cond(c, x->terms.at[i], y->terms.at[i])) return false;
    return true;
}

/* Approaches by name: those of both. */
static uint64_t approaches_of(const struct comparison *c, enum side side, uint32_t own) {
    uint64_t both = 0;
    for (uint32_t u = 0; u < c->approaches.len; u++) {
        uint32_t a = c->approaches.at[u].of[side];
        if (a != MODEL_NONE && own >> a & 1) both |= UINT64_C(1) << u;
    }
    return both;
}

static bool same_rule(struct comparison *c, const struct rule *x, const struct rule *y) {
    if (x->kind != y->kind || x->modality != y->modality || x->by_permission != y->by_permission ||
        x->has_using != y->has_using ||
        approaches_of(c, OLD, x->approaches) != approaches_of(c, NEW, y->approaches))
        return false;
    if (x->kind == STATEMENT_DUTY && model_of(c, OLD)->duties.at[x->duty].id.name !=
                                         model_of(c, NEW)->duties.at[y->duty].id.name)
        return false;
    return same_cond(c, x->cond, y->cond) && same_cond(c, x->meet, y->meet);
}

/* Whether the same blocks prevail over it, in whatever order that is written. */
static bool same_winners(const struct comparison *c, uint32_t was, uint32_t is) {
    const struct model *old = model_of(c, OLD), *new = model_of(c, NEW);
    const struct indices *x = &c->m->sides[OLD]->winners[was], *y = &c->m->sides[NEW]->winners[is];
    if (x->len != y->len) return false;
    vec_each (uint32_t, i, x) {
        const struct priority *p = &old->priorities.at[*i];
        bool found = false;
        vec_each (uint32_t, k, y) {
            const struct priority *q = &new->priorities.at[*k];
            found =
                found || (old->blocks.at[p->winner].id.name == new->blocks.at[q->winner].id.name &&
                          p->requirement_only == q->requirement_only);
        }
        if (!found) return false;
    }
    return true;
}

static bool same_block(struct comparison *c, uint32_t was, uint32_t is) {
    const struct rule_set *x = c->m->sides[OLD], *y = c->m->sides[NEW];
    uint32_t n = x->first[was + 1] - x->first[was];
    if (n != y->first[is + 1] - y->first[is] || !same_winners(c, was, is)) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!same_rule(c, &x->rules.at[x->first[was] + i], &y->rules.at[y->first[is] + i]))
            return false;
    return true;
}

/* The block of this id that has rules, or MODEL_NONE. */
static uint32_t block_of(const struct comparison *c, enum side side, const char *id) {
    const struct rule_set *set = c->m->sides[side];
    for (uint32_t b = 0; b < set->model->blocks.len; b++)
        if (set->model->blocks.at[b].id.name == id && set->first[b] < set->first[b + 1]) return b;
    return MODEL_NONE;
}

static enum cause_kind kind_of(struct comparison *c, const struct unit *paragraph) {
    uint32_t was = block_of(c, OLD, paragraph->name), is = block_of(c, NEW, paragraph->name);
    if (was == MODEL_NONE && is == MODEL_NONE) return CAUSE_INDIRECT;
    if (was == MODEL_NONE) return CAUSE_NEW;
    if (is == MODEL_NONE) return CAUSE_GONE;
    return same_block(c, was, is) ? CAUSE_INDIRECT : CAUSE_CHANGED;
}

/* ---- where it shows ---- */

/* Adds where the paragraph's clauses of this kind (and for this duty) are others than they were,
 * for some approach. */
static void add_shown(const struct comparison *c, diagram *to, enum clause_kind kind,
                      const struct unit *paragraph, const struct unit *duty) {
    vec_each (struct unit, a, &c->approaches) {
        diagram is[SIDES] = {NO, NO};
        for (int side = OLD; side < SIDES; side++) {
            struct clause_filter f = clauses_of_kind(kind);
            f.paragraph = paragraph->of[side];
            f.approach = a->of[side];
            f.duty = duty ? duty->of[side] : MODEL_NONE;
            if (f.paragraph != MODEL_NONE && f.approach != MODEL_NONE &&
                (!duty || f.duty != MODEL_NONE))
                is[side] = diagram_of(c->v[side], f, NULL, YES);
        }
        diagram differ = diagram_differ(c->g, is[OLD], is[NEW]);
        *to = diagram_or(c->g, *to, diagram_and(c->g, differ, c->both));
    }
}

static void look(struct comparison *c, struct cause *cause) {
    const struct unit *paragraph = &c->paragraphs.at[cause->paragraph];
    add_shown(c, &cause->opens, CLAUSE_PERMIT, paragraph, NULL);
    add_shown(c, &cause->opens, CLAUSE_CLOSE, paragraph, NULL);
    cause->shows = cause->opens;
    add_shown(c, &cause->shows, CLAUSE_CAUTION, paragraph, NULL);
    vec_each (struct unit, d, &c->duties) {
        add_shown(c, &cause->shows, CLAUSE_DUTY, paragraph, d);
        add_shown(c, &cause->shows, CLAUSE_OUTSTANDING, paragraph, d);
    }
    /* `will` for `may` opens nothing new, so that it is told from the text alone */
    if (cause->kind == CAUSE_CHANGED && cause->shows == NO)
        vec_each (struct element, e, &c->elements)
            if (e->part == DECISION_WILL || e->part == DECISION_MUST)
                cause->shows = diagram_or(c->g, cause->shows, diagram_or(c->g, e->gone, e->come));
}

struct causes causes_of(struct comparison *c) {
    struct causes causes = {0};
    for (uint32_t p = 0; p < c->paragraphs.len; p++) {
        struct cause cause = {p, kind_of(c, &c->paragraphs.at[p]), NO, NO};
        look(c, &cause);
        if (cause.kind != CAUSE_INDIRECT || cause.shows != NO) vec_push(c->arena, &causes, cause);
    }
    diagram scope =
        diagram_and(c->g, c->both, diagram_differ(c->g, c->d[OLD]->in_scope, c->d[NEW]->in_scope));
    if (scope != NO)
        vec_push(c->arena, &causes, ((struct cause){MODEL_NONE, CAUSE_CHANGED, scope, scope}));
    return causes;
}
