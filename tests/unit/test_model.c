/* Model: days, numbers and values; orders and cycles; what a policy
 * becomes; what counts as used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/map.h"
#include "model/model.h"
#include "model/order.h"

/* One session for each test; the group's teardown frees it, also when a test fails half-way. */
static struct session {
    jmp_buf oom;
    struct arena arena;
    struct intern names;
    struct sources sources;
    struct diags d;
    struct ast_program program;
} s;

static int set_up(void **state) {
    (void)state;
    memset(&s, 0, sizeof s);
    if (setjmp(s.oom)) return -1;
    arena_init(&s.arena, &s.oom);
    intern_init(&s.names, &s.arena);
    diags_init(&s.d, &s.arena, &s.sources);
    s.program.complete = true;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(&s.arena);
    return 0;
}

static void add_file(const char *name, const char *text) {
    struct source *source = source_add_text(&s.arena, &s.sources, &s.d, name, text, strlen(text));
    assert_non_null(source);
    size_t errors = s.d.errors;
    vec_push(&s.arena, &s.program.files, parse_file(&s.names, &s.d, source->file));
    s.program.complete = s.program.complete && s.d.errors == errors;
}

static struct model *model_of(const char *text) {
    add_file("policy.strat", text);
    struct model *m = model_build(&s.names, &s.d, &s.program);
    if (s.d.errors) fail_msg("%s", s.d.list.at[0].text);
    assert_non_null(m);
    return m;
}

static const char START[] = "strategy \"T\" { approaches ranked low < middle < high }\n"
                            "fact partner \"p\" : one of { A \"a\", B \"b\", C \"c\", D \"d\" }\n"
                            "fact activity \"a\" : one of { read, write }\n"
                            "fact asked \"asked\" : yes or no\n"
                            "fact age \"age\" : number 0.00..120.00\n"
                            "fact day \"day\" : date as date\n"
                            "fact tongues \"t\" : set of { en, fr, de }\n";

static struct model *model_with(const char *more) {
    char *text = arena_printf(&s.arena, "%s%s", START, more);
    return model_of(text);
}

static const struct fact *fact_named(const struct model *m, const char *name) {
    vec_each (struct fact, f, &m->facts) {
        if (strcmp(f->id.name, name) == 0) return f;
    }
    fail_msg("there is no fact %s", name);
    return NULL;
}

/* ---- days ---- */

static void every_day_comes_back(void **state) {
    (void)state;
    int64_t last = 0, day = 0;
    assert_true(date_read("0001-01-01", 10, &day));
    assert_int_equal(day, 0);
    assert_true(date_read("9999-12-31", 10, &last));
    assert_int_equal(last, 3652058);
    for (int64_t d = 0; d <= last; d += d % 1461 > 2 && d < last - 2000 ? 97 : 1) {
        const char *text = date_text(&s.arena, d);
        if (!date_read(text, strlen(text), &day) || day != d)
            fail_msg("day %ld became %s", (long)d, text);
    }
}

static void days_follow_one_another(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"2024-02-28", "2024-02-29"}, {"2024-02-29", "2024-03-01"}, {"2023-02-28", "2023-03-01"},
        {"1900-02-28", "1900-03-01"}, {"2000-02-29", "2000-03-01"}, {"1999-12-31", "2000-01-01"},
        {"0004-12-31", "0005-01-01"}, {"2100-02-28", "2100-03-01"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        int64_t a = 0, b = 0;
        assert_true(date_read(pairs[i][0], 10, &a));
        assert_true(date_read(pairs[i][1], 10, &b));
        assert_int_equal(b, a + 1);
        assert_string_equal(date_text(&s.arena, a + 1), pairs[i][1]);
    }
}

static void what_is_no_day_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"2023-02-29", "1900-02-29", "2025-04-31",  "2025-00-01",
                                        "2025-13-01", "2025-01-00", "2025-01-32",  "0000-01-01",
                                        "2025-1-01",  "2025/01/01", "2025-01-011", "25-01-01",
                                        "",           "2025-01-0x", "+025-01-01",  "2025-01-1 "};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int64_t day = 0;
        if (date_read(wrong[i], strlen(wrong[i]), &day))
            fail_msg("%s was taken for a day", wrong[i]);
    }
}

