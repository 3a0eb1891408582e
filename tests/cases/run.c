/*
 * The runner of the language cases: every FOLDER/AREA/NAME.strat is a test, which says itself what
 * must come of it.
 *
 * The first comment lines:
 *     # case: what it shows       required, and first
 * then one or more of these; they end with the first other line:
 *     # refuse: ST3001 [at 12:5]  this error, and no other than those named, in the order of the
 *                                 file
 *     # accept                    no error, and every example and safeguard in it holds
 *     # lint: ST4011 [at 12:5]    --lint finds exactly these; `# lint: none` for nothing at all
 *     # with: -Wnamed-only        an option to lint with
 *
 * --lint tells no code twice in one place, which is tested of every case; one that has two things
 * told there names both, with their place.
 *
 * Files in a folder `parts` are there to be used by others. Run as `run FOLDER`, or `run FILE` for
 * one; the compiler is $STRATC, else that of $BUILD.
 */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_FOUND = 64, MOST_SAYINGS = 12, PATH_SIZE = 1024, REPORT_SIZE = 8192 };

struct found {
    char code[8];
    long line, column; /* 0: anywhere */
};

struct found_list {
    struct found at[MOST_FOUND];
    size_t len;
};

struct test_case {
    char *path;
    bool accept, has_lint;
    struct found_list refuse, lint;
    char *says[MOST_SAYINGS];
    size_t n_says;
    char option[64]; /* or "" */
};

static const char *folder;
static char compiler[PATH_SIZE], include_dir[PATH_SIZE];
static struct CMUnitTest *tests;
static size_t n_tests;

/* ---- a report, gathered so that a failing test leaves nothing behind ---- */

static char report[REPORT_SIZE];
static size_t report_len;

static void say(const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(report + report_len, sizeof report - report_len, fmt, ap);
    va_end(ap);
    if (n > 0)
        report_len =
            report_len + (size_t)n < sizeof report ? report_len + (size_t)n : sizeof report - 1;
}

/* ---- what a case says of itself ---- */

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

/* "ST3001" or "ST3001 at 12:5" */
static bool read_found(const char *text, struct found_list *list) {
    struct found f = {0};
    char rest = 0;
    int n = sscanf(text, " %7[ST0-9] at %ld:%ld %c", f.code, &f.line, &f.column, &rest);
    if ((n != 1 && n != 3) || strlen(f.code) != 6 || list->len == MOST_FOUND) return false;
    list->at[list->len++] = f;
    return true;
}

static bool read_saying(struct test_case *c, const char *text) {
    if (c->n_says == MOST_SAYINGS || text[0] == '\n') return false;
    char *copy = strdup(text);
    if (!copy) return false;
    copy[strcspn(copy, "\n")] = '\0';
    c->says[c->n_says++] = copy;
    return true;
}

static bool read_line(struct test_case *c, const char *line, bool *has_title) {
    if (begins(line, "# case: ")) return *has_title = true;
    if (begins(line, "# accept")) return c->accept = true;
    if (begins(line, "# refuse: ")) return read_found(line + strlen("# refuse: "), &c->refuse);
    if (begins(line, "# with: ")) return sscanf(line, "# with: %63s", c->option) == 1;
    if (begins(line, "# says: ")) return read_saying(c, line + strlen("# says: "));
    if (begins(line, "# lint: none")) return c->has_lint = true;
    if (begins(line, "# lint: "))
        return c->has_lint = true, read_found(line + strlen("# lint: "), &c->lint);
    return true; /* any other remark */
}

static bool read_case(struct test_case *c) {
    FILE *f = fopen(c->path, "r");
    char line[512];
    bool has_title = false, fine = f != NULL;
    while (f && fgets(line, sizeof line, f) && line[0] == '#') {
        if (!read_line(c, line, &has_title)) {
            say("%s: cannot be read: %s", c->path, line);
            fine = false;
        }
    }
    if (f) fclose(f);
    if (!has_title) say("%s: there is no `# case:` line\n", c->path);
    bool expects = c->accept || c->has_lint || c->refuse.len > 0;
    if (!expects) say("%s: it expects nothing\n", c->path);
    return fine && has_title && expects;
}

/* ---- running the compiler ---- */

static void child(const struct test_case *c, const char *mode, int to) {
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(to, STDOUT_FILENO);
    dup2(to, STDERR_FILENO);
    setenv("ASAN_OPTIONS", "exitcode=99", 1); /* 1 is what a wrong policy gives */
    setenv("UBSAN_OPTIONS", "exitcode=99", 1);
    const char *option =
        *c->option && strcmp(mode, "--lint") == 0 ? c->option : "--message-format=json";
    execl(compiler, compiler, mode, "--message-format=json", option, "-I", include_dir, c->path,
          (char *)NULL);
    fprintf(stderr, "%s: %s\n", compiler, strerror(errno));
    _exit(127);
}

/* Its exit status, or -1; what it wrote stands in `out`, a temporary file. */
static int run_compiler(const struct test_case *c, const char *mode, FILE *out) {
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) child(c, mode, fileno(out));
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    rewind(out);
    return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Strikes out the sayings that a message has. */
static void hear(struct test_case *c, json_t *message) {
    const char *text = json_string_value(message);
    for (size_t i = 0; text && i < c->n_says; i++)
        if (c->says[i] && strstr(text, c->says[i])) {
            free(c->says[i]);
            c->says[i] = NULL;
        }
}

