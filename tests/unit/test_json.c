/*
 * The JSON reader and writer of compiled policies: every fault by a table, then jansson as the other opinion on lines that are
 * valid, mutated and hostile.
 *
 * Where jansson (strict) and our reader differ, on purpose:
 *   - numbers beyond 64 bits and beyond doubles: jansson refuses them, ours reads every number exactly
 *   - keys that repeat inside an id: jansson refuses them, to ours an id is the sender's own
 *   - \u0000: refused by jansson unless it is told to allow it; ours refuses it in values and keys of requests only
 *   - nesting: jansson stops at 2048, ours at 64
 *   - a raw NUL behind a number, true, false or null: jansson 2.14 passes over it, ours refuses it anywhere
 * On anything else they accept the same lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "evaluator/answer.h"
#include "evaluator/json.h"
#include "tests/evaluator/fake.h"

static struct ev_engine engine; /* its vocabulary and request; nothing is decided here */
static struct ev_json reader;
static struct ev_out written;

static int open_all(void **state) {
    (void)state;
    static int64_t values[FACTS];
    static uint8_t known[FACTS];
    engine.request = (struct strat_request){values, known};
    return ev_vocabulary_open(&engine.vocabulary, NULL) && ev_json_open(&reader, &engine.vocabulary, engine.request) &&
                   ev_out_open(&written, EV_MEMORY, 256)
               ? 0
               : -1;
}

static int close_all(void **state) {
    (void)state;
    ev_out_close(&written);
    ev_json_close(&reader);
    ev_vocabulary_close(&engine.vocabulary);
    return 0;
}

/* Reads a copy that ends exactly where the reader may look, so that the sanitizers see it look further. */
static bool read_line(const char *text, size_t length) {
    static char *copy;
    free(copy);
    copy = calloc(length + EV_SLACK, 1);
    memcpy(copy, text, length);
    return ev_json_read(&reader, copy, length);
}

static const char *error_line(void) {
    written.used = 0;
    ev_put_error_json(&written, &engine, &reader.fault, 7, reader.id);
    ev_put(&written, "", 1);
    return written.buffer;
}

/* ---- faults, one by one ---- */

struct fault_case {
    const char *line, *code, *fact, *id; /* fact and id NULL: none */
    size_t length;                       /* 0: up to the NUL */
};

