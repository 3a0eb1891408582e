/* Syntax errors: each is said once, in the language's words and at its place; none hides another or
 * causes one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/tree_dump.h"

static struct parsed p;

static int teardown(void **state) {
    (void)state;
    parsed_free(&p);
    return 0;
}

/* The text has exactly these errors: lines of "line:column code message". */
static void errs(const char *text, const char *errors) {
    parse_text(&p, text);
    assert_string_equal(errors_of(&p), errors);
}

/* The same without the messages, and the tree that is left. */
static void recovers(const char *text, const char *codes, const char *tree) {
    parse_text(&p, text);
    assert_string_equal(codes_of(&p), codes);
    assert_string_equal(tree_of(&p), tree);
}

static void has_note(const char *text, uint32_t line, uint32_t column) {
    parse_text(&p, text);
    assert_true(p.diags.list.len > 0);
    assert_int_equal(p.diags.list.at[0].notes.len, 1);
    const struct diag_note *n = &p.diags.list.at[0].notes.at[0];
    struct position at = source_position(&p.arena, p.sources.at[n->at.file], n->at.from);
    assert_int_equal(at.line, line);
    assert_int_equal(at.column, column);
}

static void test_what_was_expected(void **state) {
    (void)state;
    errs("fact a \"t\" yes or no", "1:12 ST1101 `yes` cannot stand here: behind the title `:` and "
                                   "the kind belong, as in `: yes or no`\n");
    errs("fact a \"t\" : maybe",
         "1:14 ST1101 `maybe` is not a kind of fact; a fact is `yes or no`, `one of { ... }`, `set "
         "of { ... }`, `number 0..100` or `date`\n");
    errs("fact \"t\" : yes or no", "1:6 ST1101 a text in quotes cannot stand here: the name comes "
                                   "first, without quotes, and behind it the title\n");
    errs("use countries",
         "1:5 ST1101 `countries` cannot stand here without quotes; write \"countries\"\n");
    errs("define a means", "1:15 ST1101 expected a condition, but found the end of the file\n");
    errs("define a means b =", "1:19 ST1101 expected a value, but found the end of the file\n");
    errs("define a means b at 3", "1:21 ST1101 expected `least` or `most`, but found `3`\n");
    errs("define a means (b", "1:18 ST1101 expected `)`, `and`, `or` or a comparison such as `=`, "
                              "`in` or `at least`, but found the end "
                              "of the file\n");
    errs("fact a \"t\" : number 5", "1:22 ST1101 expected `..`, but found the end of the file\n");
    errs("approach limited x", "1:19 ST1101 expected `{`, a text in quotes or a priority such as "
                               "`notwithstanding`, but found the end of "
                               "the file\n");
    errs("recital \"x\"", "1:9 ST1101 a text in quotes cannot stand here: a paragraph is named by "
                          "its number, without quotes\n");
    errs("principle P1 { may use a from 2020 }",
         "1:31 ST1101 `2020` is not a date; write year, month and day as 2026-01-31\n");
    errs("principle P1 { may use a b }",
         "1:26 ST1101 `b` cannot follow `a`: a list has commas, a longer name is one word (`a_b`), "
         "and where nothing is called `a`, write `b` alone\n");
    errs("example \"e\" { given a b }", "1:23 ST1101 `b` cannot follow `a`: a situation gives each "
                                        "fact one value, as in `a = ...`\n");
    errs("safeguard \"s\" { may use a }", "1:17 ST1101 `may` cannot stand in a safeguard, which "
                                          "promises `never use` an approach, or `always` a duty\n");
}

