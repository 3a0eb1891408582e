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

/* What stands there as seen from the folder of stratc, where it can be read; else NULL. */
static const char *beside(struct arena *a, const char *place) {
    char own[4096];
    ssize_t n = readlink("/proc/self/exe", own, sizeof own);
    if (n <= 0 || (size_t)n == sizeof own) return NULL;
    while (n > 0 && own[n - 1] != '/') n--;
    char *path = arena_printf(a, "%.*s%s", (int)n, own, place);
    return access(path, R_OK) == 0 ? path : NULL;
}

const char *installed_share(struct arena *a) { return beside(a, "../share/stratc"); }

static const char *evaluator_library(struct arena *a) {
    const char *here = beside(a, "libstrateval.a");
    return here ? here : beside(a, "../lib/stratc/libstrateval.a");
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

/* The first of what the compiler said; how long that is. */
static size_t read_said(const char *path, char text[MOST_SAID]) {
    FILE *in = fopen(path, "rb");
    size_t n = in ? fread(text, 1, MOST_SAID, in) : 0;
    if (in) fclose(in);
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == ' ')) n--;
    return n;
}

/* In a group of its own, so that all that the compiler starts can be told to end; what it says goes
 * to the file `said`. */
static int start(char **argv, char **env, const char *said, pid_t *child) {
    sigset_t before, usual;
    posix_spawnattr_t how;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, said, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
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

static bool run(struct diags *d, struct argv *argv, char **env, const char *said) {
    char text[MOST_SAID];
    pid_t child;
    vec_push(d->arena, argv, NULL);
    int error = start(argv->at, env, said, &child);
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
    size_t n = read_said(said, text);
    diag_report(d, DIAG_C_COMPILER_FAILED, SPAN_NOWHERE,
                "the C compiler `%s` could not build the program%s%.*s", argv->at[0],
                n ? "; it said:\n" : "", (int)n, text);
    return false;
}

/* ---- the program ---- */

/* A folder that only we may enter: what the compiler reads and writes. Its path is absolute, so
 * nothing in it can be taken for an option. */
struct workshop {
    const char *folder, *source, *program, *said;
    struct outfile c;
    struct leftover leftovers[4];
};

static void clear_away(void *with) {
    struct workshop *w = with;
    if (!w->folder) return;
    outfile_abandon(&w->c);
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
    w->said = arena_printf(d->arena, "%s/said", path);
    interrupt_hold(&before);
    leftover_add(&w->leftovers[1], w->source);
    leftover_add(&w->leftovers[2], w->program);
    leftover_add(&w->leftovers[3], w->said);
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
    return run(d, &argv, environment(d->arena, w->folder), w->said);
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
