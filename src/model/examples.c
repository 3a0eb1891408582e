/* Examples, the situation that is given and what is expected of it, and safeguards, what the policy
 * promises for every situation. */
#include "model/build.h"

/* ==== expectations ==== */

enum {
    DECIDED = 1u << AST_EXPECT_ASKING | 1u << AST_EXPECT_BETWEEN,
    CLOSED = DECIDED | 1u << AST_EXPECT_WITH | 1u << AST_EXPECT_AFTER | 1u << AST_EXPECT_CAUTIONS
};

/* How what is expected is named in messages, and the parts of which such an answer always has none
 * (bit k for ast_expect_kind k). */
static const struct {
    enum status status;
    unsigned never;
    const char *words;
} expected[] = {
    [AST_STATUS_ANY] = {STATUS_OPEN, DECIDED, "an answer that names an approach"},
    [AST_STATUS_OPEN] = {STATUS_OPEN, DECIDED, "`open`"},
    [AST_STATUS_CONDITIONAL] = {STATUS_CONDITIONAL, DECIDED, "`conditional`"},
    [AST_STATUS_DEFAULT] = {STATUS_DEFAULT, DECIDED | 1u << AST_EXPECT_BY, "`default`"},
    [AST_STATUS_REFUSED] = {STATUS_REFUSED, CLOSED, "`refused`"},
    [AST_STATUS_UNDETERMINED] = {STATUS_UNDETERMINED,
                                 (CLOSED & ~(unsigned)DECIDED) | 1u << AST_EXPECT_BY |
                                     1u << AST_EXPECT_NOW,
                                 "`undetermined`"},
    [AST_STATUS_OUT_OF_SCOPE] = {STATUS_OUT_OF_SCOPE, CLOSED | 1u << AST_EXPECT_BY,
                                 "`out of scope`"},
};

/* A list may name a thing twice; what it says is a set. */
static void add_once(struct builder *b, struct indices *list, uint32_t item) {
    vec_each (uint32_t, i, list) {
        if (*i == item) return;
    }
    vec_push(b->arena, list, item);
}

/* ---- the approaches ---- */

static void check_default(struct builder *b, const struct example *e, const struct ast_expect *x) {
    uint32_t standard = b->m->default_approach;
    if (b->gaps || b->approaches_broken) return;
    if (b->default_at == MODEL_NONE)
        say(b, DIAG_NEVER_EXPECTED, x->at,
            "no answer can be this: no approach of the policy is marked `default`; write "
            "`refused`, or mark one");
    else if (standard != MODEL_NONE && (e->approaches.len != 1 || e->approaches.at[0] != standard))
        say(b, DIAG_NEVER_EXPECTED, x->approaches.at[0].at,
            "no answer can be this: the default approach is `%s`",
            b->m->approaches.at[standard].id.name);
    if (x->committed)
        say(b, DIAG_NEVER_EXPECTED, x->at,
            "no answer can be this: a default rests on no paragraph, so nobody is committed to it; "
            "leave `committed` out");
}

static void build_status(struct builder *b, struct example *e, const struct ast_expect *x) {
    size_t errors = b->d->errors;
    const struct ast_word *second = NULL; /* the first that is not the one before */
    vec_each (struct ast_word, word, &x->approaches) {
        if (!second && word->text != x->approaches.at[0].text) second = word;
        if (word->text == b->none) {
            say(b, DIAG_NEVER_EXPECTED, word->at,
                "`none` is not an approach; write `expect refused` or `expect out of scope`");
            continue;
        }
        uint32_t a = approach_find(b, word);
        if (a != MODEL_NONE) add_once(b, &e->approaches, a);
    }
    if (b->m->ranked && second)
        say(b, DIAG_NEVER_EXPECTED, second->at,
            "the approaches are ranked, so an answer names one, the most committed; expect "
            "that one");
    if (x->status == AST_STATUS_DEFAULT && b->d->errors == errors) check_default(b, e, x);
}

/* ---- the other parts ---- */

static uint32_t part_item(struct builder *b, const struct ast_expectation *part,
                          const struct ast_word *word) {
    switch (part->kind) {
    case AST_EXPECT_BY:
    case AST_EXPECT_CAUTIONS: return block_find(b, word);
    case AST_EXPECT_WITH:
    case AST_EXPECT_WITHOUT:
    case AST_EXPECT_AFTER: return name_find(b, word, SYMBOL_DUTY);
    case AST_EXPECT_ASKING: return name_find(b, word, SYMBOL_FACT);
    case AST_EXPECT_NOW:
    case AST_EXPECT_BETWEEN: return approach_find(b, word);
    }
    return MODEL_NONE;
}

