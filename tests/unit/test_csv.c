/* The CSV reader of compiled policies, and the cutting of a stream into records, whatever the sizes
 * of the reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "evaluator/core/answer.h"
#include "evaluator/core/csv.h"
#include "evaluator/io/input.h"
#include "tests/evaluator/fake.h"

static struct ev_engine engine;
static struct ev_csv reader;
static struct ev_out written;

static int open_all(void **state) {
    (void)state;
    static int64_t values[FACTS];
    static uint8_t known[FACTS];
    engine.request = (struct strat_request){values, known};
    return ev_vocabulary_open(&engine.vocabulary, NULL) &&
                   ev_csv_open(&reader, &engine.vocabulary, engine.request) &&
                   ev_out_open(&written, EV_MEMORY, 256)
               ? 0
               : -1;
}

static int close_all(void **state) {
    (void)state;
    ev_csv_close(&reader);
    ev_out_close(&written);
    ev_vocabulary_close(&engine.vocabulary);
    return 0;
}

/* A copy that is no longer than the reader may look. */
static char *copy_of(const char *text, size_t length) {
    static char *copy;
    free(copy);
    copy = calloc(length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

/* ---- fields ---- */

static void check_fields(const char *record, size_t n, const char *const *expected) {
    size_t end = strlen(record), at = 0, i = 0;
    char *copy = copy_of(record, end);
    for (; at <= end; i++) {
        struct ev_field field = ev_csv_field(copy, &at, end);
        assert_true(i < n);
        if (expected[i] == NULL) {
            assert_non_null(field.why);
        } else if (field.why || field.length != strlen(expected[i]) ||
                   memcmp(field.text, expected[i], field.length) != 0) {
            fail_msg("%s: field %zu is %.*s (%s)", record, i, (int)field.length, field.text,
                     field.why ? field.why : "fine");
        }
    }
    assert_int_equal(i, n);
}

#define FIELDS(record, ...)                                                      \
    check_fields(record, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), \
                 (const char *[]){__VA_ARGS__})

static void fields(void **state) {
    (void)state;
    FIELDS("", "");
    FIELDS(",", "", "");
    FIELDS("a", "a");
    FIELDS("a,b,,c,", "a", "b", "", "c", "");
    FIELDS("\"\"", "");
    FIELDS("\"\",\"\"", "", "");
    FIELDS("\"a\"", "a");
    FIELDS("\"a,b\",c", "a,b", "c");
    FIELDS("\"a\"\"b\",\"\"\"\"", "a\"b", "\"");
    FIELDS("\"line\nline\",c", "line\nline", "c");
    FIELDS(" a , b ", " a ", " b ");
    FIELDS("{},a|b", "{}", "a|b");
    FIELDS("\xc3\xa9,b", "\xc3\xa9", "b");
    /* quotes out of place, bytes that are no text; the fields behind them are read all the same */
    FIELDS("a\"b,c", NULL, "c");
    FIELDS("\"a\"b,c", NULL, "c");
    FIELDS("\"a\" ,c", NULL, "c");
    FIELDS("\"a", NULL);
    FIELDS("\"a,b", NULL);
    FIELDS("\"", NULL);
    FIELDS("\"a\"\"", NULL);
    FIELDS("\xff,c", NULL, "c");
    FIELDS("\"\xed\xa0\x80\",c", NULL, "c");
}

static void field_with_nul(void **state) {
    (void)state;
    char record[] = "a\0b,c";
    size_t at = 0;
    assert_non_null(ev_csv_field(record, &at, 5).why);
    assert_null(ev_csv_field(record, &at, 5).why);
}

static void written_fields(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""}, {"a b", "a b"}, {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""}, {"a\nb", "\"a\nb\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        written.used = 0;
        ev_put_field(&written, cases[i][0], strlen(cases[i][0]));
        ev_put(&written, "", 1);
        assert_string_equal(written.buffer, cases[i][1]);
    }
}

/* ---- headers and rows ---- */

static bool header(const char *text) {
    ev_csv_close(&reader);
    assert_true(ev_csv_open(&reader, &engine.vocabulary, engine.request));
    return ev_csv_header(&reader, copy_of(text, strlen(text)), strlen(text));
}

