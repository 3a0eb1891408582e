/*
 * Tree: what the grammar's actions call to make the tree. A qualifier that stands twice and a
 * condition that mixes `and` with `or` are reported here, because only the tree's maker still knows
 * where the first one was.
 */
#ifndef STRATC_SYNTAX_TREE_H
#define STRATC_SYNTAX_TREE_H

#include "syntax/parser.h"

/* vec_push for lists that mostly have one item and are many. */
#define tree_push(a, v, item)                               \
    do {                                                    \
        if ((v)->cap == 0) {                                \
            (v)->at = arena_alloc((a), 1, sizeof *(v)->at); \
            (v)->cap = 1;                                   \
        }                                                   \
        vec_push((a), (v), item);                           \
    } while (0)

void *tree_keep(struct parser *p, size_t size, const void *node); /* a copy in the arena */

struct ast_words tree_words(struct parser *p, struct ast_word only);
struct ast_values tree_values(struct parser *p, struct ast_value only);
struct ast_conds tree_conds(struct parser *p, struct ast_cond *only);

/* left and right joined; a chain that is being built grows, one in parentheses is a term of the new
 * one. */
struct ast_cond *tree_chain(struct parser *p, struct ast_cond *left, enum ast_cond_kind kind,
                            struct span at, struct ast_cond *right);
struct ast_cond *tree_parenthesised(struct ast_cond *inner, struct span at);

/* Notes a qualifier of the statement that is being read. */
void tree_qualifier(struct parser *p, const struct ast_qualifier *qualifier);
/* All that were noted; the next statement starts with none. */
struct ast_qualifiers tree_qualifiers(struct parser *p);
struct ast_givens tree_more_givens(struct parser *p, struct ast_givens list,
                                   struct ast_givens more);
struct ast_block *tree_block(struct ast_block *b, struct ast_statements statements);

/* Each of these completes the node that its parts have been collected in. */
struct ast_strategy *tree_strategy(struct ast_strategy *s, struct span at, struct ast_word title);
struct ast_fact *tree_fact(struct ast_fact *f, struct span at, struct ast_word name,
                           struct ast_word title, const struct ast_type *type);
struct ast_judgement *tree_judgement(struct ast_judgement *j, struct span at, struct ast_word name,
                                     struct ast_word title);
struct ast_duty *tree_duty(struct ast_duty *duty, struct span at, struct ast_word name,
                           struct ast_word title);
struct ast_example *tree_example(struct ast_example *e, struct span at, struct ast_word title,
                                 struct ast_words cite);
struct ast_safeguard *tree_safeguard(struct ast_safeguard *s, struct span at, struct ast_word title,
                                     struct ast_words cite);

/* Parts that may stand once. `keyword` is where the part begins. */
void tree_outline(struct parser *p, struct ast_strategy *s, struct span at, struct ast_words ids);
void tree_fact_default(struct parser *p, struct ast_fact *f, struct span at,
                       struct ast_values values);
void tree_fact_role(struct parser *p, struct ast_fact *f, struct span at, enum ast_role role);
void tree_judgement_by(struct parser *p, struct ast_judgement *j, struct span keyword,
                       struct ast_word who);
void tree_judgement_default(struct parser *p, struct ast_judgement *j, struct span keyword,
                            struct ast_value value);
void tree_expectation(struct parser *p, struct ast_expect *e, enum ast_expect_kind kind,
                      struct span keyword, struct span names_at, struct ast_words names);

#endif
