/* What is printed of an explanation that comes as JSON: rules and their conditions, and whatever is
 * not as it should be. */
#include "evaluator/explain/print.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

typedef void print(struct ev_page *page, const struct ev_node *root);

static void printed(const char *json, print *how, const char *expected) {
    struct ev_tree tree;
    struct ev_unread unread;
    struct ev_out out;
    struct ev_page page;
    assert_true(ev_tree_open(&tree) && ev_out_open(&out, EV_MEMORY, 64));
    const struct ev_node *root = ev_tree_read(&tree, NULL, NULL, json, strlen(json), &unread);
    if (!root) fail_msg("byte %zu: %s", unread.byte, unread.why);
    assert_true(ev_page_open(&page, &out, EV_FORM_TEXT, 60, false));
    how(&page, root);
    ev_page_close(&page);
    ev_put(&out, "", 1);
    assert_string_equal(out.buffer, expected);
    ev_out_close(&out);
    ev_tree_close(&tree);
}

#define TEST(text, holds, how)                                                                     \
    "{\"text\":\"" text "\",\"holds\":\"" holds "\",\"how\":" how ",\"kind\":\"test\",\"terms\":[" \
    "]}"
#define ALWAYS "{\"text\":\"always\",\"holds\":\"yes\",\"how\":null,\"kind\":\"all\",\"terms\":[]}"
#define ANY                                                                         \
    "{\"text\":\"one of "                                                           \
    "these\",\"holds\":\"unknown\",\"how\":null,\"kind\":\"any\",\"terms\":[" TEST( \
        "c: yes", "no", "\"presumed\"") "," TEST("d: below 3", "unknown", "\"unknown\"") "]}"

static const char rules[] =
    "{\"paragraphs\":{\"P2\":{\"title\":\"Two\"}},\"because\":[{\"id\":\"P2\",\"rules\":["
    "{\"text\":\"a may be used when\",\"effect\":\"opens\",\"approaches\":[\"a\",\"b\"],"
    "\"holds\":\"unknown\",\"set_aside_by\":[],\"condition\":{\"text\":\"all of these\","
    "\"kind\":\"all\",\"holds\":\"unknown\",\"terms\":[" TEST("p: x", "yes", "\"stated\"") "," TEST(
        "q: yes", "yes",
        "\"default\"") "," ANY "]},"
                       "\"wants\":null},"
                       "{\"text\":\"b must not be "
                       "used\",\"effect\":\"closes\",\"approaches\":[\"b\"],"
                       "\"holds\":\"yes\",\"set_aside_by\":[\"3\",\"4\"],\"condition\":" ALWAYS
                       ",\"wants\":null},"
                       "{\"text\":\"it "
                       "wants\",\"effect\":\"requires\",\"approaches\":[\"b\"],\"holds\":\"yes\","
                       "\"set_aside_by\":[],\"condition\":" ALWAYS ",\"wants\":" ANY "},"
                       "{\"text\":\"tell is "
                       "due\",\"effect\":\"attaches\",\"approaches\":[\"b\"],\"holds\":\"yes\","
                       "\"set_aside_by\":[],\"condition\":" TEST(
                           "p: x", "yes",
                           "\"stated\"") ",\"wants\":null},"
                                         "{\"text\":\"ask is "
                                         "due\",\"effect\":\"attaches\",\"approaches\":[\"b\"],"
                                         "\"holds\":\"unknown\",\"set_aside_by\":[],"
                                         "\"condition\":" TEST(
                                             "r: yes", "unknown",
                                             "\"unknown\"") ",\"wants\":null}]}]}";

static void test_because(void **state) {
    (void)state;
    printed(rules, ev_print_because,
            "\n"
            "The rules, and what of what they ask holds\n"
            "  P2: Two\n"
            "    - opens a, b\n"
            "        yes  p: x (stated)\n"
            "        yes  q: yes (nobody said otherwise)\n"
            "        ?    one of these\n"
            "          no   c: yes (presumed by the policy)\n"
            "          ?    d: below 3 (not stated)\n"
            "    - b must not be used; set aside by 3, 4\n"
            "    - requires of b\n"
            "        ?    one of these\n"
            "          no   c: yes (presumed by the policy)\n"
            "          ?    d: below 3 (not stated)\n"
            "    - tell is due\n"
            "    - ask is due\n"
            "        ?    r: yes (not stated)\n");
}

/* A rung of the ladder with what gates want. */
static void test_conditions(void **state) {
    (void)state;
    static const char text[] =
        "{\"policy\":{\"title\":\"T\"},\"headline\":{\"word\":\"W\",\"text\":\"t\"},\"ladder\":[{"
        "\"approach\":\"b\",\"title\":\"B\",\"says\":\"closed\",\"conditions\":[" ANY "]}]}";
    printed(text, ev_print_ladder,
            "T\n"
            "\n"
            "W: t\n"
            "\n"
            "b: closed.\n"
            "  what it requires and is not met, or not known to be\n"
            "    ?    one of these\n"
            "      no   c: yes (presumed by the policy)\n"
            "      ?    d: below 3 (not stated)\n");
}

/* Nothing is there, or something else: what is there is printed. */
static void test_else(void **state) {
    (void)state;
    static const char *const odd[] = {"{\"because\":[]}",
                                      "{\"because\":null}",
                                      "{\"because\":\"x\"}",
                                      "{\"because\":7}",
                                      "[]",
                                      "null",
                                      "{}"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) printed(odd[i], ev_print_because, "");
    printed(
        "{\"because\":[{\"id\":\"P9\",\"rules\":[{\"text\":\"r\",\"effect\":9,\"condition\":[3],"
        "\"wants\":{}}]},4]}",
        ev_print_because,
        "\n"
        "The rules, and what of what they ask holds\n"
        "  P9\n"
        "    - r\n"
        "             \n"
        "  \n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_because),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_else),
    };
    return cmocka_run_group_tests_name("print", tests, NULL, NULL);
}
