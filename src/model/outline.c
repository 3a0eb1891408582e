/* The outline: the paragraphs of the source document, and which of them the policy covers. */
#include "model/build.h"

static void paragraph_add(struct builder *b, const struct ast_word *id) {
    uint32_t i = (uint32_t)b->m->outline.len;
    uint32_t first = map_add(&b->index, SCOPE_OUTLINE, map_name(id->text), i);
    if (first == i)
        vec_push(b->arena, &b->m->outline, ((struct paragraph){.id = id->text, .at = id->at}));
    else if (b->m->has_outline)
        say_declared_twice(b, id->at, b->m->outline.at[first].at,
                           arena_printf(b->arena, "paragraph %s", id->text));
}

/* `covers`: said by what states the paragraph; then it is hardly one
 * that has been stated already. */
static uint32_t paragraph_find(struct builder *b, const struct ast_word *id, bool covers) {
    uint32_t i = map_get(&b->index, SCOPE_OUTLINE, map_name(id->text));
    if (i != MAP_NONE || !b->m->has_outline) return i == MAP_NONE ? MODEL_NONE : i;
    if (said_before(b, SAID_OUTLINE, id->text, id->at)) return MODEL_NONE;
    const char *near = nearest(b, id->text, covers ? NEAR_UNSTATED : NEAR_OUTLINE, 0);
    if (covers && near) map_add(&b->said_of, SAID_MEANT, map_name(near), 0);
    say(b, DIAG_NOT_IN_OUTLINE, id->at, "paragraph %s is not in the outline of the source%s",
        id->text,
        did_you_mean(b, near, "; add it to `paragraphs` in the strategy, or correct the number"));
    diag_note(b->d, b->strategy->outline_at, "the outline is here");
    return MODEL_NONE;
}

void cite_check(struct builder *b, const struct ast_words *ids, bool covers) {
    vec_each (struct ast_word, id, ids) {
        uint32_t i = paragraph_find(b, id, covers);
        if (i != MODEL_NONE && covers) b->m->outline.at[i].covered = true;
    }
}

/* A policy that gives no outline has the order of its blocks and recitals, as they stand in the
 * files. */
static void outline_from_blocks(struct builder *b) {
    for (size_t i = 0; i < b->program->files.len; i++)
        vec_each (struct ast_item, item, &b->program->files.at[i]->items) {
            if (item->kind == AST_ITEM_RECITAL) paragraph_add(b, &item->as.recital->id);
            if (item->kind != AST_ITEM_BLOCK) continue;
            paragraph_add(b, &item->as.block->id);
            vec_each (struct ast_statement, s, &item->as.block->statements)
                if (s->kind == AST_PROVISION) paragraph_add(b, &s->block->id);
        }
}

static void cover_block(struct builder *b, uint32_t block) {
    uint32_t i = paragraph_find(b, &b->blocks.at[block].from->id, true);
    if (i == MODEL_NONE) return;
    b->m->blocks.at[block].outline = i;
    b->m->outline.at[i].covered = true;
}

static void cover_recital(struct builder *b, const struct ast_recital *r) {
    uint32_t block = map_get(&b->index, SCOPE_BLOCKS, map_name(r->id.text));
    if (block != MAP_NONE) {
        say(b, DIAG_RECITAL_WITH_RULES, r->id.at,
            "paragraph %s is called a recital, but it has a block of its own as well; a "
            "recital has no operative effect, so keep one of the two",
            r->id.text);
        diag_note(b->d, b->m->blocks.at[block].id.at, "the block is here");
    }
    uint32_t i = paragraph_find(b, &r->id, true);
    if (i == MODEL_NONE) return;
    b->m->outline.at[i].covered = true;
    b->m->outline.at[i].recital = r->title.text ? r->title.text : "";
}

void build_outline(struct builder *b) {
    const struct ast_strategy *s = b->strategy;
    b->m->has_outline = s && s->outline.len > 0;
    if (b->m->has_outline)
        vec_each (struct ast_word, id, &s->outline) paragraph_add(b, id);
    else
        outline_from_blocks(b);
    for (uint32_t i = 0; i < b->m->blocks.len; i++) cover_block(b, i);
    for (size_t i = 0; i < b->recitals.len; i++) cover_recital(b, b->recitals.at[i]);
}
