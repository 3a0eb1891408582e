/* Rules and conditions in English: every kind, asked for and turned round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/intern.h"
#include "rules/words.h"

static struct arena arena;
static jmp_buf on_oom;
static struct intern names;
static struct sources sources;
static struct diags diags;
static struct ast_program program;

static int setup(void **state) {
    (void)state;
    memset(&sources, 0, sizeof sources);
    memset(&program, 0, sizeof program);
    if (setjmp(on_oom)) return -1;
    arena_init(&arena, &on_oom);
    intern_init(&names, &arena);
    diags_init(&diags, &arena, &sources);
    program.complete = true;
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static const char facts[] =
    "strategy \"S\" { approaches ranked low < mid < high paragraphs 1, 2, 3, 4, 5, 6, 6.a, 7 }\n"
    "vocabulary country \"countries\" = { AT \"Austria\", UA \"Ukraine\", GE \"Georgia\" }\n"
    "fact partner \"the partner\" : one of { country, OECD \"the OECD\", NATO, firm \"a firm, or "
    "its agent\" }\n"
    "group third \"third countries\" = { UA, GE }\n"
    "group bodies \"organisations\" = { OECD, NATO }\n"
    "group others \"all the others\" = { AT, third, OECD, NATO }\n"
    "fact activity \"what is done\" : one of { teach \"teach\", meet \"meet, or confer\", a, b, c, "
    "d, e, f }\n"
    "fact objective \"the aim\"\n"
    "fact asked \"assistance was asked for\" : yes or no\n"
    "fact untitled : yes or no\n"
    "fact agreed \"what is agreed\" : one of { no_pact \"nothing\" < frame \"a framework\" < full "
    "\"all of it\" }\n"
    "fact grade \"the grade\" : one of { poor < fair < good < fine < best }\n"
    "fact level \"the level\" : one of { l1 < l2 < l3 < l4 < l5 < l6 < l7 < l8 }\n"
    "fact covers \"what it covers\" : set of { people \"people\", goods }\n"
    "fact staff \"how many take part\" : number 0..500 \"people\"\n"
    "fact day \"the day\" : date as date\n"
    "reading reach \"does it reach \\\"all\\\"?\" : one of { wide \"yes, all\", narrow \"no\" } "
    "taken wide\n"
    "define fit means asked and staff at most 9\n"
    "define large \"it is large\" means staff above 99\n"
    "define old \"is it \\\"old\\\"?\" means day below 2026-01-01\n"
    "define empty_title \"\" means asked\n"
    "duty tell \"tell the Board\" on receipt\n"
    "duty consent \"the Board's consent\" before\n";
static const char blocks[] =
    "approach 1 low \"Low\" { default may be used requires asked unless partner = NATO }\n"
    "approach 2 mid { will use mid for teach, meet with third, bodies from 2026-01-01 until "
    "2026-12-31 }\n"
    "approach 3 high \"High\" { must use high with firm when fit and any provision applies unless "
    "asked or staff above 9 }\n"
    "principle 4 \"Four\" { must not engage when not asked must not use low, high must tell "
    "should meet asked using high }\n"
    "paragraph 5 \"Five\" { may use mid only after consent should meet not fit must tell using "
    "high }\n"
    "objective 6 SO1 \"People first\" { must consent using mid or above\n"
    "  provision 6.a \"A\" { may use mid with country when 5 applies and (fit or untitled) } }\n";

static struct rule_set *rules_of(const char *more) {
    const char *text = arena_printf(&arena, "%s%s%s", facts, more, blocks);
    struct source *source =
        source_add_text(&arena, &sources, &diags, "p.strat", text, strlen(text));
    assert_non_null(source);
    vec_push(&arena, &program.files, parse_file(&names, &diags, source->file));
    if (diags.errors) fail_msg("%s", diags.list.at[0].text);
    struct model *m = model_build(&names, &diags, &program);
    if (diags.errors) fail_msg("%s", diags.list.at[0].text);
    struct rule_set *rules = rules_build(&diags, m);
    assert_non_null(rules);
    return rules;
}

/* ---- conditions ---- */

