/*
 * A policy and all that it uses. Files are known by what they are (device and inode), not by how
 * they are written, so one that is used by two paths is read once. The walk keeps its own stack: a
 * long chain of files costs no C stack.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base/text.h"
#include "syntax/parse.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ENDING = sizeof ".strat" - 1 };

/* A file that was looked at, read or not. */
struct known_file {
    dev_t device;
    ino_t inode;
    const struct source *source; /* NULL: it could not be read */
    bool being_read;             /* it, or something that it uses, is still being worked on */
};

/* A file on the way from the policy to the one that is being worked on. */
struct visit {
    const struct ast_file *file;
    size_t known;     /* its index there */
    size_t next_item; /* the first that was not looked at for `use` */
    struct span used_at;
};

struct walk {
    struct intern *names;
    struct diags *diags;
    const struct parse_paths *paths;
    const char *policy;        /* its path */
    struct source_roots roots; /* none until something is used */
    struct ast_program program;
    struct known_files VEC(struct known_file) known;
    struct visits VEC(struct visit) way;
};

/* ---- the path in a `use` ---- */

/* Does it lead out of the folder that it starts from? */
static bool leaves_folder(const char *path) {
    int depth = 0;
    for (const char *part = path;; part++) {
        size_t len = strcspn(part, "/");
        if (len == 2 && part[0] == '.' && part[1] == '.')
            depth--;
        else if (len > 0 && !(len == 1 && part[0] == '.'))
            depth++;
        if (depth < 0) return true;
        part += len;
        if (!*part) return false;
    }
}

/* `name`: what it may be called. */
static bool is_sound(struct diags *d, const struct ast_word *word, enum diag_code none,
                     const char *keyword, const char *name) {
    const char *path = word->text;
    bool absolute = path[0] == '/' || (path[0] && path[1] == ':') || strchr(path, '\\');
    if (absolute)
        diag_report(d, DIAG_USE_OUTSIDE, word->at,
                    "`%s` is a path of one machine; write the path from this file's folder, with "
                    "`/` between folders",
                    path);
    else if (leaves_folder(path))
        diag_report(d, DIAG_USE_OUTSIDE, word->at,
                    "`%s` leads out of this file's folder; put what is shared into a folder inside "
                    "it, or name its folder with -I",
                    path);
    else if (!*path || path[strlen(path) - 1] == '/')
        diag_report(d, none, word->at, "`%s` names no file; write a name such as \"%s\"", keyword,
                    name);
    else
        return true;
    return false;
}

/* ---- where it is looked for ---- */

/* The folder of a file, with its slash; "" where the path names none. */
static const char *folder_in(struct arena *a, const char *path) {
    const char *slash = strrchr(path, '/');
    return arena_strndup(a, path, slash ? (size_t)(slash - path) + 1 : 0);
}

static const char *folder_of(struct walk *w, const char *path) {
    return folder_in(w->diags->arena, path);
}

/* The n-th of the folders that are the same for all files, or NULL after the last: those of -I, and
 * the installed vocabulary. */
static const char *shared_folder(const struct parse_paths *paths, size_t n) {
    if (n < paths->n_include_dirs) return paths->include_dirs[n];
    return n == paths->n_include_dirs ? paths->installed : NULL;
}

/* What is in the n-th place, or NULL after the last one: beside the using file, then in those
 * folders. */
static const char *in_place(struct arena *a, const struct parse_paths *paths, const char *user,
                            size_t n, const char *name) {
    const char *folder = n == 0 ? folder_in(a, user) : shared_folder(paths, n - 1);
    if (!folder) return NULL;
    size_t len = strlen(folder);
    const char *slash = len == 0 || folder[len - 1] == '/' ? "" : "/";
    return arena_printf(a, "%s%s%s", folder, slash, name);
}

static const char *candidate(struct walk *w, const struct ast_file *user, const char *path,
                             size_t n) {
    struct arena *a = w->diags->arena;
    return in_place(a, w->paths, user->source->path, n, arena_printf(a, "%s.strat", path));
}

static void add_root(struct walk *w, const char *folder) {
    char *real = arena_array(w->diags->arena, char, PATH_MAX);
    if (realpath(folder, real)) /* else nothing can be read from it either */
        vec_push(w->diags->arena, &w->roots, real);
}

