/* Pages in each form: what a piece is decides how it looks; no text, whoever wrote it, is taken for
 * a sign of the form, moves the cursor or turns what stands beside it. */
#include "evaluator/explain/page.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static struct ev_out out;

static const char *text_of_out(void) {
    ev_put(&out, "", 1);
    assert_int_equal(out.error, 0);
    return out.buffer;
}

typedef void said(struct ev_page *page);

/* What is said, as it stands in this form. */
static const char *as(enum ev_form form, bool colour, said *say) {
    struct ev_page page;
    ev_out_close(&out);
    assert_true(ev_out_open(&out, EV_MEMORY, 64));
    assert_true(ev_page_open(&page, &out, form, 40, colour));
    say(&page);
    ev_page_close(&page);
    return text_of_out();
}

/* ---- everything there is ---- */

static void say_all(struct ev_page *p) {
    ev_title(p, "Policy", "2");
    ev_add_mark(p, EV_GOOD, "Open");
    ev_add(p, ": at most ");
    ev_add_mark(p, EV_STRONG, "a");
    ev_add_some(p, " (", "A", ")");
    ev_add_some(p, " (", "", ")");
    ev_add(p, " may be used by whoever asks for it.");
    ev_end_sentence(p);
    ev_heading(p, "By");
    ev_terms(p, 3);
    ev_add_term(p, "P2");
    ev_add(p, "Principle 2 is one with a long title");
    ev_end_item(p, EV_LINE, 1);
    ev_add_term(p, "4.1");
    ev_add(p, "Four");
    ev_end_item(p, EV_LINE, 1);
    ev_heading(p, "First");
    ev_add(p, "sign it, and have it signed again");
    ev_end_item(p, EV_TODO, 1);
    ev_add(p, "pay");
    ev_end_item(p, EV_DONE, 1);
    ev_gap(p);
    ev_add(p, "b");
    ev_begin_part(p);
    ev_add(p, "opened by");
    ev_end_item(p, EV_LINE, 1);
    ev_add(p, "x");
    ev_end_item(p, EV_DASH, 2);
    ev_add(p, "closed by");
    ev_end_item(p, EV_LINE, 1);
    ev_heading(p, "Within");
    ev_end_part(p);
    ev_add(p, "a fact");
    ev_end_item(p, EV_DASH, 1);
    ev_add(p, "yes: so");
    ev_end_item(p, EV_LINE, 2);
    ev_add(p, "another");
    ev_end_item(p, EV_DASH, 1);
    ev_sentence(p, "The end.");
}

static void test_text(void **state) {
    (void)state;
    assert_string_equal(as(EV_FORM_TEXT, false, say_all),
                        "Policy, version 2\n"
                        "Open: at most a (A) may be used by\n"
                        "  whoever asks for it.\n"
                        "\n"
                        "By\n"
                        "  P2   Principle 2 is one with a long\n"
                        "       title\n"
                        "  4.1  Four\n"
                        "\n"
                        "First\n"
                        "  [ ] sign it, and have it signed again\n"
                        "  [x] pay\n"
                        "\n"
                        "\n"
                        "---- b ----\n"
                        "  opened by\n"
                        "    - x\n"
                        "  closed by\n"
                        "\n"
                        "Within\n"
                        "  - a fact\n"
                        "      yes: so\n"
                        "  - another\n"
                        "The end.\n");
}

static void test_colour(void **state) {
    (void)state;
    const char *text = as(EV_FORM_TEXT, true, say_all);
    assert_non_null(strstr(text, "\033[1mPolicy\033[0m, version 2\n"));
    assert_non_null(
        strstr(text, "\033[32mOpen\033[0m: at most \033[1ma\033[0m (A) may be used by\n"));
    assert_non_null(strstr(text, "\n  \033[33m[ ] \033[0msign it, and have it signed again\n"));
    assert_non_null(strstr(text, "\n  \033[32m[x] \033[0mpay\n"));
    assert_non_null(strstr(text, "\n\033[1mBy\033[0m\n"));
}

static void test_markdown(void **state) {
    (void)state;
    assert_string_equal(as(EV_FORM_MARKDOWN, true, say_all),
                        "# Policy, version 2\n"
                        "\n"
                        "**Open**: at most **a** (A) may be used by whoever asks for it.\n"
                        "\n"
                        "## By\n"
                        "\n"
                        "- **P2** Principle 2 is one with a long title\n"
                        "- **4.1** Four\n"
                        "\n"
                        "## First\n"
                        "\n"
                        "- [ ] sign it, and have it signed again\n"
                        "- [x] pay\n"
                        "\n"
                        "## b\n"
                        "\n"
                        "- opened by\n"
                        "  - x\n"
                        "- closed by\n"
                        "\n"
                        "### Within\n"
                        "\n"
                        "- a fact\n"
                        "  - yes: so\n"
                        "- another\n"
                        "\n"
                        "The end.\n");
}

