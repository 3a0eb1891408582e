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
static struct cond *always(struct builder *b, const struct ast_cond *c) {
    return cond_new(b->arena, COND_TRUE, c->at);
}

/* ---- F op V ---- */

static struct cond *compare_range(struct builder *b, const struct ast_cond *c, uint32_t fact,
                                  int64_t value) {
    const struct fact *f = &b->m->facts.at[fact];
    int64_t low = f->low, high = f->high;
    if (c->compare == AST_EQ || c->compare == AST_NE || c->compare == AST_AT_LEAST) low = value;
    if (c->compare == AST_EQ || c->compare == AST_NE || c->compare == AST_AT_MOST) high = value;
    if (c->compare == AST_ABOVE) low = value + 1;
    if (c->compare == AST_BELOW) high = value - 1;
    struct cond *range = cond_range(b->arena, fact, low, high, c->at);
    return c->compare == AST_NE ? cond_not(b->arena, range) : range;
}

static bool holds(enum ast_compare compare, uint64_t value, uint64_t than) {
    if (value == than)
        return compare == AST_EQ || compare == AST_AT_LEAST || compare == AST_AT_MOST;
    return compare == AST_NE || (value > than ? compare == AST_AT_LEAST || compare == AST_ABOVE
                                              : compare == AST_AT_MOST || compare == AST_BELOW);
}

static struct cond *compare_set(struct builder *b, const struct ast_cond *c, uint32_t fact,
                                int64_t value) {
    const struct fact *f = &b->m->facts.at[fact];
    uint64_t n = f->kind == FACT_FLAG ? 2 : f->values.len;
    uint64_t *set = set_scratch(b, fact);
    for (uint64_t v = 0; v < n; v++)
        if (holds(c->compare, v, (uint64_t)value)) bitset_add(set, v);
    return cond_in(b->arena, fact, set_keep(b, fact, set), c->at);
}

static void say_not_ordered(struct builder *b, const struct ast_cond *c, uint32_t fact) {
    const struct fact *f = &b->m->facts.at[fact];
    if (b->facts.at[fact].broken) return;
    say(b, DIAG_NOT_ORDERED, c->at,
        f->kind == FACT_ONE_OF
            ? "`%s %s`: the values of `%s` have no order; write `=` or `in { ... }`, or "
              "declare them with `<`"
            : "`%s %s`: the values of `%s`, yes and no, have no order; write `=`",
        f->id.name, compare_words[c->compare], f->id.name);
    note_declared(b, &f->id);
}

static struct cond *build_compare(struct builder *b, const struct ast_cond *c, uint32_t fact) {
    const struct fact *f = &b->m->facts.at[fact];
    int64_t value = 0;
    if (f->kind == FACT_SET_OF) {
        say_misfit(b, fact, c->at, "write `%s includes %s` or `%s is empty`", f->id.name,
                   c->value.word.text, f->id.name);
        return always(b, c);
    }
    bool in_order = f->ordered || f->kind == FACT_NUMBER || f->kind == FACT_DATE;
    if (!in_order && c->compare != AST_EQ && c->compare != AST_NE) {
        say_not_ordered(b, c, fact);
        return always(b, c);
    }
    if (!constant_read(b, fact, &c->value, &value)) return always(b, c);
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) return compare_range(b, c, fact, value);
    return compare_set(b, c, fact, value);
}

/* ---- F in ..., F includes V, F is empty ---- */

/* Numbers and dates: any of the listed ones. */
static struct cond *in_ranges(struct builder *b, const struct ast_cond *c, uint32_t fact) {
    struct cond *any = cond_new(b->arena, COND_OR, c->at);
    bool fine = true;
    vec_each (struct ast_value, v, &c->values) {
        int64_t value = 0;
        if (constant_read(b, fact, v, &value))
            vec_push(b->arena, &any->terms, cond_range(b->arena, fact, value, value, c->at));
        else
            fine = false;
    }
    if (!fine || any->terms.len == 0) return always(b, c);
    return any->terms.len == 1 ? any->terms.at[0] : any;
}

static struct cond *build_in(struct builder *b, const struct ast_cond *c, uint32_t fact) {
    const struct fact *f = &b->m->facts.at[fact];
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) return in_ranges(b, c, fact);
    uint64_t *set = set_scratch(b, fact);
    struct ast_words names = {0};
    bool fine = !b->facts.at[fact].broken;
    vec_each (struct ast_value, v, &c->values) {
        int64_t value = 0;
        if (f->kind == FACT_ONE_OF && v->kind == AST_VALUE_NAME) {
            fine = member_add(b, fact, &v->word, set) && fine;
            vec_push(b->arena, &names, v->word);
        } else if (constant_read(b, fact, v, &value))
            bitset_add(set, (uint64_t)value);
        else
            fine = false;
    }
    if (!fine) return always(b, c);
    struct cond *result = cond_in(b->arena, fact, set_keep(b, fact, set), c->at);
    result->named = named_values(b, fact, &names);
    return result;
}

/* A definition is a condition itself: there is nothing to compare. */
static bool say_definition(struct builder *b, const struct ast_cond *c) {
    const struct symbol *s = symbol_find(b, c->name.text);
    if (!s || s->kind != SYMBOL_DEFINE) return false;
    if (s->broken) return true;
    say(b, DIAG_WRONG_KIND, c->at,
        "`%s` is a definition, which holds or does not; write `%s` or `not %s`", s->name, s->name,
        s->name);
    diag_note(b->d, s->at, "`%s` is declared here", s->name);
    return true;
}

