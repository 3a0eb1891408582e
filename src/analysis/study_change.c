/*
 * What would be different without a rule, or with another in its place.
 *
 * Mostly a single situation says so: one in which the rule does something and no other rule does
 * the same, or the opposite. Such a one is looked for first (point_find()), and what the two
 * policies decide in it is compared. Where none is found the decisions are compared in all
 * situations in which the change makes a difference to what the rule itself does.
 */
#include "analysis/study.h"

/* One search; the situations that are kept; all that a series of
 * questions may look at one by one. */
enum { SEARCH_STEPS = 20000, MOST_POINTS = 500, MOST_LOOKS = 200000000, MOST_TRIED = 16 };

/* ---- the change ---- */

static bool meets(const uint64_t *set, const struct clause_numbers *clauses) {
    vec_each (uint32_t, b, clauses)
        if (bitset_has(set, *b)) return true;
    return false;
}

static void add_clauses(uint64_t *set, const struct clause_numbers *clauses) {
    vec_each (uint32_t, b, clauses) bitset_add(set, *b);
}

/* Adds all that is decided by what is in the set already; overrides stand in an order in which one
 * look is enough. */
static void spread(const struct study *st, uint64_t *set) {
    vec_each (struct override, o, &st->v->clauses->overrides) {
        if (!meets(set, &o->test)) continue;
        add_clauses(set, &o->any);
        add_clauses(set, &o->none);
    }
}

/* The policy as it is, in `without` and `touched`. */
static void as_it_is(struct study *st, uint32_t out, uint32_t in) {
    st->out = out;
    st->in = in;
    bitset_clear(st->without, st->v->words);
    bitset_or(st->without, st->absent, st->v->words);
    bitset_clear(st->touched, st->v->words);
}

/* The other rule that a clause of rule `number` depends on. */
static uint32_t other_rule(const struct clause *b, uint32_t number) {
    return b->rule == number ? b->via : b->rule;
}

void study_exchange(struct study *st, uint32_t out, uint32_t in) {
    as_it_is(st, out, in);
    add_clauses(st->without, &st->clauses[out]);
    add_clauses(st->touched, &st->clauses[out]);
    if (in != MODEL_NONE)
        vec_each (uint32_t, b, &st->clauses[in]) {
            if (study_is_variant(st, other_rule(&st->v->clauses->list.at[*b], in))) continue;
            bitset_remove(st->without, *b);
            bitset_add(st->touched, *b);
        }
    spread(st, st->touched);
}

/* ---- one situation that says so ---- */

struct asking {
    struct study *st;
    const struct clause *clause; /* of the rule that goes, or of the one that comes */
    bool gone;
    uint32_t approach;
};

/* Of a duty or caution: the same one. */
static bool says_as_much(const struct asking *k, const struct clause *x) {
    if (x->kind == CLAUSE_DUTY) return x->duty == k->clause->duty;
    return x->kind != CLAUSE_CAUTION ||
           k->st->m->blocks.at[x->block].outline == k->st->m->blocks.at[k->clause->block].outline;
}

/* The clauses of this kind for these approaches that stand in the way: of what goes, those that are
 * there after the change; of what comes, before it. */
static void avoid(const struct asking *k, enum clause_kind kind, uint32_t approaches) {
    struct study *st = k->st;
    const struct clause *clauses = st->v->clauses->list.at;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (approaches >> a & 1)
            vec_each (uint32_t, b, &st->there[kind * st->m->approaches.len + a])
                if (says_as_much(k, &clauses[*b]) && !(k->gone && bitset_has(st->without, *b)))
                    vec_push(st->l->arena, &st->avoid, *b);
    if (k->gone && st->in != MODEL_NONE)
        vec_each (uint32_t, b, &st->clauses[st->in])
            if (clauses[*b].kind == kind && (clauses[*b].approaches & approaches) &&
                says_as_much(k, &clauses[*b]) && !bitset_has(st->without, *b))
                vec_push(st->l->arena, &st->avoid, *b);
}

