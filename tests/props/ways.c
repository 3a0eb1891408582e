/*
 * Ways, against the reference interpreter: of small random policies every situation is interpreted,
 * and then every set of facts is tried with all values. Which sets are minimal, how many they are,
 * which of them are told, and in which order, and with which values, has to be the same; and what
 * is told has to open the approach when it is asked, and without each of its changes not.
 */
#include "tests/props/random_policy.h"
#include "tests/props/ways_expected.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum {
    POLICIES = 4000,
    REQUESTS = 6,
    MOST_TRIED = 3000000 /* situations looked at for one request and approach */
};

/* ---- what is told ---- */

static size_t compared, in_part, of_other, values_tried, fallen, again_said, sets_told;

static uint32_t set_of(const struct strat_way *way) {
    uint32_t set = 0;
    for (uint32_t i = 0; i < way->n; i++) set |= UINT32_C(1) << way->changes[i].fact;
    return set;
}

/* Whether this value of one change does, the others as they are told. */
static bool value_does(const struct world *w, const struct asked *q, const struct strat_way *way,
                       uint32_t change, int64_t value) {
    struct asked try = *q;
    try.paragraph = way->through;
    for (uint32_t i = 0; i < way->n; i++) {
        uint32_t f = way->changes[i].fact;
        try.digit[f] = digit_of(w, f, i == change ? value : way->changes[i].value);
    }
    values_tried++;
    return is_sure(w, &try);
}

/* Whether all sets do that have what is included, and of `free` anything. */
static bool sets_do(const struct world *w, const struct asked *q, const struct strat_way *way,
                    uint32_t i, uint64_t included, uint64_t one_of, uint64_t free) {
    for (uint64_t some = free;; some = (some - 1) & free) {
        uint64_t set = included | some;
        if ((!one_of || set & one_of) && !value_does(w, q, way, i, (int64_t)set)) return false;
        if (some == 0) return true;
    }
}

/* All do that are told, and where any element that is told of need not be so, some do not. */
static void check_set(const struct world *w, const struct asked *q, const struct strat_way *way,
                      uint32_t i, size_t elements) {
    const struct strat_change *c = &way->changes[i];
    uint64_t value = (uint64_t)c->value, all = (UINT64_C(1) << elements) - 1,
             free = all & ~c->includes & ~c->excludes;
    assert_true((value & c->includes) == c->includes && !(value & c->excludes));
    assert_true(!c->one_of || value & c->one_of);
    assert_true(sets_do(w, q, way, i, c->includes, c->one_of, free));
    assert_false(c->one_of && sets_do(w, q, way, i, c->includes, 0, free));
    sets_told += (c->includes | c->excludes | c->one_of) != 0;
    for (size_t e = 0; e < elements; e++) {
        uint64_t bit = UINT64_C(1) << e;
        uint64_t others = c->excludes & domain_at(w, c->fact)->others;
        if (c->excludes & bit & ~others || c->includes & bit)
            assert_false(sets_do(w, q, way, i, c->includes & ~bit, c->one_of, free | bit));
        else if (others & bit)
            assert_false(sets_do(w, q, way, i, c->includes, c->one_of, free | others));
    }
}

/* Of numbers and days what stands for others: all of the range do, and those beside it not. */
static void check_range(const struct world *w, const struct asked *q, const struct strat_way *way,
                        uint32_t i) {
    const struct strat_change *c = &way->changes[i];
    const struct fact *fact = fact_at(w, c->fact);
    const struct domain *d = domain_at(w, c->fact);
    assert_true(c->low >= fact->low && c->high <= fact->high);
    assert_true(c->low <= c->value && c->value <= c->high);
    for (size_t k = 0; k < d->len; k++) {
        bool in = d->at[k] >= c->low && d->at[k] <= c->high;
        bool beside = d->at[k] == c->high + 1 || (k + 1 < d->len && d->at[k + 1] == c->low);
        if (in) assert_true(value_does(w, q, way, i, d->at[k]));
        if (beside && !in) assert_false(value_does(w, q, way, i, d->at[k]));
    }
}

static void check_values(const struct world *w, const struct asked *q,
                         const struct strat_way *way) {
    for (uint32_t i = 0; i < way->n; i++) {
        const struct strat_change *c = &way->changes[i];
        const struct fact *fact = fact_at(w, c->fact);
        size_t n = fact->kind == FACT_FLAG ? 2 : fact->values.len;
        assert_true(i == 0 || c->fact > way->changes[i - 1].fact);
        if (fact->kind == FACT_SET_OF) {
            check_set(w, q, way, i, n);
        } else if (fact->kind == FACT_NUMBER || fact->kind == FACT_DATE) {
            check_range(w, q, way, i);
        } else {
            assert_true(c->values[c->value / 64] >> (c->value % 64) & 1);
            for (size_t v = 0; v < n; v++)
                assert_int_equal(c->values[v / 64] >> (v % 64) & 1,
                                 value_does(w, q, way, i, (int64_t)v));
        }
    }
}

