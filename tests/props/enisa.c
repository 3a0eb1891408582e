/*
 * ENISA's policy: random requests, complete and with unknown facts, and every example,
 * decided by the table and by the reference interpreter.
 */
#include "tests/props/harness.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

enum { REQUESTS = 250000, LIMIT = 2048, EXAMPLE_LIMIT = 1 << 24, CACHE = 1 << 15 };

static struct compiled policy;
static struct duel both;

static int set_up(void **unused) {
    (void)unused;
    if (!compile_file(&policy, "policies/enisa-international.strat")) return -1;
    duel_init(&both, &policy, CACHE);
    return 0;
}

static int tear_down(void **unused) {
    (void)unused;
    compiled_free(&policy);
    return 0;
}

static void say_request(void) {
    for (size_t i = 0; i < both.n_facts; i++) {
        const struct fact *f = &policy.model->facts.at[both.fact_of[i]];
        if (both.known[both.fact_of[i]])
            print_error("%s=%s ", f->id.name,
                        fact_value_text(&policy.arena, f, both.value[both.fact_of[i]]));
    }
    print_error("\n");
}

/*
 * Most random combinations are decided by default; so a request starts from an example's and
 * changes a few facts, as often as it starts from nothing.
 */
static void draw(uint64_t *state) {
    const struct model *m = policy.model;
    const struct example *start =
        random_next(state) & 1 << 20 ? &m->examples.at[random_next(state) % m->examples.len] : NULL;
    unsigned unknown = (unsigned)(random_next(state) >> 40) % 10, holes = unknown < 6   ? 0
                                                                          : unknown < 9 ? 2
                                                                                        : 4;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        both.known[f] = 1;
        both.value[f] = random_value(&m->facts.at[f], random_next(state) >> 9);
    }
    for (size_t i = 0; start && i < start->givens.len; i++)
        both.value[start->givens.at[i].fact] = start->givens.at[i].value;
    for (unsigned i = 0; i < holes; i++) both.known[random_next(state) % m->facts.len] = 0;
    /* Most often within the assumptions, which random facts rarely are. */
    bool within = random_next(state) % 8 != 0;
    for (uint32_t f = 0; f < m->facts.len && within; f++) {
        const char *name = m->facts.at[f].id.name;
        if (strcmp(name, "agreement_covers") == 0 && both.known[f])
            both.value[f] = random_next(state) % 4 ? 0 : both.value[f];
        if (strcmp(name, "binding_obligations") == 0) both.value[f] = 0;
    }
}

static void many_requests(void **unused) {
    (void)unused;
    uint64_t state = 20260101;
    size_t compared = 0, decided[STRAT_UNDETERMINED + 1] = {0};
    for (unsigned i = 0; i < requests_to_try(REQUESTS); i++) {
        bool tried;
        draw(&state);
        const char *differ = duel(&both, LIMIT, i % 32 == 0, &tried);
        if (differ) {
            print_error("request %u: the table and the interpreter differ in %s\n", i, differ);
            say_request();
            fail();
        }
        compared += tried;
        decided[both.answer.status] += tried && both.answer.broken_assume < 0;
    }
    print_message("%zu compared: %zu out of scope, %zu refused, %zu default, %zu conditional, %zu "
                  "open, %zu undetermined\n",
                  compared, decided[0], decided[1], decided[2], decided[3], decided[4], decided[5]);
    assert_true(compared > REQUESTS / 100 * 95);
    for (unsigned s = 0; s <= STRAT_UNDETERMINED; s++) assert_true(decided[s] > REQUESTS / 1000);
}

static void every_example(void **unused) {
    (void)unused;
    const struct model *m = policy.model;
    size_t compared = 0, asked = 0;
    for (size_t e = 0; e < m->examples.len; e++) {
        bool tried;
        if (is_left_out(e, 4)) continue; /* some have millions of completions */
        asked++;
        memset(both.known, 0, m->facts.len);
        vec_each (struct given, g, &m->examples.at[e].givens) {
            both.known[g->fact] = 1;
            both.value[g->fact] = g->value;
        }
        const char *differ = duel(&both, EXAMPLE_LIMIT, false, &tried);
        if (differ)
            fail_msg("example \"%s\": the table and the interpreter differ in %s",
                     m->examples.at[e].title, differ);
        compared += tried; /* where next to nothing is known, there is too much to try */
    }
    print_message("%zu of %zu examples\n", compared, asked);
    assert_true(asked * one_in(4) >= 200 && asked <= compared + m->examples.len / 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(many_requests),
                                       cmocka_unit_test(every_example)};
    return cmocka_run_group_tests_name("enisa", tests, set_up, tear_down);
}
