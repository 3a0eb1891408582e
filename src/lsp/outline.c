/* The tree as an editor shows it: symbols, what can be folded, what is around a place, links; and
 * what each name in it means. */
#include "lsp/server.h"

#include <string.h>
#include <strings.h>

/* ---- symbols ---- */

/* Kinds of the protocol, the closest there are. */
enum {
    KIND_FILE = 1,
    KIND_MODULE,
    KIND_NAMESPACE,
    KIND_CLASS = 5,
    KIND_METHOD,
    KIND_ENUM = 10,
    KIND_FUNCTION = 12,
    KIND_CONSTANT = 14,
    KIND_STRING,
    KIND_BOOLEAN = 17,
    KIND_ARRAY,
    KIND_OBJECT,
    KIND_KEY,
    KIND_ENUM_MEMBER = 22,
    KIND_EVENT = 24
};

static int block_kind(const struct ast_node *n) {
    return n->form == BLOCK_APPROACH    ? KIND_CLASS
           : n->form == BLOCK_OBJECTIVE ? KIND_NAMESPACE
                                        : KIND_METHOD;
}

/* 0: it is no symbol. */
static int symbol_kind(const struct ast_node *n) {
    switch (n->kind) {
    case NODE_STRATEGY: return KIND_MODULE;
    case NODE_USE: return KIND_FILE;
    case NODE_FACT:
    case NODE_READING:
    case NODE_VOCABULARY: return KIND_ENUM;
    case NODE_JUDGEMENT: return KIND_BOOLEAN;
    case NODE_GROUP: return KIND_ARRAY;
    case NODE_DEFINE: return KIND_FUNCTION;
    case NODE_ASSUME: return KIND_CONSTANT;
    case NODE_DUTY: return KIND_EVENT;
    case NODE_RECITAL: return KIND_STRING;
    case NODE_BLOCK: return block_kind(n);
    case NODE_EXAMPLE: return KIND_OBJECT;
    case NODE_SAFEGUARD: return KIND_KEY;
    case NODE_ENTRY: return KIND_ENUM_MEMBER;
    default: return 0;
    }
}

json_t *symbol_json(struct server *s, const struct reading *r, const struct ast_node *n) {
    const char *name = n->name.text ? n->name.text : n->title.text ? n->title.text : "";
    struct span named = n->name.text ? n->name.at : n->title.text ? n->title.at : n->at;
    if (n->kind == NODE_BLOCK && n->words.len > 0)
        name = arena_printf(&s->work, "%s %s", name, n->words.at[0].text);
    json_t *symbol = json_pack("{s:o,s:i,s:o,s:o}", "name", json_words(*name ? name : "\"\""),
                               "kind", symbol_kind(n), "range", range_json(r, node_span(n)),
                               "selectionRange", range_json(r, named));
    if (n->name.text && n->title.text)
        json_object_set_new(symbol, "detail", json_words(n->title.text));
    return symbol;
}

/* What is a symbol itself, else what is in it. */
static void add_symbols(struct server *s, const struct reading *r, const struct ast_node *n,
                        json_t *into) {
    if (symbol_kind(n)) {
        json_t *symbol = symbol_json(s, r, n), *children = json_array();
        vec_each (struct ast_node *, part, &n->parts) add_symbols(s, r, *part, children);
        json_object_set_new(symbol, "children", children);
        json_array_append_new(into, symbol);
    } else if (n->kind == NODE_STATEMENT || n->kind == NODE_TYPE) {
        vec_each (struct ast_node *, part, &n->parts) add_symbols(s, r, *part, into);
    }
}

static const struct ast_file *tree_in(const struct reading *r, uint32_t number) {
    vec_each (struct ast_file *, file, &r->p.tree.files)
        if ((*file)->file == number) return *file;
    return NULL;
}

/* The tree of the document itself. */
const struct ast_file *tree_of(const struct where *w) { return tree_in(w->r, w->file); }

static bool holds(const struct ast_node *n, struct span at) {
    struct span own = node_span(n);
    return own.from <= at.from && at.to <= own.to;
}

static const struct ast_node *symbol_within(const struct ast_node *n, struct span at,
                                            bool entries) {
    const struct ast_node *found = symbol_kind(n) && (entries || n->kind != NODE_ENTRY) ? n : NULL;
    vec_each (struct ast_node *, part, &n->parts) {
        const struct ast_node *inner = holds(*part, at) ? symbol_within(*part, at, entries) : NULL;
        if (inner) return inner;
    }
    return found;
}

