/*
 * What may not change what --diff says: the same policy twice, another order, another name, a rule
 * more that another one covers; and old for new.
 */
#include "tests/props/mutants.h"
#include "tests/props/random_policy.h"
#include "tests/props/shuffling.h"
#include "tests/props/versions.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { POLICIES = 500, EVERY_MUTANT = 24 };

static const char *const shipped[] = {"policies/enisa-international.strat",
                                      "policies/tutorial.strat",
                                      "policies/vulnerability-disclosure.strat"};
enum { SHIPPED = sizeof shipped / sizeof *shipped };

static const struct difference *differing(struct compiled *old, struct compiled *new) {
    const struct difference *d =
        difference_of(&new->arena, old->rules, new->rules, false, COMPARE_STEPS);
    assert_false(d->not_decided);
    return d;
}

/* But for the order of lists, of which `order` says whether it may be another. */
static bool nothing_differs(struct compiled *old, struct compiled *new, bool order) {
    const struct difference *d = differing(old, new);
    struct big none = big_of(&new->arena, 0);
    vec_each (const struct remark, r, &d->remarks)
        if (r->wording && !(order && strcmp(r->kind, "order") == 0)) return false;
    return !differs(d, false) && big_compare(d->differing, none) == 0 &&
           big_compare(d->alike, none) == 0;
}

/* The tree of a file, or of the text where path is NULL; names are those of `like`, if any. */
static struct ast_program read(struct compiled *c, const char *path, const char *text,
                               struct compiled *like) {
    struct parse_paths paths = {0};
    struct ast_program program = {.complete = true};
    compiled_init(c);
    if (like) c->names = like->names, c->sources = like->sources;
    if (path) return parse_program(&c->names, &c->d, path, &paths);
    source_add_text(&c->arena, &c->sources, &c->d, "test.strat", text, strlen(text));
    vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, (uint32_t)c->sources.len - 1));
    program.complete = c->d.errors == 0;
    return program;
}

/* ---- the same, and in another order ---- */

/* seed 0: in the same order */
static bool alike_in_order(const char *path, const char *text, uint64_t seed) {
    struct compiled plain, other;
    uint64_t state = seed;
    struct ast_program was = read(&plain, path, text, NULL), is = read(&other, path, text, &plain);
    for (size_t i = 0; seed && i < is.files.len; i++) shuffle(is.files.at[i], &state);
    bool alike = !compile_program(&plain, &was) ||
                 (compile_program(&other, &is) && nothing_differs(&plain, &other, seed != 0));
    compiled_free(&other);
    compiled_free(&plain);
    return alike;
}

static void in_any_order(void **unused) {
    (void)unused;
    static struct random_policy p;
    for (size_t i = 0; i < SHIPPED; i++)
        for (uint64_t seed = 0; seed <= 4; seed++)
            assert_true(alike_in_order(shipped[i], NULL, seed));
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        random_policy_with_readings(&p, seed);
        if (!alike_in_order(NULL, p.text, seed))
            fail_msg("seed %" PRIu64 ": in another order it decides otherwise\n%s", seed, p.text);
    }
}

/* ---- a rule more ---- */

/* Beside statement number `wanted` of those that decide, a copy of it; where it has no `unless`,
 * one that is narrower by what another statement asks. */
struct copying {
    struct arena *arena;
    size_t wanted, n;
    struct ast_node *narrower;
    bool done;
};

static void copy_statement(struct copying *c, struct ast_node *b) {
    size_t n = b->parts.len;
    for (size_t i = 0; i < n && !c->done; i++) {
        const struct ast_node *s = b->parts.at[i];
        if (s->kind != NODE_STATEMENT) continue;
        if (s->form == AST_PROVISION) copy_statement(c, s->parts.at[0]);
        struct ast_node *copy = arena_new(c->arena, struct ast_node);
        *copy = *s;
        copy->parts = (struct ast_nodes){0};
        bool has_unless = s->form == AST_REQUIRES;
        vec_each (struct ast_node *, part, &s->parts) {
            bool qualifies = (*part)->kind == NODE_QUALIFIER;
            has_unless = has_unless || (qualifies && (*part)->form == AST_UNLESS);
            vec_push(c->arena, &copy->parts, *part);
            if (qualifies && (*part)->form == AST_WHEN && !c->narrower)
                c->narrower = (*part)->parts.at[0];
        }
        if (!decides(s->form) || s->form == AST_DEFAULT || c->n++ != c->wanted) continue;
        if (!has_unless && c->narrower) {
            struct ast_node *unless = arena_new(c->arena, struct ast_node);
            *unless = (struct ast_node){.kind = NODE_QUALIFIER, .form = AST_UNLESS, .at = s->at};
            vec_push(c->arena, &unless->parts, c->narrower);
            vec_push(c->arena, &copy->parts, unless);
        }
        vec_push(c->arena, &b->parts, copy);
        c->done = true;
    }
}

