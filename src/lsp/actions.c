/*
 * Code actions: what a finding proposes, typed in; a finding allowed, with a reason to write; an
 * example that is missed; a condition that becomes a definition. What changes what a text means is
 * tried before it is offered: the changed text is read anew, and has to have fewer errors, or none
 * that is new.
 */
#include "lsp/server.h"

#include <ctype.h>
#include <string.h>

/* ---- a changed text ---- */

/* In place of what stands `at`; in the order of the text, all of one file. */
struct edit {
    struct span at;
    const char *text;
};

/* How many errors the policy has with these edits. */
static size_t errors_with(struct server *s, const struct reading *r, const struct edit *edits,
                          size_t n) {
    const struct source *source = r->session.sources.at[edits[0].at.file];
    const char *text = "";
    uint32_t at = 0;
    for (size_t i = 0; i < n; i++) {
        text = arena_printf(&s->work, "%s%.*s%s", text, (int)(edits[i].at.from - at),
                            source->text + at, edits[i].text);
        at = edits[i].at.to;
    }
    text = arena_printf(&s->work, "%s%s", text, source->text + at);
    struct open_texts texts = {0};
    vec_push(&s->work, &texts,
             ((struct open_text){path_real(&s->work, source->path), text, strlen(text)}));
    return reading_tried(s, r, &texts)->session.d.errors;
}

static json_t *action_json(struct server *s, const struct reading *r, const char *title,
                           const char *kind, const struct edit *edits, size_t n, json_t *finding) {
    const char *uri = uri_of(s, r, edits[0].at.file);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:o,s:o}", "range", range_json(r, edits[i].at),
                                              "newText", json_words(edits[i].text)));
    json_t *action = json_pack("{s:o,s:s,s:{s:[o]}}", "title", json_words(title), "kind", kind,
                               "edit", "documentChanges", edits_json(s, uri, list));
    if (finding) json_object_set_new(action, "diagnostics", json_pack("[O]", finding));
    return action;
}

/* ---- what a finding proposes ---- */

static bool is_same(const json_t *x, const json_t *y, const char *key) {
    return json_equal(json_object_get(x, key), json_object_get(y, key));
}

/* The finding as it was said, where that is about the texts as they are; *r: about which. */
static const json_t *said(const struct server *s, const char *uri, const json_t *finding,
                          const struct reading **r) {
    for (size_t i = 0; i < s->n_documents; i++) {
        const struct document *d = s->documents[i];
        if (!d->reading || d->found != d->reading->serial) continue;
        const json_t *list = json_object_get(d->findings, uri);
        *r = d->reading;
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *own = json_array_get(list, k);
            if (is_same(own, finding, "range") && is_same(own, finding, "code") &&
                is_same(own, finding, "message"))
                return own;
        }
    }
    return NULL;
}

/* In place of what stands there; what was not tried has to be a cure. An example changes nothing.
 */
static void propose(struct server *s, const struct reading *r, const json_t *fix, const char *kind,
                    json_t *finding, json_t *into) {
    struct edit edit = {span_from(json_object_get(fix, "at")),
                        json_string_value(json_object_get(fix, "text"))};
    bool asked = json_is_true(json_object_get(fix, "asked"));
    bool tried = !finding || errors_with(s, r, &edit, 1) + asked <= r->session.d.errors;
    if (tried && !r->session.sources.at[edit.at.file]->installed)
        json_array_append_new(into,
                              action_json(s, r, json_string_value(json_object_get(fix, "title")),
                                          kind, &edit, 1, finding));
}

static void propose_fixes(struct server *s, const struct where *w, json_t *finding, json_t *into) {
    const struct reading *r = NULL;
    const json_t *own = said(s, w->d->uri, finding, &r),
                 *fixes = json_object_get(json_object_get(own, "data"), "fixes");
    for (size_t i = 0; i < json_array_size(fixes); i++)
        propose(s, r, json_array_get(fixes, i), "quickfix", finding, into);
}

/* Of what the example exercises, that which stands at the place: a rule before what keeps one from
 * applying, *outside. NULL: nothing does. */
static const json_t *exercised_at(const json_t *example, struct span at, bool *outside) {
    const json_t *places = json_object_get(example, "places"), *best = NULL;
    *outside = true;
    for (size_t k = 0; k < json_array_size(places) && *outside; k++) {
        const json_t *one = json_array_get(places, k);
        struct span place = span_from(json_object_get(one, "at"));
        if (place.file != at.file || at.from > place.to || place.from > at.to) continue;
        *outside = json_is_true(json_object_get(one, "outside"));
        best = best && *outside ? best : one;
    }
    return best;
}

