/* A text that a policy states: its lines, its numbers, what one reads in it. */
#include "anchor/anchor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static struct arena arena;
static struct sources sources;
static struct diags diags;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena, NULL);
    sources = (struct sources){0};
    diags_init(&diags, &arena, &sources);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct prose prose_of(const char *path, const char *text) {
    struct source *s = source_add_prose(&arena, &sources, &diags, path, text, strlen(text));
    assert_non_null(s);
    assert_int_equal(diags.errors, 0);
    return prose_read(&arena, s);
}

static const char *folded(const char *text) { return prose_folded(&arena, text, strlen(text)); }

/* ---- what one reads ---- */

static void white_space_and_what_has_no_width(void **state) {
    (void)state;
    assert_string_equal(folded(" a\tb\r\nc\fd"), "abcd");
    assert_string_equal(folded("a\xc2\xa0"
                               "b\xe2\x80\x89"
                               "c\xe3\x80\x80"
                               "d"),
                        "abcd");
    assert_string_equal(folded("co\xc2\xad"
                               "op\xe2\x80\x8b"
                               "er\xef\xbb\xbf"
                               "ate\xe2\x81\xa0"),
                        "cooperate");
    assert_string_equal(folded(""), "");
}

static void signs_that_are_written_in_several_ways(void **state) {
    (void)state;
    assert_string_equal(folded("\xe2\x80\x98"
                               "a\xe2\x80\x99 `b\xc2\xb4"),
                        "'a''b'");
    assert_string_equal(folded("\xe2\x80\x9c"
                               "a\xe2\x80\x9d\xe2\x80\x9e\xc2\xab\xc2\xbb"),
                        "\"a\"\"\"\"");
    assert_string_equal(folded("\xe2\x80\x90\xe2\x80\x91\xe2\x80\x93\xe2\x80\x94\xe2\x88\x92-"),
                        "------");
    assert_string_equal(folded("e\xef\xac\x80o\xef\xac\x81s\xef\xac\x83"), "effofisffi");
}

static void all_else_is_kept(void **state) {
    (void)state;
    assert_string_equal(folded("A.b,c;D!5\xe2\x80\xa6"), "A.b,c;D!5\xe2\x80\xa6");
    assert_string_equal(folded("\xc3\x89"
                               "e\xcc\x81\xef\xbc\x95"),
                        "\xc3\x89"
                        "e\xcc\x81\xef\xbc\x95"); /* no normal form is made */
}

static void a_text_begins_with_words(void **state) {
    (void)state;
    struct prose p = prose_of("x.txt", "u\n sing the \xe2\x80\x98one\xe2\x80\x99 way");
    assert_true(prose_begins(&p, 0, folded("using the 'one'")));
    assert_true(prose_begins(&p, 0, ""));
    assert_false(prose_begins(&p, 0, folded("using the 'one' way out")));
    assert_false(prose_begins(&p, 0, folded("Using")));
    assert_false(prose_begins(&p, 1, folded("using")));
}

/* ---- lines ---- */

static void lines_of_markdown(void **state) {
    (void)state;
    struct prose p = prose_of("x.md", "# A\n#b\n> c\n- d\n**e** f\n```\n# g\n```\nh\n===\n\ni\n");
    static const struct {
        const char *text;
        bool heading, aside, item;
    } wanted[] = {
        {"A", true, false, false},   {"#b", false, false, false},    {"c", false, true, false},
        {"d", false, false, true},   {"e** f", false, false, false}, {"```", false, true, false},
        {"# g", false, true, false}, {"```", false, true, false},    {"h", true, false, false},
        {"===", false, true, false}, {"", false, false, false},      {"i", false, false, false}};
    assert_int_equal(p.lines.len, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < p.lines.len; i++) {
        const struct prose_line *l = &p.lines.at[i];
        const char *text = arena_strndup(&arena, p.source->text + l->text, l->to - l->text);
        assert_string_equal(text, wanted[i].text);
        assert_int_equal(l->heading, wanted[i].heading);
        assert_int_equal(l->aside, wanted[i].aside);
        assert_int_equal(l->item, wanted[i].item);
    }
}

