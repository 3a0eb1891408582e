/* Text: UTF-8 as Unicode defines it, widths, and the nearest word. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/list.h"
#include "base/text.h"

/* The plain way round: what well-formed UTF-8 is for each code point there is. */
static size_t encode(int32_t c, char *out) {
    if (c < 0x80) return out[0] = (char)c, 1;
    if (c < 0x800) return out[0] = (char)(0xc0 | c >> 6), out[1] = (char)(0x80 | (c & 63)), 2;
    if (c < 0x10000)
        return out[0] = (char)(0xe0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 63)),
               out[2] = (char)(0x80 | (c & 63)), 3;
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 63));
    out[2] = (char)(0x80 | (c >> 6 & 63));
    out[3] = (char)(0x80 | (c & 63));
    return 4;
}

static void every_code_point_is_read(void **state) {
    (void)state;
    char bytes[4];
    for (int32_t c = 0; c <= 0x10ffff; c++) {
        size_t n = encode(c, bytes), len = 99;
        int32_t expected = c >= 0xd800 && c <= 0xdfff ? -1 : c;
        if (utf8_decode(bytes, n, &len) != expected || len != (expected < 0 ? 1 : n))
            fail_msg("U+%04X is not read as itself", (unsigned)c);
        if (n > 1 && (utf8_decode(bytes, n - 1, &len) != -1 || len != 1))
            fail_msg("U+%04X is read from too few bytes", (unsigned)c);
    }
}

/* All sequences of up to three bytes, and four with a few last ones: exactly the encodings above
 * may be accepted. */
static void nothing_else_is_accepted(void **state) {
    (void)state;
    for (uint32_t lead = 0x80; lead < 0x100; lead++)
        for (uint32_t rest = 0; rest < 0x10000; rest++) {
            char bytes[4] = {(char)lead, (char)(rest >> 8), (char)rest, (char)0x80}, again[4];
            size_t len;
            int32_t c = utf8_decode(bytes, 4, &len);
            if (c < 0 ? len != 1 : (encode(c, again) != len || memcmp(bytes, again, len) != 0))
                fail_msg("%02x %02x %02x 80 is read as %d", lead, rest >> 8, rest & 255, (int)c);
        }
    size_t len;
    assert_int_equal(utf8_decode("", 0, &len), -1);
    assert_int_equal(utf8_decode("\xf4\x90\x80\x80", 4, &len), -1);
    assert_int_equal(utf8_decode("\xf5\x80\x80\x80", 4, &len), -1);
    assert_int_equal(utf8_decode("\xc0\x80", 2, &len), -1);
    assert_int_equal(utf8_decode("\xed\xa0\x80", 3, &len), -1);
}

static void widths(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"\xc3\xa9", 1},                 /* e acute */
        {"e\xcc\x81", 1},                /* e, then a combining acute */
        {"\xe6\x97\xa5\xe6\x9c\xac", 4}, /* two Han characters */
        {"\xea\xb0\x80", 2},             /* a Hangul syllable */
        {"\xe1\x84\x80\xe1\x85\xa1", 2}, /* the same from its parts */
        {"\xf0\x9f\x98\x80", 2},         /* an emoji */
        {"\xe2\x80\x8b", 0},             /* zero width space */
        {"\xef\xbc\xa1", 2},             /* full-width A */
        {"\xd7\xa9\xd6\xb8", 1},         /* a Hebrew letter with its vowel */
        {"\xf3\xa0\x87\xaf", 0},         /* the last of the zero-width ranges */
        {"\xf0\xaf\xa8\x9d", 2},         /* the last of the wide ones */
        {"\xf4\x8f\xbf\xbd", 1},         /* private use, beyond every table */
        {"a\xff", 2},                    /* a byte that is nothing */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_width(cases[i].text, strlen(cases[i].text)) != cases[i].width)
            fail_msg("case %zu: %s", i, cases[i].text);
}