void study_keep_point(struct study *st) {
    size_t axes = st->space->axes.len;
    for (size_t x = 0; x < axes && (st->points.len < axes * MOST_POINTS || st->points.len % axes);
         x++)
        vec_push(st->l->arena, &st->points, st->point[x]);
}

static bool differs_at_point(struct study *st) {
    point_decide(st->v, st->absent, st->point, st->decided[0]);
    point_decide(st->v, st->without, st->point, st->decided[1]);
    bool differs =
        st->decided[0]->possible && point_decisions_differ(st->v, st->decided[0], st->decided[1]);
    if (differs) study_keep_point(st);
    return differs;
}

/* Where to look for a situation: where nothing is open, and the approach is the default; where
 * something permits it, and nothing a higher one; and then where something permits a higher one
 * too, which may be closed. */
enum look { LOOK_BY_DEFAULT, LOOK_HIGHEST, LOOK_ANYWHERE };

static bool finds(struct asking *k, enum look look) {
    struct study *st = k->st;
    uint32_t this = UINT32_C(1) << k->approach,
             higher = st->m->ranked && look == LOOK_HIGHEST ? ~(this | (this - 1)) : 0;
    const struct clause_numbers *permissions =
        &st->there[CLAUSE_PERMIT * st->m->approaches.len + k->approach];
    bool needs_permission =
        look != LOOK_BY_DEFAULT && k->clause->kind != CLAUSE_PERMIT && k->clause->via == MODEL_NONE;
    if (needs_permission && permissions->len == 0) return false;
    st->avoid.len = 0;
    vec_each (uint32_t, b, &st->outside) vec_push(st->l->arena, &st->avoid, *b);
    avoid(k, k->clause->kind, this);
    if (k->clause->kind != CLAUSE_CLOSE) avoid(k, CLAUSE_CLOSE, this);
    if (k->clause->kind != CLAUSE_PERMIT)
        avoid(k, CLAUSE_PERMIT,
              look == LOOK_BY_DEFAULT           ? UINT32_MAX
              : k->clause->kind == CLAUSE_CLOSE ? 0
                                                : higher);
    struct point_query q = {.v = st->v, .avoid = st->avoid, .max_steps = SEARCH_STEPS};
    if (needs_permission) q.some = *permissions;
    return point_find(&q, &k->clause->cube, st->point) && differs_at_point(st);
}

static bool clause_shows(struct study *st, const struct clause *b, bool gone) {
    struct asking k = {.st = st, .clause = b, .gone = gone};
    if (b->kind != CLAUSE_PERMIT && b->kind != CLAUSE_CLOSE && b->kind != CLAUSE_DUTY &&
        b->kind != CLAUSE_CAUTION)
        return false;
    for (k.approach = 0; k.approach < st->m->approaches.len; k.approach++) {
        if (!(b->approaches >> k.approach & 1)) continue;
        if (finds(&k, LOOK_HIGHEST)) return true;
        if (b->kind != CLAUSE_PERMIT && k.approach == st->m->default_approach &&
            finds(&k, LOOK_BY_DEFAULT))
            return true;
        if ((b->kind == CLAUSE_DUTY || b->kind == CLAUSE_CAUTION) && finds(&k, LOOK_ANYWHERE))
            return true;
    }
    return false;
}

/* Of a rule of many cubes only some are tried. */
static bool rule_shows(struct study *st, uint32_t number, const uint64_t *without, bool gone) {
    uint32_t tried = 0;
    vec_each (uint32_t, b, &st->clauses[number])
        if (!bitset_has(without, *b) && tried++ < MOST_TRIED &&
            clause_shows(st, &st->v->clauses->list.at[*b], gone))
            return true;
    return false;
}

/* False may still be true. */
static bool some_situation_shows(struct study *st) {
    return rule_shows(st, st->out, st->absent, true) ||
           (st->in != MODEL_NONE && rule_shows(st, st->in, st->without, false));
}

/* ---- all situations in which the rule does something else ---- */

