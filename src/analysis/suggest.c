/*
 * First candidates are gathered: for each goal a situation that lies in it, near what the policy's
 * own examples and earlier candidates give. Then few that meet all are chosen (the one that meets
 * most first), each is stripped of every fact that it does not need, and those that the others make
 * superfluous are dropped.
 */
#include "analysis/exercise.h"

#include <string.h>

struct candidate {
    int64_t *value;
    uint64_t *meets;    /* by goal */
    uint64_t *assigned; /* once chosen: the goals that were not met by those chosen before */
};

struct bases VEC(const int64_t *);

struct suggesting {
    struct exercise *e;
    struct arena *arena;
    size_t words;       /* of a set of goals */
    struct bases bases; /* the situations of the policy's examples */
    struct candidates VEC(struct candidate) all;
    struct chosen VEC(struct candidate) chosen;
    int64_t *trial;
};

enum { AXES_A_STEP = 16 };

static bool is_in(const struct exercise *e, diagram x, const int64_t *situation) {
    diagrams_work(e->g, 1 + e->g->s->axes.len / AXES_A_STEP);
    return !e->g->gave_up && diagram_at(e->g, x, situation) == YES;
}

/* ---- candidates ---- */

static bool met_by_some(const struct suggesting *s, size_t goal) {
    vec_each (struct candidate, c, &s->all)
        if (bitset_has(c->meets, goal)) return true;
    return false;
}

static void add_candidate(struct suggesting *s, const int64_t *value) {
    size_t facts = s->e->m->facts.len;
    struct candidate c = {.value = arena_array(s->arena, int64_t, facts),
                          .meets = arena_array(s->arena, uint64_t, s->words)};
    memcpy(c.value, value, facts * sizeof *value);
    for (size_t i = 0; i < s->e->goals.len; i++)
        if (!s->e->goals.at[i].exercised && is_in(s->e, s->e->goals.at[i].where, value))
            bitset_add(c.meets, i);
    vec_push(s->arena, &s->all, c);
}

/* Judgements of which nothing is said take the values presumed, as long as the situation stays
 * where it is. */
static void presume(const struct exercise *e, int64_t *value, const bool *fixed, diagram within) {
    for (uint32_t f = 0; f < e->m->facts.len; f++) {
        if (e->m->facts.at[f].presumptions.len == 0 || fixed[f] || !is_in(e, e->reversed[f], value))
            continue;
        value[f] = !value[f];
        if (!is_in(e, within, value)) value[f] = !value[f];
    }
}

static void gather_bases(struct suggesting *s) {
    const struct model *m = s->e->m;
    bool *given = arena_array(s->arena, bool, m->facts.len);
    vec_each (struct example, x, &m->examples) {
        int64_t *value = arena_array(s->arena, int64_t, m->facts.len);
        memset(given, 0, m->facts.len * sizeof *given);
        for (uint32_t f = 0; f < m->facts.len; f++) value[f] = space_usual_value(&m->facts.at[f]);
        vec_each (struct given, g, &x->givens) {
            value[g->fact] = g->value;
            given[g->fact] = true;
        }
        presume(s->e, value, given, s->e->feasible);
        if (is_in(s->e, s->e->feasible, value)) vec_push(s->arena, &s->bases, value);
    }
}

/* A rule is best shown where it matters: where what it opens is open, what it closes is permitted,
 * what it attaches is there. */
static diagram where_it_matters(struct exercise *e, const struct rule *r) {
    const struct decisions *all = e->all;
    diagram matters = NO;
    for (uint32_t a = 0; a < e->m->approaches.len; a++) {
        if (!(r->approaches >> a & 1)) continue;
        if (r->kind == STATEMENT_PERMISSION) matters = diagram_or(e->g, matters, all->open[a]);
        if (rule_closes(r)) matters = diagram_or(e->g, matters, all->permit[a]);
    }
    vec_each (struct component, c, &all->components) {
        bool same_duty =
            r->kind == STATEMENT_DUTY && c->part == DECISION_DUTY && c->index == r->duty;
        bool same_caution = r->kind == STATEMENT_EXPECTATION && c->part == DECISION_CAUTION &&
                            c->index == e->m->blocks.at[r->block].outline;
        if (same_duty || same_caution) matters = diagram_or(e->g, matters, c->is);
    }
    return matters;
}

