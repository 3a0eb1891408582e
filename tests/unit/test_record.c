/* Records by themselves: each byte of one that is another, or is not there, is found; texts of any
 * kind come out as they went in, and never as anything else; and memory that ends. */
#include "evaluator/record/record.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

/* As it might come from anywhere: with every key that is printed, and texts that mean something in
 * HTML, in Markdown, in JSON and on a terminal. */
static const char some[] =
    "{\"record\":4,\"format\":1,\"reference\":\"</script><!-- `**_#|\",\"date\":\"2027-01-31\","
    "\"policy\":{\"title\":\"# P\\u001b[31m<b>\",\"version\":\"1\",\"issued_by\":\"x & y\","
    "\"table\":\"0\",\"stratc\":\"0\",\"text\":null},"
    "\"asked\":[{\"fact\":\"f\",\"title\":\"- [ ] a \\u202e "
    "b\",\"says\":\"```\\n\",\"judgement\":true,"
    "\"of\":\"w\",\"decided_by\":null,\"evidence\":\"</"
    "script>\",\"role\":\"objective\",\"value\":\"v\"}],"
    "\"headline\":{\"state\":\"open\",\"word\":\"Open\",\"text\":\"1. t\",\"closed_by\":[\"1\"]},"
    "\"sure\":\"s\",\"now\":[\"n\"],\"commits\":\"c\","
    "\"with\":[{\"approach\":\"a\",\"title\":\"t\",\"how\":null,\"basis\":[\"1\"],\"duties\":[{"
    "\"name\":\"d\","
    "\"title\":\"<i>\",\"by\":\"b\",\"to\":\"c\",\"deadline\":\"=1\",\"heading\":\"h\","
    "\"following\":[\"q\"],"
    "\"paragraphs\":[\"1\"],\"done\":false,\"done_when\":\"w\",\"uncertain\":true}],\"cautions\":["
    "\"1\"]}],"
    "\"paragraphs\":{\"1\":{\"title\":\"t\",\"quote\":\"\\u201cq\\u201d \\n```\",\"see\":\"EU\"}},"
    "\"judgements\":[{\"fact\":\"f\",\"title\":null,\"by\":\"b\",\"state\":\"unknown\",\"value\":"
    "null}],"
    "\"readings\":[{\"name\":\"r\",\"title\":\"?\",\"taken\":\"x\",\"others\":[\"y\"]}],"
    "\"taken\":[{\"fact\":\"g\",\"title\":\"g\",\"says\":\"no\",\"how\":\"default\",\"matters\":"
    "false}],"
    "\"ask\":[{\"fact\":\"h\",\"title\":\"h\",\"by\":\"i\"}],\"limits\":[\"l\"],\"because\":[{"
    "\"id\":\"1\",\"rules\":[{\"text\":\"<r>\",\"effect\":\"opens\",\"holds\":\"yes\",\"set_"
    "aside_by\":[\"2\"]}]}]}";

static struct ev_tree tree;
static struct ev_out document;

static int begin(void **state) {
    (void)state;
    assert_true(ev_tree_open(&tree) && ev_out_open(&document, EV_MEMORY, 64));
    return 0;
}

static int end(void **state) {
    (void)state;
    ev_tree_close(&tree);
    ev_out_close(&document);
    return 0;
}

/* Signed. */
static struct ev_node *record_of(const char *json) {
    struct ev_unread unread;
    char digest[65];
    struct ev_node *record = ev_tree_read(&tree, NULL, NULL, json, strlen(json), &unread);
    if (!record) fail_msg("byte %zu: %s", unread.byte, unread.why);
    assert_true(ev_record_digest(&tree, record, digest));
    ev_grow_text(&tree, record, "digest", digest);
    return record;
}

static void write_it(enum ev_form form, const struct ev_node *record) {
    document.used = 0;
    ev_put_record(&document, &tree, form, record);
    assert_false(tree.failed || document.error);
}

/* In a tree of its own, as thousands are. */
static enum ev_held held_of(const char *bytes, size_t n) {
    struct ev_tree own;
    enum ev_held held;
    const char *why = NULL;
    assert_true(ev_tree_open(&own));
    const struct ev_node *record = ev_record_open(&own, bytes, n, &held, &why);
    assert_false(own.failed);
    assert_true(record || (why && *why));
    ev_tree_close(&own);
    return record ? EV_HELD_SAME : held;
}

static void a_record_is_what_was_written(void **state) {
    (void)state;
    for (enum ev_form form = EV_FORM_MARKDOWN; form <= EV_FORM_HTML; form++) {
        write_it(form, record_of(some));
        assert_int_equal(held_of(document.buffer, document.used), EV_HELD_SAME);
    }
}

