/*
 * Policies at the edges of what tables hold: a fact of ten thousand values, a set of 64, 200 facts,
 * a number with a thousand thresholds. By either layout they decide as the reference interpreter
 * does; beyond the edge there is an error with its name, never a wrong table.
 */
#include "tests/props/harness.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { REQUESTS = 250 };

static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1d;
}

static unsigned below(uint64_t *state, unsigned n) { return (unsigned)(next(state) >> 33) % n; }

struct text {
    FILE *out;
    char *at;
    size_t length;
    uint64_t state;
};

static void begin(struct text *t) {
    *t = (struct text){.state = 88172645463325252u};
    t->out = open_memstream(&t->at, &t->length);
    assert_non_null(t->out);
    fputs("strategy \"t\" {\n    approaches ranked low < high\n}\napproach 1 low \"low\" { default "
          "}\nfact f \"f\" : yes or no\n",
          t->out);
}

static void values(struct text *t, const char *fact, const char *type, unsigned n) {
    fprintf(t->out, "fact %s \"t\" : %s { v0", fact, type);
    for (unsigned i = 1; i < n; i++) fprintf(t->out, ", v%u", i);
    fputs(" }\n", t->out);
}

static void rule(struct text *t, unsigned i) {
    fprintf(t->out, "paragraph %u \"t\" { %s when ", i + 10,
            i % 3 == 2 ? "must not use high" : "may use high");
}

static bool compile(struct text *t, struct compiled *c) {
    fclose(t->out);
    bool ok = compile_text(c, t->at);
    free(t->at);
    return ok;
}

/* Values near those that the rules name: conditions of ten thousand values are seldom met by
 * chance. */
static int64_t draw(const struct fact *f, uint64_t *state) {
    return f->kind == FACT_ONE_OF ? (int64_t)below(state, (unsigned)f->values.len)
                                  : random_value(f, next(state) >> 7);
}

static void decides_rightly(struct text *t, unsigned unknown_percent) {
    struct compiled c;
    assert_true(compile(t, &c));
    size_t opened = 0, tried_all = 0;
    for (int kind = LAYOUT_ROWS; kind <= LAYOUT_INDEX; kind++) {
        struct duel d;
        c.layout = layout_build_as(&c.d, c.space, c.bits, (enum layout_kind)kind, true);
        assert_int_equal(strat_check(&c.layout->policy), STRAT_OK);
        duel_init(&d, &c, 1 << 18);
        for (unsigned i = 0; i < REQUESTS; i++) {
            bool tried;
            for (size_t k = 0; k < d.n_facts; k++) {
                uint32_t f = d.fact_of[k];
                d.known[f] = i % 5 != 4 || below(&t->state, 100) >= unknown_percent;
                d.value[f] = draw(&c.model->facts.at[f], &t->state);
            }
            const char *differ = duel(&d, 64, false, &tried);
            if (differ)
                fail_msg("request %u: the table and the interpreter differ in %s", i, differ);
            tried_all += tried;
            opened += tried && d.answer.status == STRAT_OPEN;
        }
    }
    print_message("%zu requests compared, %zu open\n", tried_all, opened);
    assert_true(tried_all > REQUESTS && opened > 0);
    compiled_free(&c);
}

static void ten_thousand_values(void **unused) {
    (void)unused;
    struct text t;
    begin(&t);
    values(&t, "place", "one of", 10000);
    for (unsigned i = 0; i < 1200; i++) {
        rule(&t, i);
        fprintf(t.out, "place in { v%u", below(&t.state, 10000));
        for (unsigned n = below(&t.state, 40); n > 0; n--)
            fprintf(t.out, ", v%u", below(&t.state, 10000));
        fprintf(t.out, " }%s }\n", i % 2 ? " and f" : "");
    }
    decides_rightly(&t, 0);
}

static void a_set_of_64(void **unused) {
    (void)unused;
    struct text t;
    begin(&t);
    values(&t, "tags", "set of", 64);
    for (unsigned i = 0; i < 400; i++) {
        rule(&t, i);
        for (unsigned n = 0; n < 7; n++)
            fprintf(t.out, "%s%s(tags includes v%u)", n ? " and " : "", n % 3 == 2 ? "not " : "",
                    below(&t.state, 64));
        fputs(i % 2 ? " and f }\n" : " }\n", t.out);
    }
    fputs("paragraph E \"t\" { may use high when tags is empty }\n", t.out);
    decides_rightly(&t, 0);
}

static void two_hundred_facts(void **unused) {
    (void)unused;
    struct text t;
    begin(&t);
    for (unsigned i = 0; i < 300; i++) fprintf(t.out, "fact f%u \"t\" : yes or no\n", i);
    for (unsigned i = 0; i < 800; i++) {
        rule(&t, i);
        fprintf(t.out, "f%u and not f%u and f%u and f%u and f%u and f%u }\n", below(&t.state, 100),
                100 + below(&t.state, 100), 200 + below(&t.state, 20), 220 + below(&t.state, 20),
                240 + below(&t.state, 20), 260 + below(&t.state, 40));
    }
    /* and one rule with more limits than a byte counts */
    fputs("paragraph E \"t\" { may use high when f0", t.out);
    for (unsigned i = 1; i < 300; i++) fprintf(t.out, " and f%u", i);
    fputs(" }\n", t.out);
    decides_rightly(&t, 1);
}

static void a_thousand_thresholds(void **unused) {
    (void)unused;
    struct text t;
    begin(&t);
    fputs("fact n \"t\" : number 0.00..10000.00 \"euro\"\n", t.out);
    for (unsigned i = 0; i < 1000; i++) {
        rule(&t, i);
        fprintf(t.out, "n at least %u.%02u and n at most %u.50%s }\n", i * 9, i % 100,
                i * 9 + 3 + i % 40, i % 2 ? " and f" : "");
    }
    decides_rightly(&t, 0);
}

/* The message of the only error. */
static void is_refused(struct text *t, const char *why) {
    struct compiled c;
    assert_false(compile(t, &c));
    assert_int_equal(c.d.errors, 1);
    assert_int_equal(c.d.list.at[0].code, DIAG_TABLE_TOO_LARGE);
    assert_string_equal(c.d.list.at[0].text, why);
    compiled_free(&c);
}

static void too_many_kinds_of_value(void **unused) {
    (void)unused;
    struct text t;
    begin(&t);
    fputs("fact n \"t\" : number 0..1000000 \"euro\"\n", t.out);
    for (unsigned i = 0; i < 33000; i++)
        fprintf(t.out, "paragraph %u \"t\" { may use high when n = %u }\n", i + 10, i * 14 + 1);
    is_refused(&t,
               "the conditions on n tell 66001 kinds of value apart; a table holds at most 65,535");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_values), cmocka_unit_test(a_set_of_64),
        cmocka_unit_test(two_hundred_facts), cmocka_unit_test(a_thousand_thresholds),
        cmocka_unit_test(too_many_kinds_of_value)};
    return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