static void test_misspelt_words(void **state) {
    (void)state;
    errs("facct a \"t\" : yes or no",
         "1:1 ST1102 `facct` is not a word of the language here; did you mean `fact`?\n");
    errs("Fact a \"t\" : yes or no",
         "1:1 ST1102 `Fact` is not a word of the language here; did you mean `fact`?\n");
    errs("GROUP a = { B }",
         "1:1 ST1102 `GROUP` is not a word of the language here; did you mean `group`?\n");
    errs("banana a", "1:1 ST1102 `banana` does not begin a declaration such as `fact`, `duty` or "
                     "`objective`; a remark begins with `#`\n");
    errs("principle P1 { mya use a }",
         "1:16 ST1102 `mya` is not a word of the language here; did you mean `may`?\n");
    errs("principle P1 { may use a wen b }",
         "1:26 ST1102 `wen` is not a word of the language here; did you mean `when`?\n");
    errs("strategy \"S\" { isued by \"B\" }",
         "1:16 ST1102 `isued` is not a word of the language here; did you mean `issued`?\n");
    errs("duty d \"t\" befor",
         "1:12 ST1102 `befor` is not a word of the language here; did you mean `before`?\n");
}

static void test_words_of_the_language(void **state) {
    (void)state;
    errs("fact must \"m\" : yes or no",
         "1:6 ST1103 `must` is a word of the language and cannot be a name; choose another\n");
    errs("principle P1 { may use a for group }",
         "1:30 ST1103 `group` is a word of the language and cannot be a name; expected a name\n");
    errs("group g \"t\" = { A, all }",
         "1:20 ST1103 `all` is a word of the language and cannot be a name; expected a name\n");
    errs("define a means b and or c",
         "1:22 ST1103 `or` is a word of the language and cannot be a name; expected a condition\n");
    errs("fact duty \"m\" : yes or no\nfact group \"m\" : yes or no\nfact above : date",
         "1:6 ST1103 `duty` is a word of the language and cannot be a name; choose another\n2:6 "
         "ST1103 `group` is a word of the language and cannot be a name; choose another\n3:6 "
         "ST1103 `above` is a word of the language and cannot be a name; choose another\n");
}

/* The manner of other texts: how it is written here is said, once. */
static void test_other_manners(void **state) {
    (void)state;
    errs("principle P1 { may use a if b }", "1:26 ST1102 `if` does not begin a condition; write "
                                            "`when`, or `unless` for an exception\n");
    errs("principle P1 { shall not use a }",
         "1:16 ST1102 `shall` is not a word of the language; write `must` or `must not`\n");
    errs("principle P1 { may not use a }", "1:20 ST1101 `not` cannot stand here; a prohibition is "
                                           "written `must not use` or `must not engage`\n");
    errs("principle P1 { may use a for b or c }",
         "1:32 ST1101 `or` does not join the items of a list; write a comma between them\n");
    errs("principle P1 { may lend }",
         "1:20 ST1101 `lend` cannot follow `may`: write `may use` and an approach\n");
    errs("define a means b is not c", "1:21 ST1101 `not` cannot follow `is`: write `!=` for both "
                                      "words; that a set has something is `not SET is empty`\n");
    errs("define a means with",
         "1:16 ST1103 `with` does not begin a condition: it stands beside `when` and `unless`, not "
         "behind them; in a condition write the fact, as in `partner = ...`\n");
    errs("define a means b is (c)", "1:21 ST1101 `(` cannot follow `is`: a fact is compared "
                                    "with `=`, `!=`, `at least` and the "
                                    "like; only a set `is empty`\n");
    errs("fact a \"t\" : number 0..100,000 \"EUR\"",
         "1:27 ST1101 a number is written without commas: 100000\n");
    errs("principle P1 { may use a from 4/1/2026 }",
         "1:31 ST1110 `4/1/2026` is neither a number nor a date; a range is written 0..100, a date "
         "2025-01-31\n");
    errs("fact own-name \"t\" : yes or no\nfact b : maybe",
         "1:6 ST1005 `own-name` cannot be a name; write `_` where it has `-`\n2:10 ST1101 `maybe` "
         "is not a kind of fact; a fact is `yes or no`, `one of { ... }`, `set of { ... }`, "
         "`number 0..100` or `date`\n");
    errs("section 7 \"t\" { may use a }",
         "1:1 ST1102 `section` is not a word of the language; a numbered part of the text is an "
         "`approach`, `objective`, `principle` or `paragraph`\n");
    recovers("recital 1 \"over\ntwo lines\"\nrecital 2 \"b\"", "1:11 ST1004",
             "(recital 1 \"over\\ntwo lines\") (recital 2 \"b\")");
    recovers("recital 1 \"open\nrecital 2 \"b\"", "1:11 ST1004", "(recital 2 \"b\")");
}

