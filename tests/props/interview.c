/*
 * How many questions an interview puts: beside the best possible on small random policies, found by
 * trying every order; and on ENISA's, with what its examples say and the rest drawn at random.
 */
#include "evaluator/core/questions.h"
#include "tests/props/harness.h"
#include "tests/props/each_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum {
    POLICIES = 1500,
    MOST_STATES = 20000,
    MOST_FACTS = 8,
    BANDS = 6,
    COMPLETIONS = 4,
    SHUT_POLICIES = 400
};

static uint64_t random_state = 20261130;

static uint64_t next(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (random_state * 0x2545f4914f6cdd1d) >> 8;
}

/* ---- the best possible ---- */

/* A request by the bands of its facts: a number whose digits are 0 for what is not stated. */
struct game {
    struct ev_engine e;
    uint32_t facts, base[MOST_FACTS], digits[MOST_FACTS];
    struct ev_band bands[MOST_FACTS][BANDS];
    double best[MOST_STATES],
        worth[MOST_STATES]; /* questions on average; situations. -1: not yet */
    bool contradicted;      /* what a default says of silence, an assumption rules out */
};

static uint32_t digit(const struct game *g, uint32_t state, uint32_t fact) {
    return state / g->base[fact] % g->digits[fact];
}

static void state_request(struct game *g, uint32_t state) {
    for (uint32_t f = 0; f < g->facts; f++) {
        uint32_t d = digit(g, state, f);
        g->e.request.known[f] = d > 0;
        g->e.request.value[f] = d > 0 ? g->bands[f][d - 1].low : 0;
    }
}

/* Whether it is decided for good; *possible: something that it leaves is. */
static bool is_sure(struct game *g, uint32_t state, bool *possible) {
    struct ev_fault fault;
    state_request(g, state);
    *possible = ev_decide(&g->e, (struct ev_wanted){.ask = true}, &fault);
    assert_true(*possible || fault.code == EV_IMPOSSIBLE);
    return *possible && g->e.answer.status != STRAT_UNDETERMINED;
}

/* How many situations, each band counted once. */
static double worth(struct game *g, uint32_t state) {
    bool possible;
    if (g->worth[state] >= 0) return g->worth[state];
    uint32_t f = 0;
    while (f < g->facts && digit(g, state, f) > 0) f++;
    g->worth[state] = 0;
    if (f < g->facts) {
        for (uint32_t d = 1; d < g->digits[f]; d++)
            g->worth[state] += worth(g, state + d * g->base[f]);
    } else {
        is_sure(g, state, &possible);
        g->worth[state] = possible;
    }
    return g->worth[state];
}

/* One more question, and what follows where this fact is asked for. */
static double asking(struct game *g, uint32_t state, uint32_t fact,
                     double (*then)(struct game *, uint32_t)) {
    double questions = 1;
    for (uint32_t d = 1; d < g->digits[fact]; d++) {
        uint32_t after = state + d * g->base[fact];
        if (worth(g, after) > 0) questions += worth(g, after) / worth(g, state) * then(g, after);
    }
    return questions;
}

static double best(struct game *g, uint32_t state) {
    bool possible;
    if (g->best[state] >= 0) return g->best[state];
    double least = is_sure(g, state, &possible) ? 0 : 1e9;
    for (uint32_t f = 0; f < g->facts && least > 0; f++) {
        if (digit(g, state, f) > 0) continue;
        double questions = asking(g, state, f, best);
        least = questions < least ? questions : least;
    }
    return g->best[state] = least;
}

static double ours(struct game *g, uint32_t state) {
    static const uint64_t none[1];
    struct ev_fault fine = {.code = EV_FINE};
    bool possible;
    if (is_sure(g, state, &possible) || !possible) {
        g->contradicted = g->contradicted || !possible;
        return 0;
    }
    int32_t fact = ev_question(&g->e, &fine, none);
    assert_true(fact >= 0 && digit(g, state, (uint32_t)fact) == 0);
    return asking(g, state, (uint32_t)fact, ours);
}

/* False: it has too many situations. */
static bool open_game(struct game *g, const struct strat_policy *policy) {
    uint32_t states = 1;
    assert_true(ev_engine_open(&g->e, policy, 0));
    g->contradicted = false;
    g->facts = g->e.vocabulary.about.facts;
    bool small = g->facts <= MOST_FACTS;
    for (uint32_t f = 0; f < g->facts && small; f++) {
        uint32_t n = ev_bands(&g->e.vocabulary, f, g->bands[f], BANDS);
        g->base[f] = states;
        g->digits[f] = n + 1;
        small = n <= BANDS && states * (n + 1) <= MOST_STATES;
        states *= n + 1;
    }
    for (uint32_t i = 0; i < states && small; i++) g->best[i] = g->worth[i] = -1;
    return small;
}

