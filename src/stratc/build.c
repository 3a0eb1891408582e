#include "stratc/build.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---- where stratc is ---- */

static const char *own_folder(struct arena *a)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n <= 0 || (size_t)n == sizeof path)
        return NULL;
    while (n > 0 && path[n - 1] != '/')
        n--;
    return n > 1 ? arena_strndup(a, path, (size_t)n - 1) : "/";
}

static const char *find(struct arena *a, const char *const *places, size_t n, const char *folder)
{
    for (size_t i = 0; i < n && folder; i++) {
        char *path = arena_printf(a, "%s/%s", folder, places[i]);
        if (access(path, R_OK) == 0)
            return path;
    }
    return NULL;
}

const char *installed_share(struct arena *a)
{
    static const char *const places[] = {"../share/stratc"};
    return find(a, places, 1, own_folder(a));
}

static const char *evaluator_library(struct arena *a)
{
    static const char *const places[] = {"libstrateval.a", "../lib/stratc/libstrateval.a"};
    return find(a, places, 2, own_folder(a));
}

/* ---- the C compiler ---- */

struct argv VEC(char *);

/* CC may hold options too ("ccache gcc -m64"): words are parted at blanks. */
static void add_words(struct arena *a, struct argv *argv, const char *words)
{
    while (*words) {
        size_t blank = strspn(words, " \t"), n = strcspn(words + blank, " \t");
        if (n)
            vec_push(a, argv, arena_strndup(a, words + blank, n));
        words += blank + n;
    }
}

/* What the compiler said, at most the first 4 KiB. */
static char *read_all(struct arena *a, int fd)
{
    char text[4096];
    size_t n = 0;
    for (;;) {
        char spare[512];
        bool room = n < sizeof text;
        ssize_t got = room ? read(fd, text + n, sizeof text - n) : read(fd, spare, sizeof spare);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        n += room ? (size_t)got : 0;
    }
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == ' '))
        n--;
    return arena_strndup(a, text, n);
}

static bool run(struct diags *d, struct argv *argv)
{
    int out[2];
    if (pipe(out) != 0) {
        diag_report(d, DIAG_C_COMPILER_FAILED, SPAN_NOWHERE, "cannot start the C compiler: %s", text_errno(errno));
        return false;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, out[1], 2);
    posix_spawn_file_actions_addclose(&actions, out[0]);
    posix_spawn_file_actions_addclose(&actions, out[1]);
    vec_push(d->arena, argv, NULL);
    pid_t child;
    int error = posix_spawnp(&child, argv->at[0], &actions, NULL, argv->at, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    char *said = error ? NULL : read_all(d->arena, out[0]);
    close(out[0]);
    if (error) {
        diag_report(d, DIAG_NO_C_COMPILER, SPAN_NOWHERE,
                    "building the program needs a C compiler, and `%s` cannot be started (%s); install one (on Debian: apt-get install gcc libc6-dev)"
                    " or name one in the environment variable CC",
                    argv->at[0], text_errno(error));
        return false;
    }
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    diag_report(d, DIAG_C_COMPILER_FAILED, SPAN_NOWHERE, "the C compiler `%s` could not build the program%s%s", argv->at[0],
                *said ? "; it said:\n" : "", said);
    return false;
}

/* ---- the program ---- */

/* What stands on the disk only while a program is built; each is NULL until it is there. */
struct scaffold {
    const char *folder, *source, *aside;
};

static void clear_away(void *with)
{
    struct scaffold *s = with;
    if (s->aside)
        unlink(s->aside);
    if (s->source)
        unlink(s->source);
    if (s->folder)
        rmdir(s->folder);
    *s = (struct scaffold){0};
}

static const char *temporary_folder(struct diags *d)
{
    const char *base = getenv("TMPDIR");
    char *path = arena_printf(d->arena, "%s/stratc-XXXXXX", base && *base ? base : "/tmp");
    if (mkdtemp(path))
        return path;
    diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot make a folder for the C of this policy: %s: %s", path, text_errno(errno));
    return NULL;
}

static bool write_source(struct diags *d, const struct layout *layout, const char *path)
{
    FILE *out = fopen(path, "w");
    int error = out ? 0 : errno;
    if (out) {
        emit_program(out, layout);
        error = fflush(out) != 0 || ferror(out) ? errno : 0;
        if (fclose(out) != 0 && !error)
            error = errno;
    }
    if (error)
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write the C of this policy: %s: %s", path, text_errno(error));
    return !error;
}

static bool compile(struct diags *d, const char *source, const char *library, const char *output)
{
    struct argv argv = {0};
    const char *cc = getenv("CC");
    add_words(d->arena, &argv, cc && *cc ? cc : "cc");
    if (argv.len == 0)
        add_words(d->arena, &argv, "cc");
    const char *const rest[] = {"-O1", "-pthread", "-o", output, source, library};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        vec_push(d->arena, &argv, arena_strndup(d->arena, rest[i], strlen(rest[i])));
    return run(d, &argv);
}

bool build_program(struct diags *d, const struct layout *layout, const char *output)
{
    struct stat there;
    const char *library = evaluator_library(d->arena);
    if (!library) {
        diag_report(d, DIAG_INCOMPLETE_INSTALLATION, SPAN_NOWHERE,
                    "libstrateval.a, which every program is linked with, is neither beside stratc nor in ../lib/stratc; install stratc again");
        return false;
    }
    if (stat(output, &there) == 0 && S_ISDIR(there.st_mode)) {
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write the program %s: it is a folder; name another with -o", output);
        return false;
    }
    const char *slash = strrchr(output, '/');
    const char *parent = slash ? arena_strndup(d->arena, output, slash == output ? 1 : (size_t)(slash - output)) : ".";
    if (stat(parent, &there) != 0 || !S_ISDIR(there.st_mode)) {
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write the program %s: there is no folder %s", output, parent);
        return false;
    }
    struct scaffold *s = arena_new(d->arena, struct scaffold);
    arena_at_free(d->arena, clear_away, s); /* should memory run out on the way */
    s->folder = temporary_folder(d);
    if (!s->folder)
        return false;
    s->source = arena_printf(d->arena, "%s/policy.c", s->folder);
    /* Linked beside the target and renamed, so that a program that fails to link leaves the old one as it was. */
    s->aside = arena_printf(d->arena, "%s.stratc-%ld", output, (long)getpid());
    bool ok = write_source(d, layout, s->source) && compile(d, s->source, library, s->aside);
    if (ok && rename(s->aside, output) != 0) {
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write the program %s: %s", output, text_errno(errno));
        ok = false;
    }
    clear_away(s);
    return ok;
}
