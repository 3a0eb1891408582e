#include "evaluator/explain/turn.h"

/* ---- items by what they belong to ---- */

bool ev_index_make(struct ev_tree *t, struct ev_index *x, const uint32_t *of, const uint32_t *items,
                   uint32_t n, uint32_t numbers) {
    uint32_t *from = ev_tree_take(t, ((size_t)numbers + 2) * sizeof *from);
    uint32_t *sorted = ev_tree_take(t, ((size_t)n + 1) * sizeof *sorted);
    if (!from || !sorted) return false;
    memset(from, 0, ((size_t)numbers + 2) * sizeof *from);
    for (uint32_t i = 0; i < n; i++)
        if (of[i] != EV_NOWHERE) from[of[i] + 2]++;
    for (uint32_t k = 0; k < numbers; k++) from[k + 2] += from[k + 1];
    for (uint32_t i = 0; i < n; i++) /* from[k + 1] is where the next of number k goes */
        if (of[i] != EV_NOWHERE) sorted[from[of[i] + 1]++] = items ? items[i] : i;
    *x = (struct ev_index){from, sorted};
    return true;
}

/* ---- what hangs on what ---- */

static bool index_tests(struct ev_build *b, struct ev_turns *turns) {
    const struct strat_about *about = &b->e->vocabulary.about;
    uint32_t *of = ev_tree_take(b->t, ((size_t)about->conditions + 1) * sizeof *of);
    for (uint32_t i = 0; of && i < about->conditions; i++) {
        struct strat_condition c;
        strat_get_condition(b->e->policy, i, &c);
        bool tests = c.fact >= 0 && (uint32_t)c.fact < about->facts; /* not a reading */
        of[i] = tests ? (uint32_t)c.fact : EV_NOWHERE;
    }
    return of && ev_index_make(b->t, &turns->tests, of, NULL, about->conditions, about->facts);
}

/* Of each term the conditions that are made of it. */
static bool index_parents(struct ev_build *b, struct ev_turns *turns) {
    uint32_t conditions = b->e->vocabulary.about.conditions, terms = 0, n = 0;
    struct strat_condition c;
    for (uint32_t i = 0; i < conditions; i++) {
        strat_get_condition(b->e->policy, i, &c);
        terms += c.terms;
    }
    uint32_t *of = ev_tree_take(b->t, ((size_t)terms + 1) * sizeof *of),
             *parent = ev_tree_take(b->t, ((size_t)terms + 1) * sizeof *parent);
    if (!of || !parent) return false;
    for (uint32_t i = 0; i < conditions; i++) {
        strat_get_condition(b->e->policy, i, &c);
        for (uint32_t k = 0; k < c.terms; k++, n++) {
            of[n] = (uint32_t)strat_get_term(b->e->policy, i, k).condition;
            parent[n] = i;
        }
    }
    return ev_index_make(b->t, &turns->parents, of, parent, terms, conditions);
}

/* Of each condition the rules that ask for it at once. */
static bool index_asking(struct ev_build *b, struct ev_turns *turns) {
    const struct strat_about *about = &b->e->vocabulary.about;
    uint32_t *of = ev_tree_take(b->t, (2 * (size_t)about->rules + 1) * sizeof *of),
             *rule = ev_tree_take(b->t, (2 * (size_t)about->rules + 1) * sizeof *rule);
    if (!of || !rule) return false;
    for (uint32_t i = 0; i < about->rules; i++) {
        struct strat_rule r;
        strat_get_rule(b->e->policy, i, &r);
        of[2 * i] = r.when.condition < 0 ? EV_NOWHERE : (uint32_t)r.when.condition;
        of[2 * i + 1] = r.wants.condition < 0 ? EV_NOWHERE : (uint32_t)r.wants.condition;
        rule[2 * i] = rule[2 * i + 1] = i;
    }
    return ev_index_make(b->t, &turns->asking, of, rule, 2 * about->rules, about->conditions);
}

