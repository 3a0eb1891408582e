/*
 * What may not change a finding: other names, another order, a rule more that another one covers.
 * And no code is told twice in one place.
 */
#include "diag/select.h"
#include "lint/lint.h"
#include "tests/props/random_policy.h"
#include "tests/props/shuffling.h"

#include <ctype.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 700, TEXT = 20000 };

/* Every finding that is shown unless someone says otherwise. */
static void lint(struct compiled *c) {
    struct diag_options options = {.findings = true};
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    lint_run(&l, &options);
}

static bool linted(struct compiled *c, const char *text) {
    bool accepted = compile_text(c, text);
    if (accepted) lint(c);
    return accepted;
}

/* ---- other names ---- */

/* f0 becomes x_f0; so do judgements, duties, groups, definitions, readings and approaches. */
static void rename_all(char *to, const char *from) {
    for (bool inside = false; *from; from++) {
        if (!inside && strchr("fjugdra", *from) && isdigit((unsigned char)from[1]) &&
            !isalnum((unsigned char)from[2])) {
            memcpy(to, "x_", 2);
            to += 2;
        }
        inside = isalnum((unsigned char)*from) || *from == '_';
        *to++ = *from;
    }
    *to = '\0';
}

static void renamed(void **unused) {
    static char other[TEXT * 2], expected[TEXT];
    static struct random_policy p;
    size_t findings = 0;
    (void)unused;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled plain, changed;
        random_policy_with_readings(&p, seed);
        rename_all(other, p.text);
        bool accepted = linted(&plain, p.text);
        assert_int_equal(accepted, linted(&changed, other));
        bool same = plain.d.list.len == changed.d.list.len;
        for (size_t i = 0; i < plain.d.list.len && accepted && same; i++) {
            const struct diag *x = &plain.d.list.at[i], *y = &changed.d.list.at[i];
            rename_all(expected, x->text);
            findings++;
            same = x->code == y->code && strcmp(expected, y->text) == 0;
            if (!same) print_error("%s\n%s\n", expected, y->text);
        }
        compiled_free(&plain);
        compiled_free(&changed);
        if (!same) fail_msg("seed %" PRIu64 ": other names, other findings:\n%s", seed, p.text);
    }
    print_message("%zu findings\n", findings);
    assert_true(findings > POLICIES);
}

/* ---- once in a place ---- */

/* Of one rule there may be two reasons, which stand behind the last colon; each duty of a statement
 * may be said by another rule, at which a note points. */
static bool told_twice(const struct diag *x, const struct diag *y) {
    const char *of_x = strrchr(x->text, ':'), *of_y = strrchr(y->text, ':');
    bool same = of_x && of_y ? strcmp(of_x, of_y) == 0 : of_x == of_y;
    same = same && x->code == y->code && x->at.from == y->at.from && x->notes.len == y->notes.len;
    for (size_t i = 0; i < x->notes.len && same; i++)
        same = span_same(x->notes.at[i].at, y->notes.at[i].at);
    return same;
}

/* Those that tell of a statement, or of a value, that it is in vain. */
static const enum diag_code once[] = {
    DIAG_NEVER_APPLIES,       DIAG_ALWAYS_SET_ASIDE, DIAG_REDUNDANT_RULE, DIAG_SAME_RULE,
    DIAG_DUTY_ATTACHED_TWICE, DIAG_NAMED_ONLY,       DIAG_UNUSED_VALUE,   DIAG_IDLE_VALUE};

static bool in_vain(const struct diag *x) {
    bool is = false;
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) is = is || x->code == once[i];
    return is;
}

static void told_once(void **unused) {
    static struct random_policy p;
    (void)unused;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled c;
        random_policy_with_readings(&p, seed);
        if (linted(&c, p.text))
            vec_each (const struct diag, x, &c.d.list)
                vec_each (const struct diag, y, &c.d.list)
                    if (y < x && in_vain(x) && told_twice(x, y))
                        fail_msg("seed %" PRIu64 ":\n%s\n%s\n%s", seed, y->text, x->text, p.text);
        compiled_free(&c);
    }
}

/* ---- another order ---- */