static const struct {
    const char *written, *text, *turned, *clause, *not_clause;
} conditions[] = {
    {"asked", "assistance was asked for: yes", "assistance was asked for: no",
     "\"assistance was asked for\"", "not \"assistance was asked for\""},
    {"asked = no", "assistance was asked for: no", "assistance was asked for: yes",
     "not \"assistance was asked for\"", "\"assistance was asked for\""},
    {"untitled", "untitled: yes", "untitled: no", "\"untitled\"", "not \"untitled\""},
    {"partner = UA", "the partner: Ukraine", "the partner: other than Ukraine",
     "\"the partner\" is \"Ukraine\"", "\"the partner\" is other than \"Ukraine\""},
    {"partner != UA", "the partner: other than Ukraine", "the partner: Ukraine",
     "\"the partner\" is other than \"Ukraine\"", "\"the partner\" is \"Ukraine\""},
    {"partner in { GE, UA }", "the partner: third countries",
     "the partner: other than third countries", "\"the partner\" is among third countries",
     "\"the partner\" is other than third countries"},
    {"partner in { third, NATO }", "the partner: third countries or NATO",
     "the partner: other than third countries or NATO",
     "\"the partner\" is among third countries or \"NATO\"",
     "\"the partner\" is other than third countries or \"NATO\""},
    {"partner in { UA, firm }", "the partner: Ukraine; or a firm, or its agent",
     "the partner: other than Ukraine; or a firm, or its agent",
     "\"the partner\" is \"Ukraine\" or \"a firm, or its agent\"",
     "\"the partner\" is other than \"Ukraine\" or \"a firm, or its agent\""},
    {"partner = firm", "the partner: a firm, or its agent", "the partner: all the others",
     "\"the partner\" is \"a firm, or its agent\"", "\"the partner\" is among all the others"},
    {"partner in country", "the partner: countries", "the partner: other than countries",
     "\"the partner\" is among countries", "\"the partner\" is other than countries"},
    {"activity in { teach, meet, a, b, c, d, e }",
     "what is done: teach; meet, or confer; a; b; c; and 2 more", "what is done: f",
     "\"what is done\" is \"teach\", \"meet, or confer\", \"a\", \"b\", \"c\", \"d\" or \"e\"",
     "\"what is done\" is \"f\""},
    {"agreed at least frame", "what is agreed: a framework or all of it", "what is agreed: nothing",
     "\"what is agreed\" is \"a framework\" or \"all of it\"", "\"what is agreed\" is \"nothing\""},
    {"agreed at most frame", "what is agreed: nothing or a framework", "what is agreed: all of it",
     "\"what is agreed\" is \"nothing\" or \"a framework\"", "\"what is agreed\" is \"all of it\""},
    {"grade at least fair", "the grade: at least fair", "the grade: poor",
     "\"the grade\" is at least \"fair\"", "\"the grade\" is \"poor\""},
    {"grade below fine", "the grade: poor, fair or good", "the grade: fine or best",
     "\"the grade\" is \"poor\", \"fair\" or \"good\"", "\"the grade\" is \"fine\" or \"best\""},
    {"level above l6", "the level: above l6", "the level: at most l6",
     "\"the level\" is above \"l6\"", "\"the level\" is at most \"l6\""},
    {"agreed above full", "what is agreed: above all of it", "what is agreed: at most all of it",
     "\"what is agreed\" is above \"all of it\"", "\"what is agreed\" is at most \"all of it\""},
    {"agreed below no_pact", "what is agreed: below nothing", "what is agreed: at least nothing",
     "\"what is agreed\" is below \"nothing\"", "\"what is agreed\" is at least \"nothing\""},
    {"covers includes people", "what it covers: includes people",
     "what it covers: does not include people", "\"what it covers\" includes \"people\"",
     "\"what it covers\" does not include \"people\""},
    {"covers is empty", "what it covers: is empty", "what it covers: is not empty",
     "\"what it covers\" is empty", "\"what it covers\" is not empty"},
    {"staff at least 9", "how many take part: at least 9 people",
     "how many take part: below 9 people", "\"how many take part\" is at least 9 people",
     "\"how many take part\" is below 9 people"},
    {"staff above 9", "how many take part: above 9 people", "how many take part: at most 9 people",
     "\"how many take part\" is above 9 people", "\"how many take part\" is at most 9 people"},
    {"staff below 9", "how many take part: below 9 people", "how many take part: at least 9 people",
     "\"how many take part\" is below 9 people", "\"how many take part\" is at least 9 people"},
    {"staff = 500", "how many take part: 500 people", "how many take part: other than 500 people",
     "\"how many take part\" is 500 people", "\"how many take part\" is other than 500 people"},
    {"staff != 9", "how many take part: other than 9 people", "how many take part: 9 people",
     "\"how many take part\" is other than 9 people", "\"how many take part\" is 9 people"},
    {"day at least 2026-02-01", "the day: from 2026-02-01 on", "the day: before 2026-02-01",
     "\"the day\" is from 2026-02-01 on", "\"the day\" is before 2026-02-01"},
    {"day above 2026-02-01", "the day: after 2026-02-01", "the day: up to and including 2026-02-01",
     "\"the day\" is after 2026-02-01", "\"the day\" is up to and including 2026-02-01"},
    {"reach = narrow", "does it reach \"all\"? no", "does it reach \"all\"? yes, all",
     "\"does it reach \"all\"?\" is read as \"no\"",
     "\"does it reach \"all\"?\" is read as \"yes, all\""},
    {"fit", "fit holds", "fit does not hold", "fit holds", "fit does not hold"},
    {"large", "it is large: yes", "it is large: no", "\"it is large\"", "not \"it is large\""},
    {"not large", "it is large: no", "it is large: yes", "not \"it is large\"", "\"it is large\""},
    {"old", "is it \"old\"? yes", "is it \"old\"? no", "\"is it \"old\"?\"",
     "not \"is it \"old\"?\""},
    {"empty_title", "empty_title holds", "empty_title does not hold", "empty_title holds",
     "empty_title does not hold"},
    {"large and not (old or fit)", "all of these", "one of these",
     "\"it is large\", not \"is it \"old\"?\" and fit does not hold",
     "not \"it is large\", \"is it \"old\"?\" or fit holds"},
    {"5 applies", "5 applies", "5 does not apply", "5 applies", "5 does not apply"},
    {"any provision applies", "one of the provisions applies", "none of the provisions applies",
     "one of the provisions applies", "none of the provisions applies"},
    {"asked and fit", "all of these", "one of these", "\"assistance was asked for\" and fit holds",
     "not \"assistance was asked for\" or fit does not hold"},
    {"not (asked or not fit)", "all of these", "one of these",
     "not \"assistance was asked for\" and fit holds",
     "\"assistance was asked for\" or fit does not hold"},
    {"asked and (fit or (untitled or day below 2026-01-01)) and not (fit or untitled)",
     "all of these", "one of these",
     "\"assistance was asked for\", (fit holds, \"untitled\" or \"the day\" is before "
     "2026-01-01), fit does not hold and not \"untitled\"",
     "not \"assistance was asked for\", (fit does not hold, not \"untitled\" and \"the day\" is "
     "from 2026-01-01 on), fit holds or \"untitled\""},
    {"at least 2 of (asked, fit, untitled, 5 applies)", "at least 2 of these 4",
     "at least 3 of these 4",
     "at least 2 of these 4: \"assistance was asked for\", fit holds, \"untitled\" and 5 applies",
     "at least 3 of these 4: not \"assistance was asked for\", fit does not hold, not "
     "\"untitled\" and 5 does not apply"},
    {"asked and at least 1 of (fit, untitled)", "all of these", "one of these",
     "\"assistance was asked for\" and (at least 1 of these 2: fit holds and \"untitled\")",
     "not \"assistance was asked for\" or (at least 2 of these 2: fit does not hold and not "
     "\"untitled\")"},
};

