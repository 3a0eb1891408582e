/*
 * What a lint takes grows with the policy as it should: of twice as many it takes at most so many
 * times the work, and decides all that it decides of half of them. The work is counted, so that the
 * machine has no say.
 */
#include "tests/props/harness.h"

#include "diag/select.h"
#include "lint/lint.h"

#include <inttypes.h>

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

/* What twice as many may cost: cubic, and something for what begins late; of a threshold, the
 * fourth power. */
enum { CUBIC = 9, FOURTH = 18 };

static void facts(FILE *out, const char *name, unsigned n) {
    for (unsigned i = 0; i < n; i++) fprintf(out, "fact %s%u \"f\" : yes or no\n", name, i);
}

static void list(FILE *out, const char *joint, unsigned n) {
    for (unsigned i = 0; i < n; i++) fprintf(out, "%sf%u", i ? joint : "", i);
}

static void write_and(FILE *out, unsigned n) {
    fputs("may be used when ", out);
    list(out, " and ", n);
}

static void write_or(FILE *out, unsigned n) {
    fputs("may be used when ", out);
    list(out, " or ", n);
}

static void write_count(FILE *out, unsigned n) {
    fprintf(out, "may be used when at least %u of (", n / 2);
    list(out, ", ", n);
    fputs(")", out);
}

static void write_rules(FILE *out, unsigned n) {
    for (unsigned i = 0; i < n; i++) fprintf(out, "may be used when f%u\n", i);
}

static void write_alike(FILE *out, unsigned n) {
    for (unsigned i = 0; i < n; i++) fputs("may be used when f0 or f1\n", out);
}

static void write_pairs(FILE *out, unsigned n) {
    for (unsigned i = 0; i < n; i++) fprintf(out, "may be used when f%u and g%u\n", i, i);
}

static void write_nested(FILE *out, unsigned n) {
    fputs("may be used when ", out);
    for (unsigned i = 0; i < n; i++) fprintf(out, "%s(f%u or g%u)", i ? " and " : "", i, i);
}

static uint64_t work_of(void (*rules)(FILE *out, unsigned n), unsigned n) {
    struct compiled c;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    fputs("strategy \"t\" {\n    approaches ranked low < high\n}\n", out);
    facts(out, "f", n);
    facts(out, "g", n);
    fputs("approach 1 low \"low\" { default }\napproach 2 high \"high\" {\n", out);
    rules(out, n);
    fputs("\n}\n", out);
    fclose(out);
    assert_true(compile_text(&c, text));
    struct diag_options o = {.findings = true};
    struct analysis l = {.m = c.model, .d = &c.d, .arena = &c.arena, .rules = c.rules};
    analysis_decide(&l, c.bits, diagrams_new(c.space, LINT_STEPS));
    lint_run(&l, &o);
    uint64_t work = ALL_STEPS - l.work.left;
    vec_each (const struct diag, d, &c.d.list) assert_int_not_equal(d->code, DIAG_NOT_DECIDED);
    compiled_free(&c);
    free(text);
    return work;
}

static void doubles(void **unused) {
    static const struct {
        const char *name;
        void (*rules)(FILE *out, unsigned n);
        unsigned n, most;
    } families[] = {{"and", write_and, 150, CUBIC},        {"or", write_or, 150, CUBIC},
                    {"at least", write_count, 20, FOURTH}, {"rules", write_rules, 200, CUBIC},
                    {"alike", write_alike, 100, CUBIC},    {"pairs", write_pairs, 50, CUBIC},
                    {"nested", write_nested, 20, CUBIC}};
    (void)unused;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        uint64_t half = work_of(families[i].rules, families[i].n),
                 whole = work_of(families[i].rules, 2 * families[i].n);
        print_message("%s: %u take %" PRIu64 ", %u take %" PRIu64 "\n", families[i].name,
                      families[i].n, half, 2 * families[i].n, whole);
        assert_true(whole <= families[i].most * half);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(doubles)};
    return cmocka_run_group_tests_name("growth", tests, NULL, NULL);
}
