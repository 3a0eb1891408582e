/* Definitions, presumptions, assumes and the scope: conditions that stand outside the rules. */
#include "model/build.h"

/* ---- definitions ---- */

/* The definitions that a condition names. Recursive in the nesting, which the parser limits. */
static void add_edges(struct builder *b, struct order_edges *edges, uint32_t define,
                      const struct ast_cond *c) {
    const struct symbol *s = c->kind == AST_COND_NAME ? symbol_find(b, c->name.text) : NULL;
    if (s && s->kind == SYMBOL_DEFINE)
        vec_push(b->arena, edges, ((struct order_edge){define, s->index}));
    for (size_t i = 0; i < c->terms.len; i++) add_edges(b, edges, define, c->terms.at[i]);
}

static const struct ast_word *define_word(const struct builder *b, uint32_t d) {
    return &b->defines.at[d].from->name;
}

static bool asks_paragraphs(struct builder *b, const struct ast_cond *c) {
    if (c->kind == AST_COND_APPLIES || c->kind == AST_COND_ANY_PROVISION) return true;
    const struct symbol *s = c->kind == AST_COND_NAME ? symbol_find(b, c->name.text) : NULL;
    if (s && s->kind == SYMBOL_DEFINE && b->defines.at[s->index].applies) return true;
    for (size_t i = 0; i < c->terms.len; i++)
        if (asks_paragraphs(b, c->terms.at[i])) return true;
    return false;
}

void build_defines(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->defines.len;
    for (uint32_t i = 0; i < n; i++) add_edges(b, &edges, i, b->defines.at[i].from->means);
    struct order order = order_of(b->arena, n, &edges);
    say_cycles(b, &order, define_word, "definitions rest on one another", "rests on");
    for (uint32_t i = 0; i < n; i++) {
        struct define_source *d = &b->defines.at[order.sorted[i]];
        d->sorted = i;
        vec_push(b->arena, &b->m->defines,
                 ((struct define){.id = declared_as(b, &d->from->name, &(struct ast_word){0})}));
    }
    for (uint32_t i = 0; i < n; i++) {
        struct define_source *d = &b->defines.at[order.sorted[i]];
        d->applies = asks_paragraphs(b, d->from->means);
        b->m->defines.at[i].means = cond_build(b, d->from->means, SITE_RULE);
    }
}

/* ---- presumptions ---- */

void build_presumptions(struct builder *b) {
    for (uint32_t i = 0; i < b->m->facts.len; i++) {
        const struct ast_judgement *j = b->facts.at[i].judgement;
        for (size_t k = 0; j && k < j->presumptions.len; k++) {
            const struct ast_presumption *p = &j->presumptions.at[k];
            struct presumption q = {
                .at = p->at, .yes = p->yes, .when = cond_build(b, p->when, SITE_PRESUMPTION)};
            vec_push(b->arena, &b->m->facts.at[i].presumptions, q);
            b->m->facts.at[i].presumed = true;
        }
    }
}

/* ---- assumes and the scope ---- */

void build_assumes(struct builder *b) {
    for (size_t i = 0; i < b->assumes.len; i++) {
        const struct ast_assume *from = b->assumes.at[i];
        struct assume a = {.at = from->at,
                           .text = from->text.text,
                           .cond = cond_build(b, from->cond, SITE_ASSUME)};
        vec_push(b->arena, &b->m->assumes, a);
    }
}

void build_scope(struct builder *b) {
    const struct ast_strategy *s = b->strategy;
    b->m->scope = cond_new(b->arena, COND_TRUE, b->m->at);
    if (!s || s->scope.len == 0) return;
    b->m->scope = cond_build(b, s->scope.at[0], SITE_SCOPE);
    for (size_t i = 1; i < s->scope.len; i++)
        say_twice(b, s->scope.at[i]->at, s->scope.at[0]->at, "`scope`");
}
