/*
 * Where single situations settle that there is nothing to find, the decisions of every situation
 * find nothing: on random policies, each judged as if it were too tangled to be decided whole, and
 * as it is.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include "analysis/study.h"
#include "lint/lint.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 600, QUESTIONS = 5 };

static const enum diag_code codes[QUESTIONS][3] = {
    {DIAG_UNREACHED_APPROACH, DIAG_UNREACHED_APPROACH, DIAG_UNREACHED_APPROACH},
    {DIAG_IDLE_DUTY, DIAG_IDLE_DUTY, DIAG_IDLE_DUTY},
    {DIAG_IDLE_FACT, DIAG_IDLE_JUDGEMENT, DIAG_IDLE_READING},
    {DIAG_UNPROVIDED, DIAG_LEFT_TO_DEFAULT, DIAG_LEFT_TO_DEFAULT},
    {DIAG_UNREACHED_PARTNER, DIAG_PARTNER_LEFT_TO_DEFAULT, DIAG_PARTNER_LEFT_TO_DEFAULT},
};

static void see(struct compiled *c, bool *seen) {
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    l.whole = false;
    seen[0] = seen_approaches(&l);
    seen[1] = seen_duties(&l);
    seen[2] = seen_facts(&l);
    seen[3] = seen_permitted(&l, c->model->objective, c->model->activity);
    seen[4] = c->model->partner != MODEL_NONE && seen_permitted(&l, c->model->partner, MODEL_NONE);
}

/* Of a fact of which no condition tells two values apart nothing need be seen. */
static bool is_plain(const struct compiled *c, const struct diag *d) {
    for (uint32_t f = 0; f < c->model->facts.len; f++)
        if (c->model->facts.at[f].id.at.from == d->at.from)
            return c->space->first_axis[f] == c->space->first_axis[f + 1];
    return false;
}

static bool finds(struct compiled *c, int question) {
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    lint_one(&l, DIAG_UNREACHED_APPROACH);
    lint_one(&l, DIAG_IDLE_DUTY);
    lint_one(&l, DIAG_IDLE_FACT);
    lint_one(&l, DIAG_IDLE_JUDGEMENT);
    lint_one(&l, DIAG_IDLE_READING);
    lint_one(&l, DIAG_UNPROVIDED);
    lint_one(&l, DIAG_LEFT_TO_DEFAULT);
    lint_one(&l, DIAG_UNREACHED_PARTNER);
    lint_one(&l, DIAG_PARTNER_LEFT_TO_DEFAULT);
    vec_each (struct diag, d, &c->d.list)
        for (int k = 0; k < 3; k++)
            if (d->code == codes[question][k] && !is_plain(c, d)) return true;
    return false;
}

static void random_policies(void **unused) {
    static struct random_policy p;
    size_t settled[QUESTIONS] = {0}, open[QUESTIONS] = {0};
    (void)unused;
    for (uint64_t seed = 1; seed <= POLICIES; seed++) {
        struct compiled tangled, whole;
        bool seen[QUESTIONS] = {false};
        random_policy_with_readings(&p, seed);
        if (compile_text(&tangled, p.text)) see(&tangled, seen);
        bool compiles = compile_text(&whole, p.text);
        for (int q = 0; q < QUESTIONS && compiles; q++) {
            if (seen[q] && finds(&whole, q)) {
                print_error("seed %" PRIu64 ": %s\n%s", seed, diag_infos[codes[q][0]].slug, p.text);
                fail();
            }
            settled[q] += seen[q];
            open[q] += !seen[q];
        }
        compiled_free(&tangled);
        compiled_free(&whole);
    }
    for (int q = 0; q < QUESTIONS; q++) {
        print_message("%s: settled in %zu policies, open in %zu\n", diag_infos[codes[q][0]].slug,
                      settled[q], open[q]);
        assert_true(settled[q] > 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("seen", tests, NULL, NULL);
}
