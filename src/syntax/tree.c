#include "syntax/tree.h"

#include <string.h>

void *tree_keep(struct parser *p, size_t size, const void *node) {
    void *copy = arena_alloc(p->arena, 1, size);
    memcpy(copy, node, size);
    return copy;
}

struct ast_words tree_words(struct parser *p, struct ast_word only) {
    struct ast_words list = {0};
    tree_push(p->arena, &list, only);
    return list;
}

struct ast_values tree_values(struct parser *p, struct ast_value only) {
    struct ast_values list = {0};
    tree_push(p->arena, &list, only);
    return list;
}

struct ast_conds tree_conds(struct parser *p, struct ast_cond *only) {
    struct ast_conds list = {0};
    tree_push(p->arena, &list, only);
    return list;
}

/* ---- conditions ---- */

struct ast_cond *tree_parenthesised(struct ast_cond *inner, struct span at) {
    inner->at = at;
    return inner;
}

/* A chain in parentheses begins before its first term does. */
static bool is_growing(const struct ast_cond *c) {
    return (c->kind == AST_COND_AND || c->kind == AST_COND_OR) &&
           c->at.from == c->terms.at[0]->at.from;
}

static void report_mixed(struct parser *p, struct ast_cond *chain, struct span at) {
    if (p->mixed == chain) return;
    p->mixed = chain;
    bool and_first = chain->kind == AST_COND_AND;
    diag_report(
        p->diags, DIAG_AND_OR_MIXED, at,
        "`%s` follows `%s` without parentheses, so it could be read in two ways; add parentheses: "
        "`(A and B) or C`, or `A and (B or C)`",
        and_first ? "or" : "and", and_first ? "and" : "or");
    struct span first = span_join(chain->terms.at[0]->at, chain->terms.at[1]->at);
    diag_note(p->diags, first, "these are joined by `%s`", and_first ? "and" : "or");
}

struct ast_cond *tree_chain(struct parser *p, struct ast_cond *left, enum ast_cond_kind kind,
                            struct span at, struct ast_cond *right) {
    if (is_growing(left)) {
        if (left->kind != kind)
            report_mixed(p, left, at); /* the chain goes on, so that it is said once */
        vec_push(p->arena, &left->terms, right);
        left->at = span_join(left->at, right->at);
        return left;
    }
    struct ast_cond *chain = arena_new(p->arena, struct ast_cond);
    chain->kind = kind;
    chain->at = span_join(left->at, right->at);
    tree_push(p->arena, &chain->terms, left);
    vec_push(p->arena, &chain->terms, right);
    return chain;
}

/* ---- what may stand once ---- */

static void report_twice(struct parser *p, struct span again, struct span first,
                         const char *keyword, const char *where, const char *advice) {
    diag_report(p->diags, DIAG_CLAUSE_TWICE, again,
                "`%s` stands twice in %s, which takes it once; %s", keyword, where, advice);
    diag_note(p->diags, first, "the first one is here");
}

static const char *qualifier_word(enum ast_qualifier_kind kind) {
    static const char *const words[] = {"for", "with", "when", "unless", "using", "from", "until"};
    return words[kind];
}

static const char *qualifier_advice(enum ast_qualifier_kind kind) {
    switch (kind) {
    case AST_WHEN: return "join the conditions with `and` or `or`";
    case AST_UNLESS: return "join the conditions with `or`";
    case AST_USING: return "join the approaches with `or`";
    case AST_FOR:
    case AST_WITH: return "list the names with commas";
    default: return "leave one out";
    }
}

void tree_qualifier(struct parser *p, const struct ast_qualifier *qualifier) {
    vec_each (struct ast_qualifier, earlier, &p->qualifiers) {
        if (earlier->kind == qualifier->kind) {
            report_twice(p, qualifier->at, earlier->at, qualifier_word(qualifier->kind),
                         "one statement", qualifier_advice(qualifier->kind));
            return;
        }
    }
    vec_push(p->arena, &p->qualifiers, *qualifier);
}

struct ast_qualifiers tree_qualifiers(struct parser *p) {
    struct ast_qualifiers list = {.len = p->qualifiers.len, .cap = p->qualifiers.len};
    if (list.len > 0) {
        list.at = arena_array(p->arena, struct ast_qualifier, list.len);
        memcpy(list.at, p->qualifiers.at, list.len * sizeof *list.at);
    }
    p->qualifiers.len = 0;
    return list;
}

