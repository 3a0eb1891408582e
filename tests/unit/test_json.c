/* The JSON reader and writer of compiled policies: every fault, value and id by a table.
 * tests/unit/test_json_jansson.c adds the lines that nobody thought of. */
#include "tests/evaluator/reader.h"

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
        if (!fine) fail_msg("%s: refused: %s", c->line, line);
        return;
    }
    if (fine) fail_msg("%s: accepted", c->line);
    json_t *answer = json_loads(line, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    if (!answer) fail_msg("%s: no JSON: %s (%s)", c->line, line, why.text);
    json_t *error = json_object_get(answer, "error"), *fact = json_object_get(error, "fact");
    char *id = json_dumps(json_object_get(answer, "id"), JSON_ENCODE_ANY | JSON_COMPACT);
    bool right = strcmp(json_string_value(json_object_get(error, "code")), c->code) == 0 &&
                 (c->fact ? fact && strcmp(json_string_value(fact), c->fact) == 0 : !fact) &&
                 strcmp(id, c->id ? c->id : "null") == 0 &&
                 json_integer_value(json_object_get(error, "line")) == 7 &&
                 json_string_length(json_object_get(error, "message")) > 10;
    free(id);
    json_decref(answer);
    if (!right)
        fail_msg("%s\n  wanted %s %s %s\n  got %s", c->line, c->code, c->fact ? c->fact : "-",
                 c->id ? c->id : "null", line);
}

#define RAW(text) .line = text, .length = sizeof(text) - 1

static const struct fault_case fault_cases[] = {
    /* fine */
    {.line = "{}"},
    {.line = " \t\r{ \t}\r "},
    {.line = "{\"id\":null}"},
    {.line =
         "{\"partner\":\"XK\",\"requested\":true,\"covers\":[\"a\",\"c\",\"a\"],\"amount\":-1.5,"
         "\"day\":\"2024-02-29\"}"},
    {.line = "{\"partner\":null,\"requested\":null,\"covers\":null,\"amount\":null,\"day\":null,"
             "\"checked\":null}"},
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
    {.line = "{\"partner\":\"XK\",\"partner\":\"XK\",\"id\":4}",
     .code = "duplicate_key",
     .fact = "partner",
     .id = "4"},
    {.line = "{\"partner\":null,\"p\\u0061rtner\":\"XK\"}",
     .code = "duplicate_key",
     .fact = "partner"},
    {.line = "{\"id\":1,\"id\":1}", .code = "duplicate_key", .fact = "id", .id = "1"},
    {.line = "{\"id\":1,\"\\u0069d\":2}", .code = "duplicate_key", .fact = "id", .id = "1"},
    /* unknown_fact */
    {.line = "{\"id\":\"x\",\"partnr\":\"XK\"}",
     .code = "unknown_fact",
     .fact = "partnr",
     .id = "\"x\""},
    {.line = "{\"partnr\":\"XK\",\"id\":[1,{\"a\":2}]}",
     .code = "unknown_fact",
     .fact = "partnr",
     .id = "[1,{\"a\":2}]"},
    {.line = "{\"nobody\":null}", .code = "unknown_fact", .fact = "nobody"},
    {.line = "{\"\":1}", .code = "unknown_fact", .fact = ""},
    {.line = "{\"Partner\":\"XK\"}", .code = "unknown_fact", .fact = "Partner"},
    {.line = "{\"a\\\"b\\ud83d\\ude00\":1}",
     .code = "unknown_fact",
     .fact = "a\"b\xf0\x9f\x98\x80"},
    {.line = "{\"partner\\u0000\":1}",
     .code = "unknown_fact",
     .fact = "partner"}, /* cut by strcmp, not by us */
    {.line = "{\"partnerpartnerpartner\":1}",
     .code = "unknown_fact",
     .fact = "partnerpartnerpartner"},
    {.line = "{\"nobody\" 1}", .code = "unknown_fact", .fact = "nobody"},
    /* unknown_value */
    {.line = "{\"partner\":\"Kosovo\",\"id\":5}",
     .code = "unknown_value",
     .fact = "partner",
     .id = "5"},
    {.line = "{\"partner\":\"\"}", .code = "unknown_value", .fact = "partner"},
    {.line = "{\"partner\":\"xk\"}", .code = "unknown_value", .fact = "partner"},
    {.line = "{\"partner\":\"XK\\u0000\"}", .code = "unknown_value", .fact = "partner"},
    {.line = "{\"partner\":\"\\u0000\"}", .code = "unknown_value", .fact = "partner"},
    {.line = "{\"partner\":\"a\\nb\\ud83d\\ude00\xe2\x82\xac\"}",
     .code = "unknown_value",
     .fact = "partner"},
    {.line = "{\"covers\":[\"a\",\"z\"],\"id\":6}",
     .code = "unknown_value",
     .fact = "covers",
     .id = "6"},
    {.line = "{\"covers\":[\"z\",1],\"id\":6}",
     .code = "unknown_value",
     .fact = "covers",
     .id = "6"},
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
    {.line = "{\"partner\":{\"partner\":\"XK\"},\"id\":9}",
     .code = "bad_type",
     .fact = "partner",
     .id = "9"},
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
    {.line = "{\"amount\":1000.01,\"id\":1.50}",
     .code = "out_of_range",
     .fact = "amount",
     .id = "1.5"},
    {.line = "{\"amount\":-5.01}", .code = "out_of_range", .fact = "amount"},
    {.line = "{\"amount\":1e400}", .code = "out_of_range", .fact = "amount"},
    {.line = "{\"amount\":-1e99999999999999999999}", .code = "out_of_range", .fact = "amount"},
    {.line = "{\"count\":9000000000000000001}", .code = "out_of_range", .fact = "count"},
    {.line = "{\"count\":92233720368547758080}", .code = "out_of_range", .fact = "count"},
    {.line = "{\"count\":-1}", .code = "out_of_range", .fact = "count"},
    /* several: the first in reading order */
    {.line = "{\"partner\":\"Kosovo\",\"nobody\":1,\"requested\":3}",
     .code = "unknown_value",
     .fact = "partner"},
    {.line = "{\"nobody\":1,\"partner\":\"Kosovo\"", .code = "unknown_fact", .fact = "nobody"},
    {.line = "{\"partner\":\"Kosovo\", oops", .code = "unknown_value", .fact = "partner"},
    {.line = "{\"partner\":oops, \"nobody\":1}", .code = "syntax"},
    {.line = "{\"nobody\":1,\"id\":2,\"id\":3}",
     .code = "unknown_fact",
     .fact = "nobody",
     .id = "2"},
};

