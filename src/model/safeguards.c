/* Safeguards: what the policy promises for every situation. */
#include "model/build.h"

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