void tree_outline(struct parser *p, struct ast_strategy *s, struct span at, struct ast_words ids) {
    if (s->outline_at.file != SPAN_NOWHERE.file) {
        report_twice(p, at, s->outline_at, "paragraphs", "a strategy",
                     "list all paragraphs in one place");
        return;
    }
    s->outline = ids;
    s->outline_at = at;
}

void tree_fact_default(struct parser *p, struct ast_fact *f, struct span at,
                       struct ast_values values) {
    if (f->has_default) {
        report_twice(p, at, f->default_at, "default", "one fact", "leave one out");
        return;
    }
    f->has_default = true;
    f->default_values = values;
    f->default_at = at;
}

void tree_fact_role(struct parser *p, struct ast_fact *f, struct span at, enum ast_role role) {
    if (f->role != AST_ROLE_NONE) {
        report_twice(p, at, f->role_at, "as", "one fact", "leave one out");
        return;
    }
    f->role = role;
    f->role_at = at;
}

void tree_judgement_by(struct parser *p, struct ast_judgement *j, struct span keyword,
                       struct ast_word who) {
    if (j->by.text) {
        report_twice(p, span_join(keyword, who.at), j->by.at, "by", "one judgement",
                     "name one body that decides");
        return;
    }
    j->by = who;
}

void tree_judgement_default(struct parser *p, struct ast_judgement *j, struct span keyword,
                            struct ast_value value) {
    if (j->has_default) {
        report_twice(p, span_join(keyword, value.word.at), j->default_value.word.at, "default",
                     "one judgement", "leave one out");
        return;
    }
    j->has_default = true;
    j->default_value = value;
}

void tree_expectation(struct parser *p, struct ast_expect *e, enum ast_expect_kind kind,
                      struct span keyword, struct span names_at, struct ast_words names) {
    static const char *const words[] = {"by",  "with",     "without", "after",
                                        "now", "cautions", "asking",  "between"};
    struct span at = span_join(keyword, names_at);
    vec_each (struct ast_expectation, earlier, &e->parts) {
        if (earlier->kind == kind) {
            report_twice(p, at, earlier->at, words[kind], "one `expect`",
                         "list the names with commas");
            return;
        }
    }
    vec_push(p->arena, &e->parts, ((struct ast_expectation){kind, at, names}));
    e->at = span_join(e->at, at);
}

/* ---- nodes completed ---- */

struct ast_givens tree_more_givens(struct parser *p, struct ast_givens list,
                                   struct ast_givens more) {
    if (list.len == 0) return more;
    vec_each (struct ast_given, given, &more) vec_push(p->arena, &list, *given);
    return list;
}

struct ast_block *tree_block(struct ast_block *b, struct ast_statements statements) {
    b->statements = statements;
    return b;
}

struct ast_strategy *tree_strategy(struct ast_strategy *s, struct span at, struct ast_word title) {
    s->at = at;
    s->title = title;
    return s;
}

struct ast_fact *tree_fact(struct ast_fact *f, struct span at, struct ast_word name,
                           struct ast_word title, const struct ast_type *type) {
    f->at = at;
    f->name = name;
    f->title = title;
    f->type = *type;
    return f;
}

struct ast_judgement *tree_judgement(struct ast_judgement *j, struct span at, struct ast_word name,
                                     struct ast_word title) {
    j->at = at;
    j->name = name;
    j->title = title;
    return j;
}

struct ast_duty *tree_duty(struct ast_duty *duty, struct span at, struct ast_word name,
                           struct ast_word title) {
    duty->at = at;
    duty->name = name;
    duty->title = title;
    return duty;
}

struct ast_example *tree_example(struct ast_example *e, struct span at, struct ast_word title,
                                 struct ast_words cite) {
    e->at = at;
    e->title = title;
    e->cite = cite;
    return e;
}

struct ast_safeguard *tree_safeguard(struct ast_safeguard *s, struct span at, struct ast_word title,
                                     struct ast_words cite) {
    s->at = at;
    s->title = title;
    s->cite = cite;
    return s;
}
