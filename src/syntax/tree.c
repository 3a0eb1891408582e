#include "base/list.h"
#include "syntax/parser.h"

#include <string.h>

struct ast_node *tree_node(struct parser *p, const struct ast_node *node) {
    struct ast_node *copy = arena_new(p->arena, struct ast_node);
    *copy = *node;
    return copy;
}

struct ast_nodes tree_one(struct parser *p, struct ast_node *node) {
    struct ast_nodes list = {0};
    tree_push(p->arena, &list, node);
    return list;
}

struct ast_words tree_word(struct parser *p, struct ast_word word) {
    struct ast_words list = {0};
    tree_push(p->arena, &list, word);
    return list;
}

struct ast_nodes tree_join(struct parser *p, struct ast_nodes list, struct ast_nodes more) {
    if (list.len == 0) return more;
    vec_each (struct ast_node *, node, &more) vec_push(p->arena, &list, *node);
    return list;
}

/* ---- conditions ---- */

/* A chain in parentheses begins before its first term does. */
static bool is_growing(const struct ast_node *c) {
    return (c->form == AST_COND_AND || c->form == AST_COND_OR) &&
           c->at.from == c->parts.at[0]->at.from;
}

static void report_mixed(struct parser *p, struct ast_node *chain, struct span at) {
    if (p->mixed == chain) return;
    p->mixed = chain;
    bool and_first = chain->form == AST_COND_AND;
    diag_report(p->diags, DIAG_AND_OR_MIXED, at,
                "`%s` follows `%s` without parentheses, so it could be read in two ways; add "
                "parentheses: `(A and B) or C`, or `A and (B or C)`",
                and_first ? "or" : "and", and_first ? "and" : "or");
    struct span first = span_join(chain->parts.at[0]->at, chain->parts.at[1]->at);
    diag_note(p->diags, first, "these are joined by `%s`", and_first ? "and" : "or");
}

struct ast_node *tree_chain(struct parser *p, struct ast_node *left, enum ast_cond_kind kind,
                            struct span at, struct ast_node *right) {
    struct ast_node *chain = left;
    if (!is_growing(left))
        chain =
            tree_node(p, &(struct ast_node){NODE_COND, .form = kind, .parts = tree_one(p, left)});
    else if (left->form != kind)
        report_mixed(p, left, at); /* the chain goes on, so that it is said once */
    vec_push(p->arena, &chain->parts, right);
    chain->at = span_join(left->at, right->at);
    return chain;
}

/* ---- words ---- */

const char *const ast_qualifier_words[] = {"for",   "with", "when", "unless",
                                           "using", "from", "until"};
const char *const block_words[] = {"approach", "paragraph", "principle", "objective", "provision"};
const char *const timing_words[] = {"before", "on use", "during", "after", "yearly", "on receipt"};
const char *timing_list(struct arena *a) {
    return arena_printf(a, "`%s`",
                        list_joined(a, timing_words, DUTY_ON_RECEIPT + 1, "`, `", "` or `"));
}

const char *const ast_expect_words[] = {"by",  "with",     "without", "after",
                                        "now", "cautions", "asking",  "between"};

enum ast_value_kind ast_value_kind(const char *text) {
    if (*text != '-' && (*text < '0' || *text > '9')) return AST_VALUE_NAME;
    return strchr(text + 1, '-') ? AST_VALUE_DATE : AST_VALUE_NUMBER;
}

const struct ast_node *node_part(const struct ast_node *n, enum node_kind kind) {
    vec_each (struct ast_node *, part, &n->parts)
        if ((*part)->kind == kind) return *part;
    return NULL;
}

/* ---- what may stand once ---- */

struct once {
    const char *keyword, *where, *advice;
};

/* What is said where such a part stands twice; no keyword where it may. */
static struct once once_of(const struct ast_node *part) {
    static const char *const advice[] = {
        [AST_FOR] = "list the names with commas",
        [AST_WITH] = "list the names with commas",
        [AST_WHEN] = "with `and` or `or`",
        [AST_UNLESS] = "with `or`",
        [AST_USING] = "join the approaches with `or`",
        [AST_FROM] = "leave one out",
        [AST_UNTIL] = "leave one out",
    };
    unsigned form = part->form;
    switch (part->kind) {
    case NODE_QUALIFIER:
        return (struct once){ast_qualifier_words[form], "one statement", advice[form]};
    case NODE_EXPECTATION:
        return (struct once){ast_expect_words[form], "one `expect`", "list the names with commas"};
    case NODE_PARAGRAPHS:
        return (struct once){"paragraphs", "a strategy", "list all paragraphs in one place"};
    case NODE_DEFAULT:
        return (struct once){"default", part->flag ? "one judgement" : "one fact", "leave one out"};
    case NODE_ROLE: return (struct once){"as", "one fact", "leave one out"};
    case NODE_DECIDED_BY: return (struct once){"by", "one judgement", "name one body that decides"};
    case NODE_HELP: return (struct once){"help", "one declaration", "say it in one text"};
    default: return (struct once){0};
    }
}