static void check_fault(const struct fault_case *c) {
    size_t length = c->length ? c->length : strlen(c->line);
    bool fine = read_line(c->line, length);
    json_error_t why;
    const char *line = error_line();
    if (c->code == NULL) {
        if (!fine)
            fail_msg("%s: refused: %s", c->line, line);
        return;
    }
    if (fine)
        fail_msg("%s: accepted", c->line);
    json_t *answer = json_loads(line, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    if (!answer)
        fail_msg("%s: no JSON: %s (%s)", c->line, line, why.text);
    json_t *error = json_object_get(answer, "error"), *fact = json_object_get(error, "fact");
    char *id = json_dumps(json_object_get(answer, "id"), JSON_ENCODE_ANY | JSON_COMPACT);
    bool right = strcmp(json_string_value(json_object_get(error, "code")), c->code) == 0 &&
                 (c->fact ? fact && strcmp(json_string_value(fact), c->fact) == 0 : !fact) &&
                 strcmp(id, c->id ? c->id : "null") == 0 && json_integer_value(json_object_get(error, "line")) == 7 &&
                 json_string_length(json_object_get(error, "message")) > 10;
    free(id);
    json_decref(answer);
    if (!right)
        fail_msg("%s\n  wanted %s %s %s\n  got %s", c->line, c->code, c->fact ? c->fact : "-", c->id ? c->id : "null", line);
}

#define RAW(text) .line = text, .length = sizeof(text) - 1

static void every_code(void **state) {
    (void)state;
    static const struct fault_case cases[] = {
        /* fine */
        {.line = "{}"},
        {.line = " \t\r{ \t}\r "},
        {.line = "{\"id\":null}"},
        {.line = "{\"partner\":\"XK\",\"requested\":true,\"covers\":[\"a\",\"c\",\"a\"],\"amount\":-1.5,\"day\":\"2024-02-29\"}"},
        {.line = "{\"partner\":null,\"requested\":null,\"covers\":null,\"amount\":null,\"day\":null,\"checked\":null}"},
        {.line = "{\"\\u0070artner\":\"\\u0058K\",\"requ\\u0065sted\":false}"},
        {.line = "{\"covers\":[]}"},
        {.line = "{\"covers\":[ ]}"},
        {.line = "{\"id\":{\"a\":1,\"a\":[2,{\"b\":null}]},\"partner\":\"XK\"}"},
        /* syntax */
        {.line = "", .code = "syntax"},
        {.line = "  \r", .code = "syntax"},
        {.line = "{", .code = "syntax"},
        {.line = "{\"id\":3,", .code = "syntax", .id = "3"},
        {.line = "{\"id\":3", .code = "syntax", .id = "3"},
        {.line = "{\"id\":3}}", .code = "syntax", .id = "3"},
        {.line = "{\"id\":3} {\"id\":4}", .code = "syntax", .id = "3"},
        {.line = "{\"id\":3,}", .code = "syntax", .id = "3"},
        {.line = "{\"id\":03}", .code = "syntax"},
        {.line = "{\"id\":3x}", .code = "syntax"},
        {.line = "{\"id\":+3}", .code = "syntax"},
        {.line = "{\"id\":.3}", .code = "syntax"},
        {.line = "{\"id\":3.}", .code = "syntax"},
        {.line = "{\"id\":3e}", .code = "syntax"},
        {.line = "{\"id\":-}", .code = "syntax"},
        {.line = "{\"id\":tru}", .code = "syntax"},
        {.line = "{\"id\":truex}", .code = "syntax"},
        {.line = "{\"id\":NaN}", .code = "syntax"},
        {.line = "{\"id\":[1,]}", .code = "syntax"},
        {.line = "{\"id\":[1 2]}", .code = "syntax"},
        {.line = "{\"id\":[1}", .code = "syntax"},
        {.line = "{\"id\":{\"a\"}}", .code = "syntax"},
        {.line = "{\"id\":{\"a\":1,}}", .code = "syntax"},
        {.line = "{\"id\":{1:1}}", .code = "syntax"},
        {.line = "{\"partner\" \"XK\"}", .code = "syntax"},
        {.line = "{\"partner\":}", .code = "syntax"},
        {.line = "{\"partner\":\"XK}", .code = "syntax"},
        {.line = "{\"partner\":\"XK\\\"}", .code = "syntax"},
        {.line = "{\"partner\":'XK'}", .code = "syntax"},
        {.line = "{\"partner\":\"X\tK\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\\x\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\\u12G4\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\\ud800\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\\udc00\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\\ud800\\u0041\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\\ud800\\ud800\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\xff\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\xc0\x80\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\xe0\x80\x80\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\xed\xa0\x80\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\xf4\x90\x80\x80\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\xf5\x80\x80\x80\"}", .code = "syntax"},
        {.line = "{\"partner\":\"\xe2\x82\"}", .code = "syntax"},
        {.line = "{\"par\xfftner\":\"XK\"}", .code = "syntax"},
        {RAW("{\"id\":\"a\0b\"}"), .code = "syntax"},
        {RAW("{\"id\":1,\0\"partner\":\"XK\"}"), .code = "syntax", .id = "1"},
        {RAW("\0"), .code = "syntax"},
        {RAW("{}\0"), .code = "syntax"},
        {.line = "\xef\xbb\xbf{}", .code = "syntax"},
        {.line = "{\"covers\":[\"a\",]}", .code = "syntax"},
        {.line = "{\"covers\":[,]}", .code = "syntax"},
        {.line = "{\"covers\":[\"a\" \"b\"]}", .code = "syntax"},
        {.line = "{\"covers\":[\"a\"", .code = "syntax"},
        {.line = "{\"covers\":[\"a\"}", .code = "syntax"},
        {.line = "{\"requested\":nul}", .code = "syntax"},
        {.line = "{\"requested\":yes}", .code = "syntax"},
        {.line = "{\"amount\":01}", .code = "syntax"},
        {.line = "{\"amount\":1.5.2}", .code = "syntax"},
        {.line = "nonsense", .code = "syntax"},
        {.line = "\"open", .code = "syntax"},
        /* not_an_object: as soon as the first token is whole */
        {.line = "[]", .code = "not_an_object"},
        {.line = "[1,", .code = "not_an_object"},
        {.line = "12", .code = "not_an_object"},
        {.line = "\"text\"", .code = "not_an_object"},
        {.line = " null ", .code = "not_an_object"},
        {.line = "[{\"id\":1}]", .code = "not_an_object"},
        /* duplicate_key */
        {.line = "{\"partner\":\"XK\",\"partner\":\"XK\",\"id\":4}", .code = "duplicate_key", .fact = "partner", .id = "4"},
        {.line = "{\"partner\":null,\"p\\u0061rtner\":\"XK\"}", .code = "duplicate_key", .fact = "partner"},
        {.line = "{\"id\":1,\"id\":1}", .code = "duplicate_key", .fact = "id", .id = "1"},
        {.line = "{\"id\":1,\"\\u0069d\":2}", .code = "duplicate_key", .fact = "id", .id = "1"},
        /* unknown_fact */
        {.line = "{\"id\":\"x\",\"partnr\":\"XK\"}", .code = "unknown_fact", .fact = "partnr", .id = "\"x\""},
        {.line = "{\"partnr\":\"XK\",\"id\":[1,{\"a\":2}]}", .code = "unknown_fact", .fact = "partnr", .id = "[1,{\"a\":2}]"},
        {.line = "{\"nobody\":null}", .code = "unknown_fact", .fact = "nobody"},
        {.line = "{\"\":1}", .code = "unknown_fact", .fact = ""},
        {.line = "{\"Partner\":\"XK\"}", .code = "unknown_fact", .fact = "Partner"},
        {.line = "{\"a\\\"b\\ud83d\\ude00\":1}", .code = "unknown_fact", .fact = "a\"b\xf0\x9f\x98\x80"},
        {.line = "{\"partner\\u0000\":1}", .code = "unknown_fact", .fact = "partner"}, /* cut by strcmp, not by us */
        {.line = "{\"partnerpartnerpartner\":1}", .code = "unknown_fact", .fact = "partnerpartnerpartner"},
        {.line = "{\"nobody\" 1}", .code = "unknown_fact", .fact = "nobody"},
        /* unknown_value */
        {.line = "{\"partner\":\"Kosovo\",\"id\":5}", .code = "unknown_value", .fact = "partner", .id = "5"},
        {.line = "{\"partner\":\"\"}", .code = "unknown_value", .fact = "partner"},
        {.line = "{\"partner\":\"xk\"}", .code = "unknown_value", .fact = "partner"},
        {.line = "{\"partner\":\"XK\\u0000\"}", .code = "unknown_value", .fact = "partner"},
        {.line = "{\"partner\":\"\\u0000\"}", .code = "unknown_value", .fact = "partner"},
        {.line = "{\"partner\":\"a\\nb\\ud83d\\ude00\xe2\x82\xac\"}", .code = "unknown_value", .fact = "partner"},
        {.line = "{\"covers\":[\"a\",\"z\"],\"id\":6}", .code = "unknown_value", .fact = "covers", .id = "6"},
        {.line = "{\"covers\":[\"z\",1],\"id\":6}", .code = "unknown_value", .fact = "covers", .id = "6"},
        {.line = "{\"covers\":[\"z\",}", .code = "unknown_value", .fact = "covers"},
        {.line = "{\"day\":\"2023-02-29\"}", .code = "unknown_value", .fact = "day"},
        {.line = "{\"day\":\"0000-01-01\"}", .code = "unknown_value", .fact = "day"},
        {.line = "{\"day\":\"2023-1-1\"}", .code = "unknown_value", .fact = "day"},
        {.line = "{\"day\":\"2023-01-011\"}", .code = "unknown_value", .fact = "day"},
        {.line = "{\"day\":\"2023-01-01\\u0000\"}", .code = "unknown_value", .fact = "day"},
        {.line = "{\"day\":\"2023-13-01\"}", .code = "unknown_value", .fact = "day"},
        {.line = "{\"day\":\"2023-00-01\"}", .code = "unknown_value", .fact = "day"},
        {.line = "{\"day\":\"\"}", .code = "unknown_value", .fact = "day"},
        /* bad_type */
        {.line = "{\"partner\":1,\"id\":8}", .code = "bad_type", .fact = "partner", .id = "8"},
        {.line = "{\"partner\":true}", .code = "bad_type", .fact = "partner"},
        {.line = "{\"partner\":[\"XK\"],\"id\":9}", .code = "bad_type", .fact = "partner", .id = "9"},
        {.line = "{\"partner\":{\"partner\":\"XK\"},\"id\":9}", .code = "bad_type", .fact = "partner", .id = "9"},
        {.line = "{\"partner\":[1,2}", .code = "bad_type", .fact = "partner"},
        {.line = "{\"requested\":\"yes\"}", .code = "bad_type", .fact = "requested"},
        {.line = "{\"requested\":1}", .code = "bad_type", .fact = "requested"},
        {.line = "{\"covers\":\"a\"}", .code = "bad_type", .fact = "covers"},
        {.line = "{\"covers\":[null]}", .code = "bad_type", .fact = "covers"},
        {.line = "{\"covers\":[[\"a\"]],\"id\":1}", .code = "bad_type", .fact = "covers", .id = "1"},
        {.line = "{\"covers\":{}}", .code = "bad_type", .fact = "covers"},
        {.line = "{\"amount\":\"5\"}", .code = "bad_type", .fact = "amount"},
        {.line = "{\"amount\":false}", .code = "bad_type", .fact = "amount"},
        {.line = "{\"amount\":1.005}", .code = "bad_type", .fact = "amount"},
        {.line = "{\"amount\":1e-3}", .code = "bad_type", .fact = "amount"},
        {.line = "{\"count\":0.5}", .code = "bad_type", .fact = "count"},
        {.line = "{\"day\":20230101}", .code = "bad_type", .fact = "day"},
        /* out_of_range */
        {.line = "{\"amount\":1000.01,\"id\":1.50}", .code = "out_of_range", .fact = "amount", .id = "1.5"},
        {.line = "{\"amount\":-5.01}", .code = "out_of_range", .fact = "amount"},
        {.line = "{\"amount\":1e400}", .code = "out_of_range", .fact = "amount"},
        {.line = "{\"amount\":-1e99999999999999999999}", .code = "out_of_range", .fact = "amount"},
        {.line = "{\"count\":9000000000000000001}", .code = "out_of_range", .fact = "count"},
        {.line = "{\"count\":92233720368547758080}", .code = "out_of_range", .fact = "count"},
        {.line = "{\"count\":-1}", .code = "out_of_range", .fact = "count"},
        /* several: the first in reading order */
        {.line = "{\"partner\":\"Kosovo\",\"nobody\":1,\"requested\":3}", .code = "unknown_value", .fact = "partner"},
        {.line = "{\"nobody\":1,\"partner\":\"Kosovo\"", .code = "unknown_fact", .fact = "nobody"},
        {.line = "{\"partner\":\"Kosovo\", oops", .code = "unknown_value", .fact = "partner"},
        {.line = "{\"partner\":oops, \"nobody\":1}", .code = "syntax"},
        {.line = "{\"nobody\":1,\"id\":2,\"id\":3}", .code = "unknown_fact", .fact = "nobody", .id = "2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_fault(&cases[i]);
}

/* n brackets, then `inside`, then n of the others, within before..after. */
static char *nested(size_t n, const char *before, char open, const char *inside, char close, const char *after) {
    char *text = malloc(2 * n + strlen(before) + strlen(inside) + strlen(after) + 1), *at = text;
    at += sprintf(at, "%s", before);
    memset(at, open, n);
    at += n;
    at += sprintf(at, "%s", inside);
    memset(at, close, n);
    at += n;
    sprintf(at, "%s", after);
    return text;
}

static void check_nested(const char *code, const char *fact, const char *id, char *line) {
    check_fault(&(struct fault_case){.line = line, .code = code, .fact = fact, .id = id});
    free(line);
}

static void depth(void **state) {
    (void)state;
    /* The request is one level: 63 more are fine. */
    check_nested(NULL, NULL, NULL, nested(63, "{\"id\":", '[', "1", ']', "}"));
    check_nested("too_deep", NULL, NULL, nested(64, "{\"id\":", '[', "1", ']', "}"));
    check_nested("too_deep", NULL, NULL, nested(64, "{\"id\":", '[', "", ']', "}"));
    check_nested("too_deep", NULL, "1", nested(64, "{\"id\":1,\"partner\":", '[', "1", ']', "}"));
    check_nested("too_deep", NULL, "1", nested(100000, "{\"partner\":", '[', "1", ']', ",\"id\":1}"));
    check_nested("too_deep", NULL, "1", nested(64, "{\"id\":1,\"nobody\":2,\"partner\":", '[', "1", ']', "}"));
    check_nested("bad_type", "partner", NULL, nested(63, "{\"partner\":", '[', "1", ']', "}"));
    check_nested("too_deep", NULL, NULL, nested(65, "", '[', "", ']', ""));
    check_nested("not_an_object", NULL, NULL, nested(64, "", '[', "", ']', ""));
    /* Before any other fault, even one that stands first; also where the line is not JSON, or ends too early. */
    check_nested("too_deep", NULL, "2", nested(70, "{\"id\":2,\"partner\":\"Kosovo\",\"day\":oops ", '[', "", ']', "}"));
    check_nested("too_deep", NULL, NULL, nested(70, "{\"id\":", '[', "", ' ', ""));
    check_nested("too_deep", NULL, NULL, nested(70, "{\"id\":", '{', "", '}', "}"));
    /* Brackets in strings are text. */
    check_nested("syntax", NULL, NULL, nested(70, "{\"id\":\"", '[', "", ']', ""));
    check_nested(NULL, NULL, NULL, nested(70, "{\"id\":\"", '[', "\\\"", ']', "\"}"));
}

/* ---- ids ---- */

static void ids(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"{}", "null"},
        {"{\"id\":1.50}", "1.50"},
        {"{\"id\" : -0.0e+07 }", "-0.0e+07"},
        {"{\"id\":123456789012345678901234567890}", "123456789012345678901234567890"},
        {"{\"id\":1e999}", "1e999"},
        {"{\"id\":\"a b\\u0000\\ud83d\\uDE00\\/\"}", "\"a b\\u0000\\ud83d\\uDE00\\/\""},
        {"{\"id\": [ 1 ,\t{ \"a b\" : \" \\\" \" } ,\r[ ] ] }", "[1,{\"a b\":\" \\\" \"},[]]"},
        {"{\"id\":null}", "null"},
        {"{\"id\":true}", "true"},
        {"{\"id\":{}}", "{}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(read_line(cases[i][0], strlen(cases[i][0])));
        written.used = 0;
        ev_put_id(&written, reader.id);
        ev_put(&written, "", 1);
        assert_string_equal(written.buffer, cases[i][1]);
    }
}

static void ids_of_cut_lines(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"{\"id\":12,\"partner\":\"X", "12"}, {"{\"id\":12", "null"},  {"{\"id\":12 ", "12"},          {"{\"id\":\"abc", "null"},
        {"{\"partner\":\"XK\",\"id\":[1", "null"}, {"{\"x\":{\"id\":1},", "null"}, {"[\"id\",1", "null"}, {"", "null"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64] = {0};
        strcpy(text, cases[i][0]);
        ev_json_read_id(&reader, text, strlen(text));
        written.used = 0;
        ev_put_id(&written, reader.id);
        ev_put(&written, "", 1);
        assert_string_equal(written.buffer, cases[i][1]);
    }
}