static void lines(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
        const char *lines[4];
    } cases[] = {
        {"", 5, {0}},
        {"one", 2, {"one"}},
        {"one two three", 7, {"one two", "three"}},
        {"one two  three", 8, {"one two", "three"}},
        {"  one two", 5, {"  one", "two"}},
        {"a\033[31mbc\033[0m de", 6, {"a\033[31mbc\033[0m de"}},
        {"\xe6\x97\xa5 b c", 4, {"\xe6\x97\xa5 b", "c"}},
        {"enormous a b", 4, {"enormous", "a b"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        size_t line = 0, next;
        for (size_t left = strlen(text); left > 0; left -= next, text += next) {
            size_t n = text_line(text, left, cases[i].columns, &next);
            const char *expected = cases[i].lines[line++];
            assert_non_null(expected);
            if (strlen(expected) != n || memcmp(expected, text, n) != 0)
                fail_msg("case %zu: %.*s", i, (int)n, text);
        }
        assert_null(cases[i].lines[line]);
    }
}

static char *flown(size_t columns, bool color, bool marked) {
    char *said;
    size_t n;
    struct text_flow f = {.out = open_memstream(&said, &n),
                          .columns = columns,
                          .color = color,
                          .marked = marked,
                          .indent = 2};
    assert_non_null(f.out);
    text_flow_color(&f, "");
    text_flow_head(&f, "a path: ");
    text_flow_color(&f, "1");
    text_flow_all(&f, "one two three");
    text_flow_color(&f, "");
    text_flow_piece(&f, "[a tag]");
    text_flow_end(&f);
    text_flow_all(&f, "x \033[31mred\033[m \033[2J y");
    text_flow_end(&f);
    fclose(f.out);
    return said;
}

static void text_flows(void **state) {
    (void)state;
    static const struct {
        size_t columns;
        bool color, marked;
        const char *said;
    } cases[] = {
        {0, false, true, "a path: one two three [a tag]\nx \033[31mred\033[m \xef\xbf\xbd[2J y\n"},
        {80, true, false,
         "a path: \033[1mone two three\033[m [a tag]\nx \xef\xbf\xbd[31mred\xef\xbf\xbd[m "
         "\xef\xbf\xbd[2J y\n"},
        {29, false, true, "a path: one two three [a tag]\nx \033[31mred\033[m \xef\xbf\xbd[2J y\n"},
        {28, false, true,
         "a path: one two three\n  [a tag]\nx \033[31mred\033[m \xef\xbf\xbd[2J y\n"},
        {15, false, true,
         "a path: one two\n  three [a tag]\nx \033[31mred\033[m \xef\xbf\xbd[2J y\n"},
        {5, false, true,
         "a path: one\n  two\n  three\n  [a tag]\nx \033[31mred\033[m\n  \xef\xbf\xbd[2J\n  y\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *said = flown(cases[i].columns, cases[i].color, cases[i].marked);
        assert_string_equal(said, cases[i].said);
        free(said);
    }
}

static void lists_in_words(void **state) {
    (void)state;
    static const char *const items[] = {"a", "b", "c"};
    struct arena arena;
    jmp_buf on_oom;
    arena_init(&arena, &on_oom);
    assert_string_equal(list_in_words(&arena, items, 0, " and "), "");
    assert_string_equal(list_in_words(&arena, items, 1, " and "), "a");
    assert_string_equal(list_in_words(&arena, items, 2, " or "), "a or b");
    assert_string_equal(list_in_words(&arena, items, 3, " and "), "a, b and c");
    assert_string_equal(list_in_words(&arena, items, 3, ", "), "a, b, c");
    const char *comma[] = {"a, or so", "b", "c"}, *both[] = {"a", "b and c", "d"};
    assert_string_equal(list_in_words(&arena, comma, 1, " or "), "a, or so");
    assert_string_equal(list_in_words(&arena, comma, 2, " or "), "a, or so; or b");
    assert_string_equal(list_in_words(&arena, comma, 3, " and "), "a, or so; b; and c");
    assert_string_equal(list_in_words(&arena, both, 3, " and "), "a; b and c; and d");
    assert_string_equal(list_in_words(&arena, both, 3, " or "), "a, b and c or d");
    assert_string_equal(list_in_words(&arena, both, 3, ", "), "a; b and c; d");
    assert_string_equal(list_joined(&arena, comma, 3, ", ", " and "), "a, or so, b and c");
    arena_free(&arena);
}

static void distances(void **state) {
    (void)state;
    assert_int_equal(text_distance("partner", "partner", 0), 0);
    assert_int_equal(text_distance("partner", "partnre", 3), 1); /* neighbours exchanged */
    assert_int_equal(text_distance("partner", "parner", 3), 1);
    assert_int_equal(text_distance("partner", "paartner", 3), 1);
    assert_int_equal(text_distance("partner", "pactner", 3), 1);
    assert_int_equal(text_distance("kitten", "sitting", 9), 3);
    assert_int_equal(text_distance("ca", "abc", 9),
                     3); /* optimal string alignment, not Damerau-Levenshtein */
    assert_int_equal(text_distance("", "abc", 9), 3);
    assert_int_equal(text_distance("abcdef", "uvwxyz", 2), 3); /* capped */
    char a[200], b[200];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    a[199] = b[199] = b[100] = '\0';
    assert_int_equal(text_distance(a, b, 5), 6);
    b[100] = 'b';
    assert_int_equal(text_distance(a, b, 5), 6); /* too long to be a slip */
    assert_int_equal(text_distance(a, a, 5), 0);
    a[64] = b[64] = '\0';
    b[63] = 'x';
    assert_int_equal(text_distance(a, b, 5), 1); /* the longest that is looked at */
}

static void nearest(void **state) {
    (void)state;
    static const char *const words[] = {"limited", "assisting", "outreach", "UA",
                                        "MD",      "lint",      "list"};
    enum { N = sizeof words / sizeof *words };
    assert_string_equal(text_nearest("limitd", words, N), "limited");
    assert_string_equal(text_nearest("asisting", words, N), "assisting");
    assert_string_equal(text_nearest("outreach", words, N), "outreach");
    assert_string_equal(text_nearest("UB", words, N), "UA");
    assert_string_equal(text_nearest("lit", words, N), "lint"); /* two as near: the first */
    assert_null(text_nearest("XY", words, N));
    assert_null(text_nearest("policy", words, N));
    assert_null(text_nearest("limited", words, 0));
    assert_null(text_nearest("lmiet", words + 5, 1));
}

static void reasons_have_words(void **state) {
    (void)state;
    for (int error = 1; error < 140; error++) assert_true(text_errno(error)[0] != '\0');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_read),
        cmocka_unit_test(nothing_else_is_accepted),
        cmocka_unit_test(widths),
        cmocka_unit_test(lines),
        cmocka_unit_test(text_flows),
        cmocka_unit_test(lists_in_words),
        cmocka_unit_test(distances),
        cmocka_unit_test(nearest),
        cmocka_unit_test(reasons_have_words),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
