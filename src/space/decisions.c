#include "space/decisions.h"

enum decision_part decision_part_of(enum clause_kind kind) {
    switch (kind) {
    case CLAUSE_DUTY: return DECISION_DUTY;
    case CLAUSE_OUTSTANDING: return DECISION_BEFORE;
    case CLAUSE_CAUTION: return DECISION_CAUTION;
    case CLAUSE_CLOSE: return DECISION_CLOSED_BY;
    case CLAUSE_PERMIT: return DECISION_BASIS;
    default: return DECISION_PARTS;
    }
}

struct clause_filter decision_clauses(enum decision_part part, uint32_t index) {
    enum clause_kind kind = CLAUSE_PERMIT;
    while (decision_part_of(kind) != part) kind++;
    struct clause_filter f = clauses_of_kind(kind);
    *(decision_is_of_duties(part) ? &f.duty : &f.paragraph) = index;
    return f;
}

static diagram clauses_like(const struct decisions *d, struct clause_filter f) {
    return diagram_of(d->v, f, d->without, d->region);
}

static struct clause_filter for_approach(enum clause_kind kind, uint32_t approach) {
    struct clause_filter f = clauses_of_kind(kind);
    f.approach = approach;
    return f;
}

/* ---- the approaches ---- */

static diagram clauses_for(const struct decisions *d, enum clause_kind kind, uint32_t approach) {
    struct clause_filter f = for_approach(kind, approach);
    uint64_t *asked = arena_array(&d->g->own, uint64_t, d->v->words);
    clause_set_select(d->v->clauses, f, asked);
    bool known = d->whole && !(d->touched && bitset_meet(asked, d->touched, d->v->words));
    diagrams_forget(d->g);
    return known ? diagram_and(d->g, decisions_left(d->whole, kind)[approach], d->region)
                 : clauses_like(d, f);
}

static void add(struct decisions *d, enum decision_part part, uint32_t index, diagram is) {
    vec_push(d->g->arena, &d->components, ((struct component){part, index, is}));
}

/* Ranked: the highest of `of`; unranked: each. */
static void choose(const struct decisions *d, const diagram *of, diagram *chosen) {
    struct diagrams *g = d->g;
    diagram higher = NO;
    for (size_t a = d->v->model->approaches.len; a-- > 0;) {
        chosen[a] = d->v->model->ranked ? diagram_but(g, of[a], higher) : of[a];
        higher = diagram_or(g, higher, of[a]);
    }
}

static diagram any_of(const struct decisions *d, const diagram *of) {
    diagram some = NO;
    for (size_t a = 0; a < d->v->model->approaches.len; a++) some = diagram_or(d->g, some, of[a]);
    return some;
}

static void decide_approaches(struct decisions *d) {
    struct diagrams *g = d->g;
    const struct model *m = d->v->model;
    size_t n = m->approaches.len;
    diagram *ready = arena_array(g->arena, diagram, n);
    d->in_scope = diagram_but(g, d->region, clauses_like(d, clauses_of_kind(CLAUSE_OUTSIDE)));
    for (uint32_t a = 0; a < n; a++) {
        for (enum clause_kind kind = CLAUSE_PERMIT; kind <= CLAUSE_OUTSTANDING; kind++)
            decisions_left(d, kind)[a] = clauses_for(d, kind, a);
        d->open[a] = diagram_and(g, d->in_scope, diagram_but(g, d->permit[a], d->close[a]));
        ready[a] = diagram_but(g, d->open[a], d->outstanding[a]);
    }
    choose(d, d->open, d->used);
    choose(d, ready, d->start);
    d->something_open = any_of(d, d->open);
    diagram nothing_open = diagram_but(g, d->in_scope, d->something_open);
    diagram nothing_ready = diagram_but(g, d->in_scope, any_of(d, ready));
    d->by_default = NO;
    if (m->default_approach != MODEL_NONE) {
        uint32_t a = m->default_approach;
        d->by_default = diagram_but(g, nothing_open, d->close[a]);
        d->used[a] = diagram_or(g, d->used[a], d->by_default);
        diagram fallback =
            diagram_but(g, diagram_but(g, nothing_ready, d->close[a]), d->outstanding[a]);
        d->start[a] = diagram_or(g, d->start[a], fallback);
    }
    d->refused = diagram_but(g, nothing_open, d->by_default);
}

diagram decisions_feasible(const struct decisions *d) {
    return diagram_and(d->g, d->v->possible, d->in_scope);
}

diagram decisions_permitted(const struct decisions *d) { return any_of(d, d->permit); }

