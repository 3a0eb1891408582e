/* Vocabularies: lists of values that several facts share, and value lists that name them. */
#include "model/build.h"

#include "base/text.h"

/* Told where a fact lists them; vocabularies that double one another must not fill the memory. */
static void add_all(struct builder *b, struct ast_nodes *list, const struct ast_nodes *more,
                    bool ranked) {
    for (size_t i = 0; i < more->len && list->len <= MODEL_MAX_VALUES; i++) {
        struct ast_node *value = more->at[i];
        if (i == 0 && value->flag != ranked) {
            value = arena_new(b->arena, struct ast_node);
            *value = *more->at[i];
            value->flag = ranked;
        }
        vec_push(b->arena, list, value);
    }
}

/* The vocabulary that an entry stands for, or MODEL_NONE where it is a value. */
static uint32_t entry_vocabulary(struct builder *b, const struct ast_node *e) {
    const struct symbol *s =
        e->title.text ? NULL : symbol_of_kind(b, e->name.text, SYMBOL_VOCABULARY);
    return s ? s->index : MODEL_NONE;
}

struct ast_nodes expand_entries(struct builder *b, const struct ast_node *of, bool *lost) {
    struct ast_nodes list = {0};
    vec_each (struct ast_node *, part, &of->parts) {
        struct ast_node *e = *part;
        if (e->kind != NODE_ENTRY) continue;
        uint32_t v = entry_vocabulary(b, e);
        if (v == MODEL_NONE) {
            *lost = *lost || (!e->title.text && may_be_lost(b, e->name.text));
            vec_push(b->arena, &list, e);
            continue;
        }
        *lost = *lost || b->m->vocabularies.at[v].broken;
        refer(b, e->name.at, b->m->vocabularies.at[v].at);
        mark_used(b, &b->m->vocabularies.at[v]);
        add_all(b, &list, &b->vocabulary_values.at[v], e->flag);
    }
    return list;
}

/* A vocabulary may not name a value twice. The second is left out, so that no fact that lists it
 * says so again. */
static void drop_repeats(struct builder *b, uint32_t v) {
    struct map seen;
    struct ast_nodes *values = &b->vocabulary_values.at[v], kept = {0};
    map_init(&seen, b->arena);
    vec_each (struct ast_node *, value, values) {
        uint32_t i = (uint32_t)kept.len;
        uint32_t first = map_add(&seen, 0, map_name((*value)->name.text), i);
        refer(b, (*value)->name.at, (*value)->name.at);
        if (first == i)
            vec_push(b->arena, &kept, *value);
        else
            say_declared_twice(b, (*value)->name.at, kept.at[first]->name.at,
                               "the value `%s` of `%s`", (*value)->name.text,
                               b->m->vocabularies.at[v].name);
    }
    *values = kept;
}

void build_vocabularies(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->m->vocabularies.len;
    for (uint32_t v = 0; v < n; v++) {
        vec_push(b->arena, &b->vocabulary_values, ((struct ast_nodes){0}));
        node_each (e, b->m->vocabularies.at[v].from, NODE_ENTRY) {
            struct order_edge edge = {v, entry_vocabulary(b, e)};
            if (edge.to != MODEL_NONE) vec_push(b->arena, &edges, edge);
        }
    }
    struct order order = order_of(b->arena, n, &edges);
    say_cycles(b, &order, SYMBOL_VOCABULARY, "vocabularies hold one another", "holds");
    for (uint32_t i = 0; i < n; i++) {
        struct declared *v = &b->m->vocabularies.at[order.sorted[i]];
        b->vocabulary_values.at[order.sorted[i]] = expand_entries(b, v->from, &v->broken);
        drop_repeats(b, order.sorted[i]);
    }
}

/* ---- a vocabulary spelled wrong is taken for a value, and all that it holds is missing ---- */

void find_suspect(struct builder *b, const struct fact *f, const struct ast_node *of) {
    struct texts names = {0};
    vec_each (struct declared, v, &b->m->vocabularies) vec_push(b->arena, &names, v->name);
    node_each (e, of, NODE_ENTRY) {
        if (e->title.text || entry_vocabulary(b, e) != MODEL_NONE) continue;
        const char *near = text_nearest(e->name.text, names.at, names.len);
        const struct symbol *s = near ? symbol_of_kind(b, near, SYMBOL_VOCABULARY) : NULL;
        if (!s) continue;
        vec_push(b->arena, &b->suspects, ((struct suspect){f, &e->name, s->index}));
        return;
    }
}

bool blame_suspect(struct builder *b, struct fact *f, const char *lacking) {
    vec_each (struct suspect, x, &b->suspects) {
        bool holds = false;
        if (x->fact != f) continue;
        vec_each (struct ast_node *, v, &b->vocabulary_values.at[x->vocabulary])
            holds = holds || (*v)->name.text == lacking;
        if (!holds) return false;
        say(b, DIAG_UNKNOWN_NAME, x->value->at,
            "no vocabulary is called `%s`, so it is taken for a value of `%s`, which then "
            "lacks `%s`; did you mean `%s`?",
            x->value->text, f->id.name, lacking, b->m->vocabularies.at[x->vocabulary].name);
        return f->id.broken = true;
    }
    return false;
}
