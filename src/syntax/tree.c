#include "syntax/parser.h"

#include <string.h>

void *tree_keep(struct parser *p, size_t size, const void *node) {
    void *copy = arena_alloc(p->arena, 1, size);
    memcpy(copy, node, size);
    return copy;
}

/* ---- conditions ---- */

/* A chain in parentheses begins before its first term does. */
static bool is_growing(const struct ast_cond *c) {
    return (c->kind == AST_COND_AND || c->kind == AST_COND_OR) &&
           c->at.from == c->terms.at[0]->at.from;
}

static void report_mixed(struct parser *p, struct ast_cond *chain, struct span at) {
    if (p->mixed == chain) return;
    p->mixed = chain;
    bool and_first = chain->kind == AST_COND_AND;
    diag_report(p->diags, DIAG_AND_OR_MIXED, at,
                "`%s` follows `%s` without parentheses, so it could be read in two ways; add "
                "parentheses: `(A and B) or C`, or `A and (B or C)`",
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

/* ---- words ---- */

const char *const ast_qualifier_words[] = {"for",   "with", "when", "unless",
                                           "using", "from", "until"};
const char *const block_words[] = {"approach", "paragraph", "principle", "objective", "provision"};
const char *const timing_words[] = {"before", "on use", "during", "after", "yearly"};
const char *const ast_expect_words[] = {"by",  "with",     "without", "after",
                                        "now", "cautions", "asking",  "between"};

/* ---- what may stand once ---- */

/* False, reported, where it stands at `first` already, which is SPAN_NOWHERE where it does not. */
static bool once(struct parser *p, struct span at, struct span first, const char *keyword,
                 const char *where, const char *advice) {
    if (first.file == SPAN_NOWHERE.file) return true;
    diag_report(p->diags, DIAG_CLAUSE_TWICE, at, "`%s` stands twice in %s, which takes it once; %s",
                keyword, where, advice);
    diag_note(p->diags, first, "the first one is here");
    return false;
}

void tree_qualifier(struct parser *p, const struct ast_qualifier *qualifier) {
    static const char *const advice[] = {
        [AST_FOR] = "list the names with commas",
        [AST_WITH] = "list the names with commas",
        [AST_WHEN] = "join the conditions with `and` or `or`",
        [AST_UNLESS] = "join the conditions with `or`",
        [AST_USING] = "join the approaches with `or`",
        [AST_FROM] = "leave one out",
        [AST_UNTIL] = "leave one out",
    };
    enum ast_qualifier_kind kind = qualifier->kind;
    vec_each (struct ast_qualifier, earlier, &p->qualifiers)
        if (earlier->kind == kind && !once(p, qualifier->at, earlier->at, ast_qualifier_words[kind],
                                           "one statement", advice[kind]))
            return;
    vec_push(p->arena, &p->qualifiers, *qualifier);
}

struct ast_qualifiers tree_qualifiers(struct parser *p) {
    struct ast_qualifiers list = {.len = p->qualifiers.len, .cap = p->qualifiers.len};
    if (list.len > 0) list.at = tree_keep(p, list.len * sizeof *list.at, p->qualifiers.at);
    p->qualifiers.len = 0;
    return list;
}

void tree_outline(struct parser *p, struct ast_strategy *s, struct span at, struct ast_words ids) {
    if (!once(p, at, s->outline_at, "paragraphs", "a strategy", "list all paragraphs in one place"))
        return;
    s->outline = ids;
    s->outline_at = at;
}

void tree_fact_default(struct parser *p, struct ast_fact *f, struct span at,
                       struct ast_values values) {
    if (!once(p, at, f->default_at, "default", "one fact", "leave one out")) return;
    f->has_default = true;
    f->default_values = values;
    f->default_at = at;
}

void tree_fact_role(struct parser *p, struct ast_fact *f, struct span at, enum ast_role role) {
    if (!once(p, at, f->role_at, "as", "one fact", "leave one out")) return;
    f->role = role;
    f->role_at = at;
}

void tree_judgement_by(struct parser *p, struct ast_judgement *j, struct span at,
                       struct ast_word who) {
    if (once(p, at, j->by.text ? j->by.at : SPAN_NOWHERE, "by", "one judgement",
             "name one body that decides"))
        j->by = who;
}

void tree_judgement_default(struct parser *p, struct ast_judgement *j, struct span at,
                            struct ast_value value) {
    if (!once(p, at, j->has_default ? j->default_value.word.at : SPAN_NOWHERE, "default",
              "one judgement", "leave one out"))
        return;
    j->has_default = true;
    j->default_value = value;
}

void tree_expectation(struct parser *p, struct ast_expect *e, enum ast_expect_kind kind,
                      struct span at, struct ast_words names) {
    vec_each (struct ast_expectation, earlier, &e->parts)
        if (earlier->kind == kind && !once(p, at, earlier->at, ast_expect_words[kind],
                                           "one `expect`", "list the names with commas"))
            return;
    vec_push(p->arena, &e->parts, ((struct ast_expectation){kind, at, names}));
    e->at = span_join(e->at, at);
}

struct ast_givens tree_more_givens(struct parser *p, struct ast_givens list,
                                   struct ast_givens more) {
    if (list.len == 0) return more;
    vec_each (struct ast_given, given, &more) vec_push(p->arena, &list, *given);
    return list;
}
