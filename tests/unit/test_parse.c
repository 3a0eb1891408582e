/* Parsing: every construct of the language becomes the tree that it should, with its places. */
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

/* The text has no error and becomes this tree. */
static void becomes(const char *text, const char *tree) {
    parse_text(&p, text);
    assert_string_equal(errors_of(&p), "");
    assert_string_equal(tree_of(&p), tree);
}

/* A condition on its own. */
static void cond_becomes(const char *cond, const char *tree) {
    char text[2000], whole[2000];
    snprintf(text, sizeof text, "define d means %s", cond);
    snprintf(whole, sizeof whole, "(define d %s)", tree);
    becomes(text, whole);
}

/* A statement in a block. */
static void rule_becomes(const char *rule, const char *tree) {
    char text[2000], whole[2000];
    snprintf(text, sizeof text, "principle P1 \"p\" { %s }", rule);
    snprintf(whole, sizeof whole, "(block principle P1 \"p\" %s)", tree);
    becomes(text, whole);
}

static void test_nothing(void **state) {
    (void)state;
    becomes("", "");
    becomes("  # only a comment", "");
    becomes("# one\r\n# two\r\n", "");
}

static void test_strategy(void **state) {
    (void)state;
    becomes(
        "strategy \"S\" { issued by \"B\" version \"2021\" scope not partner in eu see \"law\"\n"
        "approaches ranked a < b < c paragraphs 1.1, 2, P1, 4.1.b, 73a, 68(2)(a), 6(1).b }",
        "(strategy \"S\" by [B] version [2021] scope (not (in partner {n:eu})) see [law] "
        "ranked [a b c] outline [1.1 2 P1 4.1.b 73a 68(2)(a) 6(1).b])");
    becomes("strategy \"S\" { approaches unranked a, b }", "(strategy \"S\" unranked [a b])");
    becomes("strategy \"S\" { approaches ranked a version \"1\" version \"2\" }",
            "(strategy \"S\" ranked [a] version [1] version [2])");
    becomes("strategy \"S\" { }", "(strategy \"S\")");
}

static void test_facts(void **state) {
    (void)state;
    becomes("fact a \"t\" : yes or no", "(fact a \"t\" yes-no)");
    becomes("fact a : yes or no default no", "(fact a yes-no default {n:no})");
    becomes("fact a \"t\" : one of { country, XK \"Kosovo\" } as partner",
            "(fact a \"t\" one-of {country, XK \"Kosovo\"} as partner)");
    becomes("fact a \"t\" : one of { none \"n\" < some < all_of_it \"x\" }",
            "(fact a \"t\" one-of {none \"n\" < some < all_of_it \"x\"})");
    becomes("fact a \"t\" : set of { x, y } default { }",
            "(fact a \"t\" set-of {x, y} default {} braces)");
    becomes("fact a \"t\" : set of { x, y } default { x, y }",
            "(fact a \"t\" set-of {x, y} default {n:x n:y} braces)");
    becomes("fact a \"t\" : number -5..100 \"EUR\" default 0",
            "(fact a \"t\" number -5..100 \"EUR\" default {#:0})");
    becomes("fact a \"t\" : number 0.00..1000000.00", "(fact a \"t\" number 0.00..1000000.00)");
    becomes("fact a \"t\" : number -2.5 .. -1.5", "(fact a \"t\" number -2.5..-1.5)");
    becomes("fact a \"t\" : date as date default 2025-01-01",
            "(fact a \"t\" date as date default {d:2025-01-01})");
    becomes("fact a \"t\" : date default 2025-01-01 as date",
            "(fact a \"t\" date default {d:2025-01-01} as date)");
    becomes("fact a \"t\" : one of { x } as activity default x",
            "(fact a \"t\" one-of {x} as activity default {n:x})");
    becomes("fact objective \"t\"", "(fact objective \"t\")");
    becomes("fact objective \"t\" default SO1", "(fact objective \"t\" default {n:SO1})");
    becomes("vocabulary v \"t\" = { A \"a\", B }", "(vocabulary v \"t\" {A \"a\", B})");
}

