#include "emit/c/plan.h"

#include "space/decisions.h"

enum { STEPS = 3000000, EVERY = (1 << PLAN_APPROACHES) - 1 };

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
static bool cover(struct planner *p, diagram on, diagram care, size_t most, struct cubes *cubes) {
    struct diagrams *g = p->g;
    diagram must = diagram_and(g, on, care);
    return diagram_cover(g, must, diagram_or(g, must, diagram_not(g, care)), most, cubes);
}

/* Of duties, negated where that is shorter. */
static void ask(struct planner *p, struct question q, diagram on, diagram care) {
    struct cubes negation = {0};
    bool duty = q.what == ASKED_BEFORE || q.what == ASKED_DUTY;
    if (p->too_large || !cover(p, on, care, PLAN_CUBES - p->cubes, &q.cover)) {
        p->too_large = true;
        return;
    }
    if (duty && q.cover.len > 1 &&
        cover(p, diagram_not(p->g, on), care, q.cover.len - 1, &negation)) {
        q.cover = negation;
        q.negated = true;
    }
    p->cubes += q.cover.len;
    if (q.cover.len > 0 || q.what <= ASKED_DEFAULT) vec_push(p->arena, &p->plan->questions, q);
}

/* Where the situation is possible; out of scope everywhere, so that no question says yes beside
 * that whether it is. */
static void ask_possible(struct planner *p, enum asked what, uint32_t approach, diagram on) {
    ask(p, (struct question){.what = what, .index = approach, .approaches = EVERY}, on,
        diagram_or(p->g, p->v->possible, diagram_not(p->g, p->d->in_scope)));
}

/* ---- lists ---- */

static diagram or_all(struct planner *p, const diagram *some, uint32_t which) {
    diagram all = NO;
    for (uint32_t a = 0; a < p->plan->approaches; a++)
        if (which >> a & 1) all = diagram_or(p->g, all, some[a]);
    return all;
}

/*
 * Where some question for approach a is answered rightly if it says `on[a]` in `care[a]`: as few
 * questions as no two approaches can share. First come, first joined.
 */
static void ask_for_each(struct planner *p, enum asked what, uint32_t index, const diagram *on,
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
        vec_push(p->arena, &p->plan->questions,
                 ((struct question){
                     .what = what, .index = index, .approaches = always, .negated = true}));
    while (left && !g->gave_up) {
        uint32_t joined = 0;
        for (uint32_t a = 0; a < p->plan->approaches; a++) {
            uint32_t with = joined | UINT32_C(1) << a;
            if ((left >> a & 1) && diagram_and(g, or_all(p, yes, with), or_all(p, off, with)) == NO)
                joined = with;
        }
        diagram on_all = or_all(p, yes, joined), off_all = or_all(p, off, joined);
        ask(p, (struct question){.what = what, .index = index, .approaches = joined}, on_all,
            diagram_or(g, on_all, off_all));
        left &= ~joined;
    }
}

/* Where clauses like these are left. */
static void ask_clauses(struct planner *p, enum asked what, uint32_t index,
                        struct clause_filter like, const diagram *care) {
    diagram on[PLAN_APPROACHES];
    for (uint32_t a = like.approach = 0; a < p->plan->approaches; like.approach = ++a)
        on[a] = diagram_of(p->v, like, NULL, YES);
    ask_for_each(p, what, index, on, care);
}

static void ask_duties(struct planner *p, bool before, const diagram *care) {
    const struct model *m = p->plan->model;
    for (uint32_t d = 0; d < m->duties.len; d++)
        if ((m->duties.at[d].timing == DUTY_BEFORE) == before)
            ask_clauses(p, before ? ASKED_BEFORE : ASKED_DUTY, d,
                        decision_clauses(DECISION_DUTY, d), care);
}

static void ask_modality(struct planner *p, enum asked what, enum modality modality,
                         const diagram *care) {
    struct clause_filter like = clauses_of_kind(CLAUSE_PERMIT);
    like.modality = modality;
    ask_clauses(p, what, 0, like, care);
}

static void ask_closed_by(struct planner *p) {
    for (uint32_t i = 0; i < p->plan->model->outline.len; i++) {
        diagram on[PLAN_APPROACHES] = {decisions_refused_by(p->d, i)},
                care[PLAN_APPROACHES] = {diagram_and(p->g, p->v->possible, p->d->refused)};
        for (uint32_t a = 1; a < PLAN_APPROACHES; a++) on[a] = care[a] = NO;
        ask_for_each(p, ASKED_CLOSED_BY, i, on, care);
    }
}

/* ---- the whole ---- */

static void ask_all(struct planner *p) {
    const struct plan *plan = p->plan;
    struct diagrams *g = p->g;
    diagram used[PLAN_APPROACHES], opens[PLAN_APPROACHES], may[PLAN_APPROACHES],
        by_default = NO, outside = diagram_not(g, p->d->in_scope);
    if (plan->fallback != MODEL_NONE)
        by_default = diagram_but(g, p->d->in_scope, p->d->close[plan->fallback]);
    for (uint32_t a = 0; a < plan->approaches; a++) {
        ask_possible(p, ASKED_OPEN, a, p->d->open[a]);
        used[a] = diagram_and(g, p->v->possible, p->d->used[a]);
        opens[a] = diagram_and(g, used[a], p->d->open[a]);
        /* the default approach may start even where another is open */
        may[a] = diagram_and(g, p->v->possible,
                             a == plan->fallback ? diagram_or(g, p->d->open[a], by_default)
                                                 : p->d->open[a]);
    }
    if (plan->fallback != MODEL_NONE) ask_possible(p, ASKED_DEFAULT, plan->approaches, by_default);
    ask_duties(p, true, may);
    ask(p, (struct question){.what = ASKED_OUTSIDE, .approaches = EVERY}, outside, YES);
    ask(p, (struct question){.what = ASKED_IMPOSSIBLE}, diagram_not(g, p->v->possible), YES);
    ask_duties(p, false, used);
    for (uint32_t i = 0; i < plan->model->outline.len; i++)
        ask_clauses(p, ASKED_BASIS, i, decision_clauses(DECISION_BASIS, i), opens);
    for (uint32_t i = 0; i < plan->model->outline.len; i++)
        ask_clauses(p, ASKED_CAUTION, i, decision_clauses(DECISION_CAUTION, i), used);
    ask_closed_by(p);
    ask_modality(p, ASKED_WILL, MODALITY_WILL, opens);
    ask_modality(p, ASKED_MUST, MODALITY_MUST, opens);
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
    ask_all(&p);
    return p.too_large || p.g->gave_up ? NULL : p.plan;
}