static void a_covered_rule_more(void **unused) {
    (void)unused;
    size_t copies = 0;
    for (size_t i = 0; i < SHIPPED; i++) {
        struct compiled plain;
        assert_true(compile_file(&plain, shipped[i]));
        for (bool some = true; some; copies += some) {
            struct compiled other;
            struct ast_program program = read(&other, shipped[i], NULL, &plain);
            struct copying c = {.arena = &other.arena, .wanted = copies};
            for (size_t k = 0; k < program.files.at[0]->items.len && !c.done; k++)
                if (program.files.at[0]->items.at[k]->kind == NODE_BLOCK)
                    copy_statement(&c, program.files.at[0]->items.at[k]);
            some = c.done;
            /* one that asks whether its own block applies may make a cycle */
            if (some && compile_program(&other, &program) &&
                !nothing_differs(&plain, &other, false))
                fail_msg("%s: with statement %zu twice it decides otherwise", shipped[i], copies);
            compiled_free(&other);
        }
        compiled_free(&plain);
        print_message("%s: %zu rules more\n", shipped[i], copies);
        assert_true(copies > 1);
        copies = 0;
    }
}

/* ---- other names ---- */

/* Whether the author chose the word: f0 and its like, values, facts. */
static bool is_name(const char *word, size_t length) {
    static const char *const names[] = {
        "a",      "b",    "c",      "d",     "e",    "x",     "p",    "q",
        "low",    "mid",  "high",   "top",   "red",  "green", "blue", "grey",
        "narrow", "wide", "letter", "level", "tags", "size",  "extra"}; /* `day` is a unit as well
                                                                         */
    ;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && memcmp(names[i], word, length) == 0) return true;
    return length == 2 && strchr("fjugdra", word[0]) && isdigit((unsigned char)word[1]);
}

/* The first letters of names go from z to a, so that their order is another. */
static void rename_all(char *to, const char *from) {
    while (*from) {
        size_t length = 0;
        while (isalnum((unsigned char)from[length]) || from[length] == '_') length++;
        if (length && is_name(from, length))
            *to++ = (char)('z' - (from[length - 1] * 7 + from[0]) % 26), *to++ = '_';
        length += length == 0;
        memcpy(to, from, length);
        to += length;
        from += length;
    }
    *to = '\0';
}

static bool same_groups(const struct difference *x, const struct difference *y) {
    bool same = x->groups.len == y->groups.len && x->remarks.len == y->remarks.len &&
                big_compare(x->differing, y->differing) == 0 &&
                big_compare(x->alike, y->alike) == 0 &&
                big_compare(x->situations, y->situations) == 0;
    for (size_t g = 0; same && g < x->groups.len; g++) {
        const struct parting *a = &x->groups.at[g], *b = &y->groups.at[g];
        same = a->kind == b->kind && big_compare(a->situations, b->situations) == 0 &&
               a->is[OLD].used == b->is[OLD].used && a->is[NEW].used == b->is[NEW].used &&
               a->whole == b->whole && a->cases.len == b->cases.len &&
               a->causes.len == b->causes.len && a->changes.len == b->changes.len;
    }
    return same;
}

static void by_other_names(void **unused) {
    (void)unused;
    static struct random_policy p;
    static char other[sizeof p.text], names[2][3 * sizeof p.text];
    size_t compared = 0;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled c[2][SIDES];
        uint64_t state = seed * 99;
        random_policy_with_readings(&p, seed);
        memcpy(other, p.text, sizeof other);
        change(other, sizeof other, &state);
        rename_all(names[OLD], p.text);
        rename_all(names[NEW], other);
        bool plain = compile_named(&c[0][OLD], p.text, NULL),
             renamed = compile_named(&c[1][OLD], names[OLD], NULL);
        plain = compile_named(&c[0][NEW], other, &c[0][OLD]) && plain;
        renamed = compile_named(&c[1][NEW], names[NEW], &c[1][OLD]) && renamed;
        bool same = plain == renamed;
        if (plain && renamed) {
            same =
                same_groups(differing(&c[0][OLD], &c[0][NEW]), differing(&c[1][OLD], &c[1][NEW]));
            compared++;
        }
        for (int i = 0; i < 2; i++) {
            compiled_free(&c[i][NEW]);
            compiled_free(&c[i][OLD]);
        }
        if (!same)
            fail_msg("seed %" PRIu64
                     ": by other names another difference\n---- old\n%s\n---- new\n%s",
                     seed, p.text, other);
    }
    print_message("%zu pairs\n", compared);
    assert_true(compared > POLICIES / 5);
}

/* ---- old for new ---- */

static void the_other_way_round(void **unused) {
    (void)unused;
    size_t mirrored = 0;
    for (size_t i = 0; i < SHIPPED; i++) {
        struct compiled old;
        bool some = true;
        assert_true(compile_file(&old, shipped[i]));
        for (size_t n = 0; some; n += i ? 1 : EVERY_MUTANT) {
            struct compiled new;
            struct mutation m;
            struct ast_program program = read(&new, shipped[i], NULL, &old);
            some = mutate(&m, &new.arena, &new.names, &program, n);
            if (some && compile_program(&new, &program)) {
                const struct difference *there = differing(&old, &new),
                                        *back = differing(&new, &old);
                const char *wrong = no_mirror(there, back, &new.arena);
                if (wrong) fail_msg("%s, mutant %zu (%s): %s", shipped[i], n, m.what, wrong);
                mirrored++;
            }
            compiled_free(&new);
        }
        compiled_free(&old);
    }
    print_message("%zu mutants of shipped policies\n", mirrored);
    assert_true(mirrored > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_any_order), cmocka_unit_test(a_covered_rule_more),
        cmocka_unit_test(by_other_names), cmocka_unit_test(the_other_way_round)};
    return cmocka_run_group_tests_name("diff_changes", tests, NULL, NULL);
}
