/* Diagnostics: excerpts, `allow` comments, -W, JSON, and memory that runs out. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "report/report.h"

static struct arena arena;
static jmp_buf on_oom;
static struct sources sources;
static struct diags diags;
static struct diag_options options;
static char *printed; /* what the last render() wrote */
static size_t printed_len;
static json_t *json;

static void begin(void) {
    sources = (struct sources){0};
    diags_init(&diags, &arena, &sources);
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    begin();
    options = (struct diag_options){.findings = true};
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_test_fail_after(0);
    arena_free(&arena);
    free(printed);
    printed = NULL;
    json_decref(json);
    json = NULL;
    return 0;
}

static struct source *add(const char *text) {
    return source_add_text(&arena, &sources, &diags, "p.strat", text, strlen(text));
}

/* The place of `words` in the newest source. */
static struct span at(const char *words) {
    const struct source *s = sources.at[sources.len - 1];
    const char *found = strstr(s->text, words);
    assert_non_null(found);
    uint32_t from = (uint32_t)(found - s->text);
    return (struct span){s->file, from, from + (uint32_t)strlen(words)};
}

static struct diag_counts render(void) {
    free(printed);
    printed = NULL;
    FILE *out = open_memstream(&printed, &printed_len);
    assert_non_null(out);
    struct diag_counts counts = diags_render(&diags, &options, out);
    fclose(out);
    return counts;
}

static void assert_rendered(const char *expected) {
    render();
    assert_string_equal(printed, expected);
}

#define NO_MEMORY_IS_A_FAILURE \
    (void)state;               \
    if (setjmp(on_oom) != 0) fail_msg("no memory")

/* ---- the list of codes ---- */