/* The cubes of these clauses, whatever the overrides make of them. */
static diagram cubes_of(const struct study *st, const uint64_t *set) {
    struct clause_set clauses = *st->v->clauses;
    clauses.overrides = (struct overrides){0};
    struct version plain = version_overridden(st->v, &clauses);
    return diagram_clauses(&plain, set, NULL, YES);
}

/* Whether the clause is one of the rule itself, and there: before the change for the rule that
 * goes, after it for the one that comes. */
static bool is_own(const struct study *st, uint32_t number, uint32_t clause) {
    const uint64_t *without = number == st->in ? st->without : st->absent;
    return st->v->clauses->list.at[clause].rule == number && !bitset_has(without, clause);
}

/* Those of a rule that do the same as `like`; whether one of them has literals. */
static bool own_like(const struct study *st, uint32_t number, const struct clause *like,
                     uint64_t *set) {
    bool literals = false;
    if (number == MODEL_NONE) return false;
    vec_each (uint32_t, i, &st->clauses[number]) {
        const struct clause *b = &st->v->clauses->list.at[*i];
        if (!is_own(st, number, *i) || b->kind != like->kind || b->via != like->via ||
            b->approaches != like->approaches)
            continue;
        bitset_add(set, *i);
        literals = literals || b->cube.n_literals > 0;
    }
    return literals;
}

/* Where the two rules, as far as their cubes go, are not alike; where a cube has literals too, what
 * they stand for may differ wherever it holds. */
static diagram parting(struct study *st) {
    struct diagrams *g = st->g;
    diagram all = NO;
    uint32_t numbers[2] = {st->out, st->in};
    uint64_t *done = arena_array(st->l->arena, uint64_t, st->v->words);
    for (int side = 0; side < 2; side++) {
        if (numbers[side] == MODEL_NONE) continue;
        vec_each (uint32_t, i, &st->clauses[numbers[side]]) {
            const struct clause *b = &st->v->clauses->list.at[*i];
            if (!is_own(st, numbers[side], *i) || bitset_has(done, *i)) continue;
            uint64_t *out = version_clauses(st->v), *in = version_clauses(st->v);
            bool literals = own_like(st, st->out, b, out);
            literals = own_like(st, st->in, b, in) || literals;
            bitset_or(done, out, st->v->words);
            bitset_or(done, in, st->v->words);
            diagram x = cubes_of(st, out), y = cubes_of(st, in);
            all = diagram_or(g, all, literals ? diagram_or(g, x, y) : diagram_differ(g, x, y));
        }
    }
    return all;
}

/* By approach, where such clauses are left as things are; NULL where that is not known of every
 * situation. */
static const diagram *known_like(const struct study *st, const struct clause_filter *like) {
    if (!st->base || like->duty != MODEL_NONE || like->paragraph != MODEL_NONE ||
        like->modality != MODEL_NONE)
        return NULL;
    return like->kind == CLAUSE_PERMIT        ? st->base->permit
           : like->kind == CLAUSE_CLOSE       ? st->base->close
           : like->kind == CLAUSE_OUTSTANDING ? st->base->outstanding
                                              : NULL;
}

/* Where in the region such clauses are left before the change and not after it, or the other way
 * round. */
static diagram parting_of(struct study *st, const struct version *v, struct clause_filter like,
                          diagram region) {
    uint64_t *touched = st->to_work_with[0], *others = st->to_work_with[1];
    bitset_clear(others, v->words);
    clause_set_select(v->clauses, like, others);
    bitset_clear(touched, v->words);
    bitset_or(touched, others, v->words);
    bitset_and(touched, st->touched, v->words);
    bitset_andnot(others, st->touched, v->words);
    if (!bitset_some(touched, v->words)) return NO;
    diagram before = diagram_clauses(st->v, touched, st->absent, region),
            after = diagram_clauses(v, touched, st->without, region);
    diagram lost = diagram_but(st->g, before, after), gained = diagram_but(st->g, after, before);
    const diagram *known = known_like(st, &like);
    gained =
        diagram_but(st->g, gained,
                    known ? known[like.approach] : diagram_clauses(v, others, st->without, gained));
    return diagram_or(st->g, gained,
                      diagram_but(st->g, lost, diagram_clauses(v, others, st->without, lost)));
}

