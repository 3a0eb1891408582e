/*
 * The two layouts of a table against each other and, where it is quick enough, the reference
 * interpreter: the same answers, whatever is known.
 */
#include "runtime/format.h"
#include "tests/bench/policies.h"
#include "tests/props/asked.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 300, REQUESTS = 40, WORK = 1 << 18 };

static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1d;
}

static const char *differ(const struct asked *a, const struct asked *b) {
    const struct strat_answer *x = &a->answer, *y = &b->answer;
    if (a->decided != b->decided) return "result";
    if (a->decided == STRAT_OK &&
        (x->status != y->status || x->approach != y->approach || x->now != y->now ||
         x->open != y->open || x->committed != y->committed))
        return "decision";
    if (a->decided == STRAT_OK &&
        (x->possible != y->possible || x->possible_status != y->possible_status ||
         x->possible_none != y->possible_none))
        return "what is possible";
    if (x->broken_assume != y->broken_assume) return "broken assumption";
    if (x->lists.modality != y->lists.modality) return "modality";
    if (a->judged != b->judged || a->read != b->read || a->wanted != b->wanted ||
        a->n_ask != b->n_ask)
        return "result of the questions";
    const struct strat_answer *v = &a->otherwise, *w = &b->otherwise;
    if (a->read_so != b->read_so || v->status != w->status || v->approach != w->approach ||
        v->now != w->now || v->open != w->open || v->possible != w->possible ||
        v->possible_status != w->possible_status)
        return "what another reading leads to";
    if (memcmp(a->ask, b->ask, a->n_ask * sizeof *a->ask) != 0) return "ask";
    for (size_t i = 0; i < a->approaches; i++)
        if (a->explained[i] != b->explained[i]) return "result of explain";
    return memcmp(a->bits, b->bits, a->n_bits * sizeof *a->bits) != 0 ? "lists" : NULL;
}

/* Dates are drawn near those that the policies name. */
static int64_t draw(const struct fact *f, uint64_t *state) {
    int64_t day = 0;
    if (f->kind == FACT_DATE && date_read("2025-01-01", 10, &day))
        return day + (int64_t)(next(state) % 100);
    return random_value(f, next(state) >> 7);
}

static void random_request(struct duel *t, uint64_t *state, unsigned unknown_percent) {
    for (size_t i = 0; i < t->n_facts; i++) {
        uint32_t f = t->fact_of[i];
        t->known[f] = t->request_known[i] = (next(state) >> 30) % 100 >= unknown_percent;
        t->value[f] = t->request_value[i] = draw(&t->c->model->facts.at[f], state);
    }
}

static void side_by_side(void **unused) {
    (void)unused;
    static struct random_policy p;
    size_t accepted = 0, have_diagrams = 0;
    for (uint64_t seed = 50001; accepted < POLICIES; seed++) {
        struct compiled c;
        struct duel t;
        struct asked rows, index, compiled;
        random_policy_that_reads(&p, seed);
        if (!compile_text(&c, p.text)) {
            compiled_free(&c);
            continue;
        }
        accepted++;
        duel_init(&t, &c, 0);
        struct layout *by_rows = layout_build_as(&c.d, c.space, c.bits, LAYOUT_ROWS, false),
                      *by_diagrams = layout_build_as(&c.d, c.space, c.bits, LAYOUT_ROWS, true),
                      *by_index = layout_build_as(&c.d, c.space, c.bits, LAYOUT_INDEX, true);
        assert_true(by_rows->policy.rules == NULL && by_index->policy.rules != NULL);
        assert_int_equal(strat_check(&by_rows->policy), STRAT_OK);
        assert_int_equal(strat_check(&by_index->policy), STRAT_OK);
        asked_init(&rows, &by_rows->policy, seed % 3 * 4000);
        asked_init(&index, &by_index->policy, 0);
        asked_init(&compiled, &by_diagrams->policy, 0);
        have_diagrams += by_diagrams->policy.table[H_DIAGRAMS_AT] > 0;
        uint64_t state = seed;
        for (unsigned i = 0; i < REQUESTS; i++) {
            struct strat_request r = {t.request_value, t.request_known};
            random_request(&t, &state, i % 4 * 30);
            ask_everything(&rows, &r);
            ask_everything(&index, &r);
            ask_everything(&compiled, &r);
            const char *what = differ(&rows, &index);
            if (!what) what = differ(&rows, &compiled);
            if (what) {
                print_error("seed %" PRIu64 ", request %u: the layouts differ in %s\n", seed, i,
                            what);
                fail();
            }
        }
        asked_free(&rows);
        asked_free(&index);
        asked_free(&compiled);
        compiled_free(&c);
    }
    print_message("%zu of %zu with compiled diagrams\n", have_diagrams, accepted);
    assert_true(have_diagrams > POLICIES * 9 / 10);
}