static void every_condition(void **state) {
    (void)state;
    enum { N = sizeof conditions / sizeof *conditions };
    const char *more = "";
    for (size_t i = 0; i < N; i++)
        more = arena_printf(&arena, "%sdefine d%zu means %s\n", more, i, conditions[i].written);
    const struct model *m = rules_of(more)->model;
    size_t found = 0;
    for (size_t i = 0; i < N; i++) {
        const char *name = arena_printf(&arena, "d%zu", i);
        vec_each (struct define, d, &m->defines) {
            if (strcmp(d->id.name, name) != 0) continue;
            found++;
            assert_string_equal(condition_text(&arena, m, d->means, false), conditions[i].text);
            assert_string_equal(condition_text(&arena, m, d->means, true), conditions[i].turned);
            assert_string_equal(condition_clause(&arena, m, d->means, false), conditions[i].clause);
            assert_string_equal(condition_clause(&arena, m, d->means, true),
                                conditions[i].not_clause);
        }
    }
    assert_int_equal(found, N);
}

static void what_was_left_out(void **state) {
    (void)state;
    const struct model *m = rules_of("")->model;
    assert_string_equal(condition_text(&arena, m, m->scope, false), "always");
    assert_string_equal(condition_clause(&arena, m, m->scope, true), "never");
}

/* ---- rules ---- */

static const char *const sentences[] = {
    "\"Low\" may be used",
    "\"Low\" requires that \"assistance was asked for\", unless \"the partner\" is \"NATO\"",
    "\"mid\" will be used for \"teach\" or \"meet, or confer\", with third countries or "
    "organisations, from 2026-01-01 on, up to and including 2026-12-31",
    "\"High\" must be used with a firm, or its agent, when fit holds and one of the provisions "
    "applies, "
    "unless \"assistance was "
    "asked for\" or \"how many take part\" is above 9 people",
    "No approach may be used when not \"assistance was asked for\"",
    "\"Low\" and \"High\" must not be used",
    "\"tell the Board\" is due on receipt of the request, for use of any approach",
    "With use of \"High\", it is expected that \"assistance was asked for\"",
    "\"mid\" may be used",
    "\"the Board's consent\" is due before use of what 5 opens",
    "With use of what 5 opens, it is expected that fit does not hold",
    "\"tell the Board\" is due on receipt of the request, for use of \"High\", where 5 applies",
    "\"the Board's consent\" is due before use of \"mid\" or \"High\", under the objective "
    "\"People first\"",
    "\"mid\" may be used with countries, under the objective \"People first\", when 5 applies and "
    "(fit holds or \"untitled\")",
};