const struct ast_node *symbol_around(const struct reading *r, struct span at, bool entries) {
    const struct ast_file *tree = tree_in(r, at.file);
    for (size_t i = 0; tree && i < tree->items.len; i++)
        if (holds(tree->items.at[i], at)) return symbol_within(tree->items.at[i], at, entries);
    return NULL;
}

json_t *document_symbols(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct ast_file *tree = whose_is(s, params, &w, f) ? tree_of(&w) : NULL;
    json_t *all = json_array();
    for (size_t i = 0; tree && i < tree->items.len; i++)
        add_symbols(s, w.r, tree->items.at[i], all);
    return all;
}

/* ---- folding ---- */

static void add_fold(json_t *into, uint32_t from, uint32_t to, const char *kind) {
    if (from >= to) return;
    json_t *fold = json_pack("{s:i,s:i}", "startLine", (int)from, "endLine", (int)to);
    if (kind) json_object_set_new(fold, "kind", json_string(kind));
    json_array_append_new(into, fold);
}

/* The line with the closing brace stays to be seen. */
static void fold_node(const struct where *w, const struct ast_node *n, json_t *into) {
    struct arena *a = w->r->session.arena;
    struct source *source = w->r->session.sources.at[w->file];
    struct span at = node_span(n);
    bool closed = at.to > at.from && source->text[at.to - 1] == '}';
    uint32_t from = source_utf16(a, source, at.from).line, to = source_utf16(a, source, at.to).line;
    if (symbol_kind(n)) add_fold(into, from, closed && to > from ? to - 1 : to, NULL);
    vec_each (struct ast_node *, part, &n->parts) fold_node(w, *part, into);
}

/* Lines of comments that follow one another. */
static void fold_comments(const struct where *w, json_t *into) {
    struct source *source = w->r->session.sources.at[w->file];
    uint32_t line = 0, first = 0, n = 0;
    for (const char *at = source->text;; line++) {
        if (at[strspn(at, " \t")] == '#') {
            if (n++ == 0) first = line;
        } else {
            if (n > 1) add_fold(into, first, line - 1, "comment");
            n = 0;
        }
        at = strchr(at, '\n');
        if (!at) break;
        at++;
    }
    if (n > 1) add_fold(into, first, line, "comment");
}

json_t *folding(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct ast_file *tree = whose_is(s, params, &w, f) ? tree_of(&w) : NULL;
    json_t *all = json_array();
    if (!tree) return all;
    vec_each (struct ast_node *, item, &tree->items) fold_node(&w, *item, all);
    fold_comments(&w, all);
    return all;
}

/* ---- selection: from the word to all that is around it ---- */

static json_t *around(const struct where *w, const struct ast_node *n, json_t *outer) {
    struct span at = node_span(n);
    if (w->offset < at.from || w->offset > at.to) return outer;
    json_t *own = json_pack("{s:o}", "range", range_json(w->r, at));
    if (outer && json_equal(json_object_get(own, "range"), json_object_get(outer, "range"))) {
        json_decref(own);
        own = outer;
    } else if (outer) {
        json_object_set_new(own, "parent", outer);
    }
    vec_each (struct ast_node *, part, &n->parts) {
        json_t *inner = around(w, *part, own);
        if (inner != own) return inner;
    }
    return own;
}

json_t *selection(struct server *s, const json_t *params, struct failure *f) {
    const json_t *positions = json_object_get(params, "positions");
    json_t *all = json_array();
    for (size_t i = 0; i < json_array_size(positions); i++) {
        struct where w;
        json_t *one =
            json_pack("{s:O,s:O}", "textDocument", json_object_get(params, "textDocument"),
                      "position", json_array_get(positions, i));
        bool known = one && where_is(s, one, &w, f);
        json_decref(one);
        const struct ast_file *tree = known ? tree_of(&w) : NULL;
        if (!tree) break;
        json_t *found =
            json_pack("{s:o}", "range",
                      range_json(w.r, (struct span){w.file, 0, (uint32_t)tree->source->len}));
        vec_each (struct ast_node *, item, &tree->items) found = around(&w, *item, found);
        const struct reference *name = reference_at(&w);
        bool whole = false; /* it is already what was found */
        if (name) {
            json_t *range = range_json(w.r, name->at);
            whole = json_equal(range, json_object_get(found, "range"));
            json_decref(range);
        }
        if (name && !whole)
            found = json_pack("{s:o,s:o}", "range", range_json(w.r, name->at), "parent", found);
        json_array_append_new(all, found);
    }
    return all;
}

/* ---- links ---- */