/* Typed in: it opens, and without each of its changes it does not. */
static void type_in(struct world *w, const struct asked *q, const struct strat_way *way) {
    struct duel *t = &w->t;
    uint32_t opens = 1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL |
                     (q->or_default ? 1u << STRAT_VERDICT_DEFAULT : 0);
    for (uint32_t without = 0; without <= way->n; without++) {
        struct strat_request r = {t->request_value, t->request_known};
        int64_t value[MOST_FACTS];
        uint8_t known[MOST_FACTS];
        memcpy(value, t->request_value, sizeof *value * t->n_facts);
        memcpy(known, t->request_known, t->n_facts);
        for (uint32_t i = 0; i < way->n; i++) {
            if (i == without) continue;
            t->request_value[way->changes[i].fact] = way->changes[i].value;
            t->request_known[way->changes[i].fact] = 1;
        }
        strat_prepare(&t->work, &w->c->layout->policy, &r);
        enum strat_result result = strat_decide(&t->work, &t->answer);
        uint32_t verdicts = t->answer.each[q->approach].verdicts;
        bool sure = result == STRAT_OK && !(verdicts & ~opens);
        if (without == way->n && way->through >= 0)
            assert_true(t->answer.each[q->approach].basis[0] >> way->through & 1);
        assert_int_equal(sure, without == way->n);
        memcpy(t->request_value, value, sizeof *value * t->n_facts);
        memcpy(t->request_known, known, t->n_facts);
    }
}

static void compare(struct world *w, const struct asked *q, const struct expected *e) {
    struct told told[STRAT_MOST_WAYS];
    size_t n = find_told(w, q, e, told);
    uint32_t sets = 0;
    assert_true(w->ways.count >= e->n_told && w->ways.count <= e->n);
    assert_true(!(e->told_facts & ~w->ways.facts[0]) && !(w->ways.facts[0] & ~e->facts));
    again_said += e->n - e->n_told;
    assert_int_equal(w->ways.n, n);
    for (size_t i = 0; i < n; i++) {
        const struct strat_way *way = &w->ways.ways[i];
        bool again = false;
        assert_int_equal(set_of(way), told[i].set);
        assert_int_equal(way->through, told[i].paragraph);
        assert_int_equal(way->known, ones(told[i].set & e->known));
        assert_int_equal(way->other_request, (told[i].set & e->request) != 0);
        of_other += way->other_request != 0;
        for (size_t k = 0; k < i; k++) again = again || told[k].set == told[i].set;
        sets += !again;
        check_values(w, q, way);
        type_in(w, q, way);
    }
    assert_int_equal(w->ways.sets, sets);
    if (sets == e->n_told) {
        assert_int_equal(w->ways.count, e->n_told);
        assert_int_equal(w->ways.facts[0], e->told_facts);
    }
    compared++;
    in_part += w->ways.sets < w->ways.count;
}

/* Where only one is wanted, it is the first of all. */
static void compare_first(struct world *w, const struct asked *q, const struct strat_request *r) {
    bool none = w->ways.n == 0;
    struct strat_way first = none ? (struct strat_way){0} : w->ways.ways[0];
    uint32_t set = none ? 0 : set_of(&first);
    strat_prepare(&w->t.work, &w->c->layout->policy, r);
    assert_int_equal(strat_ways(&w->t.work, q->approach, q->or_default, 1, &w->ways), STRAT_OK);
    assert_int_equal(w->ways.n, none ? 0 : 1);
    if (none) return;
    assert_int_equal(set_of(&w->ways.ways[0]), set);
    assert_int_equal(w->ways.ways[0].through, first.through);
    assert_int_equal(w->ways.ways[0].other_request, first.other_request);
    check_values(w, q, &w->ways.ways[0]);
}

static void ask(struct world *w, struct asked *q) {
    static struct expected e;
    struct strat_request r = {w->t.request_value, w->t.request_known};
    int as_it_is = try_request(w, q, NULL, NULL);
    w->t.work.max_steps = UINT64_MAX;
    strat_prepare(&w->t.work, &w->c->layout->policy, &r);
    enum strat_result result =
        strat_ways(&w->t.work, q->approach, q->or_default, STRAT_MOST_WAYS, &w->ways);
    assert_int_equal(result, as_it_is == 0 ? STRAT_IMPOSSIBLE : STRAT_OK);
    assert_int_equal(w->ways.open, as_it_is == 3);
    if (as_it_is == 0 || as_it_is == 3) {
        assert_int_equal(w->ways.count, 0);
        assert_int_equal(w->ways.n, 0);
        return;
    }
    fallen += q->or_default;
    find_known(w, q, &e);
    find_minimal(w, q, &e);
    compare(w, q, &e);
    compare_first(w, q, &r);
}

/* ---- random policies ---- */

/* What trying all sets with all values would look at. */
static double effort(const struct world *w, const struct asked *q) {
    double n = 1;
    for (uint32_t f = 0; f < w->t.n_facts; f++) {
        double values = (double)domain_at(w, f)->len;
        n *= q->digit[f] >= 0 ? 1 + values : 2 * values; /* completions included */
    }
    return n;
}

