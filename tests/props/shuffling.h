/*
 * A policy whose blocks, statements and definitions stand in another order. Facts, duties and
 * assumptions stay in their order among themselves, because lists in answers follow it. And one
 * whose lists name things twice.
 */
#ifndef TESTS_PROPS_SHUFFLING_H
#define TESTS_PROPS_SHUFFLING_H

#include "tests/props/harness.h"
#include "tests/props/lists.h"

static inline void shuffle_statements(struct ast_block *b, uint64_t *state) {
    for (size_t i = b->statements.len; i > 1; i--) {
        size_t j = (random_next(state) >> 20) % i;
        struct ast_statement s = b->statements.at[i - 1];
        b->statements.at[i - 1] = b->statements.at[j];
        b->statements.at[j] = s;
    }
    vec_each (struct ast_statement, s, &b->statements)
        if (s->block) shuffle_statements(s->block, state);
}

static inline bool may_move(const struct ast_item *item) {
    return item->kind == AST_ITEM_BLOCK || item->kind == AST_ITEM_DEFINE ||
           item->kind == AST_ITEM_GROUP || item->kind == AST_ITEM_RECITAL;
}

static inline void shuffle(struct ast_file *file, uint64_t *state) {
    for (size_t i = file->items.len; i > 1; i--) {
        size_t j = (random_next(state) >> 20) % i;
        struct ast_item item = file->items.at[i - 1];
        if (!may_move(&item) || !may_move(&file->items.at[j])) continue;
        file->items.at[i - 1] = file->items.at[j];
        file->items.at[j] = item;
    }
    vec_each (struct ast_item, item, &file->items)
        if (item->kind == AST_ITEM_BLOCK) shuffle_statements(item->as.block, state);
}

/* ---- things twice ---- */

struct repeating {
    struct arena *arena;
    uint64_t *state;
    enum list_kind before; /* lists of these kinds alone */
    bool mix;              /* in another order, too */
    size_t made;
};

static inline size_t draw_below(struct repeating *r, size_t n) {
    return (random_next(r->state) >> 20) % n;
}

/* Some statements may stand once. */
static inline bool stands_once(const struct list *l, const char *item) {
    const struct ast_statement *s = (const struct ast_statement *)(const void *)item;
    return l->kind == LIST_STATEMENTS &&
           (s->kind == AST_DEFAULT || s->kind == AST_COMMITS || s->kind == AST_PROVISION);
}

static inline void mix_items(struct repeating *r, const struct list *l, struct any_vector v) {
    char other[sizeof(struct ast_statement)];
    for (size_t i = v.len; i > 1 && !l->ordered; i--) {
        char *x = v.at + (i - 1) * l->item, *y = v.at + draw_below(r, i) * l->item;
        memcpy(other, x, l->item);
        memmove(x, y, l->item);
        memcpy(y, other, l->item);
    }
}

/* Of every other list one item again: behind it, or where the order means nothing anywhere; what
 * `or above` follows stays the last. */
static inline void repeat_item(void *context, const struct list *l) {
    struct repeating *r = context;
    struct any_vector v = list_items(l);
    if (l->kind >= r->before || v.len == 0 || draw_below(r, 2)) return;
    size_t which = draw_below(r, v.len),
           to = l->ordered ? which : which + 1 + draw_below(r, v.len - which);
    if (stands_once(l, v.at + which * l->item)) return;
    char *at = arena_alloc(r->arena, (v.len + 1) * l->item, sizeof(void *));
    memcpy(at, v.at, to * l->item);
    memcpy(at + to * l->item, v.at + which * l->item, l->item);
    memcpy(at + (to + 1) * l->item, v.at + to * l->item, (v.len - to) * l->item);
    v = (struct any_vector){at, v.len + 1, v.len + 1};
    if (r->mix) mix_items(r, l, v);
    memcpy(l->vector, &v, sizeof v);
    r->made++;
}

/* ---- compiled ---- */

/* `made`: how many things it says twice. */
static inline bool compile_repeated(struct compiled *c, const char *text, uint64_t *state,
                                    enum list_kind before, bool mix, size_t *made) {
    compiled_init(c);
    struct ast_program program = {.complete = true};
    source_add_text(&c->arena, &c->sources, &c->d, "test.strat", text, strlen(text));
    vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, 0));
    struct repeating r = {&c->arena, state, before, mix, 0};
    each_list(program.files.at[0], repeat_item, &r);
    *made += r.made;
    return compile_program(c, &program);
}

/* From a file of the tree, or from text where `path` is NULL. */
static inline bool compile_shuffled(struct compiled *c, const char *path, const char *text,
                                    uint64_t *state) {
    compiled_init(c);
    struct parse_paths paths = {0};
    struct ast_program program = {.complete = true};
    if (path) {
        program = parse_program(&c->names, &c->d, path, &paths);
    } else {
        source_add_text(&c->arena, &c->sources, &c->d, "test.strat", text, strlen(text));
        vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, 0));
    }
    for (size_t i = 0; state && i < program.files.len; i++) shuffle(program.files.at[i], state);
    return compile_program(c, &program);
}

#endif
