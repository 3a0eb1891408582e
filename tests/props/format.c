/*
 * The canonical layout, of every policy and of random ones, as they stand, on one line, a token a
 * line, and with a comment wherever one can stand: the same signs in the same order, lines as they
 * are to be, nothing that a second run would change, the same table and the same findings.
 */
#include "format/format.h"
#include "lint/lint.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 150, EVERY = 40, WIDTH = 100 };

struct text {
    const char *at;
    size_t len;
};

/* ---- what is asked of every layout ---- */

static size_t tried;

static bool is_white(char c) { return strchr(" \t\r\n", c) != NULL; }

static bool same_signs(struct text x, struct text y) {
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < x.len && is_white(x.at[i])) i++;
        while (k < y.len && is_white(y.at[k])) k++;
        if (i == x.len || k == y.len) return i == x.len && k == y.len;
        if (x.at[i] != y.at[k]) return false;
    }
}

/* What can be said of a line by itself: it has no blanks at its end and no tabs, and is too long
 * only where a text, a comment or a word is. */
static const char *wrong_line(const char *line, size_t n) {
    bool plain = !memchr(line, '"', n) && !memchr(line, '#', n);
    const char *word = line;
    while (*word == ' ') word++;
    if (n > 0 && is_white(line[n - 1])) return "blanks at the end";
    if (plain && memchr(line, '\t', n)) return "a tab";
    if (plain && n > WIDTH && memchr(word, ' ', n - (size_t)(word - line))) return "too long";
    return NULL;
}

static void check_lines(struct text t) {
    const char *wrong = NULL, *before = "", *at = t.at;
    for (const char *end; !wrong && (end = memchr(at, '\n', t.len)) != NULL; at = end + 1) {
        size_t whole = (size_t)(end - at), inset = strspn(at, " ");
        size_t n = whole - (whole > 0 && at[whole - 1] == '\r');
        wrong = wrong_line(at, n);
        bool blank = n == 0, ends = blank || (at[inset] == '}' || at[inset] == ')');
        if (!wrong && ends && !blank && (*before == '\n' || *before == '\r'))
            wrong = "a blank line before a brace";
        if (!wrong && blank && at > t.at + 2 && (at[-2] == '{' || at[-3] == '{'))
            wrong = "a blank line after a brace";
        before = at;
        t.len -= whole + 1;
    }
    if (t.len > 0 && !wrong) wrong = "no line end at the end";
    if (wrong) fail_msg("%s: %.200s", wrong, at);
}

/* Lays out a text that has no error. */
static struct text layout_of(struct compiled *c, struct text t) {
    struct formatted f;
    compiled_init(c);
    source_add_text(&c->arena, &c->sources, &c->d, "test.strat", t.at, t.len);
    if (!format_source(&c->names, &c->d, 0, &f))
        fail_msg("%s\n%.*s", c->d.list.at[0].text, (int)t.len, t.at);
    return (struct text){f.text, f.len};
}

static void check_layout(struct text t) {
    struct compiled once, twice;
    struct text f = layout_of(&once, t), g = layout_of(&twice, f);
    if (!same_signs(t, f)) fail_msg("other signs:\n%s\nof\n%s", f.at, t.at);
    if (f.len != g.len || memcmp(f.at, g.at, f.len) != 0)
        fail_msg("another layout the second time:\n%s\nof\n%s", g.at, f.at);
    check_lines(f);
    compiled_free(&once);
    compiled_free(&twice);
    tried++;
}

/* ---- a text written otherwise ---- */

struct gaps {
    struct compiled c;
    struct text text;
    struct lexemes tokens;
};

static void find_gaps(struct gaps *g, struct text t) {
    compiled_init(&g->c);
    source_add_text(&g->c.arena, &g->c.sources, &g->c.d, "test.strat", t.at, t.len);
    parse_file(&g->c.names, &g->c.d, 0);
    assert_int_equal(g->c.d.errors, 0);
    g->tokens = parse_tokens(&g->c.names, &g->c.d, 0);
    g->text = t;
}

/* The text with `in` in every gap of which `first` is one, `step` further ones always left out; the
 * white space and the comments of the other gaps stay. */
static struct text with_in_gaps(struct gaps *g, const char *in, size_t first, size_t step) {
    size_t n = 0, room = g->text.len + (g->tokens.len + 1) * strlen(in) + 1;
    char *text = arena_array(&g->c.arena, char, room);
    uint32_t from = 0;
    for (size_t i = 0; i <= g->tokens.len; i++) {
        bool last = i == g->tokens.len;
        uint32_t to = last ? (uint32_t)g->text.len : g->tokens.at[i].from;
        if (i >= first && (i - first) % step == 0) {
            memcpy(text + n, in, strlen(in));
            n += strlen(in);
        }
        memcpy(text + n, g->text.at + from, to - from);
        n += to - from;
        if (last) break;
        from = g->tokens.at[i].to;
        memcpy(text + n, g->text.at + to, from - to);
        n += from - to;
    }
    return (struct text){text, n};
}

/* All comments gone, the tokens parted by `by`. */
static struct text joined(struct gaps *g, const char *by) {
    size_t n = 0;
    char *text = arena_array(&g->c.arena, char, g->text.len + (g->tokens.len + 1) * strlen(by) + 1);
    vec_each (struct lexeme, t, &g->tokens) {
        memcpy(text + n, g->text.at + t->from, t->to - t->from);
        n += t->to - t->from;
        memcpy(text + n, by, strlen(by));
        n += strlen(by);
    }
    return (struct text){text, n};
}

