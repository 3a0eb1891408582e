/*
 * Bounds on the work for one request. On random policies, for every small bound: it is kept, and
 * what is answered within it is what is answered without one. And families of policies that grow,
 * of which everything is unknown: all that can be asked is answered within the usual bound, in
 * steps that grow no faster than a power of the size.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum {
    POLICIES = 150,
    REQUESTS = 6,
    EVERY_BOUND = 120,
    SOME_BOUNDS = 40,
    MORE_WORDS = (16 << 20) / sizeof(uint64_t)
};

/* All that a request can be asked, with what each question came to. */
struct all {
    enum strat_result decided, judged, asked, explained;
    uint64_t steps, overrides_to[4];
    struct strat_reasons reasons;
};

static uint64_t *row(struct compiled *c, size_t words) {
    return arena_array(&c->arena, uint64_t, words + 1);
}

static void all_init(struct all *a, struct compiled *c) {
    size_t ids = strat_id_words(&c->layout->policy);
    *a = (struct all){.reasons = {row(c, ids), row(c, ids), row(c, ids), row(c, ids)}};
}

static void ask_all(struct duel *t, struct all *a, uint64_t max_steps) {
    const struct strat_policy *p = &t->c->layout->policy;
    struct strat_request r = {t->request_value, t->request_known};
    uint32_t last = (uint32_t)t->c->model->approaches.len - 1;
    t->work.max_steps = max_steps;
    strat_prepare(&t->work, p, &r);
    a->decided = strat_decide(&t->work, &t->answer);
    a->overrides_to[0] = t->work.steps;
    a->judged = strat_judgements(&t->work, t->judgements);
    a->overrides_to[1] = t->work.steps;
    a->asked = strat_ask(&t->work, t->ask, &t->n_ask);
    a->overrides_to[2] = t->work.steps;
    a->explained = strat_explain(&t->work, last, &a->reasons);
    a->steps = a->overrides_to[3] = t->work.steps;
}

/* ---- every small bound ---- */

static bool same_lists(const struct compiled *c, const struct strat_lists *x,
                       const struct strat_lists *y) {
    size_t ids = strat_id_words(&c->layout->policy) * 8,
           duties = strat_duty_words(&c->layout->policy) * 8;
    return !memcmp(x->basis, y->basis, ids) && !memcmp(x->cautions, y->cautions, ids) &&
           !memcmp(x->closed_by, y->closed_by, ids) && !memcmp(x->duties, y->duties, duties) &&
           !memcmp(x->before, y->before, duties) && x->modality == y->modality;
}

static bool same_answer(const struct compiled *c, const struct strat_answer *x,
                        const struct strat_answer *y) {
    return x->status == y->status && x->approach == y->approach && x->now == y->now &&
           x->open == y->open && x->committed == y->committed && x->possible == y->possible &&
           x->possible_status == y->possible_status && x->possible_none == y->possible_none &&
           same_lists(c, &x->lists, &y->lists);
}

/* What is wrong with the answers within this bound, beside those without one. */
static const char *wrong(const struct duel *t, const struct all *a, const struct duel *whole,
                         const struct all *w, uint64_t max_steps) {
    size_t facts = (t->n_facts + 63) / 64 * 8, ids = strat_id_words(&t->c->layout->policy) * 8;
    if (a->steps > max_steps) return "steps beyond the bound";
    if ((a->decided == STRAT_NOT_DECIDED) != (max_steps < w->overrides_to[0]) ||
        (a->judged == STRAT_NOT_DECIDED) != (max_steps < w->overrides_to[1]) ||
        (a->asked == STRAT_NOT_DECIDED) != (max_steps < w->overrides_to[2]) ||
        (a->explained == STRAT_NOT_DECIDED) != (max_steps < w->overrides_to[3]))
        return "what is answered depends on more than the steps that it takes";
    if (a->decided == STRAT_OK && !same_answer(t->c, &t->answer, &whole->answer))
        return "the decision";
    if (a->decided != STRAT_NOT_DECIDED && a->decided != w->decided) return "the result";
    if (a->judged == STRAT_OK ? memcmp(t->judgements, whole->judgements, facts) != 0
                              : a->judged == STRAT_NOT_DECIDED && t->judgements[0] != 0)
        return "the judgements";
    if (a->asked == STRAT_OK
            ? t->n_ask != whole->n_ask || memcmp(t->ask, whole->ask, t->n_ask * sizeof *t->ask) != 0
            : t->n_ask != 0)
        return "what to ask";
    if (a->explained == STRAT_OK &&
        (memcmp(a->reasons.permits_some, w->reasons.permits_some, ids) ||
         memcmp(a->reasons.closes_all, w->reasons.closes_all, ids)))
        return "why";
    return NULL;
}

