/* The outline: the paragraphs of the source document, and which of them the policy covers. */
#include "model/build.h"

/* Where what has this number is declared. */
static struct span place_of(const struct builder *b, const char *id) {
    uint32_t block = map_get(&b->index, SCOPE_BLOCKS, map_name(id)),
             recital = map_get(&b->index, SCOPE_RECITALS, map_name(id));
    return block != MAP_NONE ? b->m->blocks.at[block].id.at
           : recital != MAP_NONE
               ? b->items.at[recital]->name.at
               : b->m->outline.at[map_get(&b->index, SCOPE_OUTLINE, map_name(id))].at;
}

static void paragraph_add(struct builder *b, const struct ast_word *id) {
    uint32_t i = (uint32_t)b->m->outline.len;
    uint32_t first = map_add(&b->index, SCOPE_OUTLINE, map_name(id->text), i);
    if (first == i)
        vec_push(b->arena, &b->m->outline, ((struct paragraph){.id = id->text, .at = id->at}));
    else if (b->m->has_outline)
        say_number_twice(b, id, b->m->outline.at[first].at, "paragraph");
    refer(b, id->at, place_of(b, id->text));
}

/* `covers`: said by what states the paragraph; then it is hardly one
 * that has been stated already. */
static uint32_t paragraph_find(struct builder *b, const struct ast_word *id, bool covers) {
    uint32_t i = map_get(&b->index, SCOPE_OUTLINE, map_name(id->text));
    if (i != MAP_NONE) refer(b, id->at, place_of(b, id->text));
    if (i != MAP_NONE || !b->m->has_outline) return i == MAP_NONE ? MODEL_NONE : i;
    if (said_before(b, SAID_OUTLINE, id->text, id->at)) return MODEL_NONE;
    const char *near = nearest(b, id->text, covers ? NEAR_UNSTATED : NEAR_OUTLINE, 0);
    if (covers && near) map_add(&b->said_of, SAID_MEANT, map_name(near), 0);
    say(b, DIAG_NOT_IN_OUTLINE, id->at, "paragraph %s is not in the outline of the source%s",
        id->text,
        did_you_mean(b, near, "; add it to `paragraphs` in the strategy, or correct the number"));
    diag_note(b->d, node_part(b->strategy, NODE_PARAGRAPHS)->at, "the outline is here");
    return MODEL_NONE;
}

void cite_check(struct builder *b, const struct ast_words *ids, bool covers) {
    vec_each (struct ast_word, id, ids) {
        uint32_t i = paragraph_find(b, id, covers);
        if (i != MODEL_NONE && covers) b->m->outline.at[i].covered = true;
    }
}

static void add_block(struct builder *b, const struct ast_node *block) {
    paragraph_add(b, &block->name);
    node_each (s, block, NODE_STATEMENT)
        node_each (inner, s, NODE_BLOCK) add_block(b, inner);
}

static void cover_block(struct builder *b, struct block *block) {
    uint32_t i = paragraph_find(b, &block->id.from->name, true);
    if (i == MODEL_NONE) return;
    block->outline = i;
    b->m->outline.at[i].covered = true;
}

static void cover_recital(struct builder *b, const struct ast_node *r) {
    uint32_t block = map_get(&b->index, SCOPE_BLOCKS, map_name(r->name.text));
    if (block != MAP_NONE) {
        say(b, DIAG_RECITAL_WITH_RULES, r->name.at,
            "paragraph %s is called a recital, but it has a block of its own as well; a "
            "recital has no operative effect, so keep one of the two",
            r->name.text);
        diag_note(b->d, b->m->blocks.at[block].id.at, "the block is here");
    }
    uint32_t i = paragraph_find(b, &r->name, true);
    if (i == MODEL_NONE) return;
    b->m->outline.at[i].covered = true;
    b->m->outline.at[i].recital = r->title.text ? r->title.text : "";
    b->m->outline.at[i].declared = r->at;
}

/* A policy that gives no outline has the order of its blocks and recitals, as they stand in the
 * files. */
void build_outline(struct builder *b) {
    const struct ast_node *outline = b->strategy ? node_part(b->strategy, NODE_PARAGRAPHS) : NULL;
    b->m->has_outline = outline != NULL;
    for (size_t i = 0; outline && i < outline->words.len; i++)
        paragraph_add(b, &outline->words.at[i]);
    for (size_t i = 0; !outline && i < b->items.len; i++) {
        const struct ast_node *item = b->items.at[i];
        if (item->kind == NODE_RECITAL) paragraph_add(b, &item->name);
        if (item->kind == NODE_BLOCK) add_block(b, item);
    }
    vec_each (struct block, block, &b->m->blocks) cover_block(b, block);
    vec_each (struct ast_node *, item, &b->items)
        if ((*item)->kind == NODE_RECITAL) cover_recital(b, *item);
}
