/* The command line: what is read, what is refused and how, and that help and man page come from the
 * one table. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/options.h"
#include "stratc/options.h"

static struct arena arena;
static jmp_buf on_oom;
static struct sources sources;
static struct diags diags;
static struct options options;
static char *text;
static size_t text_len;

static int setup(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    diags_init(&diags, &arena, &sources);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_test_fail_after(0);
    arena_free(&arena);
    free(text);
    text = NULL;
    return 0;
}

enum { MOST = 12 };

/* Parses a command line written with blanks. */
static bool parse(const char *line) {
    char *words[MOST + 1] = {arena_strndup(&arena, "stratc", 6)};
    int n = 1;
    for (const char *c = line; *c && n < MOST;) {
        size_t len = strcspn(c, " ");
        words[n++] = arena_strndup(&arena, c, len);
        c += len + (c[len] == ' ');
    }
    diags_init(&diags, &arena, &sources);
    return options_parse(&options, &diags, n, words);
}

#define NO_MEMORY_IS_A_FAILURE \
    (void)state;               \
    if (setjmp(on_oom) != 0) fail_msg("no memory")

static void modes(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const struct {
        const char *line;
        enum mode mode;
        size_t inputs;
    } cases[] = {
        {"p.strat", MODE_BUILD, 1},
        {"--lint a.strat b.strat", MODE_LINT, 2},
        {"a.strat --test", MODE_TEST, 1},
        {"--suggest-examples p.strat", MODE_SUGGEST, 1},
        {"--ask p.strat a=b c -- --json", MODE_ASK, 4},
        {"--emit=c p.strat", MODE_EMIT, 1},
        {"--emit c p.strat", MODE_EMIT, 1},
        {"--emit=map p.strat", MODE_EMIT, 1},
        {"--emit=judgements-json p.strat", MODE_EMIT, 1},
        {"--emit=list", MODE_LIST_FORMATS, 0},
        {"--explain ST2001", MODE_EXPLAIN, 0},
        {"--explain=2001", MODE_EXPLAIN, 0},
        {"--list-codes", MODE_LIST_CODES, 0},
        {"--version", MODE_VERSION, 0},
        {"-V", MODE_VERSION, 0},
        {"--help", MODE_HELP, 0},
        {"-h", MODE_HELP, 0},
        {"--lint -- --lint", MODE_LINT, 1},
        {"--lint --lint p", MODE_LINT, 1},
        {"-- -o", MODE_BUILD, 1},
        {"--lint -", MODE_LINT, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!parse(cases[i].line)) fail_msg("%s: %s", cases[i].line, diags.list.at[0].text);
        assert_int_equal(options.mode, cases[i].mode);
        assert_int_equal(options.inputs.len, cases[i].inputs);
        assert_int_equal(options.diag.findings, cases[i].mode == MODE_LINT);
    }
}

static void values(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    assert_true(parse("-o out -I one -Itwo -Wno-unused-fact -W error p.strat"));
    assert_string_equal(options.output, "out");
    assert_int_equal(options.include_dirs.len, 2);
    assert_string_equal(options.include_dirs.at[0], "one");
    assert_string_equal(options.include_dirs.at[1], "two");
    assert_int_equal(options.diag.chosen[DIAG_UNUSED_FACT], -1);
    assert_true(options.diag.werror);
    assert_int_equal(options.diag.format, MESSAGE_TEXT);
    assert_int_equal(options.color, COLOR_AUTO);
    assert_true(parse("--message-format=json --color never --emit=c -o- p.strat"));
    assert_int_equal(options.diag.format, MESSAGE_JSON);
    assert_int_equal(options.color, COLOR_NEVER);
    assert_string_equal(options.kind, "c");
    assert_string_equal(options.output, "-");
    assert_true(parse("--explain unused-fact"));
    assert_string_equal(options.code, "unused-fact");
    assert_true(parse("--lint --baseline=known.json --message-format sarif a b"));
    assert_string_equal(options.baseline, "known.json");
    assert_int_equal(options.diag.format, MESSAGE_SARIF);
    assert_true(
        parse("-o -x p.strat")); /* what follows an option that wants a value is its value */
    assert_string_equal(options.output, "-x");
}

