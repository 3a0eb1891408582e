#include "analysis/exercise.h"

#include "analysis/analysis.h"
#include "base/list.h"
#include "rules/words.h"
#include "space/ask.h"

#include <string.h>

enum { VISITS_A_STEP = 4 };

/* ---- requests and their completions ---- */

/* Whether some completion of what is known leads to YES. */
static bool some_completion(struct exercise *e, diagram x) {
    uint64_t visits = e->g->visits;
    bool some = diagram_reached(e->g, x, e->known, e->value) >> YES & 1;
    diagrams_work(e->g, (e->g->visits - visits) / VISITS_A_STEP);
    return some;
}

/* A fact with a default that nothing is said of has that default; a presumption comes before it. */
bool exercise_meets(struct exercise *e, const struct request *request, diagram where) {
    diagram possible = e->all->v->possible;
    for (uint32_t f = 0; f < e->m->facts.len; f++) {
        const struct fact *fact = &e->m->facts.at[f];
        bool presumed = fact->presumptions.len > 0;
        e->known[f] = request->stated[f] || (fact->has_default && !presumed);
        e->value[f] = request->stated[f] ? request->value[f] : fact->default_value;
        if (presumed && !request->stated[f]) possible = diagram_but(e->g, possible, e->reversed[f]);
    }
    return !some_completion(e, diagram_but(e->g, possible, where)) && some_completion(e, possible);
}

/* ---- goals ---- */

static void add_goal(struct exercise *e, struct goal goal) {
    if (goal.where == NO) return;
    vec_push(e->arena, &e->goals, goal);
    e->count[goal.kind]++;
}

static void add_rule(struct exercise *e, uint32_t rule, bool *tested) {
    const struct rule *r = &e->rules->rules.at[rule];
    struct diagrams *g = e->g;
    diagram inside = diagram_and(g, e->feasible, diagram_of_rule(e->all->v, rule));
    e->applies[rule] = inside;
    add_goal(e, (struct goal){.kind = GOAL_RULE, .rule = rule, .where = inside});
    memset(tested, 0, e->m->facts.len);
    ask_tested(e->m, r->cond, tested);
    if (r->meet) ask_tested(e->m, r->meet, tested);
    for (uint32_t f = 0; f < e->m->facts.len && !g->gave_up; f++) {
        if (!tested[f]) continue;
        diagram outside =
            diagram_and(g, e->feasible, diagram_but(g, diagram_exists(g, inside, f), inside));
        add_goal(e,
                 (struct goal){.kind = GOAL_CONDITION, .rule = rule, .fact = f, .where = outside});
    }
}

static void make_goals(struct exercise *e) {
    bool *tested = arena_array(e->arena, bool, e->m->facts.len);
    for (uint32_t r = 0; r < e->rules->rules.len && !e->g->gave_up; r++) add_rule(e, r, tested);
    for (uint32_t d = 0; d < e->m->duties.len; d++) {
        diagram has = decisions_list(e->all, DECISION_DUTY, d);
        add_goal(e, (struct goal){.kind = GOAL_DUTY,
                                  .duty = d,
                                  .where = diagram_and(e->g, e->feasible, has)});
    }
}

static void run_examples(struct exercise *e) {
    struct request request = {arena_array(e->arena, int64_t, e->m->facts.len),
                              arena_array(e->arena, bool, e->m->facts.len)};
    vec_each (struct example, x, &e->m->examples) {
        memset(request.stated, 0, e->m->facts.len * sizeof *request.stated);
        vec_each (struct given, given, &x->givens) {
            request.value[given->fact] = given->value;
            request.stated[given->fact] = true;
        }
        vec_each (struct goal, goal, &e->goals)
            if (!goal->exercised && !e->g->gave_up)
                goal->exercised = exercise_meets(e, &request, goal->where);
    }
    vec_each (struct goal, goal, &e->goals) e->missing[goal->kind] += !goal->exercised;
}

struct exercise *exercise_new(struct space *s, const struct clause_set *clauses, struct arena *a) {
    struct exercise *e = arena_new(a, struct exercise);
    e->m = s->model;
    e->rules = clauses->rules;
    e->arena = a;
    e->g = diagrams_new(s, POLICY_STEPS);
    e->all = decisions_new(version_new(e->g, clauses), NULL, true);
    e->feasible = diagram_and(e->g, e->all->in_scope, e->all->v->possible);
    e->known = arena_array(a, bool, e->m->facts.len + 1);
    e->value = arena_array(a, int64_t, e->m->facts.len + 1);
    e->applies = arena_array(a, diagram, e->rules->rules.len);
    e->reversed = arena_array(a, diagram, e->m->facts.len);
    struct clause_filter presumed = clauses_of_kind(CLAUSE_PRESUMED);
    for (uint32_t f = presumed.index = 0; f < e->m->facts.len; presumed.index = ++f)
        if (e->m->facts.at[f].presumptions.len > 0)
            e->reversed[f] = diagram_of(e->all->v, presumed, NULL, YES);
    make_goals(e);
    if (!e->g->gave_up) run_examples(e);
    return e;
}

