/*
 * Rename: of whatever has a name or a number. It is tried before it is offered: the changed texts
 * are read anew, and every name has to mean what it meant.
 */
#include "lsp/server.h"

#include <string.h>

/* A text with the name replaced. */
static struct open_text renamed(struct arena *a, const struct reading *r, uint32_t file,
                                struct span to, const char *name) {
    const struct source *source = r->session.sources.at[file];
    size_t len = source->len, n = strlen(name), at = 0, k = 0;
    vec_each (const struct reference, x, &r->refs)
        if (x->at.file == file && span_same(x->to, to)) len += n;
    char *text = arena_array(a, char, len + 1);
    vec_each (const struct reference, x, &r->refs) {
        if (x->at.file != file || !span_same(x->to, to)) continue;
        memcpy(text + k, source->text + at, x->at.from - at);
        k += x->at.from - at;
        memcpy(text + k, name, n);
        k += n;
        at = x->at.to;
    }
    memcpy(text + k, source->text + at, source->len - at);
    k += source->len - at;
    return (struct open_text){path_real(a, source->path), text, k};
}

static size_t declaration(const struct reading *r, const struct reference *x) {
    size_t low = 0, high = r->refs.len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (span_before(r->refs.at[middle].at, x->to))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the two have the same names, but for how they are spelled: each means what it meant. */
static bool means_the_same(const struct reading *old, const struct reading *new) {
    if (old->refs.len != new->refs.len) return false;
    for (size_t i = 0; i < old->refs.len; i++)
        if (old->refs.at[i].at.file != new->refs.at[i].at.file ||
            declaration(old, &old->refs.at[i]) != declaration(new, &new->refs.at[i]))
            return false;
    return true;
}

/* NULL: it can be done; else why it cannot. */
static const char *why_not(struct server *s, const struct reading *r, struct span to,
                           const char *name) {
    struct open_texts texts = {0};
    for (uint32_t file = 0; file < r->session.sources.len; file++)
        vec_push(&s->work, &texts, renamed(&s->work, r, file, to, name));
    const struct reading *copy = reading_tried(s, r, &texts);
    if (copy->session.d.errors > r->session.d.errors)
        return arena_printf(&s->work, "`%s` cannot be the new name: %s", name,
                            copy->session.d.list.at[copy->session.d.list.len - 1].text);
    if (!means_the_same(r, copy))
        return arena_printf(
            &s->work, "`%s` cannot be the new name: other names would change what they mean", name);
    return NULL;
}

/* ---- the request ---- */

static const struct reference *asked(struct server *s, const json_t *params, struct where *w,
                                     struct failure *f) {
    const struct reference *x = where_is(s, params, w, f) ? reference_at(w) : NULL;
    if (!x && !f->code) fail(f, LSP_FAILED, "there is no name here that could be changed");
    if (x && w->r->session.sources.at[x->to.file]->installed) {
        fail(f, LSP_FAILED,
             "this is declared in the installed vocabulary, which cannot be changed");
        return NULL;
    }
    return x;
}

json_t *rename_prepare(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct reference *x = asked(s, params, &w, f);
    return x ? range_json(w.r, x->at) : NULL;
}

/* Adds the edits of one reading to those of all, by file; a file that several use is edited once.
 */
static void add_edits(struct server *s, const struct reading *r, struct span to, const char *name,
                      json_t *by_uri) {
    struct map files;
    map_init(&files, &s->work);
    vec_each (const struct reference, x, &r->refs) {
        const char *uri = uri_of(s, r, x->at.file);
        if (!span_same(x->to, to)) continue;
        bool known = json_object_get(by_uri, uri) != NULL;
        bool ours = map_get(&files, 0, x->at.file) != MAP_NONE;
        if (known && !ours) continue;
        if (!known) json_object_set_new(by_uri, uri, edits_json(s, uri, json_array()));
        map_add(&files, 0, x->at.file, 0);
        json_array_append_new(
            json_object_get(json_object_get(by_uri, uri), "edits"),
            json_pack("{s:o,s:s}", "range", range_json(r, x->at), "newText", name));
    }
}

json_t *rename_all(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const char *name = json_string_value(json_object_get(params, "newName"));
    const struct reference *x = asked(s, params, &w, f);
    if (!x) return NULL;
    if (!name || !*name) return fail(f, LSP_INVALID_PARAMS, "the request has no new name");
    const char *path = w.r->files[x->to.file].path;
    workspace_read(s, path); /* and every one on the disk */
    json_t *by_uri = json_object();
    const struct reading *r;
    uint32_t file;
    for (size_t i = 0; !f->code && (r = reading_next(s, &i, path, &file)) != NULL;) {
        struct span to = {file, x->to.from, x->to.to};
        const char *why = why_not(s, r, to, name);
        if (why) fail(f, LSP_FAILED, why);
        if (!why) add_edits(s, r, to, name, by_uri);
    }
    json_t *changes = json_array(), *edits;
    const char *uri;
    json_object_foreach(by_uri, uri, edits) json_array_append(changes, edits);
    json_decref(by_uri);
    return json_pack("{s:o}", "documentChanges", changes);
}
