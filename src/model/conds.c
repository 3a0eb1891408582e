/* Conditions: how they are made, and from the text: names resolved, types checked. Recursive in the
 * nesting of conditions, which the parser limits. */
#include "model/build.h"

/* ==== made anew ==== */

struct cond *cond_new(struct arena *a, enum cond_kind kind, struct span at) {
    struct cond *c = arena_new(a, struct cond);
    c->kind = kind;
    c->at = at;
    return c;
}

struct cond *cond_constant(struct arena *a, bool holds, struct span at) {
    struct cond *c = cond_new(a, COND_TRUE, at);
    return holds ? c : cond_not(a, c);
}

struct cond *cond_not(struct arena *a, struct cond *c) {
    struct cond *result = cond_new(a, COND_NOT, c->at);
    vec_push(a, &result->terms, c);
    return result;
}

struct cond *cond_two(struct arena *a, enum cond_kind kind, struct span at, struct cond *x,
                      struct cond *y) {
    struct cond *c = cond_new(a, kind, at);
    vec_push(a, &c->terms, x);
    vec_push(a, &c->terms, y);
    return c;
}

struct cond *cond_all(struct arena *a, const struct conds *terms, struct span at) {
    if (terms->len == 1) return terms->at[0];
    struct cond *c = cond_new(a, terms->len ? COND_AND : COND_TRUE, at);
    c->terms = *terms;
    return c;
}

static struct cond *cond_test_of(struct arena *a, enum cond_kind kind, uint32_t fact,
                                 struct span at) {
    struct cond *c = cond_new(a, kind, at);
    c->fact = fact;
    return c;
}

struct cond *cond_in(struct arena *a, uint32_t fact, const uint64_t *set, struct span at) {
    struct cond *c = cond_test_of(a, COND_IN, fact, at);
    c->set = set;
    return c;
}

struct cond *cond_yes(struct arena *a, uint32_t fact, struct span at) {
    static const uint64_t yes = 2; /* bit 1: the value 1 */
    return cond_in(a, fact, &yes, at);
}

struct cond *cond_range(struct arena *a, uint32_t fact, int64_t low, int64_t high, struct span at) {
    struct cond *c = cond_test_of(a, COND_RANGE, fact, at);
    c->low = low;
    c->high = high;
    return c;
}

struct cond *cond_includes(struct arena *a, uint32_t fact, uint32_t element, struct span at) {
    struct cond *c = cond_test_of(a, COND_INCLUDES, fact, at);
    c->element = element;
    return c;
}

struct cond *cond_of_qualifier(struct arena *a, const struct qualifier *q) {
    return q->kind == AST_UNLESS ? cond_not(a, q->cond) : q->cond;
}

bool cond_test(const struct cond *c, int64_t value) {
    switch (c->kind) {
    case COND_IN: return bitset_has(c->set, (uint64_t)value);
    case COND_RANGE: return c->low <= value && value <= c->high;
    case COND_INCLUDES: return (uint64_t)value >> c->element & 1;
    case COND_EMPTY: return value == 0;
    default: return true;
    }
}

/* ==== tests of one fact against constants: each becomes a set of values or a range ==== */

static const char *const compare_words[] = {"=", "!=", "at least", "at most", "above", "below"};

/* Where an error was reported. */
static struct cond *always(struct builder *b, const struct ast_node *c) {
    return cond_new(b->arena, COND_TRUE, c->at);
}

/* ---- F op V ---- */

/* That the fact's value compares so with this one. */
static struct cond *compared(struct builder *b, const struct ast_node *c, const struct fact *f,
                             int64_t value) {
    unsigned compare = c->form;
    bool ranges = f->kind == FACT_NUMBER || f->kind == FACT_DATE, alone = compare <= AST_COND_NE;
    int64_t high = ranges ? f->high : f->kind == FACT_FLAG ? 1 : (int64_t)f->values.len - 1;
    int64_t from = alone || compare == AST_COND_AT_LEAST ? value
                   : compare == AST_COND_ABOVE           ? value + 1
                                                         : f->low,
            to = alone || compare == AST_COND_AT_MOST ? value
                 : compare == AST_COND_BELOW          ? value - 1
                                                      : high;
    if (ranges) {
        struct cond *range = cond_range(b->arena, fact_number(b, f), from, to, c->at);
        return compare == AST_COND_NE ? cond_not(b->arena, range) : range;
    }
    uint64_t *set = set_scratch(b, f);
    for (int64_t v = 0; v <= high; v++)
        if ((from <= v && v <= to) != (compare == AST_COND_NE)) bitset_add(set, (uint64_t)v);
    return cond_in(b->arena, fact_number(b, f), set_keep(b, f, set), c->at);
}

