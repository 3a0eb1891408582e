/*
 * Whether the random policies write the whole language: the parser, built to say what it reduces,
 * reads a few thousand of them. Each production of the grammar has to be met, but for those that go
 * on after an error; in each list a thing has to stand twice somewhere, and each reference of a
 * heading.
 */
#include <stdarg.h>
#include <stdio.h>

/* What bison lets a parser say of itself, counted in place of printed. */
static void hear(FILE *out, const char *text, ...);
#define STRAT_DEBUG 1
#define YYFPRINTF hear
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include "strat.tab.c"
#pragma GCC diagnostic pop

#include "tests/props/harness.h"
#include "tests/props/lists.h"
#include "tests/props/random_policy.h"

#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 3000, GRAMMAR_LINES = 1000, LINE = 400 };

static size_t reduced[YYNRULES + 1], repeated[LIST_KINDS],
    refs[AST_WITHOUT_PREJUDICE + 1][AST_REF_TEXT + 1][2];

/* "Reducing stack by rule 12 (line 345)", of which bison counts from 0 and its tables from 1. */
static void hear(FILE *out, const char *text, ...) {
    (void)out;
    if (strncmp(text, "Reducing", 8) != 0) return;
    va_list ap;
    va_start(ap, text);
    int rule = va_arg(ap, int) + 1;
    va_end(ap);
    assert_in_range(rule, 1, YYNRULES);
    reduced[rule]++;
}

/* ---- things twice ---- */

static bool same_text(const struct source *s, struct span x, struct span y) {
    return x.to - x.from == y.to - y.from &&
           memcmp(s->text + x.from, s->text + y.from, x.to - x.from) == 0;
}

static void count_repetition(void *context, const struct list *l) {
    const struct source *s = context;
    for (size_t i = 0; i < list_length(l); i++)
        for (size_t k = 0; k < i; k++)
            repeated[l->kind] += same_text(s, item_place(l, i), item_place(l, k));
}

/* Each way to name a paragraph, alone and again in one heading. */
static void count_refs(const struct ast_node *b) {
    node_each (p, b, NODE_PRIORITY)
        for (size_t i = 0; i < p->parts.len; i++) {
            const struct ast_node *ref = p->parts.at[i];
            bool again = false;
            for (size_t k = 0; k < i; k++)
                again = again || (p->parts.at[k]->form == ref->form &&
                                  p->parts.at[k]->name.text == ref->name.text);
            refs[p->form][ref->form][again]++;
        }
    node_each (s, b, NODE_STATEMENT)
        if (s->form == AST_PROVISION) count_refs(s->parts.at[0]);
}

static void read_text(const char *text) {
    struct compiled c;
    compiled_init(&c);
    struct source *s =
        source_add_text(&c.arena, &c.sources, &c.d, "test.strat", text, strlen(text));
    struct ast_file *file = parse_file(&c.names, &c.d, 0);
    if (c.d.errors) fail_msg("not of the language: %s\n%s", c.d.list.at[0].text, text);
    each_list(file, count_repetition, s);
    vec_each (struct ast_node *, item, &file->items)
        if ((*item)->kind == NODE_BLOCK) count_refs(*item);
    compiled_free(&c);
}

/* ---- what is missing ---- */

static char grammar[GRAMMAR_LINES + 1][LINE];

static void read_grammar(void) {
    FILE *f = fopen("grammar/strat.y", "r");
    assert_non_null(f);
    for (int n = 1; n < GRAMMAR_LINES && fgets(grammar[n], LINE, f); n++)
        grammar[n][strcspn(grammar[n], "\n")] = '\0';
    fclose(f);
}

/* Written by nobody: the parser comes by it after an error. */
static bool recovers(int rule) {
    static const char *const words[] = {"error", "RESUME", "resume_", "wreck"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(grammar[yyrline[rule]], words[i])) return true;
    return false;
}

static size_t say_missing_productions(void) {
    size_t missing = 0;
    for (int rule = 2; rule <= YYNRULES; rule++) { /* 1 is bison's own */
        if (reduced[rule] || recovers(rule)) continue;
        int nth = 1;
        for (int other = rule; other > 2 && yyrline[other - 1] == yyrline[rule]; other--) nth++;
        print_error("never written: the production of %s, number %d of grammar/strat.y:%d: %s\n",
                    yysymbol_name((yysymbol_kind_t)yyr1[rule]), nth, yyrline[rule],
                    grammar[yyrline[rule]]);
        missing++;
    }
    return missing;
}

static size_t say_missing_repetitions(void) {
    static const char *const words[] = {"notwithstanding", "subject to", "without prejudice to"};
    static const char *const what[] = {"ID", "ID and its provisions", "requirement of ID", "all",
                                       "\"...\""};
    size_t missing = 0;
    for (int kind = 0; kind < LIST_KINDS; kind++)
        if (!repeated[kind]) {
            print_error("never written twice: %s\n", list_names[kind]);
            missing++;
        }
    for (int kind = 0; kind <= AST_WITHOUT_PREJUDICE; kind++)
        for (int ref = 0; ref <= AST_REF_TEXT; ref++)
            for (int again = 0; again < 2; again++) {
                if (refs[kind][ref][again] ||
                    (ref == AST_REF_REQUIREMENT && kind != AST_NOTWITHSTANDING) ||
                    (ref == AST_REF_TEXT && kind == AST_NOTWITHSTANDING))
                    continue; /* those are refused */
                print_error("never written%s: %s %s\n", again ? " twice" : "", words[kind],
                            what[ref]);
                missing++;
            }
    return missing;
}

static void everything_is_written(void **unused) {
    static struct random_policy p;
    (void)unused;
    strat_debug = 1;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        random_policy_with_readings(&p, seed);
        if (seed % 4 == 1) random_policy_letters_as_activities(&p);
        read_text(p.text);
        read_text(p.used);
    }
    size_t met = 0;
    for (int rule = 2; rule <= YYNRULES; rule++) met += reduced[rule] > 0;
    print_message("%zu of %d productions\n", met, YYNRULES - 1);
    read_grammar();
    size_t productions = say_missing_productions(), repetitions = say_missing_repetitions();
    assert_int_equal(productions + repetitions, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(everything_is_written)};
    return cmocka_run_group_tests_name("grammar", tests, NULL, NULL);
}