static void test_other_declarations(void **state) {
    (void)state;
    becomes("judgement j \"t\" by \"W\" presumed yes when partner in { JP, US }",
            "(judgement j \"t\" by W (presumed yes (in partner {n:JP n:US} braces)))");
    becomes("judgement j \"t\" default no presumed no when a presumed yes when b by \"W\"",
            "(judgement j \"t\" default {n:no} (presumed no a) (presumed yes b) by W)");
    becomes("judgement j \"t\" presumed yes when a default yes",
            "(judgement j \"t\" (presumed yes a) default {n:yes})");
    becomes("reading r \"q\" : one of { a \"x\", b } taken a",
            "(reading r \"q\" {a \"x\", b} taken a)");
    becomes("group g \"t\" = { A, B }", "(group g \"t\" [A B])");
    becomes("group g \"t\" = { A, B } except { C, D }", "(group g \"t\" [A B] except [C D])");
    becomes("group g \"t\" of activity = { A }", "(group g \"t\" of activity [A])");
    becomes("group g of objective = { SO1 } except { SO2 }",
            "(group g of objective [SO1] except [SO2])");
    becomes("define d means a and b", "(define d (and a b))");
    becomes("assume \"t\" a or b", "(assume \"t\" (or a b))");
    becomes("recital 1.3 \"t\" recital P2", "(recital 1.3 \"t\") (recital P2)");
    becomes("use \"a/b\" use \"c\"", "(use a/b) (use c)");
}

static void test_duties(void **state) {
    (void)state;
    becomes("duty d \"t\" before by \"B\" done when f following e",
            "(duty d \"t\" before by [B] done f following [e])");
    becomes("duty d \"t\" on use to \"T\"", "(duty d \"t\" on-use to [T])");
    becomes("duty receipt \"t\" to \"T\" on receipt", "(duty receipt \"t\" to [T] on-receipt)");
    becomes("duty d \"t\" by \"B\" to \"T\" during", "(duty d \"t\" by [B] to [T] during)");
    becomes("duty d after within 10 days of \"signature\"",
            "(duty d after (within 10 days \"signature\"))");
    becomes("duty d before at least 7 days before \"disclosure\" by \"B\"",
            "(duty d before (at-least 7 days \"disclosure\") by [B])");
    becomes("duty d yearly within 1 month of \"a\" within 2 years of \"b\" before",
            "(duty d yearly (within 1 month \"a\") (within 2 years \"b\") before)");
    becomes("duty day yearly", "(duty day yearly)");
}

static void test_conditions(void **state) {
    (void)state;
    cond_becomes("a", "a");
    cond_becomes("a = yes", "(= a {n:yes})");
    cond_becomes("a != V", "(!= a {n:V})");
    cond_becomes("a at least 3.50", "(>= a {#:3.50})");
    cond_becomes("a at most -3", "(<= a {#:-3})");
    cond_becomes("a above 2025-01-01", "(> a {d:2025-01-01})");
    cond_becomes("a below framework", "(< a {n:framework})");
    cond_becomes("a in { NO, BY, IN, IS, TO, AT }",
                 "(in a {n:NO n:BY n:IN n:IS n:TO n:AT} braces)");
    cond_becomes("a in eu", "(in a {n:eu})");
    cond_becomes("a includes x", "(includes a {n:x})");
    cond_becomes("a is empty", "(empty a)");
    cond_becomes("4.1.b applies", "(applies 4.1.b)");
    cond_becomes("P6 applies and 2 applies", "(and (applies P6) (applies 2))");
    cond_becomes("68(2)(a) applies", "(applies 68(2)(a))");
    cond_becomes("any provision applies", "(any)");
    cond_becomes("not any provision applies", "(not (any))");
    cond_becomes("at least 2 of (a, b and c, not d)", "(count 2 a (and b c) (not d))");
    cond_becomes("objective = SO1", "(= objective {n:SO1})");
    cond_becomes("objective in { SO1, SO2 } or objective != SO3",
                 "(or (in objective {n:SO1 n:SO2} braces) (!= objective {n:SO3}))");
}

