#include "space/decisions.h"

const struct decisions decisions_nothing;

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

/* By approach. `known`: of every situation; looked up where none of these clauses is touched. */
static diagram *left_of(const struct decisions *d, struct clause_filter f, const diagram *known) {
    diagram *left = arena_array(d->g->arena, diagram, d->v->model->approaches.len);
    for (f.approach = 0; f.approach < d->v->model->approaches.len; f.approach++) {
        uint64_t *asked = arena_array(&d->g->own, uint64_t, d->v->words);
        clause_set_select(d->v->clauses, f, asked);
        bool look_up = known && !(d->touched && bitset_meet(asked, d->touched, d->v->words));
        left[f.approach] = look_up ? diagram_and(d->g, known[f.approach], d->region)
                                   : diagram_clauses(d->v, asked, d->without, d->region);
        diagrams_forget(d->g);
    }
    return left;
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

/* Where some approach is ready: open, and nothing has to be done before. */
static diagram decide_approaches(struct decisions *d) {
    struct diagrams *g = d->g;
    const struct model *m = d->v->model;
    size_t n = m->approaches.len;
    diagram *ready = arena_array(g->arena, diagram, n);
    d->in_scope = diagram_but(g, d->region, clauses_like(d, clauses_of_kind(CLAUSE_OUTSIDE)));
    for (uint32_t a = 0; a < n; a++) {
        d->open[a] = diagram_and(g, d->in_scope, diagram_but(g, d->permit[a], d->close[a]));
        ready[a] = diagram_but(g, d->open[a], d->outstanding[a]);
    }
    choose(d, d->open, d->used);
    choose(d, ready, d->start);
    d->something_open = any_of(d, d->open);
    diagram nothing_open = diagram_but(g, d->in_scope, d->something_open);
    diagram some_ready = any_of(d, ready);
    d->by_default = NO;
    if (m->default_approach != MODEL_NONE) {
        uint32_t a = m->default_approach;
        d->by_default = diagram_but(g, nothing_open, d->close[a]);
        d->used[a] = diagram_or(g, d->used[a], d->by_default);
        diagram fallback = diagram_but(g, diagram_but(g, d->in_scope, some_ready), d->close[a]);
        d->start[a] = diagram_or(g, d->start[a], diagram_but(g, fallback, d->outstanding[a]));
    }
    d->refused = diagram_but(g, nothing_open, d->by_default);
    return some_ready;
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
        diagram used = diagram_and(g, clauses_like(d, like), d->used[a]);
        some = diagram_or(g, some, open_only ? diagram_and(g, used, d->open[a]) : used);
    }
    return some;
}

diagram decisions_duty_for(const struct decisions *d, uint32_t duty, uint32_t approach) {
    struct clause_filter f = for_approach(CLAUSE_DUTY, approach);
    f.duty = duty;
    return diagram_of(d->v, f, d->without, YES);
}

/* Where some approach that is used and open is among these. */
static diagram among_used(const struct decisions *d, const diagram *these) {
    diagram some = NO;
    for (size_t a = 0; a < d->v->model->approaches.len; a++) {
        diagram used = diagram_and(d->g, d->used[a], d->open[a]);
        some = diagram_or(d->g, some, diagram_and(d->g, used, these[a]));
    }
    return some;
}

static diagram closed_by(const struct decisions *d, uint32_t paragraph) {
    struct diagrams *g = d->g;
    const struct model *m = d->v->model;
    diagram some = NO, refused = diagram_and(g, d->refused, d->region);
    for (uint32_t a = 0; a < m->approaches.len && refused != NO; a++) {
        struct clause_filter f = for_approach(CLAUSE_CLOSE, a);
        f.paragraph = paragraph;
        if (m->default_approach == MODEL_NONE)
            some = diagram_or(g, some, diagram_and(g, d->permit[a], clauses_like(d, f)));
        else if (a == m->default_approach)
            some = clauses_like(d, f);
    }
    return diagram_and(g, refused, some);
}

diagram decisions_list(const struct decisions *d, enum decision_part part, uint32_t index) {
    return part == DECISION_CLOSED_BY
               ? closed_by(d, index)
               : attached(d, decision_clauses(part, index), part == DECISION_BASIS);
}

void decisions_add_lists(struct decisions *d) {
    const struct model *m = d->v->model;
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++)
        for (uint32_t i = 0; i < decision_items(m, part); i++)
            if (part != DECISION_BEFORE || m->duties.at[i].timing == DUTY_BEFORE)
                add(d, part, i, decisions_list(d, part, i));
}

static void decide(struct decisions *d) {
    struct diagrams *g = d->g;
    const struct decisions *all = d->whole;
    size_t n = d->v->model->approaches.len;
    struct clause_filter f = clauses_of_kind(CLAUSE_PERMIT);
    d->permit = left_of(d, f, all->permit);
    d->close = left_of(d, clauses_of_kind(CLAUSE_CLOSE), all->close);
    d->outstanding = left_of(d, clauses_of_kind(CLAUSE_OUTSTANDING), all->outstanding);
    f.modality = MODALITY_WILL;
    d->will = left_of(d, f, all->will);
    f.modality = MODALITY_MUST;
    d->must = left_of(d, f, all->must);
    d->open = arena_array(g->arena, diagram, n);
    d->used = arena_array(g->arena, diagram, n);
    d->start = arena_array(g->arena, diagram, n);
    diagram ready = decide_approaches(d), must = among_used(d, d->must);
    add(d, DECISION_OUT_OF_SCOPE, 0, diagram_but(g, d->region, d->in_scope));
    add(d, DECISION_REFUSED, 0, d->refused);
    add(d, DECISION_DEFAULT, 0, d->by_default);
    add(d, DECISION_CONDITIONAL, 0,
        d->v->model->ranked ? among_used(d, d->outstanding)
                            : diagram_but(g, d->something_open, ready));
    for (uint32_t a = 0; a < n; a++) add(d, DECISION_OPEN, a, d->open[a]);
    for (uint32_t a = 0; a < n; a++) add(d, DECISION_START, a, d->start[a]);
    add(d, DECISION_WILL, 0, diagram_but(g, among_used(d, d->will), must));
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
    struct decisions *d = decisions_in(v, without, YES, &decisions_nothing, NULL);
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