/* The folders out of which no link may lead: that of the policy, and those in which `use` looks
 * besides. */
static const struct source_roots *roots_of(struct walk *w) {
    const char *folder;
    if (w->roots.len > 0) return &w->roots;
    folder = folder_of(w, w->policy);
    add_root(w, *folder ? folder : ".");
    for (size_t n = 0; (folder = shared_folder(w->paths, n)) != NULL; n++) add_root(w, folder);
    return &w->roots;
}

static bool has_ending(const char *name) {
    size_t len = strlen(name);
    return len > ENDING && strcmp(name + len - ENDING, ".strat") == 0;
}

static int is_policy(const struct dirent *entry) { return has_ending(entry->d_name); }

/* A file beside the missing one that may have been meant, without its ending; or NULL. */
static const char *similar_file(struct walk *w, const char *missing) {
    const char *folder = folder_of(w, missing), *base = missing + strlen(folder);
    const char *wanted = arena_strndup(w->diags->arena, base, strlen(base) - ENDING);
    struct dirent **entries;
    char nearest[NAME_MAX + 1] = "";
    unsigned limit = 3;
    if (!*folder) folder = ".";
    int n = source_within(roots_of(w), folder) ? scandir(folder, &entries, is_policy, NULL) : -1;
    for (int i = 0; i < n;
         i++) { /* nothing here may take memory from the arena and run out of it */
        char *name = entries[i]->d_name;
        name[strlen(name) - ENDING] = '\0';
        unsigned distance = text_distance(wanted, name, limit);
        if (distance < limit || (distance == limit && strcmp(name, nearest) < 0)) {
            limit = distance;
            strcpy(nearest, name);
        }
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    return *nearest ? arena_strndup(w->diags->arena, nearest, strlen(nearest)) : NULL;
}

static void report_missing(struct walk *w, const struct ast_file *user,
                           const struct ast_node *use) {
    const char *path = use->name.text, *near = NULL, *where;
    for (size_t n = 0; !near && (where = candidate(w, user, path, n)) != NULL; n++)
        near = similar_file(w, where);
    size_t len = strlen(path);
    const char *advice = "correct the path, or name the folder that holds it with -I FOLDER";
    if (len > ENDING && strcmp(path + len - ENDING, ".strat") == 0)
        advice = "write the name without its ending";
    else if (near)
        advice = arena_printf(w->diags->arena, "did you mean `%s%s`?", folder_of(w, path), near);
    diag_report(w->diags, DIAG_USE_NOT_FOUND, use->name.at, "there is no file `%s.strat`; %s", path,
                advice);
    for (size_t n = 0; (where = candidate(w, user, path, n)) != NULL; n++)
        diag_note(w->diags, SPAN_NOWHERE, "looked for %s", where);
}

/* ---- what could be typed ---- */

static void close_folder(void *folder) {
    DIR **d = folder;
    if (*d) closedir(*d);
    *d = NULL;
}

/* A policy as `use` names it, without its ending; or what is neither policy nor lock, as `source`
 * does. NULL: it is not of that kind. */
static const char *name_of(struct arena *a, const char *file, bool texts) {
    size_t n = strlen(file);
    bool lock = n > strlen(".lock") && strcmp(file + n - strlen(".lock"), ".lock") == 0;
    if (texts) return has_ending(file) || lock ? NULL : arena_strndup(a, file, n);
    return has_ending(file) ? arena_strndup(a, file, n - ENDING) : NULL;
}

/* Adds what is in a folder on the disk: files, and folders with a slash. */
static void add_entries(struct arena *a, const char *folder, const char *but, bool texts,
                        struct use_names *into) {
    DIR **d = arena_new(a, DIR *);
    arena_at_free(a, close_folder, d);
    *d = opendir(*folder ? folder : ".");
    for (const struct dirent *entry; *d && (entry = readdir(*d)) != NULL;) {
        const char *name = entry->d_name;
        const char *path = arena_printf(a, "%s%s", folder, name);
        struct stat is;
        if (name[0] == '.' || stat(path, &is) != 0) continue;
        if (S_ISDIR(is.st_mode))
            vec_push(a, into, arena_printf(a, "%s/", name));
        else if (S_ISREG(is.st_mode) && name_of(a, name, texts) &&
                 strcmp(path_real(a, path), but) != 0)
            vec_push(a, into, name_of(a, name, texts));
    }
    close_folder(d);
}

/* Adds the texts in that folder that are open and on no disk yet. */
static void add_open(struct arena *a, const struct parse_paths *paths, const char *folder,
                     const char *but, bool texts, struct use_names *into) {
    const char *real = folder_in(a, path_real(a, arena_printf(a, "%sx", folder)));
    size_t n = strlen(real);
    for (size_t i = 0; paths->open && i < paths->open->len; i++) {
        const char *path = paths->open->at[i].path, *name = path + n;
        if (strncmp(path, real, n) == 0 && !strchr(name, '/') && name_of(a, name, texts) &&
            strcmp(path, but) != 0)
            vec_push(a, into, name_of(a, name, texts));
    }
}

struct use_names use_names(struct arena *a, const struct parse_paths *paths, const char *user,
                           const char *typed, bool texts) {
    struct use_names all = {0};
    const char *part = folder_in(a, typed), *but = path_real(a, user), *folder;
    if (part[0] == '/' || strchr(part, '\\') || leaves_folder(part)) return all;
    for (size_t n = 0; (folder = in_place(a, paths, user, n, part)) != NULL; n++) {
        add_entries(a, folder, but, texts, &all);
        add_open(a, paths, folder, but, texts, &all);
    }
    return all;
}

/* ---- the walk ---- */

static size_t known_index(const struct walk *w, const struct stat *s) {
    for (size_t i = 0; i < w->known.len; i++)
        if (w->known.at[i].device == s->st_dev && w->known.at[i].inode == s->st_ino) return i;
    return w->known.len;
}

static void report_cycle(struct walk *w, const struct ast_node *use, size_t known) {
    size_t first = 0;
    while (w->way.at[first].known != known) first++;
    size_t n = w->way.len;
    const char *target = w->way.at[first].file->source->path;
    if (first + 1 == n) {
        diag_report(w->diags, DIAG_USE_CYCLE, use->at, "`%s` uses itself; leave this out", target);
        return;
    }
    diag_report(w->diags, DIAG_USE_CYCLE, use->at,
                "%zu files use one another in a circle; this `use` leads back to `%s`", n - first,
                target);
    for (size_t i = first; i < n; i++) {
        const struct visit *v = &w->way.at[i];
        bool last = i + 1 == n;
        diag_note(w->diags, last ? use->at : w->way.at[i + 1].used_at, "`%s` uses `%s`",
                  v->file->source->path, last ? target : w->way.at[i + 1].file->source->path);
    }
}

/* A file that is looked at. */
struct found {
    const char *path;
    struct stat is; /* zeros: it is not there, or nothing can be learnt of it */
    const struct open_text *open;
    int error; /* 0: it is there, be it in an editor alone */
};

const char *path_real(struct arena *a, const char *path) {
    char *real = arena_array(a, char, PATH_MAX);
    if (realpath(path, real)) return real;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *folder = slash ? arena_strndup(a, path, (size_t)(name - path)) : ".";
    return realpath(folder, real) ? arena_printf(a, "%s/%s", real[1] ? real : "", name) : path;
}

static struct found look_at(struct walk *w, const char *path, const struct source_roots *roots) {
    struct found f = {.path = path};
    const struct open_texts *open = w->paths->open;
    const char *as = w->paths->as, *file = as && strcmp(path, "-") == 0 ? as : path;
    if (strcmp(file, "-") == 0 ? fstat(STDIN_FILENO, &f.is) != 0 : stat(file, &f.is) != 0) {
        f.error = errno;
        f.is = (struct stat){0};
    }
    if (!open || open->len == 0 || (!f.error && roots && !source_within(roots, path))) return f;
    const char *real = path_real(w->diags->arena, path);
    vec_each (struct open_text, o, open)
        if (strcmp(o->path, real) == 0) f.open = o;
    if (!f.open || !f.error) return f;
    f.error = 0; /* known by what no file is: no device has the number 0 */
    f.is.st_ino = (ino_t)(f.open - open->at) + 1;
    return f;
}

/* Reads and parses one file; it becomes the newest on the way. */
static void enter(struct walk *w, const struct found *f, bool installed, struct span used_at,
                  const struct source_roots *roots) {
    struct arena *a = w->diags->arena;
    struct sources *sources = w->diags->sources;
    size_t known = w->known.len;
    size_t before = sources->len;
    vec_push(a, &w->known, ((struct known_file){f->is.st_dev, f->is.st_ino, NULL, false}));
    struct source *source =
        f->open ? source_add_text(a, sources, w->diags, f->path, f->open->text, f->open->len)
                : source_read(a, sources, w->diags, f->path, installed, used_at, roots);
    if (w->program.files.len == 0 && w->paths->as && sources->len > before)
        sources->at[before]->path = w->paths->as;
    if (!source) return;
    source->installed = installed;
    w->known.at[known].source = source;
    struct ast_file *file = parse_file(w->names, w->diags, source->file);
    w->program.unread |= file->use_lost;
    vec_push(a, &w->program.files, file);
    vec_push(a, &w->way, ((struct visit){file, known, 0, used_at}));
    w->known.at[known].being_read = true;
}

static void note_use(struct walk *w, const struct ast_node *use, size_t known) {
    vec_push(w->diags->arena, &w->program.uses, ((struct use){use, w->known.at[known].source}));
}

static void follow(struct walk *w, const struct ast_file *user, const struct ast_node *use) {
    if (!is_sound(w->diags, &use->name, DIAG_USE_NOT_FOUND, "use", "vocabulary/countries")) return;
    const char *path;
    for (size_t n = 0; (path = candidate(w, user, use->name.text, n)) != NULL; n++) {
        struct found f = look_at(w, path, roots_of(w));
        if (f.error == ENOENT || f.error == ENOTDIR) continue;
        /* Any other error: it is there, and source_read() says why it cannot be read. */
        size_t known = f.error ? w->known.len : known_index(w, &f.is);
        if (known < w->known.len) {
            if (w->known.at[known].being_read) report_cycle(w, use, known);
            note_use(w, use, known);
            return;
        }
        bool installed = n == w->paths->n_include_dirs + 1 || (n == 0 && user->source->installed);
        enter(w, &f, installed, use->name.at, roots_of(w));
        note_use(w, use, known);
        return;
    }
    report_missing(w, user, use);
}

struct ast_program parse_program(struct intern *names, struct diags *d, const char *path,
                                 const struct parse_paths *paths) {
    struct walk w = {
        .names = names, .diags = d, .paths = paths, .policy = paths->as ? paths->as : path};
    size_t errors = d->errors;
    struct found policy = look_at(&w, path, NULL);
    enter(&w, &policy, false, SPAN_NOWHERE, NULL);
    while (w.way.len > 0) {
        struct visit *v = &w.way.at[w.way.len - 1];
        if (v->next_item == v->file->items.len) {
            w.known.at[v->known].being_read = false;
            w.way.len--;
            continue;
        }
        const struct ast_node *item = v->file->items.at[v->next_item++];
        size_t before = d->errors, files = w.program.files.len;
        if (item->kind == NODE_USE) follow(&w, v->file, item);
        w.program.unread |= d->errors > before && w.program.files.len == files;
    }
    vec_each (struct ast_file *, file, &w.program.files) name_labels(d, *file);
    w.program.complete = d->errors == errors && w.program.files.len > 0;
    return w.program;
}

/* ---- a text beside it ---- */

struct source *parse_beside(struct diags *d, const struct parse_paths *paths, const char *policy,
                            const struct ast_word *named) {
    struct walk w = {.diags = d, .paths = paths, .policy = policy};
    const char *path;
    if (!is_sound(d, named, DIAG_SOURCE_NOT_FOUND, "source", "strategy.md")) return NULL;
    for (size_t n = 0; (path = in_place(d->arena, paths, policy, n, named->text)) != NULL; n++) {
        struct found f = look_at(&w, path, roots_of(&w));
        if (f.error == ENOENT || f.error == ENOTDIR) continue;
        return f.open ? source_add_prose(d->arena, d->sources, d, path, f.open->text, f.open->len)
                      : source_read_prose(d->arena, d->sources, d, path, named->at, roots_of(&w));
    }
    diag_report(d, DIAG_SOURCE_NOT_FOUND, named->at,
                "there is no file `%s`; correct the path, or name the folder that holds it with -I "
                "FOLDER",
                named->text);
    for (size_t n = 0; (path = in_place(d->arena, paths, policy, n, named->text)) != NULL; n++)
        diag_note(d, SPAN_NOWHERE, "looked for %s", path);
    return NULL;
}