static diagram parting_anywhere(struct study *st, const struct version *v,
                                struct clause_filter like, diagram region) {
    diagram all = NO;
    for (like.approach = 0; like.approach < st->m->approaches.len; like.approach++)
        all = diagram_or(st->g, all, parting_of(st, v, like, region));
    return all;
}

/* Whether an approach is open in the region that was not, or the other way round, as far as that is
 * told at once; else adds to *parts where one might be, or be
 * outstanding, or promised, otherwise. */
static bool opens_otherwise(struct study *st, const struct version *v, uint32_t a, diagram region,
                            diagram *parts) {
    struct diagrams *g = st->g;
    struct clause_filter permit = clauses_of_kind(CLAUSE_PERMIT),
                         close = clauses_of_kind(CLAUSE_CLOSE),
                         outstanding = clauses_of_kind(CLAUSE_OUTSTANDING);
    permit.approach = close.approach = outstanding.approach = a;
    diagram permits = parting_of(st, v, permit, region), closes = parting_of(st, v, close, region),
            waits = parting_of(st, v, outstanding, region);
    if (permits != NO && closes == NO) {
        if (diagram_but(g, permits, study_left(st, CLAUSE_CLOSE, a, permits)) != NO) return true;
        permits = NO;
    } else if (closes != NO && permits == NO) {
        if (study_left(st, CLAUSE_PERMIT, a, closes) != NO) return true;
        closes = a == st->m->default_approach ? closes : (diagram)NO;
    }
    *parts = diagram_or(g, *parts, diagram_or(g, permits, diagram_or(g, closes, waits)));
    for (permit.modality = MODALITY_WILL; permit.modality <= MODALITY_MUST; permit.modality++)
        *parts = diagram_or(g, *parts, parting_of(st, v, permit, region));
    return false;
}

static bool approaches_differ(struct study *st, const struct version *v, diagram region) {
    diagram parts = NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (opens_otherwise(st, v, a, region, &parts)) return true;
    if (parts == NO) return false;
    const struct decisions *x = decisions_in(st->v, st->absent, parts, st->base, NULL),
                           *y = decisions_in(v, st->without, parts, st->base, st->touched);
    for (size_t i = 0; i < x->components.len; i++)
        if (x->components.at[i].is != y->components.at[i].is) return true;
    return false;
}

struct list_part {
    enum decision_part part;
    uint32_t index;
};
struct list_parts VEC(struct list_part);

static void add_part(const struct study *st, struct list_parts *parts, enum decision_part part,
                     uint32_t index) {
    vec_each (struct list_part, p, parts)
        if (p->part == part && p->index == index) return;
    vec_push(st->l->arena, parts, ((struct list_part){part, index}));
}

/* What of the lists the touched clauses can have a say in, once the approaches are decided alike:
 * the basis last. */
static struct list_parts parts_touched(const struct study *st) {
    struct list_parts parts = {0};
    bool permission = false;
    for (uint32_t b = (uint32_t)st->v->clauses->list.len; b-- > 0;) {
        const struct clause *clause = &st->v->clauses->list.at[b];
        if (!bitset_has(st->touched, b) || clause->block == MODEL_NONE) continue;
        enum decision_part part = decision_part_of(clause->kind);
        permission = permission || clause->kind == CLAUSE_PERMIT;
        if (part != DECISION_PARTS)
            add_part(st, &parts, part,
                     decision_is_of_duties(part) ? clause->duty
                                                 : st->m->blocks.at[clause->block].outline);
    }
    /* without a default approach, what closes is told only where something permits */
    for (uint32_t b = st->v->clauses->first[CLAUSE_CLOSE];
         permission && st->m->default_approach == MODEL_NONE &&
         b < st->v->clauses->first[CLAUSE_CLOSE + 1];
         b++)
        add_part(st, &parts, DECISION_CLOSED_BY,
                 st->m->blocks.at[st->v->clauses->list.at[b].block].outline);
    return parts;
}

