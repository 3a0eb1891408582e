#include "space/decisions.h"

uint64_t *clauses_of_rule(const struct version *v, uint32_t rule) {
    uint64_t *row = version_clauses(v);
    for (uint32_t b = 0; b < v->clauses->list.len; b++)
        if (v->clauses->list.at[b].rule == rule || v->clauses->list.at[b].via == rule)
            bitset_add(row, b);
    return row;
}

/* ---- picking clauses ---- */

struct pick {
    const struct model *m;
    enum clause_kind kind;
    uint32_t approaches;      /* one of these */
    uint32_t duty, paragraph; /* or MODEL_NONE: any */
    int modality;             /* or -1: any */
};

static bool picked(void *context, const struct clause *b) {
    const struct pick *p = context;
    if (b->kind != p->kind) return false;
    if (p->kind == CLAUSE_OUTSIDE) return true;
    return (b->approaches & p->approaches) && (p->duty == MODEL_NONE || b->duty == p->duty) &&
           (p->paragraph == MODEL_NONE || p->m->blocks.at[b->block].outline == p->paragraph) &&
           (p->modality < 0 || (int)b->modality == p->modality);
}

/* The clauses that are asked for, or NULL where there are none. Gone when the question is answered.
 */
static uint64_t *row_of(const struct decisions *d, struct pick *p) {
    uint64_t *row = NULL;
    p->m = d->v->model;
    for (uint32_t b = 0; b < d->v->clauses->list.len; b++) {
        if (!picked(p, &d->v->clauses->list.at[b])) continue;
        row = row ? row : arena_array(&d->g->own, uint64_t, d->v->words);
        bitset_add(row, b);
    }
    return row;
}

static diagram clauses_like(const struct decisions *d, struct pick p) {
    uint64_t *row = row_of(d, &p);
    return row ? diagram_clauses_in(d->v, row, d->without, d->region) : (diagram)NO;
}

static struct pick any(enum clause_kind kind, uint32_t approach) {
    return (struct pick){.kind = kind,
                         .approaches = UINT32_C(1) << approach,
                         .duty = MODEL_NONE,
                         .paragraph = MODEL_NONE,
                         .modality = -1};
}

/* ---- the approaches ---- */

/* clauses_like(any(kind, approach)); `known`: by approach, what is known of
 * them everywhere, or NULL. */
static diagram clauses_for(const struct decisions *d, enum clause_kind kind, uint32_t approach,
                           const diagram *known) {
    struct pick p = any(kind, approach);
    uint64_t *row = row_of(d, &p), some = 0;
    for (size_t k = 0; row && d->touched && k < d->v->words; k++) some |= row[k] & d->touched[k];
    if (known && !some) {
        diagrams_forget(d->g);
        return diagram_and(d->g, known[approach], d->region);
    }
    return row ? diagram_clauses_in(d->v, row, d->without, d->region) : (diagram)NO;
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
    d->in_scope = diagram_but(g, d->region, clauses_like(d, any(CLAUSE_OUTSIDE, 0)));
    for (uint32_t a = 0; a < n; a++) {
        d->permit[a] = clauses_for(d, CLAUSE_PERMIT, a, d->whole ? d->whole->permit : NULL);
        d->close[a] = clauses_for(d, CLAUSE_CLOSE, a, d->whole ? d->whole->close : NULL);
        d->held[a] = clauses_for(d, CLAUSE_OUTSTANDING, a, d->whole ? d->whole->held : NULL);
        d->open[a] = diagram_and(g, d->in_scope, diagram_but(g, d->permit[a], d->close[a]));
        ready[a] = diagram_but(g, d->open[a], d->held[a]);
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
        diagram fallback = diagram_but(g, diagram_but(g, nothing_ready, d->close[a]), d->held[a]);
        d->start[a] = diagram_or(g, d->start[a], fallback);
    }
    d->refused = diagram_but(g, nothing_open, d->by_default);
}

static bool is_outside(void *context, const struct clause *b) {
    (void)context;
    return b->kind == CLAUSE_OUTSIDE;
}

diagram decisions_out_of_scope(const struct version *v) {
    return diagram_of(v, NULL, is_outside, NULL);
}

