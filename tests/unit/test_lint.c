/* The lint checks at their edges; that each finds what its page says is tested from the page. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lint/lint.h"
#include "tests/folder.h"

static struct arena arena;
static jmp_buf on_oom;
static struct sources sources;
static struct diags diags;
static struct intern names;
static struct diag_options options;
static struct test_folder folder;

static int enter(void **state) {
    (void)state;
    return folder_enter(&folder) ? 0 : -1;
}

static int leave(void **state) {
    (void)state;
    unlink("p.strat");
    unlink("used.strat");
    return folder_leave(&folder) ? 0 : -1;
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_test_fail_after(0);
    arena_free(&arena);
    return 0;
}

static void put(const char *path, const char *before, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(before, file);
    fputs(text, file);
    fclose(file);
}

static const char strategy[] = "strategy \"S\" { approaches ranked low < high }\n"
                               "approach 1 low \"Low\" { default }\n"
                               "approach 2 high \"High\" { may be used when asked }\n"
                               "fact asked \"it is given\" : yes or no\n";

/* The checks over all situations have cases and properties of their own: here they are off. */
static void run_checks(const struct model *m) {
    struct diag_options o = options;
    for (int code = 0; code < DIAG_COUNT; code++) {
        unsigned number = diag_infos[code].number;
        if ((number >= 2040 && number < 3000) || (number >= 4030 && number < 5000))
            o.chosen[code] = -1;
    }
    const struct rule_set *rules = rules_build(&diags, m);
    struct space *space = space_build(rules, &arena);
    struct analysis l = {.m = m, .d = &diags, .arena = &arena, .rules = rules};
    analysis_decide(&l, clause_set_build(space, rules, NULL), diagrams_new(space, LINT_STEPS));
    lint_run(&l, &o);
}

/* What lint finds, as "slug:word slug:word ..." in the order of the list of codes; the errors where
 * there are some.
 */
static const char *lint(void) {
    sources = (struct sources){0};
    diags_init(&diags, &arena, &sources);
    intern_init(&names, &arena);
    struct parse_paths paths = {0};
    struct ast_program program = parse_program(&names, &diags, "p.strat", &paths);
    struct model *m = program.complete ? model_build(&names, &diags, &program) : NULL;
    if (m) run_checks(m);
    const char *found = "";
    vec_each (const struct diag, x, &diags.list) {
        const char *text = sources.at[x->at.file]->text;
        found =
            arena_printf(&arena, "%s%s%s:%.*s", found, *found ? " " : "", diag_infos[x->code].slug,
                         (int)(x->at.to - x->at.from), text + x->at.from);
    }
    return found;
}