static void add_witness(struct suggesting *s, diagram where) {
    bool *named = arena_array(s->arena, bool, s->e->m->facts.len);
    if (!diagram_witness(s->e->g, where, YES, s->trial, named)) return;
    presume(s->e, s->trial, named, where);
    add_candidate(s, s->trial);
}

/* From a situation inside the rule to one outside by this fact alone. */
static bool step_outside(struct suggesting *s, const struct goal *goal, const int64_t *inside) {
    const struct exercise *e = s->e;
    const struct fact *fact = &e->m->facts.at[goal->fact];
    const struct domain *d = &e->g->s->domains[goal->fact];
    if (!is_in(e, e->applies[goal->rule], inside)) return false;
    memcpy(s->trial, inside, e->m->facts.len * sizeof *inside);
    bool each_element = fact->kind == FACT_SET_OF && d->too_large;
    for (size_t i = 0; i < (each_element ? fact->values.len : d->len); i++) {
        s->trial[goal->fact] =
            each_element ? (int64_t)((uint64_t)inside[goal->fact] ^ UINT64_C(1) << i) : d->at[i];
        if (is_in(e, goal->where, s->trial)) {
            add_candidate(s, s->trial);
            return true;
        }
    }
    return false;
}

static void find_outside(struct suggesting *s, const struct goal *goal) {
    for (size_t i = 0; i < s->bases.len; i++)
        if (step_outside(s, goal, s->bases.at[i])) return;
    for (size_t i = 0; i < s->all.len && !s->e->g->gave_up; i++)
        if (step_outside(s, goal, s->all.at[i].value)) return;
    add_witness(s, goal->where);
}

static void find_inside(struct suggesting *s, const struct goal *goal) {
    diagram best = diagram_and(s->e->g, goal->where,
                               where_it_matters(s->e, &s->e->rules->rules.at[goal->rule]));
    add_witness(s, best == NO ? goal->where : best);
}

static void gather_candidates(struct suggesting *s) {
    for (size_t i = 0; i < s->e->goals.len && !s->e->g->gave_up; i++) {
        const struct goal *goal = &s->e->goals.at[i];
        if (goal->exercised || met_by_some(s, i)) continue;
        switch (goal->kind) {
        case GOAL_RULE: find_inside(s, goal); break;
        case GOAL_CONDITION: find_outside(s, goal); break;
        case GOAL_DUTY: add_witness(s, goal->where); break;
        }
    }
}

/* ---- choosing ---- */

static void choose(struct suggesting *s) {
    uint64_t *met = arena_array(s->arena, uint64_t, s->words);
    for (;;) {
        struct candidate *best = NULL;
        size_t most = 0;
        vec_each (struct candidate, c, &s->all) {
            size_t n = bitset_count_beyond(c->meets, met, s->words);
            if (n > most) {
                most = n;
                best = c;
            }
        }
        if (!best) return;
        best->assigned = bitset_copy(s->arena, best->meets, s->words);
        bitset_andnot(best->assigned, met, s->words);
        bitset_or(met, best->meets, s->words);
        vec_push(s->arena, &s->chosen, *best);
    }
}

/* ---- stripping ---- */

/* `keep` where x is as in this situation. */
static diagram as_in(struct exercise *e, diagram keep, diagram x, const int64_t *situation) {
    return (is_in(e, x, situation) ? diagram_and : diagram_but)(e->g, keep, x);
}

/* What all completions must have in common: the goals assigned, and the status and approach that
 * the situation has. */
