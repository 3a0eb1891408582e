/* Examples: the situation that is given. What is expected of it is in expectations.c. */
#include "model/build.h"

/* ---- given ---- */

static void say_not_given(struct builder *b, const struct ast_given *g, uint32_t fact) {
    const struct fact *f = &b->m->facts.at[fact];
    say(b, DIAG_NOT_GIVEN, g->fact.at,
        "`%s` is a reading, which is taken for the whole policy and never part of a "
        "situation; leave it out",
        f->id.name);
    note_declared(b, &f->id);
}

/* `given F` and `given not F`. */
static bool bare_value(struct builder *b, const struct ast_given *g, uint32_t fact,
                       int64_t *value) {
    const struct fact *f = &b->m->facts.at[fact];
    *value = !g->negated;
    if (b->facts.at[fact].broken) return false;
    if (f->kind == FACT_FLAG) return true;
    say(b, DIAG_TYPE_MISMATCH, g->at, "`%s` is %s; say which, as in `%s = %s`", f->id.name,
        type_words(f), f->id.name, f->kind == FACT_SET_OF ? "{ ... }" : "...");
    note_declared(b, &f->id);
    return false;
}

static bool given_value(struct builder *b, const struct ast_given *g, uint32_t fact,
                        int64_t *value) {
    const struct fact *f = &b->m->facts.at[fact];
    if (g->bare) return bare_value(b, g, fact, value);
    if (g->braces == (f->kind == FACT_SET_OF))
        return constants_read(b, fact, &g->values, g->at, value);
    if (b->facts.at[fact].broken) return false;
    say(b, DIAG_TYPE_MISMATCH, g->at, "`%s` is %s; write %s", f->id.name, type_words(f),
        g->braces ? "one value without { }" : "its values in { }");
    note_declared(b, &f->id);
    return false;
}

static void build_given(struct builder *b, struct example *e, const struct ast_given *g,
                        struct map *seen) {
    const struct symbol *s = symbol_find(b, g->fact.text);
    if (s && s->kind == SYMBOL_DEFINE) {
        say(b, DIAG_NOT_GIVEN, g->fact.at,
            "`%s` is a definition, which follows from facts; give the facts that it rests on",
            s->name);
        diag_note(b->d, s->at, "`%s` is declared here", s->name);
        return;
    }
    uint32_t fact = name_find(b, &g->fact, SYMBOL_FACT);
    if (fact == MODEL_NONE) return;
    if (b->m->facts.at[fact].source == FACT_READING) {
        say_not_given(b, g, fact);
        return;
    }
    uint32_t n = (uint32_t)e->givens.len;
    uint32_t first = map_add(seen, 0, fact, n);
    if (first != n) {
        say(b, DIAG_GIVEN_TWICE, g->at, "`%s` is given twice; keep one", g->fact.text);
        diag_note(b->d, e->givens.at[first].at, "it was given here before");
        return;
    }
    struct given given = {.at = g->at, .fact = fact};
    given_value(b, g, fact, &given.value);
    vec_push(b->arena, &e->givens, given);
}

/* ---- an example ---- */

static void build_example(struct builder *b, const struct ast_example *from) {
    struct example e = {.title = from->title.text, .at = from->at};
    struct map seen;
    map_init(&seen, b->arena);
    cite_check(b, &from->cite, false);
    vec_each (struct ast_given, g, &from->givens) build_given(b, &e, g, &seen);
    if (from->expects.len == 0 && !b->gaps)
        say(b, DIAG_EXPECT_ONCE, from->at,
            "the example does not say what is expected; add `expect` and what the policy "
            "should answer");
    for (size_t i = 1; i < from->expects.len; i++) {
        say(b, DIAG_EXPECT_ONCE, from->expects.at[i].at,
            "an example has one `expect`; make the second a new example");
        diag_note(b->d, from->expects.at[0].at, "the first one is here");
    }
    if (from->expects.len > 0) build_expect(b, &e, &from->expects.at[0]);
    vec_push(b->arena, &b->m->examples, e);
}

void build_examples(struct builder *b) {
    b->quiet = true; /* an example is not a reason for a fact to be there */
    for (size_t i = 0; i < b->examples.len; i++) build_example(b, b->examples.at[i]);
    b->quiet = false;
}