static void test_html(void **state) {
    (void)state;
    assert_string_equal(
        as(EV_FORM_HTML, true, say_all),
        "<h1>Policy, version 2</h1>\n"
        "<p><b class=\"good\">Open</b>: at most <b>a</b> (A) may be used by whoever asks for "
        "it.</p>\n"
        "<h2>By</h2>\n"
        "<ul><li><b>P2</b> Principle 2 is one with a long title</li>\n"
        "<li><b>4.1</b> Four</li></ul>\n"
        "<h2>First</h2>\n"
        "<ul><li class=\"todo\"><span class=\"sign\">[ ]</span> sign it, and have it signed "
        "again</li>\n"
        "<li class=\"done\"><span class=\"sign\">[x]</span> pay</li></ul>\n"
        "<h2>b</h2>\n"
        "<ul><li>opened by\n"
        "<ul><li>x</li></ul>\n"
        "</li>\n"
        "<li>closed by</li></ul>\n"
        "<h3>Within</h3>\n"
        "<ul><li>a fact\n"
        "<ul><li>yes: so</li></ul>\n"
        "</li>\n"
        "<li>another</li></ul>\n"
        "<p>The end.</p>\n");
}

/* ---- hostile texts, in every place ---- */

static const char *hostile;

static void say_hostile(struct ev_page *p) {
    ev_title(p, hostile, hostile);
    ev_add_mark(p, EV_BAD, hostile);
    ev_add(p, ": %s", hostile);
    ev_add_some(p, " (", hostile, ")");
    ev_end_sentence(p);
    ev_heading(p, hostile);
    ev_terms(p, 3);
    ev_add_term(p, hostile);
    ev_add(p, "%s", hostile);
    ev_end_item(p, EV_TODO, 1);
    ev_add(p, "%s", hostile);
    ev_end_item(p, EV_DASH, 2);
    ev_add(p, "%s", hostile);
    ev_begin_part(p);
    ev_sentence(p, hostile);
    ev_end_part(p);
}

static const struct {
    const char *text, *markdown, *html; /* as a sentence */
} hostiles[] = {
    {"</p><script>alert(1)</script>", "\\</p\\>\\<script\\>alert(1)\\</script\\>",
     "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"},
    {"a \" onload='x' b", "a \" onload='x' b", "a &quot; onload=&#39;x&#39; b"},
    {"&lt;b&gt; &#60;", "\\&lt;b\\&gt; \\&#60;", "&amp;lt;b&amp;gt; &amp;#60;"},
    {"# no heading", "\\# no heading", "# no heading"},
    {"- no item", "\\- no item", "- no item"},
    {"+ no item", "\\+ no item", "+ no item"},
    {"12. no item", "12\\. no item", "12. no item"},
    {"3) no item", "3\\) no item", "3) no item"},
    {"1.2 is none", "1.2 is none", "1.2 is none"},
    {"=== no heading", "\\=== no heading", "=== no heading"},
    {"--- no line", "\\--- no line", "--- no line"},
    {"    no code", "no code", "    no code"},
    {"> no quote", "\\> no quote", "&gt; no quote"},
    {"**no** _mark_ `code` snake_case", "\\*\\*no\\*\\* \\_mark\\_ \\`code\\` snake_case",
     "**no** _mark_ `code` snake_case"},
    {"[no](javascript:x) ![no](x) | $x$ ~no~",
     "\\[no\\](javascript:x) !\\[no\\](x) \\| \\$x\\$ \\~no\\~",
     "[no](javascript:x) ![no](x) | $x$ ~no~"},
    {"back\\slash", "back\\\\slash", "back\\slash"},
    {"\033[31mred\007", "\xef\xbf\xbd\\[31mred\xef\xbf\xbd", "\xef\xbf\xbd[31mred\xef\xbf\xbd"},
    {"a\nb\tc",
     "a\xef\xbf\xbd"
     "b\xef\xbf\xbd"
     "c",
     "a\xef\xbf\xbd"
     "b\xef\xbf\xbd"
     "c"},
    {"\xe2\x80\xae"
     "turned \xe2\x81\xa6 \xc2\x9b \xe2\x80\xa8",
     "\xef\xbf\xbdturned \xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd",
     "\xef\xbf\xbdturned \xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd"},
    {"\xff\xc0", "\xef\xbf\xbd\xef\xbf\xbd", "\xef\xbf\xbd\xef\xbf\xbd"},
    {"caf\xc3\xa9 \xe4\xb8\xad", "caf\xc3\xa9 \xe4\xb8\xad", "caf\xc3\xa9 \xe4\xb8\xad"},
};