/* `expected` may end in "...": then only what stands before it counts. */
static void says(const char *said, const char *expected) {
    size_t n = strlen(expected);
    if (n > 3 && strcmp(expected + n - 3, "...") == 0)
        assert_memory_equal(said, expected, n - 3);
    else
        assert_string_equal(said, expected);
}

/* Each line with what is said about it; NULL after the last message. */
static void what_is_wrong_is_said(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    static const struct {
        const char *line, *says[3];
    } cases[] = {
        {"", {"which policy? Name a .strat file (--help shows how)"}},
        {"--lint", {"which policy? Name a .strat file (--help shows how)"}},
        {"--lnt p", {"there is no option --lnt: do you mean --lint?"}},
        {"--colour=never p", {"there is no option --colour=never: do you mean --color?"}},
        {"--frobnicate -x",
         {"there is no option --frobnicate (--help lists them)",
          "there is no option -x (--help lists them)"}},
        {"--lint --test p", {"--lint and --test cannot be done in one go: call stratc twice"}},
        {"--emit=c --emit=c p", {"--emit is given twice: one at a time"}},
        {"a b", {"one policy at a time, please: a and b were named"}},
        {"--emit=c a b", {"one policy at a time, please: a and b were named"}},
        {"-o a -o b p", {"-o is given twice: there is one file to write"}},
        {"p -o", {"-o wants a value: NAME"}},
        {"p --emit=", {"--emit wants a value: KIND"}},
        {"--emit=mop p", {"--emit=mop: it can be c, table, map, ..."}},
        {"--emit=list p", {"--emit=list needs no file: p"}},
        {"--explain", {"--explain wants a value: CODE"}},
        {"--version p", {"--version needs no file: p"}},
        {"--lint -o x p", {"--lint writes no file: -o x"}},
        {"--lint=yes p", {"--lint takes no value"}},
        {"--color=red p", {"--color=red: it can be auto, always or never"}},
        {"--message-format xml p",
         {"--message-format=xml: it can be text, json, sarif, junit or markdown"}},
        {"--message-format markdown --readings p",
         {"--message-format=markdown is for comments on a change: it goes with --diff"}},
        {"--diff a b c", {"--diff compares two policies: name the old version, then the new one"}},
        {"--message-format junit --lint p",
         {"--message-format=junit tells how tests went: it goes with --test"}},
        {"--stats --lint p", {"--stats tells the size of what --emit=c writes: it goes with it"}},
        {"--stats --emit=map p",
         {"--stats tells the size of what --emit=c writes: it goes with it"}},
        {"--show-allowed --test p", {"--show-allowed lists findings: it goes with --lint"}},
        {"--wording --lint p",
         {"--wording says what counts between two versions: it goes with --diff"}},
        {"--baseline b --test p", {"--baseline lists findings: it goes with --lint"}},
        {"--lint --baseline b --baseline c p", {"--baseline is given twice: one file at a time"}},
        {"-Wnothing p",
         {"-Wnothing: there is no finding of that name (--list-codes lists them; errors cannot be "
          "chosen)"}},
        {"-o -o -o", {"-o wants a value: NAME"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool fine = parse(cases[i].line);
        size_t n = 0;
        while (n < 3 && cases[i].says[n]) n++;
        if (fine || diags.list.len != n)
            fail_msg("%s: %zu messages", cases[i].line, diags.list.len);
        for (size_t m = 0; m < n; m++) {
            assert_int_equal(diags.list.at[m].code, DIAG_USAGE);
            says(diags.list.at[m].text, cases[i].says[m]);
        }
    }
}

static void color_needs_a_terminal_and_leave(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    FILE *file = tmpfile();
    assert_non_null(file);
    static const enum color_when whens[] = {COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER};
    bool colors[3];
    for (int i = 0; i < 3; i++)
        colors[i] = options_colored(&(struct options){.color = whens[i]}, file);
    fclose(file);
    assert_false(colors[0]);
    assert_true(colors[1]);
    assert_false(colors[2]);
    FILE *terminal = fopen("/dev/ptmx", "r+");
    if (!terminal) return; /* no pseudo-terminals here */
    struct options o = {.color = COLOR_AUTO};
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    bool plain = options_colored(&o, terminal);
    setenv("NO_COLOR", "", 1);
    bool empty = options_colored(&o, terminal);
    setenv("NO_COLOR", "1", 1);
    bool no_color = options_colored(&o, terminal);
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    bool dumb = options_colored(&o, terminal);
    fclose(terminal);
    assert_true(plain);
    assert_true(empty);
    assert_false(no_color);
    assert_false(dumb);
}

static FILE *open_text(void) {
    FILE *out = open_memstream(&text, &text_len);
    assert_non_null(out);
    return out;
}

static void help_fits_a_screen(void **state) {
    (void)state;
    FILE *out = open_text();
    options_answer(&(struct options){.mode = MODE_HELP}, &diags, out);
    fclose(out);
    size_t lines = 0;
    for (const char *line = text; *line; line += strcspn(line, "\n") + 1, lines++)
        if (strcspn(line, "\n") > 80)
            fail_msg("wider than 80 columns: %.*s", (int)strcspn(line, "\n"), line);
    if (lines > 24)
        fail_msg(
            "--help has %zu lines, a screen 24: put the new row in GROUP_UNLISTED (the man page "
            "alone tells of it), or let the help of another row tell of both",
            lines);
}

/* What the man page says first of an option, in mdoc. */
static void print_mdoc(FILE *out, const struct option *o) {
    bool lower = o->help[0] >= 'a' && o->help[0] <= 'z';
    fputs(".It", out);
    if (o->letter) fprintf(out, " Fl %c%s", o->letter, o->name ? " ," : "");
    if (o->name) fprintf(out, " Fl -%s", o->name);
    if (o->argument) fprintf(out, o->name ? " Ns = Ns Ar %s" : " Ar %s", o->argument);
    fprintf(out, "\n%c%s.\n", o->help[0] - (lower ? 'a' - 'A' : 0), o->help + 1);
}

static void the_man_page_lists_the_options_of_the_table(void **state) {
    NO_MEMORY_IS_A_FAILURE;
    struct source *page =
        source_read(&arena, &sources, &diags, "src/share/stratc.1", false, SPAN_NOWHERE, NULL);
    assert_non_null(page);
    const char *at = page->text, *found;
    for (size_t i = 0;; i++, at = found) {
        FILE *out = open_text();
        const struct option *some = options_row(i);
        if (some) print_mdoc(out, some);
        fclose(out);
        found = some ? strstr(at, text) : at;
        if (!found)
            fail_msg("in its place in the list of src/share/stratc.1 must stand:\n%s", text);
        free(text);
        text = NULL;
        if (!some) return;
    }
}

static void every_code_is_listed(void **state) {
    (void)state;
    FILE *out = open_text();
    options_answer(&(struct options){.mode = MODE_LIST_CODES}, &diags, out);
    fclose(out);
    size_t lines = 0;
    for (const char *c = text; (c = strchr(c, '\n')) != NULL; c++) lines++;
    assert_int_equal(lines, DIAG_COUNT);
}

static void memory_runs_out_at_every_point(void **state) {
    (void)state;
    static char *words[] = {"stratc",      "--lnt",    "-o",     "x", "-I", "y",
                            "--color=red", "--emit=c", "--lint", "p", NULL};
    volatile bool done = false;
    volatile size_t n = 0;
    while (!done) {
        n++;
        if (setjmp(on_oom) == 0) {
            diags_init(&diags, &arena, &sources);
            arena_test_fail_after(n);
            options_parse(&options, &diags, 10, words);
            done = true;
        }
        arena_test_fail_after(0);
    }
    assert_true(n > 10);
    assert_int_equal(diags.list.len, 3);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(modes),
        TEST(values),
        TEST(what_is_wrong_is_said),
        TEST(color_needs_a_terminal_and_leave),
        TEST(help_fits_a_screen),
        TEST(the_man_page_lists_the_options_of_the_table),
        TEST(every_code_is_listed),
        TEST(memory_runs_out_at_every_point),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
