/*
 * Mutants of ENISA's policy: each rule, qualifier, condition, term, value of a list, priority,
 * presumption, default and member of a group left out, negated or shifted. Each mutant is refused,
 * or --diff sees it and its witnesses show it to the reference interpreter; or it decides as the
 * policy does, and then the lint says that this place has no effect, or another reading would tell
 * them apart. Of all mutants that decide otherwise, slips of the hand among them and in every
 * shipped policy, the lint alone names some: how many is counted, by kind, and may not become
 * fewer. UNNAMED=1 prints the others. In `check` one in so many of each kind is judged, all where
 * WHOLE is set.
 */
#include "lint/lint.h"
#include "pipeline/examples.h"
#include "tests/props/mutants.h"
#include "tests/props/versions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { ONE_IN = 8 };

static size_t refused, seen_by_diff, read_otherwise, said_by_lint, untold;

/* Of the mutants of a kind: how many are refused, or decide otherwise; of these, whom the lint
 * names, of the others, whom an example or safeguard tells. */
struct tally {
    const char *what;
    size_t met, refused, otherwise, named, told;
};
static struct {
    struct tally at[100];
    size_t len;
} tallies;

static struct tally *tally_of(const char *what) {
    size_t i = 0;
    while (i < tallies.len && strcmp(tallies.at[i].what, what) != 0) i++;
    assert_true(i < sizeof tallies.at / sizeof *tallies.at);
    if (i == tallies.len) tallies.at[tallies.len++].what = strdup(what);
    return &tallies.at[i];
}

static void lint(struct compiled *c) {
    struct diag_options options = {.findings = true, .chosen = {[DIAG_CONDITION_ASSUMED] = 1}};
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    lint_run(&l, &options);
    assert_false(l.v->g->gave_up);
}

static bool overlap(struct span x, struct span y) {
    return x.file == y.file && x.from < y.to && y.from < x.to;
}

/* A finding that something is without effect, in the statement that was changed. */
static bool lint_says(const struct compiled *c, struct span rule) {
    static const enum diag_code codes[] = {DIAG_NEVER_APPLIES,
                                           DIAG_ALWAYS_SET_ASIDE,
                                           DIAG_ALWAYS_CLOSED,
                                           DIAG_REDUNDANT_RULE,
                                           DIAG_SAME_RULE,
                                           DIAG_NAMED_ONLY,
                                           DIAG_DUTY_ATTACHED_TWICE,
                                           DIAG_CONDITION_PART_NO_EFFECT,
                                           DIAG_CONDITION_ALWAYS_TRUE,
                                           DIAG_CONDITION_ASSUMED,
                                           DIAG_EXPECTATION_ALWAYS_MET,
                                           DIAG_EXPECTATION_NEVER_MET,
                                           DIAG_PRIORITY_WITHOUT_EFFECT};
    vec_each (struct diag, d, &c->d.list)
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
            if (d->code == codes[i] && overlap(d->at, rule)) return true;
    return false;
}

/* Whether the lint finds something in the mutant that it does not find in the policy. */
static bool lint_names_it(const struct compiled *old, const struct compiled *new) {
    size_t found[DIAG_COUNT] = {0};
    vec_each (struct diag, d, &old->d.list) found[d->code]++;
    vec_each (struct diag, d, &new->d.list)
        if (found[d->code]-- == 0) return true;
    return false;
}

/* Promises of which one can no longer read that they give way. */
static size_t silent_promises(const struct compiled *c) {
    size_t n = 0;
    vec_each (struct diag, d, &c->d.list)
        n += d->code == DIAG_ILLUSORY_PROMISE || d->code == DIAG_UNSTATED_PRIORITY;
    return n;
}

static void check_witnesses(struct compiled *old, struct compiled *new, const struct difference *d,
                            const struct mutation *m) {
    struct two t;
    two_init(&t, old, new, d, &new->arena);
    vec_each (struct parting, group, &d->groups) {
        memcpy(t.both, group->witness.situation, d->model->facts.len * sizeof *t.both);
        for (int side = OLD; side < SIDES; side++) {
            assert_true(seen_by(&t, side));
            interpret(t.c[side]->interpreter, t.situation[side], &t.decision[side]);
        }
        struct seen was = see(&t, OLD), is = see(&t, NEW);
        bool same = seen_same(&t, &was, &is);
        if (same != (group->kind == GROUP_BASIS) || (same && same_grounds_seen(&t, &was, &is)))
            fail_msg("mutant %zu (%s): the witness of a group shows no difference", m->wanted,
                     m->what);
    }
}