static size_t bounds_tried, not_decided, lists_missed;

static const char *try_bounds(struct duel *t, struct all *a, struct duel *whole, struct all *w,
                              uint64_t *state) {
    const char *what = NULL;
    ask_all(whole, w, 0);
    for (uint64_t i = 1; i < EVERY_BOUND + SOME_BOUNDS && !what; i++) {
        uint64_t max_steps = i < EVERY_BOUND ? i : 1 + random_next(state) % (w->steps + 2);
        ask_all(t, a, max_steps);
        what = wrong(t, a, whole, w, max_steps);
        bounds_tried++;
        not_decided += a->decided == STRAT_NOT_DECIDED;
        lists_missed += a->decided == STRAT_OK &&
                        (a->judged == STRAT_NOT_DECIDED || a->asked == STRAT_NOT_DECIDED);
        if (what) print_error("bound %" PRIu64 " of %" PRIu64 ": ", max_steps, w->steps);
    }
    return what;
}

static void small_bounds(void **unused) {
    static struct random_policy p;
    (void)unused;
    size_t accepted = 0;
    for (uint64_t seed = 700001; accepted < policies_to_try(POLICIES); seed++) {
        struct compiled c;
        struct duel t, whole;
        struct all a, w;
        random_policy(&p, seed);
        if (!compile_text(&c, p.text)) {
            compiled_free(&c);
            continue;
        }
        accepted++;
        c.layout =
            layout_build_as(&c.d, c.space, c.bits, seed % 2 ? LAYOUT_ROWS : LAYOUT_INDEX, true);
        duel_init(&t, &c, MORE_WORDS / 64);
        duel_init(&whole, &c, MORE_WORDS / 64);
        all_init(&a, &c);
        all_init(&w, &c);
        uint64_t state = seed;
        for (unsigned i = 0; i < REQUESTS; i++) {
            for (size_t f = 0; f < t.n_facts; f++) {
                t.request_known[f] = whole.request_known[f] = random_next(&state) >> 40 & 1;
                t.request_value[f] = whole.request_value[f] =
                    random_value(&c.model->facts.at[t.fact_of[f]], random_next(&state) >> 7);
            }
            const char *what = try_bounds(&t, &a, &whole, &w, &state);
            if (what) fail_msg("seed %" PRIu64 ", request %u: %s\n%s", seed, i, what, p.text);
        }
        compiled_free(&c);
    }
    print_message("%zu bounds: %zu too small for a decision, %zu for a list of it\n", bounds_tried,
                  not_decided, lists_missed);
    assert_true(not_decided > 1000 && lists_missed > 1000);
}

/* ---- little memory ---- */

/* Of the two the first has little memory: what it finds is the same, or was not found for want of
 * it. */
static const char *differ(const struct duel *t, const struct all *a, const struct duel *whole,
                          const struct all *w) {
    size_t facts = (t->n_facts + 63) / 64 * 8, ids = strat_id_words(&t->c->layout->policy) * 8;
    if (a->decided != STRAT_NOT_DECIDED &&
        (a->decided != w->decided ||
         (a->decided == STRAT_OK && !same_answer(t->c, &t->answer, &whole->answer))))
        return "the decision";
    if (a->judged == STRAT_OK && memcmp(t->judgements, whole->judgements, facts) != 0)
        return "the judgements";
    if (a->asked == STRAT_OK &&
        (t->n_ask != whole->n_ask || memcmp(t->ask, whole->ask, t->n_ask * sizeof *t->ask) != 0))
        return "what to ask";
    if (a->explained == STRAT_OK &&
        memcmp(a->reasons.permits_some, w->reasons.permits_some, ids) != 0)
        return "why";
    return NULL;
}