/* ---- policies of size ---- */

static bool compile_written(struct compiled *c, bool structured, unsigned rules) {
    char *text = NULL;
    size_t length = 0;
    struct author author = {.out = open_memstream(&text, &length),
                            .state = 88172645463325252u + rules};
    if (structured)
        write_structured(&author, rules);
    else
        write_random(&author, rules);
    fclose(author.out);
    bool ok = compile_text(c, text);
    free(text);
    return ok;
}

static void one_size(bool structured, unsigned rules, unsigned requests) {
    struct compiled c;
    struct duel t;
    struct asked rows, index;
    size_t compared = 0, open = 0;
    assert_true(compile_written(&c, structured, rules));
    struct layout *by_rows = layout_build_as(&c.d, c.space, c.bits, LAYOUT_ROWS, true),
                  *by_index = layout_build_as(&c.d, c.space, c.bits, LAYOUT_INDEX, true);
    assert_int_equal(strat_check(&by_rows->policy), STRAT_OK);
    assert_int_equal(strat_check(&by_index->policy), STRAT_OK);
    c.layout = by_index;
    duel_init(&t, &c, WORK);
    asked_init(&rows, &by_rows->policy, WORK);
    asked_init(&index, &by_index->policy, WORK);
    uint64_t state = rules;
    for (unsigned i = 0; i < requests; i++) {
        struct strat_request r = {t.request_value, t.request_known};
        bool tried;
        random_request(&t, &state, i % 3 == 2 ? 25 : 0);
        const char *what = i % 3 == 2 ? NULL : duel(&t, 1, i % 64 == 0, &tried);
        if (what)
            fail_msg("%u rules, request %u: the table and the interpreter differ in %s", rules, i,
                     what);
        ask_everything(&index, &r);
        if (index.decided == STRAT_NOT_DECIDED || index.wanted == STRAT_NOT_DECIDED) continue;
        ask_everything(&rows, &r);
        what = differ(&rows, &index);
        if (what) fail_msg("%u rules, request %u: the layouts differ in %s", rules, i, what);
        compared++;
        open += index.answer.status >= STRAT_CONDITIONAL;
    }
    print_message(
        "%s, %u rules, %zu boxes: %zu of %u requests compared, %zu open or undetermined\n",
        structured ? "structured" : "random", rules, c.bits->list.len, compared, requests, open);
    assert_true(compared > requests / 2 && open > 0);
    asked_free(&rows);
    asked_free(&index);
    compiled_free(&c);
}

static void sizes(void **unused) {
    (void)unused;
    for (int structured = 0; structured < 2; structured++) {
        one_size(structured, 40, 300);
        one_size(structured, 400, 80);
        one_size(structured, 3000, 40);
    }
}

/* ---- what is shipped, with gaps ---- */

/* A reading or a value of one that is not there is refused, and what is asked next is of the
 * request as it was. */
