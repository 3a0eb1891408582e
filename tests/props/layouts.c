/*
 * The two layouts of a table against each other and, where it is quick enough, the reference interpreter: the same answers, whatever is known.
 * And damaged tables of the large layout: refused, or else safe to ask anything.
 */
#include "tests/bench/policies.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 300, REQUESTS = 40, WORK = 1 << 18, DAMAGED = 60 };

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1d;
}

/* All that can be asked about one request, in memory of exactly the size that is promised to be enough. */
struct asked {
    const struct strat_policy *p;
    struct strat_work work;
    struct strat_answer answer;
    struct strat_reasons reasons[32];
    uint64_t *judgements;
    uint32_t *ask, n_ask;
    enum strat_result decided, judged, wanted, explained[32];
    size_t ids, duties, facts, approaches;
    uint64_t *bits; /* every list, one after the other */
    size_t n_bits;
};

static uint64_t *deal(struct asked *a, size_t words)
{
    uint64_t *at = a->bits ? a->bits + a->n_bits : NULL;
    a->n_bits += words;
    return at;
}

static void deal_lists(struct asked *a, struct strat_lists *l)
{
    l->basis = deal(a, a->ids);
    l->cautions = deal(a, a->ids);
    l->closed_by = deal(a, a->ids);
    l->duties = deal(a, a->duties);
    l->before = deal(a, a->duties);
}

static void deal_all(struct asked *a)
{
    a->n_bits = 0;
    deal_lists(a, &a->answer.lists);
    for (size_t i = 0; i < a->approaches; i++) {
        deal_lists(a, &a->answer.each[i]);
        a->reasons[i].permits_all = deal(a, a->ids);
        a->reasons[i].permits_some = deal(a, a->ids);
        a->reasons[i].closes_all = deal(a, a->ids);
        a->reasons[i].closes_some = deal(a, a->ids);
    }
    a->judgements = deal(a, (a->facts + 63) / 64);
}

static void asked_init(struct asked *a, const struct strat_policy *p, size_t more_work)
{
    struct strat_about about;
    memset(a, 0, sizeof *a);
    strat_get_about(p, &about);
    a->p = p;
    a->approaches = about.approaches;
    a->facts = about.facts;
    a->ids = strat_id_words(p);
    a->duties = strat_duty_words(p);
    a->answer.each = calloc(a->approaches, sizeof *a->answer.each);
    deal_all(a);
    a->bits = calloc(a->n_bits, sizeof *a->bits);
    deal_all(a);
    a->ask = calloc(a->facts + 1, sizeof *a->ask);
    a->work.words = strat_work_words(p) + more_work;
    a->work.memory = malloc(a->work.words * sizeof(uint64_t));
    assert_true(a->answer.each && a->bits && a->ask && a->work.memory);
    memset(a->work.memory, 0xa5, a->work.words * sizeof(uint64_t));
}

static void asked_free(struct asked *a)
{
    free(a->answer.each);
    free(a->bits);
    free(a->ask);
    free(a->work.memory);
}

static void ask_everything(struct asked *a, const struct strat_request *r)
{
    memset(a->bits, 0, a->n_bits * sizeof *a->bits);
    a->n_ask = 0;
    a->decided = strat_decide(a->p, r, &a->work, &a->answer);
    a->judged = strat_judgements(a->p, r, &a->work, a->judgements);
    a->wanted = strat_ask(a->p, r, &a->work, a->ask, &a->n_ask);
    for (uint32_t i = 0; i < a->approaches; i++)
        a->explained[i] = strat_explain(a->p, r, &a->work, i, &a->reasons[i]);
}