/* ---- values ---- */

static void values_are_written_in_the_words_of_the_policy(void **state) {
    (void)state;
    struct model *m = model_with("fact n \"n\" : number -5..5\napproach 1 low { default }\n");
    struct arena *a = &s.arena;
    assert_string_equal(fact_value_text(a, fact_named(m, "partner"), 2), "C");
    assert_string_equal(fact_value_text(a, fact_named(m, "asked"), 1), "yes");
    assert_string_equal(fact_value_text(a, fact_named(m, "asked"), 0), "no");
    assert_string_equal(fact_value_text(a, fact_named(m, "tongues"), 0), "{}");
    assert_string_equal(fact_value_text(a, fact_named(m, "tongues"), 5), "{ en, de }");
    assert_string_equal(fact_value_text(a, fact_named(m, "age"), 250), "2.50");
    assert_string_equal(fact_value_text(a, fact_named(m, "age"), 5), "0.05");
    assert_string_equal(fact_value_text(a, fact_named(m, "n"), -5), "-5");
    assert_string_equal(fact_value_text(a, fact_named(m, "day"), 0), "0001-01-01");
    assert_int_equal(fact_named(m, "age")->decimals, 2);
    assert_int_equal(fact_named(m, "age")->high, 12000);
}

static const struct cond *only_condition(const struct model *m) {
    return m->blocks.at[m->blocks.len - 1].statements.at[0].qualifiers.at[0].cond;
}

struct tested {
    const char *condition;
    int64_t yes[4], no[4]; /* ended by -1 */
};

