#include "stratc/result.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FILES = 2 };

static void abandon(void *f) { outfile_abandon(f); }

struct outfile *result_new(struct arena *a) {
    struct outfile *f = arena_new(a, struct outfile);
    arena_at_free(a, abandon, f);
    return f;
}

bool result_allowed(struct diags *d, const char *output) {
    struct stat there;
    if (strcmp(output, "-") == 0 || stat(output, &there) != 0 || !S_ISREG(there.st_mode))
        return true;
    vec_each (struct source *, s, d->sources) {
        if ((*s)->is.device != there.st_dev || (*s)->is.inode != there.st_ino) continue;
        diag_report(d, DIAG_USAGE, SPAN_NOWHERE,
                    "the result would take the place of the policy %s: name another file with -o",
                    (*s)->path);
        return false;
    }
    return true;
}

static const char *folder_of(struct arena *a, const char *path) {
    const char *slash = strrchr(path, '/');
    return !slash ? "." : arena_strndup(a, path, slash == path ? 1 : (size_t)(slash - path));
}

/* What standard output does not take, main() says of every mode; who reads a pipe, and stops, has
 * enough. */
void result_failed(struct diags *d, const char *path, int error) {
    struct stat st;
    const char *folder = folder_of(d->arena, path);
    if (!error || error == EPIPE || strcmp(path, "-") == 0) return;
    if (error == ENOENT && stat(folder, &st) != 0)
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write %s: there is no folder %s",
                    path, folder);
    else
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write %s: %s%s", path,
                    text_errno(error), error == EISDIR ? "; name another with -o" : "");
}

bool result_write(struct diags *d, const struct format *format, struct emission *e,
                  const char *const *paths, size_t n) {
    struct outfile *files[MOST_FILES];
    int error = 0;
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        if (!result_allowed(d, paths[i])) return false;
    for (size_t i = 0; i < n; i++) files[i] = result_new(d->arena);
    while (at < n && !error) {
        error = outfile_open(files[at], paths[at]);
        at++;
    }
    bool same = !error && n > 1 && outfile_is_same(files[0], files[1]);
    if (same)
        diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "%s and %s lead to one file: name another with -o",
                    paths[0], paths[1]);
    if (error) result_failed(d, paths[at - 1], error);
    bool written = false;
    if (!error && !same) {
        e->header = files[0]->stream;
        e->out = files[n - 1]->stream;
        written = format->write(e);
    }
    if (written) {
        error = outfile_commit_all(files, n, &at);
        if (error) result_failed(d, paths[at], error);
    }
    for (size_t i = 0; i < n; i++) outfile_abandon(files[i]);
    return written && !error;
}
