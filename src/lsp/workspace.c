/*
 * The folders that the editor has open, and what lies there unopened: the policies that use an open
 * library are read, too, so that what a change of it does to them is said at once; and where a name
 * of it is changed, it is changed in them.
 */
#define _XOPEN_SOURCE 700

#include "lsp/server.h"

#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 8, MOST_ENTRIES = 20000, MOST_FILES = 2000, MOST_POLICIES = 64 };

struct file {
    const char *path;
    struct texts uses; /* the last part of what each `use` names */
    bool leads;        /* to the library */
};

struct search {
    struct server *s;
    struct arena *a;
    struct sources sources;
    struct diags quiet;
    size_t entries;
    struct files VEC(struct file) files;
};

/* ---- what lies there ---- */

static const char *base_of(struct arena *a, const char *path, size_t len) {
    size_t from = len;
    while (from > 0 && path[from - 1] != '/') from--;
    return arena_strndup(a, path + from, len - from);
}

static struct texts uses_in(struct arena *a, const char *text) {
    struct texts uses = {0};
    for (const char *at = text; (at = strstr(at, "use")) != NULL; at += 3) {
        const char *path = at + 3 + strspn(at + 3, " \t");
        bool word = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        size_t len = *path == '"' ? strcspn(path + 1, "\"\n") : 0;
        if (word && len > 0) vec_push(a, &uses, base_of(a, path + 1, len));
    }
    return uses;
}

static struct document *document_at(const struct server *s, const char *path) {
    for (size_t i = 0; i < s->n_documents; i++)
        if (strcmp(s->documents[i]->path, path) == 0) return s->documents[i];
    return NULL;
}

static void add_file(struct search *x, const char *path) {
    const struct document *d = document_at(x->s, path);
    const struct source *source =
        d && !d->on_disk
            ? source_add_text(x->a, &x->sources, &x->quiet, path, d->text.at, d->text.len)
            : source_read(x->a, &x->sources, &x->quiet, path, false, SPAN_NOWHERE, NULL);
    if (source)
        vec_push(x->a, &x->files, ((struct file){path, uses_in(x->a, source->text), false}));
}

/* Links to folders are not followed: what they lead to lies elsewhere, or in a circle. */
static void add_folder(struct search *x, const char *folder, unsigned deep) {
    const struct parse_paths none = {0};
    folder = arena_printf(x->a, "%s/", folder);
    struct use_names names = use_names(x->a, &none, folder, "", false);
    x->entries += names.len;
    vec_each (const char *, name, &names) {
        const char *path = arena_printf(x->a, "%s%s", folder, *name);
        size_t last = strlen(path) - 1;
        struct stat is;
        if (x->entries > MOST_ENTRIES || x->files.len >= MOST_FILES) return;
        if (path[last] != '/') {
            add_file(x, path_real(x->a, arena_printf(x->a, "%s.strat", path)));
            continue;
        }
        path = arena_strndup(x->a, path, last);
        if (deep < DEEPEST && strcmp(*name, "node_modules/") != 0 && lstat(path, &is) == 0 &&
            S_ISDIR(is.st_mode))
            add_folder(x, path, deep + 1);
    }
}

static struct search search(struct server *s) {
    struct search x = {.s = s, .a = &s->work};
    diags_init(&x.quiet, x.a, &x.sources);
    for (size_t i = 0; i < json_array_size(s->folders); i++)
        add_folder(&x, json_string_value(json_array_get(s->folders, i)), 0);
    return x;
}

/* ---- what leads to a library ---- */

static bool names_any(const struct texts *uses, const struct texts *names) {
    vec_each (const char *, use, uses)
        vec_each (const char *, name, names)
            if (strcmp(*use, *name) == 0) return true;
    return false;
}