static void every_code(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof fault_cases / sizeof *fault_cases; i++)
        check_fault(&fault_cases[i]);
}

/* n brackets, then `inside`, then n of the others, within before..after. */
static char *nested(size_t n, const char *before, char open, const char *inside, char close,
                    const char *after) {
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
    check_nested("too_deep", NULL, "1",
                 nested(100000, "{\"partner\":", '[', "1", ']', ",\"id\":1}"));
    check_nested("too_deep", NULL, "1",
                 nested(64, "{\"id\":1,\"nobody\":2,\"partner\":", '[', "1", ']', "}"));
    check_nested("bad_type", "partner", NULL, nested(63, "{\"partner\":", '[', "1", ']', "}"));
    check_nested("too_deep", NULL, NULL, nested(65, "", '[', "", ']', ""));
    check_nested("not_an_object", NULL, NULL, nested(64, "", '[', "", ']', ""));
    /* Before any other fault, even one that stands first; also where the line is not JSON, or ends
     * too early.
     */
    check_nested("too_deep", NULL, "2",
                 nested(70, "{\"id\":2,\"partner\":\"Kosovo\",\"day\":oops ", '[', "", ']', "}"));
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
        {"{\"id\":12,\"partner\":\"X", "12"},
        {"{\"id\":12", "null"},
        {"{\"id\":12 ", "12"},
        {"{\"id\":\"abc", "null"},
        {"{\"partner\":\"XK\",\"id\":[1", "null"},
        {"{\"x\":{\"id\":1},", "null"},
        {"[\"id\",1", "null"},
        {"", "null"},
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
    assert_int_equal(value_of(COUNT, "{\"count\":%s}", "8999999999999999999.000"),
                     8999999999999999999);
    assert_true(read_line("{\"checked\":null}", 16));
    assert_int_equal(reader.request.known[CHECKED], 0);
}

/* ---- the writer ---- */

