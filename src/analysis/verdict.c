/*
 * The verdict on each rule, and which others do what it does.
 */
#include "analysis/study.h"

#include <string.h>

enum { OPENS_STEPS = 20000 };

/* Whether s can stand in for r as far as it reaches. */
static bool alike(const struct study *st, const struct rule *r, const struct rule *s) {
    if (rule_closes(r) || rule_closes(s)) return rule_closes(r) && rule_closes(s);
    if (r->kind != s->kind) return false;
    if (r->kind == STATEMENT_EXPECTATION)
        return st->m->blocks.at[r->block].outline == st->m->blocks.at[s->block].outline;
    return r->kind != STATEMENT_DUTY || r->duty == s->duty;
}

diagram study_matters(struct study *st, uint32_t rule, uint32_t a, diagram x) {
    const struct rule *r = &st->rules->rules.at[rule];
    if (r->kind == STATEMENT_PERMISSION) return study_unclosed(st, a, x);
    return rule_closes(r) ? x : study_offered(st, a, x);
}

/* ---- covers ---- */

/* What is left of x, an array by approach, where rule s does the same. */
static bool subtract(struct study *st, diagram *x, uint32_t s) {
    bool less = false;
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram left =
            x[a] == NO ? (diagram)NO : diagram_but(st->g, x[a], study_effect(st, st->place[s], a));
        less = less || left != x[a];
        x[a] = left;
    }
    return less;
}

static bool is_nothing(const struct study *st, const diagram *x) {
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (x[a] != NO) return false;
    return true;
}

/* Leaves out what the rest of the cover does as well. */
static void thin_out(struct study *st, const diagram *regions, diagram *x, struct indices *cover) {
    size_t n = st->m->approaches.len;
    for (size_t i = cover->len; i-- > 0;) {
        memcpy(x, regions, n * sizeof *x);
        for (size_t k = 0; k < cover->len; k++)
            if (k != i) subtract(st, x, cover->at[k]);
        if (!is_nothing(st, x)) continue;
        memmove(cover->at + i, cover->at + i + 1, (cover->len - i - 1) * sizeof *cover->at);
        cover->len--;
    }
}

/* Others, of those like `like` (NULL: that close), that together do all of the regions; one of its
 * own paragraph where there is such a one, else one, else several. */
static struct indices find_cover(struct study *st, uint32_t rule, const struct rule *like,
                                 const diagram *regions) {
    struct arena *arena = st->l->arena;
    size_t n = st->m->approaches.len;
    diagram *x = arena_array(arena, diagram, n), *left = arena_array(arena, diagram, n);
    struct indices several = {0}, none = {0};
    uint32_t single = MODEL_NONE;
    memcpy(left, regions, n * sizeof *left);
    for (uint32_t s = 0; s < st->rules->rules.len && !is_nothing(st, regions); s++) {
        const struct rule *other = &st->rules->rules.at[s];
        if (s == rule || !(like ? alike(st, like, other) : rule_closes(other))) continue;
        memcpy(x, regions, n * sizeof *x);
        if (!subtract(st, x, s)) continue;
        if (is_nothing(st, x) &&
            (single == MODEL_NONE || (like && other->block == like->block &&
                                      st->rules->rules.at[single].block != like->block)))
            single = s;
        if (subtract(st, left, s)) vec_push(arena, &several, s);
    }
    if (single != MODEL_NONE) {
        several.len = 0;
        vec_push(arena, &several, single);
        return several;
    }
    if (!is_nothing(st, left)) return none;
    thin_out(st, regions, x, &several);
    return several;
}

struct indices study_closers(struct study *st, diagram x, uint32_t approach) {
    diagram *regions = arena_array(st->l->arena, diagram, st->m->approaches.len);
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        regions[a] = a == approach ? x : (diagram)NO;
    return find_cover(st, MODEL_NONE, NULL, regions);
}

bool study_priority_stated(const struct study *st, uint32_t x, uint32_t y) {
    const struct rule_set *rules = st->rules;
    vec_each (uint32_t, p, &rules->winners[x])
        if (rules->model->priorities.at[*p].winner == y) return true;
    vec_each (uint32_t, p, &rules->winners[y])
        if (rules->model->priorities.at[*p].winner == x) return true;
    return false;
}

/* ---- redundance ---- */

static bool same_effect(struct study *st, uint32_t r, uint32_t s) {
    const struct rule *x = &st->rules->rules.at[r], *y = &st->rules->rules.at[s];
    if (x->kind != y->kind || !alike(st, x, y) || x->approaches != y->approaches ||
        (x->kind == STATEMENT_PERMISSION && x->modality != y->modality))
        return false;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (study_effect(st, st->place[r], a) != study_effect(st, st->place[s], a)) return false;
    return true;
}