/* ---- values ---- */

static int64_t value_of(int fact, const char *format, const char *value) {
    char line[256];
    snprintf(line, sizeof line, format, value);
    if (!read_line(line, strlen(line)))
        fail_msg("%s: %s", line, error_line());
    for (int f = 0; f < FACTS; f++)
        assert_int_equal(reader.request.known[f], f == fact);
    return reader.request.value[fact];
}

static void values(void **state) {
    (void)state;
    assert_int_equal(value_of(PARTNER, "{\"partner\":\"%s\"}", "XK"), 0);
    assert_int_equal(value_of(PARTNER, "{\"partner\":\"%s\"}", "other_one"), 3);
    assert_int_equal(value_of(PARTNER, "{\"partner\":\"%s\"}", "\\u006fther\\u005Fone"), 3);
    assert_int_equal(value_of(REQUESTED, "{\"requested\": %s }", "true"), 1);
    assert_int_equal(value_of(REQUESTED, "{\"requested\":%s}", "false"), 0);
    assert_int_equal(value_of(COVERS, "{\"covers\":%s}", "[]"), 0);
    assert_int_equal(value_of(COVERS, "{\"covers\":%s}", "[ \"c\" , \"a\",\"c\" ]"), 5);
    assert_int_equal(value_of(DAY, "{\"day\":\"%s\"}", "0001-01-01"), 0);
    assert_int_equal(value_of(DAY, "{\"day\":\"%s\"}", "0001-12-31"), 364);
    assert_int_equal(value_of(DAY, "{\"day\":\"%s\"}", "1970-01-01"), 719162);
    assert_int_equal(value_of(DAY, "{\"day\":\"%s\"}", "2000-02-29"), 730178);
    assert_int_equal(value_of(DAY, "{\"day\":\"%s\"}", "9999-12-31"), 3652058);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "0.1e1"), 100);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "1.0"), 100);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "1.2300"), 123);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "123e-2"), 123);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "1e3"), 100000);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "-0.0"), 0);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "0e999999999999999999999"), 0);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "-5.00E+0"), -500);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "0.00000000000000000000000001e26"), 100);
    assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", "100000000000000000000000000e-26"), 100);
    assert_int_equal(value_of(COUNT, "{\"count\":%s}", "9000000000000000000"), 9000000000000000000);
    assert_int_equal(value_of(COUNT, "{\"count\":%s}", "9e18"), 9000000000000000000);
    assert_int_equal(value_of(COUNT, "{\"count\":%s}", "8999999999999999999.000"), 8999999999999999999);
    assert_true(read_line("{\"checked\":null}", 16));
    assert_int_equal(reader.request.known[CHECKED], 0);
}

