#include "space/decisions.h"

#include <stdlib.h>

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
    return diagram_of(d->v, f, d->without, YES);
}

static uint32_t approaches_of(const struct decisions *d) {
    return (uint32_t)d->v->model->approaches.len;
}

/* ---- components ---- */

static void add(struct decisions *d, enum decision_part part, uint32_t index, uint32_t approach,
                diagram is) {
    if (is != NO)
        vec_push(d->g->arena, &d->components, ((struct component){part, index, approach, is}));
}

static int by_place(const void *x, const void *y) {
    const struct component *a = x, *b = y;
    if (a->part != b->part) return a->part < b->part ? -1 : 1;
    if (a->index != b->index) return a->index < b->index ? -1 : 1;
    return a->approach < b->approach ? -1 : a->approach > b->approach;
}

diagram decisions_component(const struct decisions *d, enum decision_part part, uint32_t index,
                            uint32_t approach) {
    const struct component key = {part, index, approach, NO},
                           *found = d->components.len
                                        ? bsearch(&key, d->components.at, d->components.len,
                                                  sizeof key, by_place)
                                        : NULL;
    return found ? found->is : (diagram)NO;
}

/* ---- the approaches ---- */

/* By approach. */
static diagram *left_of(const struct decisions *d, struct clause_filter f) {
    diagram *left = arena_array(d->g->arena, diagram, approaches_of(d));
    for (f.approach = 0; f.approach < approaches_of(d); f.approach++)
        left[f.approach] = clauses_like(d, f);
    return left;
}

/* Ranked: the highest of `of`; unranked: each. */
static void choose(const struct decisions *d, const diagram *of, diagram *chosen) {
    struct diagrams *g = d->g;
    diagram higher = NO;
    for (uint32_t a = approaches_of(d); a-- > 0;) {
        chosen[a] = d->v->model->ranked ? diagram_but(g, of[a], higher) : of[a];
        higher = diagram_or(g, higher, of[a]);
    }
}

static diagram any_of(const struct decisions *d, const diagram *of) {
    diagram some = NO;
    for (uint32_t a = 0; a < approaches_of(d); a++) some = diagram_or(d->g, some, of[a]);
    return some;
}

/* The default approach may start where it is no more than the answer's; unranked: where no open one
 * may. */
static void let_default_start(struct decisions *d, uint32_t a) {
    struct diagrams *g = d->g;
    diagram may = diagram_but(g, d->offered[a], d->outstanding[a]);
    if (d->v->model->ranked) {
        diagram as_much = d->by_default;
        for (uint32_t higher = a; higher < approaches_of(d); higher++)
            as_much = diagram_or(g, as_much, d->open[higher]);
        may = diagram_and(g, may, as_much);
    } else {
        may = diagram_but(g, may, any_of(d, d->may_start));
    }
    d->may_start[a] = diagram_or(g, d->may_start[a], may);
}

static void decide_approaches(struct decisions *d) {
    struct diagrams *g = d->g;
    uint32_t fallback = d->v->model->default_approach;
    d->in_scope = diagram_not(g, clauses_like(d, clauses_of_kind(CLAUSE_OUTSIDE)));
    for (uint32_t a = 0; a < approaches_of(d); a++) {
        d->open[a] = diagram_and(g, d->in_scope, diagram_but(g, d->permit[a], d->close[a]));
        d->may_start[a] = diagram_but(g, d->open[a], d->outstanding[a]);
        d->offered[a] = a == fallback ? diagram_but(g, d->in_scope, d->close[a]) : d->open[a];
    }
    choose(d, d->open, d->used);
    d->something_open = any_of(d, d->open);
    diagram nothing_open = diagram_but(g, d->in_scope, d->something_open);
    d->by_default = NO;
    if (fallback != MODEL_NONE) {
        d->by_default = diagram_and(g, nothing_open, d->offered[fallback]);
        d->used[fallback] = diagram_or(g, d->used[fallback], d->by_default);
        let_default_start(d, fallback);
    }
    choose(d, d->may_start, d->start);
    d->refused = diagram_but(g, nothing_open, d->by_default);
}

diagram decisions_feasible(const struct decisions *d) {
    return diagram_and(d->g, d->v->possible, d->in_scope);
}

diagram decisions_permitted(const struct decisions *d) { return any_of(d, d->permit); }

diagram decisions_in_use(const struct decisions *d, uint32_t approach) {
    return approach == d->v->model->default_approach
               ? diagram_or(d->g, d->open[approach], d->by_default)
               : d->open[approach];
}

/* ---- lists ---- */

/* Where a list of the approach counts. */
static diagram counts(const struct decisions *d, enum decision_part part, uint32_t a) {
    return part == DECISION_CLOSED_BY ? d->in_scope
           : part == DECISION_BASIS   ? d->open[a]
                                      : d->offered[a];
}

/* An item of a list, by approach. Most clauses speak of several, which then have it in common. */
static void find_list(const struct decisions *d, enum decision_part part, uint32_t index,
                      diagram *is) {
    struct clause_filter like = decision_clauses(part, index);
    const struct clause_set *all = d->v->clauses;
    uint32_t some = 0, parted = 0; /* bit a: other clauses speak of a than of a + 1 */
    diagram left = NO;
    struct clause_range among = clause_set_among(all, &like);
    for (; among.first < among.end; among.first++) {
        const struct clause *b = &all->list.at[clause_range_first(&among)];
        if (!clause_passes(&like, d->v->model, b)) continue;
        some |= b->approaches;
        parted |= b->approaches ^ b->approaches >> 1;
    }
    for (uint32_t a = like.approach = 0; a < approaches_of(d); like.approach = ++a) {
        bool speaks = some >> a & 1;
        if (speaks && (a == 0 || (parted >> (a - 1) & 1))) left = clauses_like(d, like);
        is[a] = speaks ? diagram_and(d->g, left, counts(d, part, a)) : (diagram)NO;
    }
}

