/*
 * The JSON reader of compiled policies, with jansson as the other opinion on lines that are valid,
 * mutated and hostile.
 *
 * Where jansson (strict) and our reader differ, on purpose:
 *   - numbers beyond 64 bits and beyond doubles: jansson refuses them, ours reads every number
 *     exactly
 *   - keys that repeat inside an id: jansson refuses them, to ours an id is the sender's own
 *   - \u0000: refused by jansson unless it is told to allow it; ours refuses it in values and keys
 *     of requests only
 *   - nesting: jansson stops at 2048, ours at 64
 *   - a raw NUL behind a number, true, false or null: jansson 2.14 passes over it, ours refuses it
 *     anywhere
 * On anything else they accept the same lines.
 */
#include "tests/evaluator/reader.h"

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
        snprintf(escape, sizeof escape, random_below(20) == 0 ? "\\u%04x" : "%c",
                 (unsigned)(unsigned char)*text);
        add(escape);
    }
    add("\"");
}

static void add_any(int depth_left) {
    static const char *const scalars[] = {"1",
                                          "-0.5e3",
                                          "true",
                                          "false",
                                          "null",
                                          "\"\"",
                                          "\"\\u20ac\\n\"",
                                          "\"\xe2\x82\xac\"",
                                          "[]",
                                          "{}",
                                          "\"\\ud83d\\ude00\"",
                                          "\"\xf0\x9f\x98\x80 \x7f\"",
                                          "0",
                                          "2E-2"};
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
    static const char *const names[] = {"partner", "objective", "requested", "checked", "covers",
                                        "amount",  "day",       "id",        "partnr"};
    static const char *const partners[] = {"XK", "WB", "OECD", "other_one", "Kosovo"};
    static const char *const fixed[][4] = {{"true", "false", "null", "\"yes\""},
                                           {"[\"a\"]", "[]", "[ \"a\" , \"b\" ]", "[\"d\"]"},
                                           {"1.5", "1e3", "-5", "7000"},
                                           {"\"2024-02-29\"", "null", "\"x\"", "5"}};
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
        char byte =
            random_below(8) == 0 ? (char)random_below(256) : bytes[random_below(sizeof bytes)];
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

/* What is wrong with a member as jansson sees it: NULL for nothing, "number" where only we can
 * tell. */
static const char *judge_member(const char *key, size_t key_length, json_t *value) {
    int32_t f = ev_find_fact(&engine.vocabulary, key, key_length);
    if (key_length == 2 && memcmp(key, "id", 2) == 0) return NULL;
    if (f < 0) return "unknown_fact";
    if (json_is_null(value)) return NULL;
    switch (fake_facts[f].kind) {
    case STRAT_FLAG: return json_is_boolean(value) ? NULL : "bad_type";
    case STRAT_ONE_OF:
        if (!json_is_string(value)) return "bad_type";
        return ev_find_value(&engine.vocabulary, (uint32_t)f, json_string_value(value),
                             json_string_length(value)) < 0
                   ? "unknown_value"
                   : NULL;
    case STRAT_SET_OF: {
        size_t i;
        json_t *element;
        if (!json_is_array(value)) return "bad_type";
        json_array_foreach(value, i, element) {
            if (!json_is_string(element)) return "bad_type";
            if (ev_find_value(&engine.vocabulary, (uint32_t)f, json_string_value(element),
                              json_string_length(element)) < 0)
                return "unknown_value";
        }
        return NULL;
    }
    case STRAT_NUMBER: return json_is_number(value) ? "number" : "bad_type";
    case STRAT_DATE:
        return !json_is_string(value)                           ? "bad_type"
               : strcmp(json_string_value(value), "2024-02-29") ? "day"
                                                                : NULL;
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
        /* Of a number or a day that may be wrong only our code tells; had it stopped there, that
         * would be its fault. */
        if (expected && (strcmp(expected, "number") == 0 || strcmp(expected, "day") == 0)) {
            bool here = !fine && reader.fault.fact >= 0 &&
                        strcmp(fake_facts[reader.fault.fact].name, key) == 0;
            expected = here ? code : NULL;
        }
        if (expected) break;
    }
    if (strcmp(code, expected ? expected : "") != 0)
        fail_msg("%.*s: %s, wanted %s", (int)line_length, line, code,
                 expected ? expected : "nothing wrong");
}

static void compare(void) {
    json_error_t why;
    bool fine = read_line(line, line_length);
    json_t *tree = json_loadb(line, line_length,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
    enum json_error_code theirs = tree ? json_error_unknown : json_error_code(&why);
    if (memchr(line, '\0', line_length)) {
        assert_false(fine);
        json_decref(tree);
        return;
    }
    bool known_difference =
        !tree && (theirs == json_error_numeric_overflow || theirs == json_error_duplicate_key);
    if (fine != (tree != NULL) && fine && !known_difference)
        fail_msg("%.*s: accepted; jansson: %s", (int)line_length, line, why.text);
    if (tree && reader.fault.code == EV_SYNTAX)
        fail_msg("%.*s: refused (%s); jansson accepts", (int)line_length, line, reader.fault.why);
    if (tree) compare_tree(tree, fine);
    if (!fine) {
        const char *text = error_line();
        json_t *answer = json_loads(text, JSON_ALLOW_NUL, &why);
        if (!answer && json_error_code(&why) != json_error_numeric_overflow)
            fail_msg("%.*s: answer is not JSON: %s (%s)", (int)line_length, line, text, why.text);
        if (answer && tree && json_is_object(tree)) {
            json_t *id = json_object_get(tree, "id");
            assert_true(id ? json_equal(id, json_object_get(answer, "id"))
                           : json_is_null(json_object_get(answer, "id")));
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
    static const char *const pieces[] = {
        "{",           "}",      "[",        "]",    ",",        ":", "\"",  "\\",  "\"id\"",
        "\"partner\"", "\"XK\"", "null",     "1",    "-",        "e", ".",   "\\u", "d83d",
        "\\ude00",     "0000",   "\xe2\x82", "\xac", "\xed\xa0", " ", "true"};
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
        for (; shift < 0; shift++) zeros++, digits *= 10;
        for (; shift > 0 && digits % 10 == 0; shift--) digits /= 10, zeros--;
        int length = snprintf(mantissa, sizeof mantissa, "%012llu", (unsigned long long)digits);
        int point =
            1 +
            (int)random_below(
                (uint32_t)length); /* digits before the point; those are without zeros in front */
        int first = 0;
        while (first < point - 1 && mantissa[first] == '0') first++;
        int exponent = length - point - zeros - 2;
        snprintf(text, sizeof text, "%s%.*s%s%s%s%d", n < 0 ? "-" : "", point - first,
                 mantissa + first, point < length ? "." : "", mantissa + point,
                 random_below(2) ? "e" : "E", exponent);
        assert_int_equal(value_of(AMOUNT, "{\"amount\":%s}", text), n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_lines),
        cmocka_unit_test(mutated_lines),
        cmocka_unit_test(hostile_lines),
        cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
