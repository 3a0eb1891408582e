/*
 * A lint ends when the work that it may do is used up, wherever it then is, and says what it did
 * not decide: of a policy of thousands of rules whose every question is tangled.
 */
#define _POSIX_C_SOURCE 200809L

#include "lint/lint.h"
#include "tests/props/harness.h"

#include <inttypes.h>
#include <time.h>

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

/* The most of these takes a second or two. What went on uncounted would take far longer. */
enum { FACTS = 40, EACH = 107, MOST_SECONDS = 20 };
static const uint64_t work[] = {0, 1000000, 10000000, 100000000};

static char *tangled(void) {
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    fputs("strategy \"Tangled\" { approaches ranked low < high }\n", out);
    for (unsigned i = 0; i < FACTS; i++) fprintf(out, "fact f%u \"f\" : yes or no\n", i);
    fputs("approach 1 low \"l\" { default }\napproach 2 high \"h\" {\n", out);
    for (unsigned i = 0; i < FACTS; i++)
        for (unsigned j = 1; j <= EACH; j++)
            fprintf(out, "may be used when f%u and f%u and not f%u\n", i,
                    (i * (2 * j + 1) + 7 * j) % FACTS, (i + FACTS / j) % FACTS);
    fputs("}\n", out);
    fclose(out);
    return text;
}

static void ends(void **unused) {
    char *text = tangled();
    (void)unused;
    for (size_t i = 0; i < sizeof work / sizeof *work; i++) {
        struct compiled c;
        assert_true(compile_text(&c, text));
        struct analysis l = {.m = c.model, .d = &c.d, .arena = &c.arena, .rules = c.rules};
        struct diag_options options = {.findings = true};
        analysis_decide(&l, c.bits, diagrams_new(c.space, LINT_STEPS));
        clock_t start = clock();
        size_t said = 0;
        assert_true(l.whole);
        l.work.left = work[i];
        lint_run(&l, &options);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        vec_each (struct diag, d, &c.d.list) said += d->code == DIAG_NOT_DECIDED;
        print_message("%" PRIu64 " steps: %.1f s, %zu findings of what was not decided\n", work[i],
                      seconds, said);
        assert_true(said > 0);
        assert_true(seconds < MOST_SECONDS);
        compiled_free(&c);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(ends)};
    return cmocka_run_group_tests_name("lint_ends", tests, NULL, NULL);
}
