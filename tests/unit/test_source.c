/* Sources: places in them, what a text may not hold, and what cannot be read. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "diag/diag.h"

static struct arena arena;
static jmp_buf on_oom;
static struct sources sources;
static struct diags diags;

static void begin(void) {
    sources = (struct sources){0};
    diags_init(&diags, &arena, &sources);
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    begin();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct source *add(const char *text) {
    return source_add_text(&arena, &sources, &diags, "p.strat", text, strlen(text));
}

#define NO_MEMORY_IS_A_FAILURE \
    (void)state;               \
    if (setjmp(on_oom) != 0) fail_msg("no memory")

static void places_are_lines_and_code_points(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    struct source *s = add("ab\r\n\xc3\xa9\xe6\x97\xa5"
                           "c\n\nlast");
    assert_non_null(s);
    static const struct {
        uint32_t offset, line, column;
    } cases[] = {{0, 1, 1},  {2, 1, 3},  {3, 1, 4},  {4, 2, 1},  {6, 2, 2},  {9, 2, 3},
                 {10, 2, 4}, {11, 3, 1}, {12, 4, 1}, {16, 4, 5}, {999, 4, 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct position p = source_position(&arena, s, cases[i].offset);
        assert_int_equal(p.line, cases[i].line);
        assert_int_equal(p.column, cases[i].column);
    }
    struct source *empty = add("");
    assert_int_equal(source_position(&arena, empty, 0).line, 1);
    assert_int_equal(empty->file, 1);
}

static void a_source_ends_with_two_nuls_and_has_no_byte_order_mark(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    struct source *s = add("\xef\xbb\xbf"
                           "abc");
    assert_non_null(s);
    assert_int_equal(s->len, 3);
    assert_memory_equal(s->text, "abc\0", 5);
    assert_int_equal(diags.list.len, 0);
}

static void assert_reported(size_t i, enum diag_code code, uint32_t from, uint32_t to) {
    assert_true(i < diags.list.len);
    assert_int_equal(diags.list.at[i].code, code);
    assert_int_equal(diags.list.at[i].at.from, from);
    assert_int_equal(diags.list.at[i].at.to, to);
}

static void every_fault_of_a_text_is_found(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const char text[] =
        "a\0b \xff\xfe c\0\0\0 \"\xe2\x80\xae\" # \xe2\x81\xa6 \xd8\x9c\xc0\x80";
    assert_null(source_add_text(&arena, &sources, &diags, "p", text, sizeof text - 1));
    assert_int_equal(sources.len, 1);
    assert_int_equal(diags.list.len, 7);
    assert_reported(0, DIAG_NUL_BYTE, 1, 2);
    assert_reported(1, DIAG_NOT_UTF8, 4, 6);
    assert_reported(2, DIAG_NUL_BYTE, 8, 11);
    assert_reported(3, DIAG_HIDDEN_DIRECTION, 13, 16);
    assert_reported(4, DIAG_HIDDEN_DIRECTION, 20, 23);
    assert_reported(5, DIAG_HIDDEN_DIRECTION, 24, 26);
    assert_reported(6, DIAG_NOT_UTF8, 26, 28);
    static const char *const each[] = {"\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c",
                                       "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        begin();
        struct source *s = add(each[i]);
        char copy[8];
        source_copy(s, copy);
        assert_memory_equal(copy, "   ", s->len); /* the scanner reads blanks, and goes on */
        assert_memory_equal(s->text, each[i], s->len);
        assert_reported(0, DIAG_HIDDEN_DIRECTION, 0, (uint32_t)strlen(each[i]));
    }
    static const char *const fine[] = {"\u2027", "\u202f", "\u2065", "\u206a",
                                       "\u200d", "\u05d0", "\u0645"};
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) assert_non_null(add(fine[i]));
}

/* Wherever it stands: what a source may have is what text_harmful() lets pass, and tabs and line
 * ends. */
static void control_characters_are_refused(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const char *const places[] = {"fact a \"%s\" : yes or no", "# %s", "%s",
                                         "number 0..1 \"x%s\""};
    for (int32_t c = 1; c < 0x2100; c++) {
        const char bytes[] = {(char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f)), 0},
                   three[] = {(char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3f)),
                              (char)(0x80 | (c & 0x3f)), 0},
                   one[] = {(char)c, 0};
        const char *as = c < 0x80 ? one : c < 0x800 ? bytes : three;
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            begin();
            char *source = arena_strndup(&arena, places[i], strlen(places[i])),
                 *mark = strstr(source, "%s");
            *mark = '\0';
            struct source *s = add(arena_printf(&arena, "%s%s%s", source, as, mark + 2));
            bool fine = !text_harmful(c) || c == '\t' || c == '\n' || (c == '\r' && !mark[2]);
            /* a CR alone is a line end for some: then nothing is sure */
            if ((s != NULL) != (fine || c != '\r') || diags.list.len != !fine)
                fail_msg("U+%04X in: %s: %zu reported", (unsigned)c, places[i], diags.list.len);
            if (!fine && diags.list.at[0].code != DIAG_CONTROL_CHARACTER &&
                diags.list.at[0].code != DIAG_HIDDEN_DIRECTION)
                fail_msg("U+%04X is reported as another fault", (unsigned)c);
        }
    }
}

