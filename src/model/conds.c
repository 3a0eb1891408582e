/* Conditions: names resolved, types checked. Recursive in the nesting of conditions, which the
 * parser limits.
 */
#include "model/build.h"

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
    "an `assume` says what cannot be otherwise in the world, not what the policy does; state it by "
    "facts",
    "a presumption is settled before any paragraph can apply; state it by facts",
};

static bool may_ask_paragraphs(struct builder *b, struct span at, enum place place,
                               const char *what) {
    if (place == PLACE_RULE) return true;
    say(b, DIAG_APPLIES_HERE, at, "%s cannot stand here: %s", what, why_not[place]);
    return false;
}

static struct cond *build_applies(struct builder *b, const struct ast_cond *c, enum place place) {
    const char *what = arena_printf(b->arena, "`%s applies`", c->name.text);
    struct cond *result = cond_new(b->arena, COND_APPLIES, c->at);
    uint32_t block = block_find(b, &c->name);
    if (!may_ask_paragraphs(b, c->at, place, what) || block == MODEL_NONE)
        return cond_new(b->arena, COND_TRUE, c->at);
    result->index = block;
    return result;
}

/* ---- definitions ---- */

static struct cond *build_define_name(struct builder *b, const struct ast_cond *c, uint32_t define,
                                      enum place place) {
    struct define_source *d = &b->defines.at[define];
    d->used = d->used || !b->quiet;
    struct cond *result = cond_new(b->arena, COND_DEFINE, c->at);
    result->index = d->sorted;
    if (d->applies)
        may_ask_paragraphs(
            b, c->at, place,
            arena_printf(b->arena, "`%s`, which asks whether a paragraph applies,", c->name.text));
    return result;
}

static struct cond *build_name(struct builder *b, const struct ast_cond *c, enum place place) {
    const struct symbol *s = symbol_find(b, c->name.text);
    if (s && s->kind == SYMBOL_DEFINE) return build_define_name(b, c, s->index, place);
    return compare_build(b, c);
}

/* ---- logic ---- */

static struct cond *build_terms(struct builder *b, const struct ast_cond *c, enum cond_kind kind,
                                enum place place) {
    struct cond *result = cond_new(b->arena, kind, c->at);
    for (size_t i = 0; i < c->terms.len; i++)
        vec_push(b->arena, &result->terms, cond_build(b, c->terms.at[i], place));
    return result;
}

static struct cond *build_count(struct builder *b, const struct ast_cond *c, enum place place) {
    struct cond *result = build_terms(b, c, COND_COUNT, place);
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

struct cond *cond_build(struct builder *b, const struct ast_cond *c, enum place place) {
    switch (c->kind) {
    case AST_COND_NAME: return build_name(b, c, place);
    case AST_COND_COMPARE:
    case AST_COND_IN:
    case AST_COND_INCLUDES:
    case AST_COND_EMPTY: return compare_build(b, c);
    case AST_COND_NOT: return build_terms(b, c, COND_NOT, place);
    case AST_COND_AND: return build_terms(b, c, COND_AND, place);
    case AST_COND_OR: return build_terms(b, c, COND_OR, place);
    case AST_COND_COUNT: return build_count(b, c, place);
    case AST_COND_APPLIES: return build_applies(b, c, place);
    case AST_COND_ANY_PROVISION:
        if (!may_ask_paragraphs(b, c->at, place, "`any provision applies`"))
            return cond_new(b->arena, COND_TRUE, c->at);
        return cond_new(b->arena, COND_ANY_PROVISION, c->at);
    }
    return cond_new(b->arena, COND_TRUE, c->at);
}
