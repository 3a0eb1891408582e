/* Declares every name of every file, so that all may be used before it is declared. */
#include "model/build.h"

/* A name that means something else wherever it stands. */
static bool reserved(struct builder *b, const struct ast_word *word, enum symbol_kind kind) {
    if (kind == SYMBOL_APPROACH && word->text == b->none) {
        say(b, DIAG_RESERVED_NAME, word->at,
            "an approach cannot be called `none`, which means that no approach is left; "
            "choose another name");
        return true;
    }
    if (word->text == b->objective && kind != SYMBOL_FACT) {
        say(b, DIAG_RESERVED_NAME, word->at,
            "`objective` is the name of the fact that says which objective is asked about; "
            "%s needs another name",
            symbol_words[kind]);
        return true;
    }
    if (word->text == b->id &&
        kind == SYMBOL_FACT) /* declared all the same: what uses it is not wrong too */
        say(b, DIAG_RESERVED_NAME, word->at,
            "`id` is what a request is called by whoever sends it, so no fact can be named "
            "so; choose another name");
    return false;
}

static void say_two_kinds(struct builder *b, const struct ast_word *word, enum symbol_kind kind,
                          const struct symbol *first) {
    struct span here = word->at, there = first->at;
    place_in_policy(b, &here, &there);
    bool swapped = here.file != word->at.file || here.from != word->at.from;
    say(b, DIAG_DECLARED_TWICE, here, "`%s` is %s already; %s needs another name", word->text,
        symbol_words[swapped ? kind : first->kind], symbol_words[swapped ? first->kind : kind]);
    diag_note(b->d, there, "`%s` is declared here", word->text);
}

static void symbol_add(struct builder *b, const struct ast_word *word, enum symbol_kind kind,
                       uint32_t index) {
    if (reserved(b, word, kind)) return;
    uint32_t at = map_add(&b->index, SCOPE_NAMES, map_name(word->text), (uint32_t)b->symbols.len);
    if (at == b->symbols.len) {
        struct symbol s = {.name = word->text, .kind = kind, .index = index, .at = word->at};
        vec_push(b->arena, &b->symbols, s);
        return;
    }
    struct symbol *first = &b->symbols.at[at];
    if (first->kind == kind)
        say_declared_twice(b, word->at, first->at, arena_printf(b->arena, "`%s`", word->text));
    else
        say_two_kinds(b, word, kind, first);
    /* Nobody can tell which of the two a reference means: nothing is said about its kind or its
     * values. */
    first->broken = true;
    if (first->kind == SYMBOL_FACT) b->facts.at[first->index].broken = true;
    if (first->kind == SYMBOL_GROUP) b->groups.at[first->index].broken = true;
}

/* ---- facts ---- */

static void declare_fact(struct builder *b, const struct ast_word *name,
                         const struct ast_word *title, struct fact_source_text from,
                         enum fact_source source) {
    struct fact f = {.id = declared_as(b, name, title), .source = source};
    if (source != FACT_ASKED && name->text == b->objective) {
        say(b, DIAG_RESERVED_NAME, name->at,
            "`objective` is the name of the fact that says which objective is asked about; "
            "a %s needs another name",
            source == FACT_JUDGEMENT ? "judgement" : "reading");
        from.broken = true;
    }
    vec_push(b->arena, &b->m->facts, f);
    vec_push(b->arena, &b->facts, from);
    if (!from.broken) symbol_add(b, name, SYMBOL_FACT, (uint32_t)b->m->facts.len - 1);
}

/* ---- strategy and approaches ---- */

