/*
 * Parsing what nobody should write: cut off anywhere, a token missing, doubled or exchanged, very
 * long, very deep. Never a crash, every error at a place in the text, and one slip costs few
 * messages.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/tree_dump.h"

#if defined(__SANITIZE_ADDRESS__)
#define SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOW 1
#endif
#endif
#ifndef SLOW
#define SLOW 0
#endif

static const char policy[] =
    "strategy \"Lending\" {\n"
    "    issued by \"Board\"\n"
    "    version \"2\"\n"
    "    scope not partner in staff\n"
    "    approaches ranked browsing < lending\n"
    "    paragraphs 1, 2, 3.a\n"
    "}\n"
    "use \"members\"\n"
    "fact partner \"who\" : one of { member \"a member\", guest } as partner\n"
    "fact amount \"fee\" : number 0.00..99.50 \"EUR\" default 0\n"
    "fact covers \"what\" : set of { a, b } default { a }\n"
    "group staff \"staff\" of partner = { member } except { guest }\n"
    "vocabulary v \"v\" = { X \"x\", Y }\n"
    "judgement fit \"is fit\" by \"Board\" presumed yes when partner in { member } default no\n"
    "reading r \"which\" : one of { narrow \"n\", wide \"w\" } taken narrow\n"
    "define old means at least 2 of (age above 3, amount at most 2, 1 applies)\n"
    "assume \"a\" not covers is empty or fit\n"
    "duty ask \"ask\" before by \"B\" done when asked within 10 days of \"s\"\n"
    "recital 1 \"why\"\n"
    "approach 2 lending \"Lending\" notwithstanding 1, requirement of 3, all {\n"
    "    default\n"
    "    requires (fit and old) or amount below 3\n"
    "    may be used for a, b with staff when covers includes a unless any provision applies\n"
    "}\n"
    "objective 3 SO \"so\" {\n"
    "    cite 1\n"
    "    may use lending for a until 2025-01-01\n"
    "    provision 3.a \"p\" without prejudice to \"law\" {\n"
    "        will use browsing using lending or above\n"
    "        only after ask with guest\n"
    "        should meet fit = yes\n"
    "    }\n"
    "    must not engage\n"
    "    must ask\n"
    "}\n"
    "example \"e\" cite 3.a {\n"
    "    given partner = guest, not fit, covers = { a }\n"
    "    expect conditional lending by 2, 3.a with ask now browsing\n"
    "}\n"
    "safeguard \"s\" { never use lending or above when fit always ask using lending }\n";

static struct parsed p;

static int teardown(void **state) {
    (void)state;
    parsed_free(&p);
    return 0;
}

/* Whatever the text is. */
static void check(const char *text, size_t len) {
    parse_bytes(&p, text, len);
    assert_non_null(p.file);
    vec_each (struct diag, d, &p.diags.list) {
        assert_true(d->at.from <= d->at.to);
        assert_true(d->at.to <= len);
        assert_true(strlen(d->text) < 400);
    }
    tree_of(&p);
}

static void test_the_policy_itself(void **state) {
    (void)state;
    check(policy, strlen(policy));
    assert_string_equal(errors_of(&p), "");
}

static void test_cut_off_anywhere(void **state) {
    (void)state;
    for (size_t len = 0; len < strlen(policy); len++) {
        char *text = malloc(len + 1); /* of its own size: a step over its end is seen */
        assert_non_null(text);
        memcpy(text, policy, len);
        check(text, len);
        free(text);
        if (p.diags.errors > 3) fail_msg("cut off after %zu bytes:\n%s", len, errors_of(&p));
    }
}

