/*
 * The table against the reference interpreter: random small policies, every construct, complete
 * requests and unknown facts.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 2000, REQUESTS = 60, LIMIT = 1 << 14 };

/* Dates are drawn near those that the policies name; all of ten thousand years would miss them. */
static int64_t draw(const struct fact *f, uint64_t *state) {
    int64_t day = 0;
    if (f->kind == FACT_DATE && date_read("2025-01-01", 10, &day))
        return day + (int64_t)(random_next(state) % 100);
    return random_value(f, random_next(state) >> 7);
}

static void random_request(struct duel *t, uint64_t *state, unsigned unknown_percent) {
    for (size_t i = 0; i < t->n_facts; i++) {
        uint32_t f = t->fact_of[i];
        t->known[f] = random_next(state) >> 20 & 0xffff
                          ? (random_next(state) >> 30) % 100 >= unknown_percent
                          : 1;
        t->value[f] = draw(&t->c->model->facts.at[f], state);
    }
}

static size_t accepted, compared;

static void one_policy(uint64_t seed) {
    static struct random_policy p;
    struct compiled c;
    random_policy_with_readings(&p, seed);
    if (!compile_text(&c, p.text)) {
        compiled_free(&c);
        return;
    }
    accepted++;
    c.layout =
        layout_build_as(&c.d, c.space, c.bits, seed / 3 % 2 ? LAYOUT_ROWS : LAYOUT_INDEX, true);
    assert_non_null(c.layout);
    struct duel t;
    duel_init(&t, &c, seed % 3 == 0 ? 0 : seed % 3 == 1 ? 500 : 20000);
    uint64_t state = seed + 1;
    for (unsigned i = 0; i < REQUESTS; i++) {
        bool tried;
        random_request(&t, &state, i % 4 * 30);
        const char *differ = duel(&t, LIMIT, true, &tried);
        compared += tried;
        if (differ) {
            print_error("seed %" PRIu64
                        ", request %u: the table and the interpreter differ in %s\n%s",
                        seed, i, differ, p.text);
            compiled_free(&c);
            fail();
        }
    }
    compiled_free(&c);
}

static void random_policies(void **unused) {
    (void)unused;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) one_policy(seed);
    print_message("%zu of %" PRIu64 " policies accepted, %zu requests compared\n", accepted,
                  policies_to_try(POLICIES), compared);
    assert_true(accepted > POLICIES / 3);
    assert_true(compared > accepted * REQUESTS / 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