static bool has(const char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= document.used; i++)
        if (memcmp(document.buffer + i, text, length) == 0) return true;
    return false;
}

static size_t count(const char *text) {
    size_t n = 0, length = strlen(text);
    for (size_t i = 0; i + length <= document.used; i++)
        n += memcmp(document.buffer + i, text, length) == 0;
    return n;
}

static void texts_stay_texts(void **state) {
    (void)state;
    write_it(EV_FORM_HTML, record_of(some));
    assert_int_equal(count("</script>"), 1);
    assert_int_equal(count("<script"), 1);
    assert_false(has("<!--") || has("<i>") || has("\033") || has("\xe2\x80\xae") || has("style="));
    assert_true(has("&lt;/script&gt;&lt;!--") && has("\\u003c/script"));
    write_it(EV_FORM_MARKDOWN, record_of(some));
    assert_int_equal(count("\n```"), 2);
    assert_false(has("\033") || has("\xe2\x80\xae"));
    assert_true(has("\\# P") && has("\n```json\n{\"ask\":["));
}

static void each_byte_counts(void **state) {
    (void)state;
    for (enum ev_form form = EV_FORM_MARKDOWN; form <= EV_FORM_HTML; form++) {
        write_it(form, record_of(some));
        for (size_t i = 0; i < document.used; i++) {
            char was = document.buffer[i];
            const char others[] = {(char)(was ^ 1), (char)(was ^ 0x20), ' ', '"'};
            for (size_t k = 0; k < sizeof others; k++) {
                document.buffer[i] = others[k];
                if (others[k] != was && held_of(document.buffer, document.used) == EV_HELD_SAME)
                    fail_msg("byte %zu of form %d can be \\%o", i, (int)form, others[k]);
            }
            document.buffer[i] = was;
        }
    }
}

static void each_part_counts(void **state) {
    (void)state;
    for (enum ev_form form = EV_FORM_MARKDOWN; form <= EV_FORM_HTML; form++) {
        write_it(form, record_of(some));
        for (size_t n = 0; n < document.used; n++)
            if (held_of(document.buffer, n) == EV_HELD_SAME) fail_msg("%zu bytes are enough", n);
        for (size_t from = 1; from < document.used; from++)
            if (held_of(document.buffer + from, document.used - from) == EV_HELD_SAME)
                fail_msg("all behind byte %zu is enough", from);
    }
}

/* What is well signed, and no record that is known. */
static void other_forms_are_not_checked(void **state) {
    (void)state;
    static const char *const others[] = {"{}",
                                         "[]",
                                         "1",
                                         "{\"record\":3}",
                                         "{\"record\":5}",
                                         "{\"record\":4294967300}",
                                         "{\"record\":\"4\"}",
                                         "{\"record\":4,\"seal\":1}",
                                         "{\"record\":4.0}",
                                         "{\"record\":-1}",
                                         "{\"record\":null}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct ev_unread unread;
        char digest[65];
        struct ev_node *node =
            ev_tree_read(&tree, NULL, NULL, others[i], strlen(others[i]), &unread);
        assert_non_null(node);
        if (node->kind == EV_OBJECT && ev_record_digest(&tree, node, digest))
            ev_grow_text(&tree, node, "digest", digest);
        write_it(EV_FORM_MARKDOWN, node);
        if (held_of(document.buffer, document.used) != EV_HELD_UNCHECKED) fail_msg("%s", others[i]);
    }
}

/* Any part of it may be of any kind: it is printed without what is not there, and checked. */
static void any_kind_is_read(void **state) {
    (void)state;
    static const char *const kinds[] = {"null", "true",     "1.50",      "\"x\"",
                                        "[]",   "[[1],{}]", "{\"a\":{}}"};
    static const char *const keys[] = {"reference", "date",  "policy",     "asked", "headline",
                                       "sure",      "now",   "commits",    "with",  "paragraphs",
                                       "readings",  "ask",   "judgements", "taken", "limits",
                                       "answer",    "ladder"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            char json[128];
            snprintf(json, sizeof json, "{\"record\":4,\"%s\":%s}", keys[k], kinds[i]);
            write_it(EV_FORM_HTML, record_of(json));
            assert_int_equal(held_of(document.buffer, document.used), EV_HELD_SAME);
        }
}

