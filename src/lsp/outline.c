/* The tree as an editor shows it: symbols, and what can be folded. */
#include "lsp/server.h"

#include <string.h>

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

static void add_symbols(struct server *s, const struct reading *r, const struct ast_node *n,
                        json_t *into);

static json_t *symbol_json(struct server *s, const struct reading *r, const struct ast_node *n) {
    const char *name = n->name.text ? n->name.text : n->title.text ? n->title.text : "";
    struct span named = n->name.text ? n->name.at : n->title.text ? n->title.at : n->at;
    if (n->kind == NODE_BLOCK && n->words.len > 0)
        name = arena_printf(&s->work, "%s %s", name, n->words.at[0].text);
    json_t *children = json_array();
    vec_each (struct ast_node *, part, &n->parts) add_symbols(s, r, *part, children);
    json_t *symbol = json_pack("{s:o,s:i,s:o,s:o,s:o}", "name", json_words(*name ? name : "\"\""),
                               "kind", symbol_kind(n), "range", range_json(r, node_span(n)),
                               "selectionRange", range_json(r, named), "children", children);
    if (n->name.text && n->title.text)
        json_object_set_new(symbol, "detail", json_words(n->title.text));
    return symbol;
}

/* What is a symbol itself, else what is in it. */
static void add_symbols(struct server *s, const struct reading *r, const struct ast_node *n,
                        json_t *into) {
    if (symbol_kind(n))
        json_array_append_new(into, symbol_json(s, r, n));
    else if (n->kind == NODE_STATEMENT || n->kind == NODE_TYPE)
        vec_each (struct ast_node *, part, &n->parts) add_symbols(s, r, *part, into);
}

/* The tree of the document itself. */
static const struct ast_file *tree_of(const struct where *w) {
    vec_each (struct ast_file *, file, &w->r->p.tree.files)
        if ((*file)->file == w->file) return *file;
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