static void try_policy(struct compiled *c, uint64_t seed) {
    static struct world w;
    struct asked q = {.paragraph = -1};
    uint64_t state = seed * 9 + 1;
    if (!world_init(&w, c)) return;
    for (unsigned i = 0; i < REQUESTS; i++) {
        draw(&w, &q, &state, i % 3 == 0 ? 0 : i * 18);
        if (effort(&w, &q) * (double)(1 + c->model->outline.len) > MOST_TRIED) continue;
        for (q.approach = 0; q.approach < c->model->approaches.len; q.approach++) {
            q.or_default = false;
            ask(&w, &q);
            q.or_default = true;
            if (q.approach == c->model->default_approach) ask(&w, &q);
        }
    }
}

static void ways_are_those_that_there_are(void **unused) {
    static struct random_policy p;
    uint64_t n = policies_to_try(POLICIES);
    (void)unused;
    for (uint64_t seed = 1; seed <= n; seed++) {
        struct compiled c;
        random_policy_with_readings(&p, seed);
        bool fine = compile_text_using(&c, p.text, p.used);
        if (fine && seed % 4 == 0) /* as a large policy is laid out */
            c.layout = layout_build_as(&c.d, c.space, c.bits, LAYOUT_INDEX, true);
        if (fine) try_policy(&c, seed);
        compiled_free(&c);
    }
    print_message(
        "%zu times all ways, %zu times not all told, %zu other requests, %zu of the default, "
        "%zu values, %zu sets, %zu say again what others say\n",
        compared, in_part, of_other, fallen, values_tried, sets_told, again_said);
    assert_true(compared > n && in_part > n / 100 && of_other > n && fallen > n);
    assert_true(again_said > n / 200 && sets_told > n / 10);
}

/* Many flags, each of which helps in many ways. */
static void there_may_be_many_ways(void **unused) {
    static const char text[] =
        "strategy \"S\" { approaches ranked low < high }\n"
        "fact a \"a\" : yes or no\nfact b \"b\" : yes or no\nfact c \"c\" : yes or no\n"
        "fact d \"d\" : yes or no\nfact e \"e\" : yes or no\nfact f \"f\" : yes or no\n"
        "fact partner \"p\" : one of { x, y }\n"
        "approach 1 low \"Low\" { default }\n"
        "approach 2 high \"High\" { may be used when partner = x and at least 3 of (a, b, c, d, e, "
        "f) }\n"
        "paragraph 3 \"Also\" { may use high when at least 2 of (a, not b, not f) and d\n"
        "must not use high when e and not c }\n";
    static struct world w;
    struct compiled c;
    struct asked q = {.paragraph = -1, .approach = 1};
    uint64_t state = 77, most = 0;
    (void)unused;
    assert_true(compile_text(&c, text));
    assert_true(world_init(&w, &c));
    for (unsigned i = 0; i < 60; i++) {
        draw(&w, &q, &state, i % 5 * 25);
        ask(&w, &q);
        most = w.ways.count > most ? w.ways.count : most;
    }
    assert_true(most > 10);
    compiled_free(&c);
}

/* Within fewer steps it is not decided, and nothing is told, or it is the same. */
static void less_work_tells_nothing_else(void **unused) {
    static struct random_policy p;
    size_t given_up = 0, told = 0;
    (void)unused;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        static struct world w;
        struct asked q = {.paragraph = -1};
        struct compiled c;
        uint64_t state = seed;
        random_policy(&p, seed);
        if (!compile_text_using(&c, p.text, p.used) || !world_init(&w, &c)) {
            compiled_free(&c);
            continue;
        }
        draw(&w, &q, &state, 40);
        struct strat_request r = {w.t.request_value, w.t.request_known};
        w.t.work.max_steps = UINT64_MAX;
        strat_prepare(&w.t.work, &c.layout->policy, &r);
        enum strat_result result = strat_ways(&w.t.work, 0, 0, STRAT_MOST_WAYS, &w.ways);
        uint64_t count = w.ways.count, steps = w.t.work.steps;
        uint32_t n = w.ways.n;
        for (uint64_t most = 1; most <= steps + 1; most += 1 + steps / 50) {
            size_t all = w.t.work.words;
            w.t.work.max_steps = most;
            w.t.work.words = seed % 2 ? all : strat_work_words(&c.layout->policy);
            strat_prepare(&w.t.work, &c.layout->policy, &r);
            enum strat_result less = strat_ways(&w.t.work, 0, 0, STRAT_MOST_WAYS, &w.ways);
            w.t.work.words = all;
            bool is_same = less == result && w.ways.count == count && w.ways.n == n;
            bool is_nothing = less == STRAT_NOT_DECIDED && !w.ways.count && !w.ways.n &&
                              !w.ways.facts[0] && !w.ways.open;
            assert_true(is_same || is_nothing);
            given_up += is_nothing;
            told += is_same;
        }
        compiled_free(&c);
    }
    print_message("given up %zu times, told %zu times\n", given_up, told);
    assert_true(given_up > 500 && told > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(ways_are_those_that_there_are),
                                       cmocka_unit_test(there_may_be_many_ways),
                                       cmocka_unit_test(less_work_tells_nothing_else)};
    return cmocka_run_group_tests_name("ways", tests, NULL, NULL);
}