static void conditions_hold_of_their_values(void **state) {
    static const struct tested tests[] = {
        {"asked", {1, -1}, {0, -1}},
        {"asked = no", {0, -1}, {1, -1}},
        {"partner = C", {2, -1}, {0, 1, 3, -1}},
        {"partner != C", {0, 1, 3, -1}, {2, -1}},
        {"partner in { A, D }", {0, 3, -1}, {1, 2, -1}},
        {"age at least 18", {1800, 12000, -1}, {1799, 0, -1}},
        {"age above 18.5", {1851, -1}, {1850, -1}},
        {"age below 0.01", {0, -1}, {1, -1}},
        {"age = 3.2", {320, -1}, {319, 321, -1}},
        {"day below 0001-01-02", {0, -1}, {1, -1}},
        {"tongues includes de", {4, 7, -1}, {0, 3, -1}},
        {"tongues is empty", {0, -1}, {1, 4, -1}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        arena_free(&s.arena);
        set_up(NULL);
        const struct model *m = model_with(
            arena_printf(&s.arena, "principle 1 { may use low when %s }", tests[i].condition));
        const struct cond *c = only_condition(m);
        for (size_t k = 0; tests[i].yes[k] >= 0; k++)
            if (!cond_test(c, tests[i].yes[k]))
                fail_msg("%s does not hold of %ld", tests[i].condition, (long)tests[i].yes[k]);
        for (size_t k = 0; tests[i].no[k] >= 0; k++)
            if (cond_test(c, tests[i].no[k]))
                fail_msg("%s holds of %ld", tests[i].condition, (long)tests[i].no[k]);
    }
}

/* ---- maps and orders ---- */

static void a_map_keeps_the_first(void **state) {
    (void)state;
    struct map m;
    map_init(&m, &s.arena);
    assert_int_equal(map_get(&m, 0, 1), MAP_NONE);
    for (uint32_t i = 0; i < 5000; i++) assert_int_equal(map_add(&m, i % 3, i / 3, i), i);
    for (uint32_t i = 0; i < 5000; i++) {
        assert_int_equal(map_add(&m, i % 3, i / 3, 7), i);
        assert_int_equal(map_get(&m, i % 3, i / 3), i);
    }
    assert_int_equal(map_get(&m, 3, 0), MAP_NONE);
}

static struct order order_with(uint32_t n, const uint32_t (*edges)[2], size_t n_edges) {
    struct order_edges list = {0};
    for (size_t i = 0; i < n_edges; i++)
        vec_push(&s.arena, &list, ((struct order_edge){edges[i][0], edges[i][1]}));
    return order_of(&s.arena, n, &list);
}

static void what_is_built_from_comes_first(void **state) {
    (void)state;
    static const uint32_t edges[][2] = {{0, 2}, {2, 1}, {0, 3}, {3, 1}};
    struct order o = order_with(5, edges, 4);
    static const uint32_t expected[] = {1, 2, 3, 0, 4};
    for (size_t i = 0; i < 5; i++) assert_int_equal(o.sorted[i], expected[i]);
    assert_int_equal(o.cycles.len, 0);
}

static void cycles_are_found_apart(void **state) {
    (void)state;
    static const uint32_t edges[][2] = {{0, 1}, {1, 2}, {2, 0}, {3, 3},
                                        {4, 0}, {5, 6}, {6, 5}, {5, 4}};
    struct order o = order_with(8, edges, 8);
    assert_int_equal(o.cycles.len, 3);
    assert_int_equal(o.cycles.at[0].len, 3);
    assert_int_equal(o.cycles.at[1].len, 1);
    assert_int_equal(o.cycles.at[2].len, 2);
    assert_true(o.in_cycle[4]); /* built from a cycle */
    assert_false(o.in_cycle[7]);
}

static void a_long_chain_needs_no_recursion(void **state) {
    (void)state;
    enum { N = 200000 };
    struct order_edges list = {0};
    for (uint32_t i = 0; i + 1 < N; i++) vec_push(&s.arena, &list, ((struct order_edge){i, i + 1}));
    struct order o = order_of(&s.arena, N, &list);
    assert_int_equal(o.sorted[0], N - 1);
    assert_int_equal(o.sorted[N - 1], 0);
}

/* ---- what a policy becomes ---- */

static void the_strategy_is_kept(void **state) {
    (void)state;
    struct model *m = model_of("strategy \"T\" {\n issued by \"B\"\n version \"3\"\n see \"law\"\n "
                               "approaches unranked a, b\n}\n"
                               "approach 1 a \"A\" { default commits \"little\" }\n");
    assert_string_equal(m->title, "T");
    assert_string_equal(m->issued_by, "B");
    assert_string_equal(m->version, "3");
    assert_string_equal(m->see.at[0], "law");
    assert_false(m->ranked);
    assert_int_equal(m->default_approach, 0);
    assert_string_equal(m->approaches.at[0].id.title, "A");
    assert_string_equal(m->approaches.at[0].commits, "little");
    assert_int_equal(m->approaches.at[1].block, MODEL_NONE);
    assert_int_equal(m->scope->kind, COND_TRUE);
    assert_false(m->has_outline);
}

static void roles_and_groups_are_found(void **state) {
    (void)state;
    struct model *m = model_with(
        "group two = { one_, B }\ngroup one_ = { A, C } except { C }\n"
        "group work of activity = { write }\nprinciple 1 { may use low with two for work }");
    assert_string_equal(m->facts.at[m->partner].id.name, "partner");
    assert_string_equal(m->facts.at[m->activity].id.name, "activity");
    assert_string_equal(m->facts.at[m->date].id.name, "day");
    assert_int_equal(m->objective, MODEL_NONE);
    assert_int_equal(m->groups.len, 3);
    assert_int_equal(m->groups.at[0].set[0], 3);
    assert_int_equal(m->groups.at[1].set[0], 1);
    assert_int_equal(m->groups.at[2].set[0], 2);
    assert_int_equal(m->groups.at[2].fact, m->activity);
}

static void definitions_stand_after_those_they_use(void **state) {
    (void)state;
    struct model *m =
        model_with("define c means (a or b)\ndefine b means not a\ndefine a means asked\n"
                   "principle 1 { may use low when c }");
    assert_int_equal(m->defines.len, 3);
    assert_string_equal(m->defines.at[0].id.name, "a");
    assert_string_equal(m->defines.at[1].id.name, "b");
    assert_string_equal(m->defines.at[2].id.name, "c");
    assert_int_equal(only_condition(m)->kind, COND_DEFINE);
    assert_int_equal(only_condition(m)->index, 2);
    assert_int_equal(m->defines.at[2].means->terms.at[1]->index, 1);
}

static void statements_name_their_approaches(void **state) {
    (void)state;
    struct model *m = model_with(
        "duty d after by \"x\"\nduty e after by \"x\"\napproach 2 middle { requires asked may be "
        "used }\n"
        "principle 3 { must not use middle or above must not engage must d, e using low or high\n"
        "  should meet asked using middle or above will use high }");
    const struct block *gate = &m->blocks.at[0], *p = &m->blocks.at[1];
    assert_int_equal(gate->statements.at[0].kind, STATEMENT_REQUIREMENT);
    assert_int_equal(gate->statements.at[0].approaches, 2);
    assert_int_equal(gate->statements.at[1].kind, STATEMENT_PERMISSION);
    assert_int_equal(gate->statements.at[1].approaches, 2);
    assert_int_equal(p->statements.len, 6);
    assert_int_equal(p->statements.at[0].approaches, 6);
    assert_int_equal(p->statements.at[1].approaches, 7);
    assert_int_equal(p->statements.at[2].duty, 0);
    assert_int_equal(p->statements.at[2].using, 5);
    assert_int_equal(p->statements.at[3].duty, 1);
    assert_int_equal(p->statements.at[4].using, 6);
    assert_int_equal(p->statements.at[5].modality, MODALITY_WILL);
}

static void objectives_are_values_and_parents(void **state) {
    (void)state;
    struct model *m =
        model_with("fact objective \"o\"\nobjective 4 joy \"J\" { provision 4.a { may use low "
                   "} provision 4.b { may use low } }\n"
                   "objective 5 work \"W\" { provision 5.a { may use low } }\n");
    const struct fact *o = &m->facts.at[m->objective];
    assert_int_equal(o->values.len, 2);
    assert_string_equal(o->values.at[1].name, "work");
    assert_string_equal(o->values.at[1].title, "W");
    assert_int_equal(m->blocks.len, 5);
    assert_int_equal(m->blocks.at[2].parent, 0);
    assert_int_equal(m->blocks.at[2].objective, 0);
    assert_int_equal(m->blocks.at[4].parent, 3);
    assert_int_equal(m->blocks.at[4].objective, 1);
    assert_int_equal(m->blocks.at[4].kind, BLOCK_PROVISION);
}

static bool prevails(const struct model *m, const char *winner, const char *loser, bool gate) {
    vec_each (struct priority, p, &m->priorities) {
        if (strcmp(m->blocks.at[p->winner].id.name, winner) == 0 &&
            strcmp(m->blocks.at[p->loser].id.name, loser) == 0 && p->requirement_only == gate)
            return true;
    }
    return false;
}

static void priorities_are_pairs(void **state) {
    (void)state;
    struct model *m = model_with(
        "fact objective \"o\"\napproach 1 low { requires asked }\n"
        "objective 4 joy { provision 4.a { may use low } provision 4.b { may use low } }\n"
        "principle 5 notwithstanding requirement of 1, 4.a, 4.a { may use low }\n"
        "principle 6 subject to 4 and its provisions { may use low }\n"
        "principle 7 without prejudice to 5, \"the Treaty\" { may use low }\n"
        "principle 8 notwithstanding all { may use low }\n");
    assert_true(prevails(m, "5", "1", true));
    assert_true(prevails(m, "5", "4.a", false));
    assert_true(prevails(m, "4", "6", false));
    assert_true(prevails(m, "4.a", "6", false));
    assert_true(prevails(m, "4.b", "6", false));
    assert_true(prevails(m, "5", "7", false));
    assert_false(prevails(m, "8", "8", false));
    assert_int_equal(m->priorities.len, 6 + 7);
    assert_string_equal(m->blocks.at[6].see.at[0], "without prejudice to the Treaty");
}

static void the_outline_orders_and_is_covered(void **state) {
    (void)state;
    struct model *m =
        model_of("strategy \"T\" { approaches ranked a < b paragraphs 1, 2, 3, 4, 5 }\n"
                 "principle 3 { cite 4 may use a }\nprinciple 1 { may use b }\nrecital 2 \"why\"\n"
                 "example \"x\" cite 5 { expect b }\n");
    assert_true(m->has_outline);
    assert_int_equal(m->blocks.at[0].outline, 2);
    assert_int_equal(m->blocks.at[1].outline, 0);
    static const bool covered[] = {true, true, true, true, false};
    for (size_t i = 0; i < 5; i++) assert_int_equal(m->outline.at[i].covered, covered[i]);
    assert_string_equal(m->outline.at[1].recital, "why");
    assert_null(m->outline.at[0].recital);
}

static void without_an_outline_the_order_is_that_of_the_files(void **state) {
    (void)state;
    struct model *m = model_with(
        "fact objective \"o\"\nprinciple 9 { may use low }\nrecital 7\n"
        "objective 4 joy { provision 4.a { may use low } }\nprinciple 1 { may use low }\n");
    static const char *const ids[] = {"9", "7", "4", "4.a", "1"};
    assert_int_equal(m->outline.len, 5);
    for (size_t i = 0; i < 5; i++) assert_string_equal(m->outline.at[i].id, ids[i]);
    assert_int_equal(m->blocks.at[3].outline, 4);
    assert_string_equal(m->outline.at[1].recital, "");
}

static void examples_and_safeguards_are_resolved(void **state) {
    (void)state;
    struct model *m = model_with(
        "duty d before done when asked\nprinciple 3 { only after d may use middle, high with A }\n"
        "example \"x\" { given partner = A, tongues = { de, en }, age = 3.5, not asked\n"
        "  expect conditional committed high by 3 after d now none }\n"
        "example \"y\" { expect undetermined asking partner, asked between low, none }\n"
        "safeguard \"z\" { never use middle or above when asked never start low always d using "
        "middle unless asked always d }\n");
    const struct example *x = &m->examples.at[0], *y = &m->examples.at[1];
    assert_int_equal(x->givens.len, 4);
    assert_int_equal(x->givens.at[1].value, 5);
    assert_int_equal(x->givens.at[2].value, 350);
    assert_int_equal(x->givens.at[3].value, 0);
    assert_false(x->any_status);
    assert_true(x->committed);
    assert_int_equal(x->status, STATUS_CONDITIONAL);
    assert_int_equal(x->approaches.at[0], 2);
    assert_int_equal(x->parts.at[2].items.at[0], MODEL_NONE);
    assert_int_equal(y->parts.at[0].items.len, 2);
    assert_int_equal(y->parts.at[1].items.at[1], MODEL_NONE);
    const struct safeguard *z = &m->safeguards.at[0];
    assert_int_equal(z->promises.at[0].approaches, 6);
    assert_int_equal(z->promises.at[0].qualifiers.len, 1);
    assert_int_equal(z->promises.at[1].approaches, 1);
    assert_int_equal(z->promises.at[2].approaches, 2);
    assert_int_equal(z->promises.at[3].approaches, 7);
}

/* ---- used, foreign, library ---- */

static void used_is_what_rules_refer_to(void **state) {
    (void)state;
    struct model *m =
        model_with("duty d before done when asked\nduty e before following d\ngroup g = { A, B "
                   "}\ngroup h = { C }\n"
                   "define n means tongues is empty\n"
                   "principle 3 { may use low with g when day above 2025-01-01 only after e }\n"
                   "example \"x\" { given activity = read, age = 3 expect low with d }\nsafeguard "
                   "\"s\" { always d }\n");
    assert_true(fact_named(m, "partner")->id.used);
    assert_true(fact_named(m, "asked")->id.used);
    assert_true(fact_named(m, "day")->id.used);
    assert_true(fact_named(m, "tongues")->id.used);
    assert_false(fact_named(m, "activity")->id.used);
    assert_false(fact_named(m, "age")->id.used);
    assert_true(fact_named(m, "partner")->values.at[0].used);
    assert_false(fact_named(m, "partner")->values.at[3].used);
    assert_false(fact_named(m, "activity")->values.at[0].used);
    assert_true(m->groups.at[0].id.used);
    assert_false(m->groups.at[1].id.used);
    assert_false(m->defines.at[0].id.used);
    assert_false(
        m->duties.at[0].id.used); /* only an example, a safeguard and `following` name it */
    assert_true(m->duties.at[1].id.used);
}

static void what_other_files_declare_is_foreign(void **state) {
    (void)state;
    add_file("policy.strat",
             "strategy \"T\" { approaches ranked a < b }\nfact partner \"p\" : one of { town, W }\n"
             "principle 1 { may use a with near }\n");
    add_file("towns.strat",
             "vocabulary town = { X, Y, Z }\ngroup near = { X, Y }\ngroup odd = { X, Q }\n");
    struct model *m = model_build(&s.names, &s.d, &s.program);
    assert_non_null(m);
    assert_false(m->facts.at[0].id.foreign);
    assert_true(m->facts.at[0].values.at[0].foreign);
    assert_false(m->facts.at[0].values.at[3].foreign);
    assert_true(m->vocabularies.at[0].foreign);
    assert_true(m->vocabularies.at[0].used);
    assert_int_equal(m->groups.len, 1); /* what does not fit, and nobody needs, is left out */
    assert_true(m->groups.at[0].id.foreign);
}

static void a_library_is_checked_by_itself(void **state) {
    (void)state;
    add_file(
        "towns.strat",
        "vocabulary town = { X, Y, Z }\ngroup near = { X, Q }\ndefine far means partner in near\n");
    assert_true(program_is_library(&s.program));
    assert_true(model_check_library(&s.names, &s.d, &s.program));
    add_file("more.strat", "group near = { Z }\n");
    assert_false(model_check_library(&s.names, &s.d, &s.program));
    assert_int_equal(s.d.errors, 1);
}

static void a_policy_is_no_library(void **state) {
    (void)state;
    static const char *const texts[] = {"strategy \"T\" { approaches ranked a < b }",
                                        "principle 1 { may use a }",
                                        "recital 1",
                                        "example \"x\" { expect refused }",
                                        "safeguard \"x\" { never use a }",
                                        "",
                                        "use \"a\""};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        s.program.files.len = 0;
        add_file("a.strat", texts[i]);
        if (program_is_library(&s.program)) fail_msg("%s was taken for a library", texts[i]);
    }
}