/* Which of two rules that do the same is told, and which part of a condition where one could go for
 * the other, depends on the order; and one finding is about nothing else. */
static bool counts(enum diag_code code) {
    return code != DIAG_CONDITION_PART_NO_EFFECT && code != DIAG_CONDITION_ALWAYS_TRUE &&
           code != DIAG_ID_ORDER;
}

static void print_findings(const struct compiled *c, enum diag_code code, const char *where) {
    vec_each (struct diag, d, &c->d.list)
        if (d->code == code) print_error("%s: %s\n", where, d->text);
}

/* Whether what is quoted ends in a list of approaches, which are of one rule. */
static bool lists_approaches(const char *from, const char *end) {
    static const char *const verbs[] = {" use ", "the requirement of "};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        const char *at = strstr(from, verbs[i]);
        if (at && at < end) return true;
    }
    return false;
}

/* Which duties of a statement, and which priorities of a heading, are told in one finding depends
 * on the order, too: how many it is of. */
static size_t rules_told(const struct diag *x) {
    const char *at = strchr(x->text, '"'), *end = at ? strchr(at + 1, '"') : NULL;
    if (!end) end = strstr(at = x->text, " twice");
    size_t n = 1;
    vec_each (const struct diag_note, note, &x->notes)
        n += strcmp(note->text, "nor does this") == 0;
    if (end && lists_approaches(at, end)) return n;
    for (; end && at < end; at++) n += strncmp(at, " and ", 5) == 0 || strncmp(at, ", ", 2) == 0;
    return n;
}

static void compare_counts(const struct compiled *x, const struct compiled *y, uint64_t seed,
                           const char *text) {
    size_t of_x[DIAG_COUNT] = {0}, of_y[DIAG_COUNT] = {0};
    vec_each (struct diag, d, &x->d.list) of_x[d->code] += rules_told(d);
    vec_each (struct diag, d, &y->d.list) of_y[d->code] += rules_told(d);
    for (enum diag_code code = 0; code < DIAG_COUNT; code++) {
        if (!counts(code) || of_x[code] == of_y[code]) continue;
        fputs(text, stderr);
        print_findings(x, code, "as written");
        print_findings(y, code, "in another order");
        fail_msg("seed %" PRIu64 ": %s", seed, diag_infos[code].slug);
    }
}

static void shuffled(void **unused) {
    static struct random_policy p;
    (void)unused;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled plain, changed;
        uint64_t state = seed;
        random_policy_with_readings(&p, seed);
        if (linted(&plain, p.text) && compile_shuffled(&changed, NULL, p.text, &state)) {
            lint(&changed);
            compare_counts(&plain, &changed, seed, p.text);
            compiled_free(&changed);
        }
        compiled_free(&plain);
    }
}

static void enisa_shuffled(void **unused) {
    static const char path[] = "policies/enisa-international.strat";
    (void)unused;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct compiled plain, changed;
        uint64_t state = seed;
        assert_true(compile_shuffled(&plain, path, NULL, NULL));
        assert_true(compile_shuffled(&changed, path, NULL, &state));
        lint(&plain);
        lint(&changed);
        assert_true(plain.d.list.len > 0); /* those that comments allow are among them */
        compare_counts(&plain, &changed, seed, path);
        compiled_free(&plain);
        compiled_free(&changed);
    }
}

/* ---- a rule more ---- */

struct insertion {
    size_t fact, rule; /* in the text before: where a line each was put in */
    size_t fact_len, rule_len;
    size_t copied; /* where the rule stands of which it is a copy */
};

/* A copy of a permission, but for a fact of its own, below the permission. False: there is none
 * whose copy can have a condition more. */