static void answers(void **state) {
    (void)state;
    uint64_t basis[2] = {5, 1u << 5}, none[2] = {0}, duties[1] = {3}, before[1] = {1},
             judgements[1] = {1 << CHECKED}, unsure_duties[1] = {2}, unsure_ids[2] = {0, 1u << 5},
             presumed[1] = {1 << REQUESTED | 1 << AMOUNT};
    int64_t values[32] = {[AMOUNT] = -5};
    uint32_t ask[] = {REQUESTED, PARTNER};
    engine.answer = (struct strat_answer){.status = STRAT_CONDITIONAL,
                                          .approach = 1,
                                          .now = STRAT_NONE,
                                          .open = 2,
                                          .committed = 1,
                                          .lists = {basis, none, none, duties, before, STRAT_WILL}};
    engine.answer.uncertain_duties = unsure_duties;
    engine.answer.uncertain_ids = unsure_ids;
    engine.judgements = judgements;
    engine.presumed = presumed;
    engine.presumed_value = values;
    engine.ask = ask;
    engine.n_ask = 2;
    struct ev_keys keys = {.line_end = NULL};
    for (int k = 0; k < EV_KEYS; k++) keys.wanted[k] = ev_key_is_usual((enum ev_key)k);
    struct ev_span id = {"\"x\"", 3, true};
    written.used = 0;
    ev_put_answer(&written, &engine, &keys, id);
    ev_put(&written, "", 1);
    assert_string_equal(written.buffer,
                        "{\"id\":\"x\",\"status\":\"conditional\",\"approach\":\"outreach\","
                        "\"now\":\"none\",\"open\":[\"outreach\"],"
                        "\"committed\":true,\"modality\":\"will\",\"basis\":[\"1\",\"3\","
                        "\"68(2)(a)\"],\"duties\":[\"ask_first\","
                        "\"report\"],\"before\":[\"ask_first\"],\"cautions\":[],"
                        "\"uncertain\":[\"report\",\"68(2)(a)\"],"
                        "\"judgements\":[\"checked\"],\"closed_by\":[],"
                        "\"ask\":[\"requested\",\"partner\"],"
                        "\"presumed\":{\"requested\":false,\"amount\":-0.05},\"readings\":[]}\n");
    json_t *tree = json_loads(written.buffer, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(tree);
    json_decref(tree);

    engine.answer.status = STRAT_UNDETERMINED;
    engine.answer.approach = engine.answer.now = STRAT_NULL;
    engine.answer.lists.modality = STRAT_NO_MODALITY;
    engine.answer.possible = 3;
    engine.answer.possible_none = 1;
    engine.answer.possible_status = 1 << STRAT_REFUSED | 1 << STRAT_OPEN;
    keys = (struct ev_keys){.line_end = NULL};
    keys.wanted[EV_KEY_APPROACH] = keys.wanted[EV_KEY_POSSIBLE] =
        keys.wanted[EV_KEY_POSSIBLE_STATUS] = true;
    keys.wanted[EV_KEY_MODALITY] = keys.wanted[EV_KEY_AT_LEAST] = true;
    written.used = 0;
    ev_put_answer(&written, &engine, &keys, id);
    ev_put(&written, "", 1);
    assert_string_equal(written.buffer,
                        "{\"approach\":null,\"possible\":[\"none\",\"limited\",\"outreach\"],"
                        "\"possible_status\":[\"refused\",\"open\"],\"at_least\":\"none\","
                        "\"modality\":null}\n");
    engine.answer.status = STRAT_OPEN;
    keys = (struct ev_keys){.line_end = NULL};
    keys.wanted[EV_KEY_POSSIBLE] = true;
    written.used = 0;
    ev_put_answer(&written, &engine, &keys, id);
    assert_memory_equal(written.buffer, "{}\n", 3);
}

static void impossible(void **state) {
    (void)state;
    reader.fault = (struct ev_fault){.code = EV_IMPOSSIBLE, .fact = EV_NO_FACT, .assume = 0};
    reader.id = (struct ev_span){0};
    assert_string_equal(
        error_line(),
        "{\"id\":null,\"error\":{\"line\":7,\"code\":\"impossible\",\"assume\":\"what is "
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
        {"\xef\xbb\xbf{}", "byte 1: a byte order mark"},
        {"{\"partnr\":1}", "there is no fact \\\"partnr\\\": do you mean partner?"},
        {"{\"partner\":\"kosovo\"}",
         "do you mean XK (Kosovo)? It can be XK, WB, OECD or other_one"},
        {"{\"partner\":\"Western Balkans as a region\"}",
         "do you mean WB (the Western Balkans as a region)?"},
        {"{\"partner\":7}",
         "partner cannot be \\\"7\\\": it takes a value in double quotes, such as \\\"XK\\\""},
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
        snprintf(text, sizeof text, "{\"partner\":\"%s\\ud83d\\ude00\xe2\x82\xac\\n\\\"%s\"}", x,
                 x);
        assert_false(read_line(text, strlen(text)));
        json_t *tree = json_loads(error_line(), JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(tree);
        json_decref(tree);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code),       cmocka_unit_test(depth),    cmocka_unit_test(ids),
        cmocka_unit_test(ids_of_cut_lines), cmocka_unit_test(values),   cmocka_unit_test(answers),
        cmocka_unit_test(impossible),       cmocka_unit_test(messages),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