static void lines_of_a_plain_text(void **state) {
    (void)state;
    struct prose p = prose_of("x.txt", "\f # A \xc2\xa0\r\n> b\n===");
    assert_int_equal(p.lines.len, 3);
    for (size_t i = 0; i < 3; i++) assert_false(p.lines.at[i].heading || p.lines.at[i].aside);
    assert_int_equal(p.lines.at[0].from, 2);
    assert_int_equal(p.lines.at[0].to, 5);
    assert_int_equal(p.lines.at[0].end, 8); /* the end of the line aside */
}

static void part(struct prose *p, const char *words) {
    struct texts list = {0};
    vec_push(&arena, &list, folded(words));
    prose_part(p, &list);
}

static void a_line_is_parted(void **state) {
    (void)state;
    struct prose p = prose_of("x.md", "# One two. Three four. Three\nfive Three  four\n");
    part(&p, "Three four");
    assert_int_equal(p.lines.len, 4);
    static const size_t starts[] = {0, 11, 29, 34};
    for (size_t i = 0; i < 4; i++) assert_int_equal(p.lines.at[i].start, starts[i]);
    assert_true(p.lines.at[0].heading && !p.lines.at[1].heading);
    assert_int_equal(p.lines.at[0].to, 10);
    assert_int_equal(p.lines.at[1].to, 28);
}

/* Behind blanks of any form, and whatever form the words have there. */
static void a_line_is_parted_by_any_of_several_words(void **state) {
    (void)state;
    static const char *const words[] = {"'two' a",
                                        "e",
                                        "'two'",
                                        "o\xef\xac\x83"
                                        "ce",
                                        "offices",
                                        "nowhere"};
    struct prose p = prose_of("x.txt", "one \xe2\x80\x98two\xe2\x80\x99 b\xc2\xa0o\xef\xac\x83"
                                       "ce c\xe3\x80\x80"
                                       "end\nf");
    static const char *const wanted[] = {"one", "\xe2\x80\x98two\xe2\x80\x99 b",
                                         "o\xef\xac\x83"
                                         "ce c",
                                         "end", "f"};
    struct texts list = {0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        vec_push(&arena, &list, folded(words[i]));
    prose_part(&p, &list);
    assert_int_equal(p.lines.len, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < p.lines.len; i++) {
        const struct prose_line *l = &p.lines.at[i];
        assert_string_equal(arena_strndup(&arena, p.source->text + l->from, l->to - l->from),
                            wanted[i]);
    }
}

/* ---- memory ---- */

enum { MIB = 1 << 20 };

static const char *repeated(const char *text, size_t times) {
    size_t n = strlen(text);
    char *all = arena_array(&arena, char, n *times + 1);
    for (size_t i = 0; i < times; i++) memcpy(all + i * n, text, n);
    return all;
}

static void long_words_are_written_in_little_memory(void **state) {
    (void)state;
    struct model m = {0};
    struct anchoring x = {.arena = &arena, .m = &m};
    struct lock_line line = {.kind = LOCK_IGNORE, .words = repeated("a \\ \"b\" ", 2000)};
    char *written = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&written, &n);
    vec_push(&arena, &x.lock.lines, line);
    arena.total = 0;
    anchor_write_lock(out, &x);
    fclose(out);
    assert_non_null(strstr(written, "\nignore \"a \\\\ \\\"b\\\" a \\\\ "));
    assert_int_equal(strcmp(written + n - 9, " \\\"b\\\" \"\n") == 0, 1);
    free(written);
    assert_true(arena.total < MIB);
}

/* Of many paragraphs that are not there none costs memory as the text is long. */
static void what_is_missing_is_looked_for_in_little_memory(void **state) {
    (void)state;
    struct model m = {0};
    struct prose text =
        prose_of("x.txt", repeated("some line of a text, about as long as most\n", 5000));
    struct anchoring x = {.arena = &arena, .m = &m, .prose = text, .lock.path = "x.lock"};
    for (int i = 1; i <= 400; i++) {
        const char *id = arena_printf(&arena, "P%d", i);
        struct lock_line line = {
            .kind = LOCK_ANCHOR, .id = id, .words = arena_printf(&arena, "such words as %d", i)};
        vec_push(&arena, &x.lock.lines, line);
        vec_push(&arena, &m.outline, ((struct paragraph){.id = id}));
    }
    x.lock.lines.at[399].words = "some lime of a text";
    arena.total = 0;
    anchor_find(&x, &diags);
    assert_int_equal(diags.errors, 400);
    assert_true(arena.total < 8 * MIB);
    const struct diag *last = &diags.list.at[diags.list.len - 1];
    assert_string_equal(last->notes.at[0].text, "the nearest line is this one");
}