/* ---- the other opinion ---- */

static uint64_t seed = 88172645463325252u;

static uint32_t random_below(uint32_t n) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

static char line[4096];
static size_t line_length;

static void add(const char *text) {
    size_t n = strlen(text);
    if (line_length + n < sizeof line - 1) {
        memcpy(line + line_length, text, n);
        line_length += n;
    }
}

static void add_space(void) {
    static const char *const spaces[] = {"", "", "", "", " ", "  ", "\t", "\r"};
    add(spaces[random_below(8)]);
}

static void add_string(const char *text) {
    char escape[8];
    add("\"");
    for (; *text; text++) {
        snprintf(escape, sizeof escape, random_below(20) == 0 ? "\\u%04x" : "%c", (unsigned)(unsigned char)*text);
        add(escape);
    }
    add("\"");
}

static void add_any(int depth_left) {
    static const char *const scalars[] = {"1", "-0.5e3", "true", "false", "null", "\"\"", "\"\\u20ac\\n\"", "\"\xe2\x82\xac\"",
                                          "[]", "{}", "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80 \x7f\"", "0", "2E-2"};
    uint32_t kind = random_below(depth_left > 0 ? 4 : 2);
    if (kind < 2) {
        add(scalars[random_below(sizeof scalars / sizeof *scalars)]);
        return;
    }
    add(kind == 2 ? "[" : "{");
    for (uint32_t i = 0, n = random_below(4); i < n; i++) {
        char key[16];
        snprintf(key, sizeof key, "k%u", i);
        add(i > 0 ? "," : "");
        add_space();
        if (kind == 3) {
            add_string(key);
            add_space();
            add(":");
            add_space();
        }
        add_any(depth_left - 1);
        add_space();
    }
    add(kind == 2 ? "]" : "}");
}

