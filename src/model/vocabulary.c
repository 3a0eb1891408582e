/* Vocabularies: lists of values that several facts share, and value lists that name them. */
#include "model/build.h"

#include "base/text.h"

static void listing_add(struct builder *b, struct entries *list, const struct entries *more,
                        const struct ast_entry *e) {
    vec_each (struct entry, v, more) {
        if (list->len > MODEL_MAX_VALUES)
            return; /* it is told where a fact lists them; vocabularies that double one another must
                       not fill the memory */
        struct entry copy = *v;
        if (v == more->at) copy.ranked = e->ranked;
        vec_push(b->arena, list, copy);
    }
}

/* The vocabulary that an entry stands for, or MODEL_NONE where it is a value. */
static uint32_t entry_vocabulary(struct builder *b, const struct ast_entry *e) {
    const struct symbol *s = e->label.text ? NULL : symbol_find(b, e->name.text);
    return s && s->kind == SYMBOL_VOCABULARY ? s->index : MODEL_NONE;
}

struct entries expand_entries(struct builder *b, const struct ast_entries *entries, bool *lost) {
    struct entries list = {0};
    vec_each (struct ast_entry, e, entries) {
        uint32_t v = entry_vocabulary(b, e);
        if (v == MODEL_NONE) {
            struct entry value = {.id = declared_as(b, &e->name, &e->label), .ranked = e->ranked};
            *lost = *lost || (!e->label.text && may_be_lost(b, e->name.text));
            vec_push(b->arena, &list, value);
            continue;
        }
        *lost = *lost || b->vocabularies.at[v].lost;
        mark_used(b, &b->m->vocabularies.at[v]);
        listing_add(b, &list, &b->vocabularies.at[v].values, e);
    }
    return list;
}

static const struct ast_word *vocabulary_word(const struct builder *b, uint32_t v) {
    return &b->vocabularies.at[v].from->name;
}

/* A vocabulary may not name a value twice. The second is left out, so that no fact that lists it
 * says so again. */
static void drop_repeats(struct builder *b, uint32_t v) {
    struct map seen;
    struct entries kept = {0};
    map_init(&seen, b->arena);
    vec_each (struct entry, value, &b->vocabularies.at[v].values) {
        uint32_t i = (uint32_t)kept.len;
        uint32_t first = map_add(&seen, 0, map_name(value->id.name), i);
        if (first == i)
            vec_push(b->arena, &kept, *value);
        else
            say_declared_twice(b, value->id.at, kept.at[first].id.at,
                               arena_printf(b->arena, "the value `%s` of `%s`", value->id.name,
                                            vocabulary_word(b, v)->text));
    }
    b->vocabularies.at[v].values = kept;
}

void build_vocabularies(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->vocabularies.len;
    for (uint32_t v = 0; v < n; v++)
        vec_each (struct ast_entry, e, &b->vocabularies.at[v].from->entries) {
            struct order_edge edge = {v, entry_vocabulary(b, e)};
            if (edge.to != MODEL_NONE) vec_push(b->arena, &edges, edge);
        }
    struct order order = order_of(b->arena, n, &edges);
    say_cycles(b, &order, vocabulary_word, "vocabularies hold one another", "holds");
    for (uint32_t i = 0; i < n; i++) {
        uint32_t v = order.sorted[i];
        b->vocabularies.at[v].values =
            expand_entries(b, &b->vocabularies.at[v].from->entries, &b->vocabularies.at[v].lost);
        drop_repeats(b, v);
    }
}

/* ---- a vocabulary spelled wrong is taken for a value, and all that it holds is missing ---- */

void find_suspect(struct builder *b, uint32_t fact, const struct ast_entries *entries) {
    struct fact_source_text *f = &b->facts.at[fact];
    struct names VEC(const char *) names = {0};
    vec_each (struct declared, v, &b->m->vocabularies) vec_push(b->arena, &names, v->name);
    vec_each (struct ast_entry, e, entries) {
        if (e->label.text || f->suspect || entry_vocabulary(b, e) != MODEL_NONE) continue;
        const char *near = text_nearest(e->name.text, names.at, names.len);
        const struct symbol *s = near ? symbol_find(b, near) : NULL;
        if (s && s->kind == SYMBOL_VOCABULARY) {
            f->suspect = &e->name;
            f->suspected = s->index;
        }
    }
}

bool blame_suspect(struct builder *b, uint32_t fact, const char *lacking) {
    struct fact_source_text *f = &b->facts.at[fact];
    bool holds = false;
    if (!f->suspect) return false;
    vec_each (struct entry, v, &b->vocabularies.at[f->suspected].values)
        holds = holds || v->id.name == lacking;
    if (!holds) return false;
    say(b, DIAG_UNKNOWN_NAME, f->suspect->at,
        "no vocabulary is called `%s`, so it is taken for a value of `%s`, which then "
        "lacks `%s`; did you mean `%s`?",
        f->suspect->text, b->m->facts.at[fact].id.name, lacking,
        vocabulary_word(b, f->suspected)->text);
    f->broken = true;
    return true;
}