static bool covered_rule_added(char *to, const char *from, uint64_t pick, struct insertion *in) {
    static const char fact[] = "fact extra \"t\" : yes or no\n";
    const char *lines[64], *after_facts = strstr(from, "fact f0");
    size_t n = 0;
    for (const char *at = from; (at = strstr(at, "\n    may ")) != NULL && n < 64; at++)
        lines[n++] = at + 1;
    if (n == 0) return false;
    const char *line = lines[pick % n], *end = strchr(line, '\n') + 1;
    char rule[2048];
    snprintf(rule, sizeof rule, "%.*s", (int)(end - line - 1), line);
    const char *more = !strstr(rule, " when ")     ? " when extra\n"
                       : !strstr(rule, " unless ") ? " unless extra\n"
                                                   : NULL;
    if (!more || strlen(rule) + strlen(more) >= sizeof rule) return false;
    strcat(rule, more);
    *in = (struct insertion){(size_t)(after_facts - from), (size_t)(end - from), strlen(fact),
                             strlen(rule), (size_t)(line - from) + 4};
    sprintf(to, "%.*s%s%.*s%s%s", (int)in->fact, from, fact, (int)(in->rule - in->fact),
            from + in->fact, rule, end);
    return true;
}

static size_t moved(const struct insertion *in, size_t at) {
    return at + (at >= in->fact ? in->fact_len : 0) + (at >= in->rule ? in->rule_len : 0);
}

static bool is_of_its_own(const struct insertion *in, size_t at) {
    size_t fact = in->fact, rule = in->rule + in->fact_len;
    return (at >= fact && at < fact + in->fact_len) || (at >= rule && at < rule + in->rule_len);
}

/* The last permission of a paragraph that has other rules is never called redundant, as without it
 * the paragraph is another. With a copy beside it it would be. */
static bool is_last_permission(const struct compiled *c, size_t at) {
    vec_each (const struct block, b, &c->model->blocks) {
        size_t permissions = 0;
        bool here = false;
        vec_each (struct statement, s, &b->statements) {
            permissions += s->kind == STATEMENT_PERMISSION;
            here = here || s->at.from == at;
        }
        if (here) return permissions == 1 && b->statements.len > 1;
    }
    return false;
}

static bool is_moved(const struct insertion *in, const struct diag *x, const struct diag *y) {
    return x->code == y->code && moved(in, x->at.from) == y->at.from &&
           moved(in, x->at.to - 1) + 1 == y->at.to;
}

/* How many rules say something, which one more that says it may change. */
static bool counts_rules(const struct diag *x) {
    return x->code == DIAG_ODD_ONE_OUT || x->code == DIAG_BOTH_WAYS ||
           x->code == DIAG_JOINED_OTHERWISE;
}

static void compare_but_its_own(const struct compiled *x, const struct compiled *y,
                                const struct insertion *in, uint64_t seed, const char *text) {
    vec_each (struct diag, d, &x->d.list) {
        bool still = counts_rules(d);
        vec_each (struct diag, e, &y->d.list) still = still || is_moved(in, d, e);
        if (!still)
            fail_msg("seed %" PRIu64 ": gone with a rule more that another covers: %s\n%s", seed,
                     d->text, text);
    }
    vec_each (struct diag, e, &y->d.list) {
        bool known = is_of_its_own(in, e->at.from) || counts_rules(e);
        vec_each (struct diag, d, &x->d.list) known = known || is_moved(in, d, e);
        if (!known)
            fail_msg("seed %" PRIu64 ": new with a rule more that another covers: %s\n%s", seed,
                     e->text, text);
    }
}

static void a_covered_rule_more(void **unused) {
    static char other[TEXT * 2];
    static struct random_policy p;
    size_t compared = 0;
    (void)unused;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled plain, changed;
        struct insertion in;
        random_policy_with_readings(&p, seed);
        if (!covered_rule_added(other, p.text, seed, &in)) continue;
        if (linted(&plain, p.text) && !is_last_permission(&plain, in.copied)) {
            assert_true(linted(&changed, other));
            compare_but_its_own(&plain, &changed, &in, seed, other);
            compiled_free(&changed);
            compared++;
        }
        compiled_free(&plain);
    }
    print_message("%zu policies\n", compared);
    assert_true(compared > POLICIES / 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(renamed), cmocka_unit_test(told_once),
                                       cmocka_unit_test(shuffled), cmocka_unit_test(enisa_shuffled),
                                       cmocka_unit_test(a_covered_rule_more)};
    return cmocka_run_group_tests_name("lint_changes", tests, NULL, NULL);
}
