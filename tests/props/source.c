/*
 * The text that a policy states, on random texts: each paragraph is found where it was written,
 * however the text is laid out, or it is told; what one reads in it has the same fingerprint in
 * every layout, and another when a letter changes; no text at all makes it read amiss.
 */
#include "anchor/anchor.h"

#include "tests/props/harness.h"
#include "tests/props/random_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { TEXTS = 600, MOST_PARAGRAPHS = 12, GARBAGE = 3000 };

static const char *const words[] = {
    "city",   "harbour", "may",   "4",      "of",     "\"will\"",
    "P1",     "1.2",     "bays,", "don't",  "first-", "\xc3\xa9t\xc3\xa9",
    "office", "4.1",     "and",   "(2)(a)", "whole.", "must"};
enum { WORDS = sizeof words / sizeof *words };

struct text {
    char at[1 << 14];
    size_t n;
};

struct written {
    const char *ids[MOST_PARAGRAPHS];
    unsigned words[MOST_PARAGRAPHS][40], n_words[MOST_PARAGRAPHS];
    unsigned n;
};

static void put(struct text *t, const char *s) {
    size_t n = strlen(s);
    assert_true(t->n + n + 1 < sizeof t->at);
    memcpy(t->at + t->n, s, n + 1);
    t->n += n;
}

/* Numbers as documents have them, in order, none of them a word. */
static void make(struct random_policy *dice, struct written *w) {
    static const char *const ids[MOST_PARAGRAPHS] = {
        "1", "2", "2.1", "2.2", "2.2.a", "2.2.b", "P11", "P12", "7", "7.1", "73a", "80(1)(b)"};
    w->n = 0;
    for (unsigned i = 0; i < MOST_PARAGRAPHS; i++) {
        if (!chance(dice, 70)) continue;
        w->ids[w->n] = ids[i];
        w->n_words[w->n] = 1 + rnd(dice, 39);
        for (unsigned k = 0; k < w->n_words[w->n]; k++) w->words[w->n][k] = rnd(dice, WORDS);
        w->n++;
    }
}

/* A sign in one of its forms. */
static void put_word(struct random_policy *dice, struct text *t, const char *word) {
    for (; *word; word++) {
        char c[2] = {*word, '\0'};
        bool other = chance(dice, 50);
        put(t, *word == '"' && other    ? "\xe2\x80\x9c"
               : *word == '\'' && other ? "\xe2\x80\x99"
               : *word == '-' && other  ? "\xe2\x80\x93"
                                        : c);
        if (chance(dice, 3) && word[1] && !((unsigned char)*word & 0x80) &&
            !((unsigned char)word[1] & 0x80))
            put(t, "\xc2\xad");
    }
}

/* Every paragraph is a heading with its number, so no word that looks like one is in the way. */
static void lay_out(struct random_policy *dice, const struct written *w, struct text *t) {
    t->n = 0;
    put(t, chance(dice, 50) ? "# A text\n\n" : "1 is not it\n\n");
    for (unsigned i = 0; i < w->n; i++) {
        put(t, (const char *[]){"# ", "## ", "  ### ", "#\t"}[rnd(dice, 4)]);
        put(t, (const char *[]){"", "**", "*"}[rnd(dice, 3)]);
        put(t, w->ids[i]);
        put(t, (const char *[]){"\n", ".\n\n", ") \n", ":\r\n"}[rnd(dice, 4)]);
        for (unsigned k = 0; k < w->n_words[i]; k++) {
            put_word(dice, t, words[w->words[i][k]]);
            put(t, (const char *[]){" ", "  ", "\n", "\xc2\xa0", "\r\n"}[rnd(dice, 5)]);
        }
        put(t, chance(dice, 50) ? "\n\n" : "\n");
    }
}

static void state(const struct written *w, struct text *policy) {
    policy->n = 0;
    put(policy, "strategy \"t\" { approaches ranked a < b paragraphs 9999");
    for (unsigned i = 0; i < w->n; i++) {
        put(policy, ", ");
        put(policy, w->ids[i]);
    }
    put(policy, " }\napproach 9999 a \"A\" { default }\n");
    for (unsigned i = 0; i < w->n; i++) {
        put(policy, "recital ");
        put(policy, w->ids[i]);
        put(policy, " \"x\"\n");
    }
}

