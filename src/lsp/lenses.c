/* What is shown beside a text: lenses over examples and safeguards, and hints: what was decided of
 * an example, and in how many situations a rule applies. */
#include "lsp/server.h"

#include <string.h>

/* ---- lenses: the titles are always the same, so that no line jumps ---- */

static void add_lens(const struct where *w, const struct ast_node *n, json_t *into) {
    if (n->kind != NODE_EXAMPLE && n->kind != NODE_SAFEGUARD) return;
    json_array_append_new(
        into,
        json_pack("{s:o,s:{s:s,s:s,s:[s,I]}}", "range", range_json(w->r, n->title.at), "command",
                  "title", n->kind == NODE_EXAMPLE ? "Run this example" : "Prove this safeguard",
                  "command", "stratc.run", "arguments", w->d->uri, (json_int_t)n->at.from));
}

json_t *lenses(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct ast_file *tree = whose_is(s, params, &w, f) ? tree_of(&w) : NULL;
    json_t *all = json_array();
    for (size_t i = 0; tree && i < tree->items.len; i++) add_lens(&w, tree->items.at[i], all);
    return all;
}

static const struct ast_node *test_at(const struct where *w, uint32_t from) {
    const struct ast_file *tree = tree_of(w);
    for (size_t i = 0; tree && i < tree->items.len; i++) {
        const struct ast_node *n = tree->items.at[i];
        if ((n->kind == NODE_EXAMPLE || n->kind == NODE_SAFEGUARD) && n->at.from == from) return n;
    }
    return NULL;
}

/* The first fact of this kind that is about what stands in the span, from the n-th on. */
static const json_t *fact_in(const json_t *facts, struct span whole, size_t *n) {
    while (*n < json_array_size(facts)) {
        const json_t *fact = json_array_get(facts, (*n)++);
        struct span at = span_from(json_object_get(fact, "at"));
        if (at.file == whole.file && whole.from <= at.from && at.from <= whole.to) return fact;
    }
    return NULL;
}

static const char *words_of(const json_t *fact, const char *key) {
    return json_string_value(json_object_get(fact, key));
}

/* What is said of the test, to who has just pointed at it. */
static const char *of_this(struct server *s, const struct ast_node *n, const char *text) {
    const char *kind = n->kind == NODE_EXAMPLE ? "example" : "safeguard";
    const char *named = arena_printf(&s->work, "%s \"%s\"", kind, n->title.text);
    size_t len = strlen(named);
    return strncmp(text, named, len) == 0 ? arena_printf(&s->work, "this %s%s", kind, text + len)
                                          : text;
}

/* The same line as of an example that is as expected, but for the verdict. */
static const char *otherwise(struct server *s, const struct where *w, const struct ast_node *n,
                             const char *decided) {
    const struct ast_node *expect = node_part(n, NODE_EXPECT);
    const char *words = source_words(&s->work, w->r->session.sources.at[w->file], expect->at);
    return arena_printf(&s->work, "expected %s; decided %s", words + strlen("expect "), decided);
}

/* How it fares, in one line; NULL: that is not known yet. A test of which nothing is said is as it
 * should be: *fine. */
static const char *outcome(struct server *s, const struct where *w, const struct ast_node *n,
                           bool *fine) {
    const json_t *tests = facts_known(s, w->r, "tests");
    size_t i = 0, k = 0;
    if (!tests) return NULL;
    const json_t *test = fact_in(tests, node_span(n), &i),
                 *is = fact_in(facts_known(s, w->r, "examples"), node_span(n), &k);
    *fine = !test;
    if (test && words_of(test, "decided")) return otherwise(s, w, n, words_of(test, "decided"));
    if (test) return of_this(s, n, words_of(test, "text"));
    if (is)
        return arena_printf(&s->work, "as expected: %s%s", words_of(is, "hint"),
                            words_of(is, "rest"));
    return n->kind == NODE_EXAMPLE ? "as expected" : "proved over all situations";
}

json_t *run_command(struct server *s, const json_t *params, struct failure *f) {
    const char *name = json_string_value(json_object_get(params, "command"));
    const json_t *given = json_object_get(params, "arguments");
    if (!name || strcmp(name, "stratc.run") != 0)
        return fail(f, LSP_INVALID_PARAMS, "there is no such command here");
    struct where w;
    json_t *about = json_pack("{s:{s:O}}", "textDocument", "uri", json_array_get(given, 0));
    bool fine = about && whose_is(s, about, &w, f);
    json_decref(about);
    if (!fine && !f->code) fail(f, LSP_INVALID_PARAMS, "the command names no document");
    if (!fine) return NULL;
    const struct ast_node *n = test_at(&w, (uint32_t)json_integer_value(json_array_get(given, 1)));
    if (!n) return fail(f, LSP_FAILED, "there is no example or safeguard there any more");
    bool as_meant = true;
    const char *text = outcome(s, &w, n, &as_meant);
    if (!text)
        return fail(f, LSP_FAILED,
                    "this is not decided yet: the policy has errors, or has just changed");
    wire_send(&s->wire,
              json_pack("{s:s,s:s,s:{s:i,s:o}}", "jsonrpc", "2.0", "method", "window/showMessage",
                        "params", "type", as_meant ? 3 : 2, "message", json_words(text)));
    return json_words(text);
}

/* ---- hints: off unless they are asked for ---- */

static void add_hints(struct server *s, const struct where *w, struct span within, const char *of,
                      json_t *into) {
    const json_t *facts = facts_known(s, w->r, of), *fact;
    for (size_t i = 0; (fact = fact_in(facts, within, &i)) != NULL;) {
        struct span at = span_from(json_object_get(fact, "at"));
        const char *tip = words_of(fact, "tip");
        json_t *range = range_json(w->r, at),
               *hint = json_pack("{s:O,s:O,s:b}", "position", json_object_get(range, "end"),
                                 "label", json_object_get(fact, "hint"), "paddingLeft", 1);
        if (tip) json_object_set_new(hint, "tooltip", json_string(tip));
        size_t n = json_array_size(into); /* rules of one statement are told once */
        if (n == 0 || !json_equal(json_array_get(into, n - 1), hint)) json_array_append(into, hint);
        json_decref(hint);
        json_decref(range);
    }
}

json_t *hints(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    struct span within;
    json_t *all = json_array();
    if (!whose_is(s, params, &w, f) || !s->hints) return all;
    if (!span_of(&w, json_object_get(params, "range"), &within)) {
        json_decref(all);
        return fail(f, LSP_INVALID_PARAMS, "the request names no range");
    }
    add_hints(s, &w, within, "rules", all);
    add_hints(s, &w, within, "examples", all);
    add_hints(s, &w, within, "policy", all);
    return all;
}

void hints_changed(struct server *s) {
    if (s->refreshes_hints) ask_to_refresh(s, "inlayHint");
}
