/*
 * Mutants of a policy: the tree of the policy's own file with one small change, as a careless hand
 * would make it. They are numbered; the same number is the same change.
 */
#ifndef TESTS_PROPS_MUTANTS_H
#define TESTS_PROPS_MUTANTS_H

#include "tests/props/harness.h"

struct mutation {
    struct arena *arena;
    size_t wanted, n; /* change number `wanted` is made when the walk comes to it */
    const char *what; /* NULL until then */
    struct span at,
        rule;       /* the place, and the statement that it stands in (SPAN_NOWHERE: in none) */
    struct span in; /* the statement that the walk is in */
};

/* Whether this place is the one. */
static inline bool mutation_here(struct mutation *m, struct span at, const char *what) {
    if (m->n++ != m->wanted) return false;
    m->what = what;
    m->at = at;
    m->rule = m->in;
    return true;
}

#define MUTATION_DROP(list, i)                               \
    do {                                                     \
        memmove((list)->at + (i), (list)->at + (i) + 1,      \
                ((list)->len - (i)-1) * sizeof *(list)->at); \
        (list)->len--;                                       \
    } while (0)

/* Each item of a list that has others. */
#define MUTATION_DROP_EACH(m, list, span_of, what)                 \
    for (size_t i_ = 0; (list)->len > 1 && i_ < (list)->len; i_++) \
        if (mutation_here(m, (list)->at[i_] span_of, what)) {      \
            MUTATION_DROP(list, i_);                               \
            break;                                                 \
        }

/* ---- conditions ---- */

static inline void mutate_compare(struct mutation *m, struct ast_node *c) {
    static const enum ast_cond_kind other[] = {
        [AST_COND_EQ] = AST_COND_NE,          [AST_COND_NE] = AST_COND_EQ,
        [AST_COND_AT_LEAST] = AST_COND_ABOVE, [AST_COND_AT_MOST] = AST_COND_BELOW,
        [AST_COND_ABOVE] = AST_COND_AT_LEAST, [AST_COND_BELOW] = AST_COND_AT_MOST};
    if (mutation_here(m, c->at, "comparison shifted")) c->form = other[c->form];
}

static inline void mutate_count(struct mutation *m, struct ast_node *c) {
    if (mutation_here(m, c->at, "one fewer of several is enough"))
        c->name.text = arena_printf(m->arena, "%d", atoi(c->name.text) - 1);
}

static inline void mutate_cond(struct mutation *m, struct ast_node **place) {
    struct ast_node *c = *place;
    if (mutation_here(m, c->at, "condition negated")) {
        struct ast_node *not = arena_new(m->arena, struct ast_node);
        *not = (struct ast_node){.kind = NODE_COND, .form = AST_COND_NOT, .at = c->at};
        vec_push(m->arena, &not ->parts, c);
        *place = not ;
        return;
    }
    if (c->form == AST_COND_AND || c->form == AST_COND_OR) {
        if (mutation_here(m, c->at, "`and` for `or`, or the other way round"))
            c->form = c->form == AST_COND_AND ? AST_COND_OR : AST_COND_AND;
        MUTATION_DROP_EACH(m, &c->parts, ->at, "a term left out");
    } else if (c->form <= AST_COND_BELOW) {
        mutate_compare(m, c);
    } else if (c->form == AST_COND_COUNT) {
        mutate_count(m, c);
    } else if (c->form == AST_COND_IN) {
        MUTATION_DROP_EACH(m, &c->words, .at, "a value left out of a list");
    }
    vec_each (struct ast_node *, term, &c->parts) mutate_cond(m, term);
}

/* The conditions that are parts of it. */
static inline void mutate_conds(struct mutation *m, struct ast_node *n) {
    vec_each (struct ast_node *, part, &n->parts)
        if ((*part)->kind == NODE_COND) mutate_cond(m, part);
}

/* ---- statements and blocks ---- */

static inline void mutate_qualifier(struct mutation *m, struct ast_node *s, size_t i) {
    struct ast_node *c = s->parts.at[i];
    MUTATION_DROP_EACH(m, &c->words, .at, "one of those named left out");
    mutate_conds(m, c);
    if (c->flag && mutation_here(m, c->at, "`or above` left out")) c->flag = false;
    if (mutation_here(m, c->at, "clause left out")) MUTATION_DROP(&s->parts, i);
}

static inline bool decides(unsigned statement) {
    return statement != AST_CITE && statement != AST_SEE && statement != AST_COMMITS &&
           statement != AST_PROVISION;
}

