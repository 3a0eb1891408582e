/*
 * What goes with an approach wherever it is had, against the reference interpreter: every
 * completion of a request is decided, and of those in which the approach is open or remains what
 * each of them has is kept, and what may open it and start in some. Under other readings, too.
 */
#include "evaluator/core/engine.h"
#include "tests/props/each_policy.h"
#include "tests/props/interpreted.h"

enum { POLICIES = 1500, REQUESTS = 12, MOST_APPROACHES = 8, MOST_WORDS = 4 };

static size_t asked, in_some, attached, alone, strong, started, read_otherwise;

/* Readings that are tried of one request, and the work for these: the first, those after it. */
static struct { uint64_t n, steps; } readings_first, readings_after;

/* Of one approach, over the completions so far. */
struct expected {
    size_t n; /* in so many it is had */
    uint64_t basis[MOST_WORDS], cautions[MOST_WORDS], duties[MOST_WORDS], before[MOST_WORDS];
    uint64_t some[MOST_WORDS]; /* of the duties those that some have */
    int modality;
    bool starts;
};

struct world {
    const struct compiled *c;
    size_t ids, duties, n;
    struct expected of[MOST_APPROACHES];
};

static bool look_at(void *context, const int64_t *situation, const struct decision *d) {
    const uint32_t had = 1u << VERDICT_DEFAULT | 1u << VERDICT_CONDITIONAL | 1u << VERDICT_OPEN;
    struct world *w = context;
    (void)situation;
    w->n++;
    for (uint32_t a = 0; a < w->c->model->approaches.len; a++) {
        struct expected *x = &w->of[a];
        const struct lists *l = &d->each[a];
        x->starts = x->starts || d->may_start >> a & 1;
        if (!(l->verdicts & had)) continue;
        if (x->n++ == 0) {
            bitset_or(x->cautions, l->cautions, w->ids);
            bitset_or(x->duties, l->duties, w->duties);
            bitset_or(x->before, l->before, w->duties);
        }
        bitset_and(x->cautions, l->cautions, w->ids);
        bitset_and(x->duties, l->duties, w->duties);
        bitset_and(x->before, l->before, w->duties);
        bitset_or(x->some, l->duties, w->duties);
        bitset_or(x->basis, l->basis, w->ids);
        if (l->verdicts != 1u << VERDICT_DEFAULT && l->modality > x->modality)
            x->modality = l->modality;
    }
    return true;
}

static void compare_one(const struct world *w, const struct expected *x,
                        const struct strat_lists *had, const char *text) {
    bool same = bitset_same(x->basis, had->basis, w->ids) &&
                bitset_same(x->cautions, had->cautions, w->ids) &&
                bitset_same(x->duties, had->duties, w->duties) &&
                bitset_same(x->before, had->before, w->duties) &&
                x->modality == (int)had->modality - 1 &&
                had->verdicts == (uint32_t)x->starts << STRAT_VERDICT_OPEN;
    if (!same) fail_msg("%s", text);
    asked++;
    in_some += x->n > 0 && x->n < w->n;
    attached += x->n > 0 && bitset_some(x->before, w->duties);
    alone += x->n > 0 && !bitset_same(x->duties, x->some, w->duties);
    strong += x->modality > 0;
    started += x->starts;
}

/* Of the request: every completion. False: they are too many, or there is none. */
static bool find_expected(struct asking *k, struct world *w) {
    memset(w->of, 0, sizeof w->of);
    w->n = 0;
    for (size_t a = 0; a < MOST_APPROACHES; a++) w->of[a].modality = -1;
    return interpret_completions(k->c->interpreter, k->value, k->known, LIMIT, look_at, w) ==
           INTERPRET_OK;
}

static void compare_readings(struct asking *k, struct world *w, struct ev_engine *e,
                             const char *text) {
    uint32_t reading = 0;
    bool after = false;
    vec_each (struct fact, fact, &k->c->model->facts) {
        int64_t taken = fact->taken;
        if (fact->source != FACT_READING) continue;
        for (size_t v = 0; v < fact->values.len; v++) {
            struct ev_fault fault;
            fact->taken = (int64_t)v;
            bool found = (int64_t)v != taken && find_expected(k, w);
            fact->taken = taken;
            if (!found) continue;
            uint64_t steps = ev_steps(e);
            assert_true(ev_decide_read(e, reading, (int64_t)v, &fault));
            (after ? &readings_after : &readings_first)->steps += ev_steps(e) - steps;
            (after ? &readings_after : &readings_first)->n++;
            after = true;
            read_otherwise++;
            for (uint32_t a = 0; a < k->c->model->approaches.len; a++)
                compare_one(w, &w->of[a], &e->had[a], text);
        }
        reading++;
    }
}

static void compare(struct compiled *c, uint64_t seed, const char *text) {
    const struct ev_wanted wanted = {.each = true};
    struct world w = {.c = c};
    struct asking k;
    struct ev_engine e;
    asking_init(&k, c, seed);
    if (seed % 4 == 0) /* as a large policy is laid out */
        c->layout = layout_build_as(&c->d, c->space, c->bits, LAYOUT_INDEX, true);
    else if (seed % 2)
        c->layout = layout_build(&c->d, c->space, c->bits, false); /* makes its diagrams */
    assert_true(ev_engine_open(&e, &c->layout->policy, 0));
    w.ids = strat_id_words(e.policy);
    w.duties = strat_duty_words(e.policy);
    assert_true(w.ids <= MOST_WORDS && w.duties <= MOST_WORDS &&
                c->model->approaches.len <= MOST_APPROACHES);
    for (unsigned i = 0; i < REQUESTS; i++) {
        struct ev_fault fault;
        uint32_t number = 0;
        draw_request(&k, i);
        if (!find_expected(&k, &w)) continue;
        for (uint32_t f = 0; f < c->model->facts.len; f++) {
            if (c->model->facts.at[f].source == FACT_READING) continue;
            e.request.known[number] = k.known[f];
            e.request.value[number++] = k.value[f];
        }
        assert_true(ev_decide(&e, wanted, &fault));
        for (uint32_t a = 0; a < c->model->approaches.len; a++) {
            assert_true(ev_where_had(&e, a, &fault));
            compare_one(&w, &w.of[a], &e.had[a], text);
        }
        compare_readings(&k, &w, &e, text);
    }
    ev_engine_close(&e);
}

static void make_policy(struct random_policy *p, uint64_t seed) {
    if (seed % 3 == 0)
        random_policy_that_reads(p, seed);
    else
        random_policy(p, seed);
}

static void what_each_has(void **unused) {
    (void)unused;
    static struct policies all = {.make = make_policy};
    all.n = policies_to_try(POLICIES);
    while (next_policy(&all)) compare(&all.c, all.seed, all.p.text);
    print_message("%zu approaches, %zu had in some completions alone; %zu with something first "
                  "wherever they are had, %zu with duties in some cases, %zu that start in some, "
                  "%zu by more than may; %zu requests under other readings, %llu steps for the "
                  "first of them, %llu for the others\n",
                  asked, in_some, attached, alone, started, strong, read_otherwise,
                  (unsigned long long)(readings_first.steps / readings_first.n),
                  (unsigned long long)(readings_after.steps / readings_after.n));
    assert_true(in_some > 1000 && attached > 1000 && alone > 1000 && started > 1000 &&
                strong > 1000 && read_otherwise > 500);
    assert_true(4 * readings_after.steps * readings_first.n <
                3 * readings_first.steps * readings_after.n);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_each_has)};
    return cmocka_run_group_tests_name("where_had", tests, NULL, NULL);
}
