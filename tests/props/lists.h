/*
 * Every list of a policy as it was written in which a thing may stand twice, by its kind. One place
 * knows them all: who looks for repetitions, and who makes some.
 */
#ifndef TESTS_PROPS_LISTS_H
#define TESTS_PROPS_LISTS_H

#include "syntax/ast.h"

enum list_kind {
    LIST_REFS,
    LIST_USE,
    LIST_MUST_NOT_USE,
    LIST_DUTIES,
    LIST_ONLY_AFTER,
    LIST_CITE,
    LIST_FOR,
    LIST_WITH,
    LIST_USING,
    LIST_MEMBERS,
    LIST_EXCEPT,
    LIST_IN,
    LIST_DEFAULT,
    LIST_GIVEN,
    LIST_EXPECTED,
    LIST_BY,
    LIST_EXPECT_WITH,
    LIST_WITHOUT,
    LIST_AFTER,
    LIST_CAUTIONS,
    LIST_ASKING,
    LIST_BETWEEN,
    LIST_EXAMPLE_CITE,
    LIST_SAFEGUARD_CITE,
    LIST_FOLLOWING,
    LIST_DEADLINES,
    LIST_LAW,
    NAMES, /* what stands before names things; below, says them */
    LIST_PRIORITIES = NAMES,
    LIST_STATEMENTS,
    LIST_PRESUMPTIONS,
    LIST_PROMISES,
    LIST_TERMS,
    ONCE, /* what stands before means the same said twice as once */
    LIST_COUNTED = ONCE,
    LIST_KINDS
};

static const char *const list_names[LIST_KINDS] = {
    "what a heading names",
    "may use",
    "must not use",
    "must (duties)",
    "only after",
    "cite",
    "for",
    "with",
    "using",
    "group = { }",
    "except { }",
    "in { }",
    "default { }",
    "given = { }",
    "expect",
    "expect by",
    "expect with",
    "expect without",
    "expect after",
    "expect cautions",
    "expect asking",
    "expect between",
    "example cite",
    "safeguard cite",
    "following",
    "deadlines",
    "see (strategy)",
    "priorities",
    "statements",
    "presumptions",
    "promises",
    "and, or",
    "at least N of",
};

/* The words of a node, or its parts of one kind. */
struct list {
    enum list_kind kind;
    struct ast_words *words; /* or NULL */
    struct ast_nodes *parts;
    enum node_kind part;
    bool ordered; /* the last one counts: `or above` */
};

typedef void list_visitor(void *context, const struct list *l);

struct lists_walk {
    list_visitor *visit;
    void *context;
};

/* Where in the node's parts number i of the list stands. */
static inline size_t part_at(const struct list *l, size_t i) {
    size_t at = 0;
    while (l->parts->at[at]->kind != l->part || i-- > 0) at++;
    return at;
}

static inline size_t list_length(const struct list *l) {
    size_t n = 0;
    if (l->words) return l->words->len;
    vec_each (struct ast_node *, part, l->parts) n += (*part)->kind == l->part;
    return n;
}

static inline struct span item_place(const struct list *l, size_t i) {
    return l->words ? l->words->at[i].at : l->parts->at[part_at(l, i)]->at;
}

static inline void visit_words(const struct lists_walk *w, enum list_kind kind,
                               struct ast_node *n) {
    bool ordered = n->flag && (kind == LIST_MUST_NOT_USE || kind == LIST_USING);
    w->visit(w->context, &(struct list){.kind = kind, .words = &n->words, .ordered = ordered});
}

static inline void visit_parts(const struct lists_walk *w, enum list_kind kind, struct ast_node *n,
                               enum node_kind part) {
    w->visit(w->context, &(struct list){.kind = kind, .parts = &n->parts, .part = part});
}