static const struct {
    const char *policy, *used, *found;
} cases[] = {
    {"", NULL, ""},
    /* names of a used file are for others to use */
    {"use \"used\"",
     "fact f \"f\" : yes or no\nduty d \"d\" on use by \"B\"\ngroup g \"g\" of h = { a }\n"
     "fact h \"h\" : one of { a \"a\", b \"b\" }\ndefine x means f\nvocabulary v \"v\" = { c \"c\" "
     "}\n"
     "judgement j \"j\" by \"B\"\nreading r \"r\" : one of { n \"n\", w \"w\" } taken n\n",
     ""},
    /* but a judgement without a decider is one wherever it stands */
    {"use \"used\"", "judgement j \"j\"\nduty d \"d\" on use",
     "judgement-without-decider:j duty-without-bearer:d"},
    /* a name that only another unused thing uses is used: one finding
     * at a time leads to the next */
    {"define a means asked\ndefine b means a", NULL, "unused-definition:b"},
    {"duty d \"d\" before by \"B\" done when f\nfact f \"f\" : yes or no", NULL, "unused-duty:d"},
    {"duty d \"d\" on use to \"T\"\nprinciple 3 \"P\" { must d }", NULL, ""},
    /* one value is "anything else", two cannot be told apart */
    {"fact f \"f\" : one of { a \"a\", b \"b\" }\nprinciple 3 \"P\" { must not use high when f = a "
     "}",
     NULL, ""},
    {"fact f \"f\" : one of { a \"a\", b \"b\", c \"c\" }\nprinciple 3 \"P\" { must not use high "
     "when f = a }",
     NULL, "unused-value:b"},
    {"fact f \"f\" : one of { a \"a\" < b \"b\" < c \"c\" }\nprinciple 3 \"P\" { must not use high "
     "when f at least b "
     "}",
     NULL, ""},
    {"fact f \"f\" : set of { a \"a\", b \"b\" }\nprinciple 3 \"P\" { must not use high when f "
     "includes a }",
     NULL, "unused-value:b"},
    /* of a fact that is not used at all, the values are not worth a word */
    {"fact f \"f\" : one of { a \"a\", b \"b\" }", NULL, "unused-fact:f"},
    /* two facts share a vocabulary: what one of them names is used */
    {"vocabulary v \"v\" = { a \"a\", b \"b\", c \"c\" }\nfact f \"f\" : one of { v }\nfact g "
     "\"g\" : one of { v }\n"
     "principle 3 \"P\" { must not use high when f = a or g = b }",
     NULL, "unused-value:c"},
    /* values that come from a used vocabulary are not ours */
    {"use \"used\"\nfact f \"f\" : one of { v, d \"d\" }\nprinciple 3 \"P\" { must not use high "
     "when f = a }",
     "vocabulary v \"v\" = { a \"a\", b \"b\", c \"c\" }", "unused-value:d"},
    /* objectives are not values that somebody forgot */
    {"fact objective \"o\"\nobjective 3 SO1 \"one\" { may use high }\nobjective 4 SO2 \"two\" { "
     "may use low }\n"
     "objective 5 SO3 \"three\" { may use low }",
     NULL, ""},
};

static void findings(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    options = (struct diag_options){.findings = true};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put("p.strat", strategy, cases[i].policy);
        put("used.strat", "", cases[i].used ? cases[i].used : "");
        const char *found = lint();
        if (strcmp(found, cases[i].found) != 0)
            fail_msg("%s\nfound:    %s\nexpected: %s", cases[i].policy, found, cases[i].found);
    }
}

static void outlines(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    options = (struct diag_options){.findings = true};
    put("p.strat", "",
        "strategy \"S\" { approaches ranked low < high paragraphs 1, 2, 3, 4, 5, 6.a }\n"
        "approach 1 low \"Low\" { default }\n"
        "approach 2 high \"High\" { may be used cite 4 }\n"
        "recital 5 \"why\"\n");
    assert_string_equal(lint(), "uncovered-paragraph:3 uncovered-paragraph:6.a");
}

/* A check that nobody wants to see is not run. */
static void only_what_was_chosen(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    put("p.strat", strategy, "fact f \"f\" : yes or no\nduty d \"d\" on use");
    options = (struct diag_options){.findings = true};
    assert_true(diag_option_parse(&options, "no-unused-duty"));
    assert_string_equal(lint(), "unused-fact:f duty-without-bearer:d");
    options = (struct diag_options){.findings = false};
    assert_string_equal(lint(), "");
}

static void memory_runs_out_at_every_point(void **state) {
    (void)state;
    options = (struct diag_options){.findings = true};
    put("p.strat", strategy, cases[11].policy);
    volatile bool done = false;
    volatile size_t n = 0;
    while (!done) {
        n++;
        if (setjmp(on_oom) == 0) {
            arena_test_fail_after(n);
            lint();
            done = true;
        }
        arena_test_fail_after(0);
        arena_free(&arena);
    }
    assert_true(n > 50);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(findings),
        TEST(outlines),
        TEST(only_what_was_chosen),
        TEST(memory_runs_out_at_every_point),
    };
    return cmocka_run_group_tests_name("lint", tests, enter, leave);
}
