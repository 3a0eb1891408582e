/* The tree of an explanation: grown, written, read again; hostile text, depth, memory that ends. */
#include "evaluator/explain/tree.h"

#include "evaluator/io/scan.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

/* ---- what the tests use ---- */

static struct ev_tree tree;
static struct ev_out out;

static int begin(void **state) {
    (void)state;
    assert_true(ev_tree_open(&tree) && ev_out_open(&out, EV_MEMORY, 64));
    return 0;
}

static int end(void **state) {
    (void)state;
    ev_tree_close(&tree);
    ev_out_close(&out);
    return 0;
}

static const char *text_of_out(void) {
    ev_put(&out, "", 1);
    out.used = 0;
    return out.buffer;
}

static const char *written(const struct ev_node *node) {
    ev_node_write(&out, node);
    return text_of_out();
}

static const char *canonical(const struct ev_node *node) {
    assert_true(ev_node_write_canonical(&tree, &out, node));
    return text_of_out();
}

static struct ev_node *read_text(const char *text) {
    struct ev_unread unread;
    struct ev_node *node = ev_tree_read(&tree, NULL, NULL, text, strlen(text), &unread);
    if (!node) fail_msg("%s: byte %zu: %s", text, unread.byte, unread.why);
    return node;
}

/* ---- growing and finding ---- */

static struct ev_node *grow_some(struct ev_tree *t) {
    struct ev_node *root = ev_grow_object(t, NULL, NULL);
    ev_grow_text(t, root, "title", "a \"b\" \\ c");
    ev_grow_integer(t, root, "format", -1);
    struct ev_node *list = ev_grow_list(t, root, "list");
    ev_grow_bool(t, list, NULL, true);
    ev_grow_null(t, list, NULL);
    ev_grow_object(t, list, NULL);
    ev_grow_some(t, root, "none", "");
    ev_textf(&t->said, "%s of %u", "2", 3u);
    ev_grow_said(t, root, "said");
    ev_grow_said(t, root, "nothing");
    ev_puts(&t->said, "1.50");
    ev_grow_said_number(t, root, "price");
    return root;
}

static void test_growing(void **state) {
    (void)state;
    const struct ev_node *root = grow_some(&tree);
    assert_false(tree.failed);
    assert_string_equal(written(root),
                        "{\"title\":\"a \\\"b\\\" \\\\ c\",\"format\":-1,\"list\":[true,null,{}],"
                        "\"none\":null,\"said\":\"2 of 3\",\"nothing\":null,\"price\":1.50}");
    assert_string_equal(canonical(root),
                        "{\"format\":-1,\"list\":[true,null,{}],\"none\":null,\"nothing\":null,"
                        "\"price\":\"1.50\",\"said\":\"2 of 3\",\"title\":\"a \\\"b\\\" \\\\ c\"}");
}

static void test_finding(void **state) {
    (void)state;
    const struct ev_node *root = grow_some(&tree), *list = ev_member(root, "list");
    assert_string_equal(ev_member_text(root, "said"), "2 of 3");
    assert_int_equal(ev_member_count(root, "list"), 3);
    assert_true(list->first->yes);
    /* Another kind than is looked for, or nothing at all, is empty. */
    assert_null(ev_member(root, "sai"));
    assert_null(ev_member(list, "said"));
    assert_null(ev_member(NULL, "said"));
    assert_string_equal(ev_member_text(root, "list"), "");
    assert_string_equal(ev_member_text(NULL, "list"), "");
    assert_int_equal(ev_member_count(root, "title"), 0);
    assert_false(ev_member_true(root, "title"));
    assert_false(ev_node_has(NULL, "x"));
    assert_false(ev_node_has(ev_member(root, "title"), "a \"b\" \\ c"));
    ev_each_node (item, ev_member(root, "title")) fail_msg("a text has something in it");
    const struct ev_node *words = read_text("[\"a\",\"b\",3]");
    assert_true(ev_node_has(words, "b"));
    assert_false(ev_node_has(words, "3"));
}