static void say_not_ordered(struct builder *b, const struct ast_node *c, const struct fact *f) {
    if (f->id.broken) return;
    say(b, DIAG_NOT_ORDERED, c->at,
        f->kind == FACT_ONE_OF
            ? "`%s %s`: the values of `%s` have no order; write `=` or `in { ... }`, or "
              "declare them with `<`"
            : "`%s %s`: the values of `%s`, yes and no, have no order; write `=`",
        f->id.name, compare_words[c->form], f->id.name);
    note_declared(b, f->id.name, f->id.at);
}

static struct cond *build_compare(struct builder *b, const struct ast_node *c, struct fact *f) {
    int64_t value = 0;
    bool in_order = f->ordered || f->kind == FACT_NUMBER || f->kind == FACT_DATE;
    if (f->kind == FACT_SET_OF)
        say_misfit(b, f, c->at, "write `%s includes %s` or `%s is empty`", f->id.name,
                   c->words.at[0].text, f->id.name);
    else if (!in_order && c->form != AST_COND_EQ && c->form != AST_COND_NE)
        say_not_ordered(b, c, f);
    else if (constant_read(b, f, &c->words.at[0], &value))
        return compared(b, c, f, value);
    return always(b, c);
}

/* ---- F in ..., F includes V, F is empty ---- */

/* Numbers and dates: any of the listed ones. */
static struct cond *in_ranges(struct builder *b, const struct ast_node *c, struct fact *f) {
    struct cond *any = cond_new(b->arena, COND_OR, c->at);
    bool fine = true;
    vec_each (struct ast_word, word, &c->words) {
        int64_t value = 0;
        if (constant_read(b, f, word, &value))
            vec_push(b->arena, &any->terms,
                     cond_range(b->arena, fact_number(b, f), value, value,
                                c->words.len > 1 ? word->at : c->at));
        else
            fine = false;
    }
    if (!fine) return always(b, c);
    return any->terms.len == 1 ? any->terms.at[0] : any;
}

static struct cond *build_in(struct builder *b, const struct ast_node *c, struct fact *f) {
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) return in_ranges(b, c, f);
    uint64_t *set = set_scratch(b, f);
    struct ast_words names = {0};
    bool fine = !f->id.broken;
    vec_each (struct ast_word, word, &c->words) {
        int64_t value = 0;
        if (f->kind == FACT_ONE_OF && ast_value_kind(word->text) == AST_VALUE_NAME) {
            fine = member_add(b, f, word, set) && fine;
            vec_push(b->arena, &names, *word);
        } else if (constant_read(b, f, word, &value))
            bitset_add(set, (uint64_t)value);
        else
            fine = false;
    }
    if (!fine) return always(b, c);
    struct cond *result = cond_in(b->arena, fact_number(b, f), set_keep(b, f, set), c->at);
    result->named = named_values(b, f, &names);
    return result;
}

static struct cond *build_includes(struct builder *b, const struct ast_node *c, struct fact *f) {
    int64_t element = 0;
    if (f->kind != FACT_SET_OF)
        say_misfit(b, f, c->at, "`includes` tests a set of values; write `%s = %s`", f->id.name,
                   c->words.at[0].text);
    else if (constant_read(b, f, &c->words.at[0], &element))
        return cond_includes(b->arena, fact_number(b, f), (uint32_t)element, c->at);
    return always(b, c);
}

/* A definition is a condition itself: there is nothing to compare. */
static bool say_definition(struct builder *b, const struct ast_node *c) {
    const struct symbol *s = symbol_of_kind(b, c->name.text, SYMBOL_DEFINE);
    if (!s) return false;
    if (s->broken) return true;
    say(b, DIAG_WRONG_KIND, c->at,
        "`%s` is a definition, which holds or does not; write `%s` or `not %s`", s->name, s->name,
        s->name);
    note_declared(b, s->name, s->at);
    return true;
}

/* What tests a fact: a comparison, IN, INCLUDES, EMPTY, and the NAME of one. */
static struct cond *build_test(struct builder *b, const struct ast_node *c) {
    static const char *const tests[] = {"", "=", "includes", "at least", "at least"};
    if (say_definition(b, c)) return always(b, c);
    struct fact *f = fact_find(b, &c->name);
    if (!f) return always(b, c);
    const char *name = f->id.name;
    if (c->form == AST_COND_NAME) {
        if (f->kind == FACT_FLAG) return cond_yes(b->arena, fact_number(b, f), c->at);
        say_misfit(b, f, c->at,
                   "alone it is neither true nor false; say which value, as in `%s %s ...`", name,
                   tests[f->kind]);
    } else if (c->form == AST_COND_IN) {
        if (f->kind != FACT_SET_OF) return build_in(b, c, f);
        say_misfit(b, f, c->at, "write `%s includes ...`, once for each value", name);
    } else if (c->form == AST_COND_INCLUDES) {
        return build_includes(b, c, f);
    } else if (c->form == AST_COND_EMPTY) {
        if (f->kind == FACT_SET_OF) {
            vec_each (struct declared, v, &f->values)
                mark_used(b, v); /* it asks for each of them */
            return cond_test_of(b->arena, COND_EMPTY, fact_number(b, f), c->at);
        }
        say_misfit(b, f, c->at, "`is empty` tests a set of values; write `=` and a value");
    } else {
        return build_compare(b, c, f);
    }
    return always(b, c);
}

