/*
 * Where too much is unknown to be decided, the facts that are named help: they are among those that
 * are open, each once, and once they are stated, however, it is decided.
 */
#include "tests/bench/policies.h"
#include "tests/props/harness.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { ROOM = 1 << 22, TRIES = 12, TIMES = 20 };

static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1d;
}

static enum strat_result decide(struct duel *t, struct strat_answer *answer) {
    struct strat_request r = {t->request_value, t->request_known};
    strat_prepare(&t->work, &t->c->layout->policy, &r);
    return strat_decide(&t->work, answer);
}

static void state_fact(struct duel *t, uint32_t fact, uint64_t *state) {
    assert_true(fact < t->n_facts);
    t->request_known[fact] = 1;
    t->request_value[fact] =
        random_value(&t->c->model->facts.at[t->fact_of[fact]], next(state) >> 7);
}

/* One that is not decided, with more and more stated at random, within so many steps. */
static void try_policy(struct duel *t, uint64_t steps, size_t *helped) {
    uint64_t state = 88172645463325252u;
    uint32_t facts[64], n;
    t->work.max_steps = steps;
    for (unsigned i = 0; i < TRIES; i++) {
        memset(t->request_known, 0, t->n_facts);
        for (unsigned k = 0; k < i / 4; k++)
            state_fact(t, (uint32_t)((next(&state) >> 7) % t->n_facts), &state);
        if (decide(t, &t->answer) != STRAT_NOT_DECIDED) continue;
        assert_int_equal(strat_narrow(&t->work, facts, &n), STRAT_OK);
        assert_true(n > 0 && n < t->n_facts);
        assert_int_equal(decide(t, &t->answer), STRAT_NOT_DECIDED);
        for (unsigned k = 0; k < TIMES; k++) {
            for (uint32_t f = 0; f < n; f++) {
                assert_true(k > 0 || !t->request_known[facts[f]]);
                state_fact(t, facts[f], &state);
            }
            assert_int_not_equal(decide(t, &t->answer), STRAT_NOT_DECIDED);
            ++*helped;
        }
    }
}

static void what_is_named_helps(void **unused) {
    static const struct {
        bool structured;
        unsigned rules;
        uint64_t steps;
    } policies[] = {{false, 300, 60000}, {false, 3000, 400000}, {true, 1500, 100000}};
    size_t helped = 0;
    (void)unused;
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        char *text = NULL;
        size_t length = 0;
        struct compiled c;
        struct duel t;
        struct author author = {.out = open_memstream(&text, &length),
                                .state = 88172645463325252u + i};
        if (policies[i].structured)
            write_structured(&author, policies[i].rules);
        else
            write_random(&author, policies[i].rules);
        fclose(author.out);
        assert_true(compile_text(&c, text));
        duel_init(&t, &c, ROOM);
        try_policy(&t, policies[i].steps, &helped);
        compiled_free(&c);
        free(text);
    }
    print_message("%zu requests were decided by what was named\n", helped);
    assert_true(helped >= 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_named_helps)};
    return cmocka_run_group_tests_name("narrow", tests, NULL, NULL);
}