static const char *differ(const struct asked *a, const struct asked *b)
{
    const struct strat_answer *x = &a->answer, *y = &b->answer;
    if (a->decided != b->decided) return "result";
    if (a->decided == STRAT_OK
        && (x->status != y->status || x->approach != y->approach || x->now != y->now || x->open != y->open || x->committed != y->committed))
        return "decision";
    if (a->decided == STRAT_OK && (x->possible != y->possible || x->possible_status != y->possible_status || x->possible_none != y->possible_none))
        return "what is possible";
    if (x->fault != y->fault) return "fault";
    if (x->lists.modality != y->lists.modality) return "modality";
    if (a->judged != b->judged || a->wanted != b->wanted || a->n_ask != b->n_ask) return "result of the questions";
    if (memcmp(a->ask, b->ask, a->n_ask * sizeof *a->ask) != 0) return "ask";
    for (size_t i = 0; i < a->approaches; i++)
        if (a->explained[i] != b->explained[i])
            return "result of explain";
    return memcmp(a->bits, b->bits, a->n_bits * sizeof *a->bits) != 0 ? "lists" : NULL;
}

/* Dates are drawn near those that the policies name. */
static int64_t draw(const struct fact *f, uint64_t *state)
{
    int64_t day = 0;
    if (f->kind == FACT_DATE && date_from_text("2025-01-01", 10, &day))
        return day + (int64_t)(next(state) % 100);
    return random_value(f, next(state) >> 7);
}

static void random_request(struct duel *t, uint64_t *state, unsigned unknown_percent)
{
    for (size_t i = 0; i < t->n_facts; i++) {
        uint32_t f = t->fact_of[i];
        t->known[f] = t->request_known[i] = (next(state) >> 30) % 100 >= unknown_percent;
        t->value[f] = t->request_value[i] = draw(&t->c->model->facts.at[f], state);
    }
}

static void side_by_side(void **unused)
{
    (void)unused;
    static struct random_policy p;
    size_t accepted = 0;
    for (uint64_t seed = 50001; accepted < POLICIES; seed++) {
        struct compiled c;
        struct duel t;
        struct asked rows, index;
        random_policy(&p, seed);
        if (!compile_text(&c, p.text)) {
            compiled_free(&c);
            continue;
        }
        accepted++;
        duel_init(&t, &c, 0);
        struct layout *by_rows = layout_build_as(&c.d, c.space, c.bits, LAYOUT_ROWS), *by_index = layout_build_as(&c.d, c.space, c.bits, LAYOUT_INDEX);
        assert_true(by_rows->policy.rules == NULL && by_index->policy.rules != NULL);
        assert_int_equal(strat_check(&by_rows->policy), STRAT_OK);
        assert_int_equal(strat_check(&by_index->policy), STRAT_OK);
        asked_init(&rows, &by_rows->policy, seed % 3 * 4000);
        asked_init(&index, &by_index->policy, 0);
        uint64_t state = seed;
        for (unsigned i = 0; i < REQUESTS; i++) {
            struct strat_request r = {t.request_value, t.request_known};
            random_request(&t, &state, i % 4 * 30);
            ask_everything(&rows, &r);
            ask_everything(&index, &r);
            const char *what = differ(&rows, &index);
            if (what) {
                print_error("seed %" PRIu64 ", request %u: the layouts differ in %s\n", seed, i, what);
                fail();
            }
        }
        asked_free(&rows);
        asked_free(&index);
        compiled_free(&c);
    }
}

/* ---- policies of size ---- */

static bool compile_written(struct compiled *c, bool structured, unsigned rules)
{
    char *text = NULL;
    size_t length = 0;
    struct author author = {.out = open_memstream(&text, &length), .state = 88172645463325252u + rules};
    if (structured)
        write_structured(&author, rules);
    else
        write_random(&author, rules);
    fclose(author.out);
    bool ok = compile_text(c, text);
    free(text);
    return ok;
}

