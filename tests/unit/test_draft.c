/* Drafts: what can be made of a text while it is written, and where each name of it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/pipeline.h"

static struct arena arena;
static jmp_buf on_oom;
static struct session session;
static struct pipeline p;
static struct references refs;
static const struct model *draft;

static int begin(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

/* Reads a text that an editor has open; how many errors there are. */
static size_t read_draft(const char *text) {
    if (setjmp(on_oom)) fail_msg("no memory");
    struct open_text *open = arena_array(&arena, struct open_text, 1);
    struct open_texts *all = arena_new(&arena, struct open_texts);
    *open = (struct open_text){path_real(&arena, "draft.strat"), text, strlen(text)};
    *all = (struct open_texts){.at = open, .len = 1};
    session_open(&session, &arena, &(struct parse_paths){.open = all});
    p = (struct pipeline){.session = &session, .path = "draft.strat"};
    refs = (struct references){0};
    draft = pipeline_draft(&p, &refs);
    return session.d.errors;
}

/* The n-th place of the words, from 0. */
static struct span place(const char *words, int n) {
    const char *text = session.sources.at[0]->text, *at = strstr(text, words);
    while (n-- > 0 && at) at = strstr(at + 1, words);
    assert_non_null(at);
    uint32_t from = (uint32_t)(at - text);
    return (struct span){0, from, from + (uint32_t)strlen(words)};
}

/* Where that is declared which stands there. */
static struct span meant(struct span at) {
    vec_each (const struct reference, x, &refs)
        if (span_same(x->at, at)) return x->to;
    return SPAN_NOWHERE;
}

static void assert_means(struct span at, struct span to) { assert_true(span_same(meant(at), to)); }

static const char policy[] = "strategy \"S\" { approaches ranked low < high }\n"
                             "fact partner \"who\" : one of { AA \"a\", BB \"b\" }\n"
                             "fact asked : yes or no\n"
                             "define fit means asked\n"
                             "group near = { AA }\n"
                             "duty report yearly\n"
                             "approach 1 low { default }\n"
                             "approach 2 high { may be used with near when fit must report }\n"
                             "principle 3 notwithstanding 2 { may use high with BB }\n";

static void a_text_without_a_fault_is_the_model(void **state) {
    (void)state;
    assert_int_equal(read_draft(policy), 0);
    assert_non_null(draft);
    assert_ptr_equal(pipeline_model(&p), draft);
}

static void each_name_leads_to_its_declaration(void **state) {
    (void)state;
    assert_int_equal(read_draft(policy), 0);
    assert_means(place("asked", 1), place("asked", 0));
    assert_means(place("asked", 0), place("asked", 0));
    assert_means(place("fit", 1), place("fit", 0));
    assert_means(place("near", 1), place("near", 0));
    assert_means(place("AA", 1), place("AA", 0));
    assert_means(place("report", 1), place("report", 0));
    assert_means(place("high", 2), place("high", 0));
    struct span two = place("2", 1); /* behind `notwithstanding` */
    assert_means(two, place("2", 0));
    assert_true(span_same(meant(place("may", 0)), SPAN_NOWHERE));
}

static void references_are_in_the_order_of_the_text(void **state) {
    (void)state;
    read_draft(policy);
    assert_true(refs.len > 10);
    for (size_t i = 1; i < refs.len; i++)
        assert_true(span_before(refs.at[i - 1].at, refs.at[i].at));
}

static void of_a_broken_text_the_rest_is_there(void **state) {
    (void)state;
    static const char *const cases[] = {"fact late : yes or nope\n",
                                        "define x means nothing_such\n",
                                        "principle 9 { must not use }\n",
                                        "fact\n",
                                        "group\n",
                                        "}\n",
                                        "\"",
                                        "principle 9 {",
                                        "approach",
                                        "use \"no-such-file\"\n"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        snprintf(text, sizeof text, "%s%s", policy, cases[i]);
        assert_true(read_draft(text) > 0);
        assert_non_null(draft);
        assert_true(draft->facts.len >= 2);
        assert_int_equal(draft->approaches.len, 2);
        assert_means(place("fit", 1), place("fit", 0));
        assert_null(pipeline_model(&p)); /* nothing reasons about a draft */
    }
}

static void a_library_alone_has_a_draft(void **state) {
    (void)state;
    assert_int_equal(read_draft("vocabulary country \"countries\" = { AA \"a\", BB \"b\" }\n"
                                "fact partner : one of { country }\ngroup some = { AA }\n"),
                     0);
    assert_non_null(draft);
    assert_means(place("AA", 1), place("AA", 0));
    vec_each (const struct reference, x, &refs) assert_true(x->to.file == 0);
}

static void of_nothing_there_is_none(void **state) {
    (void)state;
    read_draft("");
    assert_int_equal(refs.len, 0);
    assert_true(read_draft("\xff") > 0);
    assert_null(draft);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {TEST(a_text_without_a_fault_is_the_model),
                                       TEST(each_name_leads_to_its_declaration),
                                       TEST(references_are_in_the_order_of_the_text),
                                       TEST(of_a_broken_text_the_rest_is_there),
                                       TEST(a_library_alone_has_a_draft),
                                       TEST(of_nothing_there_is_none)};
    return cmocka_run_group_tests_name("draft", tests, NULL, NULL);
}