static void test_braces(void **state) {
    (void)state;
    errs("principle P1 {\n  may use a\nprinciple P2 { }\n",
         "3:1 ST1104 the block that begins in line 1 is not closed; put `}` before "
         "`principle`\n");
    has_note("\nprinciple P1 {\n  may use a\nprinciple P2 { }\n", 2, 14);
    errs("principle P1 {\n  may use a\n\n\n",
         "2:12 ST1104 the block that begins in line 1 is not closed; put `}` before the end of the "
         "file\n");
    errs("objective 1 S {\n  provision 1.a {\n    may use a\n  provision 1.b { }\n}\n",
         "4:3 ST1104 the block that begins in line 2 is not closed; put `}` before `provision`\n");
    errs("objective 1 S {\n  provision 1.a {\n    may use a\nfact f : date\n",
         "4:1 ST1104 the block that begins in line 2 is not closed; put `}` before `fact`\n"
         "4:1 ST1104 the block that begins in line 1 is not closed; put `}` before `fact`\n");
    errs("group g = { A, B\ngroup h = { C }\n",
         "2:1 ST1104 the list that begins in line 1 is not closed; put `}` before `group`\n");
    errs("principle P1 {\n  may use a when b in { C, D\n  may use e\n}\n",
         "3:3 ST1104 the list that begins in line 2 is not closed; put `}` before `may`\n");
    errs("principle P1 { }\n}\nfact f : date\n",
         "2:1 ST1105 this `}` closes nothing; every block before it is closed already\n");
    errs("objective 1 S {\n  may use a }\n  provision 1.a { may use b }\n  provision 1.b { may "
         "usee c }\n}\n",
         "3:3 ST1106 a provision stands inside the block of an objective, and none is open here\n"
         "4:23 ST1102 `usee` is not a word of the language here; did you mean `use`?\n");
    errs("may use a\nfact f : date\n", "1:1 ST1106 `may` stands outside every block; rules belong "
                                       "inside an approach, objective, provision, "
                                       "principle or paragraph\n");
}

static void test_and_with_or(void **state) {
    (void)state;
    const char *said = "1:24 ST1107 `or` follows `and` without parentheses, so it could be read in "
                       "two ways; add parentheses: "
                       "`(A and B) or C`, or `A and (B or C)`\n";
    errs("define d means a and b or c", said);
    has_note("define d means a and b or c", 1, 16);
    errs("define d means a and b or c and e or f", said);
    recovers("define d means (a or b and c) and (d or e and f)", "1:24 ST1107 1:43 ST1107",
             "(define d (and (or a b c) (or d e f)))");
    recovers("define d means a or\n# note\nb and c", "3:3 ST1107", "(define d (or a b c))");
}

static void test_qualifiers_twice(void **state) {
    (void)state;
    errs("principle P1 { may use a when b when c }",
         "1:33 ST1108 `when` stands twice in one statement, which takes it once; join the "
         "conditions with `and` or `or`\n");
    has_note("principle P1 { may use a when b when c }", 1, 26);
    errs("principle P1 { may use a for b with c for d }",
         "1:39 ST1108 `for` stands twice in one statement, which takes it once; list the names "
         "with commas\n");
    recovers("principle P1 { may use a for b for c for d may use e for f }",
             "1:32 ST1108 1:38 ST1108",
             "(block principle P1 (may [a] (for [b])) (may [e] (for [f])))");
    recovers("fact a : date default 2025-01-01 as date default 2025-01-02 as partner",
             "1:42 ST1108 1:61 ST1108", "(fact a date default {d:2025-01-01} as date)");
    recovers("judgement j by \"a\" by \"b\" default yes default no", "1:20 ST1108 1:39 ST1108",
             "(judgement j by a default {n:yes})");
    recovers("example \"e\" { expect a by 1 by 2 now a now b }", "1:29 ST1108 1:40 ST1108",
             "(example \"e\" expect any [a] by [1] now [a])");
    recovers("strategy \"S\" { paragraphs 1 paragraphs 2 }", "1:29 ST1108",
             "(strategy \"S\" outline [1])");
}

