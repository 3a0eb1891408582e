/*
 * What is said of a way, against the reference interpreter: with each value that its changes name,
 * the others as they are told, the approach is open in every completion; what comes first, what is
 * owed and what to beware of is in every one of them what is said of all cases, and in some of them
 * what is said of some.
 */
#include "evaluator/explain/build.h"
#include "tests/props/random_policy.h"
#include "tests/props/ways_expected.h"

enum { POLICIES = 2500, REQUESTS = 6 };

static size_t compared, several, differing, of_sets, given_up;

struct lists_of {
    uint64_t cautions, duties, before;
};

/* What the completions with these values have. */
struct seen {
    struct lists_of always, ever;
    uint64_t through;
    bool by_default;
    size_t values;
};

static void see(const struct world *w, const struct asked *q, struct seen *to) {
    struct completions c;
    const struct situation *s;
    uint32_t a = q->approach;
    assert_true(is_sure(w, q));
    to->values++;
    completions_init(w, q, &c);
    while ((s = next_completion(w, &c))) {
        to->through |= s->basis[a];
        to->by_default = to->by_default || s->fallen >> a & 1;
        to->always.cautions &= s->cautions[a], to->ever.cautions |= s->cautions[a];
        to->always.duties &= s->duties[a], to->ever.duties |= s->duties[a];
        to->always.before &= s->before[a], to->ever.before |= s->before[a];
    }
}

static bool is_named(const struct world *w, const struct strat_change *c, int64_t value) {
    uint64_t set = (uint64_t)value;
    switch (fact_at(w, c->fact)->kind) {
    case FACT_SET_OF:
        return c->includes | c->excludes | c->one_of
                   ? !(c->includes & ~set) && !(c->excludes & set) &&
                         (!c->one_of || c->one_of & set)
                   : value == c->value;
    case FACT_NUMBER:
    case FACT_DATE: return value >= c->low && value <= c->high;
    default: return c->values[value / 64] >> (value % 64) & 1;
    }
}

/* Every value of the domain; of choices of each. */
static void see_change(const struct world *w, struct asked *q, const struct strat_change *c,
                       struct seen *to) {
    const struct fact *fact = fact_at(w, c->fact);
    const struct domain *d = domain_at(w, c->fact);
    bool listed = fact->kind == FACT_FLAG || fact->kind == FACT_ONE_OF;
    size_t n = !listed ? d->len : fact->kind == FACT_FLAG ? 2 : fact->values.len;
    int own = q->digit[c->fact];
    for (size_t i = 0; i < n; i++) {
        int64_t value = listed ? (int64_t)i : d->at[i];
        if (!is_named(w, c, value)) continue;
        q->digit[c->fact] = digit_of(w, c->fact, value);
        see(w, q, to);
        of_sets += fact->kind == FACT_SET_OF;
    }
    q->digit[c->fact] = own;
}

static void check_way(const struct world *w, const struct asked *q, const struct strat_way *way,
                      const struct ev_brought *brought) {
    struct seen seen = {.always = {~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}};
    struct asked with = *q;
    with.paragraph = way->through;
    for (uint32_t i = 0; i < way->n; i++)
        with.digit[way->changes[i].fact] = digit_of(w, way->changes[i].fact, way->changes[i].value);
    see(w, &with, &seen);
    struct lists_of own = seen.always;
    for (uint32_t i = 0; i < way->n; i++) see_change(w, &with, &way->changes[i], &seen);
    assert_true(brought->found);
    assert_int_equal(brought->always.cautions[0], seen.always.cautions);
    assert_int_equal(brought->always.duties[0], seen.always.duties);
    assert_int_equal(brought->always.before[0], seen.always.before);
    assert_int_equal(brought->ever.cautions[0], seen.ever.cautions & ~seen.always.cautions);
    assert_int_equal(brought->ever.duties[0], seen.ever.duties & ~seen.always.duties);
    assert_int_equal(brought->ever.before[0], seen.ever.before & ~seen.always.before);
    if (way->through < 0) {
        assert_int_equal(brought->through[0], seen.through);
        assert_int_equal(brought->verdicts >> STRAT_VERDICT_DEFAULT & 1, seen.by_default);
    }
    compared++;
    several += seen.values > 1 + way->n;
    differing += memcmp(&own, &seen.always, sizeof own) != 0;
}

/* `most`: the bound on work; where it is reached values are left out, and what is said of the
 * others is as true. */
static void ask(struct world *w, struct ev_engine *e, const struct asked *q, uint64_t most) {
    struct ev_tree tree;
    struct ev_build b = {.e = e, .t = &tree};
    struct ev_fault fault;
    e->bound = UINT64_MAX;
    if (!ev_decide(e, (struct ev_wanted){.each = true}, &fault)) return;
    assert_true(ev_find_ways(e, q->approach, STRAT_MOST_WAYS, &w->ways, &fault));
    assert_true(ev_tree_open(&tree));
    for (uint32_t i = 0; i < w->ways.n; i++) {
        struct ev_brought brought;
        e->bound = most == UINT64_MAX ? most : ev_steps(e) + most;
        ev_find_brought(&b, q->approach, &w->ways.ways[i], &brought);
        given_up += brought.in_part;
        assert_true(!brought.in_part || most < UINT64_MAX);
        if (brought.found) check_way(w, q, &w->ways.ways[i], &brought);
        assert_true(brought.found || most < UINT64_MAX);
    }
    ev_tree_close(&tree);
}

static void try_policy(struct compiled *c, uint64_t seed) {
    static struct world w;
    struct ev_engine e;
    struct asked q = {.paragraph = -1, .or_default = true};
    uint64_t state = seed * 11 + 3;
    if (!world_init(&w, c)) return;
    assert_true(ev_engine_open(&e, &c->layout->policy, UINT64_MAX));
    for (unsigned i = 0; i < REQUESTS; i++) {
        draw(&w, &q, &state, i % 3 == 0 ? 0 : i * 18);
        memcpy(e.request.known, w.t.request_known, w.t.n_facts * sizeof *e.request.known);
        memcpy(e.request.value, w.t.request_value, w.t.n_facts * sizeof *e.request.value);
        for (q.approach = 0; q.approach < c->model->approaches.len; q.approach++) {
            ask(&w, &e, &q, UINT64_MAX);
            ask(&w, &e, &q, random_next(&state) % 3000);
        }
    }
    ev_engine_close(&e);
}

static void what_is_said_holds_for_all_values(void **unused) {
    static struct random_policy p;
    uint64_t n = policies_to_try(POLICIES);
    (void)unused;
    for (uint64_t seed = 1; seed <= n; seed++) {
        struct compiled c;
        random_policy_with_readings(&p, seed);
        if (compile_text_using(&c, p.text, p.used)) try_policy(&c, seed);
        compiled_free(&c);
    }
    print_message("%zu ways, %zu with several values, %zu whose values differ, %zu sets, %zu not "
                  "all tried\n",
                  compared, several, differing, of_sets, given_up);
    assert_true(compared > n && several > n / 2 && differing > n / 100 && of_sets > n / 2);
    assert_true(given_up > n / 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_said_holds_for_all_values)};
    return cmocka_run_group_tests_name("brought", tests, NULL, NULL);
}