/* Items of a list have no name: no key is theirs, and none is asked for in vain. */
static void test_items(void **state) {
    (void)state;
    const struct ev_node *list = read_text("[1,{\"a\":2},[]]");
    assert_string_equal(list->key, "");
    ev_each_node (item, list) assert_string_equal(item->key, "");
    assert_string_equal(list->first->next->first->key, "a");
    assert_string_equal(ev_grow_list(&tree, NULL, NULL)->key, "");
    tree.failed = true;
    assert_string_equal(ev_grow_list(&tree, NULL, NULL)->key, "");
}

/* Found in few steps, or one after the other: the same. */
static void test_index(void **state) {
    (void)state;
    struct ev_node *root = read_text("{\"d\":1,\"b\":2,\"\":3,\"c\":4,\"Ã©\":5}");
    static const char *const keys[] = {"d", "b", "", "c", "Ã©", "a", "bb", "e", "Ã"};
    for (int indexed = 2; indexed-- > 0; root->sorted = NULL)
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            static const char *const values[] = {"1", "2", "3", "4", "5"};
            assert_int_equal(root->sorted != NULL, indexed);
            assert_string_equal(ev_member_text(root, keys[i]), i < 5 ? values[i] : "");
        }
    /* What is grown behind it is found, too; of two the first. */
    ev_tree_index(&tree, root);
    ev_grow_text(&tree, root, "a", "more");
    assert_string_equal(ev_member_text(root, "a"), "more");
    ev_grow_text(&tree, root, "a", "again");
    ev_tree_index(&tree, root);
    assert_string_equal(ev_member_text(root, "a"), "more");
    struct ev_unread unread;
    assert_non_null(ev_tree_read(&tree, root, "z", "{}", 2, &unread));
    assert_non_null(ev_member(root, "z"));
    ev_tree_index(&tree, root);
    assert_string_equal(ev_member_text(root, "Ã©"), "5");
}

static void test_same(void **state) {
    (void)state;
    static const char *const values[] = {"null",
                                         "true",
                                         "false",
                                         "1",
                                         "\"1\"",
                                         "[]",
                                         "{}",
                                         "[1]",
                                         "[1,2]",
                                         "[2,1]",
                                         "{\"a\":1}",
                                         "{\"a\":\"1\"}",
                                         "{\"b\":1}",
                                         "[[1]]",
                                         "[[]]",
                                         "[null]",
                                         "{\"a\":1,\"b\":2}",
                                         "{\"a\":{\"b\":2}}"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        for (size_t k = 0; k < sizeof values / sizeof *values; k++)
            assert_int_equal(ev_node_same(read_text(values[i]), read_text(values[k])), i == k);
    assert_true(ev_node_same(NULL, NULL));
    assert_false(ev_node_same(NULL, read_text("{}")));
}

/* ---- reading ---- */

struct refused {
    const char *text, *why; /* part of what is said */
    size_t byte, length;    /* length 0: up to the NUL */
};

static const struct refused refused[] = {
    {"", "ends before", 1, 0},
    {" \n\t", "ends before", 4, 0},
    {"{", "ends before", 2, 0},
    {"{\"a\"", "ends before", 5, 0},
    {"{\"a\":", "ends before", 6, 0},
    {"{\"a\":1", "ends before", 7, 0},
    {"[1,", "ends before", 4, 0},
    {"\"a", "ends before", 3, 0},
    {"\"a\\", "no such escape", 3, 0},
    {"{}}", "more stands behind", 3, 0},
    {"{} {}", "more stands behind", 4, 0},
    {"1 2", "more stands behind", 3, 0},
    {"[1 2]", "a , or a ] is missing", 4, 0},
    {"{\"a\":1 \"b\":2}", "a , or a } is missing", 8, 0},
    {"[1}", "a , or a ] is missing", 3, 0},
    {"[1,]", "a value is missing", 4, 0},
    {"[,1]", "a value is missing", 2, 0},
    {"{\"a\":1,}", "a key in double quotes", 8, 0},
    {"{a:1}", "a key in double quotes", 2, 0},
    {"{1:1}", "a key in double quotes", 2, 0},
    {"{\"a\" 1}", "a : is missing", 6, 0},
    {"{\"a\":}", "a value is missing", 6, 0},
    {"nul", "a value is missing", 1, 0},
    {"truely", "not a value", 1, 0},
    {"NaN", "a value is missing", 1, 0},
    {"01", "not a value", 1, 0},
    {"1.", "not a number", 1, 0},
    {"-", "not a number", 1, 0},
    {"+1", "a value is missing", 1, 0},
    {"'a'", "a value is missing", 1, 0},
    {"// a\n1", "a value is missing", 1, 0},
    {"\xef\xbb\xbf{}", "a value is missing", 1, 0},
    {"\"a\nb\"", "control character", 3, 0},
    {"\"\\x\"", "no such escape", 2, 0},
    {"\"\\u12\"", "four hexadecimal", 2, 0},
    {"\"\\ud800\"", "surrogate", 2, 0},
    {"\"\xff\"", "UTF-8", 2, 0},
    {"\"\xc0\xaf\"", "UTF-8", 2, 0},
    {"\"\xed\xa0\x80\"", "UTF-8", 2, 0},
    {"\"a\\u0000b\"", "a NUL", 2, 0},
    {"{\"\\u0000\":1}", "a NUL", 3, 0},
    {"{\"a\":1,\"b\":2,\"a\":3}", "a key twice", 1, 0},
    {"[{\"a\":{},\"\\u0061\":{}}]", "a key twice", 2, 0},
    {"\"a\0b\"", "NUL byte", 3, 5},
    {"[1\0]", "not a value", 2, 4},
    {"{}\0", "more stands behind", 3, 3},
};

static void test_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct refused *r = &refused[i];
        size_t n = r->length ? r->length : strlen(r->text);
        struct ev_unread unread;
        struct ev_node *list = ev_grow_list(&tree, NULL, NULL);
        if (ev_tree_read(&tree, list, NULL, r->text, n, &unread)) fail_msg("%s: read", r->text);
        if (!strstr(unread.why, r->why) || unread.byte != r->byte)
            fail_msg("%s: byte %zu: %s", r->text, unread.byte, unread.why);
        assert_int_equal(list->n, 0); /* nothing of it is seen */
        assert_false(tree.failed);
    }
}