static void places_are_counted_as_editors_do(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9d\x95\x8f" /* a é € 𝕏 */
                               "b\r\n\r\nc";
    static const struct {
        uint32_t offset, line, unit;
    } cases[] = {{0, 0, 0},  {1, 0, 1},  {3, 0, 2},  {6, 0, 3}, {10, 0, 5},
                 {11, 0, 6}, {13, 1, 0}, {15, 2, 0}, {16, 2, 1}};
    struct source *s = add(text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct utf16_position p = source_utf16(&arena, s, cases[i].offset);
        assert_int_equal(p.line, cases[i].line);
        assert_int_equal(p.unit, cases[i].unit);
        assert_int_equal(source_offset(&arena, s, p), cases[i].offset);
    }
    /* half a character is its beginning; beyond a line, or the text, is the end of it */
    assert_int_equal(source_offset(&arena, s, (struct utf16_position){0, 4}), 6);
    assert_int_equal(source_offset(&arena, s, (struct utf16_position){0, 99}), 11);
    assert_int_equal(source_offset(&arena, s, (struct utf16_position){9, 0}), 16);
    struct source *marked = add("\xef\xbb\xbf"
                                "ab\nc");
    assert_int_equal(source_utf16(&arena, marked, 1).unit, 2); /* an editor counts the mark */
    assert_int_equal(source_offset(&arena, marked, (struct utf16_position){0, 2}), 1);
    assert_int_equal(source_utf16(&arena, marked, 3).unit, 0);
}

static void cr_stands_before_lf(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    assert_non_null(add("a\r\nb\r\n"));
    assert_non_null(add("a\r\r\nb\r"));
    assert_null(add("# a comment\rmay use b\r# and\rmore\n\r"));
    assert_int_equal(diags.list.len, 1);
    assert_reported(0, DIAG_CONTROL_CHARACTER, 11, 12);
    assert_non_null(strstr(diags.list.at[0].text, "CR alone"));
}

static void a_photograph_is_not_listed_byte_by_byte(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static char text[4000];
    for (size_t i = 0; i < sizeof text; i++) text[i] = i % 2 ? 'x' : (char)0xe9;
    assert_null(source_add_text(&arena, &sources, &diags, "p", text, sizeof text));
    assert_int_equal(diags.list.len, 100);
    assert_string_equal(diags.list.at[99].notes.at[0].text,
                        "and 1900 more places like these in this file");
    begin();
    assert_null(source_add_text(&arena, &sources, &diags, "p",
                                "\xff\xfe"
                                "a\0b\0",
                                6));
    assert_int_equal(diags.list.len, 1);
    assert_non_null(strstr(diags.list.at[0].text, "UTF-16"));
}

static void files_that_cannot_be_read_are_reported(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    char path[] = "/tmp/stratc-diag-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "abc", 3), 3);
    struct source *s = source_read(&arena, &sources, &diags, path, true, SPAN_NOWHERE, NULL);
    int too_large = ftruncate(fd, SOURCE_MAX + 1);
    struct source *large = source_read(&arena, &sources, &diags, path, false, SPAN_NOWHERE, NULL);
    int just_right = ftruncate(fd, SOURCE_MAX);
    struct source *zeroes = source_read(&arena, &sources, &diags, path, false, SPAN_NOWHERE, NULL);
    close(fd);
    unlink(path);
    assert_int_equal(too_large | just_right, 0);
    assert_non_null(s);
    assert_string_equal(s->text, "abc");
    assert_true(s->installed);
    assert_null(large);
    assert_reported(0, DIAG_FILE_TOO_LARGE, 0, 0);
    assert_null(zeroes);
    assert_reported(1, DIAG_NUL_BYTE, 3, SOURCE_MAX);
    assert_null(source_read(&arena, &sources, &diags, path, false, SPAN_NOWHERE, NULL));
    assert_reported(2, DIAG_CANNOT_READ, 0, 0);
    assert_null(source_read(&arena, &sources, &diags, "/tmp", false, (struct span){0, 1, 2}, NULL));
    assert_reported(3, DIAG_IS_DIRECTORY, 1, 2);
    assert_non_null(source_read(&arena, &sources, &diags, "/dev/null", false, SPAN_NOWHERE, NULL));
    assert_null(source_read(&arena, &sources, &diags, "/dev/zero", false, SPAN_NOWHERE, NULL));
    assert_reported(4, DIAG_CANNOT_READ, 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(places_are_lines_and_code_points, setup, teardown),
        cmocka_unit_test_setup_teardown(a_source_ends_with_two_nuls_and_has_no_byte_order_mark,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(every_fault_of_a_text_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(control_characters_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(places_are_counted_as_editors_do, setup, teardown),
        cmocka_unit_test_setup_teardown(cr_stands_before_lf, setup, teardown),
        cmocka_unit_test_setup_teardown(a_photograph_is_not_listed_byte_by_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(files_that_cannot_be_read_are_reported, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