static inline void mutate_block(struct mutation *m, struct ast_node *b);

static inline void mutate_statement(struct mutation *m, struct ast_node *b, size_t i) {
    struct ast_node *s = b->parts.at[i];
    if (s->form == AST_PROVISION) mutate_block(m, s->parts.at[0]);
    if (!decides(s->form)) return;
    m->in = s->at;
    MUTATION_DROP_EACH(m, &s->words, .at, "one of those named left out");
    mutate_conds(m, s);
    for (size_t k = s->parts.len; k-- > 0;)
        if (s->parts.at[k]->kind == NODE_QUALIFIER) mutate_qualifier(m, s, k);
    if ((s->form == AST_MAY || s->form == AST_WILL) &&
        mutation_here(m, s->at, "`will` for `may`, or the other way round"))
        s->form = s->form == AST_MAY ? AST_WILL : AST_MAY;
    if (mutation_here(m, s->at, "statement left out")) MUTATION_DROP(&b->parts, i);
    m->in = SPAN_NOWHERE;
}

static inline void mutate_block(struct mutation *m, struct ast_node *b) {
    for (size_t i = b->parts.len; i-- > 0;) {
        struct ast_node *p = b->parts.at[i];
        if (p->kind == NODE_STATEMENT) mutate_statement(m, b, i);
        if (p->kind != NODE_PRIORITY) continue;
        MUTATION_DROP_EACH(m, &p->parts, ->at, "one of several priorities left out");
        bool law = p->parts.at[0]->form == AST_REF_TEXT; /* outside law: without effect */
        if (!law && mutation_here(m, p->at, "priority left out")) MUTATION_DROP(&b->parts, i);
    }
}

/* ---- what is declared ---- */

/* Parts of this kind, their conditions first. */
static inline void mutate_parts(struct mutation *m, struct ast_node *n, enum node_kind kind,
                                const char *left_out) {
    for (size_t i = n->parts.len; i-- > 0;) {
        struct ast_node *part = n->parts.at[i];
        if (part->kind != kind) continue;
        if (kind != NODE_DONE_WHEN) mutate_conds(m, part); /* it takes a fact and a value alone */
        if (left_out && mutation_here(m, kind == NODE_PRESUMPTION ? part->at : n->at, left_out))
            MUTATION_DROP(&n->parts, i);
    }
}

static inline void mutate_item(struct mutation *m, struct ast_node *item) {
    switch (item->kind) {
    case NODE_BLOCK: mutate_block(m, item); break;
    case NODE_DEFINE:
    case NODE_ASSUME: mutate_conds(m, item); break;
    case NODE_JUDGEMENT:
        mutate_parts(m, item, NODE_PRESUMPTION, "presumption left out");
        mutate_parts(m, item, NODE_DEFAULT, "default left out");
        break;
    case NODE_DUTY: mutate_parts(m, item, NODE_DONE_WHEN, "`done when` left out"); break;
    case NODE_GROUP:
        for (size_t k = 0; k < item->parts.len; k++) {
            struct ast_node *list = item->parts.at[k];
            if (list->kind == NODE_MEMBERS)
                MUTATION_DROP_EACH(m, &list->words, .at, "one left out of a group");
            for (size_t i = 0; list->kind == NODE_EXCEPT && i < list->words.len; i++)
                if (mutation_here(m, list->words.at[i].at, "one exception left out of a group")) {
                    MUTATION_DROP(&list->words, i);
                    break;
                }
        }
        break;
    case NODE_FACT: mutate_parts(m, item, NODE_DEFAULT, "default left out"); break;
    case NODE_STRATEGY: mutate_parts(m, item, NODE_SCOPE, NULL); break;
    default: break;
    }
}

/* Change number `wanted`; false where there is none. */
static inline bool mutate(struct mutation *m, struct arena *a, const struct ast_program *program,
                          size_t wanted) {
    *m = (struct mutation){.arena = a, .wanted = wanted, .rule = SPAN_NOWHERE, .in = SPAN_NOWHERE};
    struct ast_file *own = program->files.at[0];
    for (size_t i = 0; i < own->items.len && !m->what; i++) mutate_item(m, own->items.at[i]);
    for (size_t i = own->items.len; i-- > 0 && !m->what;)
        if (own->items.at[i]->kind == NODE_ASSUME &&
            mutation_here(m, own->items.at[i]->at, "assumption left out"))
            MUTATION_DROP(&own->items, i);
    return m->what != NULL;
}

#endif