/* Tags stand in one another, are ours, and text has none. */
static void check_html(const char *html) {
    const char *open[16];
    size_t depth = 0;
    for (const char *at = html; (at = strchr(at, '<')); at++) {
        static const char *const ours[] = {"h1>",
                                           "h2>",
                                           "h3>",
                                           "p>",
                                           "ul>",
                                           "b>",
                                           "li>",
                                           "b class=\"bad\">",
                                           "li class=\"todo\">",
                                           "span class=\"sign\">",
                                           "span>"};
        bool closes = at[1] == '/', found = false;
        const char *name = at + 1 + closes;
        for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
            found = found || strncmp(name, ours[i], strlen(ours[i])) == 0;
        if (!found) fail_msg("no tag of ours: %s", at);
        size_t length = strcspn(name, " >");
        if (!closes) {
            assert_true(depth < 16);
            open[depth++] = name;
        } else if (depth == 0 || strncmp(open[--depth], name, length) != 0) {
            fail_msg("it closes what is not open: %s", at);
        }
    }
    assert_int_equal(depth, 0);
}

static void say_sentence(struct ev_page *p) { ev_sentence(p, hostile); }

static void test_hostile(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof hostiles / sizeof *hostiles; i++) {
        char expected[256];
        hostile = hostiles[i].text;
        snprintf(expected, sizeof expected, "%s\n", hostiles[i].markdown);
        assert_string_equal(as(EV_FORM_MARKDOWN, false, say_sentence), expected);
        snprintf(expected, sizeof expected, "<p>%s</p>\n", hostiles[i].html);
        assert_string_equal(as(EV_FORM_HTML, false, say_sentence), expected);
        check_html(as(EV_FORM_HTML, false, say_hostile));
        /* On a screen there is nothing but the text, lines that end, and colours of ours. */
        for (int colour = 0; colour < 2; colour++)
            for (const char *at = as(EV_FORM_TEXT, colour, say_hostile); *at; at++) {
                if (*at == '\n' || *at >= ' ' || *at < 0) continue;
                bool sets_colour = colour && strncmp(at, "\033[", 2) == 0 &&
                                   strspn(at + 2, "0123") > 0 &&
                                   at[2 + strspn(at + 2, "0123")] == 'm';
                if (!sets_colour) fail_msg("a control character: %s", at);
            }
        assert_null(strstr(as(EV_FORM_TEXT, true, say_hostile), "\xe2\x80\xae"));
        assert_null(strstr(out.buffer, "\xc2\x9b"));
        assert_null(strstr(out.buffer, "\033[31mred"));
    }
}

/* However deep one says that an item stands, and however narrow the page is, all of it is there. */
static void test_bounds(void **state) {
    (void)state;
    for (enum ev_form form = EV_FORM_TEXT; form <= EV_FORM_HTML; form++)
        for (size_t columns = 0; columns < 100; columns += 33) {
            struct ev_page page;
            ev_out_close(&out);
            assert_true(ev_out_open(&out, EV_MEMORY, 64));
            assert_true(ev_page_open(&page, &out, form, columns, false));
            page.heading = 5;
            ev_heading(&page, "a");
            for (unsigned level = 1; level < 9; level++) {
                ev_add(&page, "item%u of them that is long", level);
                ev_end_item(&page, EV_TODO, level * 3);
            }
            ev_heading(&page, "b");
            ev_end_sentence(&page);
            ev_page_close(&page);
            const char *text = text_of_out();
            for (char digit = '1'; digit < '9'; digit++) {
                char item[] = "item0";
                item[4] = digit;
                assert_non_null(strstr(text, item));
            }
            assert_null(strstr(text, "h7"));
        }
}

static int end(void **state) {
    (void)state;
    ev_out_close(&out);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_text, end),     cmocka_unit_test_teardown(test_colour, end),
        cmocka_unit_test_teardown(test_markdown, end), cmocka_unit_test_teardown(test_html, end),
        cmocka_unit_test_teardown(test_hostile, end),  cmocka_unit_test_teardown(test_bounds, end),
    };
    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