/* ---- in words ---- */

const char *const exercise_kinds[GOAL_KINDS][2] = {[GOAL_RULE] = {"rule", "rules"},
                                                   [GOAL_CONDITION] = {"condition", "conditions"},
                                                   [GOAL_DUTY] = {"duty", "duties"}};

const char *exercise_kinds_text(const struct exercise *e) {
    struct words kinds = {0};
    for (int kind = 0; kind < GOAL_KINDS; kind++)
        if (e->count[kind]) vec_push(e->arena, &kinds, exercise_kinds[kind][0]);
    return kinds.len ? list_in_words(e->arena, kinds.at, kinds.len, " and ") : NULL;
}

static const char *approaches_text(struct arena *a, const struct model *m, uint32_t set) {
    bool every = m->approaches.len > 1 && set == model_approaches(m);
    return every ? "every approach" : approaches_words(a, m, set, false, ", ");
}

const char *deed_text(struct arena *a, const struct model *m, const struct rule *r, bool ing) {
    static const char *const verbs[][2] = {[STATEMENT_PERMISSION] = {"opens", "opening"},
                                           [STATEMENT_PROHIBITION] = {"closes", "closing"},
                                           [STATEMENT_REQUIREMENT] = {"closes", "closing"},
                                           [STATEMENT_DUTY] = {"attaches", "attaching"},
                                           [STATEMENT_EXPECTATION] = {"cautions", "cautioning"}};
    const char *verb = verbs[r->kind][ing];
    if (r->kind == STATEMENT_EXPECTATION) return verb;
    return arena_printf(a, "%s %s", verb,
                        r->kind == STATEMENT_DUTY ? m->duties.at[r->duty].id.name
                                                  : approaches_text(a, m, r->approaches));
}

const char *goal_text(const struct exercise *e, const struct goal *goal) {
    if (goal->kind == GOAL_DUTY)
        return arena_printf(e->arena, "%s is due", e->m->duties.at[goal->duty].id.name);
    const struct rule *r = &e->rules->rules.at[goal->rule];
    const char *id = e->m->blocks.at[r->block].id.name;
    if (goal->kind == GOAL_RULE)
        return arena_printf(e->arena, "%s %s", id, deed_text(e->arena, e->m, r, false));
    return arena_printf(e->arena, "%s alone keeps %s from %s", e->m->facts.at[goal->fact].id.name,
                        id, deed_text(e->arena, e->m, r, true));
}

const char *goal_short(const struct exercise *e, const struct goal *goal) {
    if (goal->kind == GOAL_DUTY) return goal_text(e, goal);
    const char *id = e->m->blocks.at[e->rules->rules.at[goal->rule].block].id.name;
    if (goal->kind == GOAL_RULE) return arena_printf(e->arena, "a rule of %s applies", id);
    return arena_printf(e->arena, "%s alone keeps a rule of %s from applying",
                        e->m->facts.at[goal->fact].id.name, id);
}

/* One finding for all conditions of a rule that no example shows to matter. */
static void report_conditions(const struct exercise *e, struct diags *d, uint32_t rule) {
    const struct rule *r = &e->rules->rules.at[rule];
    struct words facts = {0};
    vec_each (struct goal, goal, &e->goals)
        if (goal->kind == GOAL_CONDITION && goal->rule == rule && !goal->exercised)
            vec_push(e->arena, &facts, e->m->facts.at[goal->fact].id.name);
    if (facts.len)
        diag_report(
            d, DIAG_UNEXERCISED_CONDITION, r->at,
            "no example stands just outside this rule of %s by one of these facts alone: %s",
            e->m->blocks.at[r->block].id.name, list_in_words(e->arena, facts.at, facts.len, ", "));
}

void exercise_report(const struct exercise *e, struct diags *d) {
    vec_each (struct goal, goal, &e->goals) {
        if (goal->kind == GOAL_RULE && !goal->exercised)
            diag_report(d, DIAG_UNEXERCISED_RULE, e->rules->rules.at[goal->rule].at,
                        "no example exercises this rule: %s in none", goal_text(e, goal));
        if (goal->kind == GOAL_DUTY && !goal->exercised)
            diag_report(d, DIAG_UNEXERCISED_DUTY, e->m->duties.at[goal->duty].id.at,
                        "no example's answer has the duty %s", e->m->duties.at[goal->duty].id.name);
    }
    for (uint32_t rule = 0; rule < e->rules->rules.len; rule++) report_conditions(e, d, rule);
}