static void headers(void **state) {
    (void)state;
    assert_true(header("partner,id,covers"));
    assert_int_equal(reader.n_columns, 3);
    assert_int_equal(reader.columns[1], EV_ID);
    assert_true(header("\"partner\",\"day\"\r"));
    assert_true(header("id"));
    static const struct {
        const char *text;
        enum ev_code code;
    } wrong[] = {{"", EV_SYNTAX},
                 {"\r", EV_SYNTAX},
                 {"partner\rXK\rXK\r", EV_SYNTAX},
                 {"\"partner\"\rXK\r\r", EV_SYNTAX},
                 {"partner,partnr", EV_UNKNOWN_FACT},
                 {"partner, day", EV_UNKNOWN_FACT},
                 {"partner,", EV_UNKNOWN_FACT},
                 {"partner,day,partner", EV_DUPLICATE_KEY},
                 {"id,id", EV_DUPLICATE_KEY},
                 {"partner,\"day", EV_SYNTAX},
                 {"partner;day", EV_SYNTAX},
                 {"partner\tday", EV_SYNTAX},
                 {"partner,\xff", EV_SYNTAX}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(header(wrong[i].text));
        assert_int_equal(reader.fault.code, wrong[i].code);
    }
}

static enum ev_code row(const char *text) {
    ev_csv_read(&reader, copy_of(text, strlen(text)), strlen(text));
    return reader.fault.code;
}

static void rows(void **state) {
    (void)state;
    assert_true(header("id,partner,requested,covers,amount,day"));
    assert_int_equal(row("7,XK,yes,a|c,1.5,2024-02-29"), EV_FINE);
    assert_memory_equal(reader.id.at, "7", 1);
    assert_int_equal(reader.request.value[PARTNER], 0);
    assert_int_equal(reader.request.value[REQUESTED], 1);
    assert_int_equal(reader.request.value[COVERS], 5);
    assert_int_equal(reader.request.value[AMOUNT], 150);
    assert_int_equal(row("x,,,,,"), EV_FINE);
    for (int f = 0; f < FACTS; f++) assert_int_equal(reader.request.known[f], 0);
    assert_int_equal(row("x,,,{},,\r"), EV_FINE);
    assert_int_equal(reader.request.known[COVERS], 1);
    assert_int_equal(reader.request.value[COVERS], 0);
    static const struct {
        const char *text, *id;
        enum ev_code code;
        int fact;
    } wrong[] = {
        {"1,ZZ,,,,", "1", EV_UNKNOWN_VALUE, PARTNER},
        {"2,,maybe,,,", "2", EV_BAD_TYPE, REQUESTED},
        {"3,,,a|z,,", "3", EV_UNKNOWN_VALUE, COVERS},
        {"4,,,a||b,,", "4", EV_UNKNOWN_VALUE, COVERS},
        {"5,,,,1.234,", "5", EV_BAD_TYPE, AMOUNT},
        {"6,,,,1001,", "6", EV_OUT_OF_RANGE, AMOUNT},
        {"7,,,,\"1,5\",", "7", EV_BAD_TYPE, AMOUNT},
        {"8,,,,,2024-02-30", "8", EV_UNKNOWN_VALUE, DAY},
        {"9,,,,", "9", EV_SYNTAX, EV_NO_FACT},
        {"10,,,,,,", "10", EV_SYNTAX, EV_NO_FACT},
        {"", "", EV_SYNTAX, EV_NO_FACT},
        {"11,\"XK\"x,,,,", "11", EV_SYNTAX, EV_NO_FACT},
        {"\"1,\"\"2\",ZZ,,,,", "1,\"2", EV_UNKNOWN_VALUE, PARTNER},
        {"12,ZZ,maybe", "12", EV_UNKNOWN_VALUE, PARTNER},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        enum ev_code code = row(wrong[i].text);
        if (code != wrong[i].code || reader.fault.fact != wrong[i].fact ||
            reader.id.length != strlen(wrong[i].id) ||
            (reader.id.length && memcmp(reader.id.at, wrong[i].id, reader.id.length) != 0))
            fail_msg("%s: %s, fact %d", wrong[i].text, ev_code_name(code), (int)reader.fault.fact);
    }
}

/* ---- records of a stream ---- */

struct expected {
    const char *text;
    size_t length;
    uint64_t line;
};

/* Records by the plain rule: a line end outside quotes. A quote opens a field only as its first
 * byte. */
