/* Declares every name of every file, so that all may be used before it is declared. */
#include "model/build.h"

/* What is declared there, with its article. */
static const char *word_of(const struct ast_node *from, enum symbol_kind kind) {
    return from->kind == NODE_JUDGEMENT ? "a judgement"
           : from->kind == NODE_READING ? "a reading"
                                        : symbol_words[kind];
}

/* A name that means something else wherever it stands. */
static bool reserved(struct builder *b, const struct declared *id, enum symbol_kind kind) {
    if (kind == SYMBOL_APPROACH && id->name == b->none) {
        say(b, DIAG_RESERVED_NAME, id->at,
            "an approach cannot be called `none`, which means that no approach is left; "
            "choose another name");
        return true;
    }
    if (id->name == b->objective && id->from->kind != NODE_FACT) {
        say(b, DIAG_RESERVED_NAME, id->at,
            "`objective` is the name of the fact that says which objective is asked about; "
            "%s needs another name",
            word_of(id->from, kind));
        return true;
    }
    if (id->name == b->id &&
        kind == SYMBOL_FACT) /* declared all the same: what uses it is not wrong too */
        say(b, DIAG_RESERVED_NAME, id->at,
            "`id` is what a request is called by whoever sends it, so no fact can be named "
            "so; choose another name");
    return false;
}

static void say_two_kinds(struct builder *b, const struct declared *id, enum symbol_kind kind,
                          const struct symbol *first) {
    struct span here = id->at, there = first->at;
    bool swapped = place_in_policy(b, &here, &there);
    say(b, DIAG_DECLARED_TWICE, here, "`%s` is %s already; %s needs another name", id->name,
        symbol_words[swapped ? kind : first->kind], symbol_words[swapped ? first->kind : kind]);
    note_declared(b, id->name, there);
}

/* The newest of its kind gets its name; false where it may not have it. */
static bool symbol_add(struct builder *b, const struct declared *id, enum symbol_kind kind,
                       size_t index) {
    if (reserved(b, id, kind)) return false;
    refer(b, id->at, id->at);
    uint32_t at = map_add(&b->index, SCOPE_NAMES, map_name(id->name), (uint32_t)b->symbols.len);
    if (at == b->symbols.len) {
        struct symbol s = {.name = id->name, .kind = kind, .index = (uint32_t)index, .at = id->at};
        vec_push(b->arena, &b->symbols, s);
        return true;
    }
    struct symbol *first = &b->symbols.at[at];
    if (first->kind == kind)
        say_declared_twice(b, id->at, first->at, "`%s`", id->name);
    else
        say_two_kinds(b, id, kind, first);
    /* Nobody can tell which of the two a reference means: nothing is said about its kind or its
     * values. */
    first->broken = true;
    if (first->kind == SYMBOL_FACT || first->kind == SYMBOL_GROUP)
        symbol_declared(b, first)->broken = true;
    return true;
}

/* ---- strategy and approaches ---- */

static void declare_strategy(struct builder *b, const struct ast_node *s) {
    if (is_foreign(b, s->at)) {
        say(b, DIAG_SECOND_STRATEGY, s->title.at,
            "a file that others use cannot have a `strategy` block; the policy itself has "
            "the one there is");
        return;
    }
    if (b->strategy) {
        say(b, DIAG_SECOND_STRATEGY, s->title.at,
            "a policy has one `strategy` block; put the two together");
        diag_note(b->d, b->strategy->title.at, "the first one is here");
        return;
    }
    b->strategy = s;
    const struct ast_node *list = node_part(s, NODE_APPROACHES);
    if (!list) return;
    b->m->ranked = list->flag;
    vec_each (struct ast_word, name, &list->words) {
        struct approach a = {.id = {.name = name->text, .at = name->at, .from = list},
                             .block = MODEL_NONE};
        if (b->m->approaches.len == MODEL_MAX_APPROACHES) {
            b->approaches_broken = true;
            say(b, DIAG_TOO_MANY, name->at,
                "a policy can have %d approaches at most; leave some out", MODEL_MAX_APPROACHES);
            break;
        }
        symbol_add(b, &a.id, SYMBOL_APPROACH, b->m->approaches.len);
        vec_push(b->arena, &b->m->approaches, a);
    }
}