static const char *text_of(struct compiled *c, const struct mutation *m) {
    return arena_printf(&c->arena, "%.*s", (int)(m->at.to - m->at.from),
                        c->sources.at[0]->text + m->at.from);
}

/* Without effect, and no fault of the policy: the lint says nothing of these. */
static const struct {
    const char *what, *text;
} unsaid[] = {
    {"one exception left out of a group", "eu"}, /* they are out of scope anyhow */
    {"a term left out",
     "p4_reach = beyond_limited"},          /* it says under which reading the rule is meant */
    {"clause left out", "using assisting"}, /* the others have the duty by another rule */
};
static bool met[sizeof unsaid / sizeof *unsaid];

/* By the policy's own examples and safeguards. */
static bool is_told(struct compiled *new) {
    struct diags quiet;
    diags_init(&quiet, &new->arena, &new->sources);
    return examples_run(&quiet, new->model, new->layout).failed > 0 ||
           safeguards_prove(&quiet, new->rules, &new->arena).broken > 0;
}

/* A mutant that decides otherwise, if only where it is read otherwise. */
static void count_named(struct compiled *old, struct compiled *new, const struct mutation *m) {
    struct tally *t = tally_of(m->what);
    lint(new);
    bool named = lint_names_it(old, new), told = !named && is_told(new);
    t->otherwise++;
    t->named += named;
    t->told += told;
    if (!named && getenv("UNNAMED")) {
        struct position p = source_position(&old->arena, old->sources.at[m->at.file], m->at.from);
        print_message("unnamed%s: %s:%u: %s: %s\n", told ? " (told)" : "",
                      old->sources.at[m->at.file]->path, p.line, m->what,
                      arena_printf(&new->arena, "%.*s", (int)(m->at.to - m->at.from),
                                   old->sources.at[m->at.file]->text + m->at.from));
    }
}

/* What no example can say, nor a safeguard of this policy: that something is not promised, and that
 * no caution is given; what an assumption excludes; that somebody looked before, not by default. */
static bool can_be_told(const char *what, const char *text) {
    static const char *const others[][2] = {
        {"`will` for `may`, or the other way round", ""},
        {"clause left out", "with organisations"},
        {"clause left out", "when special_agreement"},
        {"clause left out", "using outreach"},
        {"", "such_as = a_class"},
        {"", "(such_as = a_class or partner = JP)"},
        {"default left out", "fact special_agreement_considered"},
        {"default left out", "judgement special_agreement"},
        {"condition negated", "agreement_covers is empty"},
        {"assumption left out", ""},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(what, others[i][0], strlen(others[i][0])) == 0 &&
            strncmp(text, others[i][1], strlen(others[i][1])) == 0)
            return false;
    return true;
}

/* No example can say which paragraphs attach a duty. */
static bool differs_otherwise(const struct difference *d) {
    bool any = false;
    vec_each (struct remark, r, &d->remarks) any = any || r->counts || r->wording;
    vec_each (struct parting, g, &d->groups) {
        any = any || g->kind != GROUP_BASIS;
        vec_each (struct change, x, &g->changes) any = any || x->element->part != DECISION_ATTACHED;
    }
    return any;
}

/* What is not looked at mutant by mutant: slips, and other policies than ENISA's. */
static bool count_mutant(struct compiled *old, struct compiled *new, const struct mutation *m) {
    if (differs(difference_of(&new->arena, old->rules, new->rules, false, COMPARE_STEPS), true) ||
        differs(difference_of(&new->arena, open_readings(old), open_readings(new), false,
                              COMPARE_STEPS),
                true))
        count_named(old, new, m);
    return true;
}