/* In steps, so that each gap has its turn beside others that have none. */
static void check_gaps(struct text t, size_t step) {
    static const char *const comments[] = {" # a comment\n", "\n# a comment\n",
                                           "\n\n\t# one\r\n\r\n\r\n # two \t\n\n\n"};
    struct gaps g;
    find_gaps(&g, t);
    for (size_t k = 0; k < sizeof comments / sizeof *comments; k++) {
        for (size_t first = 0; first < step; first++)
            check_layout(with_in_gaps(&g, comments[k], first, step));
        check_layout(with_in_gaps(&g, comments[k], 0, 1));
    }
    check_layout(joined(&g, " "));
    check_layout(joined(&g, "\n"));
    check_layout(joined(&g, "\r\n\r\n\r\n\r\n"));
    compiled_free(&g.c);
}

static void check_shipped(const char *path) {
    struct compiled c;
    compiled_init(&c);
    struct source *s = source_read(&c.arena, &c.sources, &c.d, path, false, SPAN_NOWHERE, NULL);
    assert_non_null(s);
    struct text t = {s->text, s->len};
    check_layout(t);
    check_gaps(t, EVERY);
    compiled_free(&c);
}

static void every_policy_in_every_way(void **state) {
    (void)state;
    check_shipped("policies/tutorial.strat");
    check_shipped("policies/vulnerability-disclosure.strat");
    check_shipped("policies/enisa-international.strat");
    check_shipped("policies/enisa-international-examples.strat");
    check_shipped("policies/vocabulary/countries.strat");
    print_message("%zu layouts\n", tried);
}

/* ---- random policies ---- */

/* Where a place is by its signs alone, comments aside. */
static size_t sign_of(struct text t, uint32_t offset) {
    size_t n = 0;
    bool quoted = false;
    for (uint32_t i = 0; i < offset; i++) {
        if (t.at[i] == '"' && (i == 0 || t.at[i - 1] != '\\')) quoted = !quoted;
        while (!quoted && t.at[i] == '#' && i < offset)
            while (i < offset && t.at[i] != '\n') i++;
        n += i < offset && !is_white(t.at[i]);
    }
    return n;
}

/* Each finding, where it is and whether a comment allows it. */
static const char *findings(struct compiled *c, struct text t, const char *used) {
    const char *all = "";
    if (!compile_text_using(c, t.at, used)) return "refused";
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    struct diag_options o = {.findings = true};
    diag_option_parse(&o, "all");
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    lint_run(&l, &o);
    struct shown_diags shown = diags_select(&c->d, &o);
    vec_each (struct shown_diag, x, &shown)
        all = arena_printf(&c->arena, "%s%s at %zu%s\n", all, diag_infos[x->diag->code].slug,
                           x->diag->at.file == 0 ? sign_of(t, x->diag->at.from) : 0,
                           x->allowed ? " allowed" : "");
    return all;
}

/* The same before and after, with comments that allow things here and there. */
static void check_meaning(struct random_policy *p, size_t *allowed) {
    static const char *const slugs[] = {"unused-fact",    "never-applies",
                                        "idle-value",     "idle-fact",
                                        "redundant-rule", "condition-part-no-effect",
                                        "unused-value",   "priority-without-effect"};
    struct compiled was, is, laid;
    struct gaps g;
    find_gaps(&g, (struct text){p->text, strlen(p->text)});
    const char *form = rnd(p, 2) ? "\n# stratc: allow %s -- for the test\n"
                                 : " # stratc: allow %s -- for the test\n";
    char comment[100];
    snprintf(comment, sizeof comment, form, slugs[rnd(p, sizeof slugs / sizeof *slugs)]);
    struct text t = with_in_gaps(&g, comment, rnd(p, 20), 5 + rnd(p, 40));
    struct text f = layout_of(&laid, t);
    const char *before = findings(&was, t, p->used), *after = findings(&is, f, p->used);
    if (strcmp(before, after) != 0) fail_msg("%s\n%s\nfinds\n%s\n%s", t.at, f.at, before, after);
    if (was.layout && is.layout) assert_true(same_table(&was.layout->policy, &is.layout->policy));
    *allowed += strstr(before, " allowed") != NULL;
    compiled_free(&was);
    compiled_free(&is);
    compiled_free(&laid);
    compiled_free(&g.c);
}

/* The same on one line, a token a line, and with comments that have signs in them. */
static void check_findings(struct random_policy *p) {
    struct compiled was, is;
    struct gaps g;
    struct text t = {p->text, strlen(p->text)};
    find_gaps(&g, t);
    const struct text laid[] = {joined(&g, " "), joined(&g, "\n"),
                                with_in_gaps(&g, "\n# not a = b, c != d in { e }\n", 0, 1)};
    const char *before = findings(&was, t, p->used);
    for (size_t i = 0; i < sizeof laid / sizeof *laid; i++) {
        const char *after = findings(&is, laid[i], p->used);
        if (strcmp(before, after) != 0)
            fail_msg("%s\n%s\nfinds\n%s\n%s", t.at, laid[i].at, before, after);
        compiled_free(&is);
    }
    compiled_free(&was);
    compiled_free(&g.c);
}

static void random_policies_in_every_way(void **state) {
    (void)state;
    static struct random_policy p;
    size_t allowed = 0;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        random_policy_with_safeguards(&p, seed);
        struct text t = {p.text, strlen(p.text)};
        check_layout(t);
        check_gaps(t, 3);
        for (int i = 0; i < 4; i++) check_meaning(&p, &allowed);
        check_findings(&p);
    }
    print_message("%zu layouts; in %zu something was allowed\n", tried, allowed);
    assert_true(allowed > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_policy_in_every_way),
        cmocka_unit_test(random_policies_in_every_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