/* Where what is attached to an approach through clauses like these is attached to the decision. */
static diagram attached(const struct decisions *d, struct clause_filter like, bool open_only) {
    struct diagrams *g = d->g;
    diagram some = NO;
    for (uint32_t a = 0; a < d->v->model->approaches.len; a++) {
        like.approach = a;
        diagram used = open_only ? diagram_and(g, d->used[a], d->open[a]) : d->used[a];
        some = diagram_or(g, some, diagram_and(g, used, clauses_like(d, like)));
    }
    return some;
}

diagram decisions_duty_for(const struct decisions *d, uint32_t duty, uint32_t approach) {
    struct clause_filter f = for_approach(CLAUSE_DUTY, approach);
    f.duty = duty;
    return diagram_of(d->v, f, d->without, YES);
}

static diagram conditional(const struct decisions *d) {
    struct diagrams *g = d->g;
    diagram some_ready = NO, top_outstanding = NO;
    for (size_t a = 0; a < d->v->model->approaches.len; a++) {
        diagram top = diagram_and(g, d->used[a], d->open[a]);
        top_outstanding = diagram_or(g, top_outstanding, diagram_and(g, top, d->outstanding[a]));
        some_ready = diagram_or(g, some_ready, diagram_but(g, d->open[a], d->outstanding[a]));
    }
    return d->v->model->ranked ? top_outstanding : diagram_but(g, d->something_open, some_ready);
}

static diagram closed_by(const struct decisions *d, uint32_t paragraph) {
    struct diagrams *g = d->g;
    const struct model *m = d->v->model;
    diagram some = NO;
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        struct clause_filter f = for_approach(CLAUSE_CLOSE, a);
        f.paragraph = paragraph;
        if (m->default_approach == MODEL_NONE)
            some = diagram_or(g, some, diagram_and(g, d->permit[a], clauses_like(d, f)));
        else if (a == m->default_approach)
            some = clauses_like(d, f);
    }
    return diagram_and(g, d->refused, some);
}

diagram decisions_list(const struct decisions *d, enum decision_part part, uint32_t index) {
    return part == DECISION_CLOSED_BY
               ? closed_by(d, index)
               : attached(d, decision_clauses(part, index), part == DECISION_BASIS);
}

void decisions_add_lists(struct decisions *d) {
    const struct model *m = d->v->model;
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++)
        for (uint32_t i = 0; i < (decision_is_of_duties(part) ? m->duties.len : m->outline.len);
             i++)
            if (part != DECISION_BEFORE || m->duties.at[i].timing == DUTY_BEFORE)
                add(d, part, i, decisions_list(d, part, i));
}

static void decide(struct decisions *d) {
    struct diagrams *g = d->g;
    size_t n = d->v->model->approaches.len;
    d->permit = arena_array(g->arena, diagram, n);
    d->close = arena_array(g->arena, diagram, n);
    d->outstanding = arena_array(g->arena, diagram, n);
    d->open = arena_array(g->arena, diagram, n);
    d->used = arena_array(g->arena, diagram, n);
    d->start = arena_array(g->arena, diagram, n);
    decide_approaches(d);
    add(d, DECISION_OUT_OF_SCOPE, 0, diagram_but(g, d->region, d->in_scope));
    add(d, DECISION_REFUSED, 0, d->refused);
    add(d, DECISION_DEFAULT, 0, d->by_default);
    add(d, DECISION_CONDITIONAL, 0, conditional(d));
    for (uint32_t a = 0; a < n; a++) add(d, DECISION_OPEN, a, d->open[a]);
    for (uint32_t a = 0; a < n; a++) add(d, DECISION_START, a, d->start[a]);
    struct clause_filter f = clauses_of_kind(CLAUSE_PERMIT);
    f.modality = MODALITY_WILL;
    diagram will = attached(d, f, true);
    f.modality = MODALITY_MUST;
    diagram must = attached(d, f, true);
    add(d, DECISION_WILL, 0, diagram_but(g, will, must));
    add(d, DECISION_MUST, 0, must);
}

struct decisions *decisions_in(const struct version *v, const uint64_t *without, diagram region,
                               const struct decisions *whole, const uint64_t *touched) {
    struct decisions *d = arena_new(v->g->arena, struct decisions);
    *d = (struct decisions){.v = v,
                            .g = v->g,
                            .without = without,
                            .region = region,
                            .whole = whole,
                            .touched = touched};
    decide(d);
    return d;
}

struct decisions *decisions_new(const struct version *v, const uint64_t *without, bool lists) {
    struct decisions *d = decisions_in(v, without, YES, NULL, NULL);
    if (lists) decisions_add_lists(d);
    return d;
}

diagram decisions_status(const struct decisions *d, enum status status) {
    diagram other = NO;
    for (int s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++) {
        diagram is = d->components.at[s].is; /* the first parts of a decision, in this order */
        if (s == (int)status) return is;
        other = diagram_or(d->g, other, is);
    }
    return diagram_not(d->g, other);
}