static inline void walk_statement(const struct lists_walk *w, struct ast_node *s) {
    static const enum list_kind kinds[] = {
        [AST_MAY] = LIST_USE,     [AST_WILL] = LIST_USE,
        [AST_MUST] = LIST_USE,    [AST_MUST_NOT] = LIST_MUST_NOT_USE,
        [AST_DUTY] = LIST_DUTIES, [AST_ONLY_AFTER] = LIST_ONLY_AFTER,
        [AST_CITE] = LIST_CITE};
    if (s->words.len && s->form != AST_SEE && s->form != AST_COMMITS)
        visit_words(w, kinds[s->form], s);
}

static inline void walk_cond(const struct lists_walk *w, struct ast_node *c) {
    if (c->form == AST_COND_IN && c->flag) visit_words(w, LIST_IN, c);
    if (c->form == AST_COND_AND || c->form == AST_COND_OR) visit_parts(w, LIST_TERMS, c, NODE_COND);
    if (c->form == AST_COND_COUNT) visit_parts(w, LIST_COUNTED, c, NODE_COND);
}

/* The lists of a node, then those of its parts. */
static inline void walk_node(const struct lists_walk *w, struct ast_node *n) {
    static const enum list_kind expectations[] = {LIST_BY,     LIST_EXPECT_WITH, LIST_WITHOUT,
                                                  LIST_AFTER,  LIST_KINDS,       LIST_CAUTIONS,
                                                  LIST_ASKING, LIST_BETWEEN};
    switch (n->kind) {
    case NODE_JUDGEMENT: visit_parts(w, LIST_PRESUMPTIONS, n, NODE_PRESUMPTION); break;
    case NODE_DUTY:
        visit_parts(w, LIST_FOLLOWING, n, NODE_FOLLOWING);
        visit_parts(w, LIST_DEADLINES, n, NODE_DEADLINE);
        break;
    case NODE_BLOCK:
        visit_parts(w, LIST_PRIORITIES, n, NODE_PRIORITY);
        visit_parts(w, LIST_STATEMENTS, n, NODE_STATEMENT);
        break;
    case NODE_STRATEGY: visit_parts(w, LIST_LAW, n, NODE_SEE); break;
    case NODE_PRIORITY: visit_parts(w, LIST_REFS, n, NODE_REF); break;
    case NODE_STATEMENT: walk_statement(w, n); break;
    case NODE_COND: walk_cond(w, n); break;
    case NODE_QUALIFIER:
        if (n->form == AST_FOR || n->form == AST_WITH || n->form == AST_USING)
            visit_words(w,
                        n->form == AST_FOR    ? LIST_FOR
                        : n->form == AST_WITH ? LIST_WITH
                                              : LIST_USING,
                        n);
        break;
    case NODE_GIVEN:
        if (n->form == AST_GIVEN_SET) visit_words(w, LIST_GIVEN, n);
        break;
    case NODE_EXPECT: visit_words(w, LIST_EXPECTED, n); break;
    case NODE_EXPECTATION:
        if (n->form != AST_EXPECT_NOW) visit_words(w, expectations[n->form], n);
        break;
    case NODE_SAFEGUARD: visit_parts(w, LIST_PROMISES, n, NODE_PROMISE); break;
    case NODE_MEMBERS: visit_words(w, LIST_MEMBERS, n); break;
    case NODE_EXCEPT: visit_words(w, LIST_EXCEPT, n); break;
    default: break;
    }
    vec_each (struct ast_node *, place, &n->parts) {
        struct ast_node *part = *place;
        const struct ast_node *type = n->kind == NODE_FACT ? node_part(n, NODE_TYPE) : NULL;
        walk_node(w, part);
        if (part->kind == NODE_CITED)
            visit_words(w, n->kind == NODE_EXAMPLE ? LIST_EXAMPLE_CITE : LIST_SAFEGUARD_CITE, part);
        if (part->kind == NODE_DEFAULT && type && type->form == FACT_SET_OF)
            visit_words(w, LIST_DEFAULT, part);
    }
}

static inline void each_list(struct ast_file *file, list_visitor *visit, void *context) {
    const struct lists_walk walk = {visit, context};
    vec_each (struct ast_node *, item, &file->items) walk_node(&walk, *item);
}

#endif
