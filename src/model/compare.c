/* Conditions that test one fact against constants. Each becomes a set of values or a range. */
#include "model/build.h"

static const char *const compare_words[] = {"=", "!=", "at least", "at most", "above", "below"};

static struct cond *always(struct builder *b, const struct ast_cond *c) {
    return cond_new(b->arena, COND_TRUE, c->at);
}

/* Says what the fact is, that the test does not fit it, and what does. */
static struct cond *say_misfit(struct builder *b, const struct ast_cond *c, uint32_t fact,
                               const char *advice) {
    const struct fact *f = &b->m->facts.at[fact];
    if (!b->facts.at[fact].broken) {
        say(b, DIAG_TYPE_MISMATCH, c->at, "`%s` is %s; %s", f->id.name, type_words(f), advice);
        note_declared(b, &f->id);
    }
    return always(b, c);
}

/* ---- F ---- */

static struct cond *build_flag(struct builder *b, const struct ast_cond *c, uint32_t fact) {
    const struct fact *f = &b->m->facts.at[fact];
    if (f->kind != FACT_FLAG) {
        static const char *const tests[] = {"", "=", "includes", "at least", "at least"};
        return say_misfit(
            b, c, fact,
            arena_printf(b->arena,
                         "alone it is neither true nor false; say which value, as in `%s %s ...`",
                         f->id.name, tests[f->kind]));
    }
    return cond_yes(b->arena, fact, c->at);
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
    switch (compare) {
    case AST_EQ: return value == than;
    case AST_NE: return value != than;
    case AST_AT_LEAST: return value >= than;
    case AST_AT_MOST: return value <= than;
    case AST_ABOVE: return value > than;
    case AST_BELOW: return value < than;
    }
    return false;
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
    if (f->kind == FACT_SET_OF)
        return say_misfit(b, c, fact,
                          arena_printf(b->arena, "write `%s includes %s` or `%s is empty`",
                                       f->id.name, c->value.word.text, f->id.name));
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
    if (f->kind == FACT_SET_OF)
        return say_misfit(
            b, c, fact,
            arena_printf(b->arena, "write `%s includes ...`, once for each value", f->id.name));
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

static struct cond *build_includes(struct builder *b, const struct ast_cond *c, uint32_t fact) {
    const struct fact *f = &b->m->facts.at[fact];
    int64_t element = 0;
    if (f->kind != FACT_SET_OF)
        return say_misfit(b, c, fact,
                          arena_printf(b->arena,
                                       "`includes` tests a set of values; write `%s = %s`",
                                       f->id.name, c->value.word.text));
    if (!constant_read(b, fact, &c->value, &element)) return always(b, c);
    return cond_includes(b->arena, fact, (uint32_t)element, c->at);
}

static struct cond *build_empty(struct builder *b, const struct ast_cond *c, uint32_t fact) {
    if (b->m->facts.at[fact].kind != FACT_SET_OF)
        return say_misfit(b, c, fact, "`is empty` tests a set of values; write `=` and a value");
    struct cond *result = cond_new(b->arena, COND_EMPTY, c->at);
    result->fact = fact;
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

struct cond *compare_build(struct builder *b, const struct ast_cond *c) {
    if (say_definition(b, c)) return always(b, c);
    uint32_t fact = name_find(b, &c->name, SYMBOL_FACT);
    if (fact == MODEL_NONE) return always(b, c);
    switch (c->kind) {
    case AST_COND_NAME: return build_flag(b, c, fact);
    case AST_COND_COMPARE: return build_compare(b, c, fact);
    case AST_COND_IN: return build_in(b, c, fact);
    case AST_COND_INCLUDES: return build_includes(b, c, fact);
    case AST_COND_EMPTY: return build_empty(b, c, fact);
    default: return always(b, c);
    }
}