/* COMPARE, IN, INCLUDES, EMPTY, and NAME of a fact. */
static struct cond *compare_build(struct builder *b, const struct ast_cond *c) {
    if (say_definition(b, c)) return always(b, c);
    uint32_t fact = name_find(b, &c->name, SYMBOL_FACT);
    if (fact == MODEL_NONE) return always(b, c);
    const struct fact *f = &b->m->facts.at[fact];
    const char *name = f->id.name;
    if (c->kind == AST_COND_COMPARE) return build_compare(b, c, fact);
    if (c->kind == AST_COND_NAME) {
        static const char *const tests[] = {"", "=", "includes", "at least", "at least"};
        if (f->kind == FACT_FLAG) return cond_yes(b->arena, fact, c->at);
        say_misfit(b, fact, c->at,
                   "alone it is neither true nor false; say which value, as in `%s %s ...`", name,
                   tests[f->kind]);
    } else if (c->kind == AST_COND_IN) {
        if (f->kind != FACT_SET_OF) return build_in(b, c, fact);
        say_misfit(b, fact, c->at, "write `%s includes ...`, once for each value", name);
    } else if (c->kind == AST_COND_INCLUDES) {
        int64_t element = 0;
        if (f->kind != FACT_SET_OF)
            say_misfit(b, fact, c->at, "`includes` tests a set of values; write `%s = %s`", name,
                       c->value.word.text);
        else if (constant_read(b, fact, &c->value, &element))
            return cond_includes(b->arena, fact, (uint32_t)element, c->at);
    } else {
        if (f->kind == FACT_SET_OF) return cond_test_of(b->arena, COND_EMPTY, fact, c->at);
        say_misfit(b, fact, c->at, "`is empty` tests a set of values; write `=` and a value");
    }
    return always(b, c);
}

/* ==== all conditions ==== */

struct cond *cond_in_words(struct builder *b, uint32_t fact, const struct ast_words *words,
                           struct span at) {
    uint64_t *set = set_scratch(b, fact);
    vec_each (struct ast_word, word, words) member_add(b, fact, word, set);
    struct cond *c = cond_in(b->arena, fact, set_keep(b, fact, set), at);
    c->named = named_values(b, fact, words);
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

static struct cond *build_applies(struct builder *b, const struct ast_cond *c,
                                  enum cond_site site) {
    const char *what = arena_printf(b->arena, "`%s applies`", c->name.text);
    struct cond *result = cond_new(b->arena, COND_APPLIES, c->at);
    uint32_t block = block_find(b, &c->name);
    if (!may_ask_paragraphs(b, c->at, site, what) || block == MODEL_NONE) return always(b, c);
    result->index = block;
    return result;
}

/* ---- definitions ---- */

static struct cond *build_define_name(struct builder *b, const struct ast_cond *c, uint32_t define,
                                      enum cond_site site) {
    struct define_source *d = &b->defines.at[define];
    mark_used(b, &b->m->defines.at[d->sorted].id);
    struct cond *result = cond_new(b->arena, COND_DEFINE, c->at);
    result->index = d->sorted;
    if (d->applies)
        may_ask_paragraphs(
            b, c->at, site,
            arena_printf(b->arena, "`%s`, which asks whether a paragraph applies,", c->name.text));
    return result;
}

static struct cond *build_name(struct builder *b, const struct ast_cond *c, enum cond_site site) {
    const struct symbol *s = symbol_find(b, c->name.text);
    if (s && s->kind == SYMBOL_DEFINE) return build_define_name(b, c, s->index, site);
    return compare_build(b, c);
}

/* ---- logic ---- */

static struct cond *build_terms(struct builder *b, const struct ast_cond *c, enum cond_kind kind,
                                enum cond_site site) {
    struct cond *result = cond_new(b->arena, kind, c->at);
    for (size_t i = 0; i < c->terms.len; i++)
        vec_push(b->arena, &result->terms, cond_build(b, c->terms.at[i], site));
    return result;
}

static struct cond *build_count(struct builder *b, const struct ast_cond *c, enum cond_site site) {
    struct cond *result = build_terms(b, c, COND_COUNT, site);
    int64_t count = 0;
    bool whole = decimal_read(c->number.text, 0, &count) == DECIMAL_OK;
    if (!whole || count < 1 || (uint64_t)count > c->terms.len)
        say(b, DIAG_BAD_COUNT, c->number.at,
            "`at least %s of` stands before %zu condition%s; write a whole number from 1 to %zu",
            c->number.text, c->terms.len, c->terms.len == 1 ? "" : "s", c->terms.len);
    else
        result->count = (uint32_t)count;
    return result;
}

struct cond *cond_build(struct builder *b, const struct ast_cond *c, enum cond_site site) {
    switch (c->kind) {
    case AST_COND_NAME: return build_name(b, c, site);
    case AST_COND_COMPARE:
    case AST_COND_IN:
    case AST_COND_INCLUDES:
    case AST_COND_EMPTY: return compare_build(b, c);
    case AST_COND_NOT: return build_terms(b, c, COND_NOT, site);
    case AST_COND_AND: return build_terms(b, c, COND_AND, site);
    case AST_COND_OR: return build_terms(b, c, COND_OR, site);
    case AST_COND_COUNT: return build_count(b, c, site);
    case AST_COND_APPLIES: return build_applies(b, c, site);
    case AST_COND_ANY_PROVISION:
        if (!may_ask_paragraphs(b, c->at, site, "`any provision applies`")) return always(b, c);
        return cond_new(b->arena, COND_ANY_PROVISION, c->at);
    }
    return always(b, c);
}