static const char *misread(struct asked *a) {
    uint32_t n = a->about.readings;
    enum strat_status status = a->answer.status;
    int32_t approach = a->answer.approach;
    if (a->decided != STRAT_OK) return NULL;
    for (uint32_t r = 0; r <= n; r++) {
        struct strat_fact reading;
        strat_get_fact(a->p, a->about.facts + r, &reading);
        int64_t value = r < n ? (int64_t)reading.values : 0;
        if (strat_decide_read(&a->work, r, value, &a->otherwise, NULL) != STRAT_BAD_VALUE ||
            a->work.bad_fact != -1)
            return "a reading that is not there";
    }
    if (strat_decide(&a->work, &a->answer) != STRAT_OK || a->answer.status != status ||
        a->answer.approach != approach)
        return "what is asked next";
    return NULL;
}

/* Diagrams that are compiled and those that are made, asked everything about a request of which
 * some facts are missing, from a few to all. */
static void with_gaps(const char *path, uint64_t requests) {
    struct compiled c;
    struct duel t;
    struct asked made, compiled;
    uint64_t state = 20261130;
    size_t by_status[STRAT_UNDETERMINED + 1] = {0};
    assert_true(compile_file(&c, path));
    struct layout *without = layout_build(&c.d, c.space, c.bits, false);
    assert_true(c.layout->policy.table[H_DIAGRAMS_AT] > 0);
    duel_init(&t, &c, 0);
    asked_init(&made, &without->policy, WORK);
    asked_init(&compiled, &c.layout->policy, WORK); /* what is left open may be nearly all */
    for (uint64_t i = 0; i < requests; i++) {
        struct strat_request r = {t.request_value, t.request_known};
        random_request(&t, &state, i % 8 == 7 ? 100 - (unsigned)(i % 40) : 30);
        ask_everything(&made, &r);
        ask_everything(&compiled, &r);
        const char *what = differ(&made, &compiled);
        if (what)
            fail_msg("%s, request %ju: %s is not as without diagrams", path, (uintmax_t)i, what);
        what = misread(&made);
        if (!what) what = misread(&compiled);
        if (what) fail_msg("%s, request %ju: %s", path, (uintmax_t)i, what);
        if (made.decided == STRAT_OK) by_status[made.answer.status]++;
    }
    print_message("%s: %zu refused, %zu open, %zu undetermined\n", path, by_status[STRAT_REFUSED],
                  by_status[STRAT_OPEN], by_status[STRAT_UNDETERMINED]);
    assert_true(by_status[STRAT_UNDETERMINED] > requests / 20);
    asked_free(&made);
    asked_free(&compiled);
    compiled_free(&c);
}

static void shipped(void **unused) {
    (void)unused;
    with_gaps("policies/enisa-international.strat", requests_to_try(4000));
    with_gaps("policies/marrow-bay-partnerships.strat", 4000);
    with_gaps("policies/tutorial.strat", 4000);
    with_gaps("policies/vulnerability-disclosure.strat", 4000);
}

/* Of the tutorial policy every subset of facts is missing, of many requests, against the
 * interpreter. */
static void every_subset(void **unused) {
    enum { TIMES = 40 };
    (void)unused;
    struct compiled c;
    struct duel t;
    uint64_t state = 1;
    size_t compared = 0;
    assert_true(compile_file(&c, "policies/tutorial.strat"));
    duel_init(&t, &c, 0);
    for (uint32_t missing = 0; missing >> t.n_facts == 0; missing++)
        for (unsigned i = 0; i < TIMES; i++) {
            bool tried;
            random_request(&t, &state, 0);
            for (size_t f = 0; f < t.n_facts; f++) t.known[t.fact_of[f]] = !(missing >> f & 1);
            const char *what = duel(&t, 1 << 20, true, &tried);
            if (what) fail_msg("without %" PRIx32 ": %s", missing, what);
            compared += tried;
        }
    print_message("%zu requests, %zu facts\n", compared, t.n_facts);
    assert_true(compared == (size_t)TIMES << t.n_facts);
    compiled_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(side_by_side), cmocka_unit_test(sizes),
                                       cmocka_unit_test(shipped), cmocka_unit_test(every_subset)};
    return cmocka_run_group_tests_name("layouts", tests, NULL, NULL);
}