static void every_rule(void **state) {
    (void)state;
    const struct rule_set *rules = rules_of("");
    assert_int_equal(rules->rules.len, sizeof sentences / sizeof *sentences);
    for (uint32_t i = 0; i < rules->rules.len; i++)
        assert_string_equal(rule_sentence(&arena, rules, i, NULL), sentences[i]);
}

/* ---- as the readings are taken ---- */

static const char readings[] =
    "reading ends \"when does it end?\" : one of { early \"early\", soon \"soon\", late \"late\" } "
    "taken soon\n"
    "define wide_reach \"it reaches far\" means reach = wide\n"
    "define wide_fit \"it reaches far and fits\" means reach = wide and fit\n"
    "paragraph 7 \"Seven\" {\n";

/* NULL: it stays as it was written. */
static const struct {
    const char *written, *says;
} as_taken[] = {
    {"may use mid when fit", NULL},
    {"may use mid when fit and reach = wide", "\"mid\" may be used when fit holds"},
    {"may use mid when reach = wide", "\"mid\" may be used"},
    {"may use mid with firm when reach = wide unless ends = late and asked",
     "\"mid\" may be used with a firm, or its agent"},
    {"may use mid when reach = narrow", NULL},
    {"may use mid when asked unless wide_reach", NULL},
    {"must not use mid when asked unless ends = late", "\"mid\" must not be used when "
                                                       "\"assistance was asked for\""},
    {"must not use mid when asked and (reach = wide or untitled) and not (ends = early and fit)",
     "\"mid\" must not be used when \"assistance was asked for\""},
    {"may use mid when (reach = narrow or asked) and not (wide_reach and untitled)",
     "\"mid\" may be used when \"assistance was asked for\" and not \"untitled\""},
    {"may use mid when wide_fit", NULL},
    {"may use mid when at least 2 of (reach = wide, asked, untitled)",
     "\"mid\" may be used when \"assistance was asked for\" or \"untitled\""},
    {"may use mid when at least 2 of (reach = narrow, asked, untitled)",
     "\"mid\" may be used when \"assistance was asked for\" and \"untitled\""},
    {"may use mid when at least 2 of (reach = narrow, asked, untitled, fit)",
     "\"mid\" may be used when at least 2 of these 3: \"assistance was asked for\", \"untitled\" "
     "and "
     "fit holds"},
    {"should meet asked and (ends = soon or fit)",
     "With use of what 7 opens, it is expected that \"assistance was asked for\""},
    {"should meet asked or ends = soon", NULL},
    {"must tell unless ends = early",
     "\"tell the Board\" is due on receipt of the request, for use of what 7 opens"},
};

static void as_readings_are_taken(void **state) {
    (void)state;
    enum { N = sizeof as_taken / sizeof *as_taken };
    const char *more = readings;
    for (size_t i = 0; i < N; i++)
        more = arena_printf(&arena, "%s    %s\n", more, as_taken[i].written);
    const struct rule_set *rules = rules_of(arena_printf(&arena, "%s}\n", more));
    struct taken *taken = taken_new(&arena, rules);
    uint32_t rule = rules->first[0];
    for (uint32_t i = 0; i < N; i++, rule++) {
        const char *remark = " (as the open questions are taken)",
                   *full = rule_sentence(&arena, rules, rule, NULL), *says = as_taken[i].says;
        assert_string_equal(rule_sentence(&arena, rules, rule, taken),
                            says ? arena_printf(&arena, "%s%s", says, remark) : full);
        if (says) assert_true(strcmp(says, full) != 0);
    }
}

/* Whether a paragraph applies may be told by readings alone. */
static void applies_as_taken(void **state) {
    (void)state;
    const struct rule_set *rules =
        rules_of("reading ends \"when?\" : one of { early, soon } taken soon\n"
                 "paragraph 7 \"Seven\" { may use low when ends = early and asked "
                 "must not use mid when asked unless 7 applies "
                 "must not use high when asked unless 5 applies }\n");
    struct taken *taken = taken_new(&arena, rules);
    assert_string_equal(rule_sentence(&arena, rules, 1, taken),
                        "\"mid\" must not be used when \"assistance was asked for\" (as the open "
                        "questions are taken)");
    assert_string_equal(
        rule_sentence(&arena, rules, 2, taken),
        "\"High\" must not be used when \"assistance was asked for\", unless 5 applies");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_condition, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(every_rule, setup, teardown),
        cmocka_unit_test_setup_teardown(as_readings_are_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(applies_as_taken, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