static size_t cut_plainly(const char *text, size_t length, bool csv, struct expected *records) {
    size_t n = 0, from = 0;
    uint64_t line = 1, line_of = 1;
    bool quoted = false, field_start = true;
    for (size_t i = 0; i < length; i++) {
        if (csv && quoted && text[i] == '"') {
            if (i + 1 < length && text[i + 1] == '"')
                i++;
            else
                quoted = false, field_start = false;
            continue;
        }
        if (text[i] == '\n') line++;
        if (csv && !quoted && field_start && text[i] == '"') {
            quoted = true;
        } else if (text[i] == '\n' && !quoted) {
            records[n++] = (struct expected){text + from, i - from, line_of};
            from = i + 1;
            line_of = line;
            field_start = true;
            continue;
        }
        field_start = text[i] == ',';
    }
    if (from < length) records[n++] = (struct expected){text + from, length - from, line_of};
    return n;
}

static uint64_t seed = 2463534242u;

static uint32_t random_below(uint32_t n) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

static void check_stream(const char *text, size_t length, bool csv, size_t size, size_t max_line) {
    static struct expected expected[4096];
    size_t n = cut_plainly(text, length, csv, expected), i = 0;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(write(fileno(file), text, length), length);
    lseek(fileno(file), 0, SEEK_SET);
    struct ev_out out;
    struct ev_input in;
    struct ev_record record;
    assert_true(ev_out_open(&out, STDERR_FILENO, 64));
    assert_true(ev_input_open(&in, fileno(file), csv ? EV_CSV_RECORDS : EV_LINES, &out, size));
    in.max_line = max_line;
    while (ev_input_next(&in, &record)) {
        assert_true(i < n);
        bool too_long = max_line > 0 && expected[i].length > max_line;
        size_t kept = too_long ? max_line : expected[i].length;
        assert_int_equal(record.too_long != NULL, too_long);
        assert_int_equal(record.length, kept);
        assert_memory_equal(record.at, expected[i].text, kept);
        assert_int_equal(record.at[kept], 0);
        assert_int_equal(record.line, expected[i].line);
        i++;
    }
    assert_int_equal(i, n);
    assert_int_equal(in.error, 0);
    ev_input_close(&in);
    ev_out_close(&out);
    fclose(file);
}

static void streams(void **state) {
    (void)state;
    static const char bytes[] = "ab,,\"\"\"\n\n\r";
    char text[400];
    for (int round = 0; round < 3000; round++) {
        size_t length = random_below(sizeof text);
        for (size_t i = 0; i < length; i++) text[i] = bytes[random_below(sizeof bytes - 1)];
        size_t size = 1 + random_below(random_below(2) ? 8 : 500);
        size_t max_line = random_below(3) ? 0 : 1 + random_below(30);
        check_stream(text, length, round % 2, size, max_line);
    }
    check_stream("", 0, false, 1, 0);
    check_stream("\n", 1, false, 1, 0);
    check_stream("a", 1, true, 1, 0);
}

static void depth_of_a_cut_line(void **state) {
    (void)state;
    for (int deep = 0; deep < 2; deep++)
        for (size_t size = 1; size < 200; size += 7) {
            char text[400];
            int length = snprintf(text, sizeof text, "{\"id\":1,\"x\":\"[[[[[\\\"[[[[\"");
            for (int i = 0; i < (deep ? 64 : 63); i++) text[length++] = '[';
            memcpy(text + length, "\n{}\n", 4);
            FILE *file = tmpfile();
            assert_int_equal(write(fileno(file), text, (size_t)length + 4), length + 4);
            lseek(fileno(file), 0, SEEK_SET);
            struct ev_out out;
            struct ev_input in;
            struct ev_record record;
            assert_true(ev_out_open(&out, STDERR_FILENO, 64));
            assert_true(ev_input_open(&in, fileno(file), EV_LINES, &out, size));
            in.max_line = 10;
            assert_true(ev_input_next(&in, &record));
            assert_int_equal(record.too_deep, deep);
            assert_true(ev_input_next(&in, &record));
            assert_string_equal(record.at, "{}");
            ev_input_close(&in);
            ev_out_close(&out);
            fclose(file);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),
        cmocka_unit_test(field_with_nul),
        cmocka_unit_test(written_fields),
        cmocka_unit_test(headers),
        cmocka_unit_test(rows),
        cmocka_unit_test(streams),
        cmocka_unit_test(depth_of_a_cut_line),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