/* Without its last permission a paragraph is another: its duties attach elsewhere, and it applies
 * by its other rules. */
static bool is_last_permission(const struct study *st, uint32_t rule) {
    const struct rule_set *rules = st->rules;
    uint32_t b = rules->rules.at[rule].block, permissions = 0;
    for (uint32_t i = rules->first[b]; i < rules->first[b + 1]; i++)
        permissions += rules->rules.at[i].kind == STATEMENT_PERMISSION;
    return rules->rules.at[rule].kind == STATEMENT_PERMISSION && permissions == 1 &&
           rules->first[b + 1] - rules->first[b] > 1;
}

/* By approach: where it has an effect; of this, only where that matters. */
static diagram *effects_of(struct study *st, uint32_t rule, bool matters) {
    diagram *x = arena_array(st->l->arena, diagram, st->m->approaches.len);
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        x[a] = study_effect(st, st->place[rule], a);
        if (matters) x[a] = study_matters(st, rule, a, x[a]);
    }
    return x;
}

bool study_hangs_on(struct study *st, uint32_t rule, uint32_t other) {
    diagram *left = effects_of(st, rule, true);
    for (uint32_t s = 0; s < st->rules->rules.len; s++)
        if (s != rule && s != other &&
            alike(st, &st->rules->rules.at[rule], &st->rules->rules.at[s]))
            subtract(st, left, s);
    return !is_nothing(st, left);
}

/* A duty that another rule of its paragraph attaches wherever this one does, and elsewhere too;
 * else MODEL_NONE. */
static uint32_t find_wider(struct study *st, uint32_t rule) {
    const struct rule *r = &st->rules->rules.at[rule];
    for (uint32_t s = st->rules->first[r->block];
         s < st->rules->first[r->block + 1] && r->kind == STATEMENT_DUTY; s++) {
        if (s == rule || !alike(st, r, &st->rules->rules.at[s]) || same_effect(st, rule, s))
            continue;
        diagram *all = effects_of(st, rule, false);
        if (subtract(st, all, s) && is_nothing(st, all)) return s;
    }
    return MODEL_NONE;
}

/* Found once a rule: of those that say the same each asks about all others. */
static enum differing without(struct study *st, uint32_t rule) {
    if (st->gone[rule] != DIFFERS_UNKNOWN) return st->gone[rule];
    study_as_it_is(st);
    study_exchange(st, st->place[rule], MODEL_NONE);
    enum differing is = study_change(st);
    if (!st->g->gave_up) st->gone[rule] = is;
    return is;
}

static bool can_go(struct study *st, uint32_t rule) {
    return !is_last_permission(st, rule) && without(st, rule) != DIFFERS;
}

/* Of those that do just the same one stays: that which cannot go, or the first. Each other one says
 * again what one of its own paragraph says, or what another does. */
static enum rule_verdict_kind said_twice(struct study *st, uint32_t rule, struct rule_verdict *v) {
    const struct rule *r = &st->rules->rules.at[rule];
    uint32_t wider = find_wider(st, rule), same = MODEL_NONE;
    bool later = false, own = wider != MODEL_NONE;
    for (uint32_t s = 0; s < st->rules->rules.len && wider == MODEL_NONE; s++) {
        if (s == rule || !same_effect(st, rule, s) || find_wider(st, s) != MODEL_NONE) continue;
        bool in_own = r->kind == STATEMENT_DUTY && st->rules->rules.at[s].block == r->block,
             stays = s < rule || !can_go(st, s);
        later = later || !stays;
        if (stays && (same == MODEL_NONE || (in_own && !own))) {
            same = s;
            own = in_own;
        }
    }
    if (wider == MODEL_NONE && same == MODEL_NONE) return later ? RULE_SAME_LATER : RULE_REDUNDANT;
    v->cover.len = 0;
    vec_push(st->l->arena, &v->cover, wider != MODEL_NONE ? wider : same);
    return own ? RULE_TWICE : RULE_SAME;
}

static enum rule_verdict_kind judge_redundance(struct study *st, uint32_t rule,
                                               struct rule_verdict *v) {
    if (is_last_permission(st, rule)) return RULE_FINE;
    enum differing d = without(st, rule);
    if (d == DIFFERS || st->g->gave_up) return RULE_FINE;
    const diagram *regions = effects_of(st, rule, true);
    v->cover = find_cover(st, rule, &st->rules->rules.at[rule], regions);
    v->matters = NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        v->matters = diagram_or(st->g, v->matters, regions[a]);
    enum rule_verdict_kind kind = said_twice(st, rule, v);
    bool idle =
        kind == RULE_REDUNDANT ||
        kind == RULE_TWICE; /* that a duty's paragraph applies may decide what an answer rests on */
    return idle && d == DIFFERS_IN_GROUNDS ? RULE_NAMED_ONLY : kind;
}