static void little_memory(void **unused) {
    static struct random_policy p;
    size_t same = 0, lacked = 0, accepted = 0;
    (void)unused;
    for (uint64_t seed = 800001; accepted < policies_to_try(POLICIES) / 3; seed++) {
        struct compiled c;
        struct duel t, whole;
        struct all a, w;
        random_large_policy(&p, seed);
        if (!compile_text(&c, p.text)) {
            compiled_free(&c);
            continue;
        }
        accepted++;
        duel_init(&t, &c, 0);
        duel_init(&whole, &c, MORE_WORDS);
        all_init(&a, &c);
        all_init(&w, &c);
        uint64_t state = seed;
        for (unsigned i = 0; i < REQUESTS; i++) {
            for (size_t f = 0; f < t.n_facts; f++) {
                t.request_known[f] = whole.request_known[f] =
                    i >= 2 && (random_next(&state) >> 40 & 1);
                t.request_value[f] = whole.request_value[f] =
                    random_value(&c.model->facts.at[t.fact_of[f]], random_next(&state) >> 7);
            }
            ask_all(&whole, &w, 0);
            ask_all(&t, &a, 0);
            lacked += a.decided == STRAT_NOT_DECIDED || a.judged == STRAT_NOT_DECIDED ||
                      a.asked == STRAT_NOT_DECIDED;
            same += a.decided != STRAT_NOT_DECIDED;
            const char *what = differ(&t, &a, &whole, &w);
            if (what)
                fail_msg("seed %" PRIu64 ", request %u: with little memory %s\n%s", seed, i, what,
                         p.text);
        }
        compiled_free(&c);
    }
    print_message(
        "%zu requests decided in the least memory; for %zu it was too little for something\n", same,
        lacked);
    assert_true(same > accepted && lacked > 0);
}

/* ---- families ---- */

struct family {
    const char *name;
    void (*write)(FILE *out, unsigned n, unsigned k);
    unsigned least, most;
};

static void facts(FILE *out, const char *name, unsigned n, const char *rest) {
    for (unsigned i = 0; i < n; i++)
        fprintf(out,
                i % 2 || *rest ? "fact %s%u \"x\" : yes or no%s\n"
                               : "judgement %s%u \"x\" by \"y\"\n",
                name, i, rest);
}

static void joined(FILE *out, const char *name, unsigned n, const char *by) {
    for (unsigned i = 0; i < n; i++) fprintf(out, "%s%s%u", i ? by : "", name, i);
}

static void begin(FILE *out, const char *approaches) {
    fprintf(out, "strategy \"t\" { approaches %s }\n", approaches);
}

static const char two[] = "ranked low < high",
                  opens[] =
                      "approach 1 low \"x\" { default }\napproach 2 high \"x\" { may be used when ";

/* The two of each pair are declared as far from each other as can be. */
static void pairs(FILE *out, unsigned n, unsigned k) {
    (void)k;
    begin(out, two);
    facts(out, "f", n, "");
    facts(out, "g", n, "");
    fputs(opens, out);
    for (unsigned i = 0; i < n; i++) fprintf(out, "%s(f%u and g%u)", i ? " or " : "", i, i);
    fputs(" }\n", out);
}

/* The same as rules of their own, with a duty for each, some of which say when they are done, and
 * prohibitions that some prevail over. */