static void add_member(void) {
    static const char *const names[] = {"partner", "objective", "requested", "checked", "covers", "amount", "day", "id", "partnr"};
    static const char *const partners[] = {"XK", "WB", "OECD", "other_one", "Kosovo"};
    static const char *const fixed[][4] = {{"true", "false", "null", "\"yes\""}, {"[\"a\"]", "[]", "[ \"a\" , \"b\" ]", "[\"d\"]"},
                                           {"1.5", "1e3", "-5", "7000"},         {"\"2024-02-29\"", "null", "\"x\"", "5"}};
    uint32_t which = random_below(random_below(8) == 0 ? 9 : 8);
    add_string(names[which]);
    add_space();
    add(":");
    add_space();
    bool wrong = random_below(20) == 0;
    if (wrong || which >= 7)
        add_any(3);
    else if (which < 2)
        add_string(which == 0 ? partners[random_below(random_below(5) ? 4 : 5)] : "SO2");
    else
        add(fixed[which < 4 ? 0 : which - 3][random_below(random_below(5) ? 3 : 4)]);
}

static void generate(void) {
    line_length = 0;
    add_space();
    add("{");
    for (uint32_t i = 0, n = random_below(7); i < n; i++) {
        add(i > 0 ? "," : "");
        add_space();
        add_member();
        add_space();
    }
    add("}");
    add_space();
}