static struct anchoring *anchored(struct compiled *c, const char *path, const struct text *t) {
    struct source *s = source_add_prose(&c->arena, &c->sources, &c->d, path, t->at, t->n);
    assert_non_null(s);
    return anchor_read(&c->arena, &c->names, &c->d, c->model, "/nowhere/none.strat", s);
}

static void same_reading(const struct anchoring *x, const struct anchoring *y) {
    for (size_t i = 1; i < x->paragraphs.len; i++)
        if (strcmp(x->paragraphs.at[i].reading.hex, y->paragraphs.at[i].reading.hex) != 0)
            fail_msg("%s reads otherwise:\n%s\n====\n%s", x->m->outline.at[i].id,
                     x->prose.source->text, y->prose.source->text);
}

static void every_layout(void **unused) {
    (void)unused;
    static struct text policy, first, second;
    static struct written w;
    size_t found = 0;
    for (unsigned seed = 0; seed < TEXTS; seed++) {
        static struct random_policy dice;
        struct compiled c;
        dice.state = seed * 77777 + 5;
        make(&dice, &w);
        if (w.n == 0) continue;
        state(&w, &policy);
        assert_true(compile_text(&c, policy.at));
        lay_out(&dice, &w, &first);
        lay_out(&dice, &w, &second);
        size_t errors = c.d.errors;
        const struct anchoring *x = anchored(&c, "x.md", &first),
                               *y = anchored(&c, "y.md", &second);
        assert_int_equal(c.d.errors, errors + 2); /* 9999, twice */
        same_reading(x, y);
        for (unsigned i = 0; i < w.n; i++) {
            const struct anchored *p = &x->paragraphs.at[i + 1];
            assert_true(p->found);
            struct span head = anchor_head(x, p);
            size_t n = strlen(w.ids[i]);
            if (memcmp(first.at + head.from, w.ids[i], n) != 0)
                fail_msg("%s is not at %.20s", w.ids[i], first.at + head.from);
            found++;
        }
        /* One letter of the last paragraph is another. */
        size_t at = second.n - 1;
        while (!(second.at[at] >= 'a' && second.at[at] <= 'y')) at--;
        if (at > (size_t)(y->prose.lines.at[y->paragraphs.at[w.n].first].end)) {
            second.at[at]++;
            const struct anchoring *z = anchored(&c, "z.md", &second);
            assert_string_not_equal(z->paragraphs.at[w.n].reading.hex,
                                    y->paragraphs.at[w.n].reading.hex);
        }
        compiled_free(&c);
    }
    print_message("%zu paragraphs found\n", found);
    assert_true(found > 2000);
}

/* Whatever the text is, what is found begins with its number, and paragraphs do not overlap. */
static void any_text(void **unused) {
    (void)unused;
    static const char *const bits[] = {
        "1",    "2", ".",  "2.1", " ",   "\n",  "# ",   "a",        "\t",           "**",
        ")",    "(", "> ", "\"",  "```", "===", "\r\n", "\xc2\xad", "\xe2\x80\x99", "must",
        "will "};
    static struct text policy, t;
    struct written w = {.ids = {"1", "2", "2.1", "2.1.a", "3"}, .n = 5};
    state(&w, &policy);
    size_t found = 0;
    for (unsigned seed = 0; seed < GARBAGE; seed++) {
        static struct random_policy dice;
        struct compiled c;
        dice.state = seed * 991 + 3;
        t.n = 0;
        t.at[0] = '\0';
        for (unsigned n = rnd(&dice, 200); n > 0; n--)
            put(&t, bits[rnd(&dice, sizeof bits / sizeof *bits)]);
        assert_true(compile_text(&c, policy.at));
        const struct anchoring *x = anchored(&c, chance(&dice, 50) ? "x.md" : "x.txt", &t);
        size_t last = 0;
        for (size_t i = 0; x && i < x->paragraphs.len; i++) {
            const struct anchored *p = &x->paragraphs.at[i];
            if (!p->found) continue;
            const char *id = x->m->outline.at[i].id;
            assert_memory_equal(t.at + anchor_head(x, p).from, id, strlen(id));
            assert_true(p->first >= last && p->last > p->first);
            last = p->last;
            assert_non_null(c.model->outline.at[i].quote);
            struct normatives verbs = anchor_verbs(x, p);
            vec_each (struct normative, v, &verbs)
                assert_memory_equal(t.at + v->at.from, v->verb, strlen(v->verb));
            found++;
        }
        compiled_free(&c);
    }
    print_message("%zu paragraphs found\n", found);
    assert_true(found > 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_layout), cmocka_unit_test(any_text)};
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