static void test_joined_conditions(void **state) {
    (void)state;
    cond_becomes("a and b and c", "(and a b c)");
    cond_becomes("a or b or c or d", "(or a b c d)");
    cond_becomes("(a and b) and c", "(and (and a b) c)");
    cond_becomes("a and (b and c)", "(and a (and b c))");
    cond_becomes("(a and b) or c", "(or (and a b) c)");
    cond_becomes("((a or b)) or c", "(or (or a b) c)");
    cond_becomes("a or (b and c) or d", "(or a (and b c) d)");
    cond_becomes("not a and not b", "(and (not a) (not b))");
    cond_becomes("not not a", "(not (not a))");
    cond_becomes("not (a or b)", "(not (or a b))");
    cond_becomes("not a = b and c", "(and (not (= a {n:b})) c)");
    cond_becomes("(a)", "a");
}

static void test_statements(void **state) {
    (void)state;
    rule_becomes("may use a", "(may [a])");
    rule_becomes("may use a, b for c, d with e, f when g unless h using i or j or above from "
                 "2025-01-01 until 2026-12-31",
                 "(may [a b] (for [c d]) (with [e f]) (when g) (unless h) (using [i j] or above) "
                 "(from 2025-01-01) (until 2026-12-31))");
    rule_becomes("may use a until 2026-12-31 unless h for c when g",
                 "(may [a] (until 2026-12-31) (unless h) (for [c]) (when g))");
    rule_becomes("may be used", "(may)");
    rule_becomes("may be used for a with b", "(may (for [a]) (with [b]))");
    rule_becomes("will use a when b", "(will [a] (when b))");
    rule_becomes("must use a, b", "(must [a b])");
    rule_becomes("must not use a, b or above when c", "(must-not [a b] or above (when c))");
    rule_becomes("must not engage with a", "(must-not (with [a]))");
    rule_becomes("must d using a", "(duty [d] (using [a]))");
    rule_becomes("must d, e using a or above unless any provision applies",
                 "(duty [d e] (using [a] or above) (unless (any)))");
    rule_becomes("only after d, e with f", "(only-after [d e] (with [f]))");
    rule_becomes("requires a and b for c", "(requires (and a b) (for [c]))");
    rule_becomes("should meet a or b using c", "(should (or a b) (using [c]))");
    rule_becomes("cite 1.1, P2 see \"law\" commits \"money\" default",
                 "(cite [1.1 P2]) (see [law]) (commits [money]) (default)");
    rule_becomes("may use a may use b must not engage may be used",
                 "(may [a]) (may [b]) (must-not) (may)");
    rule_becomes("must engage must used must meet", "(duty [engage]) (duty [used]) (duty [meet])");
}

static void test_blocks(void **state) {
    (void)state;
    becomes("approach 2.1 limited \"L\" { default }",
            "(block approach 2.1 limited \"L\" (default))");
    becomes("approach 2.1 limited { }", "(block approach 2.1 limited)");
    becomes("objective 4.1 SO1 \"t\" { may use a provision 4.1.a \"p\" { may use b } may use c }",
            "(block objective 4.1 SO1 \"t\" (may [a]) (provision provision 4.1.a \"p\" (may [b])) "
            "(may [c]))");
    becomes("paragraph 1.1 \"t\" notwithstanding P4, requirement of 2.2, 4.5 and its provisions, "
            "all { }",
            "(block paragraph 1.1 \"t\" (notwithstanding id:P4 requirement:2.2 provisions:4.5 "
            "all:all))");
    becomes("principle P1 subject to 1, 2 without prejudice to 3, \"Article 12\" notwithstanding "
            "all { }",
            "(block principle P1 (subject-to id:1 id:2) (without-prejudice id:3 text:Article 12) "
            "(notwithstanding all:all))");
    becomes("principle P1 subject to requirement, P2 { }",
            "(block principle P1 (subject-to id:requirement id:P2))");
    becomes("paragraph 1 { provision 1.a { default } }",
            "(block paragraph 1 (provision provision 1.a (default)))");
}