/* The tokens of the policy, well enough: words, texts and signs. */
static size_t token_at(size_t from, size_t *end) {
    while (policy[from] == ' ' || policy[from] == '\n') from++;
    size_t to = from;
    if (policy[to] == '"')
        to += 2 + strcspn(policy + to + 1, "\"");
    else
        to += strspn(policy + to,
                     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");
    *end = to > from ? to : from + (policy[from] != '\0');
    return from;
}

/* Each token replaced by each of these texts. */
static void replace_each(const char *by, size_t at_most) {
    char text[sizeof policy + 200];
    for (size_t from = 0, end; from = token_at(from, &end), end > from; from = end) {
        bool doubled = strcmp(by, "twice") == 0;
        int len = doubled ? snprintf(text, sizeof text, "%.*s %s", (int)end, policy, policy + from)
                          : snprintf(text, sizeof text, "%.*s %s %s", (int)from, policy, by,
                                     policy + end);
        check(text, (size_t)len);
        if (p.diags.errors > at_most)
            fail_msg("`%.*s` replaced by `%s` at %zu:\n%s", (int)(end - from), policy + from, by,
                     from, errors_of(&p));
    }
}

static void test_one_token_less(void **state) {
    (void)state;
    replace_each("", 2);
}

static void test_one_token_twice(void **state) {
    (void)state;
    replace_each("twice", 2);
}

static void test_one_token_wrong(void **state) {
    (void)state;
    static const char *const wrong[] = {"xyz",        "3",         "\"t\"",   "{",    "}",
                                        "(",          ",",         "and",     "may",  "fact",
                                        "objective",  "provision", "\"open",  "@",    "-1",
                                        "2025-01-01", "use",       "default", "with", "4.1.b"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) replace_each(wrong[i], 4);
}

static void test_long_chain(void **state) {
    (void)state;
    enum { MANY = 100000 };
    char *text = malloc(40 + MANY * 8);
    assert_non_null(text);
    char *w = text + sprintf(text, "define d means a");
    for (int i = 0; i < MANY; i++) w += sprintf(w, " and b");
    parse_text(&p, text);
    free(text);
    assert_int_equal(p.diags.errors, 0);
    assert_int_equal(p.file->items.at[0]->parts.at[0]->parts.len, MANY + 1);
}

static void test_the_largest_file(void **state) {
    (void)state;
    const size_t size = SLOW ? 1024 * 1024 : SOURCE_MAX;
    static const char rule[] =
        "may use a, b for c, d with e when f at least 3 and not g unless h in { i, j }\n";
    char *text = malloc(size + 1);
    assert_non_null(text);
    char *w = text + sprintf(text, "principle P1 \"p\" {\n");
    size_t n = 0;
    for (; w + sizeof rule + 2 < text + size; n++) {
        memcpy(w, rule, sizeof rule - 1);
        w += sizeof rule - 1;
    }
    memset(w, '\n', (size_t)(text + size - w));
    text[size - 1] = '}';
    parse_bytes(&p, text, size);
    assert_int_equal(p.diags.errors, 0);
    assert_int_equal(p.file->items.at[0]->parts.len, n);
    text[size - 1] = '\n'; /* an error at the very end */
    parse_bytes(&p, text, size);
    free(text);
    assert_int_equal(p.diags.errors, 1);
}

/* One mistake in every statement: each is reported, and in time that
 * grows with their number only. */
static void test_many_errors(void **state) {
    (void)state;
    enum { MANY = SLOW ? 2000 : 20000 };
    char *text = malloc(40 + MANY * 20);
    assert_non_null(text);
    char *w = text + sprintf(text, "principle P1 {\n");
    for (int i = 0; i < MANY; i++) w += sprintf(w, "may use for b\n");
    sprintf(w, "}");
    parse_text(&p, text);
    free(text);
    assert_int_equal(p.diags.errors, MANY);
}

/* Memory may end at every point: the parser leaves by longjmp and owns nothing but the arena. */
static void test_memory_runs_out(void **state) {
    (void)state;
    static volatile size_t n;
    static struct parsed q;
    for (n = 1;; n++) {
        arena_init(&q.arena, &q.oom);
        if (setjmp(q.oom) == 0) {
            intern_init(&q.names, &q.arena);
            diags_init(&q.diags, &q.arena, &q.sources);
            q.sources = (struct sources){0};
            struct source *s =
                source_add_text(&q.arena, &q.sources, &q.diags, "p.strat", policy, strlen(policy));
            arena_test_fail_after(n);
            parse_file(&q.names, &q.diags, s->file);
            arena_test_fail_after(0);
            arena_free(&q.arena);
            break;
        }
        arena_test_fail_after(0);
        arena_free(&q.arena);
    }
    assert_true(n > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_the_policy_itself, teardown),
        cmocka_unit_test_teardown(test_cut_off_anywhere, teardown),
        cmocka_unit_test_teardown(test_one_token_less, teardown),
        cmocka_unit_test_teardown(test_one_token_twice, teardown),
        cmocka_unit_test_teardown(test_one_token_wrong, teardown),
        cmocka_unit_test_teardown(test_long_chain, teardown),
        cmocka_unit_test_teardown(test_the_largest_file, teardown),
        cmocka_unit_test_teardown(test_many_errors, teardown),
        cmocka_unit_test_teardown(test_memory_runs_out, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
