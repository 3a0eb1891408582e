/*
 * What the child finds out besides the findings: in which share of all situations each rule has an
 * effect, and how the examples and safeguards of the policy fare. And what is made of it: hover
 * over a statement, and lenses over examples and safeguards.
 */
#include "lsp/server.h"

#include "base/big.h"
#include "lint/lint.h"
#include "pipeline/examples.h"

#include <string.h>

/* ---- found out, by the child ---- */

/* The situations of x, of which there are `of` in all: "2 % of". */
static const char *share_text(struct arena *a, struct diagrams *g, const bool *facts, diagram x,
                              diagram of) {
    double share =
        100 * big_share(diagram_count(g, x, YES, facts), diagram_count(g, of, YES, facts));
    return x == of        ? "every situation"
           : x == NO      ? "no situation"
           : share < 0.01 ? "less than 0.01 % of all situations"
           : share < 1    ? arena_printf(a, "%.2f %% of all situations", share)
                          : arena_printf(a, "%.0f %% of all situations", share);
}

static json_t *rules_json(struct arena *a, struct analysis *l) {
    struct study *st = study_of(l);
    json_t *all = json_array();
    bool *facts = arena_array(a, bool, l->m->facts.len);
    for (size_t i = 0; i < l->m->facts.len; i++) facts[i] = true;
    for (uint32_t r = 0; st && st->can && r < st->rules->rules.len; r++) {
        study_begin(st, RULES_STEPS);
        study_ask(st);
        diagram where = diagram_and(st->g, study_effects(st, st->place[r]), st->taken),
                of = diagram_and(st->g, st->feasible, st->taken);
        const char *share = st->g->gave_up ? "" : share_text(a, st->g, facts, where, of);
        if (st->g->gave_up) break;
        const char *text = arena_printf(a, "%s: applies in %s", tell_what(st, r), share);
        json_array_append_new(all,
                              json_pack("{s:o,s:o}", "at", span_json(st->rules->rules.at[r].at),
                                        "text", json_words(text)));
    }
    return all;
}

static json_t *tests_json(struct reading *r) {
    struct session *in = &r->session;
    struct diags quiet;
    json_t *all = json_array();
    diags_init(&quiet, in->arena, &in->sources);
    examples_run(&quiet, r->p.model, r->p.layout);
    safeguards_prove(&quiet, r->p.rules, in->arena);
    vec_each (const struct diag, d, &quiet.list) {
        const char *text = d->text;
        vec_each (const struct diag_note, note, &d->notes)
            text = arena_printf(in->arena, "%s\n%s", text, note->text);
        json_array_append_new(
            all, json_pack("{s:o,s:o}", "at", span_json(d->at), "text", json_words(text)));
    }
    return all;
}

json_t *facts_json(struct server *s, struct reading *r) {
    struct analysis *l = pipeline_layout(&r->p) ? pipeline_analysis(&r->p) : NULL;
    return l ? json_pack("{s:o,s:o}", "rules", rules_json(&s->work, l), "tests", tests_json(r))
             : json_null();
}

/* ---- told ---- */

/* The facts of the policy that is what `r` reads, where they are of this very text. */
static const json_t *known(const struct server *s, const struct reading *r, const char *what) {
    for (size_t i = 0; i < s->n_documents; i++)
        if (s->documents[i]->reading == r && s->documents[i]->exact == r->serial)
            return json_object_get(s->documents[i]->facts, what);
    return NULL;
}

const char *rule_text(struct server *s, const struct where *w, struct span *at) {
    const json_t *rules = known(s, w->r, "rules");
    const char *all = NULL;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const json_t *rule = json_array_get(rules, i);
        struct span place = span_from(json_object_get(rule, "at"));
        if (place.file != w->file || w->offset < place.from || place.to < w->offset) continue;
        const char *text = json_string_value(json_object_get(rule, "text"));
        all = all ? arena_printf(&s->work, "%s\n\n%s", all, text) : text;
        *at = place;
    }
    return all;
}

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

/* How it fares; NULL: that is not known yet. A test of which nothing is said is as it should be. */
static const char *outcome(struct server *s, const struct where *w, const struct ast_node *n) {
    const json_t *tests = known(s, w->r, "tests");
    struct span whole = node_span(n);
    const char *all = NULL;
    if (!tests) return NULL;
    for (size_t i = 0; i < json_array_size(tests); i++) {
        const json_t *test = json_array_get(tests, i);
        struct span at = span_from(json_object_get(test, "at"));
        if (at.file != w->file || at.from < whole.from || whole.to < at.from) continue;
        const char *text = json_string_value(json_object_get(test, "text"));
        all = all ? arena_printf(&s->work, "%s\n%s", all, text) : text;
    }
    return all ? all : n->kind == NODE_EXAMPLE ? "as expected" : "proved over all situations";
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
    const char *text = outcome(s, &w, n);
    if (!text)
        return fail(f, LSP_FAILED,
                    "this is not decided yet: the policy has errors, or has just changed");
    const char *message = arena_printf(&s->work, "%s: %s", n->title.text, text);
    wire_send(&s->wire,
              json_pack("{s:s,s:s,s:{s:i,s:o}}", "jsonrpc", "2.0", "method", "window/showMessage",
                        "params", "type", 3, "message", json_words(message)));
    return json_words(text);
}