static void pairs_with_duties(FILE *out, unsigned n, unsigned k) {
    (void)k;
    begin(out, two);
    facts(out, "f", n, "");
    facts(out, "g", n, "");
    facts(out, "done", n, " default no");
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "duty d%u \"x\" %s\n", i, i % 3 ? "after" : "before done when done0");
    fputs("approach 1 low \"x\" { default }\napproach 2 high \"x\" { requires f0 }\n", out);
    for (unsigned i = 0; i < n; i++) {
        fprintf(out, "paragraph %u \"x\"%s { %s when f%u and g%u", i + 3,
                i % 4 == 1 && i > 1 ? " notwithstanding 3" : "",
                i % 4 ? "may use high" : "must not use high", i, i);
        if (i % 4) fprintf(out, " must d%u", i);
        fputs(" }\n", out);
    }
}

static void at_least(FILE *out, unsigned n, unsigned k) {
    begin(out, two);
    facts(out, "f", n, "");
    fprintf(out, "%sat least %u of (", opens, k ? k : n / 2);
    joined(out, "f", n, ", ");
    fputs(") }\n", out);
}

static void at_least_of_a_set(FILE *out, unsigned n, unsigned k) {
    begin(out, two);
    fputs("fact s \"x\" : set of { v0", out);
    for (unsigned i = 1; i < n; i++) fprintf(out, ", v%u", i);
    fprintf(out, " }\n%sat least %u of (", opens, k ? k : n / 2);
    for (unsigned i = 0; i < n; i++) fprintf(out, "%ss includes v%u", i ? ", " : "", i);
    fputs(") }\n", out);
}

static void all_of(FILE *out, unsigned n, unsigned k) {
    (void)k;
    begin(out, two);
    facts(out, "f", n, "");
    fputs(opens, out);
    joined(out, "f", n, " and ");
    fputs(" }\n", out);
}

static void any_of(FILE *out, unsigned n, unsigned k) {
    (void)k;
    begin(out, two);
    facts(out, "f", n, "");
    fputs(opens, out);
    joined(out, "f", n, " or ");
    fputs(" }\n", out);
}

/* Each definition uses the one before twice. */
static void chain(FILE *out, unsigned n, unsigned k) {
    (void)k;
    begin(out, two);
    facts(out, "f", n, "");
    facts(out, "g", n, "");
    fputs("define c0 means f0 and g0\n", out);
    for (unsigned i = 1; i < n; i++)
        fprintf(out, "define c%u means (f%u and c%u) or (g%u and not c%u)\n", i, i, i - 1, i,
                i - 1);
    fprintf(out, "%sc%u }\n", opens, n - 1);
}

static void unranked(FILE *out, unsigned n, unsigned k) {
    (void)k;
    begin(out, "unranked low, high");
    facts(out, "f", n, "");
    facts(out, "g", n, "");
    fputs("duty d \"x\" before by \"y\"\napproach 1 low \"x\" { default may be used when ", out);
    joined(out, "f", n, " and ");
    fputs(" only after d }\napproach 2 high \"x\" { may be used when ", out);
    joined(out, "g", n, " or ");
    fputs(" }\n", out);
}

/* What is assumed of neighbours couples all of them. */
static void assumed(FILE *out, unsigned n, unsigned k) {
    (void)k;
    begin(out, two);
    facts(out, "f", n, "");
    for (unsigned i = 1; i < n; i++)
        fprintf(out, "assume \"x%u\" not (f%u and f%u)\n", i, i - 1, i);
    fputs(opens, out);
    joined(out, "f", n, " or ");
    fputs(" }\n", out);
}

/* Asks everything of a request that says nothing. Returns the steps that it took. */
static uint64_t steps_of(const struct family *f, unsigned n, unsigned k) {
    struct compiled c;
    struct duel t;
    struct all a;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    f->write(out, n, k);
    fclose(out);
    if (!compile_text(&c, text))
        fail_msg("%s of %u is refused: %s\n%s", f->name, n, c.d.list.at[0].text, text);
    free(text);
    c.layout =
        layout_build(&c.d, c.space, c.bits, false); /* others are walked, and bounded in size */
    duel_init(&t, &c, 0);
    t.work.words += c.layout->policy.rules ? 4 * MORE_WORDS : MORE_WORDS;
    t.work.memory = malloc(t.work.words * sizeof(uint64_t));
    assert_non_null(t.work.memory);
    all_init(&a, &c);
    ask_all(&t, &a, 0);
    if (a.decided != STRAT_OK || a.judged != STRAT_OK || a.asked != STRAT_OK ||
        a.explained != STRAT_OK)
        fail_msg("%s, %u of %u: decided %d, judgements %d, ask %d, why %d after %" PRIu64 " steps",
                 f->name, k, n, a.decided, a.judged, a.asked, a.explained, a.steps);
    assert_int_equal(t.answer.status, STRAT_UNDETERMINED);
    assert_true(t.n_ask > 0 && t.judgements[0] + (f->write == at_least_of_a_set) != 0);
    free(t.work.memory);
    compiled_free(&c);
    return a.steps;
}