static void mutate(void) {
    static const char bytes[] = "\"\\{}[]:,0-.eE+ tfn\x80\xc0\xe2\xed\xf0\xff/u\t";
    for (uint32_t i = 0, n = random_below(3); i <= n && line_length > 0; i++) {
        uint32_t at = random_below((uint32_t)line_length);
        char byte = random_below(8) == 0 ? (char)random_below(256) : bytes[random_below(sizeof bytes)];
        switch (random_below(4)) {
        case 0: line[at] = byte; break;
        case 1:
            memmove(line + at, line + at + 1, line_length - at - 1);
            line_length--;
            break;
        case 2:
            if (line_length < sizeof line - 1) {
                memmove(line + at + 1, line + at, line_length - at);
                line[at] = byte;
                line_length++;
            }
            break;
        case 3: line_length = random_below(20) == 0 ? at : line_length; break;
        }
    }
}

/* What is wrong with a member as jansson sees it: NULL for nothing, "number" where only we can tell. */
static const char *judge_member(const char *key, size_t key_length, json_t *value) {
    int32_t f = ev_find_fact(&engine.vocabulary, key, key_length);
    if (key_length == 2 && memcmp(key, "id", 2) == 0)
        return NULL;
    if (f < 0)
        return "unknown_fact";
    if (json_is_null(value))
        return NULL;
    switch (fake_facts[f].kind) {
    case STRAT_FLAG: return json_is_boolean(value) ? NULL : "bad_type";
    case STRAT_ONE_OF:
        if (!json_is_string(value))
            return "bad_type";
        return ev_find_value(&engine.vocabulary, (uint32_t)f, json_string_value(value), json_string_length(value)) < 0
                   ? "unknown_value"
                   : NULL;
    case STRAT_SET_OF: {
        size_t i;
        json_t *element;
        if (!json_is_array(value))
            return "bad_type";
        json_array_foreach(value, i, element) {
            if (!json_is_string(element))
                return "bad_type";
            if (ev_find_value(&engine.vocabulary, (uint32_t)f, json_string_value(element), json_string_length(element)) < 0)
                return "unknown_value";
        }
        return NULL;
    }
    case STRAT_NUMBER: return json_is_number(value) ? "number" : "bad_type";
    case STRAT_DATE: return !json_is_string(value) ? "bad_type" : strcmp(json_string_value(value), "2024-02-29") ? "day" : NULL;
    }
    return NULL;
}

static void compare_tree(json_t *tree, bool fine) {
    const char *code = ev_code_name(reader.fault.code), *expected = NULL;
    const char *key;
    json_t *value;
    if (!json_is_object(tree)) {
        assert_string_equal(code, "not_an_object");
        return;
    }
    json_object_foreach(tree, key, value) {
        expected = judge_member(key, strlen(key), value);
        /* Of a number or a day that may be wrong only our code tells; had it stopped there, that would be its fault. */
        if (expected && (strcmp(expected, "number") == 0 || strcmp(expected, "day") == 0)) {
            bool here = !fine && reader.fault.fact >= 0 && strcmp(fake_facts[reader.fault.fact].name, key) == 0;
            expected = here ? code : NULL;
        }
        if (expected)
            break;
    }
    if (strcmp(code, expected ? expected : "") != 0)
        fail_msg("%.*s: %s, wanted %s", (int)line_length, line, code, expected ? expected : "nothing wrong");
}