static void declare_strategy(struct builder *b, const struct ast_strategy *s, bool used_file) {
    if (used_file) {
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
    if (s->approaches.len == 0) return;
    b->m->ranked = s->approaches.at[0].ranked;
    vec_each (struct ast_word, name, &s->approaches.at[0].names) {
        uint32_t n = (uint32_t)b->m->approaches.len;
        if (n == MODEL_MAX_APPROACHES) {
            b->approaches_broken = true;
            say(b, DIAG_TOO_MANY, name->at,
                "a policy can have %d approaches at most; leave some out", MODEL_MAX_APPROACHES);
            break;
        }
        symbol_add(b, name, SYMBOL_APPROACH, n);
        vec_push(
            b->arena, &b->m->approaches,
            ((struct approach){.id = {.name = name->text, .at = name->at}, .block = MODEL_NONE}));
    }
}

/* ---- blocks ---- */

/* Recursive in blocks inside blocks, which the parser limits. */
static void declare_block(struct builder *b, const struct ast_block *block, uint32_t parent) {
    uint32_t i = (uint32_t)b->m->blocks.len;
    struct block k = {.id = declared_as(b, &block->id, &block->title),
                      .kind = block->kind,
                      .approach = MODEL_NONE,
                      .objective = MODEL_NONE,
                      .parent = parent};
    vec_push(b->arena, &b->m->blocks, k);
    vec_push(b->arena, &b->blocks, ((struct block_source){.from = block}));
    if (k.kind == BLOCK_OBJECTIVE && b->first_objective == MODEL_NONE) b->first_objective = i;
    uint32_t first = map_add(&b->index, SCOPE_BLOCKS, map_name(k.id.name), i);
    if (first != i)
        say_declared_twice(b, block->id.at, b->m->blocks.at[first].id.at,
                           arena_printf(b->arena, "a block headed %s", k.id.name));
    vec_each (struct ast_statement, s, &block->statements)
        if (s->kind == AST_PROVISION) declare_block(b, s->block, i);
}

static void declare_recital(struct builder *b, const struct ast_recital *r) {
    uint32_t i = (uint32_t)b->recitals.len;
    uint32_t first = map_add(&b->index, SCOPE_RECITALS, map_name(r->id.text), i);
    vec_push(b->arena, &b->recitals, r);
    if (first != i)
        say_declared_twice(b, r->id.at, b->recitals.at[first]->id.at,
                           arena_printf(b->arena, "a recital %s", r->id.text));
}

/* ---- all ---- */

static void declare_group(struct builder *b, const struct ast_group *g) {
    struct group_source s = {
        .from = g, .group = {.id = declared_as(b, &g->name, &g->title), .fact = MODEL_NONE}};
    vec_push(b->arena, &b->groups, s);
    symbol_add(b, &g->name, SYMBOL_GROUP, (uint32_t)b->groups.len - 1);
}

static void declare_vocabulary(struct builder *b, const struct ast_vocabulary *v) {
    vec_push(b->arena, &b->m->vocabularies, declared_as(b, &v->name, &v->title));
    vec_push(b->arena, &b->vocabularies, ((struct vocabulary_source){.from = v}));
    symbol_add(b, &v->name, SYMBOL_VOCABULARY, (uint32_t)b->vocabularies.len - 1);
}

static void declare_define(struct builder *b, const struct ast_define *d) {
    vec_push(b->arena, &b->defines, ((struct define_source){.from = d}));
    symbol_add(b, &d->name, SYMBOL_DEFINE, (uint32_t)b->defines.len - 1);
}

static void declare_duty(struct builder *b, const struct ast_duty *d) {
    vec_push(b->arena, &b->m->duties,
             ((struct duty){.id = declared_as(b, &d->name, &d->title), .done_when = MODEL_NONE}));
    vec_push(b->arena, &b->duties, d);
    symbol_add(b, &d->name, SYMBOL_DUTY, (uint32_t)b->duties.len - 1);
}

static void declare_item(struct builder *b, const struct ast_item *item, bool used_file) {
    switch (item->kind) {
    case AST_ITEM_STRATEGY: declare_strategy(b, item->as.strategy, used_file); break;
    case AST_ITEM_USE: break;
    case AST_ITEM_FACT: {
        const struct ast_fact *f = item->as.fact;
        declare_fact(b, &f->name, &f->title, (struct fact_source_text){.fact = f}, FACT_ASKED);
        break;
    }
    case AST_ITEM_JUDGEMENT: {
        const struct ast_judgement *j = item->as.judgement;
        declare_fact(b, &j->name, &j->title, (struct fact_source_text){.judgement = j},
                     FACT_JUDGEMENT);
        break;
    }
    case AST_ITEM_READING: {
        const struct ast_reading *r = item->as.reading;
        declare_fact(b, &r->name, &r->title, (struct fact_source_text){.reading = r}, FACT_READING);
        break;
    }
    case AST_ITEM_VOCABULARY: declare_vocabulary(b, item->as.vocabulary); break;
    case AST_ITEM_GROUP: declare_group(b, item->as.group); break;
    case AST_ITEM_DEFINE: declare_define(b, item->as.define); break;
    case AST_ITEM_DUTY: declare_duty(b, item->as.duty); break;
    case AST_ITEM_BLOCK: declare_block(b, item->as.block, MODEL_NONE); break;
    case AST_ITEM_RECITAL: declare_recital(b, item->as.recital); break;
    case AST_ITEM_ASSUME: vec_push(b->arena, &b->assumes, item->as.assume); break;
    case AST_ITEM_EXAMPLE: vec_push(b->arena, &b->examples, item->as.example); break;
    case AST_ITEM_SAFEGUARD: vec_push(b->arena, &b->safeguards, item->as.safeguard); break;
    }
}

void declare_all(struct builder *b) {
    b->first_objective = MODEL_NONE;
    for (size_t i = 0; i < b->program->files.len; i++)
        vec_each (struct ast_item, item, &b->program->files.at[i]->items)
            declare_item(b, item, i > 0);
}
