#define _XOPEN_SOURCE 700 /* realpath */

#include "stratc/build.h"

#include "base/text.h"
#include "stratc/result.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---- where stratc is ---- */

static const char *own_folder(struct arena *a) {
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n <= 0 || (size_t)n == sizeof path) return NULL;
    while (n > 0 && path[n - 1] != '/') n--;
    return n > 1 ? arena_strndup(a, path, (size_t)n - 1) : "/";
}

static const char *find(struct arena *a, const char *const *places, size_t n, const char *folder) {
    for (size_t i = 0; i < n && folder; i++) {
        char *path = arena_printf(a, "%s/%s", folder, places[i]);
        if (access(path, R_OK) == 0) return path;
    }
    return NULL;
}

const char *installed_share(struct arena *a) {
    static const char *const places[] = {"../share/stratc"};
    return find(a, places, 1, own_folder(a));
}

static const char *evaluator_library(struct arena *a) {
    static const char *const places[] = {"libstrateval.a", "../lib/stratc/libstrateval.a"};
    return find(a, places, 2, own_folder(a));
}

/* ---- the C compiler ---- */

struct argv VEC(char *);

/* CC may hold options too ("ccache gcc -m64"): words are parted at blanks. */
static void add_words(struct arena *a, struct argv *argv, const char *words) {
    while (*words) {
        size_t blank = strspn(words, " \t"), n = strcspn(words + blank, " \t");
        if (n) vec_push(a, argv, arena_strndup(a, words + blank, n));
        words += blank + n;
    }
}

enum { MOST_SAID = 4096 };

/* What the compiler said, the first of it; how long that is. */
static size_t read_all(int fd, char text[MOST_SAID]) {
    size_t n = 0;
    for (;;) {
        char spare[512];
        bool room = n < MOST_SAID;
        ssize_t got = room ? read(fd, text + n, MOST_SAID - n) : read(fd, spare, sizeof spare);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        n += room ? (size_t)got : 0;
    }
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == ' ')) n--;
    return n;
}

/* In a group of its own, so that all that the compiler starts can be told to end; what it says goes
 * to out[1]. */
static int start(char **argv, char **env, const int out[2], pid_t *child) {
    sigset_t before, usual;
    posix_spawnattr_t how;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, out[1], 2);
    posix_spawn_file_actions_addclose(&actions, out[0]);
    posix_spawn_file_actions_addclose(&actions, out[1]);
    posix_spawnattr_init(&how);
    sigemptyset(&usual); /* those that main() ignores */
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGXFSZ);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
                                       POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigdefault(&how, &usual);
    interrupt_hold(&before);
    posix_spawnattr_setsigmask(&how, &before);
    int error = posix_spawnp(child, argv[0], &actions, &how, argv, env);
    if (!error) interrupt_watch(*child);
    interrupt_release(&before);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool run(struct diags *d, struct argv *argv, char **env) {
    int out[2];
    vec_push(d->arena, argv, NULL);
    if (pipe(out) != 0) {
        diag_report(d, DIAG_C_COMPILER_FAILED, SPAN_NOWHERE, "cannot start the C compiler: %s",
                    text_errno(errno));
        return false;
    }
    pid_t child;
    int error = start(argv->at, env, out, &child);
    close(out[1]);
    char text[MOST_SAID];
    size_t said = error ? 0 : read_all(out[0], text);
    close(out[0]);
    if (error) {
        diag_report(d, DIAG_NO_C_COMPILER, SPAN_NOWHERE,
                    "building the program needs a C compiler, and `%s` cannot be started (%s); "
                    "install one (on Debian: apt-get install gcc libc6-dev)"
                    " or name one in the environment variable CC",
                    argv->at[0], text_errno(error));
        return false;
    }
    int status = interrupt_wait(child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    diag_report(d, DIAG_C_COMPILER_FAILED, SPAN_NOWHERE,
                "the C compiler `%s` could not build the program%s%.*s", argv->at[0],
                said ? "; it said:\n" : "", (int)said, text);
    return false;
}

/* ---- the program ---- */

/* A folder that only we may enter: what the compiler reads and writes. Its path is absolute, so
 * nothing in it can be taken for an option. */
struct workshop {
    const char *folder, *source, *program;
    struct outfile c;
    struct leftover leftovers[3];
};

static void clear_away(void *with) {
    struct workshop *w = with;
    if (!w->folder) return;
    outfile_abandon(&w->c);
    if (w->program) {
        unlink(w->source);
        unlink(w->program);
    }
    DIR *dir = opendir(w->folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        unlinkat(dirfd(dir), e->d_name,
                 0); /* a compiler that was stopped may leave files of its own */
    if (dir) closedir(dir);
    rmdir(w->folder);
    for (size_t i = 0; i < sizeof w->leftovers / sizeof *w->leftovers; i++)
        leftover_forget(&w->leftovers[i]);
    w->folder = NULL;
}

/* Signals are held only while something appears, never while memory is asked for. */
static bool make_workshop(struct diags *d, struct workshop *w) {
    const char *set = getenv("TMPDIR");
    const char *base = set && *set ? set : "/tmp";
    char real[PATH_MAX];
    sigset_t before;
    int error = realpath(base, real) ? 0 : errno;
    char *path = arena_printf(d->arena, "%s/stratc-XXXXXX", error ? base : real);
    if (!error) {
        interrupt_hold(&before);
        w->folder = mkdtemp(path);
        error = w->folder ? 0 : errno;
        if (!error) leftover_add(&w->leftovers[0], path);
        interrupt_release(&before);
    }
    if (error) {
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE,
                    "cannot make a folder for the C of this policy in %s: %s", base,
                    text_errno(error));
        return false;
    }
    w->source = arena_printf(d->arena, "%s/policy.c", path);
    w->program = arena_printf(d->arena, "%s/program", path);
    interrupt_hold(&before);
    leftover_add(&w->leftovers[1], w->source);
    leftover_add(&w->leftovers[2], w->program);
    interrupt_release(&before);
    return true;
}

static bool write_source(struct diags *d, const struct layout *layout, struct workshop *w) {
    int error = outfile_open(&w->c, w->source);
    if (!error) {
        emit_program(w->c.stream, layout);
        error = outfile_commit(&w->c);
    }
    if (error)
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write the C of this policy: %s: %s",
                    w->source, text_errno(error));
    return !error;
}