static void test_read(void **state) {
    (void)state;
    assert_string_equal(
        written(read_text(" { \"b\" : [ 1 , -2.50e+3 , \"\\u00e9\\ud83d\\ude00\\/\\t\" ] ,\r\n"
                          " \"a\" : { } , \"\" : null } ")),
        "{\"b\":[1,-2.50e+3,\"\xc3\xa9\xf0\x9f\x98\x80/\\u0009\"],\"a\":{},\"\":null}");
    struct ev_node *root = ev_grow_object(&tree, NULL, NULL);
    struct ev_unread unread;
    assert_non_null(ev_tree_read(&tree, root, "answer", "{\"now\":null}", 12, &unread));
    ev_grow_bool(&tree, root, "last", false);
    assert_string_equal(written(root), "{\"answer\":{\"now\":null},\"last\":false}");
}

/* What would turn or hide text on a screen is escaped in what is written, whoever wrote it. */
static void test_harmful(void **state) {
    (void)state;
    assert_string_equal(written(read_text("\"a\xe2\x80\xae"
                                          "b\x7f\xc2\x9b"
                                          "c\\u001b[31m\"")),
                        "\"a\\u202eb\\u007f\\u009bc\\u001b[31m\"");
}

static void test_canonical(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"{\"b\":1,\"a\":{\"d\":[],\"c\":2}}", "{\"a\":{\"c\":2,\"d\":[]},\"b\":1}"},
        {"{\"\xc3\xa9\":1,\"z\":2,\"Z\":3,\"\":4,\"zz\":5}",
         "{\"\":4,\"Z\":3,\"z\":2,\"zz\":5,\"\xc3\xa9\":1}"},
        {"[1,-1,0,1.0,1e3,-0,999999999999999999,1000000000000000000]",
         "[1,-1,0,\"1.0\",\"1e3\",\"-0\",999999999999999999,\"1000000000000000000\"]"},
        {"[3,2,1]", "[3,2,1]"},
        {"\"\\u0041\\/\"", "\"A/\""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *once = strdup(canonical(read_text(pairs[i][0])));
        assert_string_equal(once, pairs[i][1]);
        assert_string_equal(canonical(read_text(once)), once);
        free(once);
    }
}

