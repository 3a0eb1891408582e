#include "analysis/study.h"

#include <string.h>

#define NOT_YET UINT32_MAX

/* ---- the set of rules, and the conditions that are asked about ---- */

static struct cond *but_not(struct arena *a, struct cond *x, struct cond *y) {
    return cond_two(a, COND_AND, x->at, x, cond_not(a, y));
}

/* The condition of each rule, of an expectation also "and it is not met". */
static void make_probes(struct study *st, struct conds *probes) {
    struct arena *a = st->l->arena;
    size_t n = st->rules->rules.len;
    st->cond_probe = arena_array(a, uint32_t, n + 1);
    st->hold_probe = arena_array(a, uint32_t, n + 1);
    for (size_t r = 0; r < n; r++) {
        const struct rule *rule = &st->rules->rules.at[r];
        st->cond_probe[r] = st->hold_probe[r] = (uint32_t)probes->len;
        vec_push(a, probes, rule->cond);
        if (!rule->meet) continue;
        st->hold_probe[r] = (uint32_t)probes->len;
        vec_push(a, probes, but_not(a, rule->cond, rule->meet));
    }
}

/* ---- clauses ---- */

bool study_is_variant(const struct study *st, uint32_t number) {
    return number != MODEL_NONE && st->place[st->rule_of[number]] != number;
}

static void index_clauses(struct study *st) {
    st->clauses = arena_array(st->l->arena, struct clause_numbers, st->set->rules.len + 1);
    st->absent = version_clauses(st->v);
    st->overridden = version_clauses(st->v);
    vec_each (struct override, o, &st->v->clauses->overrides) {
        vec_each (uint32_t, b, &o->any) bitset_add(st->overridden, *b);
        vec_each (uint32_t, b, &o->none) bitset_add(st->overridden, *b);
    }
    for (uint32_t i = 0; i < st->v->clauses->list.len; i++) {
        const struct clause *b = &st->v->clauses->list.at[i];
        if (b->rule != MODEL_NONE) vec_push(st->l->arena, &st->clauses[b->rule], i);
        if (b->via != MODEL_NONE) vec_push(st->l->arena, &st->clauses[b->via], i);
        if (study_is_variant(st, b->rule) || study_is_variant(st, b->via))
            bitset_add(st->absent, i);
    }
    bitset_fill(st->kept[false], st->v->clauses->list.len);
    bitset_andnot(st->kept[false], st->absent, st->v->words);
}

/* ---- what rules do ---- */

diagram study_effect(struct study *st, uint32_t number, uint32_t approach) {
    diagram *is = &st->effects[number * st->m->approaches.len + approach];
    if (*is != NOT_YET || st->g->gave_up) return st->g->gave_up ? (diagram)NO : *is;
    struct clause_filter f = clauses_of_rule(st->set, number);
    f.approach = approach;
    uint64_t *own = NULL; /* gone with the answer */
    vec_each (uint32_t, b, &st->clauses[number]) {
        if (!clause_passes(&f, st->m, &st->v->clauses->list.at[*b])) continue;
        own = own ? own : arena_array(&st->g->own, uint64_t, st->v->words);
        bitset_add(own, *b);
    }
    const uint64_t *without = st->absent;
    if (study_is_variant(st, number)) {
        study_as_it_is(st);
        study_exchange(st, st->place[st->rule_of[number]], number);
        without = st->without;
    }
    diagram effect =
        own ? diagram_and(st->g, diagram_clauses(st->v, own, without, YES), st->feasible)
            : (diagram)NO;
    if (!st->g->gave_up) *is = effect;
    return effect;
}

diagram study_opens(struct study *st, uint32_t block, uint32_t approach) {
    diagram some = NO;
    for (uint32_t i = st->rules->first[block]; i < st->rules->first[block + 1]; i++)
        if (st->rules->rules.at[i].kind == STATEMENT_PERMISSION)
            some = diagram_or(st->g, some, study_effect(st, st->place[i], approach));
    return some;
}

diagram study_reach(struct study *st, uint32_t rule, uint32_t approach) {
    const struct rule *r = &st->rules->rules.at[rule];
    bool named = r->approaches >> approach & 1;
    diagram x = study_condition(st, rule), some = NO;
    if (!r->by_permission) return named ? x : (diagram)NO;
    if (!r->has_using) return diagram_and(st->g, x, study_opens(st, r->block, approach));
    for (uint32_t a = 0; a < st->m->approaches.len && named; a++)
        some = diagram_or(st->g, some, study_opens(st, r->block, a));
    return diagram_and(st->g, x, some);
}

diagram study_effects(struct study *st, uint32_t number) {
    diagram all = NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        all = diagram_or(st->g, all, study_effect(st, number, a));
    return all;
}

diagram study_meet(struct study *st, uint32_t rule, uint32_t other, uint32_t approach) {
    diagram both = diagram_and(st->g, study_effect(st, st->place[rule], approach),
                               study_effect(st, st->place[other], approach));
    return diagram_and(st->g, both, st->taken);
}

/* Conditions may ask whether a paragraph applies: not by a variant. */
static diagram where_holds(struct study *st, uint32_t probe) {
    return diagram_and(st->g, diagram_of_probe(st->v, probe, st->absent), st->feasible);
}

diagram study_condition(struct study *st, uint32_t rule) {
    return where_holds(st, st->cond_probe[rule]);
}

