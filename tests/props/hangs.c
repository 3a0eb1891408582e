/*
 * On which unknown facts an approach hangs, against trying: of each unknown fact every value that
 * some rule tells from others is stated, and the verdicts and reasons that come of it compared with
 * those without.
 */
#include "evaluator/core/trial.h"
#include "evaluator/explain/build.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 2500, REQUESTS = 5, BANDS = 256, MOST_WORDS = 4 };

static uint64_t state = 20261130;

static uint64_t next(void) { return random_next(&state) >> 8; }

static size_t hanging, not_hanging, of_sets;

/* What an approach is, and by which paragraphs. */
struct standing {
    uint32_t verdicts;
    uint64_t reasons[4 * MOST_WORDS];
};

/* Of the request as it is now. False: it is impossible. */
static bool stand(struct ev_engine *e, uint32_t approach, struct standing *to) {
    struct ev_fault fault;
    size_t words = strat_id_words(e->policy);
    if (!ev_decide_too(e, true, &fault)) return false;
    assert_true(ev_explain(e, approach, &fault));
    const uint64_t *sets[] = {e->reasons.permits_all, e->reasons.permits_some,
                              e->reasons.closes_all, e->reasons.closes_some};
    memset(to, 0, sizeof *to);
    to->verdicts = e->answer.each[approach].verdicts;
    for (size_t i = 0; i < 4; i++)
        memcpy(to->reasons + i * MOST_WORDS, sets[i], words * sizeof(uint64_t));
    return true;
}

static bool differs(struct ev_engine *e, uint32_t approach, uint32_t fact,
                    const struct standing *before) {
    static struct ev_band bands[BANDS];
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, BANDS);
    struct standing now;
    bool is = false;
    assert_true(n <= BANDS);
    for (uint32_t i = 0; i < n && !is; i++) {
        struct ev_trial trial = ev_trial_begin(e, fact, bands[i].low);
        is = stand(e, approach, &now) && memcmp(&now, before, sizeof now) != 0;
        ev_trial_end(e, trial);
    }
    return is;
}

static void check_approach(struct ev_engine *e, uint32_t approach) {
    uint64_t facts[2];
    struct standing before;
    struct ev_fault fault;
    int64_t value;
    assert_true(stand(e, approach, &before) && ev_hangs(e, approach, facts, &fault));
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        const struct strat_fact *info = &e->vocabulary.facts[f].info;
        bool known = ev_own_value(e, f, &value) || info->presumed;
        bool is = !known && differs(e, approach, f, &before);
        assert_int_equal(bitset_has(facts, f), is);
        hanging += is;
        not_hanging += !is && !known;
        of_sets += is && info->kind == STRAT_SET_OF;
    }
}

static void random_request(const struct compiled *c, struct ev_engine *e, unsigned unknown) {
    uint32_t f = 0;
    vec_each (struct fact, fact, &c->model->facts) {
        if (fact->source == FACT_READING) continue;
        e->request.known[f] = next() % 6 >= unknown;
        e->request.value[f++] = random_value(fact, next());
    }
}

static void one_policy(const struct compiled *c) {
    const struct ev_wanted wanted = {.each = true, .presumed = true};
    struct ev_engine e;
    struct ev_fault fault;
    assert_true(ev_engine_open(&e, &c->layout->policy, 0));
    assert_true(e.vocabulary.about.facts <= 128 && strat_id_words(e.policy) <= MOST_WORDS);
    for (unsigned i = 0; i < REQUESTS; i++) {
        random_request(c, &e, i + 2);
        if (!ev_decide(&e, wanted, &fault)) continue;
        for (uint32_t a = 0; a < e.vocabulary.about.approaches; a++) check_approach(&e, a);
    }
    ev_engine_close(&e);
}

static void facts_that_change_it(void **unused) {
    static struct random_policy p;
    (void)unused;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled c;
        random_policy_with_readings(&p, seed);
        bool fine = compile_text_using(&c, p.text, p.used);
        if (fine && seed % 4 == 0) /* as a large policy is laid out */
            c.layout = layout_build_as(&c.d, c.space, c.bits, LAYOUT_INDEX, true);
        if (fine) one_policy(&c);
        compiled_free(&c);
    }
    print_message("%zu facts on which it hangs, %zu of them sets; %zu on which it does not\n",
                  hanging, of_sets, not_hanging);
    assert_true(hanging > 1000 && not_hanging > 1000 && of_sets > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(facts_that_change_it)};
    return cmocka_run_group_tests_name("hangs", tests, NULL, NULL);
}