/* Where what is attached to an approach through clauses like these is attached to the decision. */
static diagram attached(const struct decisions *d, struct pick like, bool open_only) {
    struct diagrams *g = d->g;
    diagram some = NO;
    for (uint32_t a = 0; a < d->v->model->approaches.len; a++) {
        like.approaches = UINT32_C(1) << a;
        diagram used = open_only ? diagram_and(g, d->used[a], d->open[a]) : d->used[a];
        some = diagram_or(g, some, diagram_and(g, used, clauses_like(d, like)));
    }
    return some;
}

diagram decisions_duty_for(const struct decisions *d, uint32_t duty, uint32_t approach) {
    struct pick p = any(CLAUSE_DUTY, approach);
    p.duty = duty;
    p.m = d->v->model;
    return diagram_of(d->v, d->without, picked, &p);
}

static diagram conditional(const struct decisions *d) {
    struct diagrams *g = d->g;
    diagram some_ready = NO, ranked_held = NO;
    for (size_t a = 0; a < d->v->model->approaches.len; a++) {
        diagram top = diagram_and(g, d->used[a], d->open[a]);
        ranked_held = diagram_or(g, ranked_held, diagram_and(g, top, d->held[a]));
        some_ready = diagram_or(g, some_ready, diagram_but(g, d->open[a], d->held[a]));
    }
    return d->v->model->ranked ? ranked_held : diagram_but(g, d->something_open, some_ready);
}

static diagram closed_by(const struct decisions *d, uint32_t paragraph) {
    struct diagrams *g = d->g;
    const struct model *m = d->v->model;
    diagram some = NO;
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        struct pick p = any(CLAUSE_CLOSE, a);
        p.paragraph = paragraph;
        if (m->default_approach == MODEL_NONE)
            some = diagram_or(g, some, diagram_and(g, d->permit[a], clauses_like(d, p)));
        else if (a == m->default_approach)
            some = clauses_like(d, p);
    }
    return diagram_and(g, d->refused, some);
}

diagram decisions_list(const struct decisions *d, enum decision_part part, uint32_t index) {
    struct pick p = any(part == DECISION_DUTY      ? CLAUSE_DUTY
                        : part == DECISION_BEFORE  ? CLAUSE_OUTSTANDING
                        : part == DECISION_CAUTION ? CLAUSE_CAUTION
                                                   : CLAUSE_PERMIT,
                        0);
    if (part == DECISION_CLOSED_BY) return closed_by(d, index);
    if (part == DECISION_DUTY || part == DECISION_BEFORE)
        p.duty = index;
    else
        p.paragraph = index;
    return attached(d, p, part == DECISION_BASIS);
}

void decisions_add_lists(struct decisions *d) {
    const struct model *m = d->v->model;
    uint32_t duties = (uint32_t)m->duties.len, paragraphs = (uint32_t)m->outline.len;
    for (enum decision_part part = DECISION_DUTY; part <= DECISION_BASIS; part++)
        for (uint32_t i = 0; i < (part <= DECISION_BEFORE ? duties : paragraphs); i++)
            if (part != DECISION_BEFORE || m->duties.at[i].timing == DUTY_BEFORE)
                add(d, part, i, decisions_list(d, part, i));
}

static void decide(struct decisions *d) {
    struct diagrams *g = d->g;
    size_t n = d->v->model->approaches.len;
    d->permit = arena_array(g->arena, diagram, n);
    d->close = arena_array(g->arena, diagram, n);
    d->held = arena_array(g->arena, diagram, n);
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
    struct pick p = any(CLAUSE_PERMIT, 0);
    p.modality = MODALITY_WILL;
    diagram will = attached(d, p, true);
    p.modality = MODALITY_MUST;
    diagram must = attached(d, p, true);
    add(d, DECISION_WILL, 0, diagram_but(g, will, must));
    add(d, DECISION_MUST, 0, must);
}

struct decisions *decisions_new(const struct version *v, uint64_t *without, bool lists) {
    struct decisions *d = arena_new(v->g->arena, struct decisions);
    *d = (struct decisions){.v = v, .g = v->g, .without = without, .region = YES};
    decide(d);
    if (lists) decisions_add_lists(d);
    return d;
}

struct decisions *decisions_in(const struct version *v, uint64_t *without, diagram region,
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

diagram decisions_status(const struct decisions *d, enum status status) {
    diagram other = NO;
    for (int s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++) {
        diagram is = d->components.at[s].is; /* the first parts of a decision, in this order */
        if (s == (int)status) return is;
        other = diagram_or(d->g, other, is);
    }
    return diagram_not(d->g, other);
}