diagram decisions_list(const struct decisions *d, enum decision_part part, uint32_t index) {
    diagram some = NO;
    for (uint32_t a = 0; a < approaches_of(d); a++)
        some = diagram_or(d->g, some, decisions_component(d, part, index, a));
    return some;
}

diagram decisions_refused_by(const struct decisions *d, uint32_t paragraph) {
    diagram closes =
        decisions_component(d, DECISION_CLOSED_BY, paragraph, d->v->model->default_approach);
    return diagram_and(d->g, d->refused, closes);
}

diagram decisions_duty_for(const struct decisions *d, uint32_t duty, uint32_t approach) {
    struct clause_filter f = decision_clauses(DECISION_DUTY, duty);
    f.approach = approach;
    return clauses_like(d, f);
}

/* Of one paragraph, by approach what it closes: where nothing is open, and a permission would open
 * that. */
static diagram in_vain(const struct decisions *d, const diagram *closes) {
    diagram some = NO;
    for (uint32_t a = 0; a < approaches_of(d); a++)
        some = diagram_or(d->g, some, diagram_and(d->g, d->permit[a], closes[a]));
    return diagram_and(d->g, d->refused, some);
}

void decisions_add_lists(struct decisions *d) {
    const struct model *m = d->v->model;
    diagram *is = arena_array(d->g->arena, diagram, approaches_of(d));
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++)
        for (uint32_t i = 0; i < decision_items(m, part) && !d->g->gave_up; i++) {
            if (part == DECISION_BEFORE && m->duties.at[i].timing != DUTY_BEFORE) continue;
            find_list(d, part, i, is);
            for (uint32_t a = 0; a < approaches_of(d); a++) add(d, part, i, a, is[a]);
            if (part == DECISION_CLOSED_BY && m->default_approach == MODEL_NONE)
                add(d, part, i, MODEL_NONE, in_vain(d, is));
        }
}

/* ---- the whole ---- */

static diagram *by_approach(const struct decisions *d) {
    return arena_array(d->g->arena, diagram, approaches_of(d));
}

/* The components that are no lists. */
static void add_verdicts(struct decisions *d) {
    struct diagrams *g = d->g;
    add(d, DECISION_OUT_OF_SCOPE, 0, MODEL_NONE, diagram_not(g, d->in_scope));
    for (enum decision_part part = DECISION_OPEN; part < DECISION_DUTY; part++)
        for (uint32_t a = 0; a < approaches_of(d); a++) {
            diagram must = diagram_and(g, d->open[a], d->must[a]), is = NO;
            switch (part) {
            case DECISION_OPEN: is = d->open[a]; break;
            case DECISION_CLOSED: is = diagram_and(g, d->in_scope, d->close[a]); break;
            case DECISION_DEFAULT: is = diagram_but(g, d->offered[a], d->open[a]); break;
            case DECISION_WILL:
                is = diagram_but(g, diagram_and(g, d->open[a], d->will[a]), must);
                break;
            default: is = must; break;
            }
            add(d, part, 0, a, is);
        }
}

struct decisions *decisions_new(const struct version *v, const uint64_t *without, bool lists) {
    struct decisions *d = arena_new(v->g->arena, struct decisions);
    struct clause_filter permits = clauses_of_kind(CLAUSE_PERMIT);
    *d = (struct decisions){.v = v, .g = v->g, .without = without};
    d->permit = left_of(d, permits);
    d->close = left_of(d, clauses_of_kind(CLAUSE_CLOSE));
    d->outstanding = left_of(d, clauses_of_kind(CLAUSE_OUTSTANDING));
    permits.modality = MODALITY_WILL;
    d->will = left_of(d, permits);
    permits.modality = MODALITY_MUST;
    d->must = left_of(d, permits);
    d->open = by_approach(d);
    d->offered = by_approach(d);
    d->used = by_approach(d);
    d->may_start = by_approach(d);
    d->start = by_approach(d);
    decide_approaches(d);
    add_verdicts(d);
    if (lists) decisions_add_lists(d);
    return d;
}

/* Something is open, and the most committed approach (unranked: every open one) has a `before` duty
 * outstanding. */
static diagram conditional(const struct decisions *d) {
    struct diagrams *g = d->g;
    diagram at_once = NO;
    for (uint32_t a = 0; a < approaches_of(d); a++)
        at_once = diagram_or(g, at_once, diagram_but(g, d->used[a], d->outstanding[a]));
    return diagram_but(g, d->something_open, at_once);
}

diagram decisions_status(const struct decisions *d, enum status status) {
    switch (status) {
    case STATUS_OUT_OF_SCOPE: return diagram_not(d->g, d->in_scope);
    case STATUS_REFUSED: return d->refused;
    case STATUS_DEFAULT: return d->by_default;
    case STATUS_CONDITIONAL: return conditional(d);
    default: return diagram_but(d->g, d->something_open, conditional(d));
    }
}
