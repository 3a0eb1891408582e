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
    bitset_fill(st->kept[true], st->v->clauses->list.len);
    bitset_andnot(st->kept[true], st->without, st->v->words);
}

/* ---- one situation that says so ---- */

void study_collect(struct study *st, bool after, struct clause_filter f, uint32_t approaches,
                   struct clause_numbers *to) {
    const struct clause_set *all = st->v->clauses;
    uint32_t end = all->first[f.kind + 1];
    for (size_t b = bitset_next(st->kept[after], end, all->first[f.kind]); b < end;
         b = bitset_next(st->kept[after], end, b + 1))
        if ((approaches == UINT32_MAX || (all->list.at[b].approaches & approaches)) &&
            clause_passes(&f, st->m, &all->list.at[b]))
            vec_push(st->l->arena, to, (uint32_t)b);
}

void study_avoid_outside(struct study *st) {
    st->avoid.len = 0;
    study_collect(st, false, clauses_of_kind(CLAUSE_OUTSIDE), UINT32_MAX, &st->avoid);
    study_collect(st, false, clauses_of_kind(CLAUSE_FORBIDDEN), UINT32_MAX, &st->avoid);
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

/* `b`: a clause of the rule that goes, or of the one that comes. Those that stand in its way are of
 * the policy after the change where it goes, before it where it comes. */
static bool finds(struct study *st, const struct clause *b, bool gone, uint32_t a, enum look look) {
    struct clause_filter own = clauses_of_kind(b->kind), permits = clauses_of_kind(CLAUSE_PERMIT);
    uint32_t this = UINT32_C(1) << a,
             higher = look == LOOK_BY_DEFAULT ? UINT32_MAX
                      : st->m->ranked && look == LOOK_HIGHEST && b->kind != CLAUSE_CLOSE
                          ? ~(this | (this - 1))
                          : 0;
    if (b->kind == CLAUSE_DUTY) own.duty = b->duty;
    if (b->kind == CLAUSE_CAUTION) own.paragraph = decision_item(st->m, b);
    st->some.len = 0;
    if (look != LOOK_BY_DEFAULT && b->kind != CLAUSE_PERMIT && b->via == MODEL_NONE) {
        study_collect(st, false, permits, this, &st->some);
        if (st->some.len == 0) return false;
    }
    study_avoid_outside(st);
    study_collect(st, gone, own, this, &st->avoid);
    if (b->kind != CLAUSE_CLOSE)
        study_collect(st, gone, clauses_of_kind(CLAUSE_CLOSE), this, &st->avoid);
    if (b->kind != CLAUSE_PERMIT) study_collect(st, gone, permits, higher, &st->avoid);
    struct point_query q = {
        .v = st->v, .avoid = st->avoid, .some = st->some, .max_steps = SEARCH_STEPS};
    return point_find(&q, &b->cube, st->point) && differs_at_point(st);
}

static bool clause_shows(struct study *st, const struct clause *b, bool gone) {
    bool attaches = b->kind == CLAUSE_DUTY || b->kind == CLAUSE_CAUTION;
    if (b->kind != CLAUSE_PERMIT && b->kind != CLAUSE_CLOSE && !attaches) return false;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if ((b->approaches >> a & 1) &&
            (finds(st, b, gone, a, LOOK_HIGHEST) ||
             (b->kind != CLAUSE_PERMIT && a == st->m->default_approach &&
              finds(st, b, gone, a, LOOK_BY_DEFAULT)) ||
             (attaches && finds(st, b, gone, a, LOOK_ANYWHERE))))
            return true;
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
    struct version cubes = *st->v;
    clauses.overrides.len = 0;
    cubes.clauses = &clauses;
    return diagram_clauses(&cubes, set, NULL, YES);
}

/* Those of a rule itself that are there: before the change for the rule that goes, after it for the
 * one that comes; as far as their limits go. *literals: one of them has literals. */
static diagram own_cubes(const struct study *st, bool after, enum clause_kind kind,
                         bool *literals) {
    uint32_t number = after ? st->in : st->out;
    diagram all = NO;
    if (number == MODEL_NONE) return NO;
    vec_each (uint32_t, i, &st->clauses[number]) {
        const struct clause *b = &st->v->clauses->list.at[*i];
        if (b->kind != kind || b->rule != number || !bitset_has(st->kept[after], *i)) continue;
        all = diagram_or(st->g, all, diagram_of_cube(st->g, &b->cube));
        *literals = *literals || b->cube.n_literals > 0;
    }
    return all;
}

/* Where the two rules, as far as their cubes go, are not alike; where a cube has literals too, what
 * they stand for may differ wherever it holds. */
static diagram parting(struct study *st) {
    diagram all = NO;
    for (enum clause_kind kind = CLAUSE_PERMIT; kind < CLAUSE_PROBE; kind++) {
        bool literals = false;
        diagram x = own_cubes(st, false, kind, &literals), y = own_cubes(st, true, kind, &literals);
        all = diagram_or(st->g, all,
                         literals ? diagram_or(st->g, x, y) : diagram_differ(st->g, x, y));
    }
    diagrams_forget(st->g);
    return all;
}

/* Where in the region such clauses are left before the change and not after it, or the other way
 * round. `known`: where they are before it, in every situation, or NULL. */
static diagram parting_of(struct study *st, const struct version *v, struct clause_filter like,
                          const diagram *known, diagram region) {
    struct diagrams *g = st->g;
    uint64_t *others = version_clauses(v), *touched = version_clauses(v);
    if (!clause_set_select(v->clauses, like, others)) return NO;
    bitset_or(touched, others, v->words);
    bitset_and(touched, st->touched, v->words);
    if (!bitset_some(touched, v->words)) return NO;
    bitset_andnot(others, st->touched, v->words);
    diagram before = diagram_clauses(st->v, touched, st->absent, region),
            after = diagram_clauses(v, touched, st->without, region),
            lost = diagram_but(g, before, after), gained = diagram_but(g, after, before);
    diagram had = known ? known[like.approach] : diagram_clauses(v, others, st->without, gained);
    return diagram_or(g, diagram_but(g, gained, had),
                      diagram_but(g, lost, diagram_clauses(v, others, st->without, lost)));
}

/* Of a list, what the touched clauses can have a say in; of what closes, a permission has one in
 * all. */
static uint64_t *items_touched(const struct study *st, enum decision_part part) {
    const struct clause_set *all = st->v->clauses;
    uint64_t *items = bitset_new(st->l->arena, decision_items(st->m, part));
    size_t end = all->first[CLAUSE_PERMIT + 1];
    bool any = part == DECISION_CLOSED_BY && st->m->default_approach == MODEL_NONE &&
               bitset_next(st->touched, end, 0) < end; /* permissions come first */
    vec_each (const struct clause, b, &all->list)
        if (decision_part_of(b->kind) == part &&
            (any || bitset_has(st->touched, (size_t)(b - all->list.at))))
            bitset_add(items, decision_item(st->m, b));
    return items;
}

/* The same of any approach. */
static diagram parting_anywhere(struct study *st, const struct version *v,
                                struct clause_filter like, const diagram *known, diagram region) {
    diagram all = NO;
    for (like.approach = 0; like.approach < st->m->approaches.len; like.approach++)
        all = diagram_or(st->g, all, parting_of(st, v, like, known, region));
    return all;
}

static struct clause_filter of_approach(enum clause_kind kind, uint32_t approach) {
    struct clause_filter f = clauses_of_kind(kind);
    f.approach = approach;
    return f;
}

/* Whether an approach is open in the region that was not, or the other way round, as far as that is
 * told at once; else adds to *parts where one may be so. */
static bool opens_otherwise(struct study *st, const struct version *v, uint32_t a, diagram region,
                            diagram *parts) {
    diagram permits = parting_of(st, v, of_approach(CLAUSE_PERMIT, a), st->base->permit, region),
            closes = parting_of(st, v, of_approach(CLAUSE_CLOSE, a), st->base->close, region);
    if (permits != NO && closes == NO) {
        if (diagram_but(st->g, permits, study_left(st, CLAUSE_CLOSE, a, permits)) != NO)
            return true;
    } else {
        if (permits == NO && study_left(st, CLAUSE_PERMIT, a, closes) != NO) return true;
        if (permits != NO || a == st->m->default_approach)
            *parts = diagram_or(st->g, *parts, diagram_or(st->g, permits, closes));
    }
    return false;
}

static bool approaches_differ(struct study *st, const struct version *v, diagram region) {
    const struct decisions *known = st->base;
    struct clause_filter will = clauses_of_kind(CLAUSE_PERMIT), must = will;
    diagram parts =
        parting_anywhere(st, v, clauses_of_kind(CLAUSE_OUTSTANDING), known->outstanding, region);
    will.modality = MODALITY_WILL;
    must.modality = MODALITY_MUST;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (opens_otherwise(st, v, a, region, &parts)) return true;
    parts = diagram_or(st->g, parts, parting_anywhere(st, v, will, known->will, region));
    parts = diagram_or(st->g, parts, parting_anywhere(st, v, must, known->must, region));
    if (parts == NO) return false;
    const struct decisions *before = decisions_in(st->v, st->absent, parts, st->base, NULL),
                           *after = decisions_in(v, st->without, parts, st->base, st->touched);
    for (size_t i = 0; i < after->components.len; i++)
        if (before->components.at[i].is != after->components.at[i].is) return true;
    return false;
}

/* Once the approaches are decided alike. Without a default approach, what closes is told only where
 * something permits. */
static bool list_differs(struct study *st, const struct version *v, enum decision_part part,
                         uint32_t item, diagram region) {
    bool by_permission = part == DECISION_CLOSED_BY && st->m->default_approach == MODEL_NONE;
    diagram parts = parting_anywhere(st, v, decision_clauses(part, item), NULL, region);
    if (by_permission)
        parts = diagram_or(
            st->g, parts,
            parting_anywhere(st, v, clauses_of_kind(CLAUSE_PERMIT), st->base->permit, region));
    if (parts == NO) return false;
    struct decisions before = *study_decisions(st, parts), after = before;
    if (by_permission) after = *decisions_in(v, st->without, parts, st->base, st->touched);
    after.v = v;
    after.without = st->without;
    before.region = after.region = parts;
    return decisions_list(&before, part, item) != decisions_list(&after, part, item);
}

/* The policy and what the change makes of it, in this region, which is in scope. */
static enum differing compare(struct study *st, const struct version *v, diagram region) {
    if (region == NO) return DIFFERS_NOT;
    if (approaches_differ(st, v, region)) return DIFFERS;
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++) {
        uint64_t *items = items_touched(st, part);
        bitset_each (i, items, decision_items(st->m, part))
            if (list_differs(st, v, part, (uint32_t)i, region))
                return part == DECISION_BASIS ? DIFFERS_IN_BASIS : DIFFERS;
    }
    return DIFFERS_NOT;
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
    struct version v = *st->v;
    v.clauses = &clauses;
    return compare(st, &v, diagram_and(g, region, st->feasible));
}