static void test_scanner(void **state) {
    (void)state;
    recovers("recital 1 \"a \\n b\\q\" recital 2", "1:14 ST1109 1:18 ST1109",
             "(recital 1 \"a \\\\n b\\\\q\") (recital 2)");
    recovers("recital 1 \"open\nrecital 2", "1:11 ST1004", "(recital 2)");
    recovers("recital 1 \"open\\\nrecital 2", "1:11 ST1004", "(recital 2)");
    recovers("principle P1 \"open {\n may use a\n}\nrecital 2", "1:14 ST1004", "(recital 2)");
    recovers("recital 1 “a”; recital 2 'b' recital 3 „c“ recital 4 «d»",
             "1:11 ST1005 1:14 ST1005 1:26 ST1005 1:40 ST1005 1:54 ST1005",
             "(recital 1 \"a\") (recital 2 \"b\") (recital 3 \"c\") (recital 4 \"d\")");
    recovers("define a means b == c define d means e >= 3 && f",
             "1:18 ST1005 1:40 ST1005 1:45 ST1005",
             "(define a (= b {n:c})) (define d (and (= e {#:3}) f))");
    recovers("define a means b + c define d means e @@@ f", "1:18 ST1005 1:39 ST1005", "");
    recovers("fact café : date // note", "1:6 ST1005 1:18 ST1005", "(fact café date)");
    recovers("define _a means b", "1:8 ST1005", "(define _a b)");
    recovers("fact a : date default 2025-1-1\nfact n : number 0-100\nfact o : date",
             "1:23 ST1110 2:17 ST1110", "(fact o date)");
    recovers("recital\u00a01\u2003\u200b \"a\" recital 2", "1:8 ST1005 1:10 ST1005",
             "(recital 1 \"a\") (recital 2)");
    recovers("recital 4.1. \"x\"\nrecital 2", "1:12 ST1005", "(recital 4.1 \"x\") (recital 2)");
}

/* A statement is complete when the next word shows it; so one that a wrong word follows is not
 * kept. */
static void test_recovery_in_blocks(void **state) {
    (void)state;
    recovers("principle P1 {\n may use\n may use b bar\n must c\n mya use d\n should meet\n may "
             "use e\n}\nrecital 1",
             "3:2 ST1101 3:12 ST1101 5:2 ST1102 7:2 ST1101",
             "(block principle P1 (may [e])) (recital 1)");
}

/* The heading cannot be read: its rules are read for their own errors, and what stands around it is
 * kept. */
static void test_broken_headings(void **state) {
    (void)state;
    recovers("objective 1 S {\n may use a\n provison 1.a \"t\" {\n  may use b\n  maay use c\n }\n "
             "may use d\n}\nrecital 1",
             "3:2 ST1102 5:3 ST1102", "(block objective 1 S (may [d])) (recital 1)");
    recovers("principle P1 \"t\"\n may use a\n may usee b\n}\nrecital 1", "2:2 ST1101 3:6 ST1102",
             "(recital 1)");
    recovers("principle P1 \"t\" foo bar {\n may use a\n}\nrecital 1", "1:18 ST1101",
             "(recital 1)");
    recovers("objective SO1 \"t\" {\n may use a\n}\nrecital 1", "1:15 ST1101", "(recital 1)");
    recovers("objective 1 S \"t\"\nobjective 2 T \"u\" { }", "2:1 ST1101",
             "(block objective 2 T \"u\")");
    recovers("exampel \"e\" {\n given a\n expct b\n}\nrecital 1", "1:1 ST1102 3:2 ST1102",
             "(recital 1)");
    recovers("safeguard s {\n never use a\n allways b\n}\nrecital 1", "1:11 ST1101 3:2 ST1102",
             "(recital 1)");
    recovers("strategy S {\n version 1\n approaches ranked a\n}\nrecital 1",
             "1:10 ST1101 2:10 ST1101", "(recital 1)");
    recovers("strategi \"S\" {\n version \"1\"\n approaches ranked a b\n}\nrecital 1",
             "1:1 ST1102 3:22 ST1101", "(recital 1)");
}