/* What is listed for the approach that is used, where that is one at most and the same before and
 * after. */
static bool differs_where_used(struct study *st, const struct version *v, struct clause_filter like,
                               bool basis, diagram region) {
    for (like.approach = 0; like.approach < st->m->approaches.len; like.approach++) {
        diagram parts = parting_of(st, v, like, region);
        if (parts == NO) continue;
        const struct decisions *d = study_decisions(st, parts);
        diagram used = diagram_and(st->g, parts, d->used[like.approach]);
        if (basis) used = diagram_and(st->g, used, d->open[like.approach]);
        if (used != NO) return true;
    }
    return false;
}

static bool list_differs(struct study *st, const struct version *v, const struct list_part *p,
                         diagram region) {
    struct clause_filter like = decision_clauses(p->part, p->index);
    diagram parts = NO;
    if (p->part == DECISION_CLOSED_BY && st->m->default_approach == MODEL_NONE)
        parts = parting_anywhere(st, v, clauses_of_kind(CLAUSE_PERMIT), region);
    if (st->m->ranked && p->part != DECISION_CLOSED_BY)
        return differs_where_used(st, v, like, p->part == DECISION_BASIS, region);
    parts = diagram_or(st->g, parts, parting_anywhere(st, v, like, region));
    if (parts == NO) return false;
    const struct decisions *x = decisions_in(st->v, st->absent, parts, st->base, NULL),
                           *y = decisions_in(v, st->without, parts, st->base, st->touched);
    return decisions_list(x, p->part, p->index) != decisions_list(y, p->part, p->index);
}

/* The policy and what the change makes of it, in this region, which is in scope: nothing is decided
 * otherwise but where clauses that are asked about together part. */
static enum differing compare(struct study *st, const struct version *v, diagram region) {
    enum differing found = DIFFERS_NOT;
    if (region == NO) return DIFFERS_NOT;
    if (approaches_differ(st, v, region)) return DIFFERS;
    struct list_parts parts = parts_touched(st);
    vec_each (struct list_part, p, &parts) {
        if (found == DIFFERS_IN_BASIS && p->part == DECISION_BASIS) continue;
        if (!list_differs(st, v, p, region)) continue;
        if (p->part != DECISION_BASIS) return DIFFERS;
        found = DIFFERS_IN_BASIS;
    }
    return found;
}

enum differing study_change(struct study *st, uint32_t out, uint32_t in) {
    study_exchange(st, out, in);
    if (st->g->looks - st->looked_at > MOST_LOOKS)
        diagrams_give_up(st->g, WHY_RULES);
    else if (some_situation_shows(st))
        return DIFFERS;
    if (st->g->gave_up) return DIFFERS_NOT;
    return compare(st, st->v, diagram_and(st->g, parting(st), st->feasible));
}

enum differing study_change_unassumed(struct study *st, uint32_t out, uint32_t in) {
    study_exchange(st, out, in);
    return compare(st, st->v, diagram_and(st->g, parting(st), st->in_scope));
}

enum differing study_without_overrides(struct study *st, const bool *gone) {
    struct diagrams *g = st->g;
    struct clause_set clauses = *st->v->clauses;
    diagram region = NO;
    clauses.overrides = (struct overrides){0};
    as_it_is(st, MODEL_NONE, MODEL_NONE);
    for (size_t i = 0; i < st->v->clauses->overrides.len; i++) {
        const struct override *o = &st->v->clauses->overrides.at[i];
        if (!gone[i]) {
            vec_push(st->l->arena, &clauses.overrides, *o);
            continue;
        }
        uint64_t *test = version_clauses(st->v), *any = version_clauses(st->v);
        add_clauses(test, &o->test);
        add_clauses(any, &o->any);
        add_clauses(st->touched, &o->any);
        region = diagram_or(g, region, diagram_and(g, cubes_of(st, test), cubes_of(st, any)));
    }
    spread(st, st->touched);
    struct version v = version_overridden(st->v, &clauses);
    return compare(st, &v, diagram_and(g, region, st->feasible));
}
