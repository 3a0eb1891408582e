#include "diff/causes.h"

#include <string.h>

static const struct model *model_of(const struct comparison *c, enum side side) {
    return c->v[side]->model;
}

/* ---- the same text ---- */

static bool same_set(const struct fact *f, const uint64_t *x, const uint64_t *y) {
    return memcmp(x, y, cond_words(f) * sizeof *x) == 0;
}

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

static bool same_cond(struct comparison *c, const struct cond *x, const struct cond *y) {
    if (!x || !y) return x == y;
    if (x->kind == COND_DEFINE || y->kind == COND_DEFINE) return same_meaning(c, x, y);
    if (x->kind != y->kind || x->terms.len != y->terms.len) return false;
    switch (x->kind) {
    case COND_IN:
        if (x->fact != y->fact || !same_set(&c->m->model->facts.at[x->fact], x->set, y->set))
            return false;
        break;
    case COND_RANGE:
        if (x->fact != y->fact || x->low != y->low || x->high != y->high) return false;
        break;
    case COND_INCLUDES:
        if (x->fact != y->fact || x->element != y->element) return false;
        break;
    case COND_EMPTY:
        if (x->fact != y->fact) return false;
        break;
    case COND_APPLIES:
        if (model_of(c, OLD)->blocks.at[x->index].id.name !=
            model_of(c, NEW)->blocks.at[y->index].id.name)
            return false;
        break;
    case COND_COUNT:
        if (x->count != y->count) return false;
        break;
    case COND_TRUE:
    case COND_NOT:
    case COND_AND:
    case COND_OR:
    case COND_DEFINE:
    case COND_ANY_PROVISION: break;
    }
    for (size_t i = 0; i < x->terms.len; i++)
        if (!same_cond(c, x->terms.at[i], y->terms.at[i])) return false;
    return true;
}

/* Approaches by name: clauses over those of both. */
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

static const char *winner_name(const struct comparison *c, enum side side, uint32_t priority) {
    const struct model *m = model_of(c, side);
    return m->blocks.at[m->priorities.at[priority].winner].id.name;
}

/* Whether the same blocks prevail over it, in whatever order that is written. */
static bool same_winners(const struct comparison *c, uint32_t was, uint32_t is) {
    const struct indices *x = &c->m->sides[OLD]->winners[was], *y = &c->m->sides[NEW]->winners[is];
    if (x->len != y->len) return false;
    vec_each (uint32_t, i, x) {
        bool found = false;
        vec_each (uint32_t, k, y)
            found = found || (winner_name(c, OLD, *i) == winner_name(c, NEW, *k) &&
                              model_of(c, OLD)->priorities.at[*i].gate_only ==
                                  model_of(c, NEW)->priorities.at[*k].gate_only);
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

struct pick {
    const struct model *m;
    enum clause_kind kind;
    uint32_t outline, approach, duty; /* `duty`: MODEL_NONE for any */
};

static bool picked(void *context, const struct clause *b) {
    const struct pick *p = context;
    return b->kind == p->kind && p->m->blocks.at[b->block].outline == p->outline &&
           (b->approaches >> p->approach & 1) && (p->duty == MODEL_NONE || b->duty == p->duty);
}

/* What clauses of this kind the paragraph has for this approach (and duty), in one version. */
static diagram clauses_at(const struct comparison *c, enum side side, enum clause_kind kind,
                          const struct unit *paragraph, const struct unit *approach,
                          const struct unit *duty) {
    struct pick p = {model_of(c, side), kind, paragraph->of[side], approach->of[side],
                     duty ? duty->of[side] : MODEL_NONE};
    if (p.outline == MODEL_NONE || p.approach == MODEL_NONE || (duty && p.duty == MODEL_NONE))
        return NO;
    return diagram_of(c->v[side], NULL, picked, &p);
}

static void add_shown(const struct comparison *c, diagram *to, enum clause_kind kind,
                      const struct unit *paragraph, const struct unit *duty) {
    vec_each (struct unit, a, &c->approaches) {
        diagram was = clauses_at(c, OLD, kind, paragraph, a, duty),
                is = clauses_at(c, NEW, kind, paragraph, a, duty);
        *to = diagram_or(c->g, *to, diagram_differ(c->g, was, is));
    }
}

static void look(struct comparison *c, struct cause *cause) {
    const struct unit *paragraph = &c->paragraphs.at[cause->paragraph];
    cause->opens = NO;
    add_shown(c, &cause->opens, CLAUSE_PERMIT, paragraph, NULL);
    add_shown(c, &cause->opens, CLAUSE_CLOSE, paragraph, NULL);
    cause->shows = cause->opens;
    add_shown(c, &cause->shows, CLAUSE_CAUTION, paragraph, NULL);
    vec_each (struct unit, d, &c->duties) {
        add_shown(c, &cause->shows, CLAUSE_DUTY, paragraph, d);
        add_shown(c, &cause->shows, CLAUSE_OUTSTANDING, paragraph, d);
    }
    cause->opens = diagram_and(c->g, cause->opens, c->both);
    cause->shows = diagram_and(c->g, cause->shows, c->both);
}

/* `will` for `may` opens nothing new, so that it is told from the text alone. */
static void look_at_modality(struct comparison *c, struct cause *cause) {
    if (cause->kind == CAUSE_CHANGED && cause->shows == NO)
        vec_each (struct element, e, &c->elements)
            if (e->part == DECISION_WILL || e->part == DECISION_MUST)
                cause->shows = diagram_or(c->g, cause->shows, diagram_or(c->g, e->gone, e->come));
}

struct causes causes_of(struct comparison *c) {
    struct causes causes = {0};
    for (uint32_t p = 0; p < c->paragraphs.len; p++) {
        struct cause cause = {
            .paragraph = p, .kind = kind_of(c, &c->paragraphs.at[p]), .opens = NO, .shows = NO};
        look(c, &cause);
        look_at_modality(c, &cause);
        if (cause.kind != CAUSE_INDIRECT || cause.shows != NO)
            vec_push(c->g->arena, &causes, cause);
    }
    diagram scope =
        diagram_and(c->g, c->both, diagram_differ(c->g, c->d[OLD]->in_scope, c->d[NEW]->in_scope));
    if (scope != NO)
        vec_push(c->g->arena, &causes, ((struct cause){MODEL_NONE, CAUSE_CHANGED, scope, scope}));
    return causes;
}