static void test_examples(void **state) {
    (void)state;
    becomes("example \"e\" cite P1, 2 { given a = X, b, not c, d = { p, q }, e = { }, objective = "
            "SO1, n = -1.5, t = 2025-01-01\n"
            "expect conditional committed outreach by P2, 4.1.b with x, y without z after m now "
            "limited cautions 2, P1 asking a, objective between a, none }",
            "(example \"e\" cite [P1 2] (a {n:X}) (b) (not c) (d {n:p n:q} braces) (e {} braces) "
            "(objective {n:SO1}) (n {#:-1.5}) (t {d:2025-01-01})"
            " expect conditional committed [outreach] by [P2 4.1.b] with [x y] without [z] after "
            "[m] now [limited] cautions [2 P1] asking [a objective] between [a none])");
    becomes("example \"e\" { given a given b, c expect refused }",
            "(example \"e\" (a) (b) (c) expect refused [])");
    becomes("example \"e\" { expect undetermined asking a }",
            "(example \"e\" expect undetermined [] asking [a])");
    becomes("example \"e\" { expect out of scope }", "(example \"e\" expect out-of-scope [])");
    becomes("example \"e\" { expect default limited now none }",
            "(example \"e\" expect default [limited] now [none])");
    becomes("example \"e\" { expect open a, b }", "(example \"e\" expect open [a b])");
    becomes("example \"e\" { expect committed a }", "(example \"e\" expect any committed [a])");
    becomes("example \"e\" { expect open expect open open expect committed expect open committed "
            "expect conditional }",
            "(example \"e\" expect any [open] expect open [open] expect any [committed] expect "
            "open [committed] expect any [conditional])");
}

static void test_safeguards(void **state) {
    (void)state;
    becomes("safeguard \"s\" cite P6 { never use a or above when x unless y never start b always d "
            "using e or above when z }",
            "(safeguard \"s\" cite [P6] (never-use a or above (when x) (unless y)) (never-start b) "
            "(always d (using [e] or above) (when z)))");
    becomes("safeguard \"s\" { never start start never use use_it }",
            "(safeguard \"s\" (never-start start) (never-use use_it))");
}

/* A word that begins no statement and no qualifier is a name wherever a name can stand. */
static void test_words_as_names(void **state) {
    (void)state;
    static const char *const soft[] = {
        "ranked",   "unranked",    "prejudice", "requirement",  "its",    "provisions", "least",
        "most",     "below",       "includes",  "is",           "empty",  "applies",    "means",
        "yes",      "no",          "one",       "set",          "number", "date",       "day",
        "days",     "week",        "weeks",     "month",        "months", "year",       "years",
        "open",     "conditional", "refused",   "undetermined", "out",    "committed",  "partner",
        "activity", "be",          "used",      "engage",       "meet",   "receipt",    "start",
        "none",     "NO",          "BY",        "IN",           "IS",     "TO",         "AT",
        "OR",       "May"};
    for (size_t i = 0; i < sizeof soft / sizeof *soft; i++) {
        const char *w = soft[i];
        char text[2000];
        snprintf(text, sizeof text,
                 "strategy \"S\" { approaches ranked %s < b paragraphs %s }\nfact %s : one of { "
                 "%s, a } default %s\n"
                 "group %s of %s = { %s } except { %s }\ndefine %s means %s = %s and not %s and %s "
                 "in %s\nduty %s done when %s following %s\n",
                 w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w);
        parse_text(&p, text);
        assert_string_equal(errors_of(&p), "");
        snprintf(text, sizeof text,
                 "principle %s { may use %s for %s with %s using %s when %s is empty and %s "
                 "includes %s must %s }\n"
                 "approach 1 %s { default }\nsafeguard \"s\" { never use %s always %s }\nexample "
                 "\"e\" { given %s = %s, not %s expect out of scope with %s now %s }",
                 w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w);
        parse_text(&p, text);
        assert_string_equal(errors_of(&p), "");
    }
}