/* What was not printed by this program: its JSON alone is as it is to be. */
static void write_unprinted(struct ev_out *json) {
    ev_put(json, "", 1);
    const struct ev_node *record = record_of(json->buffer);
    ev_out_close(json);
    document.used = 0;
    ev_puts(&document, "# P\n\n```json\n");
    ev_node_write_canonical(&tree, &document, record);
    ev_puts(&document, "\n```\n");
    assert_false(tree.failed || document.error);
}

static void put_many(struct ev_out *json, unsigned n, const char *format) {
    for (unsigned i = 0; i < n; i++) {
        if (i > 0) ev_puts(json, ",");
        ev_textf(json, format, i);
    }
}

static void is_altered_soon(void) {
    enum { SECONDS = 3 };
    clock_t begun = clock();
    assert_int_equal(held_of(document.buffer, document.used), EV_HELD_ALTERED);
    assert_true(clock() - begun < SECONDS * CLOCKS_PER_SEC);
}

/* Whatever is looked up for each of very many is found in few steps. */
static void many_things_take_no_time(void **state) {
    (void)state;
    struct ev_out json;
    assert_true(ev_out_open(&json, EV_MEMORY, 4096));
    ev_puts(&json, "{\"record\":4,\"judgements\":[");
    put_many(&json, 40000, "{\"fact\":\"j%u\"}");
    ev_puts(&json, "],\"taken\":[");
    put_many(&json, 40000, "{\"fact\":\"t%u\",\"matters\":false}");
    ev_puts(&json, "]}");
    write_unprinted(&json);
    is_altered_soon();
    assert_true(ev_out_open(&json, EV_MEMORY, 4096));
    ev_puts(&json, "{\"record\":4,\"because\":[");
    put_many(&json, 60000, "{\"id\":\"b%u\"}");
    ev_puts(&json, "],\"paragraphs\":{");
    put_many(&json, 60000, "\"p%u\":0");
    ev_puts(&json, "},\"with\":[{\"basis\":[");
    put_many(&json, 60000, "\"%u\"");
    ev_puts(&json, "]}]}");
    write_unprinted(&json);
    is_altered_soon();
}

/* A title that is said for each of very many ids would be more than there is memory for. */
static void long_things_take_no_room(void **state) {
    (void)state;
    struct ev_out json;
    assert_true(ev_out_open(&json, EV_MEMORY, 4096));
    ev_puts(&json, "{\"record\":4,\"paragraphs\":{\"1\":{\"title\":\"");
    put_many(&json, 100000, "title");
    ev_puts(&json, "\"}},\"with\":[{\"basis\":[\"1\"");
    for (int i = 0; i < 100000; i++) ev_puts(&json, ",\"1\"");
    ev_puts(&json, "]}]}");
    write_unprinted(&json);
    is_altered_soon();
}

/* One that ends before what is printed of it does is no more than its beginning. */
static void what_has_no_room_is_no_text(void **state) {
    (void)state;
    struct ev_out bounded;
    assert_true(ev_out_open(&bounded, EV_BOUNDED, 4));
    ev_puts(&bounded, "ab");
    assert_int_equal(bounded.error, 0);
    ev_puts(&bounded, "cdef");
    ev_puts(&bounded, "");
    assert_int_equal(bounded.error, EFBIG);
    assert_int_equal(bounded.used, 4);
    assert_memory_equal(bounded.buffer, "abcd", 4);
    ev_out_close(&bounded);
}

static void memory_that_ends(void **state) {
    (void)state;
    write_it(EV_FORM_HTML, record_of(some));
    for (size_t most = 64; most < tree.taken; most += 64) {
        struct ev_tree own;
        enum ev_held held;
        const char *why = NULL;
        assert_true(ev_tree_open(&own));
        own.most = most;
        const struct ev_node *record =
            ev_record_open(&own, document.buffer, document.used, &held, &why);
        assert_true(!record == own.failed);
        ev_tree_close(&own);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_record_is_what_was_written, begin, end),
        cmocka_unit_test_setup_teardown(texts_stay_texts, begin, end),
        cmocka_unit_test_setup_teardown(each_byte_counts, begin, end),
        cmocka_unit_test_setup_teardown(each_part_counts, begin, end),
        cmocka_unit_test_setup_teardown(other_forms_are_not_checked, begin, end),
        cmocka_unit_test_setup_teardown(any_kind_is_read, begin, end),
        cmocka_unit_test_setup_teardown(many_things_take_no_time, begin, end),
        cmocka_unit_test_setup_teardown(long_things_take_no_room, begin, end),
        cmocka_unit_test_setup_teardown(what_has_no_room_is_no_text, begin, end),
        cmocka_unit_test_setup_teardown(memory_that_ends, begin, end)};
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