static const struct family families[] = {
    {"pairs", pairs, 10, 320},
    {"pairs with duties", pairs_with_duties, 10, 160},
    {"half of", at_least, 12, 48},
    {"half of a set", at_least_of_a_set, 12, 48},
    {"all of", all_of, 30, 1920},
    {"any of", any_of, 30, 1920},
    {"a chain of definitions", chain, 10, 160},
    {"unranked", unranked, 10, 320},
    {"neighbours assumed", assumed, 10, 320},
};

static void grow_slowly(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const struct family *f = &families[i];
        uint64_t before = steps_of(f, f->least, 0);
        for (unsigned n = 2 * f->least; n <= f->most; n *= 2) {
            uint64_t now = steps_of(f, n, 0);
            print_message("%s, %u: %" PRIu64 " steps\n", f->name, n, now);
            if (now > 12 * before + 1000)
                fail_msg("%s: %u takes %" PRIu64 " steps, and %u takes %" PRIu64, f->name, n / 2,
                         before, n, now);
            before = now;
        }
    }
}

static void every_count(void **unused) {
    static const unsigned sizes[] = {1, 2, 7, 20, 49};
    uint64_t most = 0;
    (void)unused;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (unsigned k = 1; k <= sizes[i]; k++) {
            uint64_t steps = steps_of(&families[2], sizes[i], k);
            most = steps > most ? steps : most;
        }
    print_message("at most %" PRIu64 " steps\n", most);
    assert_true(most < STRAT_STEPS / 2);
}

/* 200 stated judgements that could each open what is open anyway, beside
 * 14 pairs that are unknown. */
static void many_judgements(void **unused) {
    struct compiled c;
    struct duel t;
    struct all a;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    (void)unused;
    begin(out, two);
    facts(out, "f", 14, "");
    facts(out, "g", 14, "");
    for (unsigned i = 0; i < 200; i++) fprintf(out, "judgement h%u \"x\" by \"y\"\n", i);
    fputs("approach 1 low \"x\" { default }\napproach 2 high \"x\" {\n", out);
    for (unsigned i = 0; i < 14; i++) fprintf(out, "may be used when f%u and g%u\n", i, i);
    for (unsigned i = 0; i < 200; i++) fprintf(out, "may be used when h%u\n", i);
    fputs("}\n", out);
    fclose(out);
    assert_true(compile_text(&c, text));
    free(text);
    duel_init(&t, &c, MORE_WORDS / 16);
    all_init(&a, &c);
    for (size_t i = 28; i < t.n_facts; i++) t.request_known[i] = 1;
    ask_all(&t, &a, 0);
    assert_true(a.decided == STRAT_OK && a.judged == STRAT_OK && a.asked == STRAT_OK &&
                a.steps < STRAT_STEPS / 10);
    for (size_t i = 28; i < t.n_facts; i++)
        assert_true(t.judgements[i / 64] >> (i % 64) & 1); /* each would open it for certain */
    print_message("%" PRIu64 " steps\n", a.steps);
    compiled_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(small_bounds),
                                       cmocka_unit_test(little_memory),
                                       cmocka_unit_test(grow_slowly), cmocka_unit_test(every_count),
                                       cmocka_unit_test(many_judgements)};
    return cmocka_run_group_tests_name("bounds", tests, NULL, NULL);
}
