/* Definitions, presumptions, assumes and the scope: conditions that stand outside the rules. */
#include "model/build.h"

static const struct ast_node *cond_of(const struct ast_node *n) { return node_part(n, NODE_COND); }

/* ---- definitions ---- */

static const struct symbol *define_named(struct builder *b, const struct ast_node *c) {
    return c->form == AST_COND_NAME ? symbol_of_kind(b, c->name.text, SYMBOL_DEFINE) : NULL;
}

/* The definitions that a condition names. Recursive in the nesting, which the parser limits. */
static void add_edges(struct builder *b, struct order_edges *edges, uint32_t define,
                      const struct ast_node *c) {
    const struct symbol *s = define_named(b, c);
    if (s) vec_push(b->arena, edges, ((struct order_edge){define, s->index}));
    vec_each (struct ast_node *, term, &c->parts) add_edges(b, edges, define, *term);
}

static bool asks_paragraphs(struct builder *b, const struct ast_node *c) {
    const struct symbol *s = define_named(b, c);
    if (c->form == AST_COND_APPLIES || c->form == AST_COND_ANY_PROVISION) return true;
    if (s && b->asks[s->index]) return true;
    vec_each (struct ast_node *, term, &c->parts)
        if (asks_paragraphs(b, *term)) return true;
    return false;
}

/* Puts each after those that it names. */
static void sort_defines(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->m->defines.len;
    for (uint32_t i = 0; i < n; i++) add_edges(b, &edges, i, cond_of(b->m->defines.at[i].id.from));
    struct order order = order_of(b->arena, n, &edges);
    say_cycles(b, &order, SYMBOL_DEFINE, "definitions rest on one another", "rests on");
    uint32_t *place = arena_array(b->arena, uint32_t, n);
    struct defines sorted = {0};
    for (uint32_t i = 0; i < n; i++) {
        place[order.sorted[i]] = i;
        vec_push(b->arena, &sorted, b->m->defines.at[order.sorted[i]]);
    }
    b->m->defines = sorted;
    vec_each (struct symbol, s, &b->symbols)
        if (s->kind == SYMBOL_DEFINE) s->index = place[s->index];
}

void build_defines(struct builder *b) {
    sort_defines(b);
    b->asks = arena_array(b->arena, bool, b->m->defines.len);
    for (size_t i = 0; i < b->m->defines.len; i++) {
        struct define *d = &b->m->defines.at[i];
        b->asks[i] = asks_paragraphs(b, cond_of(d->id.from));
        d->means = cond_build(b, cond_of(d->id.from), SITE_RULE);
    }
}

/* ---- presumptions ---- */

void build_presumptions(struct builder *b) {
    vec_each (struct fact, f, &b->m->facts)
        node_each (p, f->id.from, NODE_PRESUMPTION) {
            struct presumption made = {
                .at = p->at, .yes = p->flag, .when = cond_build(b, cond_of(p), SITE_PRESUMPTION)};
            vec_push(b->arena, &f->presumptions, made);
            f->presumed = true;
        }
}

/* ---- assumes and the scope ---- */

void build_assumes(struct builder *b) {
    vec_each (struct ast_node *, item, &b->items) {
        if ((*item)->kind != NODE_ASSUME) continue;
        struct assume a = {.at = (*item)->at,
                           .text = (*item)->title.text,
                           .cond = cond_build(b, cond_of(*item), SITE_ASSUME)};
        vec_push(b->arena, &b->m->assumes, a);
    }
}

void build_scope(struct builder *b) {
    const struct ast_node *scope = b->strategy ? once(b, b->strategy, NODE_SCOPE, "`scope`") : NULL;
    b->m->scope =
        scope ? cond_build(b, cond_of(scope), SITE_SCOPE) : cond_new(b->arena, COND_TRUE, b->m->at);
}