/* Examples that are missed there: first those in which a rule applies. */
static bool propose_missed(struct server *s, const struct where *w, struct span at, json_t *into) {
    const json_t *all = facts_known(s, w->r, "suggested");
    bool any = false, outside;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < json_array_size(all); i++) {
            json_t *one = json_array_get(all, i);
            const json_t *what = exercised_at(one, at, &outside);
            if (!what || outside != (pass == 1)) continue;
            json_object_set(one, "title", json_object_get(what, "title"));
            propose(s, w->r, one, "refactor.rewrite", NULL, into);
            any = true;
        }
    return any;
}

/* What is selected misses them, or else the block around it. */
static void propose_examples(struct server *s, const struct where *w, struct span at,
                             json_t *into) {
    const struct ast_node *around = symbol_around(w->r, at, false);
    if (!propose_missed(s, w, at, into) && around && around->kind == NODE_BLOCK)
        propose_missed(s, w, node_span(around), into);
}

/* A comment above the line of the finding, as far in as that. */
static void propose_allow(struct server *s, const struct where *w, struct span at, json_t *finding,
                          json_t *into) {
    const char *slug = json_string_value(json_object_get(json_object_get(finding, "data"), "slug"));
    enum diag_code code = slug ? diag_find(slug) : DIAG_COUNT;
    struct source *source = w->r->session.sources.at[w->file];
    uint32_t from, to;
    if (code == DIAG_COUNT || diag_infos[code].severity == DIAG_ERROR) return;
    source_line(w->r->session.arena, source, at.from, &from, &to);
    int blanks = (int)strspn(source->text + from, " \t");
    struct edit edit = {{w->file, from, from},
                        arena_printf(&s->work, "%.*s# stratc: allow %s -- why this is meant\n",
                                     blanks, source->text + from, slug)};
    json_array_append_new(
        into, action_json(s, w->r, arena_printf(&s->work, "Allow %s here, with a reason", slug),
                          "quickfix", &edit, 1, finding));
}

/* ---- a condition gets a name ---- */

/* The condition that is exactly what is selected, and the item of the file that it is in. */
static const struct ast_node *selected(const struct ast_node *n, struct span at) {
    if (n->kind == NODE_COND && n->at.from == at.from && n->at.to == at.to) return n;
    vec_each (struct ast_node *, part, &n->parts) {
        const struct ast_node *found = selected(*part, at);
        if (found) return found;
    }
    return NULL;
}

static void propose_define(struct server *s, const struct where *w, struct span at, json_t *into) {
    const struct source *source = w->r->session.sources.at[w->file];
    while (at.from < at.to && isspace((unsigned char)source->text[at.from])) at.from++;
    while (at.from < at.to && isspace((unsigned char)source->text[at.to - 1])) at.to--;
    const struct ast_file *tree = tree_of(w);
    for (size_t i = 0; tree && i < tree->items.len; i++) {
        const struct ast_node *item = tree->items.at[i], *cond = selected(item, at);
        if (!cond || (cond->form == AST_COND_NAME && item->kind == NODE_DEFINE)) continue;
        const char *name = "condition";
        for (size_t k = 1; intern_find(&w->r->session.names, name, strlen(name)); k++)
            name = arena_printf(&s->work, "condition_%zu", k + 1);
        struct edit edits[] = {{{w->file, item->at.from, item->at.from},
                                arena_printf(&s->work, "define %s means %s\n", name,
                                             source_words(&s->work, source, at))},
                               {at, name}};
        if (errors_with(s, w->r, edits, 2) <= w->r->session.d.errors)
            json_array_append_new(into, action_json(s, w->r, "Make this a definition",
                                                    "refactor.extract", edits, 2, NULL));
        return;
    }
}

/* ---- the request ---- */

static bool is_wanted(const json_t *only, const char *kind) {
    if (!json_is_array(only)) return true;
    for (size_t i = 0; i < json_array_size(only); i++) {
        const char *x = json_string_value(json_array_get(only, i));
        size_t n = x ? strlen(x) : 0;
        if (x && strncmp(kind, x, n) == 0 && (kind[n] == '\0' || kind[n] == '.' || n == 0))
            return true;
    }
    return false;
}

json_t *code_actions(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const json_t *context = json_object_get(params, "context"),
                 *findings = json_object_get(context, "diagnostics"),
                 *only = json_object_get(context, "only");
    struct span at;
    if (!whose_is(s, params, &w, f)) return NULL;
    if (!span_of(&w, json_object_get(params, "range"), &at))
        return fail(f, LSP_INVALID_PARAMS, "the request names no range");
    json_t *all = json_array();
    for (size_t i = 0; is_wanted(only, "quickfix") && i < json_array_size(findings); i++) {
        json_t *finding = json_array_get(findings, i);
        struct span place;
        if (!span_of(&w, json_object_get(finding, "range"), &place)) continue;
        propose_fixes(s, &w, finding, all);
        propose_allow(s, &w, place, finding, all);
    }
    if (is_wanted(only, "refactor.extract") && at.from < at.to) propose_define(s, &w, at, all);
    if (is_wanted(only, "refactor.rewrite")) propose_examples(s, &w, at, all);
    return all;
}
