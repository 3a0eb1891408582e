/*
 * Every list of a policy as it was written in which a thing may stand twice, by its kind. One place
 * knows them all: who looks for repetitions, and who makes some.
 */
#ifndef TESTS_PROPS_LISTS_H
#define TESTS_PROPS_LISTS_H

#include "syntax/ast.h"

#include <stddef.h>
#include <string.h>

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

struct list {
    enum list_kind kind;
    void *vector;
    size_t item, span; /* size of an item; where in it its place is */
    bool pointers;     /* the items are pointers to what has a place */
    bool ordered;      /* the last one counts: `or above` */
};

/* What all vectors look like. */
struct any_vector {
    char *at;
    size_t len, cap;
};

typedef void list_visitor(void *context, const struct list *l);

struct lists_walk {
    list_visitor *visit;
    void *context;
};

static inline void visit_list(const struct lists_walk *w, enum list_kind kind, void *vector,
                              size_t item, size_t span, bool ordered) {
    w->visit(w->context, &(struct list){kind, vector, item, span,
                                        kind == LIST_TERMS || kind == LIST_COUNTED, ordered});
}

static inline struct any_vector list_items(const struct list *l) {
    struct any_vector v;
    memcpy(&v, l->vector, sizeof v);
    return v;
}

static inline struct span item_place(const struct list *l, size_t i) {
    const char *item = list_items(l).at + i * l->item;
    struct span at;
    if (l->pointers) item = *(const char *const *)(const void *)item;
    memcpy(&at, item + l->span, sizeof at);
    return at;
}

static inline void visit_words(const struct lists_walk *w, enum list_kind kind,
                               struct ast_words *words, bool ordered) {
    visit_list(w, kind, words, sizeof *words->at, offsetof(struct ast_word, at), ordered);
}

static inline void visit_values(const struct lists_walk *w, enum list_kind kind,
                                struct ast_values *values) {
    visit_list(w, kind, values, sizeof *values->at,
               offsetof(struct ast_value, word) + offsetof(struct ast_word, at), false);
}

static inline void walk_cond(const struct lists_walk *w, struct ast_cond *c) {
    if (!c) return;
    if (c->kind == AST_COND_IN && c->braces) visit_values(w, LIST_IN, &c->values);
    if (c->kind == AST_COND_AND || c->kind == AST_COND_OR || c->kind == AST_COND_COUNT)
        visit_list(w, c->kind == AST_COND_COUNT ? LIST_COUNTED : LIST_TERMS, &c->terms,
                   sizeof *c->terms.at, offsetof(struct ast_cond, at), false);
    vec_each (struct ast_cond *, term, &c->terms) walk_cond(w, *term);
}

static inline void walk_qualifiers(const struct lists_walk *w, struct ast_qualifiers *qualifiers) {
    vec_each (struct ast_qualifier, c, qualifiers) {
        walk_cond(w, c->cond);
        if (c->kind == AST_FOR || c->kind == AST_WITH || c->kind == AST_USING)
            visit_words(w,
                        c->kind == AST_FOR    ? LIST_FOR
                        : c->kind == AST_WITH ? LIST_WITH
                                              : LIST_USING,
                        &c->names, c->or_above);
    }
}

static inline void walk_block(const struct lists_walk *w, struct ast_block *b) {
    static const enum list_kind kinds[] = {
        [AST_MAY] = LIST_USE,     [AST_WILL] = LIST_USE,
        [AST_MUST] = LIST_USE,    [AST_MUST_NOT] = LIST_MUST_NOT_USE,
        [AST_DUTY] = LIST_DUTIES, [AST_ONLY_AFTER] = LIST_ONLY_AFTER,
        [AST_CITE] = LIST_CITE};
    visit_list(w, LIST_PRIORITIES, &b->priorities, sizeof *b->priorities.at,
               offsetof(struct ast_priority, at), false);
    vec_each (struct ast_priority, p, &b->priorities)
        visit_list(w, LIST_REFS, &p->refs, sizeof *p->refs.at, offsetof(struct ast_ref, at), false);
    visit_list(w, LIST_STATEMENTS, &b->statements, sizeof *b->statements.at,
               offsetof(struct ast_statement, at), false);
    vec_each (struct ast_statement, s, &b->statements) {
        walk_cond(w, s->cond);
        walk_qualifiers(w, &s->qualifiers);
        if (s->block) walk_block(w, s->block);
        if (s->names.len && s->kind != AST_SEE && s->kind != AST_COMMITS)
            visit_words(w, kinds[s->kind], &s->names, s->or_above);
    }
}

