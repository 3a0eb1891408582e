/*
 * What single situations settle: that an approach is reached, a duty attached or done, that a fact
 * matters. The study comes by situations on its way, and each of them, and those beside it, is
 * proof of what is decided in it. For a policy that is too tangled to decide in every situation
 * this is how to know that there is nothing to find; what was not seen is not decided.
 */
#include "analysis/study.h"

enum { MOST_LOOKS = 20000, SEARCH_STEPS = 50000 };

/* ---- beside the situations of the study ---- */

static void take(const struct study *st, struct sightings *s, const struct point_decision *d) {
    if (!d->possible || !d->in_scope) return;
    s->approaches |= d->offered;
    for (uint32_t i = 0; i < st->m->duties.len; i++) {
        bool has = point_has(st->v, d, DECISION_DUTY, i);
        s->duties[i] = s->duties[i] || has;
        s->done[i] = s->done[i] || (has && !point_has(st->v, d, DECISION_BEFORE, i));
    }
}

/* Whether the axis may still tell something: that it matters, or that a duty can be done. */
static bool is_wanted(const struct study *st, const struct sightings *s, uint32_t axis) {
    bool wanted = !s->axes[axis];
    for (uint32_t d = 0; d < st->m->duties.len; d++)
        wanted = wanted ||
                 (duty_fact(&st->m->duties.at[d]) == st->space->axes.at[axis].fact && !s->done[d]);
    return wanted;
}

static void look_beside(struct study *st, struct sightings *s, uint32_t *point) {
    struct point_decision *here = st->decided[0], *there = st->decided[1];
    point_decide(st->v, st->absent, point, here);
    take(st, s, here);
    for (uint32_t x = 0; x < st->space->axes.len && here->possible; x++) {
        uint32_t class = point[x];
        for (uint32_t c = 0;
             c < st->space->axes.at[x].classes && is_wanted(st, s, x) && s->looks < MOST_LOOKS;
             c++) {
            point[x] = c;
            s->looks++;
            point_decide(st->v, st->absent, point, there);
            take(st, s, there);
            s->axes[x] =
                s->axes[x] || (there->possible && point_decisions_differ(st->v, here, there));
        }
        point[x] = class;
    }
}

const struct sightings *seen_of(struct study *st) {
    if (st->seen) return st->seen;
    struct arena *a = st->l->arena;
    struct sightings *s = arena_new(a, struct sightings);
    size_t axes = st->space->axes.len;
    s->duties = arena_array(a, bool, st->m->duties.len);
    s->done = arena_array(a, bool, st->m->duties.len);
    s->axes = arena_array(a, bool, axes);
    for (size_t i = 0; axes && i + axes <= st->points.len; i += axes)
        look_beside(st, s, st->points.at + i);
    st->seen = s;
    return s;
}

/* ---- nothing to find ---- */

/* The study of a policy that was not decided in every situation; NULL of others. */
static struct study *tangled(struct analysis *l) { return l->whole ? NULL : study_of(l); }

bool seen_approaches(struct analysis *l) {
    struct study *st = tangled(l);
    return st && seen_of(st)->approaches == model_approaches(l->m);
}

bool seen_duties(struct analysis *l) {
    struct study *st = tangled(l);
    vec_each (const struct rule, r, &l->rules->rules)
        if (st && r->kind == STATEMENT_DUTY && !seen_of(st)->duties[r->duty]) return false;
    return st;
}

bool seen_facts(struct analysis *l) {
    struct study *st = tangled(l);
    for (uint32_t x = 0; st && x < st->space->axes.len; x++)
        if (!seen_of(st)->axes[x]) return false;
    return st;
}

static bool is_permitted(struct study *st, const struct point_query *q, const struct cube *cube) {
    if (!point_find(q, cube, st->point)) return false;
    point_decide(st->v, st->absent, st->point, st->decided[0]);
    return st->decided[0]->possible && st->decided[0]->in_scope && st->decided[0]->permit;
}

bool seen_permitted(struct analysis *l, uint32_t fact, uint32_t other) {
    struct study *st = tangled(l);
    if (!st) return false;
    uint32_t x = space_axis(st->space, fact), y = space_axis(st->space, other), low = x < y ? x : y,
             high = x < y ? y : x;
    uint32_t n = high != MODEL_NONE ? 2 : low != MODEL_NONE;
    study_near(st, &(struct cube){0});
    study_avoid_outside(st);
    struct point_query q = {.v = st->v, .avoid = st->avoid, .max_steps = SEARCH_STEPS};
    study_collect(st, false, clauses_of_kind(CLAUSE_PERMIT), UINT32_MAX, &q.some);
    if (q.some.len == 0) return false;
    for (uint32_t c = 0; c < space_classes(st->space, low); c++)
        for (uint32_t e = 0; e < space_classes(st->space, high); e++) {
            struct limit limits[2];
            if (n > 0) limits[0] = space_limit(st->space, low, c);
            if (n > 1) limits[1] = space_limit(st->space, high, e);
            if (!is_permitted(st, &q, &(struct cube){.limits = limits, .n_limits = n}))
                return false;
        }
    return true;
}