static void one_size(bool structured, unsigned rules, unsigned requests)
{
    struct compiled c;
    struct duel t;
    struct asked rows, index;
    size_t compared = 0, open = 0;
    assert_true(compile_written(&c, structured, rules));
    struct layout *by_rows = layout_build_as(&c.d, c.space, c.bits, LAYOUT_ROWS), *by_index = layout_build_as(&c.d, c.space, c.bits, LAYOUT_INDEX);
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
            fail_msg("%u rules, request %u: the table and the interpreter differ in %s", rules, i, what);
        ask_everything(&index, &r);
        if (index.decided == STRAT_NOT_DECIDED || index.wanted == STRAT_NOT_DECIDED)
            continue;
        ask_everything(&rows, &r);
        what = differ(&rows, &index);
        if (what)
            fail_msg("%u rules, request %u: the layouts differ in %s", rules, i, what);
        compared++;
        open += index.answer.status >= STRAT_CONDITIONAL;
    }
    print_message("%s, %u rules, %zu boxes: %zu of %u requests compared, %zu open or undetermined\n", structured ? "structured" : "random", rules,
                  c.bits->list.len, compared, requests, open);
    assert_true(compared > requests / 2 && open > 0);
    asked_free(&rows);
    asked_free(&index);
    compiled_free(&c);
}

static void sizes(void **unused)
{
    (void)unused;
    for (int structured = 0; structured < 2; structured++) {
        one_size(structured, 40, 300);
        one_size(structured, 400, 80);
        one_size(structured, 3000, 40);
    }
}

/* ---- damage ---- */

static void *copy(const void *from, size_t bytes)
{
    void *to = malloc(bytes ? bytes : 1);
    assert_non_null(to);
    memcpy(to, from, bytes);
    return to;
}

/* One to four changes, of words or bytes, small or large. */
static void damage(uint64_t *table, size_t words, unsigned char *rules, size_t bytes, uint64_t *state)
{
    for (unsigned n = 1 + (unsigned)(next(state) >> 40) % 4; n > 0; n--) {
        uint64_t r = next(state) >> 8;
        switch (next(state) >> 60) {
        case 0: case 1: table[r % words] += next(state) >> 62 ? 1 : (uint64_t)-1; break;
        case 2: table[r % words] ^= UINT64_C(1) << (next(state) >> 58); break;
        case 3: table[r % words] = next(state); break;
        case 4: table[r % words] = table[next(state) % words]; break;
        case 5: case 6: case 7: rules[r % bytes] = (unsigned char)(next(state) >> 33); break;
        case 8: case 9: rules[r % bytes] = (unsigned char)(rules[r % bytes] + 1); break;
        case 10: rules[r % bytes] = 255; break;
        case 11: rules[r % bytes] = 0; break;
        default: rules[r % bytes] ^= (unsigned char)(1u << (next(state) >> 61)); break;
        }
    }
}

static void damaged_tables(void **unused)
{
    (void)unused;
    static struct random_policy p;
    size_t refused = 0, taken = 0;
    for (uint64_t seed = 90001; seed < 90001 + 400; seed++) {
        struct compiled c;
        struct duel t;
        random_policy(&p, seed);
        if (!compile_text(&c, p.text)) {
            compiled_free(&c);
            continue;
        }
        duel_init(&t, &c, 0);
        uint64_t state = seed;
        const struct strat_policy good = layout_build_as(&c.d, c.space, c.bits, LAYOUT_INDEX)->policy;
        for (unsigned i = 0; i < DAMAGED; i++) {
            struct strat_policy bad = good;
            uint64_t *table = copy(good.table, good.table_words * sizeof *table);
            unsigned char *rules = copy(good.rules, good.rules_bytes);
            damage(table, good.table_words, rules, good.rules_bytes, &state);
            bad.table = table;
            bad.rules = rules;
            if (strat_check(&bad) != STRAT_OK || strat_work_words(&bad) > 1u << 22) {
                refused++;
            } else {
                struct asked a;
                taken++;
                asked_init(&a, &bad, 0);
                a.work.max_steps = 2000;
                for (unsigned k = 0; k < 6; k++) {
                    struct strat_request r = {t.request_value, t.request_known};
                    random_request(&t, &state, k * 20);
                    ask_everything(&a, &r);
                }
                asked_free(&a);
            }
            free(table);
            free(rules);
        }
        compiled_free(&c);
    }
    print_message("%zu damaged tables refused, %zu asked\n", refused, taken);
    assert_true(refused > 1000 && taken > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(side_by_side), cmocka_unit_test(sizes), cmocka_unit_test(damaged_tables)};
    return cmocka_run_group_tests_name("layouts", tests, NULL, NULL);
}
