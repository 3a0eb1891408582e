/*
 * Of the values of a fact that are said not to be told apart, one can stand for another in any
 * request; and each value is in one of the bands that are listed.
 */
#include "evaluator/core/answer.h"
#include "evaluator/core/bands.h"
#include "tests/props/harness.h"
#include "tests/props/each_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 2000, REQUESTS = 60, BANDS = 4096 };

static uint64_t state = 20261130;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state * 0x2545f4914f6cdd1d) >> 8;
}

/* All but the values themselves, which `presumed` shows. */
static void put(struct ev_engine *e, struct ev_out *to) {
    struct ev_keys keys = {.line_end = NULL};
    struct ev_fault fault;
    for (int key = 0; key < EV_KEYS; key++) keys.wanted[key] = key != EV_KEY_PRESUMED;
    to->used = 0;
    if (ev_decide(e, ev_keys_want(&keys), &fault))
        ev_put_answer(to, e, &keys, (struct ev_span){0});
    else
        ev_put_error(to, e, &keys, &fault, 1, (struct ev_span){0});
}

static size_t tried, others;

static void try_fact(struct ev_engine *e, uint32_t fact, struct ev_out *one, struct ev_out *other) {
    static struct ev_band bands[BANDS];
    int64_t value = e->request.value[fact];
    struct ev_band own = ev_band_of(&e->vocabulary, fact, value);
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, BANDS), found = 0;
    assert_true(n > 0 && n <= BANDS);
    for (uint32_t i = 0; i < n; i++) found += bands[i].low == own.low && bands[i].high == own.high;
    assert_int_equal(found, 1);
    put(e, one);
    for (int end = 0; end < 2; end++) {
        e->request.value[fact] = end ? own.high : own.low;
        put(e, other);
        tried++;
        others += e->request.value[fact] != value;
        assert_int_equal(one->used, other->used);
        assert_memory_equal(one->buffer, other->buffer, one->used);
    }
    e->request.value[fact] = value;
}

static void one_policy(const struct compiled *c, struct ev_out *one, struct ev_out *other) {
    struct ev_engine e;
    assert_true(ev_engine_open(&e, &c->layout->policy, 0));
    for (unsigned i = 0; i < REQUESTS; i++) {
        uint32_t f = 0, known = 0;
        for (size_t m = 0; m < c->model->facts.len; m++) {
            if (c->model->facts.at[m].source == FACT_READING) continue;
            e.request.known[f] = i % 2 == 0 || next() % 3 != 0;
            known += e.request.known[f];
            e.request.value[f++] = random_value(&c->model->facts.at[m], next());
        }
        if (known == 0) continue;
        do f = (uint32_t)(next() % e.vocabulary.about.facts);
        while (!e.request.known[f]);
        try_fact(&e, f, one, other);
    }
    ev_engine_close(&e);
}

static void one_stands_for_another(void **unused) {
    struct ev_out one, other;
    (void)unused;
    assert_true(ev_out_open(&one, EV_MEMORY, 256) && ev_out_open(&other, EV_MEMORY, 256));
    static struct policies all = {.make = random_policy};
    all.n = policies_to_try(POLICIES);
    while (next_policy(&all)) one_policy(&all.c, &one, &other);
    ev_out_close(&one);
    ev_out_close(&other);
    print_message("%zu values, %zu of them another than was asked\n", tried, others);
    assert_true(others > tried / 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_stands_for_another)};
    return cmocka_run_group_tests_name("bands", tests, NULL, NULL);
}
