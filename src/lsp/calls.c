/*
 * What is used by what, as a hierarchy: the rules, groups and definitions that name one, and those
 * that it names. All of it is the list of references, gathered by what is around each.
 */
#include "lsp/server.h"

struct call {
    const struct ast_node *other;
    json_t *at; /* where it is named */
};
struct calls VEC(struct call);

static json_t *item_json(struct server *s, const struct reading *r, const struct ast_node *n) {
    json_t *item = symbol_json(s, r, n);
    json_object_set_new(item, "uri", json_words(uri_of(s, r, n->at.file)));
    return item;
}

json_t *calls_prepare(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct reference *x = where_is(s, params, &w, f) ? reference_at(&w) : NULL;
    const struct ast_node *n = x ? symbol_around(w.r, x->to, true) : NULL;
    return n ? json_pack("[o]", item_json(s, w.r, n)) : NULL;
}

static void add_call(struct server *s, const struct reading *r, struct calls *all,
                     const struct ast_node *other, struct span at) {
    struct call *call = NULL;
    vec_each (struct call, x, all)
        if (x->other == other) call = x;
    if (!call) {
        vec_push(&s->work, all, ((struct call){other, json_array()}));
        call = &all->at[all->len - 1];
    }
    json_array_append_new(call->at, range_json(r, at));
}

/* Adds those that name the declaration, or those that are named in it; what declares a name does
 * not name it. */
static void add_calls(struct server *s, const struct reading *r, const struct ast_node *n,
                      bool incoming, json_t *into) {
    struct calls all = {0};
    struct span whole = node_span(n);
    vec_each (const struct reference, x, &r->refs) {
        struct span own = incoming ? x->to : x->at, other = incoming ? x->at : x->to;
        if (own.file != whole.file || own.from < whole.from || whole.to < own.to ||
            span_same(x->at, x->to) || symbol_around(r, own, incoming) != n)
            continue;
        const struct ast_node *around = symbol_around(r, other, !incoming);
        if (around) add_call(s, r, &all, around, x->at);
    }
    vec_each (struct call, x, &all) {
        json_t *call = json_pack("{s:o,s:o}", incoming ? "from" : "to", item_json(s, r, x->other),
                                 "fromRanges", x->at);
        if (json_array_has(into, call))
            json_decref(call);
        else
            json_array_append_new(into, call);
    }
}

/* In every open policy that has the file of the item. */
static json_t *calls(struct server *s, const json_t *params, bool incoming, struct failure *f) {
    const json_t *item = json_object_get(params, "item");
    const char *uri = json_string_value(json_object_get(item, "uri"));
    if (!uri) return fail(f, LSP_INVALID_PARAMS, "the request names nothing");
    const char *path = path_real(&s->work, path_of(&s->work, uri));
    json_t *all = json_array();
    struct where w = {0};
    for (size_t i = 0; (w.r = reading_next(s, &i, path, &w.file)) != NULL;) {
        struct span at;
        if (!span_of(&w, json_object_get(item, "selectionRange"), &at)) continue;
        const struct ast_node *n = symbol_around(w.r, at, true);
        if (n) add_calls(s, w.r, n, incoming, all);
    }
    return all;
}

json_t *calls_incoming(struct server *s, const json_t *params, struct failure *f) {
    return calls(s, params, true, f);
}

json_t *calls_outgoing(struct server *s, const json_t *params, struct failure *f) {
    return calls(s, params, false, f);
}