static void compare(void) {
    json_error_t why;
    bool fine = read_line(line, line_length);
    json_t *tree = json_loadb(line, line_length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
    enum json_error_code theirs = tree ? json_error_unknown : json_error_code(&why);
    if (memchr(line, '\0', line_length)) {
        assert_false(fine);
        json_decref(tree);
        return;
    }
    bool known_difference = !tree && (theirs == json_error_numeric_overflow || theirs == json_error_duplicate_key);
    if (fine != (tree != NULL) && fine && !known_difference)
        fail_msg("%.*s: accepted; jansson: %s", (int)line_length, line, why.text);
    if (tree && reader.fault.code == EV_SYNTAX)
        fail_msg("%.*s: refused (%s); jansson accepts", (int)line_length, line, reader.fault.why);
    if (tree)
        compare_tree(tree, fine);
    if (!fine) {
        const char *text = error_line();
        json_t *answer = json_loads(text, JSON_ALLOW_NUL, &why);
        if (!answer && json_error_code(&why) != json_error_numeric_overflow)
            fail_msg("%.*s: answer is not JSON: %s (%s)", (int)line_length, line, text, why.text);
        if (answer && tree && json_is_object(tree)) {
            json_t *id = json_object_get(tree, "id");
            assert_true(id ? json_equal(id, json_object_get(answer, "id")) : json_is_null(json_object_get(answer, "id")));
        }
        json_decref(answer);
    }
    json_decref(tree);
}

enum { ROUNDS = 100000 };

static void valid_lines(void **state) {
    (void)state;
    uint32_t accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
        generate();
        compare();
        accepted += reader.fault.code == EV_FINE;
    }
    assert_in_range(accepted, ROUNDS / 10, ROUNDS); /* or the generator tests nothing */
}

static void mutated_lines(void **state) {
    (void)state;
    uint32_t refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
        generate();
        mutate();
        compare();
        refused += reader.fault.code == EV_SYNTAX;
    }
    assert_in_range(refused, ROUNDS / 10, ROUNDS);
}

static void hostile_lines(void **state) {
    (void)state;
    static const char *const pieces[] = {"{", "}", "[", "]", ",", ":", "\"", "\\", "\"id\"", "\"partner\"", "\"XK\"", "null", "1", "-",
                                         "e", ".", "\\u", "d83d", "\\ude00", "0000", "\xe2\x82", "\xac", "\xed\xa0", " ", "true"};
    for (int i = 0; i < ROUNDS; i++) {
        line_length = 0;
        add(random_below(2) ? "{" : "");
        for (uint32_t k = 0, n = random_below(12); k < n; k++)
            add(pieces[random_below(sizeof pieces / sizeof *pieces)]);
        compare();
    }
}

/* Every way to write the same number gives the same number. */
static void numbers(void **state) {
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t n = (int64_t)random_below(100501) - 500;
        int shift = (int)random_below(12) - 4; /* n cents are written as m * 10^shift cents */
        uint64_t digits = (uint64_t)(n < 0 ? -n : n);
        char text[128], mantissa[64];
        int zeros = 0;
        for (; shift < 0; shift++)
            zeros++, digits *= 10;
        for (; shift > 0 && digits % 10 == 0; shift--)
            digits /= 10, zeros--;
        int length = snprintf(mantissa, sizeof mantissa, "%012llu", (unsigned long long)digits);
        int point = 1 + (int)random_below((uint32_t)length); /* digits before the point; those are without zeros in front */
        int first = 0;
        while (first < point - 1 && mantissa[first] == '0')
            first++;
        int exponent = length - point - zeros - 2;
        snprintf(text, sizeof text, "%s%.*s%s%s%s%d", n < 0 ? "-" : "", point - first, mantissa + first, point < length ? "." : "",
                 mantissa + point, random_below(2) ? "e" : "E", exponent);
        assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", text), n);
    }
}

/* ---- the writer ---- */

