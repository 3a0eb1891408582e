#include "stratc/result.h"

#include "base/text.h"
#include "emit/c/escape.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool allowed(struct diags *d, const char *output) {
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
static void failed(struct diags *d, const char *path, int error) {
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

static void abandon(void *f) { outfile_abandon(f); }

static bool open_allowed(struct results *r) {
    for (size_t i = 0; i < r->n; i++) {
        r->files[i] = arena_new(r->d->arena, struct outfile);
        arena_at_free(r->d->arena, abandon, r->files[i]);
    }
    for (size_t i = 0; i < r->n; i++) {
        int error = outfile_open(r->files[i], r->paths[i]);
        if (!error) continue;
        failed(r->d, r->paths[i], error);
        return results_abandon(r, 0);
    }
    if (r->n == 1 || !outfile_is_same(r->files[0], r->files[1])) return true;
    diag_report(r->d, DIAG_USAGE, SPAN_NOWHERE, "%s and %s lead to one file: name another with -o",
                r->paths[0], r->paths[1]);
    return results_abandon(r, 0);
}

static bool open_all(struct results *r) {
    for (size_t i = 0; i < r->n; i++)
        if (!allowed(r->d, r->paths[i])) return false;
    return open_allowed(r);
}

bool results_open(struct results *r, struct diags *d, const char *path) {
    if (!path) path = "-";
    *r = (struct results){.d = d, .n = 1, .paths = {path}, .stem = path};
    return open_all(r);
}

bool results_replace(struct results *r, struct diags *d, const char *path) {
    *r = (struct results){.d = d, .n = 1, .paths = {path}, .stem = path};
    if (!outfile_is_direct(path)) return open_allowed(r);
    diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "%s is no file that could be written again", path);
    return false;
}

const char *result_stem(struct arena *a, const char *policy) {
    const char *name = strrchr(policy, '/') ? strrchr(policy, '/') + 1 : policy;
    const char *dot = strrchr(name, '.');
    return arena_strndup(a, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

bool results_open_pair(struct results *r, struct diags *d, const char *output, const char *policy,
                       const char *ending) {
    struct arena *a = d->arena;
    if (strcmp(policy, "-") == 0) policy = "policy";
    if (!output) output = arena_printf(a, "%s.%s", result_stem(a, policy), ending);
    bool direct = strcmp(output, "-") == 0 || outfile_is_direct(output);
    size_t n = strlen(output);
    bool known = n > 2 && (strcmp(output + n - 2, ".c") == 0 || strcmp(output + n - 2, ".h") == 0);
    const char *stem = direct  ? result_stem(a, policy)
                       : known ? arena_strndup(a, output, n - 2)
                               : output;
    const char *header = include_name(a, arena_printf(a, "%s.h", stem));
    if (!direct && known) output = arena_printf(a, "%s.c", stem);
    *r = (struct results){.d = d, .n = direct ? 1 : 2, .stem = direct ? policy : output};
    r->paths[0] = direct ? output : header;
    r->paths[1] = output;
    r->header = strrchr(header, '/') ? strrchr(header, '/') + 1 : header;
    return open_all(r);
}

bool results_commit(struct results *r) {
    size_t at;
    int error = outfile_commit_all(r->files, r->n, &at);
    if (error) failed(r->d, r->paths[at], error);
    return !error;
}

bool results_abandon(struct results *r, int error) {
    for (size_t i = 0; i < r->n; i++) outfile_abandon(r->files[i]);
    failed(r->d, r->paths[0], error);
    return false;
}