/* ==== all conditions ==== */

struct cond *cond_in_words(struct builder *b, struct fact *f, const struct ast_words *words,
                           struct span at) {
    uint64_t *set = set_scratch(b, f);
    vec_each (struct ast_word, word, words) member_add(b, f, word, set);
    struct cond *c = cond_in(b->arena, fact_number(b, f), set_keep(b, f, set), at);
    c->named = named_values(b, f, words);
    return c;
}

/* ---- whether a paragraph applies ---- */

static const char *const why_not[] = {
    "",
    "the scope says whom the policy is about before any paragraph can apply; state it by facts",
    ("an `assume` says what cannot be otherwise in the world, not what the policy does; state it "
     "by "
     "facts"),
    "a presumption is settled before any paragraph can apply; state it by facts",
};

static bool may_ask_paragraphs(struct builder *b, struct span at, enum cond_site site,
                               const char *what) {
    if (site == SITE_RULE) return true;
    say(b, DIAG_APPLIES_HERE, at, "%s cannot stand here: %s", what, why_not[site]);
    return false;
}

static struct cond *build_applies(struct builder *b, const struct ast_node *c,
                                  enum cond_site site) {
    const char *what = arena_printf(b->arena, "`%s applies`", c->name.text);
    struct cond *result = cond_new(b->arena, COND_APPLIES, c->at);
    result->index = block_find(b, &c->name);
    bool fine = may_ask_paragraphs(b, c->at, site, what) && result->index != MODEL_NONE;
    return fine ? result : always(b, c);
}

/* ---- definitions ---- */

static struct cond *build_name(struct builder *b, const struct ast_node *c, enum cond_site site) {
    const struct symbol *s = symbol_of_kind(b, c->name.text, SYMBOL_DEFINE);
    if (!s) return build_test(b, c);
    refer(b, c->name.at, s->at);
    mark_used(b, symbol_declared(b, s));
    struct cond *result = cond_new(b->arena, COND_DEFINE, c->at);
    result->index = s->index;
    if (b->asks[s->index])
        may_ask_paragraphs(
            b, c->at, site,
            arena_printf(b->arena, "`%s`, which asks whether a paragraph applies,", c->name.text));
    return result;
}

/* ---- logic ---- */

static struct cond *build_terms(struct builder *b, const struct ast_node *c, enum cond_kind kind,
                                enum cond_site site) {
    struct cond *result = cond_new(b->arena, kind, c->at);
    vec_each (struct ast_node *, term, &c->parts)
        vec_push(b->arena, &result->terms, cond_build(b, *term, site));
    return result;
}

static struct cond *build_count(struct builder *b, const struct ast_node *c, enum cond_site site) {
    struct cond *result = build_terms(b, c, COND_COUNT, site);
    int64_t count = 0;
    size_t n = c->parts.len;
    bool whole = decimal_read(c->name.text, 0, &count) == DECIMAL_OK;
    if (!whole || count < 1 || (uint64_t)count > n)
        say(b, DIAG_BAD_COUNT, c->name.at,
            "`at least %s of` stands before %zu condition%s; write a whole number from 1 to %zu",
            c->name.text, n, n == 1 ? "" : "s", n);
    else
        result->count = (uint32_t)count;
    return result;
}

static struct cond *build_one(struct builder *b, const struct ast_node *c, enum cond_site site) {
    switch ((enum ast_cond_kind)c->form) {
    case AST_COND_NAME: return build_name(b, c, site);
    case AST_COND_NOT: return build_terms(b, c, COND_NOT, site);
    case AST_COND_AND: return build_terms(b, c, COND_AND, site);
    case AST_COND_OR: return build_terms(b, c, COND_OR, site);
    case AST_COND_COUNT: return build_count(b, c, site);
    case AST_COND_APPLIES: return build_applies(b, c, site);
    case AST_COND_ANY_PROVISION:
        if (!may_ask_paragraphs(b, c->at, site, "`any provision applies`")) return always(b, c);
        return cond_new(b->arena, COND_ANY_PROVISION, c->at);
    default: return build_test(b, c);
    }
}

struct cond *cond_build(struct builder *b, const struct ast_node *c, enum cond_site site) {
    struct cond *made = build_one(b, c, site);
    made->form = (enum ast_cond_kind)c->form;
    return made;
}
