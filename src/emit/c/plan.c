#include "emit/c/plan.h"

#include "space/decisions.h"

enum { STEPS = 3000000 };

struct planner {
    struct plan *plan;
    struct diagrams *g;
    struct version *v;
    const struct decisions *d;
    struct arena *arena;
    size_t cubes; /* of all questions so far */
    bool too_large;
};

/* ---- questions ---- */

/* `on` where `care` is, in at most `most` cubes; what it says elsewhere does not matter. */
static bool ask_in(struct planner *p, diagram on, diagram care, size_t most, struct question *q) {
    struct diagrams *g = p->g;
    diagram must = diagram_and(g, on, care);
    diagram may = diagram_or(g, must, diagram_not(g, care));
    *q = (struct question){0};
    return !p->too_large && diagram_cover(g, must, may, most, &q->cover);
}

static struct question ask(struct planner *p, diagram on, diagram care) {
    struct question q;
    if (!ask_in(p, on, care, PLAN_CUBES - p->cubes, &q))
        p->too_large = true;
    else
        p->cubes += q.cover.len;
    return q;
}

/* The same, or its negation where that is shorter. */
static struct question ask_either(struct planner *p, diagram on, diagram care) {
    struct question q = ask(p, on, care), negation;
    if (q.cover.len < 2 || !ask_in(p, diagram_not(p->g, on), care, q.cover.len - 1, &negation))
        return q;
    p->cubes -= q.cover.len - negation.cover.len;
    negation.negated = true;
    return negation;
}

/* Where the situation is possible; out of scope everywhere, so that no question says yes beside
 * `outside`. */
static struct question ask_possible(struct planner *p, diagram on) {
    return ask(p, on, diagram_or(p->g, p->v->possible, diagram_not(p->g, p->d->in_scope)));
}

/* ---- items of lists ---- */

static diagram or_all(struct planner *p, const diagram *some, uint32_t which) {
    diagram all = NO;
    for (uint32_t a = 0; a < p->plan->approaches; a++)
        if (which >> a & 1) all = diagram_or(p->g, all, some[a]);
    return all;
}

/*
 * Where some question for approach a is answered rightly if it says `on[a]` in `care[a]`: as few
 * items as there are questions that no two approaches can share. first come, first joined.
 */
static void add_items(struct planner *p, struct items *items, uint32_t index, const diagram *on,
                      const diagram *care) {
    struct diagrams *g = p->g;
    uint32_t left = 0, always = 0;
    diagram off[PLAN_APPROACHES], yes[PLAN_APPROACHES];
    for (uint32_t a = 0; a < p->plan->approaches; a++) {
        yes[a] = diagram_and(g, on[a], care[a]);
        off[a] = diagram_but(g, care[a], on[a]);
        if (yes[a] != NO) *(off[a] == NO ? &always : &left) |= UINT32_C(1) << a;
    }
    if (always)
        vec_push(p->arena, items,
                 ((struct item){.index = index, .approaches = always, .always = true}));
    while (left && !g->gave_up) {
        uint32_t joined = 0;
        for (uint32_t a = 0; a < p->plan->approaches; a++) {
            uint32_t with = joined | UINT32_C(1) << a;
            if ((left >> a & 1) && diagram_and(g, or_all(p, yes, with), or_all(p, off, with)) == NO)
                joined = with;
        }
        diagram on_all = or_all(p, yes, joined), off_all = or_all(p, off, joined);
        diagram care_all = diagram_or(g, on_all, off_all);
        struct question q =
            items == &p->plan->duties ? ask_either(p, on_all, care_all) : ask(p, on_all, care_all);
        vec_push(p->arena, items, ((struct item){.index = index, .approaches = joined, .asks = q}));
        left &= ~joined;
    }
}

/* An item that clauses like these bring. */
static void add_like(struct planner *p, struct items *items, struct clause_filter like,
                     uint32_t index, const diagram *care) {
    diagram on[PLAN_APPROACHES];
    for (uint32_t a = like.approach = 0; a < p->plan->approaches; like.approach = ++a)
        on[a] = diagram_of(p->v, like, NULL, YES);
    add_items(p, items, index, on, care);
}