static bool judge_mutant(struct compiled *old, struct compiled *new, const struct mutation *m) {
    struct arena *a = &new->arena;
    if (m->slip) return count_mutant(old, new, m);
    const struct difference *d = difference_of(a, old->rules, new->rules, false, COMPARE_STEPS);
    assert_false(d->not_decided);
    check_witnesses(old, new, d, m);
    if (differs_otherwise(d)) {
        count_named(old, new, m);
        seen_by_diff++;
        if (can_be_told(m->what, text_of(old, m)) && !is_told(new)) {
            print_error("no example and no safeguard tells: %s: %s\n", m->what, text_of(old, m));
            untold++;
        }
        return true;
    }
    d = difference_of(a, open_readings(old), open_readings(new), false, COMPARE_STEPS);
    if (differs_otherwise(d)) {
        count_named(old, new, m);
        read_otherwise++;
        return true;
    }
    lint(new);
    bool said = lint_says(old, m->rule) || lint_says(new, m->rule) ||
                silent_promises(new) > silent_promises(old);
    said_by_lint += said;
    for (size_t i = 0; i < sizeof unsaid / sizeof *unsaid && !said; i++)
        if (strcmp(m->what, unsaid[i].what) == 0 && strcmp(text_of(old, m), unsaid[i].text) == 0) {
            met[i] = true;
            return true;
        }
    return said;
}

typedef bool judge_of(struct compiled *old, struct compiled *new, const struct mutation *m);

static size_t go_over(const char *path, judge_of *judge) {
    struct compiled old;
    struct parse_paths paths = {0};
    size_t unexplained = 0;
    assert_true(compile_file(&old, path));
    lint(&old);
    for (size_t n = 0;; n++) {
        struct compiled new;
        struct mutation m;
        compiled_init(&new);
        new.names = old.names;
        struct ast_program program = parse_program(&new.names, &new.d, path, &paths);
        bool some = mutate(&m, &new.arena, &new.names, &program, n);
        bool judged = some && tally_of(m.what)->met++ % one_in(ONE_IN) == 0;
        if (judged && !compile_program(&new, &program)) {
            assert_true(new.d.errors > 0);
            refused++;
            tally_of(m.what)->refused++;
        } else if (judged && !judge(&old, &new, &m)) {
            unexplained++;
            print_error("mutant %zu: %s: %s\n", n, m.what, text_of(&old, &m));
        }
        old.names = new.names;
        compiled_free(&new);
        if (!some) break;
    }
    compiled_free(&old);
    return unexplained;
}

static void mutants(void **unused) {
    (void)unused;
    size_t unexplained = go_over("policies/enisa-international.strat", judge_mutant);
    print_message("%zu mutants refused, %zu seen, %zu seen where read otherwise, %zu alike as the "
                  "lint says\n",
                  refused, seen_by_diff, read_otherwise, said_by_lint);
    assert_int_equal(untold, 0);
    assert_int_equal(unexplained, 0);
    for (size_t i = 0; i < sizeof met / sizeof *met; i++) {
        if (!met[i] && one_in(ONE_IN) == 1) fail_msg("nobody leaves out %s", unsaid[i].text);
    }
    assert_true(seen_by_diff > 300 / one_in(ONE_IN));
}

/* Behind the test of ENISA's policy, whose mutants count. */
static void named_ones(void **unused) {
    (void)unused;
    go_over("policies/tutorial.strat", count_mutant);
    go_over("policies/vulnerability-disclosure.strat", count_mutant);
    struct tally all = {0};
    print_message("refused  otherwise  named  told by examples  no one\n");
    for (size_t i = 0; i < tallies.len; i++) {
        const struct tally *t = &tallies.at[i];
        print_message("%7zu  %9zu  %5zu  %16zu  %6zu  %s\n", t->refused, t->otherwise, t->named,
                      t->told, t->otherwise - t->named - t->told, t->what);
        all.otherwise += t->otherwise;
        all.named += t->named;
    }
    print_message("of %zu mutants that decide otherwise, the lint names %zu\n", all.otherwise,
                  all.named);
    assert_true(all.named * 100 >= all.otherwise * 55);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(mutants), cmocka_unit_test(named_ones)};
    return cmocka_run_group_tests_name("mutants", tests, NULL, NULL);
}