static void what_was_lost_is_not_called_unknown(void **state) {
    (void)state;
    add_file("policy.strat",
             "strategy \"T\" { approaches ranked a < b }\nfact asked \"asked\" yes or no\n"
             "# fact commented\nassume \"fact quoted\" asked\n"
             "principle 1 { may use a when asked may use b when commented or quoted }\n");
    size_t errors = s.d.errors;
    assert_int_equal(errors, 1);
    assert_null(model_build(&s.names, &s.d, &s.program));
    assert_int_equal(s.d.errors, errors + 2);
}

/* Memory that runs out anywhere ends in the session's own place, and nothing is left behind. */
static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    static const char *const text =
        "strategy \"T\" { approaches ranked a < b paragraphs 1, 2 }\nvocabulary t = { X, Y }\n"
        "fact partner \"p\" : one of { t, Z }\ngroup g = { t } except { Y }\n"
        "define d means partner in g\nprinciple 1 { may use b when d and q }\n";
    for (volatile size_t n = 1, done = 0; !done; n++) {
        arena_test_fail_after(0);
        arena_free(&s.arena);
        set_up(NULL);
        if (setjmp(s.oom)) continue;
        arena_test_fail_after(n);
        add_file("policy.strat", text);
        struct model *m = model_build(&s.names, &s.d, &s.program);
        arena_test_fail_after(0);
        assert_null(m);
        assert_int_equal(s.d.errors, 1);
        done = 1;
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    static const struct CMUnitTest tests[] = {
        TEST(every_day_comes_back),
        TEST(days_follow_one_another),
        TEST(what_is_no_day_is_refused),
        TEST(values_are_written_in_the_words_of_the_policy),
        TEST(conditions_hold_of_their_values),
        TEST(a_map_keeps_the_first),
        TEST(what_is_built_from_comes_first),
        TEST(cycles_are_found_apart),
        TEST(a_long_chain_needs_no_recursion),
        TEST(the_strategy_is_kept),
        TEST(roles_and_groups_are_found),
        TEST(definitions_stand_after_those_they_use),
        TEST(statements_name_their_approaches),
        TEST(objectives_are_values_and_parents),
        TEST(priorities_are_pairs),
        TEST(the_outline_orders_and_is_covered),
        TEST(without_an_outline_the_order_is_that_of_the_files),
        TEST(examples_and_safeguards_are_resolved),
        TEST(used_is_what_rules_refer_to),
        TEST(what_other_files_declare_is_foreign),
        TEST(a_library_is_checked_by_itself),
        TEST(a_policy_is_no_library),
        TEST(what_was_lost_is_not_called_unknown),
        TEST(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
