/*
 * A policy whose blocks, statements and definitions stand in another order. Facts, duties and
 * assumptions stay in their order among themselves, because lists in answers follow it. And one
 * whose lists name things twice.
 */
#ifndef TESTS_PROPS_SHUFFLING_H
#define TESTS_PROPS_SHUFFLING_H

#include "tests/props/harness.h"
#include "tests/props/lists.h"

static inline void swap_nodes(struct ast_nodes *list, size_t i, size_t j) {
    struct ast_node *other = list->at[i];
    list->at[i] = list->at[j];
    list->at[j] = other;
}

/* Priorities stand before the statements. */
static inline void shuffle_statements(struct ast_node *b, uint64_t *state) {
    size_t first = 0;
    while (first < b->parts.len && b->parts.at[first]->kind != NODE_STATEMENT) first++;
    for (size_t i = b->parts.len - first; i > 1; i--)
        swap_nodes(&b->parts, first + i - 1, first + (random_next(state) >> 20) % i);
    node_each (s, b, NODE_STATEMENT)
        if (s->form == AST_PROVISION) shuffle_statements(s->parts.at[0], state);
}

static inline bool may_move(const struct ast_node *item) {
    return item->kind == NODE_BLOCK || item->kind == NODE_DEFINE || item->kind == NODE_GROUP ||
           item->kind == NODE_RECITAL;
}

static inline void shuffle(struct ast_file *file, uint64_t *state) {
    for (size_t i = file->items.len; i > 1; i--) {
        size_t j = (random_next(state) >> 20) % i;
        if (may_move(file->items.at[i - 1]) && may_move(file->items.at[j]))
            swap_nodes(&file->items, i - 1, j);
    }
    vec_each (struct ast_node *, item, &file->items)
        if ((*item)->kind == NODE_BLOCK) shuffle_statements(*item, state);
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
static inline bool stands_once(const struct list *l, size_t i) {
    if (l->kind != LIST_STATEMENTS) return false;
    unsigned form = l->parts->at[part_at(l, i)]->form;
    return form == AST_DEFAULT || form == AST_COMMITS || form == AST_PROVISION;
}

static inline void swap_items(const struct list *l, size_t i, size_t j) {
    if (!l->words) {
        swap_nodes(l->parts, part_at(l, i), part_at(l, j));
        return;
    }
    struct ast_word other = l->words->at[i];
    l->words->at[i] = l->words->at[j];
    l->words->at[j] = other;
}

/* Number `which` again, as number `to`; in memory of its own, which no copy of the list shares. */
static inline void insert_again(struct arena *a, const struct list *l, size_t which, size_t to) {
    if (l->words) {
        l->words->cap = l->words->len;
        vec_push(a, l->words, l->words->at[which]);
    } else {
        struct ast_node *copy = arena_new(a, struct ast_node);
        *copy = *l->parts->at[part_at(l, which)];
        l->parts->cap = l->parts->len;
        vec_push(a, l->parts, copy);
    }
    for (size_t i = list_length(l) - 1; i > to; i--) swap_items(l, i, i - 1);
}

/* Of every other list one item again: behind it, or where the order means nothing anywhere; what
 * `or above` follows stays the last. */
static inline void repeat_item(void *context, const struct list *l) {
    struct repeating *r = context;
    size_t n = list_length(l);
    if (l->kind >= r->before || n == 0 || draw_below(r, 2)) return;
    size_t which = draw_below(r, n), to = l->ordered ? which : which + 1 + draw_below(r, n - which);
    if (stands_once(l, which)) return;
    insert_again(r->arena, l, which, to);
    for (size_t i = n + 1; r->mix && i > 1 && !l->ordered; i--)
        swap_items(l, i - 1, draw_below(r, i));
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