/* The compiler's own files go to the workshop, too. */
static char **environment(struct arena *a, const char *folder) {
    struct argv env = {0};
    for (char **e = environ; *e; e++)
        if (strncmp(*e, "TMPDIR=", 7) != 0) vec_push(a, &env, *e);
    vec_push(a, &env, arena_printf(a, "TMPDIR=%s", folder));
    vec_push(a, &env, NULL);
    return env.at;
}

/* -s: what it would tell a debugger, four fifths of it, is of our sources and holds paths of the
 * machine that built us. */
static bool compile(struct diags *d, const struct workshop *w, const char *library) {
    struct argv argv = {0};
    const char *cc = getenv("CC");
    add_words(d->arena, &argv, cc && *cc ? cc : "cc");
    if (argv.len == 0) add_words(d->arena, &argv, "cc");
    const char *const rest[] = {"-O1", "-s", "-o", w->program, w->source, library};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        vec_push(d->arena, &argv, arena_strndup(d->arena, rest[i], strlen(rest[i])));
    return run(d, &argv, environment(d->arena, w->folder));
}

/* 0, or an errno value; what the stream does not take, outfile_commit() says. */
static int copy(const char *from, FILE *to) {
    char bytes[16384];
    int fd = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), error = fd < 0 ? errno : 0;
    for (ssize_t n = 1; !error && n != 0;) {
        n = read(fd, bytes, sizeof bytes);
        if (n > 0)
            fwrite(bytes, 1, (size_t)n, to);
        else if (n < 0 && errno != EINTR)
            error = errno;
    }
    if (fd >= 0) close(fd);
    return error;
}

/* What the program is to be called; NULL: it cannot go there, reported. */
static const char *program_name(struct diags *d, const char *output, const char *policy) {
    struct stat st;
    if (!output) output = result_stem(d->arena, policy);
    bool shown = strcmp(output, "-") == 0;
    if (!shown && (stat(output, &st) != 0 || !S_ISFIFO(st.st_mode))) return output;
    diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "a program cannot go to %s: name a file with -o",
                shown ? "standard output" : arena_printf(d->arena, "the pipe %s", output));
    return NULL;
}

bool build_program(struct diags *d, const struct layout *layout, const char *output,
                   const char *policy) {
    const char *library = evaluator_library(d->arena);
    struct workshop *w = arena_new(d->arena, struct workshop);
    struct results files;
    output = program_name(d, output, policy);
    if (!output) return false;
    if (!library) {
        diag_report(d, DIAG_INCOMPLETE_INSTALLATION, SPAN_NOWHERE,
                    "libstrateval.a, which every program is linked with, is neither beside stratc "
                    "nor in ../lib/stratc; install stratc again");
        return false;
    }
    if (!results_open(&files, d, output)) return false;
    arena_at_free(d->arena, clear_away, w); /* should memory run out on the way */
    bool built = make_workshop(d, w) && write_source(d, layout, w) && compile(d, w, library);
    int error = built ? copy(w->program, files.files[0]->stream) : 0;
    clear_away(w);
    interrupt_obey();
    files.files[0]->executable = 1;
    return built && !error ? results_commit(&files) : results_abandon(&files, error);
}