json_t *links(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    bool known = whose_is(s, params, &w, f);
    json_t *all = json_array();
    for (size_t i = 0; known && i < w.r->p.tree.uses.len; i++) {
        const struct use *use = &w.r->p.tree.uses.at[i];
        if (use->node->at.file == w.file && use->source)
            json_array_append_new(all, json_pack("{s:o,s:o}", "range",
                                                 range_json(w.r, use->node->name.at), "target",
                                                 json_words(uri_of(s, w.r, use->source->file))));
    }
    return all;
}

/* ---- all that is declared in what is open, or lies in the folders that are ---- */

static bool contains(const char *text, const char *part) {
    size_t n = strlen(part);
    for (; *text; text++)
        if (strncasecmp(text, part, n) == 0) return true;
    return n == 0;
}

static void find_symbols(struct server *s, const struct reading *r, const struct ast_node *n,
                         const char *query, json_t *into) {
    const char *name = n->name.text ? n->name.text : n->title.text;
    bool found = symbol_kind(n) && n->kind != NODE_USE && name &&
                 (contains(name, query) || (n->title.text && contains(n->title.text, query)));
    if (found) {
        json_t *symbol =
            json_pack("{s:o,s:i,s:o}", "name", json_words(name), "kind", symbol_kind(n), "location",
                      location_json(s, r, n->name.text ? n->name.at : n->title.at));
        if (n->name.text && n->title.text)
            json_object_set_new(symbol, "containerName", json_words(n->title.text));
        if (json_array_size(into) < 1000)
            json_array_append_new(into, symbol);
        else
            json_decref(symbol);
    }
    vec_each (struct ast_node *, part, &n->parts)
        if (symbol_kind(*part) || (*part)->kind == NODE_STATEMENT || (*part)->kind == NODE_TYPE)
            find_symbols(s, r, *part, query, into);
}

/* Of each file once. */
static void find_in(struct server *s, const struct reading *r, const char *query, json_t *seen,
                    json_t *into) {
    vec_each (struct ast_file *, file, &r->p.tree.files) {
        const char *uri = uri_of(s, r, (*file)->file);
        if (json_object_get(seen, uri)) continue;
        json_object_set_new(seen, uri, json_true());
        vec_each (struct ast_node *, item, &(*file)->items) find_symbols(s, r, *item, query, into);
    }
}

json_t *workspace_symbols(struct server *s, const json_t *params, struct failure *f) {
    enum { MOST_FILES = 200 }; /* that are not open */
    const char *query = json_string_value(json_object_get(params, "query"));
    json_t *all = json_array(), *seen = json_object();
    struct texts files = workspace_files(s);
    (void)f;
    query = query ? query : "";
    for (size_t i = 0; i < s->n_documents; i++)
        find_in(s, reading_of(s, s->documents[i]), query, seen, all);
    for (size_t i = 0, n = 0; i < files.len && n < MOST_FILES; i++) {
        if (json_object_get(seen, uri_of_path(s, files.at[i]))) continue;
        find_in(s, reading_tree(s, files.at[i]), query, seen, all);
        n++;
    }
    json_decref(seen);
    return all;
}

/* ---- semantic tokens: what each name means ---- */

/* The legend, in the table of server.c, is in the order of enum entity_kind, up to BLOCK: to a
 * reader the number of a recital is a number as any other. */
enum { DECLARATION = 1 };

static void add_token(const struct where *w, const struct reference *x, struct utf16_position *last,
                      json_t *into) {
    struct source *source = w->r->session.sources.at[w->file];
    struct arena *a = w->r->session.arena;
    const struct entity *e = entity_at(w->r, x->to);
    struct utf16_position from = source_utf16(a, source, x->at.from),
                          to = source_utf16(a, source, x->at.to);
    if (!e || from.line != to.line) return;
    bool same = from.line == last->line;
    json_array_append_new(into, json_integer(from.line - last->line));
    json_array_append_new(into, json_integer(same ? from.unit - last->unit : from.unit));
    json_array_append_new(into, json_integer(to.unit - from.unit));
    json_array_append_new(into, json_integer(e->kind < ENTITY_BLOCK ? (int)e->kind : ENTITY_BLOCK));
    json_array_append_new(into, json_integer(span_same(x->at, x->to) ? DECLARATION : 0));
    *last = from;
}

json_t *semantic_tokens(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    json_t *all = json_array();
    struct utf16_position last = {0, 0};
    if (whose_is(s, params, &w, f))
        vec_each (const struct reference, x, &w.r->refs)
            if (x->at.file == w.file) add_token(&w, x, &last, all);
    return json_pack("{s:o}", "data", all);
}
