/*
 * A policy whose blocks, statements and definitions stand in another order. Facts, duties and assumptions stay in their order among themselves, because
 * lists in answers follow it.
 */
#ifndef TESTS_PROPS_SHUFFLING_H
#define TESTS_PROPS_SHUFFLING_H

#include "tests/props/harness.h"

static inline void shuffle_statements(struct ast_block *b, uint64_t *state)
{
    for (size_t i = b->statements.len; i > 1; i--) {
        size_t j = (random_next(state) >> 20) % i;
        struct ast_statement s = b->statements.at[i - 1];
        b->statements.at[i - 1] = b->statements.at[j];
        b->statements.at[j] = s;
    }
    vec_each(struct ast_statement, s, &b->statements)
        if (s->block)
            shuffle_statements(s->block, state);
}

static inline bool may_move(const struct ast_item *item)
{
    return item->kind == AST_ITEM_BLOCK || item->kind == AST_ITEM_DEFINE || item->kind == AST_ITEM_GROUP || item->kind == AST_ITEM_RECITAL;
}

static inline void shuffle(struct ast_file *file, uint64_t *state)
{
    for (size_t i = file->items.len; i > 1; i--) {
        size_t j = (random_next(state) >> 20) % i;
        struct ast_item item = file->items.at[i - 1];
        if (!may_move(&item) || !may_move(&file->items.at[j]))
            continue;
        file->items.at[i - 1] = file->items.at[j];
        file->items.at[j] = item;
    }
    vec_each(struct ast_item, item, &file->items)
        if (item->kind == AST_ITEM_BLOCK)
            shuffle_statements(item->as.block, state);
}

/* From a file of the tree, or from text where `path` is NULL. */
static inline bool compile_shuffled(struct compiled *c, const char *path, const char *text, uint64_t *state)
{
    compiled_init(c);
    struct parse_paths paths = {0};
    struct ast_program program = {.complete = true};
    if (path) {
        program = parse_program(&c->names, &c->d, path, &paths);
    } else {
        source_add_text(&c->arena, &c->sources, &c->d, "test.strat", text, strlen(text));
        vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, 0));
    }
    for (size_t i = 0; state && i < program.files.len; i++)
        shuffle(program.files.at[i], state);
    return compile_program(c, &program);
}

#endif