static void build_part(struct builder *b, struct example *e, const struct ast_expectation *part) {
    struct expectation made = {.kind = part->kind, .at = part->at};
    vec_each (struct ast_word, word, &part->names) {
        bool none = word->text == b->none &&
                    (part->kind == AST_EXPECT_NOW || part->kind == AST_EXPECT_BETWEEN);
        uint32_t item = none ? MODEL_NONE : part_item(b, part, word);
        if (item == MODEL_NONE && !none) continue;
        if (part->kind == AST_EXPECT_AFTER) duty_must_be_before(b, item, word->at, "`after` names");
        if (part->kind == AST_EXPECT_ASKING && b->m->facts.at[item].source == FACT_READING)
            say(b, DIAG_NOT_GIVEN, word->at,
                "`%s` is a reading, which is taken for the whole policy and never asked for; leave "
                "it out",
                word->text);
        add_once(b, &made.items, item);
    }
    vec_push(b->arena, &e->parts, made);
}

static void build_expect(struct builder *b, struct example *e, const struct ast_expect *x) {
    e->expect_at = x->at;
    e->any_status = x->status == AST_STATUS_ANY;
    e->status = expected[x->status].status;
    e->committed = x->committed;
    build_status(b, e, x);
    vec_each (struct ast_expectation, part, &x->parts) {
        /* Among ranked approaches, the one that is open waits for nothing; unranked, another of
         * them may. */
        if (expected[x->status].never >> part->kind & 1 ||
            (b->m->ranked && x->status == AST_STATUS_OPEN && part->kind == AST_EXPECT_AFTER))
            say(b, DIAG_NEVER_EXPECTED, part->at,
                "no answer can be this: %s never comes with `%s`; leave it out",
                expected[x->status].words, ast_expect_words[part->kind]);
        build_part(b, e, part);
    }
}

/* ==== examples ==== */

/* ---- given ---- */

static void given_value(struct builder *b, const struct ast_given *g, uint32_t fact,
                        int64_t *value) {
    const struct fact *f = &b->m->facts.at[fact];
    if (g->bare) {
        *value = !g->negated;
        if (f->kind != FACT_FLAG)
            say_misfit(b, fact, g->at, "say which, as in `%s = %s`", f->id.name,
                       f->kind == FACT_SET_OF ? "{ ... }" : "...");
    } else if (g->braces == (f->kind == FACT_SET_OF)) {
        constants_read(b, fact, &g->values, g->at, value);
    } else {
        say_misfit(b, fact, g->at, "write %s",
                   g->braces ? "one value without { }" : "its values in { }");
    }
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
        say(b, DIAG_NOT_GIVEN, g->fact.at,
            "`%s` is a reading, which is taken for the whole policy and never part of a "
            "situation; leave it out",
            g->fact.text);
        note_declared(b, &b->m->facts.at[fact].id);
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

/* ==== safeguards ==== */

static void build_promise(struct builder *b, struct safeguard *s, const struct ast_promise *from) {
    struct promise p = {.kind = from->kind, .at = from->at, .duty = MODEL_NONE};
    struct ast_words names = {.at = (struct ast_word[]){from->name}, .len = 1, .cap = 1};
    if (from->kind == AST_ALWAYS) {
        b->quiet = true; /* a duty that only a safeguard names is attached by no rule */
        p.duty = name_find(b, &from->name, SYMBOL_DUTY);
        b->quiet = false;
        p.approaches = model_approaches(b->m);
    } else {
        p.approaches = approaches_named(b, &names, from->or_above, from->at);
    }
    vec_each (struct ast_qualifier, c, &from->qualifiers)
        if (c->kind == AST_USING) p.approaches = approaches_named(b, &c->names, c->or_above, c->at);
    p.qualifiers = qualifiers_build(b, &from->qualifiers);
    vec_push(b->arena, &s->promises, p);
}

void build_safeguards(struct builder *b) {
    for (size_t i = 0; i < b->safeguards.len; i++) {
        const struct ast_safeguard *from = b->safeguards.at[i];
        struct safeguard s = {.title = from->title.text, .at = from->at};
        cite_check(b, &from->cite, false);
        vec_each (struct ast_promise, p, &from->promises) build_promise(b, &s, p);
        vec_push(b->arena, &b->m->safeguards, s);
    }
}