/* ---- numbers ---- */

static void the_number_of_a_line(void **state) {
    (void)state;
    static const char *const pairs[][2] = {{"4.1 Aims", "4.1"},
                                           {"4.1. Aims", "4.1"},
                                           {"## 4.1: Aims", "4.1"},
                                           {"**4.1.a Aims**", "4.1.a"},
                                           {"P6 Six", "P6"},
                                           {"4) Four", "4"},
                                           {"68(2)(a) x", "68(2)(a)"},
                                           {"73a Late", "73a"},
                                           {"- 1.2", "1.2"},
                                           {"4.1Aims", NULL},
                                           {"Aims 4.1", NULL},
                                           {"(a) one", NULL},
                                           {"4.1, and", NULL},
                                           {"PS Six", NULL},
                                           {"", NULL},
                                           {"a1 b", NULL},
                                           {"4.1-4.2 x", NULL}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct prose p = prose_of("x.md", arena_printf(&arena, "%s\n", pairs[i][0]));
        const char *number = prose_number(&arena, &p, &p.lines.at[0]);
        if (pairs[i][1] && !number) fail_msg("%s has none", pairs[i][0]);
        if (pairs[i][1])
            assert_string_equal(number, pairs[i][1]);
        else
            assert_null(number);
    }
}

static void where_a_number_ends(void **state) {
    (void)state;
    struct prose p = prose_of("x.md", "4.1. Aims\n4.10 More\n4.1.a\n4.1\xc2\xa0x\n");
    assert_int_equal(prose_number_end(&p, &p.lines.at[0], "4.1"), 4);
    assert_int_equal(prose_number_end(&p, &p.lines.at[1], "4.1"), 0); /* 4.10 is another */
    assert_int_equal(prose_number_end(&p, &p.lines.at[2], "4.1"), 0);
    assert_int_equal(prose_number_end(&p, &p.lines.at[2], "4.1.a"), 25);
    assert_int_equal(prose_number_end(&p, &p.lines.at[3], "4.1"), 29);
}

static void what_may_follow(void **state) {
    (void)state;
    static const char *const yes[][2] = {
        {"4.1.c", "4.1.b"},    {"4.2", "4.1.b"},   {"5", "4.1.b"}, {"4.1.b.1", "4.1.b"},
        {"10", "9"},           {"4.10", "4.9"},    {"P7", "P6"},   {"68(2)(b)", "68(2)(a)"},
        {"68(3)", "68(2)(a)"}, {"69", "68(2)(a)"}, {"7(1)", "7"},  {"2.a", "2"}};
    static const char *const no[][2] = {
        {"4.1.d", "4.1.b"}, {"4.3", "4.1.b"}, {"2026", "2"}, {"P8", "P6"},      {"4.1", "4.1"},
        {"4.01", "4.0"},    {"11", "1"},      {"3.1", "2"},  {"68(3", "68(2)"}, {"Q7", "P6"}};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!prose_follows(yes[i][0], yes[i][1])) fail_msg("%s, %s", yes[i][0], yes[i][1]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (prose_follows(no[i][0], no[i][1])) fail_msg("%s, %s", no[i][0], no[i][1]);
    assert_true(prose_follows("1", NULL) && prose_follows("1.1", NULL));
    assert_false(prose_follows("2", NULL));
    assert_true(prose_is_telling("4.1") && prose_is_telling("P6"));
    assert_false(prose_is_telling("4"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(white_space_and_what_has_no_width, set_up, tear_down),
        cmocka_unit_test_setup_teardown(signs_that_are_written_in_several_ways, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_else_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_begins_with_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_of_markdown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_of_a_plain_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_is_parted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_is_parted_by_any_of_several_words, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(long_words_are_written_in_little_memory, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_missing_is_looked_for_in_little_memory, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_number_of_a_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(where_a_number_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_may_follow, set_up, tear_down)};
    return cmocka_run_group_tests_name("anchor", tests, NULL, NULL);
}
