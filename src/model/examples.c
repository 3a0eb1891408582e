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
                                 (CLOSED & ~(unsigned)DECIDED) | 1u << AST_EXPECT_BY,
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

static void check_default(struct builder *b, const struct example *e, const struct ast_node *x) {
    uint32_t standard = b->m->default_approach;
    if (b->gaps || b->approaches_broken) return;
    if (!b->default_said)
        say(b, DIAG_NEVER_EXPECTED, x->at,
            "no answer can be this: no approach of the policy is marked `default`; write "
            "`refused`, or mark one");
    else if (standard != MODEL_NONE && (e->approaches.len != 1 || e->approaches.at[0] != standard))
        say(b, DIAG_NEVER_EXPECTED, x->words.at[0].at,
            "no answer can be this: the default approach is `%s`",
            b->m->approaches.at[standard].id.name);
    if (x->flag)
        say(b, DIAG_NEVER_EXPECTED, x->at,
            "no answer can be this: a default rests on no paragraph, so nobody is committed to it; "
            "leave `committed` out");
}

static void build_status(struct builder *b, struct example *e, const struct ast_node *x) {
    size_t errors = b->d->errors;
    const struct ast_word *second = NULL; /* the first that is not the one before */
    vec_each (struct ast_word, word, &x->words) {
        if (!second && word->text != x->words.at[0].text) second = word;
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
    if (x->form == AST_STATUS_DEFAULT && b->d->errors == errors) check_default(b, e, x);
}

/* ---- the other parts ---- */

static uint32_t part_item(struct builder *b, enum ast_expect_kind kind,
                          const struct ast_word *word) {
    switch (kind) {
    case AST_EXPECT_BY:
    case AST_EXPECT_CAUTIONS: return block_find(b, word);
    case AST_EXPECT_WITH:
    case AST_EXPECT_WITHOUT:
    case AST_EXPECT_AFTER: return name_find(b, word, SYMBOL_DUTY);
    case AST_EXPECT_ASKING: return name_find(b, word, SYMBOL_FACT);
    case AST_EXPECT_NOW:
    case AST_EXPECT_BETWEEN: break;
    }
    return approach_find(b, word);
}

/* Whether an approach may have duties and cautions where this is expected. */
static bool may_have_some(const struct builder *b, const struct example *e,
                          const struct ast_node *x, uint32_t approach) {
    if (x->form == AST_STATUS_UNDETERMINED || approach == b->m->default_approach) return true;
    if (x->form == AST_STATUS_DEFAULT) return false;
    vec_each (uint32_t, a, &e->approaches)
        if (b->m->ranked ? approach <= *a : approach == *a) return true;
    return e->approaches.len == 0; /* what was written names none */
}

/* A part that no answer has where this is expected. `using`: the approach that it names. */
static void check_part(struct builder *b, const struct example *e, const struct ast_node *x,
                       const struct ast_node *part, uint32_t using) {
    bool named = part->name.text, undetermined = x->form == AST_STATUS_UNDETERMINED,
         out_of_scope = x->form == AST_STATUS_OUT_OF_SCOPE, by = part->form == AST_EXPECT_BY;
    /* What closes an approach is said of any. */
    bool never = expected[x->form].never >> part->form & 1 &&
                 !(named && (undetermined || (by && !out_of_scope)));
    /* Among ranked approaches, the one that is open waits for nothing; unranked, another of them
     * may. */
    if (b->m->ranked && x->form == AST_STATUS_OPEN && part->form == AST_EXPECT_AFTER)
        never = !named || (e->approaches.len && using == e->approaches.at[0]);
    if (never)
        say(b, DIAG_NEVER_EXPECTED, part->at,
            "no answer can be this: %s never comes with `%s`; leave it out",
            expected[x->form].words, ast_expect_words[part->form]);
    else if (using != MODEL_NONE && !by && part->form != AST_EXPECT_WITHOUT &&
             !may_have_some(b, e, x, using))
        say(b, DIAG_NEVER_EXPECTED, part->name.at,
            "no answer can be this: where this is expected `%s` is neither open nor the default "
            "approach, so it has no duties and no cautions; leave it out",
            part->name.text);
}

static void build_part(struct builder *b, struct example *e, const struct ast_node *x,
                       const struct ast_node *part) {
    struct expectation made = {.kind = (enum ast_expect_kind)part->form,
                               .at = part->at,
                               .using =
                                   part->name.text ? approach_find(b, &part->name) : MODEL_NONE};
    check_part(b, e, x, part, made.using);
    vec_each (struct ast_word, word, &part->words) {
        bool none = word->text == b->none &&
                    (made.kind == AST_EXPECT_NOW || made.kind == AST_EXPECT_BETWEEN);
        uint32_t item = none ? MODEL_NONE : part_item(b, made.kind, word);
        if (item == MODEL_NONE && !none) continue;
        if (made.kind == AST_EXPECT_AFTER) duty_must_be_before(b, item, word->at, "`after` names");
        if (made.kind == AST_EXPECT_ASKING && b->m->facts.at[item].source == FACT_READING)
            say(b, DIAG_NOT_GIVEN, word->at,
                "`%s` is a reading, which is taken for the whole policy and never asked for; leave "
                "it out",
                word->text);
        add_once(b, &made.items, item);
    }
    vec_push(b->arena, &e->parts, made);
}

static void build_expect(struct builder *b, struct example *e, const struct ast_node *x) {
    e->expect_at = x->at;
    e->any_status = x->form == AST_STATUS_ANY;
    e->status = expected[x->form].status;
    e->committed = x->flag;
    build_status(b, e, x);
    node_each (part, x, NODE_EXPECTATION) build_part(b, e, x, part);
}

/* ==== examples ==== */

/* ---- given ---- */

/* A group is where its fact is in conditions; a situation has one of its values. */
static bool say_group(struct builder *b, const struct fact *f, const struct ast_word *word) {
    const struct symbol *s = symbol_of_kind(b, word->text, SYMBOL_GROUP);
    if (!s || value_index(b, f, word->text) != MODEL_NONE) return false;
    const uint64_t *set = b->m->groups.at[s->index].set;
    const char *one = "...";
    bitset_each (i, set, f->values.len) {
        one = f->values.at[i].name;
        break;
    }
    say(b, DIAG_WRONG_KIND, word->at,
        "`%s` is a group, and a request has one `%s`: name one of them, as in `%s = %s`", s->name,
        f->id.name, f->id.name, one);
    note_declared(b, s->name, s->at);
    return true;
}

static int64_t given_value(struct builder *b, const struct ast_node *g, struct fact *f) {
    bool set = g->form == AST_GIVEN_SET, bare = g->form != AST_GIVEN_VALUE && !set;
    int64_t value = g->form == AST_GIVEN_YES;
    if (!bare && !set && say_group(b, f, &g->words.at[0])) return value;
    if (bare && f->kind != FACT_FLAG)
        say_misfit(b, f, g->at, "say which, as in `%s = %s`", f->id.name,
                   f->kind == FACT_SET_OF ? "{ ... }" : "...");
    else if (!bare)
        constants_read(b, f, &g->words, set, g->at, &value);
    return value;
}

static void build_given(struct builder *b, struct example *e, const struct ast_node *g,
                        struct map *seen) {
    const struct symbol *s = symbol_of_kind(b, g->name.text, SYMBOL_DEFINE);
    if (s) {
        say(b, DIAG_NOT_GIVEN, g->name.at,
            "`%s` is a definition, which follows from facts; give the facts that it rests on",
            s->name);
        note_declared(b, s->name, s->at);
        return;
    }
    struct fact *f = fact_find(b, &g->name);
    if (!f) return;
    if (f->source == FACT_READING) {
        say(b, DIAG_NOT_GIVEN, g->name.at,
            "`%s` is a reading, which is taken for the whole policy and never part of a "
            "situation; leave it out",
            g->name.text);
        note_declared(b, f->id.name, f->id.at);
        return;
    }
    uint32_t n = (uint32_t)e->givens.len, fact = fact_number(b, f);
    uint32_t first = map_add(seen, 0, fact, n);
    if (first != n) {
        say(b, DIAG_GIVEN_TWICE, g->at, "`%s` is given twice; keep one", g->name.text);
        diag_note(b->d, e->givens.at[first].at, "it was given here before");
        return;
    }
    struct given given = {.at = g->at, .fact = fact, .value = given_value(b, g, f)};
    vec_push(b->arena, &e->givens, given);
}

/* ---- an example ---- */

/* The same that is given, and what else is expected, as one of its own; where all is given before.
 */
static struct diag_fix make_second(struct builder *b, const struct ast_node *example,
                                   const struct ast_node *expect, const struct ast_node *again) {
    const struct source *source = b->d->sources->at[example->at.file];
    const char *given = "";
    node_each (g, example, NODE_GIVEN) {
        if (expect->at.from < g->at.from) return (struct diag_fix){0};
        given = arena_printf(b->arena, "%s%s%s", given, *given ? ", " : "    given  ",
                             source_words(b->arena, source, g->at));
    }
    struct span title = example->title.at; /* with its quotes */
    uint32_t from = again->at.from;
    while (strchr(" \t\r\n", source->text[from - 1])) from--;
    return (struct diag_fix){.what = "Make a second example",
                             .at = {again->at.file, from, again->at.from},
                             .text = arena_printf(b->arena, "\n}\n\nexample %.*s (2)\" {\n%s%s    ",
                                                  (int)(title.to - title.from) - 1,
                                                  source->text + title.from, given,
                                                  *given ? "\n" : "")};
}

static void build_example(struct builder *b, const struct ast_node *from) {
    struct example e = {.title = from->title.text, .at = from->at};
    const struct ast_node *expect = node_part(from, NODE_EXPECT);
    struct map seen;
    map_init(&seen, b->arena);
    node_each (cited, from, NODE_CITED) cite_check(b, &cited->words, false);
    node_each (g, from, NODE_GIVEN) build_given(b, &e, g, &seen);
    if (!expect && !b->gaps)
        say(b, DIAG_EXPECT_ONCE, from->at,
            "the example does not say what is expected; add `expect` and what the policy "
            "should answer");
    node_each (again, from, NODE_EXPECT) {
        if (again == expect) continue;
        say(b, DIAG_EXPECT_ONCE, again->at,
            "an example has one `expect`; make the second a new example");
        diag_note(b->d, expect->at, "the first one is here");
        diag_fix(b->d, make_second(b, from, expect, again));
    }
    if (expect) build_expect(b, &e, expect);
    vec_push(b->arena, &b->m->examples, e);
}

void build_examples(struct builder *b) {
    b->quiet = true; /* an example is not a reason for a fact to be there */
    vec_each (struct ast_node *, item, &b->items)
        if ((*item)->kind == NODE_EXAMPLE) build_example(b, *item);
    b->quiet = false;
}

/* ==== safeguards ==== */

static void build_promise(struct builder *b, struct safeguard *s, const struct ast_node *from) {
    struct promise p = {
        .kind = (enum ast_promise_kind)from->form, .at = from->at, .duty = MODEL_NONE};
    struct ast_word name = from->name;
    if (p.kind == AST_ALWAYS) {
        b->quiet = true; /* a duty that only a safeguard names is attached by no rule */
        p.duty = name_find(b, &name, SYMBOL_DUTY);
        b->quiet = false;
        p.approaches = model_approaches(b->m);
    } else {
        p.approaches = approaches_named(b, &(struct ast_words){&name, 1, 1}, from->flag, from->at);
    }
    node_each (c, from, NODE_QUALIFIER)
        if (c->form == AST_USING) p.approaches = approaches_named(b, &c->words, c->flag, c->at);
    p.qualifiers = qualifiers_build(b, from);
    vec_push(b->arena, &s->promises, p);
}

void build_safeguards(struct builder *b) {
    vec_each (struct ast_node *, item, &b->items) {
        struct safeguard s = {.title = (*item)->title.text, .at = (*item)->at};
        if ((*item)->kind != NODE_SAFEGUARD) continue;
        node_each (cited, *item, NODE_CITED) cite_check(b, &cited->words, false);
        node_each (p, *item, NODE_PROMISE) build_promise(b, &s, p);
        vec_push(b->arena, &b->m->safeguards, s);
    }
}
