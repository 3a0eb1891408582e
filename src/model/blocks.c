/* The strategy block, the approaches, and the blocks with their statements. */
#include "model/build.h"

/* ---- the strategy ---- */

static void check_approaches_listed(struct builder *b, const struct ast_strategy *s) {
    for (size_t i = 1; i < s->approaches.len; i++)
        say_twice(b, s->approaches.at[i].at, s->approaches.at[0].at, "`approaches`");
    if (s->approaches.len > 0) return;
    b->approaches_broken = true;
    if (!b->gaps)
        say(b, DIAG_NO_APPROACHES, s->title.at,
            "the strategy does not list its approaches; add `approaches ranked a < b < c`, "
            "least committed first, or `approaches unranked a, b, c`");
}

void build_strategy(struct builder *b) {
    const struct ast_strategy *s = b->strategy;
    if (!s) {
        b->approaches_broken = true;
        if (!b->library && !b->gaps)
            say(b, DIAG_NO_STRATEGY, (struct span){.file = b->program->files.at[0]->file},
                "the policy has no `strategy` block; begin it with `strategy \"...\" { "
                "approaches ... }`");
        return;
    }
    b->m->title = s->title.text;
    b->m->at = s->at;
    b->m->issued_by = once(b, &s->issued_by, "`issued by`");
    b->m->version = once(b, &s->version, "`version`");
    vec_each (struct ast_word, text, &s->see) text_add(b, &b->m->see, text->text);
    check_approaches_listed(b, s);
}

/* ---- approaches and objectives of the headings ---- */

static void say_not_listed(struct builder *b, const struct ast_word *name) {
    if (b->approaches_broken || b->library ||
        said_before(b, SAID_NAMES + SYMBOL_APPROACH, name->text, name->at))
        return;
    struct span list = b->strategy->approaches.at[0].at;
    say(b, DIAG_NOT_LISTED, name->at, "`%s` is not in the list of approaches of the strategy%s",
        name->text,
        did_you_mean(b, nearest(b, name->text, NEAR_SYMBOLS, 1u << SYMBOL_APPROACH),
                     "; add it there, in its place"));
    diag_note(b->d, list, "the list is here");
}

static void join_approach(struct builder *b, uint32_t block) {
    const struct ast_word *name = &b->blocks.at[block].from->name;
    const struct symbol *s = symbol_find(b, name->text);
    if (!s && name->text != b->none) {
        say_not_listed(b, name);
        return;
    }
    uint32_t a = approach_find(b, name);
    if (a == MODEL_NONE) return;
    struct approach *approach = &b->m->approaches.at[a];
    b->m->blocks.at[block].approach = a;
    if (approach->block != MODEL_NONE) {
        say_declared_twice(b, name->at, b->blocks.at[approach->block].from->name.at,
                           arena_printf(b->arena, "the block of the approach `%s`", name->text));
        return;
    }
    approach->block = block;
    approach->id.title = b->m->blocks.at[block].id.title;
}

static void join_objective(struct builder *b, uint32_t block) {
    struct block *k = &b->m->blocks.at[block];
    if (k->kind == BLOCK_PROVISION && k->parent != MODEL_NONE) {
        k->objective = b->m->blocks.at[k->parent].objective;
    } else if (k->kind == BLOCK_OBJECTIVE && b->m->objective != MODEL_NONE) {
        uint64_t name = map_name(b->blocks.at[block].from->name.text);
        k->objective = map_get(&b->index, SCOPE_VALUES + (uint64_t)b->m->objective, name);
    }
}

/* ---- statements ---- */

void build_blocks(struct builder *b) {
    b->default_at = MODEL_NONE;
    for (uint32_t i = 0; i < b->m->blocks.len; i++) {
        const struct ast_block *from = b->blocks.at[i].from;
        if (from->kind == AST_APPROACH) join_approach(b, i);
        join_objective(b, i);
        vec_each (struct ast_statement, s, &from->statements) build_statement(b, i, s);
    }
    vec_each (struct approach, a, &b->m->approaches)
        a->id.used = a->id.used || a->block != MODEL_NONE;
}
