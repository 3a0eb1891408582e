/* The texts that are open, and what is read of them. */
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

/* ---- readings ---- */

static void reading_drop(struct document *d) {
    if (d->reading) arena_free(&d->reading->arena);
    free(d->reading);
    d->reading = NULL;
}

void readings_forget(struct server *s) {
    child_kill(s);
    for (size_t i = 0; i < s->n_documents; i++) reading_drop(s->documents[i]);
}

static bool has_strategy(const struct ast_program *tree) {
    if (tree->files.len == 0) return false;
    vec_each (struct ast_node *, item, &tree->files.at[0]->items)
        if ((*item)->kind == NODE_STRATEGY) return true;
    return false;
}

struct open_texts texts_open(const struct server *s, struct arena *a) {
    struct open_texts open = {0};
    for (size_t i = 0; i < s->n_documents; i++) {
        const struct document *o = s->documents[i];
        if (!o->on_disk) vec_push(a, &open, ((struct open_text){o->path, o->text.at, o->text.len}));
    }
    return open;
}

/* Reads the file of this path, `names`: and what its names mean; all memory from `a`. `more`: texts
 * that count before those that are open; or NULL. */
static void read_it(struct server *s, struct reading *r, struct arena *a, const char *path,
                    const struct open_texts *more, bool names) {
    struct parse_paths paths = s->o->paths;
    struct open_texts open = texts_open(s, a);
    for (size_t i = 0; more && i < more->len; i++) vec_push(a, &open, more->at[i]);
    paths.open = &open;
    session_open(&r->session, a, &paths);
    r->p = (struct pipeline){.session = &r->session, .path = path, .lints = true};
    r->draft = names ? pipeline_draft(&r->p, &r->refs) : NULL;
    r->policy = has_strategy(pipeline_tree(&r->p));
    /* The text that it states, as far as the policy is whole; what is tried need not fit it. */
    if (names && !more && r->p.model) pipeline_anchoring(&r->p);
    r->files = arena_array(a, struct read_file, r->session.sources.len + 1);
    vec_each (struct source *, source, &r->session.sources)
        r->files[(*source)->file].path = path_real(a, (*source)->path);
    r->session.paths.open = NULL;
}

struct reading *reading_of(struct server *s, struct document *d) {
    if (d->reading) return d->reading;
    struct reading *r = calloc(1, sizeof *r);
    if (!r) longjmp(s->oom, 1);
    d->reading = r;
    arena_init(&r->arena, &s->oom);
    r->serial = ++s->serials;
    read_it(s, r, &r->arena, d->path, NULL, true);
    return r;
}

const struct reading *reading_tried(struct server *s, const struct reading *r,
                                    const struct open_texts *texts) {
    struct reading *copy = arena_new(&s->work, struct reading);
    read_it(s, copy, &s->work, r->p.path, texts, true);
    return copy;
}

const struct reading *reading_tree(struct server *s, const char *path) {
    struct reading *r = arena_new(&s->work, struct reading);
    read_it(s, r, &s->work, path, NULL, false);
    return r;
}

uint32_t reading_file(const struct reading *r, const char *path) {
    for (uint32_t file = 0; file < r->session.sources.len; file++)
        if (strcmp(r->files[file].path, path) == 0) return file;
    return UINT32_MAX;
}

struct reading *reading_next(struct server *s, size_t *i, const char *path, uint32_t *file) {
    while (*i < s->n_documents) {
        struct reading *r = reading_of(s, s->documents[(*i)++]);
        *file = reading_file(r, path);
        if (*file != UINT32_MAX && r->draft) return r;
    }
    return NULL;
}

/* A policy that uses the document, of those that are open or of those that are not. */
static struct reading *reading_using(struct server *s, struct document *d, bool on_disk,
                                     uint32_t *file) {
    for (size_t i = 0; !reading_of(s, d)->policy && i < s->n_documents; i++) {
        if (s->documents[i] == d || s->documents[i]->on_disk != on_disk) continue;
        struct reading *r = reading_of(s, s->documents[i]);
        if (!r->policy || !r->draft) continue;
        *file = reading_file(r, d->path);
        if (*file != UINT32_MAX) return r;
    }
    return NULL;
}

struct reading *reading_about(struct server *s, struct document *d, uint32_t *file) {
    struct reading *own = reading_of(s, d), *r = reading_using(s, d, false, file);
    if (!r) r = reading_using(s, d, true, file);
    if (r) return r;
    *file = 0;
    return own->p.tree.files.len > 0 ? own : NULL;
}