struct ev_turns *ev_turns_of(struct ev_build *b) {
    const struct strat_about *about = &b->e->vocabulary.about;
    size_t conditions = (size_t)about->conditions + 1, words = conditions / 64 + 1;
    if (b->turns) return b->turns;
    struct ev_turns *turns = ev_tree_take(b->t, sizeof *turns);
    if (!turns) return NULL;
    *turns = (struct ev_turns){.holds = ev_tree_take(b->t, conditions),
                               .without = ev_tree_take(b->t, conditions),
                               .with = ev_tree_take(b->t, conditions)};
    turns->conditions = ev_tree_take(b->t, conditions * sizeof *turns->conditions);
    turns->rules = ev_tree_take(b->t, (2 * (size_t)about->rules + 1) * sizeof *turns->rules);
    turns->ids = ev_tree_take(b->t, strat_id_words(b->e->policy) * sizeof *turns->ids);
    turns->met = ev_tree_take(b->t, words * sizeof *turns->met);
    if (!ev_filled(b, &turns->request) || !index_tests(b, turns) || !index_parents(b, turns) ||
        !index_asking(b, turns) || b->t->failed)
        return NULL;
    bitset_clear(turns->met, words);
    strat_conditions_hold(b->e->policy, &turns->request, turns->holds);
    memcpy(turns->without, turns->holds, conditions);
    memcpy(turns->with, turns->holds, conditions);
    b->turns = turns;
    return turns;
}

/* ---- one fact ---- */

static void meet(struct ev_turns *turns, uint32_t condition) {
    if (bitset_has(turns->met, condition)) return;
    bitset_add(turns->met, condition);
    turns->conditions[turns->n_conditions++] = condition;
}

/* Those that were met, in rising order, and their rules. */
static void put_in_order(struct ev_turns *turns, uint32_t conditions) {
    uint32_t n = 0;
    bitset_each (c, turns->met, conditions) {
        const uint32_t *from = turns->asking.from + c;
        turns->conditions[n++] = (uint32_t)c;
        for (uint32_t i = from[0]; i < from[1]; i++)
            turns->rules[turns->n_rules++] = turns->asking.items[i];
    }
    bitset_clear(turns->met, (size_t)conditions / 64 + 1);
}

bool ev_turn_begin(struct ev_build *b, struct ev_turns *turns, uint32_t fact) {
    const uint32_t conditions = b->e->vocabulary.about.conditions, *from = turns->tests.from + fact;
    uint64_t work = 1 + conditions / 256;
    turns->fact = fact;
    turns->n_conditions = turns->n_rules = 0;
    for (uint32_t i = from[0]; i < from[1]; i++) meet(turns, turns->tests.items[i]);
    for (uint32_t n = 0; n < turns->n_conditions; n++) { /* more may come while it goes on */
        struct strat_condition c;
        strat_get_condition(b->e->policy, turns->conditions[n], &c);
        const uint32_t *parents = turns->parents.from + turns->conditions[n];
        for (uint32_t i = parents[0]; i < parents[1]; i++) meet(turns, turns->parents.items[i]);
        work += 1 + (c.terms + parents[1] - parents[0]) / 4;
    }
    put_in_order(turns, conditions);
    turns->cost = (uint32_t)(work + turns->n_rules);
    return ev_spend(b->e, turns->cost);
}

static bool put(struct ev_build *b, struct ev_turns *turns, uint8_t *holds) {
    strat_some_conditions_hold(b->e->policy, &turns->request, turns->conditions,
                               turns->n_conditions, holds);
    return ev_spend(b->e, turns->cost);
}

bool ev_turn(struct ev_build *b, struct ev_turns *turns, int64_t value) {
    turns->request.known[turns->fact] = 1;
    turns->request.value[turns->fact] = value;
    return put(b, turns, turns->with);
}

bool ev_turn_away(struct ev_build *b, struct ev_turns *turns) {
    turns->request.known[turns->fact] = 0;
    return put(b, turns, turns->without);
}

void ev_turn_end(struct ev_build *b, struct ev_turns *turns) {
    int64_t *value = &turns->request.value[turns->fact];
    turns->request.known[turns->fact] = ev_own_value(b->e, turns->fact, value);
    for (uint32_t i = 0; i < turns->n_conditions; i++) {
        uint32_t c = turns->conditions[i];
        turns->without[c] = turns->with[c] = turns->holds[c];
    }
}
