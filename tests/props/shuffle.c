/*
 * Order never matters: the blocks of a policy, the statements in them and its definitions are
 * shuffled, and nothing is decided otherwise. Facts, duties and assumptions stay in their order
 * among themselves, because lists in answers follow it.
 *
 * Nor does it matter how often a thing is said: what a list names twice gives the same table, byte
 * for byte; what is said twice, in another order, the same decisions.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"
#include "tests/props/shuffling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* The same value in the other policy: objectives are numbered as their blocks stand. */
static int64_t translate(const struct compiled *from, const struct compiled *to, uint32_t f,
                         int64_t value) {
    if (f != from->model->objective) return value;
    const char *name = from->model->facts.at[f].values.at[value].name;
    int64_t v = 0;
    while (strcmp(to->model->facts.at[f].values.at[v].name, name) != 0) v++;
    return v;
}

static void decide(struct duel *t) {
    for (size_t i = 0; i < t->n_facts; i++) {
        t->request_value[i] = t->value[t->fact_of[i]];
        t->request_known[i] = t->known[t->fact_of[i]];
    }
    struct strat_request r = {t->request_value, t->request_known};
    strat_prepare(&t->work, &t->c->layout->policy, &r);
    if (strat_decide(&t->work, &t->answer) == STRAT_OK) strat_ask(&t->work, t->ask, &t->n_ask);
}

/* Where the policy gives no outline, paragraphs are numbered as they stand. */
static bool same_paragraphs(const struct duel *x, const struct duel *y, const uint64_t *a,
                            const uint64_t *b) {
    const struct model *m = x->c->model, *n = y->c->model;
    if (!m->has_outline && m->outline.len != n->outline.len) return false;
    for (size_t i = 0; i < m->outline.len; i++) {
        size_t k = i;
        for (size_t p = 0;
             p < n->outline.len && strcmp(m->outline.at[i].id, n->outline.at[k].id) != 0; p++)
            k = p;
        if ((a[i / 64] >> (i % 64) & 1) != (b[k / 64] >> (k % 64) & 1)) return false;
    }
    return true;
}

static bool same(const struct duel *x, const struct duel *y) {
    const struct strat_answer *a = &x->answer, *b = &y->answer;
    size_t duties = strat_duty_words(&x->c->layout->policy) * 8;
    return a->status == b->status && a->approach == b->approach && a->now == b->now &&
           a->open == b->open && a->committed == b->committed && a->possible == b->possible &&
           a->possible_status == b->possible_status && a->broken_assume == b->broken_assume &&
           a->lists.modality == b->lists.modality &&
           same_paragraphs(x, y, a->lists.basis, b->lists.basis) &&
           same_paragraphs(x, y, a->lists.cautions, b->lists.cautions) &&
           same_paragraphs(x, y, a->lists.closed_by, b->lists.closed_by) &&
           !memcmp(a->lists.duties, b->lists.duties, duties) &&
           !memcmp(a->lists.before, b->lists.before, duties) && x->n_ask == y->n_ask &&
           !memcmp(x->ask, y->ask, x->n_ask * sizeof *x->ask);
}

static void compare(struct compiled *plain, struct compiled *changed, unsigned requests,
                    uint64_t *state, const char *how, const char *what) {
    struct duel x, y;
    duel_init(&x, plain, 1 << 12);
    duel_init(&y, changed, 1 << 12);
    for (unsigned i = 0; i < requests; i++) {
        for (uint32_t f = 0; f < plain->model->facts.len; f++) {
            x.known[f] = y.known[f] = (random_next(state) >> 30) % 100 >= i % 3 * 10;
            x.value[f] = random_value(&plain->model->facts.at[f], random_next(state) >> 9);
            y.value[f] = translate(plain, changed, f, x.value[f]);
        }
        decide(&x);
        decide(&y);
        if (!same(&x, &y)) fail_msg("request %u is decided otherwise %s:\n%s", i, how, what);
    }
}

static void random_policies(void **unused) {
    (void)unused;
    static struct random_policy p;
    unsigned compared = 0;
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        struct compiled plain, shuffled;
        uint64_t state = seed;
        random_policy_with_readings(&p, seed);
        bool accepted = compile_shuffled(&plain, NULL, p.text, NULL),
             again = compile_shuffled(&shuffled, NULL, p.text, &state);
        if (accepted != again)
            fail_msg("shuffled, this policy is %s:\n%s", again ? "no longer refused" : "refused",
                     p.text);
        if (accepted) compare(&plain, &shuffled, 40, &state, "once the policy is shuffled", p.text);
        compared += accepted;
        compiled_free(&plain);
        compiled_free(&shuffled);
    }
    assert_true(compared > 500);
}

/* What is named twice, then what is said twice. */
static void said_twice(void **unused) {
    (void)unused;
    static struct random_policy p;
    size_t compared = 0, made = 0;
    for (uint64_t seed = 1; seed <= policies_to_try(1500); seed++) {
        struct compiled plain, named, said;
        uint64_t state = seed;
        random_policy_with_readings(&p, seed);
        bool accepted = compile_text(&plain, p.text);
        if (accepted != compile_repeated(&named, p.text, &state, NAMES, false, &made) ||
            accepted != compile_repeated(&said, p.text, &state, ONCE, true, &made))
            fail_msg("seed %" PRIu64 ": where things are said twice, this policy is %s:\n%s", seed,
                     accepted ? "refused" : "no longer refused", p.text);
        if (accepted && !same_table(&plain.layout->policy, &named.layout->policy))
            fail_msg("seed %" PRIu64 ": where things are named twice, this policy is another:\n%s",
                     seed, p.text);
        if (accepted) compare(&plain, &said, 40, &state, "where things are said twice", p.text);
        compared += accepted;
        compiled_free(&plain);
        compiled_free(&named);
        compiled_free(&said);
    }
    print_message("%zu policies, %zu things said twice\n", compared, made);
    assert_true(compared > 500);
}

static void enisa(void **unused) {
    (void)unused;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct compiled plain, shuffled;
        uint64_t state = seed;
        assert_true(compile_shuffled(&plain, "policies/enisa-international.strat", NULL, NULL));
        assert_true(
            compile_shuffled(&shuffled, "policies/enisa-international.strat", NULL, &state));
        compare(&plain, &shuffled, 3000, &state, "once the policy is shuffled",
                "policies/enisa-international.strat");
        compiled_free(&plain);
        compiled_free(&shuffled);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(said_twice), cmocka_unit_test(enisa)};
    return cmocka_run_group_tests_name("shuffle", tests, NULL, NULL);
}