static inline void walk_example(const struct lists_walk *w, struct ast_example *e) {
    static const enum list_kind kinds[] = {LIST_BY,     LIST_EXPECT_WITH, LIST_WITHOUT,
                                           LIST_AFTER,  LIST_KINDS,       LIST_CAUTIONS,
                                           LIST_ASKING, LIST_BETWEEN};
    visit_words(w, LIST_EXAMPLE_CITE, &e->cite, false);
    vec_each (struct ast_given, g, &e->givens)
        if (g->braces) visit_values(w, LIST_GIVEN, &g->values);
    vec_each (struct ast_expect, x, &e->expects) {
        visit_words(w, LIST_EXPECTED, &x->approaches, false);
        vec_each (struct ast_expectation, part, &x->parts)
            if (part->kind != AST_EXPECT_NOW)
                visit_words(w, kinds[part->kind], &part->names, false);
    }
}

static inline void walk_duty(const struct lists_walk *w, struct ast_duty *d) {
    visit_words(w, LIST_FOLLOWING, &d->following, false);
    visit_list(w, LIST_DEADLINES, &d->deadlines, sizeof *d->deadlines.at,
               offsetof(struct ast_deadline, at), false);
}

static inline void walk_judgement(const struct lists_walk *w, struct ast_judgement *j) {
    visit_list(w, LIST_PRESUMPTIONS, &j->presumptions, sizeof *j->presumptions.at,
               offsetof(struct ast_presumption, at), false);
    vec_each (struct ast_presumption, p, &j->presumptions) walk_cond(w, p->when);
}

static inline void walk_safeguard(const struct lists_walk *w, struct ast_safeguard *s) {
    visit_words(w, LIST_SAFEGUARD_CITE, &s->cite, false);
    visit_list(w, LIST_PROMISES, &s->promises, sizeof *s->promises.at,
               offsetof(struct ast_promise, at), false);
    vec_each (struct ast_promise, p, &s->promises) walk_qualifiers(w, &p->qualifiers);
}

static inline void walk_strategy(const struct lists_walk *w, struct ast_strategy *s) {
    visit_words(w, LIST_LAW, &s->see, false);
    vec_each (struct ast_cond *, c, &s->scope) walk_cond(w, *c);
}

static inline void each_list(struct ast_file *file, list_visitor *visit, void *context) {
    const struct lists_walk walk = {visit, context}, *w = &walk;
    vec_each (struct ast_item, item, &file->items) switch (item->kind) {
        case AST_ITEM_STRATEGY: walk_strategy(w, item->as.strategy); break;
        case AST_ITEM_JUDGEMENT: walk_judgement(w, item->as.judgement); break;
        case AST_ITEM_DEFINE: walk_cond(w, item->as.define->means); break;
        case AST_ITEM_ASSUME: walk_cond(w, item->as.assume->cond); break;
        case AST_ITEM_DUTY: walk_duty(w, item->as.duty); break;
        case AST_ITEM_BLOCK: walk_block(w, item->as.block); break;
        case AST_ITEM_EXAMPLE: walk_example(w, item->as.example); break;
        case AST_ITEM_SAFEGUARD: walk_safeguard(w, item->as.safeguard); break;
        case AST_ITEM_FACT:
            if (item->as.fact->type.kind == FACT_SET_OF && item->as.fact->has_default)
                visit_values(w, LIST_DEFAULT, &item->as.fact->default_values);
            break;
        case AST_ITEM_GROUP:
            visit_words(w, LIST_MEMBERS, &item->as.group->members, false);
            visit_words(w, LIST_EXCEPT, &item->as.group->except, false);
            break;
        case AST_ITEM_USE:
        case AST_ITEM_VOCABULARY:
        case AST_ITEM_READING:
        case AST_ITEM_RECITAL: break;
        }
}

#endif