/* By their names alone, and so perhaps too many. */
static void find_leading(struct search *x, const char *path) {
    enum { ENDING = sizeof ".strat" - 1 };
    struct texts names = {0};
    size_t len = strlen(path);
    vec_push(x->a, &names, base_of(x->a, path, len > ENDING ? len - ENDING : len));
    for (bool more = true; more;) {
        more = false;
        vec_each (struct file, f, &x->files) {
            if (f->leads || !names_any(&f->uses, &names)) continue;
            f->leads = more = true;
            vec_push(x->a, &names, base_of(x->a, f->path, strlen(f->path) - ENDING));
        }
    }
}

/* Reads those on the disk alone that are policies and do use it. */
static void read_leading(struct search *x, const char *path) {
    size_t n = 0;
    find_leading(x, path);
    vec_each (struct file, f, &x->files) {
        struct document *d = f->leads ? document_at(x->s, f->path) : NULL;
        bool wanted = f->leads && (!d || d->on_disk);
        f->leads = false;
        if (!wanted || n >= MOST_POLICIES) continue;
        bool new = d == NULL; /* and then the last of all */
        if (new) d = document_on_disk(x->s, f->path);
        const struct reading *r = reading_of(x->s, d);
        if (r->policy && reading_file(r, path) != UINT32_MAX) {
            d->needed = true;
            n++;
        } else if (new) {
            document_forget(x->s, d);
        }
    }
}

struct texts workspace_files(struct server *s) {
    struct search x = search(s);
    struct texts paths = {0};
    vec_each (struct file, f, &x.files) vec_push(&s->work, &paths, f->path);
    return paths;
}

void workspace_read(struct server *s, const char *path) {
    struct search x;
    if (json_array_size(s->folders) == 0) return;
    x = search(s);
    read_leading(&x, path);
    s->stale = true; /* they are needed once */
}

void workspace_update(struct server *s) {
    struct search x = {0};
    bool any = false;
    if (!s->stale) return;
    s->stale = false;
    for (size_t i = 0; i < s->n_documents; i++) s->documents[i]->needed = false;
    for (size_t i = 0; i < s->n_documents && json_array_size(s->folders) > 0; i++) {
        struct document *d = s->documents[i];
        if (d->on_disk || reading_of(s, d)->policy) continue;
        if (!any) x = search(s);
        any = true;
        read_leading(&x, d->path);
    }
    size_t n = s->n_documents;
    for (size_t i = n; i-- > 0;)
        if (s->documents[i]->on_disk && !s->documents[i]->needed)
            document_forget(s, s->documents[i]);
    if (s->n_documents < n) findings_publish(s, NULL);
}

/* ---- the folders ---- */

static void add_root(struct server *s, const char *uri) {
    if (uri && strncmp(uri, "file://", 7) == 0)
        json_array_append_new(s->folders, json_words(path_real(&s->work, path_of(&s->work, uri))));
}

void workspace_open(struct server *s, const json_t *params) {
    const json_t *folders = json_object_get(params, "workspaceFolders");
    s->folders = json_array();
    for (size_t i = 0; i < json_array_size(folders); i++)
        add_root(s, json_string_value(json_object_get(json_array_get(folders, i), "uri")));
    if (!json_is_array(folders)) add_root(s, json_string_value(json_object_get(params, "rootUri")));
}

json_t *folders_changed(struct server *s, const json_t *params, struct failure *f) {
    const json_t *event = json_object_get(params, "event"),
                 *gone = json_object_get(event, "removed"), *new = json_object_get(event, "added");
    (void)f;
    for (size_t i = 0; i < json_array_size(gone); i++) {
        const char *uri = json_string_value(json_object_get(json_array_get(gone, i), "uri"));
        const char *path = uri ? path_real(&s->work, path_of(&s->work, uri)) : "";
        for (size_t k = json_array_size(s->folders); k-- > 0;)
            if (strcmp(json_string_value(json_array_get(s->folders, k)), path) == 0)
                json_array_remove(s->folders, k);
    }
    for (size_t i = 0; i < json_array_size(new); i++)
        add_root(s, json_string_value(json_object_get(json_array_get(new, i), "uri")));
    workspace_changed(s);
    return NULL;
}

void workspace_changed(struct server *s) {
    s->stale = true;
    if (!s->due) s->due = 1;
}