static bool read_diag(struct test_case *c, const char *line, struct found *f, bool *error) {
    json_t *json = json_loads(line, 0, NULL);
    const char *code = json_string_value(json_object_get(json, "code"));
    const char *severity = json_string_value(json_object_get(json, "severity"));
    bool fine = code && severity && strlen(code) == 6;
    if (fine) {
        snprintf(f->code, sizeof f->code, "%s", code);
        f->line = (long)json_integer_value(json_object_get(json, "line"));
        f->column = (long)json_integer_value(json_object_get(json, "column"));
        *error = strcmp(severity, "error") == 0;
        hear(c, json_object_get(json, "message"));
        size_t i;
        json_t *note;
        json_array_foreach(json_object_get(json, "notes"), i, note)
            hear(c, json_object_get(note, "message"));
    }
    json_decref(json);
    return fine;
}

/* The diagnostics it wrote, errors or all, one a line; everything is kept for the report. */
static void read_output(struct test_case *c, FILE *out, bool all, struct found_list *list) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, out) > 0) {
        struct found f = {0};
        bool error = false;
        say("    %s", line);
        if (read_diag(c, line, &f, &error) && (all || error) && list->len < MOST_FOUND)
            list->at[list->len++] = f;
    }
    free(line);
}

static bool same(const struct found_list *wanted, const struct found_list *got) {
    if (wanted->len != got->len) return false;
    for (size_t i = 0; i < wanted->len; i++) {
        const struct found *w = &wanted->at[i], *g = &got->at[i];
        if (strcmp(w->code, g->code) != 0 ||
            (w->line && (w->line != g->line || w->column != g->column)))
            return false;
    }
    return true;
}

/* What is found twice in one place is one thing that is told twice, but for what the case says of
 * both, with their place. */
static bool once_in_a_place(const struct found_list *wanted, const struct found_list *got) {
    for (size_t i = 1; i < got->len; i++)
        for (size_t j = 0; j < i; j++) {
            const struct found *x = &got->at[i], *y = &got->at[j];
            if (wanted->at[i].line && wanted->at[j].line) continue;
            if (x->line && x->line == y->line && x->column == y->column &&
                strcmp(x->code, y->code) == 0)
                return say("  %s is told twice at %ld:%ld\n", x->code, x->line, x->column), false;
        }
    return true;
}

static void say_list(const char *what, const struct found_list *list) {
    say("  %s:", what);
    for (size_t i = 0; i < list->len; i++)
        say(" %s%s", list->at[i].code, i + 1 < list->len ? "," : "");
    say("%s\n", list->len ? "" : " nothing");
}

/* Runs one mode and holds the outcome against what is wanted: these findings, and an exit status
 * that goes with them. */
static bool check(struct test_case *c, const char *mode, const struct found_list *wanted,
                  bool all) {
    FILE *out = tmpfile();
    struct found_list got = {0};
    if (!out) return say("no temporary file: %s\n", strerror(errno)), false;
    say("%s %s\n", mode, c->path);
    int status = run_compiler(c, mode, out);
    read_output(c, out, all, &got);
    fclose(out);
    bool fine = same(wanted, &got) && (!all || once_in_a_place(wanted, &got)) &&
                (wanted->len ? status == 1 || status == 2 : status == 0);
    say_list("expected", wanted);
    say_list("found", &got);
    say("  exit status %d\n", status);
    return fine;
}

static void one_case(void **state) {
    struct test_case *c = *state;
    report_len = 0;
    report[0] = '\0';
    bool fine = read_case(c);
    if (fine && (c->accept || c->refuse.len)) fine = check(c, "--test", &c->refuse, false);
    if (fine && c->has_lint) fine = check(c, "--lint", &c->lint, true);
    for (size_t i = 0; i < c->n_says; i++) {
        if (c->says[i]) say("  nothing says: %s\n", c->says[i]);
        fine = fine && !c->says[i];
        free(c->says[i]);
    }
    if (!fine) fail_msg("%s", report);
}

/* ---- the list ---- */

static int visit(const char *path, const struct stat *info, int kind, struct FTW *ftw) {
    (void)info;
    (void)ftw;
    size_t len = strlen(path);
    if (kind != FTW_F || len < 6 || strcmp(path + len - 6, ".strat") != 0 ||
        strstr(path, "/parts/"))
        return 0;
    struct CMUnitTest *more = realloc(tests, (n_tests + 1) * sizeof *tests);
    struct test_case *c = calloc(1, sizeof *c);
    if (!more || !c) return -1;
    tests = more;
    c->path = strdup(path);
    if (!c->path) return -1;
    const char *name = c->path + strlen(folder); /* "" of a file that was named itself */
    while (*name == '/') name++;
    tests[n_tests++] = (struct CMUnitTest){
        .name = *name ? name : c->path, .test_func = one_case, .initial_state = c};
    return 0;
}

static int by_name(const void *a, const void *b) {
    const struct CMUnitTest *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static void find_compiler(void) {
    const char *path = getenv("STRATC"), *build = getenv("BUILD");
    if (path)
        snprintf(compiler, sizeof compiler, "%s", path);
    else
        snprintf(compiler, sizeof compiler, "%s/stratc", build ? build : "build");
    snprintf(include_dir, sizeof include_dir, "%s/../../policies", folder);
}

int main(int argc, char **argv) {
    folder = argc > 1 ? argv[1] : "tests/cases";
    find_compiler();
    if (nftw(folder, visit, 16, FTW_PHYS) != 0 || n_tests == 0) {
        fprintf(stderr, "%s: no cases found\n", folder);
        return 2;
    }
    qsort(tests, n_tests, sizeof *tests, by_name);
    int failed = _cmocka_run_group_tests("cases", tests, n_tests, NULL, NULL);
    for (size_t i = 0; i < n_tests; i++) {
        struct test_case *c = tests[i].initial_state;
        free(c->path);
        free(c);
    }
    free(tests);
    return failed != 0;
}