static void codes_are_sorted_and_well_formed(void **state) {
    (void)state;
    for (int i = 0; i < DIAG_COUNT; i++) {
        const struct diag_info *info = &diag_infos[i];
        assert_true(info->number > 0 && info->number < 6000);
        assert_true(i == 0 || info->number > diag_infos[i - 1].number);
        assert_true(info->number >= 1000 || info->severity == DIAG_ERROR);
        assert_int_equal(strspn(info->slug, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(info->slug));
        assert_true(strlen(info->summary) > 10 && strlen(info->summary) < 80);
        assert_true(info->severity != DIAG_ERROR || info->on);
        for (int j = 0; j < i; j++) assert_string_not_equal(info->slug, diag_infos[j].slug);
    }
}

static void codes_are_found_by_each_of_their_names(void **state) {
    (void)state;
    static const char *const names[] = {"ST4011", "st4011", "4011", "unused-fact"};
    static const char *const others[] = {
        "", "ST", "ST401", "ST40111", "401", "04011", "unused-facts", "UNUSED-FACT", "1", "ST9999"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(diag_find(names[i]), DIAG_UNUSED_FACT);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(diag_find(others[i]), DIAG_COUNT);
    assert_int_equal(diag_find("ST0001"), DIAG_OUT_OF_MEMORY);
}

/* ---- reports ---- */

static void a_repeat_is_kept_once(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    add("abc");
    for (int i = 0; i < 3; i++) {
        diag_report(&diags, DIAG_USAGE, at("b"), "no %s", "b");
        diag_note(&diags, at("c"), "see c");
    }
    diag_report(&diags, DIAG_USAGE, at("b"), "no %s", "c");
    diag_report(&diags, DIAG_USAGE, at("c"), "no %s", "b");
    diag_report(&diags, DIAG_USAGE, at("bc"), "no %s", "b");
    diag_report(&diags, DIAG_UNUSED_FACT, at("b"), "no %s", "b");
    diag_note(&diags, SPAN_NOWHERE, "a note of its own");
    assert_int_equal(diags.list.len, 5);
    assert_int_equal(diags.errors, 4);
    assert_int_equal(diags.list.at[0].notes.len, 1);
    assert_int_equal(diags.list.at[4].notes.len, 1);
    for (unsigned i = 0; i < 2000; i++)
        diag_report(&diags, DIAG_USAGE, SPAN_NOWHERE, "number %u", i % 1000);
    assert_int_equal(diags.list.len, 1005);
}

static void messages_come_in_file_order(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    add("one two\nthree\n");
    diag_report(&diags, DIAG_USAGE, SPAN_NOWHERE, "last");
    diag_report(&diags, DIAG_UNUSED_FACT, at("three"), "third");
    diag_report(&diags, DIAG_UNUSED_FACT, at("two"), "second");
    diag_report(&diags, DIAG_UNUSED_GROUP, at("two"), "second again");
    diag_note(&diags, at("one"), "because of this");
    diag_report(&diags, DIAG_STRING_NOT_CLOSED, at("one"), "first");
    struct diag_counts counts = render();
    assert_int_equal(counts.errors, 2);
    assert_int_equal(counts.warnings, 3);
    assert_string_equal(printed, "p.strat:1:1: error: first [ST1004 string-not-closed]\n"
                                 "    1 | one two\n      | ^~~\n"
                                 "\n"
                                 "p.strat:1:5: warning: second [ST4011 unused-fact]\n"
                                 "    1 | one two\n      |     ^~~\n"
                                 "\n"
                                 "p.strat:1:5: warning: second again [ST4013 unused-group]\n"
                                 "    1 | one two\n      |     ^~~\n"
                                 "p.strat:1:1: note: because of this\n"
                                 "    1 | one two\n      | ^~~\n"
                                 "\n"
                                 "p.strat:2:1: warning: third [ST4011 unused-fact]\n"
                                 "    2 | three\n      | ^~~~~\n"
                                 "\n"
                                 "stratc: error: last [ST0006 usage]\n");
}

static void excerpts_are_aligned(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    add("\ta\tbc d\n\xe6\x97\xa5\xe6\x9c\xac x\ne\xcc\x81 y\nabc\r\n");
    diag_report(&diags, DIAG_USAGE, at("bc"), "tabs");
    diag_report(&diags, DIAG_USAGE, at(" x"), "wide");
    diag_report(&diags, DIAG_USAGE, at("y"), "combining");
    diag_report(&diags, DIAG_USAGE, at("bc\r\n"), "to the end of its line");
    struct span end = {0, (uint32_t)sources.at[0]->len, (uint32_t)sources.at[0]->len};
    diag_report(&diags, DIAG_USAGE, end, "at the end");
    assert_rendered("p.strat:1:4: error: tabs [ST0006 usage]\n"
                    "    1 |     a   bc d\n      |         ^~\n"
                    "\n"
                    "p.strat:2:3: error: wide [ST0006 usage]\n"
                    "    2 | \xe6\x97\xa5\xe6\x9c\xac x\n      |     ^~\n"
                    "\n"
                    "p.strat:3:4: error: combining [ST0006 usage]\n"
                    "    3 | e\xcc\x81 y\n      |   ^\n"
                    "\n"
                    "p.strat:4:2: error: to the end of its line [ST0006 usage]\n"
                    "    4 | abc\n      |  ^~\n"
                    "\n"
                    "p.strat:5:1: error: at the end [ST0006 usage]\n");
}

static void long_lines_are_cut_around_the_place(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static char text[100001];
    memset(text, 'x', 100000);
    memcpy(text + 50000, "HERE", 4);
    add(text);
    diag_report(&diags, DIAG_USAGE, at("HERE"), "here");
    struct span all = {0, 0, 100000};
    diag_report(&diags, DIAG_USAGE, all, "all of it");
    render();
    assert_true(printed_len < 700);
    const char *line = strstr(printed, "...xxx"), *marks = strstr(printed, "      |    ");
    assert_non_null(line);
    assert_non_null(marks);
    assert_ptr_equal(strstr(line, "HERE") - (line - 8),
                     strchr(marks, '^') - marks); /* after "    1 | " */
}

/* A line of few bytes and many columns: it is cut, but never before the place. */
static void the_place_is_always_shown(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static char text[110];
    memset(text, '\t', 104);
    memcpy(text + 104, "HERE", 5);
    add(text);
    diag_report(&diags, DIAG_USAGE, at("HERE"), "here");
    render();
    assert_non_null(strstr(printed, " H...\n"));
    assert_non_null(strstr(printed, " ^\n"));
}

/* Everything that could turn a terminal against its owner is shown as U+FFFD. */
static void nothing_harmful_reaches_the_terminal(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const char text[] = "x \033[31m \u202e \xff \0 \xc2\x85 y";
    assert_null(
        source_add_text(&arena, &sources, &diags, "evil\033]0;\n.strat", text, sizeof text - 1));
    diag_report(&diags, DIAG_USAGE, (struct span){0, 0, 1}, "the word \033[2J is not known");
    diag_note(&diags, SPAN_NOWHERE, "\a");
    render();
    for (const char *c = printed; *c; c++) assert_true(*c == '\n' || (unsigned char)*c >= 0x20);
    assert_null(strstr(printed, "\u202e"));
    assert_null(strstr(printed, "\xc2\x85"));
    assert_null(strchr(printed, '\xff'));
    options.color = true;
    render();
    assert_non_null(strstr(printed, "\033[1;31merror: \033[m"));
}

static void further_lines_are_set_in(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    diag_report(&diags, DIAG_C_COMPILER_FAILED, SPAN_NOWHERE,
                "it said:\np.c:1: error: \033[1m\n\n  int");
    diag_note(&diags, SPAN_NOWHERE, "one\ntwo");
    assert_rendered("stratc: error: it said: [ST0008 c-compiler-failed]\n"
                    "        p.c:1: error: \xef\xbf\xbd[1m\n"
                    "        \n"
                    "          int\n"
                    "        note: one\n"
                    "        two\n");
}

/* ---- JSON ---- */

static void each_line_of_json_is_an_object(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    options.format = MESSAGE_JSON;
    options.color = true; /* has no say here */
    add("a\n\xc3\xa9 fact\n");
    diag_report(&diags, DIAG_UNUSED_FACT, at("fact"), "the \"fact\" \\ \033 %s", "\xff");
    diag_note(&diags, at("a"), "and\nthis");
    diag_note(&diags, SPAN_NOWHERE, "so do that");
    diag_report(&diags, DIAG_USAGE, SPAN_NOWHERE, "nowhere");
    render();
    char *second = strchr(printed, '\n') + 1;
    assert_int_equal(strlen(strchr(second, '\n')), 1);
    json = json_loadb(second, strlen(second), 0, NULL);
    assert_true(json_is_null(json_object_get(json, "line")));
    assert_string_equal(json_string_value(json_object_get(json, "severity")), "error");
    json_decref(json);
    json = json_loadb(printed, (size_t)(second - printed), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    assert_string_equal(json_string_value(json_object_get(json, "message")),
                        "the \"fact\" \\ \033 \xef\xbf\xbd");
}

static void json_has_its_keys(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    options.format = MESSAGE_JSON;
    add("a\n\xc3\xa9 fact\n");
    diag_report(&diags, DIAG_UNUSED_FACT, at("fact"), "unused");
    diag_note(&diags, at("a"), "this");
    diag_fix(&diags, (struct diag_fix){.what = "Remove it", .at = at("fact"), .text = ""});
    diag_fix(&diags, (struct diag_fix){.what = NULL});
    diag_fix(&diags, (struct diag_fix){"Write `b`", at("fact"), "b", .asked = true});
    assert_rendered(
        "{\"file\":\"p.strat\",\"line\":2,\"column\":3,\"end_line\":2,\"end_column\":7,"
        "\"severity\":\"warning\","
        "\"code\":\"ST4011\",\"slug\":\"unused-fact\",\"message\":\"unused\",\"text\":\"\xc3\xa9 "
        "fact\",\"notes\":[{\"file\":\"p.strat\","
        "\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":2,\"message\":\"this\"}],"
        "\"fixes\":[{\"title\":\"Remove it\",\"file\":\"p.strat\",\"line\":2,\"column\":3,"
        "\"end_line\":2,\"end_column\":7,\"replacement\":\"\"}]}\n");
}

static void what_was_perhaps_meant_can_be_written(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    add("fakt\n");
    diag_report(&diags, DIAG_UNKNOWN_NAME, at("fakt"), "no `fakt`; did you mean `fact`?");
    assert_int_equal(diags.list.at[0].fixes.len, 1);
    const struct diag_fix *fix = &diags.list.at[0].fixes.at[0];
    assert_string_equal(fix->text, "fact");
    assert_true(fix->asked && span_same(fix->at, at("fakt")));
    diag_report(&diags, DIAG_UNKNOWN_NAME, at("kt"), "no `kt`");
    assert_int_equal(diags.list.at[1].fixes.len, 0);
    diag_report(&diags, DIAG_UNKNOWN_NAME, at("fakt"), "no `fakt`; did you mean `fact`?");
    diag_fix(&diags, *fix); /* of a repeat: dropped */
    assert_int_equal(diags.list.at[1].fixes.len, 0);
}

/* ---- -W ---- */

static void words_after_W(void **state) {
    (void)state;
    static const char *const right[] = {"all",
                                        "no-all",
                                        "error",
                                        "no-error",
                                        "unused-fact",
                                        "no-unused-fact",
                                        "error=unused-fact",
                                        "ST4011",
                                        "no-4011",
                                        "error=ST4011"};
    static const char *const wrong[] = {
        "",         "no-",         "error=",    "nothing", "no-nothing",          "usage",
        "no-usage", "error=usage", "error=all", "All",     "no-error=unused-fact"};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_true(diag_option_parse(&options, right[i]));
    struct diag_options before = options;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(diag_option_parse(&options, wrong[i]));
    assert_memory_equal(&before, &options, sizeof options);
}

static void findings_are_shown_as_chosen(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const struct {
        bool findings;
        const char *words[3];
        size_t errors, warnings;
    } cases[] = {
        {false, {NULL}, 1, 0},
        {true, {NULL}, 1, 2},
        {true, {"no-unused-fact"}, 1, 1},
        {true, {"no-all"}, 1, 0},
        {true, {"no-all", "unused-fact"}, 1, 1},
        {true, {"error"}, 3, 0},
        {true, {"error", "no-unused-value"}, 2, 0},
        {true, {"error=unused-value"}, 2, 1},
        {true, {"error=unused-value", "no-unused-value"}, 1, 1},
        {true, {"error", "no-error"}, 1, 2},
        {false, {"error", "all"}, 1, 0},
    };
    add("abc");
    diag_report(&diags, DIAG_STRING_NOT_CLOSED, at("a"), "an error");
    diag_report(&diags, DIAG_UNUSED_FACT, at("b"), "a warning");
    diag_report(&diags, DIAG_UNUSED_VALUE, at("c"), "taste");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        options = (struct diag_options){.findings = cases[i].findings};
        for (size_t w = 0; w < 3 && cases[i].words[w]; w++)
            assert_true(diag_option_parse(&options, cases[i].words[w]));
        struct diag_counts counts = render();
        if (counts.errors != cases[i].errors || counts.warnings != cases[i].warnings)
            fail_msg("case %zu: %zu errors, %zu warnings", i, counts.errors, counts.warnings);
    }
}

/* ---- `allow` comments ---- */

/* Each text is a policy whose word "X" gets a warning unused-fact. `expected`: the slugs shown, in
 * order. */
static const struct {
    const char *text, *expected;
} allow_cases[] = {
    {"X # stratc: allow unused-fact -- kept for later", ""},
    {"X # stratc: allow ST4011 -- kept", ""},
    {"X #stratc:allow unused-group ,unused-fact--kept", "allow-unused"},
    {"X # stratc: allow unused-group, unused-fact -- kept", "allow-unused"},
    {"# stratc: allow unused-fact -- kept\nX", ""},
    {"  # stratc: allow unused-fact -- kept\r\n\t# another comment\n# stratc: allow unused-group "
     "-- kept\nX",
     "allow-unused"},
    {"# stratc: allow unused-fact -- kept\n\nX", "allow-unused unused-fact"},
    {"X\n# stratc: allow unused-fact -- kept", "unused-fact allow-unused"},
    {"Y # stratc: allow unused-fact -- kept\nX", "allow-unused unused-fact"},
    {"X # stratc: allow unused-fact", "unused-fact allow-without-reason"},
    {"X # stratc: allow unused-fact --", "unused-fact allow-without-reason"},
    {"X # stratc: allow unused-fact -- ", "unused-fact allow-without-reason"},
    {"X # stratc: allow unused-fact because", "unused-fact allow-without-reason"},
    {"X # stratc: allow unused-fact - because", "unused-fact allow-without-reason"},
    {"X # stratc: allow unused-fact because of -- this", "unused-fact allow-unknown"},
    {"X # stratc: allow unused-fact unused-group -- kept", "allow-unknown allow-unused"},
    {"X # stratc: allow unused-group unused-fact-- kept", "allow-unused allow-unknown"},
    {"X # stratc: allow unused-group unused-fcat -- kept",
     "unused-fact allow-unused allow-unknown allow-unknown"},
    {"X # stratc: allow unused-group; unused-fact -- kept", "allow-unused allow-unknown"},
    {"X # stratc: allow unused-group;unused-fact -- kept", "allow-unused allow-unknown"},
    {"X # stratc: allow unused-group and unused-fact -- kept", "allow-unused allow-unknown"},
    {"X # stratc: allow unused-group, and unused-fact -- kept", "allow-unused allow-unknown"},
    {"X # stratc: allow unused-group & ST4011 -- kept", "allow-unused allow-unknown"},
    {"X # stratc: allow unused-fact, -- kept", "allow-unknown"},
    {"X # stratc: allow , unused-fact -- kept", "allow-unknown"},
    {"X # stratc: allow unused-fact,, unused-group -- kept", "allow-unknown allow-unused"},
    {"X # stratc: allow unused-fact, unused-group", "unused-fact allow-without-reason"},
    {"X # stratc: allow unused-fact;", "unused-fact allow-unknown allow-without-reason"},
    {"X # stratc: allow -- because", "unused-fact allow-unknown"},
    {"X # stratc: allow unused-fcat -- typed badly", "unused-fact allow-unknown"},
    {"X # stratc: allow usage -- please", "unused-fact allow-error"},
    {"X # stratc: alow unused-fact -- kept", "unused-fact allow-unknown"},
    {"X # stratc: allowed", "unused-fact allow-unknown"},
    {"X # stratc: allow ", "unused-fact allow-unknown"},
    {"X # stratc:", "unused-fact allow-unknown"},
    {"X # stratc is good", "unused-fact"},
    {"X \"# stratc: allow unused-fact -- in a text\"", "unused-fact"},
    {"X \"\\\" # stratc: allow unused-fact -- in a text\"", "unused-fact"},
    {"X \"text\" # stratc: allow unused-fact -- after a text", ""},
    {"X \"\\\\\" # stratc: allow unused-fact -- after a text", ""},
    {"\"not closed\nX # stratc: allow unused-fact -- kept", ""},
};

static void comments_allow_findings(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    for (size_t i = 0; i < sizeof allow_cases / sizeof *allow_cases; i++) {
        begin();
        assert_non_null(add(allow_cases[i].text));
        diag_report(&diags, DIAG_UNUSED_FACT, at("X"), "unused");
        render();
        char *slugs = arena_strndup(&arena, "", 0);
        for (const char *line = printed; (line = strstr(line, " [ST")) != NULL; line++)
            slugs = arena_printf(&arena, "%s%s%.*s", slugs, *slugs ? " " : "",
                                 (int)strcspn(line + 9, "]"), line + 9);
        if (strcmp(slugs, allow_cases[i].expected) != 0)
            fail_msg("%s\nshows: %s", allow_cases[i].text, slugs);
    }
}

static void an_unused_comment_is_reported_only_where_we_looked(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const char text[] = "X # stratc: allow unused-fact -- kept";
    add(text);
    add(text); /* a used file: what it allows may be found when it is checked itself */
    struct diag_counts counts = render();
    assert_int_equal(counts.warnings, 1);
    begin();
    add(text);
    assert_true(diag_option_parse(&options, "no-unused-fact")); /* not looked for */
    assert_int_equal(render().warnings, 0);
    options = (struct diag_options){.findings = true};
    diag_report(&diags, DIAG_STRING_NOT_CLOSED, at("X"),
                "an error"); /* so nothing was looked for */
    assert_int_equal(render().warnings, 0);
    begin();
    add(text);
    options.findings = false;
    assert_int_equal(render().warnings, 0);
}

static void errors_cannot_be_allowed(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    add("X # stratc: allow string-not-closed, unused-fact -- please");
    diag_report(&diags, DIAG_STRING_NOT_CLOSED, at("X"), "an error");
    diag_report(&diags, DIAG_UNUSED_FACT, at("X"), "a finding");
    assert_true(diag_option_parse(&options, "error"));
    struct diag_counts counts = render();
    assert_int_equal(
        counts.errors,
        2); /* the error, and allow-error as -Werror makes it; the finding is allowed */
    assert_int_equal(counts.warnings, 0);
}

/* ---- memory ---- */

static void work(void) {
    static const char text[] =
        "X # stratc: allow unused-fact -- kept\nY # stratc: allow none -- r\n\xff\n";
    begin();
    source_add_text(&arena, &sources, &diags, "p.strat", text, sizeof text - 1);
    source_read(&arena, &sources, &diags, "/dev/null", false, SPAN_NOWHERE, NULL);
    source_read(&arena, &sources, &diags, "/proc/self/status", false, SPAN_NOWHERE, NULL);
    for (int i = 0; i < 40; i++) {
        diag_report(&diags, DIAG_UNUSED_FACT, at(""), "finding %d", i);
        diag_note(&diags, SPAN_NOWHERE, "note");
    }
}

static void memory_runs_out_at_every_point(void **state) {
    (void)state;
    static FILE *null;
    null = fopen("/dev/null", "w");
    assert_non_null(null);
    volatile bool done = false;
    volatile size_t n = 0;
    while (!done) {
        n++;
        if (setjmp(on_oom) == 0) {
            arena_test_fail_after(n);
            work();
            diags_render(&diags, &options, null);
            done = true;
        }
        arena_test_fail_after(0);
    }
    fclose(null);
    assert_true(n > 100);
    assert_int_equal(diags.errors, 1);
}

static void every_code_has_a_page_of_its_own(void **state) {
    (void)state;
    for (int i = 0; i < DIAG_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_true(!diag_page((enum diag_code)i) ||
                        diag_page((enum diag_code)i) != diag_page((enum diag_code)j));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(codes_are_sorted_and_well_formed),
        TEST(codes_are_found_by_each_of_their_names),
        TEST(a_repeat_is_kept_once),
        TEST(messages_come_in_file_order),
        TEST(excerpts_are_aligned),
        TEST(long_lines_are_cut_around_the_place),
        TEST(the_place_is_always_shown),
        TEST(nothing_harmful_reaches_the_terminal),
        TEST(further_lines_are_set_in),
        TEST(each_line_of_json_is_an_object),
        TEST(json_has_its_keys),
        TEST(what_was_perhaps_meant_can_be_written),
        TEST(words_after_W),
        TEST(findings_are_shown_as_chosen),
        TEST(comments_allow_findings),
        TEST(an_unused_comment_is_reported_only_where_we_looked),
        TEST(errors_cannot_be_allowed),
        TEST(memory_runs_out_at_every_point),
        TEST(every_code_has_a_page_of_its_own),
    };
    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