static void test_texts(void **state) {
    (void)state;
    becomes("recital 1 \"a \\\"b\\\" \\\\ c # no comment\"",
            "(recital 1 \"a \\\"b\\\" \\\\ c # no comment\")");
    becomes("recital 1 \"\"", "(recital 1 \"\")");
    becomes("recital 1 \"Åland — “quoted”\"", "(recital 1 \"Åland — “quoted”\")");
    becomes("recital 1 \"\\\\\"", "(recital 1 \"\\\\\")");
}

static void assert_place(struct span at, const char *words) {
    size_t len = strlen(words);
    const struct source *s = p.sources.at[at.file];
    assert_int_equal(at.to - at.from, len);
    assert_memory_equal(s->text + at.from, words, len);
}

static void test_places(void **state) {
    (void)state;
    parse_text(&p, "fact a \"t\" : number 0..5 \"m\" default 2 as date # c\n"
                   "principle P1 \"p\" subject to P2 and its provisions {\n"
                   "    may use b, c for d  when (e and f = 3) or g\n"
                   "    must not use h or above\n"
                   "}\n"
                   "example \"x\" { given a = 1 expect b by P1 }\n");
    assert_string_equal(errors_of(&p), "");
    const struct ast_node *f = p.file->items.at[0];
    assert_place(f->at, "fact a \"t\" : number 0..5 \"m\" default 2 as date");
    assert_place(f->name.at, "a");
    assert_place(f->title.at, "\"t\"");
    assert_place(f->parts.at[0]->at, "number 0..5 \"m\"");
    assert_place(f->parts.at[1]->at, "default 2");
    assert_place(f->parts.at[2]->at, "as date");
    const struct ast_node *b = p.file->items.at[1];
    assert_place(b->at, "principle P1 \"p\" subject to P2 and its provisions");
    assert_place(b->parts.at[0]->at, "subject to P2 and its provisions");
    assert_place(b->parts.at[0]->parts.at[0]->at, "P2 and its provisions");
    const struct ast_node *s = b->parts.at[1];
    assert_place(s->at, "may use b, c for d  when (e and f = 3) or g");
    assert_place(s->parts.at[0]->at, "for d");
    const struct ast_node *c = s->parts.at[1]->parts.at[0];
    assert_place(c->at, "(e and f = 3) or g");
    assert_place(c->parts.at[0]->at, "(e and f = 3)");
    assert_place(c->parts.at[0]->parts.at[1]->at, "f = 3");
    assert_place(c->parts.at[0]->parts.at[1]->words.at[0].at, "3");
    assert_place(b->parts.at[2]->at, "must not use h or above");
    const struct ast_node *e = p.file->items.at[2];
    assert_place(e->at, "example \"x\"");
    assert_place(e->parts.at[0]->at, "a = 1");
    assert_place(e->parts.at[1]->at, "expect b by P1");
    assert_place(e->parts.at[1]->parts.at[0]->at, "by P1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_nothing, teardown),
        cmocka_unit_test_teardown(test_strategy, teardown),
        cmocka_unit_test_teardown(test_facts, teardown),
        cmocka_unit_test_teardown(test_other_declarations, teardown),
        cmocka_unit_test_teardown(test_duties, teardown),
        cmocka_unit_test_teardown(test_conditions, teardown),
        cmocka_unit_test_teardown(test_joined_conditions, teardown),
        cmocka_unit_test_teardown(test_statements, teardown),
        cmocka_unit_test_teardown(test_blocks, teardown),
        cmocka_unit_test_teardown(test_examples, teardown),
        cmocka_unit_test_teardown(test_safeguards, teardown),
        cmocka_unit_test_teardown(test_words_as_names, teardown),
        cmocka_unit_test_teardown(test_texts, teardown),
        cmocka_unit_test_teardown(test_places, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