/* A condition that has `and` or `or` itself goes in parentheses before it is joined to another. */
static const char *advice_of(const struct parser *p, const struct once *once,
                             const struct ast_node *first, const struct ast_node *second) {
    const struct ast_node *x = node_part(first, NODE_COND), *y = node_part(second, NODE_COND);
    if (!x || !y) return once->advice;
    return arena_printf(p->arena, "join the conditions%s %s",
                        is_growing(x) || is_growing(y) ? ", each in parentheses," : "",
                        once->advice);
}

void tree_add(struct parser *p, struct ast_nodes *list, struct ast_node *part) {
    struct once once = once_of(part);
    for (size_t i = 0; once.keyword && i < list->len; i++) {
        const struct ast_node *first = list->at[i];
        bool any_form = part->kind == NODE_ROLE || part->kind == NODE_DEFAULT;
        if (first->kind != part->kind || (first->form != part->form && !any_form)) continue;
        bool expected = part->kind == NODE_EXPECTATION; /* once for each approach */
        if (expected && first->name.text != part->name.text) continue;
        diag_report(p->diags, DIAG_CLAUSE_TWICE, part->at,
                    "`%s` stands twice in %s, which takes it once; %s", once.keyword, once.where,
                    advice_of(p, &once, first, part));
        diag_note(p->diags,
                  first->name.text && !expected                ? first->name.at
                  : first->kind == NODE_DEFAULT && first->flag ? first->words.at[0].at
                                                               : first->at,
                  "the first one is here");
        return;
    }
    tree_push(p->arena, list, part);
}

/* ---- passages, as a comment can be about one ---- */

/* Its index + 1. */
static uint32_t add_passage(struct parser *p, uint32_t from, uint32_t to, uint32_t around) {
    struct passages *all = &p->source->passages;
    vec_push(p->arena, all, ((struct passage){.from = from, .to = to, .around = around}));
    return (uint32_t)all->len;
}

static void add_block(struct parser *p, const struct ast_node *n, uint32_t from, uint32_t to,
                      uint32_t around) {
    const struct ast_node *first = NULL;
    bool several = false;
    vec_each (struct ast_node *, part, &n->parts) {
        if ((*part)->kind == NODE_PRIORITY || (*part)->kind == NODE_CITED) continue;
        several = first != NULL;
        if (!first) first = *part;
    }
    uint32_t block = add_passage(p, from, to, around);
    p->source->passages.at[block - 1].block = true;
    p->source->passages.at[block - 1].headed = several;
    if (several) add_passage(p, from, first->at.from, block);
    vec_each (struct ast_node *, part, &n->parts) {
        struct span at = (*part)->at;
        if ((*part)->kind == NODE_STATEMENT && (*part)->form == AST_PROVISION)
            add_block(p, (*part)->parts.at[0], at.from, at.to, block);
        else if ((*part)->kind != NODE_PRIORITY && (*part)->kind != NODE_CITED)
            add_passage(p, at.from, at.to, block);
    }
}

static void add_labels(struct parser *p, const struct ast_node *n, uint32_t around) {
    node_each (entry, n, NODE_ENTRY)
        if (entry->title.text) add_passage(p, entry->at.from, entry->at.to, around);
}

void tree_passages(struct parser *p) {
    const struct ast_nodes *items = &p->file->items;
    p->source->passages.len = 0;
    for (size_t i = 0; i < items->len; i++) {
        const struct ast_node *n = items->at[i];
        uint32_t next = i + 1 < items->len ? items->at[i + 1]->at.from : (uint32_t)p->source->len;
        if (n->kind == NODE_STRATEGY || n->kind == NODE_BLOCK || n->kind == NODE_SAFEGUARD) {
            add_block(p, n, n->at.from, next, 0);
        } else { /* an example is one thing, and tells of one */
            uint32_t to = n->kind == NODE_EXAMPLE ? next : n->at.to;
            uint32_t item = add_passage(p, n->at.from, to, 0);
            node_each (type, n, NODE_TYPE) add_labels(p, type, item);
            add_labels(p, n, item);
        }
    }
}