/* ---- rules without effect ---- */

/* Whether a duty or expectation waits for permissions none of which ever applies. */
static bool is_idle(struct study *st, const struct rule *r) {
    if (!r->by_permission) return false;
    for (uint32_t i = st->rules->first[r->block]; i < st->rules->first[r->block + 1]; i++)
        if (st->rules->rules.at[i].kind == STATEMENT_PERMISSION &&
            study_effects(st, st->place[i]) != NO)
            return false;
    return true;
}

/* x, and where it waits for permissions only where the condition of one of them holds. */
static diagram where_permitted(struct study *st, const struct rule *r, diagram x) {
    diagram permitted = NO;
    for (uint32_t i = st->rules->first[r->block];
         r->by_permission && i < st->rules->first[r->block + 1]; i++)
        if (st->rules->rules.at[i].kind == STATEMENT_PERMISSION)
            permitted = diagram_or(st->g, permitted, study_condition(st, i));
    return r->by_permission ? diagram_and(st->g, x, permitted) : x;
}

static enum rule_verdict_kind without_effect(struct study *st, uint32_t rule) {
    const struct rule *r = &st->rules->rules.at[rule];
    if (is_idle(st, r)) return RULE_IDLE;
    if (where_permitted(st, r, study_condition(st, rule)) == NO)
        return r->kind == STATEMENT_REQUIREMENT ? RULE_MET : RULE_NEVER;
    if (r->kind == STATEMENT_EXPECTATION && where_permitted(st, r, study_holds(st, rule)) == NO)
        return RULE_MET;
    return RULE_ASIDE;
}

/* Whether one situation shows that the rule opens the approach: none of its clauses waits for an
 * override, so its cube says where it applies. */
static bool opens_somewhere(struct study *st, uint32_t rule, uint32_t a) {
    vec_each (uint32_t, i, &st->clauses[st->place[rule]]) {
        const struct clause *x = &st->v->clauses->list.at[*i];
        if (x->kind != CLAUSE_PERMIT || !(x->approaches >> a & 1) || bitset_has(st->overridden, *i))
            continue;
        study_near(st, &x->cube);
        study_avoid_outside(st);
        study_collect(st, false, clauses_of_kind(CLAUSE_CLOSE), UINT32_C(1) << a, &st->avoid);
        struct point_query q = {.v = st->v, .avoid = st->avoid, .max_steps = OPENS_STEPS};
        if (!point_find(&q, &x->cube, st->point)) continue;
        point_decide(st->v, st->absent, st->point, st->decided[0]);
        if (!st->decided[0]->possible || !(st->decided[0]->open >> a & 1)) continue;
        study_keep_point(st);
        return true;
    }
    return false;
}

/* Of the approaches that the rule opens somewhere, those that are closed wherever it does; whether
 * these are all. */
static bool judge_closed(struct study *st, uint32_t rule, struct rule_verdict *v) {
    bool all = true;
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram opens = study_effect(st, st->place[rule], a);
        if (opens == NO) continue;
        if (!opens_somewhere(st, rule, a) && study_unclosed(st, a, opens) == NO)
            v->closed |= UINT32_C(1) << a;
        else
            all = false;
    }
    return all;
}

static void judge(struct study *st, uint32_t rule) {
    struct rule_verdict *v = &st->verdicts[rule];
    const struct rule *r = &st->rules->rules.at[rule];
    if (v->where == NO) {
        v->kind = without_effect(st, rule);
        return;
    }
    if (r->kind == STATEMENT_EXPECTATION)
        v->unmet = where_permitted(st, r, study_condition(st, rule)) ==
                   where_permitted(st, r, study_holds(st, rule));
    if (r->kind == STATEMENT_PERMISSION && judge_closed(st, rule, v))
        v->kind = RULE_CLOSED;
    else
        v->kind = judge_redundance(st, rule, v);
}

void study_judge(struct study *st) {
    st->gone = arena_array(st->l->arena, enum differing, st->rules->rules.len + 1);
    st->verdicts = arena_array(st->l->arena, struct rule_verdict, st->rules->rules.len + 1);
    study_begin(st, RULES_STEPS);
    for (uint32_t r = 0; r < st->rules->rules.len; r++) {
        struct rule_verdict *v = &st->verdicts[r];
        study_ask(st);
        v->where = study_effects(st, st->place[r]);
        judge(st, r);
        if (!st->g->gave_up) continue;
        st->rules_for[study_why(st)]++;
        st->rules_undecided++;
        study_ask(st);
        *v =
            (struct rule_verdict){.kind = RULE_UNDECIDED, .where = study_effects(st, st->place[r])};
    }
    study_begin(st, WHOLE_STEPS);
}
