/* The quick reader beside the exact one: lines that it expects, changed at every byte, and its wide
 * comparisons beside the plain ones. */
#include "tests/evaluator/reader.h"

static const char *const expected[] = {
    ("{\"id\":17,\"partner\":\"XK\",\"objective\":\"SO2\",\"requested\":true,\"checked\":false,\"covers\":"
    "[\"a\",\"c\"],\"amount\":12.5,\"count\":7,\"day\":\"2024-02-29\"}"),
    "{\"id\": \"a b\", \"covers\": [\"b\", \"c\"], \"checked\": true, \"partner\": \"other_one\", \"day\": null}",
    "{\"requested\":null,\"covers\":[],\"id\":null}",
    "{}",
};

static void plain_lines_are_read_quickly(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        for (int times = 0; times < 2; times++) {
            char text[512] = {0};
            size_t n = strlen(expected[i]);
            memcpy(text, expected[i], n);
            assert_true(read_line(text, n));
            if (ev_predict_read(&quick, text, text + n) != text + n)
                fail_msg("%s: left alone", text);
            text[n] = '\n';
            assert_ptr_equal(ev_predict_read(&quick, text, text + n + 1), text + n);
        }
}

/* Each byte replaced by every other, left out, or doubled; after each the line as it was, to be expected. */
static void every_byte_changed(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t n = strlen(expected[i]);
        for (size_t at = 0; at < n; at++) {
            char text[512];
            read_line(expected[i], n);
            for (int byte = 0; byte < 256; byte++) {
                memcpy(text, expected[i], n);
                text[at] = (char)byte;
                read_line(text, n);
            }
            memcpy(text, expected[i], at);
            memcpy(text + at, expected[i] + at + 1, n - at - 1);
            read_line(text, n - 1);
            memcpy(text, expected[i], at + 1);
            memcpy(text + at + 1, expected[i] + at, n - at);
            read_line(text, n + 1);
            read_line(expected[i], at);
        }
    }
}

/* A line that was not read to its end does not go on in the next one. */
static void never_over_a_newline(void **state) {
    (void)state;
    for (size_t at = 0; at < strlen(expected[1]); at++) {
        char text[512] = {0};
        size_t n = strlen(expected[1]);
        memcpy(text, expected[1], at);
        text[at] = '\n';
        memcpy(text + at + 1, expected[1] + at, n - at);
        const char *end = ev_predict_read(&quick, text, text + n + 1);
        assert_true(!end || end == text + at);
    }
}

static void wide_as_plain(void **state) {
    (void)state;
    char a[128], b[128];
    for (size_t n = 0; n <= 64; n++)
        for (size_t at = 0; at < 80; at++) {
            memset(a, 'x', sizeof a);
            memset(b, 'x', sizeof b);
            b[at] = 'y';
            assert_int_equal(ev_same(a, b, n), n <= at);
            assert_int_equal(ev_same_plainly(a, b, n), n <= at);
            b[at] = '"';
            size_t wide = ev_quote(b, n), plain = ev_quote_plainly(b, n);
            assert_int_equal(wide < n ? wide : n, plain);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_lines_are_read_quickly),
        cmocka_unit_test(every_byte_changed),
        cmocka_unit_test(never_over_a_newline),
        cmocka_unit_test(wide_as_plain),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
