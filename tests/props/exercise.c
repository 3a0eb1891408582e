/*
 * What an example exercises, against the plain meaning of it: every completion of a request, by the
 * reference interpreter. And what --suggest-examples promises: all that is missing is met, no
 * suggestion can be left out.
 */
#include "analysis/exercise.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"
#include "tests/props/situations.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 3000, REQUESTS = 12, LIMIT = 1 << 10 };

static size_t accepted, compared, met, suggested;

static int64_t draw(const struct fact *f, uint64_t *state) {
    int64_t day = 0;
    if (f->kind == FACT_DATE && date_read("2025-01-01", 10, &day))
        return day + (int64_t)(random_next(state) % 100);
    return random_value(f, random_next(state) >> 7);
}

/* ---- the plain meaning ---- */

struct plain {
    struct compiled *c;
    const struct exercise *e;
    bool *everywhere; /* by goal: so far */
    int64_t *neighbour;
    struct decision decision;
};

static bool in_feasible(struct plain *p, const int64_t *situation) {
    return interpret_broken_assume(p->c->interpreter, situation) < 0 &&
           interpret_cond(p->c->interpreter, p->c->model->scope, situation);
}

/* In scope; leaves the interpreter at this situation. */
static bool rule_applies(struct plain *p, uint32_t rule, const int64_t *situation) {
    const struct rule *r = &p->c->rules->rules.at[rule];
    interpret(p->c->interpreter, situation, &p->decision);
    if (!interpret_applied(p->c->interpreter, rule)) return false;
    return r->kind != STATEMENT_EXPECTATION ||
           !interpret_cond(p->c->interpreter, r->meet, situation);
}

static bool stands_just_outside(struct plain *p, const struct goal *goal,
                                const int64_t *situation) {
    const struct model *m = p->c->model;
    const struct domain *d = &p->e->g->s->domains[goal->fact];
    if (rule_applies(p, goal->rule, situation)) return false;
    memcpy(p->neighbour, situation, m->facts.len * sizeof *situation);
    for (size_t i = 0; i < d->len; i++) {
        p->neighbour[goal->fact] = d->at[i];
        if (in_feasible(p, p->neighbour) && rule_applies(p, goal->rule, p->neighbour)) return true;
    }
    return false;
}

static bool goal_met(struct plain *p, const struct goal *goal, const int64_t *situation) {
    if (!in_feasible(p, situation)) return false;
    switch (goal->kind) {
    case GOAL_RULE: return rule_applies(p, goal->rule, situation);
    case GOAL_CONDITION: return stands_just_outside(p, goal, situation);
    case GOAL_DUTY: break;
    }
    interpret(p->c->interpreter, situation, &p->decision);
    return has_duty(p->c->model, &p->decision, goal->duty);
}

/* ---- all completions of a request ---- */

struct completions VEC(int64_t *);

struct gathering {
    struct compiled *c;
    struct completions all;
};

static bool gather(void *context, const int64_t *situation, const struct decision *decision) {
    struct gathering *g = context;
    (void)decision;
    int64_t *copy = arena_array(&g->c->arena, int64_t, g->c->model->facts.len);
    memcpy(copy, situation, g->c->model->facts.len * sizeof *copy);
    vec_push(&g->c->arena, &g->all, copy);
    return true;
}

static const char *one_request(struct plain *p, struct exercise *e, uint64_t *state,
                               unsigned unknown_percent) {
    const struct model *m = p->c->model;
    struct gathering g = {.c = p->c};
    uint8_t *known = arena_array(&p->c->arena, uint8_t, m->facts.len);
    struct request request = {arena_array(&p->c->arena, int64_t, m->facts.len),
                              arena_array(&p->c->arena, bool, m->facts.len)};
    for (uint32_t f = 0; f < m->facts.len; f++) {
        bool reading = m->facts.at[f].source == FACT_READING;
        request.value[f] = reading ? m->facts.at[f].taken : draw(&m->facts.at[f], state);
        known[f] = !reading && (random_next(state) >> 30) % 100 >= unknown_percent;
        request.stated[f] = known[f];
    }
    enum interpret_result result =
        interpret_completions(p->c->interpreter, request.value, known, LIMIT, gather, &g);
    if (result == INTERPRET_TOO_MANY) return NULL;
    vec_each (struct goal, goal, &e->goals) {
        bool plain = g.all.len > 0;
        vec_each (int64_t *, situation, &g.all) plain = plain && goal_met(p, goal, *situation);
        compared++;
        met += plain;
        if (plain != exercise_meets(e, &request, goal->where)) return goal_text(e, goal);
    }
    return NULL;
}

/* ---- suggestions ---- */

static const char *suggestions_keep_their_promise(struct exercise *e) {
    struct suggestions all = suggest_examples(e);
    suggested += all.len;
    vec_each (struct goal, goal, &e->goals) {
        bool some = goal->exercised;
        vec_each (struct suggestion, x, &all)
            some = some || exercise_meets(e, &x->request, goal->where);
        if (!some) return arena_printf(e->arena, "no suggestion for: %s", goal_text(e, goal));
    }
    vec_each (struct suggestion, x, &all) {
        bool needed = false;
        vec_each (struct goal, goal, &e->goals) {
            size_t meeting = 0;
            vec_each (struct suggestion, y, &all)
                meeting += exercise_meets(e, &y->request, goal->where);
            needed = needed || (!goal->exercised && meeting == 1 &&
                                exercise_meets(e, &x->request, goal->where));
        }
        if (!needed) return "a suggestion could be left out";
    }
    return NULL;
}

static void one_policy(uint64_t seed) {
    static struct random_policy p;
    struct compiled c;
    random_policy_with_readings(&p, seed);
    if (compile_text(&c, p.text)) {
        accepted++;
        struct exercise *e = exercise_new(c.space, c.bits, &c.arena);
        struct plain plain = {
            .c = &c, .e = e, .neighbour = arena_array(&c.arena, int64_t, c.model->facts.len)};
        decision_init(c.interpreter, &plain.decision, &c.arena);
        uint64_t state = seed + 1;
        const char *wrong = NULL;
        for (unsigned i = 0; i < REQUESTS && !wrong; i++)
            wrong = one_request(&plain, e, &state, i % 3 * 10);
        if (!wrong) wrong = suggestions_keep_their_promise(e);
        if (wrong) {
            print_error("seed %" PRIu64 ": %s\n%s", seed, wrong, p.text);
            compiled_free(&c);
            fail();
        }
    }
    compiled_free(&c);
}

static void random_policies(void **unused) {
    (void)unused;
    for (uint64_t seed = 1; seed <= POLICIES; seed++) one_policy(seed);
    print_message(
        "%zu of %d policies accepted, %zu goals compared, %zu met, %zu examples suggested\n",
        accepted, POLICIES, compared, met, suggested);
    assert_true(accepted > POLICIES / 3);
    assert_true(met > compared / 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("exercise", tests, NULL, NULL);
}