/* What is quoted is cut where it is long, between two characters. */
static void test_long_words(void **state) {
    (void)state;
    enum { MANY = 100000 };
    static char text[MANY + 100];
    memset(text, 'x', MANY);
    parse_text(&p, text);
    assert_string_equal(codes_of(&p), "1:1 ST1102");
    assert_true(strlen(p.diags.list.at[0].text) < 300);
    for (size_t i = 0; i + 3 <= MANY; i += 3) memcpy(text + i, "\u20ac", 3);
    text[MANY / 3 * 3] = '\0';
    parse_text(&p, text);
    assert_string_equal(codes_of(&p), "1:1 ST1005");
    assert_true(strlen(p.diags.list.at[0].text) < 300);
    assert_non_null(strstr(p.diags.list.at[0].text, "\u20ac...` is"));
}

static void test_recovery_between_declarations(void **state) {
    (void)state;
    recovers("fact a : perhaps\nfact b : one of { , }\nfact c : date", "1:10 ST1101 2:19 ST1101",
             "(fact c date)");
    recovers("fact a : one of B, C\nFact b : date\ngrup g = { A }\nrecital 1",
             "1:17 ST1101 2:1 ST1102 3:1 ST1102", "(recital 1)");
    recovers("group g { A, B } group h = { C }", "1:9 ST1101", "(group h [C])");
    recovers("define a means objective SO1\ndefine b means c", "1:26 ST1101", "(define b c)");
    recovers("duty d \"t\" on used to \"T\"\nduty e yearly", "1:15 ST1102", "(duty e yearly)");
    recovers("fact a : perhaps default no as partner\nfact b : date", "1:10 ST1101",
             "(fact b date)");
}

static void test_nesting(void **state) {
    (void)state;
    enum { MANY = 10000 };
    static char text[MANY * 8];
    char *w = text + sprintf(text, "define a means ");
    memset(w, '(', MANY);
    w += MANY;
    *w++ = 'a';
    memset(w, ')', MANY);
    strcpy(w + MANY, "\ndefine b means c");
    recovers(text, "1:216 ST1006", "(define b c)");
    w = text + sprintf(text, "define a means ");
    for (int i = 0; i < MANY; i++) w += sprintf(w, "not ");
    strcpy(w, "a\ndefine b means (c and not (d))");
    recovers(text, "1:816 ST1006", "(define b (and c (not d)))");
    w = text + sprintf(text, "define a means ");
    for (int i = 0; i < 100; i++) w += sprintf(w, "not (");
    *w++ = 'a';
    memset(w, ')', 100);
    w[100] = '\0';
    parse_text(&p, text);
    assert_string_equal(errors_of(&p), "");
    /* what was closed again does not count */
    w = text + sprintf(text, "define a means (a) and not b");
    for (int i = 0; i < 1000; i++) w += sprintf(w, " and not (not b)");
    parse_text(&p, text);
    assert_string_equal(errors_of(&p), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_what_was_expected, teardown),
        cmocka_unit_test_teardown(test_misspelt_words, teardown),
        cmocka_unit_test_teardown(test_words_of_the_language, teardown),
        cmocka_unit_test_teardown(test_other_manners, teardown),
        cmocka_unit_test_teardown(test_braces, teardown),
        cmocka_unit_test_teardown(test_and_with_or, teardown),
        cmocka_unit_test_teardown(test_qualifiers_twice, teardown),
        cmocka_unit_test_teardown(test_scanner, teardown),
        cmocka_unit_test_teardown(test_recovery_in_blocks, teardown),
        cmocka_unit_test_teardown(test_broken_headings, teardown),
        cmocka_unit_test_teardown(test_recovery_between_declarations, teardown),
        cmocka_unit_test_teardown(test_nesting, teardown),
        cmocka_unit_test_teardown(test_long_words, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