bool document_is_part(struct server *s, struct document *d) {
    uint32_t file;
    return reading_using(s, d, false, &file) != NULL;
}

/* ---- documents ---- */

struct document *document_find(const struct server *s, const char *uri) {
    for (size_t i = 0; uri && i < s->n_documents; i++)
        if (!s->documents[i]->on_disk && strcmp(s->documents[i]->uri, uri) == 0)
            return s->documents[i];
    return NULL;
}

void document_changed(struct server *s, struct document *d) {
    child_kill(s);
    for (size_t i = 0; i < s->n_documents; i++) {
        struct document *other = s->documents[i];
        const struct reading *r = other->reading;
        if (r && (other == d || !d || r->p.tree.unread || !r->p.tree.complete ||
                  reading_file(r, d->path) != UINT32_MAX))
            reading_drop(other);
    }
}

void document_forget(struct server *s, struct document *d) {
    size_t i = 0;
    while (s->documents[i] != d) i++;
    s->documents[i] = s->documents[--s->n_documents];
    reading_drop(d);
    json_decref(d->findings);
    json_decref(d->facts);
    json_decref(d->pulled);
    free(d->text.at);
    free(d->uri);
    free(d->path);
    free(d);
}

static struct document *document_new(struct server *s, const char *uri, const char *path) {
    struct document **all = realloc(s->documents, (s->n_documents + 1) * sizeof *all);
    struct document *d = all ? calloc(1, sizeof *d) : NULL;
    if (all) s->documents = all;
    if (!d) longjmp(s->oom, 1);
    s->documents[s->n_documents++] = d;
    d->uri = strdup(uri);
    d->path = strdup(path);
    if (!d->uri || !d->path) longjmp(s->oom, 1);
    return d;
}

struct document *document_on_disk(struct server *s, const char *path) {
    struct document *d = document_new(s, uri_of_path(s, path), path);
    d->on_disk = true;
    return d;
}

static void take_text(struct server *s, struct document *d, const json_t *about,
                      const json_t *text) {
    d->text.len = 0;
    d->version = json_integer_value(json_object_get(about, "version"));
    if (!bytes_add(&d->text, json_string_value(text), json_string_length(text))) longjmp(s->oom, 1);
}

json_t *document_open(struct server *s, const json_t *params, struct failure *f) {
    const json_t *about = json_object_get(params, "textDocument");
    const char *uri = json_string_value(json_object_get(about, "uri"));
    const json_t *text = json_object_get(about, "text");
    (void)f;
    if (!uri || !json_is_string(text)) return NULL;
    struct document *d = document_find(s, uri);
    if (!d) {
        const char *path = path_real(&s->work, path_of(&s->work, uri));
        for (size_t i = s->n_documents; i-- > 0;)
            if (s->documents[i]->on_disk && strcmp(s->documents[i]->path, path) == 0)
                document_forget(s, s->documents[i]);
        d = document_new(s, uri, path);
    }
    take_text(s, d, about, text);
    document_changed(s, d);
    workspace_changed(s);
    return NULL;
}

/* Each change is the whole text; the last is what counts. */
json_t *document_change(struct server *s, const json_t *params, struct failure *f) {
    const json_t *about = json_object_get(params, "textDocument"),
                 *changes = json_object_get(params, "contentChanges");
    struct document *d = document_find(s, json_string_value(json_object_get(about, "uri")));
    (void)f;
    for (size_t i = json_array_size(changes); d && i-- > 0;) {
        const json_t *change = json_array_get(changes, i), *text = json_object_get(change, "text");
        if (!json_is_string(text) || json_object_get(change, "range")) continue;
        take_text(s, d, about, text);
        document_changed(s, d);
        break;
    }
    return NULL;
}

json_t *document_close(struct server *s, const json_t *params, struct failure *f) {
    const char *uri =
        json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
    struct document *d = document_find(s, uri);
    (void)f;
    if (!d) return NULL;
    document_changed(s, d);
    document_forget(s, d);
    for (size_t i = 0; i < s->n_documents; i++) /* what it used is judged by itself again */
        s->documents[i]->told = s->documents[i]->exact = 0;
    s->stale = true;
    workspace_update(s);
    findings_publish(s, NULL);
    return NULL;
}

json_t *files_changed(struct server *s, const json_t *params, struct failure *f) {
    (void)params;
    (void)f;
    document_changed(s, NULL);
    workspace_changed(s);
    return NULL;
}