static void beside_the_best(void **unused) {
    static struct game g;
    double all = 0, least = 0;
    size_t games = 0, as_good = 0;
    (void)unused;
    static struct policies tried = {.make = random_policy};
    tried.n = policies_to_try(POLICIES);
    while (next_policy(&tried)) {
        if (open_game(&g, &tried.c.layout->policy) && worth(&g, 0) > 0) {
            double mine = ours(&g, 0), right = g.contradicted ? mine : best(&g, 0);
            assert_true(mine > right - 1e-6);
            games += !g.contradicted;
            as_good += !g.contradicted && mine < right + 1e-6;
            all += g.contradicted ? 0 : mine;
            least += g.contradicted ? 0 : right;
        }
        ev_engine_close(&g.e);
    }
    print_message(
        "%zu policies: %.3f questions on average, %.3f at the least; as good as can be in "
        "%zu\n",
        games, all / (double)games, least / (double)games, as_good);
    assert_true(games > 100);
    assert_true(all < 1.1 * least);
}

/* ---- what would let nothing start ---- */

static bool is_nothing(const struct strat_answer *a) {
    return a->status == STRAT_REFUSED || a->status == STRAT_OUT_OF_SCOPE;
}

/* Whether with some value, each decided by itself, nothing may start, where it may with what is
 * taken for granted; of numbers, days and sets some are tried. */
static bool is_shut_by(struct ev_engine *e, const struct fact *fact, uint32_t f, int64_t own,
                       const struct strat_answer *was) {
    bool shut = false, all = fact->kind == FACT_FLAG || fact->kind == FACT_ONE_OF;
    uint32_t n = fact->kind == FACT_FLAG ? 2 : all ? e->vocabulary.facts[f].info.values : 12;
    for (uint32_t i = 0; i < n; i++) {
        struct ev_fault fault;
        int64_t value = all ? (int64_t)i : random_value(fact, next());
        struct ev_trial trial = ev_trial_begin(e, f, value);
        const struct strat_answer *is = &e->answer;
        if (value != own && ev_decide(e, (struct ev_wanted){.each = true}, &fault) &&
            !is_nothing(was))
            shut = shut || is_nothing(is) || (is->now == STRAT_NONE && was->now != STRAT_NONE);
        ev_trial_end(e, trial);
    }
    return shut;
}

static size_t taken_facts, that_shut, not_found;

/* Within less work it is found to be so, or not found out: it is no "no" that nobody knows. */
static void check_bounded(struct ev_engine *e, const struct ev_upshot *upshot, uint32_t fact,
                          int64_t own, enum ev_matter shuts) {
    uint64_t bound = e->bound;
    for (e->bound = 1; e->bound < bound && e->bound < 4096; e->bound *= 4) {
        struct ev_fault fault;
        int64_t value;
        if (!ev_decide(e, (struct ev_wanted){.presumed = true}, &fault)) continue;
        enum ev_matter found = ev_shuts(e, upshot, fact, own, &value);
        assert_true(found == shuts || found == EV_MATTER_UNKNOWN);
        not_found += found == EV_MATTER_UNKNOWN;
    }
    e->bound = bound;
}

static void check_shuts(struct ev_engine *e, const struct compiled *c) {
    const struct ev_wanted wanted = {.presumed = true, .each = true};
    struct ev_fault fault;
    uint32_t f = 0;
    vec_each (const struct fact, fact, &c->model->facts) {
        struct ev_upshot upshot;
        int64_t value;
        if (fact->source == FACT_READING) continue;
        if (!ev_decide(e, wanted, &fault)) return;
        uint32_t this = f++;
        if (e->request.known[this] || !bitset_has(e->presumed, this)) continue;
        int64_t own = e->presumed_value[this];
        assert_true(ev_upshot_open(&upshot, e));
        enum ev_matter shuts = ev_shuts(e, &upshot, this, own, &value);
        bool told = shuts == EV_MATTERS;
        assert_true(shuts != EV_MATTER_UNKNOWN);
        bool all = fact->kind == FACT_FLAG || fact->kind == FACT_ONE_OF,
             is = is_shut_by(e, fact, this, own, &upshot.answer);
        assert_true(told || !is);
        assert_true(is || !told || !all);
        taken_facts++;
        that_shut += told;
        if (taken_facts % 8 == 0) check_bounded(e, &upshot, this, own, shuts);
        ev_upshot_close(&upshot);
    }
}