static diagram to_keep(struct exercise *e, const struct candidate *c) {
    diagram keep = e->feasible;
    bitset_each (i, c->assigned, e->goals.len) keep = diagram_and(e->g, keep, e->goals.at[i].where);
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++)
        keep = as_in(e, keep, decisions_status(e->all, s), c->value);
    for (uint32_t a = 0; a < e->m->approaches.len; a++) {
        keep = as_in(e, keep, e->all->used[a], c->value);
        keep = as_in(e, keep, e->all->start[a], c->value);
    }
    return keep;
}

static bool has_a_role(const struct model *m, uint32_t f) {
    return f == m->partner || f == m->activity || f == m->objective;
}

/* Facts at their defaults go without saying; of the others, who and what are given up last. */
static struct request strip(struct suggesting *s, const struct candidate *c) {
    struct exercise *e = s->e;
    const struct model *m = e->m;
    struct request request = {c->value, arena_array(s->arena, bool, m->facts.len)};
    for (uint32_t f = 0; f < m->facts.len; f++)
        request.stated[f] = m->facts.at[f].source != FACT_READING &&
                            e->g->s->first_axis[f] != e->g->s->first_axis[f + 1];
    diagram keep = to_keep(e, c);
    for (int roles = 0; roles < 2; roles++)
        for (uint32_t f = (uint32_t)m->facts.len; f-- > 0 && !e->g->gave_up;) {
            if (!request.stated[f] || has_a_role(m, f) != roles) continue;
            request.stated[f] = false;
            if (!exercise_meets(e, &request, keep)) request.stated[f] = true;
        }
    return request;
}

/* ---- dropping ---- */

static void put_met(struct suggesting *s, struct suggestion *x) {
    for (uint32_t i = 0; i < s->e->goals.len && !s->e->g->gave_up; i++)
        if (!s->e->goals.at[i].exercised &&
            exercise_meets(s->e, &x->request, s->e->goals.at[i].where))
            vec_push(s->arena, &x->meets, i);
}

/* The first goal that only this one meets, or MODEL_NONE. */
static uint32_t own_goal(const struct suggestion *x, const uint32_t *meeting) {
    vec_each (uint32_t, goal, &x->meets)
        if (meeting[*goal] == 1) return *goal;
    return MODEL_NONE;
}

static struct suggestions needed(struct suggesting *s, struct suggestions *all) {
    uint32_t *meeting = arena_array(s->arena, uint32_t, s->e->goals.len);
    struct suggestions left = {0};
    vec_each (struct suggestion, x, all)
        vec_each (uint32_t, goal, &x->meets) meeting[*goal]++;
    for (size_t i = all->len; i-- > 0;) { /* those chosen last meet least */
        struct suggestion *x = &all->at[i];
        if (own_goal(x, meeting) != MODEL_NONE) continue;
        vec_each (uint32_t, goal, &x->meets) meeting[*goal]--;
        x->meets.len = 0;
    }
    for (uint32_t goal = 0; goal < s->e->goals.len; goal++)
        vec_each (struct suggestion, x, all)
            if (x->meets.len > 0 && (x->own = own_goal(x, meeting)) == goal)
                vec_push(s->arena, &left, *x);
    return left;
}

struct suggestions suggest_examples(struct exercise *e) {
    struct suggesting s = {.e = e, .arena = e->arena, .words = (e->goals.len + 63) / 64};
    struct suggestions all = {0};
    s.trial = arena_array(s.arena, int64_t, e->m->facts.len);
    gather_bases(&s);
    gather_candidates(&s);
    choose(&s);
    for (struct candidate *c = s.chosen.at; c && c < s.chosen.at + s.chosen.len && !e->g->gave_up;
         c++) {
        struct suggestion x = {.request = strip(&s, c)};
        put_met(&s, &x);
        vec_push(s.arena, &all, x);
    }
    return needed(&s, &all);
}