/* ---- depth ---- */

/* Lists in one another, so many. */
static struct ev_node *read_deep(size_t depth, struct ev_unread *unread) {
    for (size_t i = 0; i < depth; i++) ev_put(&out, "[", 1);
    for (size_t i = 0; i < depth; i++) ev_put(&out, "]", 1);
    out.used = 0;
    return ev_tree_read(&tree, NULL, NULL, out.buffer, 2 * depth, unread);
}

static void test_depth(void **state) {
    (void)state;
    struct ev_unread unread;
    const struct ev_node *deepest = read_deep(EV_TREE_DEPTH, &unread);
    assert_non_null(deepest);
    assert_int_equal(strlen(canonical(deepest)), 2 * EV_TREE_DEPTH);
    assert_null(read_deep(EV_TREE_DEPTH + 1, &unread));
    assert_non_null(strstr(unread.why, "too deep"));
    assert_int_equal(unread.byte, EV_TREE_DEPTH + 1);
    assert_null(read_deep(1000000, &unread));
    assert_false(tree.failed);
    /* What is grown is held to the same: it can be read again. */
    struct ev_node *node = ev_grow_list(&tree, NULL, NULL), *first = node;
    for (int i = 1; i < EV_TREE_DEPTH; i++) node = ev_grow_list(&tree, node, NULL);
    ev_grow_bool(&tree, node, NULL, true);
    assert_false(tree.failed);
    assert_int_equal(strlen(written(first)), 2 * EV_TREE_DEPTH + 4);
    node = ev_grow_list(&tree, node, NULL);
    assert_true(tree.failed);
    ev_grow_text(&tree, node, NULL, "lost");
    assert_int_equal(strlen(written(first)), 2 * EV_TREE_DEPTH + 4);
}

/* ---- memory ---- */

static void test_memory(void **state) {
    (void)state;
    char *whole = strdup(written(grow_some(&tree)));
    size_t needed = tree.taken, failures = 0;
    for (size_t most = 1; most <= needed; most++) {
        struct ev_tree small;
        assert_true(ev_tree_open(&small));
        small.most = most;
        const struct ev_node *root = grow_some(&small);
        failures += small.failed;
        if (!small.failed) assert_string_equal(written(root), whole);
        written(root); /* what is lost is no danger to who looks */
        ev_tree_close(&small);
    }
    assert_int_equal(failures, needed - 1);
    const char *text = "{\"a\":[1,{\"b\":\"c\"}],\"d\":{},\"e\":null}";
    for (size_t most = 1, failed = 1; failed; most++) {
        struct ev_tree small;
        struct ev_unread unread;
        assert_true(ev_tree_open(&small));
        small.most = most;
        const struct ev_node *root = ev_tree_read(&small, NULL, NULL, text, strlen(text), &unread);
        failed = small.failed;
        assert_int_equal(root == NULL, failed);
        if (failed) assert_string_equal(unread.why, "there is not enough memory");
        if (root) assert_string_equal(written(root), text);
        ev_tree_close(&small);
    }
    struct ev_unread unread;
    assert_null(ev_tree_read(&tree, NULL, NULL, text, SIZE_MAX, &unread));
    free(whole);
}

/* An object of very many members, in the worst order and with one key twice, takes no time to speak
 * of. */
static void test_many(void **state) {
    (void)state;
    enum { MANY = 200000 };
    for (int twice = 0; twice < 2; twice++) {
        out.used = 0;
        for (uint32_t i = MANY; i > 0; i--)
            ev_textf(&out, i == MANY ? "{\"%u\":1" : ",\"%u\":1", 1000000 + i);
        if (twice) ev_textf(&out, ",\"%u\":1", 1000000u + MANY / 2);
        ev_puts(&out, "}");
        struct ev_unread unread;
        const struct ev_node *read = ev_tree_read(&tree, NULL, NULL, out.buffer, out.used, &unread);
        assert_int_equal(read == NULL, twice);
    }
    out.used = 0;
}

/* ---- at random ---- */