static void what_would_shut(void **unused) {
    struct compiled c;
    struct ev_engine e;
    static struct policies tried = {.make = random_policy};
    uint32_t number[256], facts = 0;
    (void)unused;
    tried.n = policies_to_try(SHUT_POLICIES);
    while (next_policy(&tried)) {
        assert_true(ev_engine_open(&e, &tried.c.layout->policy, 0));
        for (unsigned k = 0; k < COMPLETIONS; k++) {
            uint32_t f = 0;
            vec_each (const struct fact, fact, &tried.c.model->facts) {
                if (fact->source == FACT_READING) continue;
                e.request.known[f] = next() % 3 > 0;
                e.request.value[f++] = random_value(fact, next());
            }
            check_shuts(&e, &tried.c);
        }
        ev_engine_close(&e);
    }
    assert_true(compile_file(&c, "policies/enisa-international.strat"));
    assert_true(ev_engine_open(&e, &c.layout->policy, 0));
    for (uint32_t m = 0; m < c.model->facts.len; m++)
        if (c.model->facts.at[m].source != FACT_READING) number[m] = facts++;
    vec_each (const struct example, example, &c.model->examples) {
        memset(e.request.known, 0, facts);
        vec_each (const struct given, g, &example->givens) {
            e.request.known[number[g->fact]] = 1;
            e.request.value[number[g->fact]] = g->value;
        }
        check_shuts(&e, &c);
    }
    print_message("%zu facts taken for granted; %zu otherwise let nothing start; %zu times that "
                  "was not found out within less work\n",
                  taken_facts, that_shut, not_found);
    assert_true(that_shut > 300 && taken_facts > 2 * that_shut && not_found > 100);
    ev_engine_close(&e);
    compiled_free(&c);
}

/* ---- ENISA's ---- */

/* Until it is sure, with the values of `truth`. */
static uint32_t count_questions(struct ev_engine *e, const int64_t *truth) {
    static const uint64_t none[2];
    struct ev_fault fault;
    uint32_t n = 0;
    memset(e->request.known, 0, e->vocabulary.about.facts);
    for (;; n++) {
        assert_true(ev_decide(e, (struct ev_wanted){.ask = true}, &fault));
        if (e->answer.status != STRAT_UNDETERMINED) return n;
        int32_t fact = ev_question(e, &fault, none);
        assert_true(fact >= 0 && !e->request.known[fact]);
        e->request.known[fact] = 1;
        e->request.value[fact] = truth[fact];
    }
}

/* What the example says, the rest at random, until it is possible. */
static bool draw_truth(struct ev_engine *e, const struct compiled *c, const struct example *example,
                       const uint32_t *number, int64_t *truth) {
    for (unsigned tries = 0; tries < 1000; tries++) {
        struct ev_fault fault;
        uint32_t f = 0;
        for (size_t m = 0; m < c->model->facts.len; m++) {
            if (c->model->facts.at[m].source == FACT_READING) continue;
            e->request.known[f] = 1;
            e->request.value[f++] = random_value(&c->model->facts.at[m], next());
        }
        vec_each (const struct given, g, &example->givens)
            e->request.value[number[g->fact]] = g->value;
        memcpy(truth, e->request.value, f * sizeof *truth);
        if (ev_decide(e, (struct ev_wanted){.ask = false}, &fault)) return true;
    }
    return false;
}

static void from_examples(void **unused) {
    struct compiled c;
    struct ev_engine e;
    uint32_t number[256], counts[64] = {0}, facts = 0, all = 0, within = 0, most = 0;
    int64_t truth[256];
    (void)unused;
    assert_true(compile_file(&c, "policies/enisa-international.strat"));
    assert_true(ev_engine_open(&e, &c.layout->policy, 0));
    for (uint32_t m = 0; m < c.model->facts.len; m++)
        if (c.model->facts.at[m].source != FACT_READING) number[m] = facts++;
    for (unsigned k = 0; k < COMPLETIONS; k++)
        vec_each (const struct example, example, &c.model->examples)
            if (draw_truth(&e, &c, example, number, truth)) {
                uint32_t n = count_questions(&e, truth);
                assert_true(n < 64);
                counts[n]++;
                all++;
            }
    for (uint32_t n = 0; n < 64; n++) {
        within += n <= 7 ? counts[n] : 0;
        most = counts[n] ? n : most;
    }
    print_message("%u situations: sure after at most 7 questions in %u, after %u in all\n", all,
                  within, most);
    assert_true(all > 200);
    assert_true(within * 10 >= all * 9 && most <= 9);
    ev_engine_close(&e);
    compiled_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(beside_the_best),
                                       cmocka_unit_test(from_examples),
                                       cmocka_unit_test(what_would_shut)};
    return cmocka_run_group_tests_name("interview", tests, NULL, NULL);
}