static void add_listed(struct planner *p, struct items *items, enum decision_part part,
                       uint32_t index, const diagram *care) {
    add_like(p, items, decision_clauses(part, index), index, care);
}

static void add_modality(struct planner *p, enum modality modality, const diagram *care) {
    struct clause_filter like = clauses_of_kind(CLAUSE_PERMIT);
    like.modality = modality;
    add_like(p, &p->plan->modalities, like, modality, care);
}

/* ---- the whole ---- */

static void plan_lists(struct planner *p) {
    const struct model *m = p->plan->model;
    struct diagrams *g = p->g;
    diagram used[PLAN_APPROACHES], opens[PLAN_APPROACHES], may[PLAN_APPROACHES];
    for (uint32_t a = 0; a < p->plan->approaches; a++) {
        used[a] = diagram_and(g, p->v->possible, p->d->used[a]);
        opens[a] = diagram_and(g, used[a], p->d->open[a]);
        may[a] = diagram_and(g, p->v->possible, p->d->open[a]);
        if (a == p->plan->fallback) /* it may start even where another is open */
            may[a] = diagram_or(
                g, may[a],
                diagram_but(g, diagram_and(g, p->v->possible, p->d->in_scope), p->d->close[a]));
    }
    for (uint32_t d = 0; d < m->duties.len; d++)
        if (m->duties.at[d].timing == DUTY_BEFORE)
            add_listed(p, &p->plan->duties, DECISION_DUTY, d, may);
    p->plan->before = p->plan->duties.len;
    for (uint32_t d = 0; d < m->duties.len; d++)
        if (m->duties.at[d].timing != DUTY_BEFORE)
            add_listed(p, &p->plan->duties, DECISION_DUTY, d, used);
    for (uint32_t i = 0; i < m->outline.len; i++)
        add_listed(p, &p->plan->basis, DECISION_BASIS, i, opens);
    for (uint32_t i = 0; i < m->outline.len; i++)
        add_listed(p, &p->plan->cautions, DECISION_CAUTION, i, used);
    add_modality(p, MODALITY_WILL, opens);
    add_modality(p, MODALITY_MUST, opens);
}

static void plan_closed_by(struct planner *p) {
    diagram refused = diagram_and(p->g, p->v->possible, p->d->refused);
    vec_each (struct component, c, &p->d->components) {
        if (c->part != DECISION_CLOSED_BY) continue;
        diagram on[PLAN_APPROACHES] = {c->is}, care[PLAN_APPROACHES] = {refused};
        for (uint32_t a = 1; a < PLAN_APPROACHES; a++) on[a] = care[a] = NO;
        add_items(p, &p->plan->closed_by, c->index, on, care);
    }
}

const struct plan *plan_new(struct space *s, const struct clause_set *bits) {
    const struct model *m = s->model;
    if (m->approaches.len > PLAN_APPROACHES || bits->list.len > PLAN_CUBES) return NULL;
    struct planner p = {
        .plan = arena_new(s->arena, struct plan), .arena = s->arena, .g = diagrams_new(s, STEPS)};
    *p.plan = (struct plan){.model = m,
                            .space = s,
                            .approaches = (uint32_t)m->approaches.len,
                            .ranked = m->ranked,
                            .fallback = m->default_approach};
    p.v = version_new(p.g, bits);
    p.d = decisions_new(p.v, NULL, true);
    p.plan->impossible = ask(&p, diagram_not(p.g, p.v->possible), YES);
    p.plan->outside = ask(&p, diagram_not(p.g, p.d->in_scope), YES);
    for (uint32_t a = 0; a < p.plan->approaches; a++)
        p.plan->open[a] = ask_possible(&p, p.d->open[a]);
    if (p.plan->fallback != MODEL_NONE)
        p.plan->by_default =
            ask_possible(&p, diagram_but(p.g, p.d->in_scope, p.d->close[p.plan->fallback]));
    plan_lists(&p);
    plan_closed_by(&p);
    return p.too_large || p.g->gave_up ? NULL : p.plan;
}