static void answers(void **state) {
    (void)state;
    uint64_t basis[2] = {5, 1u << 5}, none[2] = {0}, duties[1] = {3}, before[1] = {1}, judgements[1] = {1 << CHECKED};
    uint32_t ask[] = {REQUESTED, PARTNER};
    engine.answer = (struct strat_answer){.status = STRAT_CONDITIONAL, .approach = 1, .now = STRAT_NONE, .open = 2, .committed = 1,
                                          .lists = {basis, none, none, duties, before, STRAT_WILL}};
    engine.judgements = judgements;
    engine.ask = ask;
    engine.n_ask = 2;
    struct ev_keys keys;
    for (int k = 0; k < EV_KEYS; k++)
        keys.wanted[k] = true;
    struct ev_span id = {"\"x\"", 3, true};
    written.used = 0;
    ev_put_answer_json(&written, &engine, &keys, id);
    ev_put(&written, "", 1);
    assert_string_equal(written.buffer,
                        "{\"id\":\"x\",\"status\":\"conditional\",\"approach\":\"outreach\",\"now\":\"none\",\"open\":[\"outreach\"],"
                        "\"committed\":true,\"modality\":\"will\",\"basis\":[\"1\",\"3\",\"68(2)(a)\"],\"duties\":[\"ask_first\","
                        "\"report\"],\"before\":[\"ask_first\"],\"cautions\":[],\"judgements\":[\"checked\"],\"closed_by\":[],"
                        "\"ask\":[\"requested\",\"partner\"]}\n");
    json_t *tree = json_loads(written.buffer, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(tree);
    json_decref(tree);

    engine.answer.status = STRAT_UNDETERMINED;
    engine.answer.approach = engine.answer.now = STRAT_NULL;
    engine.answer.lists.modality = STRAT_NO_MODALITY;
    engine.answer.possible = 3;
    engine.answer.possible_none = 1;
    engine.answer.possible_status = 1 << STRAT_REFUSED | 1 << STRAT_OPEN;
    keys = (struct ev_keys){{false}};
    keys.wanted[EV_KEY_APPROACH] = keys.wanted[EV_KEY_POSSIBLE] = keys.wanted[EV_KEY_POSSIBLE_STATUS] = true;
    keys.wanted[EV_KEY_MODALITY] = keys.wanted[EV_KEY_EACH] = true;
    written.used = 0;
    ev_put_answer_json(&written, &engine, &keys, id);
    ev_put(&written, "", 1);
    assert_string_equal(written.buffer, "{\"approach\":null,\"possible\":[\"none\",\"limited\",\"outreach\"],"
                                        "\"possible_status\":[\"refused\",\"open\"],\"modality\":null}\n");
    keys = (struct ev_keys){{false}};
    keys.wanted[EV_KEY_EACH] = true;
    written.used = 0;
    ev_put_answer_json(&written, &engine, &keys, id);
    assert_memory_equal(written.buffer, "{}\n", 3);
}

static void impossible(void **state) {
    (void)state;
    reader.fault = (struct ev_fault){.code = EV_IMPOSSIBLE, .fact = EV_NO_FACT, .assume = 0};
    reader.id = (struct ev_span){0};
    assert_string_equal(error_line(), "{\"id\":null,\"error\":{\"line\":7,\"code\":\"impossible\",\"assume\":\"what is "
                                      "\\\"assumed\\\"\",\"message\":\"these facts cannot hold together: what is "
                                      "\\\"assumed\\\"\"}}\n");
    static const enum ev_code others[] = {EV_TOO_LONG, EV_NOT_DECIDED};
    for (size_t i = 0; i < 2; i++) {
        reader.fault = (struct ev_fault){.code = others[i], .fact = EV_NO_FACT, .why = "too long"};
        json_t *tree = json_loads(error_line(), JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(tree);
        json_decref(tree);
    }
}

static void messages(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"{\"partnr\":1}", "there is no fact \\\"partnr\\\": do you mean partner?"},
        {"{\"partner\":\"kosovo\"}", "do you mean XK (Kosovo)? It can be XK, WB, OECD or other_one"},
        {"{\"partner\":\"Western Balkans as a region\"}", "do you mean WB (the Western Balkans as a region)?"},
        {"{\"partner\":7}", "partner cannot be \\\"7\\\": it takes a value in double quotes, such as \\\"XK\\\""},
        {"{\"amount\":1.234}", "amount has 2 decimals: \\\"1.234\\\" has more"},
        {"{\"amount\":5000}", "amount goes from -5.00 to 1000.00 EUR: \\\"5000\\\" is outside"},
        {"{\"requested\":\"yes\"}", "requested cannot be \\\"yes\\\": it takes true or false"},
        {"{\"id\":1,\"partner\":\"XK\",}", "byte 24: a key in double quotes is missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(read_line(cases[i][0], strlen(cases[i][0])));
        if (!strstr(error_line(), cases[i][1]))
            fail_msg("%s\n  says %s\n  not %s", cases[i][0], error_line(), cases[i][1]);
    }
    /* A long value is shortened, never in the middle of a character or of an escape. */
    char text[1024];
    for (size_t n = 40; n < 80; n++) {
        char x[100] = {0};
        memset(x, 'x', n);
        snprintf(text, sizeof text, "{\"partner\":\"%s\\ud83d\\ude00\xe2\x82\xac\\n\\\"%s\"}", x, x);
        assert_false(read_line(text, strlen(text)));
        json_t *tree = json_loads(error_line(), JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(tree);
        json_decref(tree);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code),    cmocka_unit_test(depth),         cmocka_unit_test(ids),
        cmocka_unit_test(values),        cmocka_unit_test(valid_lines),   cmocka_unit_test(mutated_lines),
        cmocka_unit_test(hostile_lines), cmocka_unit_test(numbers),       cmocka_unit_test(answers),
        cmocka_unit_test(impossible),    cmocka_unit_test(ids_of_cut_lines), cmocka_unit_test(messages),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