diagram study_holds(struct study *st, uint32_t rule) {
    return where_holds(st, st->hold_probe[rule]);
}

/* ---- what the policy decides ---- */

/* However little is left, what one rule does by itself can be told; and however much, some stays
 * for the others. */
enum { LEAST_STEPS = 10000, MOST_SHARE = 10 };

void study_ask(struct study *st) {
    uint64_t used = st->g->steps - st->asked_at;
    st->left = st->left > used ? st->left - used : 0;
    st->asked_at = st->g->steps;
    diagrams_ask(st->g, st->left / MOST_SHARE < LEAST_STEPS ? LEAST_STEPS : st->left / MOST_SHARE);
}

enum why study_why(const struct study *st) {
    return st->g->why == WHY_KINDS && st->left < st->all / 2 ? WHY_RULES : st->g->why;
}

void study_begin(struct study *st, uint64_t steps) {
    steps = analysis_steps(st->l, steps);
    st->all = st->left = steps;
    st->looked_at = st->g->looks;
    st->asked_at = st->g->steps;
    diagrams_ask(st->g, steps);
}

diagram study_left(struct study *st, struct clause_filter like, diagram x) {
    return x == NO ? x : diagram_of(st->v, like, st->absent, x);
}

diagram study_permitted(struct study *st, uint32_t a, diagram x) {
    if (st->base->v) return diagram_and(st->g, x, st->base->permit[a]);
    struct clause_filter f = clauses_of_kind(CLAUSE_PERMIT);
    f.approach = a;
    return study_left(st, f, x);
}

diagram study_unclosed(struct study *st, uint32_t a, diagram x) {
    if (st->base->v) return diagram_but(st->g, x, st->base->close[a]);
    struct clause_filter f = clauses_of_kind(CLAUSE_CLOSE);
    f.approach = a;
    return diagram_but(st->g, x, study_left(st, f, x));
}

diagram study_offered(struct study *st, uint32_t a, diagram x) {
    return study_unclosed(st, a, a == st->m->default_approach ? x : study_permitted(st, a, x));
}

diagram study_list(struct study *st, enum decision_part part, uint32_t item) {
    struct clause_filter like = decision_clauses(part, item);
    diagram some = NO;
    for (like.approach = 0; like.approach < st->m->approaches.len; like.approach++)
        some = diagram_or(st->g, some,
                          study_offered(st, like.approach, study_left(st, like, st->feasible)));
    return some;
}

/* ---- the whole ---- */

/* Where readings are as taken. One that no condition asks about has no axis. */
static diagram as_taken(const struct study *st) {
    diagram all = YES;
    for (uint32_t f = 0; f < st->m->facts.len; f++)
        if (st->m->facts.at[f].source == FACT_READING)
            all = diagram_and(st->g, all, diagram_is(st->g, f, st->m->facts.at[f].taken));
    return all;
}

/* What is larger still is not begun where the policy with its readings as taken was given up. */
static void find_base(struct study *st) {
    study_begin(st, WHOLE_STEPS);
    struct decisions *base = decisions_new(st->v, st->absent, false);
    if (!st->g->gave_up) st->base = base;
}

static void look(struct study *st) {
    struct analysis *l = st->l;
    struct conds probes = {0};
    study_take_apart(st);
    const struct model *open = analysis_model(l->arena, l->m, READINGS_BY_DEFAULT, &st->defines);
    make_probes(st, &probes);
    st->set = analysis_rules(l->arena, st->set, open);
    st->space = space_build(st->set, l->arena);
    st->g = diagrams_new(st->space, 0);
    analysis_bound(l, st->g, 2 * LINT_STEPS + 2 * PARTS_STEPS);
    study_begin(st, WHOLE_STEPS);
    st->v = version_new(st->g, clause_set_build(st->space, st->set, &probes));
    st->without = version_clauses(st->v);
    st->touched = version_clauses(st->v);
    st->asked = version_clauses(st->v);
    st->items = bitset_new(l->arena, l->m->duties.len + l->m->outline.len);
    st->nearby = version_clauses(st->v);
    for (int i = 0; i < 2; i++) {
        st->left_out[i] = version_clauses(st->v);
        st->kept[i] = version_clauses(st->v);
        st->near[i] = version_clauses(st->v);
        st->decided[i] = point_decision_new(st->v);
    }
    index_clauses(st);
    st->point = arena_array(l->arena, uint32_t, st->space->axes.len);
    st->in_scope =
        diagram_not(st->g, diagram_of(st->v, clauses_of_kind(CLAUSE_OUTSIDE), NULL, YES));
    st->feasible = diagram_and(st->g, st->v->possible, st->in_scope);
    st->taken = as_taken(st);
    size_t n = st->set->rules.len * l->m->approaches.len;
    st->effects = arena_array(l->arena, diagram, n + 1);
    for (size_t i = 0; i < n; i++) st->effects[i] = NOT_YET;
    st->base = &decisions_nothing;
    if (st->g->gave_up) return; /* not even what is in scope can be told */
    st->can = true;
    if (l->whole) find_base(st);
    study_judge(st);
}

struct study *study_of(struct analysis *l) {
    if (!l->study) {
        l->study = arena_new(l->arena, struct study);
        *l->study = (struct study){.l = l, .m = l->m, .rules = l->rules};
        look(l->study);
    }
    return l->study->can ? l->study : NULL;
}