/* ---- blocks ---- */

/* Recursive in blocks inside blocks, which the parser limits. */
static void declare_block(struct builder *b, const struct ast_node *block, uint32_t parent) {
    uint32_t i = (uint32_t)b->m->blocks.len;
    struct block k = {.id = declared_as(b, block),
                      .kind = (enum block_kind)block->form,
                      .approach = MODEL_NONE,
                      .objective = MODEL_NONE,
                      .parent = parent};
    vec_push(b->arena, &b->m->blocks, k);
    if (k.kind == BLOCK_OBJECTIVE && b->first_objective == MODEL_NONE) b->first_objective = i;
    uint32_t first = map_add(&b->index, SCOPE_BLOCKS, map_name(k.id.name), i);
    if (first != i)
        say_number_twice(b, &block->name, b->m->blocks.at[first].id.at, "a block headed");
    node_each (s, block, NODE_STATEMENT)
        node_each (inner, s, NODE_BLOCK) declare_block(b, inner, i);
}

/* ---- all ---- */

static void declare_fact(struct builder *b, struct declared id) {
    struct fact f = {.id = id,
                     .source = id.from->kind == NODE_FACT        ? FACT_ASKED
                               : id.from->kind == NODE_JUDGEMENT ? FACT_JUDGEMENT
                                                                 : FACT_READING};
    vec_push(b->arena, &b->m->facts, f);
    if (!symbol_add(b, &id, SYMBOL_FACT, b->m->facts.len - 1))
        b->m->facts.at[b->m->facts.len - 1].id.broken = true;
}

static void declare_recital(struct builder *b, const struct ast_node *r) {
    uint32_t i = (uint32_t)b->items.len - 1;
    uint32_t first = map_add(&b->index, SCOPE_RECITALS, map_name(r->name.text), i);
    if (first != i) say_number_twice(b, &r->name, b->items.at[first]->name.at, "a recital");
}

static void declare_item(struct builder *b, struct ast_node *item) {
    struct declared id = declared_as(b, item);
    vec_push(b->arena, &b->items, item);
    switch (item->kind) {
    case NODE_STRATEGY: declare_strategy(b, item); break;
    case NODE_FACT:
    case NODE_JUDGEMENT:
    case NODE_READING: declare_fact(b, id); break;
    case NODE_VOCABULARY:
        vec_push(b->arena, &b->m->vocabularies, id);
        symbol_add(b, &id, SYMBOL_VOCABULARY, b->m->vocabularies.len - 1);
        break;
    case NODE_GROUP:
        vec_push(b->arena, &b->m->groups, ((struct group){.id = id, .fact = MODEL_NONE}));
        symbol_add(b, &id, SYMBOL_GROUP, b->m->groups.len - 1);
        break;
    case NODE_DEFINE:
        vec_push(b->arena, &b->m->defines, ((struct define){.id = id}));
        symbol_add(b, &id, SYMBOL_DEFINE, b->m->defines.len - 1);
        break;
    case NODE_DUTY:
        vec_push(b->arena, &b->m->duties, ((struct duty){.id = id}));
        symbol_add(b, &id, SYMBOL_DUTY, b->m->duties.len - 1);
        break;
    case NODE_BLOCK: declare_block(b, item, MODEL_NONE); break;
    case NODE_RECITAL: declare_recital(b, item); break;
    default: break; /* no name */
    }
}

void declare_all(struct builder *b) {
    b->first_objective = MODEL_NONE;
    vec_each (struct ast_file *, file, &b->program->files)
        vec_each (struct ast_node *, item, &(*file)->items) declare_item(b, *item);
}
