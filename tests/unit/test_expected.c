/* A reader that knows the lines before beside one that reads each exactly: lines that it expects,
 * changed at every byte. And its comparisons. */
#include "tests/evaluator/reader.h"

static const char *const expected[] = {
    ("{\"id\":17,\"partner\":\"XK\",\"objective\":\"SO2\",\"requested\":true,\"checked\":false,"
     "\"covers\":"
     "[\"a\",\"c\"],\"amount\":12.5,\"count\":7,\"day\":\"2024-02-29\"}"),
    "{\"id\": \"a b\", \"covers\": [\"b\", \"c\"], \"checked\": true, \"partner\": \"other_one\", "
    "\"day\": "
    "null}",
    "{\"requested\":null,\"covers\":[],\"id\":null}",
    "{}",
};

/* Whether the line is what the quick reader expects. */
static bool is_expected(const char *text, size_t n) {
    size_t at = 0;
    for (uint32_t i = 0; i < quick.n_plan; i++) {
        const struct ev_expected *e = &quick.plan[i];
        while (at < n && strncmp(text + at, e->text, e->length) != 0) at++;
        at += e->length;
    }
    return quick.n_plan > 0 && at == n;
}

static void plain_lines_are_expected(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        for (int times = 0; times < 2; times++) {
            char text[512] = {0};
            size_t n = strlen(expected[i]);
            memcpy(text, expected[i], n);
            assert_true(read_line(text, n));
            if (n > 2 && times > 0 && !is_expected(text, n)) fail_msg("%s: not expected", text);
        }
}

/* Each byte replaced by every other, left out, or doubled; after each the line as it was, to be
 * expected. */
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

static uint32_t random_below(uint32_t n) {
    static uint64_t seed = 88172645463325252u;
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

/* A line of plain members: an order, a share of those left out, and white space, each of which
 * lasts a while (an order, every second hundred lines, for one line). */
static size_t plain_line(char *text, const uint32_t *order, uint32_t percent, uint32_t spaces) {
    const char *const members[][3] = {
        {"\"id\"", "17", "\"a longer id with many words in it\""},
        {"\"partner\"", "\"XK\"", "\"other_one\""},
        {"\"objective\"", "\"SO2\"", "null"},
        {"\"requested\"", "true", "false"},
        {"\"checked\"", "false", "null"},
        {"\"covers\"", "[\"a\",\"c\"]", random_below(2) ? "[ ]" : "[\"b\", \"a\"]"},
        {"\"amount\"", "12.5", "-3e0"},
        {"\"day\"", "\"2024-02-29\"", "null"},
    };
    static const char *const blanks[][3] = {{"", "", ""}, {"", " ", " "}, {" ", "  ", "\t"}};
    char *at = text;
    const char *comma = "{";
    for (size_t i = 0; i < 8; i++)
        if (random_below(100) >= percent) {
            const char *const *m = members[order[i]];
            at += sprintf(at, "%s%s%s%s:%s%s", comma, i > 0 ? blanks[spaces][1] : "", m[0],
                          blanks[spaces][0], blanks[spaces][2], m[1 + random_below(2)]);
            comma = ",";
        }
    at += sprintf(at, "%s%s}", *comma == '{' ? "{" : "", blanks[spaces][0]);
    return (size_t)(at - text);
}

/* Whatever came before: plain lines, and changed ones. */
static void orders_and_white_space(void **state) {
    (void)state;
    uint32_t order[8] = {0, 1, 2, 3, 4, 5, 6, 7}, percent = 0, spaces = 0;
    for (int i = 0; i < 300000; i++) {
        char text[512] = {0};
        if (i / 100 % 2 || random_below(20) == 0)
            for (uint32_t k = 7; k > 0; k--) {
                uint32_t other = random_below(k + 1), item = order[k];
                order[k] = order[other];
                order[other] = item;
            }
        if (random_below(20) == 0) percent = random_below(3) * 30;
        if (random_below(20) == 0) spaces = random_below(3);
        size_t n = plain_line(text, order, percent, spaces);
        read_line(text, n);
        if (quick.fault.code != EV_FINE) fail_msg("%s: refused", text);
        if (i % 2) {
            static const char bytes[] = "\"{},:[] 0tfn\\";
            uint32_t byte = random_below(256);
            text[random_below((uint32_t)n)] = byte < 128 ? bytes[byte % sizeof bytes] : (char)byte;
            read_line(text, n);
        }
    }
}

static void names_are_compared_whole(void **state) {
    (void)state;
    char a[256], b[256];
    for (size_t n = 0; n <= 80; n++)
        for (size_t at = 0; at < 100; at++) {
            memset(a, 'x', sizeof a);
            memset(b, 'x', sizeof b);
            b[at] = 'y';
            assert_int_equal(ev_same(a, b, n), n <= at);
            for (uint32_t blocks = 1; blocks <= EV_BLOCKS; blocks++) {
                if (n < blocks * EV_BLOCK) assert_int_equal(ev_alike(a, b, n, blocks), n <= at);
                b[at] = '"';
                assert_int_equal(ev_find_quote(b, blocks), at < blocks * EV_BLOCK ? at : EV_AHEAD);
                b[at] = 'y';
            }
        }
}

/* The form of it that needs no wide registers. */
static void zeros_of_a_word(void **state) {
    (void)state;
    for (int i = 0; i < 100000; i++) {
        char bytes[8];
        uint64_t zeros = 0;
        for (size_t k = 0; k < sizeof bytes; k++) {
            uint32_t byte = random_below(256);
            bytes[k] = (char)(byte < 64 ? 0 : byte < 128 ? 1 + byte % 2 * 127 : byte);
            zeros |= (uint64_t)(bytes[k] == 0) << k;
        }
        assert_int_equal(ev_zeros(ev_load8(bytes)), zeros);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_lines_are_expected), cmocka_unit_test(every_byte_changed),
        cmocka_unit_test(orders_and_white_space),   cmocka_unit_test(names_are_compared_whole),
        cmocka_unit_test(zeros_of_a_word),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