static uint32_t random_number(uint32_t n) {
    static uint64_t seed = 11;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static void grow_random(struct ev_node *parent, const char *key, unsigned depth) {
    static const char *const texts[] = {
        "",     "a",    "\xe2\x80\xae", "\"\\\n", "\xf0\x9f\x98\x80",
        "\x7f", "</x>", "\x1b[0m",      "null",   "\xc2\x9b"};
    static const char *const keys[] = {"a", "b", "\xc3\xa9", "", "\"", "zz"};
    uint32_t kind = random_number(depth > 5 ? 4 : 6);
    if (kind == 0) ev_grow_null(&tree, parent, key);
    if (kind == 1) ev_grow_bool(&tree, parent, key, random_number(2));
    if (kind == 2) ev_grow_integer(&tree, parent, key, (int64_t)random_number(1000) - 500);
    if (kind == 3) ev_grow_text(&tree, parent, key, texts[random_number(10)]);
    if (kind < 4) return;
    struct ev_node *node =
        kind == 4 ? ev_grow_list(&tree, parent, key) : ev_grow_object(&tree, parent, key);
    uint32_t begin_at = random_number(6), n = random_number(6);
    for (uint32_t i = 0; i < n; i++)
        grow_random(node, kind == 4 ? NULL : keys[(begin_at + i) % 6], depth + 1);
}

/* Read again it is the same, either way; and another reader finds the same in it. */
static void test_random(void **state) {
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct ev_node *list = ev_grow_list(&tree, NULL, NULL);
        grow_random(list, NULL, 0);
        char *plain = strdup(written(list)), *sorted = strdup(canonical(list));
        const struct ev_node *again = read_text(plain);
        assert_true(ev_node_same(list, again));
        assert_string_equal(written(again), plain);
        assert_string_equal(canonical(read_text(plain)), sorted);
        assert_string_equal(written(read_text(sorted)), sorted);
        json_t *theirs = json_loads(plain, JSON_REJECT_DUPLICATES, NULL);
        json_t *ours = json_loads(sorted, JSON_REJECT_DUPLICATES, NULL);
        assert_true(theirs && ours && json_equal(theirs, ours));
        json_decref(theirs);
        json_decref(ours);
        free(plain);
        free(sorted);
    }
    assert_false(tree.failed);
}

/* A text with bytes changed is refused, or is another tree that can be written and read again. */
static void test_damaged(void **state) {
    (void)state;
    static const char signs[] = "{}[]\",:\\u0019tfn-.e \x80\xe2\n";
    size_t refusals = 0;
    for (int i = 0; i < 20000; i++) {
        char text[] = "{\"a\":[1,-2.5,\"b\\u00e9\\n\",{}],\"c\":{\"d\":null,\"e\":true}}";
        for (uint32_t k = random_number(3) + 1; k > 0; k--)
            text[random_number(sizeof text - 1)] = signs[random_number(sizeof signs - 1)];
        struct ev_unread unread;
        const struct ev_node *node =
            ev_tree_read(&tree, NULL, NULL, text, sizeof text - 1, &unread);
        json_t *theirs = json_loadb(
            text, sizeof text - 1, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        if (!node != !theirs && !(theirs && strstr(unread.why, "NUL")))
            fail_msg("%s: %s", text, node ? "read" : unread.why);
        refusals += !node;
        if (node) {
            char *once = strdup(written(node));
            assert_string_equal(written(read_text(once)), once);
            free(once);
        }
        json_decref(theirs);
    }
    assert_true(refusals > 5000 && refusals < 19900);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_growing, begin, end),
        cmocka_unit_test_setup_teardown(test_finding, begin, end),
        cmocka_unit_test_setup_teardown(test_items, begin, end),
        cmocka_unit_test_setup_teardown(test_index, begin, end),
        cmocka_unit_test_setup_teardown(test_same, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_read, begin, end),
        cmocka_unit_test_setup_teardown(test_harmful, begin, end),
        cmocka_unit_test_setup_teardown(test_canonical, begin, end),
        cmocka_unit_test_setup_teardown(test_depth, begin, end),
        cmocka_unit_test_setup_teardown(test_memory, begin, end),
        cmocka_unit_test_setup_teardown(test_many, begin, end),
        cmocka_unit_test_setup_teardown(test_random, begin, end),
        cmocka_unit_test_setup_teardown(test_damaged, begin, end),
    };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
