/*
 * What would be different without a rule, or with others in the place of some.
 *
 * Mostly a single situation says so: one in which the rule does something and no other rule does
 * the same, or the opposite. Such a one is looked for first (point_find()), and what the two
 * policies decide in it is compared. Where none is found the decisions are compared in all
 * situations in which the change makes a difference to what the rule itself does.
 */
#include "analysis/study.h"

#include <string.h>

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

void study_as_it_is(struct study *st) {
    st->exchanged.len = 0;
    bitset_clear(st->without, st->v->words);
    bitset_or(st->without, st->absent, st->v->words);
    bitset_clear(st->touched, st->v->words);
}

/* The other rule that a clause of rule `number` depends on. */
static uint32_t other_rule(const struct clause *b, uint32_t number) {
    return b->rule == number ? b->via : b->rule;
}

void study_exchange(struct study *st, uint32_t out, uint32_t in) {
    vec_push(st->l->arena, &st->exchanged, ((struct exchange){out, in}));
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

void study_near(struct study *st, const struct cube *cube) {
    for (int after = 0; after < 2; after++) {
        memcpy(st->near[after], st->kept[after], st->v->words * sizeof *st->near[after]);
        version_keep_near(st->v, cube, st->near[after]);
    }
    diagrams_forget(st->g);
}

void study_collect(struct study *st, bool after, struct clause_filter f, uint32_t approaches,
                   struct clause_numbers *to) {
    const struct clause_set *all = st->v->clauses;
    uint32_t end = all->first[f.kind + 1];
    for (size_t b = bitset_next(st->near[after], end, all->first[f.kind]); b < end;
         b = bitset_next(st->near[after], end, b + 1))
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

/* `b`: a clause of the rule that goes, or of the one that comes. Those that stand in its way are of
 * the policy after the change where it goes, before it where it comes. */
static bool finds(struct study *st, const struct clause *b, bool gone, uint32_t a) {
    struct clause_filter own = clauses_of_kind(b->kind);
    uint32_t this = UINT32_C(1) << a;
    bool attaches = b->kind == CLAUSE_DUTY || b->kind == CLAUSE_CAUTION;
    if (b->kind == CLAUSE_DUTY) own.duty = b->duty;
    if (b->kind == CLAUSE_CAUTION) own.paragraph = decision_item(st->m, b);
    st->some.len = 0;
    if (attaches && b->via == MODEL_NONE && a != st->m->default_approach) {
        study_collect(st, false, clauses_of_kind(CLAUSE_PERMIT), this, &st->some);
        if (st->some.len == 0) return false;
    }
    study_avoid_outside(st);
    study_collect(st, gone, own, this, &st->avoid);
    if (b->kind != CLAUSE_CLOSE)
        study_collect(st, gone, clauses_of_kind(CLAUSE_CLOSE), this, &st->avoid);
    struct point_query q = {
        .v = st->v, .avoid = st->avoid, .some = st->some, .max_steps = SEARCH_STEPS};
    return point_find(&q, &b->cube, st->point) && differs_at_point(st);
}

static bool clause_shows(struct study *st, const struct clause *b, bool gone) {
    if (b->kind != CLAUSE_PERMIT && b->kind != CLAUSE_CLOSE && b->kind != CLAUSE_DUTY &&
        b->kind != CLAUSE_CAUTION)
        return false;
    study_near(st, &b->cube);
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if ((b->approaches >> a & 1) && finds(st, b, gone, a)) return true;
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
    vec_each (struct exchange, x, &st->exchanged)
        if (rule_shows(st, x->out, st->absent, true) ||
            (x->in != MODEL_NONE && rule_shows(st, x->in, st->without, false)))
            return true;
    return false;
}

/* ---- all situations in which the rule does something else ---- */

/* Says that nothing but these cubes is looked at: clauses that are elsewhere count as left out,
 * before the change and after it. Of many cubes that would take longer than it saves. */
static void look_near(struct study *st, const struct clause_numbers *clauses) {
    size_t n = st->v->clauses->list.len;
    if (clauses->len > MOST_TRIED) bitset_fill(st->nearby, n);
    for (size_t i = 0; i < clauses->len && clauses->len <= MOST_TRIED; i++) {
        bitset_fill(st->asked, n);
        version_keep_near(st->v, &st->v->clauses->list.at[clauses->at[i]].cube, st->asked);
        bitset_or(st->nearby, st->asked, st->v->words);
    }
    diagrams_forget(st->g);
}

static void leave_out(struct study *st, bool after) {
    bitset_fill(st->left_out[after], st->v->clauses->list.len);
    bitset_andnot(st->left_out[after], st->nearby, st->v->words);
    bitset_or(st->left_out[after], after ? st->without : st->absent, st->v->words);
}

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
static diagram own_cubes(const struct study *st, uint32_t number, bool after, enum clause_kind kind,
                         bool *literals) {
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

/* Where rules that are exchanged, as far as their cubes go, are not alike; where a cube has
 * literals too, what they stand for may differ wherever it holds. */
static diagram parting(struct study *st) {
    diagram all = NO;
    bitset_clear(st->nearby, st->v->words);
    vec_each (struct exchange, e, &st->exchanged) {
        look_near(st, &st->clauses[e->out]);
        if (e->in != MODEL_NONE) look_near(st, &st->clauses[e->in]);
        for (enum clause_kind kind = CLAUSE_PERMIT; kind < CLAUSE_PROBE; kind++) {
            bool literals = false;
            diagram x = own_cubes(st, e->out, false, kind, &literals),
                    y = own_cubes(st, e->in, true, kind, &literals);
            all = diagram_or(st->g, all,
                             literals ? diagram_or(st->g, x, y) : diagram_differ(st->g, x, y));
        }
    }
    diagrams_forget(st->g);
    return all;
}

/* Of a set those that pass, in `to`; false where none does. */
static bool select(const struct study *st, struct clause_filter like, const uint64_t *of,
                   uint64_t *to) {
    const struct clause_set *all = st->v->clauses;
    uint32_t end = all->first[like.kind + 1];
    bool some = false;
    bitset_clear(to, st->v->words);
    for (size_t b = bitset_next(of, end, all->first[like.kind]); b < end;
         b = bitset_next(of, end, b + 1)) {
        if (!clause_passes(&like, st->m, &all->list.at[b])) continue;
        bitset_add(to, b);
        some = true;
    }
    return some;
}

/* Where in the region such clauses are left before the change and not after it, or the other way
 * round. `known`: where they are before it, in every situation, or NULL. */
static diagram parting_of(struct study *st, const struct version *v, struct clause_filter like,
                          const diagram *known, diagram region) {
    struct diagrams *g = st->g;
    if (!select(st, like, st->touched, st->asked)) return NO;
    diagram before = diagram_clauses(st->v, st->asked, st->left_out[false], region),
            after = diagram_clauses(v, st->asked, st->left_out[true], region),
            lost = diagram_but(g, before, after), gained = diagram_but(g, after, before);
    if (lost == NO && gained == NO) return NO;
    bitset_clear(st->asked, v->words);
    clause_set_select(v->clauses, like, st->asked);
    diagrams_use(g, v->clauses->list.len / LOOKS_A_STEP);
    bitset_andnot(st->asked, st->touched, v->words);
    diagram had =
        known ? known[like.approach] : diagram_clauses(v, st->asked, st->left_out[true], gained);
    return diagram_or(
        g, diagram_but(g, gained, had),
        diagram_but(g, lost, diagram_clauses(v, st->asked, st->left_out[true], lost)));
}

/* Of a list, what the touched clauses can have a say in. */
static uint64_t *items_touched(const struct study *st, enum decision_part part) {
    const struct clause_set *all = st->v->clauses;
    uint64_t *items = st->items;
    bitset_clear(items, bitset_words(decision_items(st->m, part)));
    bitset_each (b, st->touched, all->list.len)
        if (decision_part_of(all->list.at[b].kind) == part)
            bitset_add(items, decision_item(st->m, &all->list.at[b]));
    return items;
}

static struct clause_filter of_approach(enum clause_kind kind, uint32_t approach) {
    struct clause_filter f = clauses_of_kind(kind);
    f.approach = approach;
    return f;
}

/* Where the permissions for the approach come to something else; of this modality, or any. */
static diagram permits_otherwise(struct study *st, const struct version *v, uint32_t a,
                                 uint32_t modality, const diagram *known, diagram region) {
    struct clause_filter f = of_approach(CLAUSE_PERMIT, a);
    f.modality = modality;
    return parting_of(st, v, f, known, region);
}

/* Whether the verdict on the approach, or its modality, is another somewhere. */
static bool verdict_differs(struct study *st, const struct version *v, uint32_t a, diagram region) {
    const struct decisions *as_is = st->base;
    struct clause_filter closing = of_approach(CLAUSE_CLOSE, a),
                         must = of_approach(CLAUSE_PERMIT, a);
    if (parting_of(st, v, closing, as_is->close, region) != NO) return true;
    diagram any = permits_otherwise(st, v, a, MODEL_NONE, as_is->permit, region),
            musts = permits_otherwise(st, v, a, MODALITY_MUST, as_is->must, region),
            wills = permits_otherwise(st, v, a, MODALITY_WILL, as_is->will, region);
    if (study_unclosed(st, a, diagram_or(st->g, any, musts)) != NO) return true;
    wills = study_unclosed(st, a, wills);
    must.modality = MODALITY_MUST;
    return diagram_but(st->g, wills, study_left(st, must, wills)) != NO;
}

/* Once the verdicts are the same. */
static bool list_differs(struct study *st, const struct version *v, enum decision_part part,
                         uint32_t item, diagram region) {
    struct clause_filter like = decision_clauses(part, item);
    for (like.approach = 0; like.approach < st->m->approaches.len; like.approach++) {
        diagram x = parting_of(st, v, like, NULL, region);
        if (part != DECISION_CLOSED_BY && part != DECISION_BASIS)
            x = study_offered(st, like.approach, x);
        else if (part == DECISION_BASIS)
            x = study_unclosed(st, like.approach, x);
        if (x != NO) return true;
    }
    return false;
}

/* Without a default approach a refusal is by what closes something that a permission would open.
 * Once the lists are the same: whether other permissions, all of them closed, make it another. */
static bool refusal_differs(struct study *st, const struct version *v, diagram region) {
    struct diagrams *g = st->g;
    size_t n = st->m->approaches.len;
    diagram *permits = arena_array(st->l->arena, diagram, n), refused = NO;
    if (st->m->default_approach != MODEL_NONE) return false;
    for (uint32_t a = 0; a < n; a++) {
        permits[a] = permits_otherwise(st, v, a, MODEL_NONE, st->base->permit, region);
        refused = diagram_or(g, refused, permits[a]);
    }
    for (uint32_t a = 0; a < n && refused != NO; a++)
        refused = diagram_but(g, refused, study_unclosed(st, a, study_permitted(st, a, refused)));
    for (uint32_t i = 0; i < st->m->outline.len && refused != NO; i++) {
        struct clause_filter closing = decision_clauses(DECISION_CLOSED_BY, i);
        diagram was = NO, is = NO;
        for (uint32_t a = closing.approach = 0; a < n; closing.approach = ++a) {
            diagram by = study_left(st, closing, refused), before = study_permitted(st, a, by),
                    after = diagram_differ(g, before, diagram_and(g, by, permits[a]));
            was = diagram_or(g, was, before);
            is = diagram_or(g, is, after);
        }
        if (was != is) return true;
    }
    return false;
}

/* The policy and what the change makes of it, in this region, which is in scope. */
static enum differing compare(struct study *st, const struct version *v, diagram region) {
    if (region == NO) return DIFFERS_NOT;
    leave_out(st, false);
    leave_out(st, true);
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (verdict_differs(st, v, a, region)) return DIFFERS;
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++) {
        uint64_t *items = items_touched(st, part);
        bitset_each (i, items, decision_items(st->m, part))
            if (list_differs(st, v, part, (uint32_t)i, region))
                return part < DECISION_GROUNDS ? DIFFERS : DIFFERS_IN_GROUNDS;
    }
    return refusal_differs(st, v, region) ? DIFFERS_IN_GROUNDS : DIFFERS_NOT;
}

enum differing study_change(struct study *st) {
    if (st->g->looks - st->looked_at > analysis_steps(st->l, MOST_LOOKS))
        diagrams_give_up(st->g, WHY_RULES);
    else if (some_situation_shows(st))
        return DIFFERS;
    if (st->g->gave_up) return DIFFERS_NOT;
    return compare(st, st->v, diagram_and(st->g, parting(st), st->feasible));
}

enum differing study_change_unassumed(struct study *st) {
    return compare(st, st->v, diagram_and(st->g, parting(st), st->in_scope));
}

enum differing study_without_overrides(struct study *st, const bool *gone) {
    struct diagrams *g = st->g;
    struct clause_set clauses = *st->v->clauses;
    diagram region = NO;
    clauses.overrides = (struct overrides){0};
    study_as_it_is(st);
    bitset_clear(st->nearby, st->v->words);
    for (size_t i = 0; i < st->v->clauses->overrides.len; i++) {
        const struct override *o = &st->v->clauses->overrides.at[i];
        vec_push(st->l->arena, &clauses.overrides, gone[i] ? (struct override){0} : *o);
        if (!gone[i]) continue;
        uint64_t *test = version_clauses(st->v), *any = version_clauses(st->v);
        add_clauses(test, &o->test);
        add_clauses(any, &o->any);
        add_clauses(st->touched, &o->any);
        look_near(st, &o->any);
        region = diagram_or(g, region, diagram_and(g, cubes_of(st, test), cubes_of(st, any)));
    }
    spread(st, st->touched);
    struct version v = *st->v;
    v.clauses = &clauses;
    return compare(st, &v, diagram_and(g, region, st->feasible));
}
