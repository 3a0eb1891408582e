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

static inline void mutate_compare(struct mutation *m, struct ast_cond *c) {
    static const enum ast_compare other[] = {
        [AST_EQ] = AST_NE,         [AST_NE] = AST_EQ,          [AST_AT_LEAST] = AST_ABOVE,
        [AST_AT_MOST] = AST_BELOW, [AST_ABOVE] = AST_AT_LEAST, [AST_BELOW] = AST_AT_MOST};
    if (mutation_here(m, c->at, "comparison shifted")) c->compare = other[c->compare];
}

static inline void mutate_count(struct mutation *m, struct ast_cond *c) {
    if (mutation_here(m, c->at, "one fewer of several is enough"))
        c->number.text = arena_printf(m->arena, "%d", atoi(c->number.text) - 1);
}

static inline void mutate_cond(struct mutation *m, struct ast_cond **place) {
    struct ast_cond *c = *place;
    if (mutation_here(m, c->at, "condition negated")) {
        struct ast_cond *not = arena_new(m->arena, struct ast_cond);
        *not = (struct ast_cond){.kind = AST_COND_NOT, .at = c->at};
        vec_push(m->arena, &not ->terms, c);
        *place = not ;
        return;
    }
    if (c->kind == AST_COND_AND || c->kind == AST_COND_OR) {
        if (mutation_here(m, c->at, "`and` for `or`, or the other way round"))
            c->kind = c->kind == AST_COND_AND ? AST_COND_OR : AST_COND_AND;
        MUTATION_DROP_EACH(m, &c->terms, ->at, "a term left out");
    } else if (c->kind == AST_COND_COMPARE) {
        mutate_compare(m, c);
    } else if (c->kind == AST_COND_COUNT) {
        mutate_count(m, c);
    } else if (c->kind == AST_COND_IN) {
        MUTATION_DROP_EACH(m, &c->values, .word.at, "a value left out of a list");
    }
    vec_each (struct ast_cond *, term, &c->terms) mutate_cond(m, term);
}

/* ---- statements and blocks ---- */

static inline void mutate_qualifier(struct mutation *m, struct ast_statement *s, size_t i) {
    struct ast_qualifier *c = &s->qualifiers.at[i];
    MUTATION_DROP_EACH(m, &c->names, .at, "one of those named left out");
    if (c->cond) mutate_cond(m, &c->cond);
    if (c->or_above && mutation_here(m, c->at, "`or above` left out")) c->or_above = false;
    if (mutation_here(m, c->at, "clause left out")) MUTATION_DROP(&s->qualifiers, i);
}

static inline bool decides(enum ast_statement_kind kind) {
    return kind != AST_CITE && kind != AST_SEE && kind != AST_COMMITS && kind != AST_PROVISION;
}

static inline void mutate_block(struct mutation *m, struct ast_block *b);

static inline void mutate_statement(struct mutation *m, struct ast_block *b, size_t i) {
    struct ast_statement *s = &b->statements.at[i];
    if (s->kind == AST_PROVISION) mutate_block(m, s->block);
    if (!decides(s->kind)) return;
    m->in = s->at;
    MUTATION_DROP_EACH(m, &s->names, .at, "one of those named left out");
    if (s->cond) mutate_cond(m, &s->cond);
    for (size_t k = s->qualifiers.len; k-- > 0;) mutate_qualifier(m, s, k);
    if ((s->kind == AST_MAY || s->kind == AST_WILL) &&
        mutation_here(m, s->at, "`will` for `may`, or the other way round"))
        s->kind = s->kind == AST_MAY ? AST_WILL : AST_MAY;
    if (mutation_here(m, s->at, "statement left out")) MUTATION_DROP(&b->statements, i);
    m->in = SPAN_NOWHERE;
}

static inline void mutate_block(struct mutation *m, struct ast_block *b) {
    for (size_t p = b->priorities.len; p-- > 0;) {
        MUTATION_DROP_EACH(m, &b->priorities.at[p].refs, .at, "one of several priorities left out");
        bool law =
            b->priorities.at[p].refs.at[0].kind == AST_REF_TEXT; /* outside law: without effect */
        if (!law && mutation_here(m, b->priorities.at[p].at, "priority left out"))
            MUTATION_DROP(&b->priorities, p);
    }
    for (size_t i = b->statements.len; i-- > 0;) mutate_statement(m, b, i);
}

/* ---- what is declared ---- */

static inline void mutate_judgement(struct mutation *m, struct ast_judgement *j) {
    for (size_t i = j->presumptions.len; i-- > 0;) {
        mutate_cond(m, &j->presumptions.at[i].when);
        if (mutation_here(m, j->presumptions.at[i].at, "presumption left out"))
            MUTATION_DROP(&j->presumptions, i);
    }
    if (j->has_default && mutation_here(m, j->at, "default left out")) j->has_default = false;
}

static inline void mutate_duty(struct mutation *m, struct ast_duty *d) {
    if (d->done_when.len == 1 && mutation_here(m, d->at, "`done when` left out"))
        d->done_when.len = 0;
}

static inline void mutate_item(struct mutation *m, struct ast_item *item) {
    switch (item->kind) {
    case AST_ITEM_BLOCK: mutate_block(m, item->as.block); break;
    case AST_ITEM_DEFINE: mutate_cond(m, &item->as.define->means); break;
    case AST_ITEM_JUDGEMENT: mutate_judgement(m, item->as.judgement); break;
    case AST_ITEM_DUTY: mutate_duty(m, item->as.duty); break;
    case AST_ITEM_ASSUME: mutate_cond(m, &item->as.assume->cond); break;
    case AST_ITEM_GROUP:
        MUTATION_DROP_EACH(m, &item->as.group->members, .at, "one left out of a group");
        for (size_t i = 0; i < item->as.group->except.len; i++)
            if (mutation_here(m, item->as.group->except.at[i].at,
                              "one exception left out of a group")) {
                MUTATION_DROP(&item->as.group->except, i);
                break;
            }
        break;
    case AST_ITEM_FACT:
        if (item->as.fact->has_default && mutation_here(m, item->as.fact->at, "default left out"))
            item->as.fact->has_default = false;
        break;
    case AST_ITEM_STRATEGY:
        vec_each (struct ast_cond *, scope, &item->as.strategy->scope) mutate_cond(m, scope);
        break;
    case AST_ITEM_USE:
    case AST_ITEM_VOCABULARY:
    case AST_ITEM_READING:
    case AST_ITEM_RECITAL:
    case AST_ITEM_EXAMPLE:
    case AST_ITEM_SAFEGUARD: break;
    }
}

/* Change number `wanted`; false where there is none. */
static inline bool mutate(struct mutation *m, struct arena *a, const struct ast_program *program,
                          size_t wanted) {
    *m = (struct mutation){.arena = a, .wanted = wanted, .rule = SPAN_NOWHERE, .in = SPAN_NOWHERE};
    struct ast_file *own = program->files.at[0];
    for (size_t i = 0; i < own->items.len && !m->what; i++) mutate_item(m, &own->items.at[i]);
    for (size_t i = own->items.len; i-- > 0 && !m->what;)
        if (own->items.at[i].kind == AST_ITEM_ASSUME &&
            mutation_here(m, own->items.at[i].as.assume->at, "assumption left out"))
            MUTATION_DROP(&own->items, i);
    return m->what != NULL;
}

#endif
