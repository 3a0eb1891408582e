/* `use`: which file is meant, each read once, and clear words where that cannot be. */
#define _XOPEN_SOURCE 700 /* mkdtemp, symlink, getcwd */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/folder.h"
#include "tests/unit/tree_dump.h"

static struct parsed p;
static struct test_folder folder;

static int begin(void **state) {
    (void)state;
    return folder_enter(&folder) ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    parsed_free(&p);
    return folder_remove(&folder) ? 0 : -1;
}

static void file(const char *path, const char *text) {
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        char sub[200];
        snprintf(sub, sizeof sub, "%.*s", (int)(slash - path), path);
        mkdir(sub, 0777);
    }
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Reads main.strat; the paths of the files read, in order, in p.out. */
static bool read_program(const struct parse_paths *paths) {
    parsed_free(&p);
    arena_init(&p.arena, &p.oom);
    if (setjmp(p.oom)) abort();
    intern_init(&p.names, &p.arena);
    diags_init(&p.diags, &p.arena, &p.sources);
    struct ast_program program = parse_program(&p.names, &p.diags, "main.strat", paths);
    p.out_len = 0;
    put(&p, "%s", "");
    vec_each (struct ast_file *, f, &program.files)
        put(&p, "%s%s%s", p.out_len ? " " : "", (*f)->source->path,
            (*f)->source->installed ? "!" : "");
    return program.complete;
}

static const struct parse_paths here = {0};

static void test_order_and_once(void **state) {
    (void)state;
    file("main.strat", "use \"a\" use \"sub/b\" use \"sub/../a\" use \"./a\"");
    file("a.strat", "use \"c\"");
    file("c.strat", "recital 1");
    file("sub/b.strat", "use \"d\" use \"c\"");
    file("sub/d.strat", "recital 2");
    file("sub/c.strat", "recital 3");
    assert_int_equal(symlink("a.strat", "link.strat"), 0);
    assert_true(read_program(&here));
    assert_string_equal(p.out, "main.strat a.strat c.strat sub/b.strat sub/d.strat sub/c.strat");
    file("main.strat", "use \"link\" use \"a\"");
    assert_true(read_program(&here));
    assert_string_equal(p.out, "main.strat link.strat c.strat");
}

static void test_places(void **state) {
    (void)state;
    const char *const dirs[] = {"first", "second/"};
    const struct parse_paths paths = {dirs, 2, "installed", NULL, NULL};
    file("main.strat", "use \"x\" use \"y\" use \"vocabulary/z\" use \"w\"");
    file("w.strat", "");
    file("first/w.strat", "");
    file("first/x.strat", "");
    file("second/x.strat", "");
    file("second/y.strat", "");
    file("installed/y.strat", "");
    file("installed/vocabulary/z.strat", "use \"u\"");
    file("installed/vocabulary/u.strat", "");
    assert_true(read_program(&paths));
    assert_string_equal(p.out,
                        "main.strat first/x.strat second/y.strat installed/vocabulary/z.strat! "
                        "installed/vocabulary/u.strat! w.strat");
}

static void test_missing(void **state) {
    (void)state;
    const char *const dirs[] = {"more"};
    const struct parse_paths paths = {dirs, 1, "/nowhere", NULL, NULL};
    file("main.strat", "use \"vocabulary/countrys\"\nuse \"vocabulary/countries.strat\"\nuse "
                       "\"far\"\nuse \"\"\nrecital 1");
    file("vocabulary/countries.strat", "");
    assert_false(read_program(&paths));
    assert_string_equal(p.out, "main.strat");
    assert_string_equal(
        errors_of(&p),
        "1:5 ST1201 there is no file `vocabulary/countrys.strat`; did you mean "
        "`vocabulary/countries`?\n"
        "2:5 ST1201 there is no file `vocabulary/countries.strat.strat`; write the name without "
        "its ending\n"
        "3:5 ST1201 there is no file `far.strat`; correct the path, or name the folder that holds "
        "it with -I FOLDER\n"
        "4:5 ST1201 `use` names no file; write a name such as \"vocabulary/countries\"\n");
    const struct diag *far = &p.diags.list.at[2];
    assert_int_equal(far->notes.len, 3);
    assert_string_equal(far->notes.at[0].text, "looked for far.strat");
    assert_string_equal(far->notes.at[1].text, "looked for more/far.strat");
    assert_string_equal(far->notes.at[2].text, "looked for /nowhere/far.strat");
}

static void test_outside(void **state) {
    (void)state;
    file("main.strat",
         "use \"/etc/x\"\nuse \"../x\"\nuse \"a/../../x\"\nuse \"a\\\\b\"\nuse \"C:x\"");
    assert_false(read_program(&here));
    assert_string_equal(codes_of(&p), "1:5 ST1203 2:5 ST1203 3:5 ST1203 4:5 ST1203 5:5 ST1203");
}

static void test_cycles(void **state) {
    (void)state;
    file("main.strat", "use \"a\"\n\nuse \"main\"\n");
    file("a.strat", "\nuse \"b\"\n");
    file("b.strat", "\n\nuse \"a\"\n");
    assert_false(read_program(&here));
    assert_string_equal(p.out, "main.strat a.strat b.strat");
    assert_string_equal(
        errors_of(&p),
        "3:1 ST1202 2 files use one another in a circle; this `use` leads back to `a.strat`\n"
        "3:1 ST1202 `main.strat` uses itself; leave this out\n");
    const struct diag *cycle = &p.diags.list.at[0];
    assert_int_equal(cycle->notes.len, 2);
    assert_string_equal(cycle->notes.at[0].text, "`a.strat` uses `b.strat`");
    assert_string_equal(cycle->notes.at[1].text, "`b.strat` uses `a.strat`");
    assert_int_equal(source_position(&p.arena, p.sources.at[cycle->notes.at[0].at.file],
                                     cycle->notes.at[0].at.from)
                         .line,
                     2);
}

static void test_unreadable(void **state) {
    (void)state;
    file("main.strat", "use \"folder\" use \"bad\" use \"broken\" use \"broken\"");
    assert_int_equal(mkdir("folder.strat", 0777), 0);
    file("bad.strat", "\xff");
    file("broken.strat", "fact");
    assert_false(read_program(&here));
    assert_string_equal(p.out, "main.strat broken.strat");
    assert_string_equal(codes_of(&p), "1:5 ST3 1:1 ST1001 1:5 ST1101");
    assert_int_equal(unlink("main.strat"), 0);
    assert_false(read_program(&here));
    assert_string_equal(p.out, "");
    assert_int_equal(p.diags.errors, 1);
}

static void test_long_chain(void **state) {
    (void)state;
    enum { FILES = 2000 };
    file("main.strat", "use \"f1\"");
    for (int i = 1; i <= FILES; i++) {
        char path[40], text[40];
        snprintf(path, sizeof path, "f%d.strat", i);
        snprintf(text, sizeof text, i < FILES ? "use \"f%d\"" : "recital %d", i + 1);
        file(path, text);
    }
    assert_true(read_program(&here));
    assert_int_equal(p.sources.len, FILES + 1);
}

/* A text as an editor has it open; the folder is the one that the test is in. */
static struct open_text open_text(const char *name, const char *text) {
    return (struct open_text){path_real(&p.arena, name), text, strlen(text)};
}

static void test_open_texts_count_before_the_disk(void **state) {
    (void)state;
    file("main.strat", "use \"a\" use \"new\"");
    file("a.strat", "recital 1");
    file("sub/b.strat", "recital 2");
    assert_false(read_program(&here));
    struct open_text texts[] = {open_text("a.strat", "use \"sub/b\""), open_text("new.strat", "")};
    const struct open_texts open = {.at = texts, .len = 2};
    const struct parse_paths paths = {.open = &open};
    char kept[2][400]; /* the next reading forgets where the paths are */
    for (int i = 0; i < 2; i++) texts[i].path = strcpy(kept[i], texts[i].path);
    assert_true(read_program(&paths));
    assert_string_equal(p.out, "main.strat a.strat sub/b.strat new.strat");
    assert_string_equal(p.sources.at[1]->text, "use \"sub/b\"");
    assert_int_equal(symlink("a.strat", "link.strat"), 0); /* by whatever path it is used */
    file("main.strat", "use \"link\" use \"./sub/../a\"");
    assert_true(read_program(&paths));
    assert_string_equal(p.out, "main.strat link.strat sub/b.strat");
}

static int by_text(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void assert_names(const struct parse_paths *paths, const char *typed, const char *expected) {
    struct use_names names = use_names(&p.arena, paths, "main.strat", typed, false);
    if (names.len > 1) qsort(names.at, names.len, sizeof *names.at, by_text);
    p.out_len = 0;
    put(&p, "%s", "");
    vec_each (const char *, name, &names) put(&p, "%s%s", p.out_len ? " " : "", *name);
    assert_string_equal(p.out, expected);
}

static void test_what_could_be_typed(void **state) {
    (void)state;
    const char *const dirs[] = {"shared"};
    file("main.strat", "");
    file("a.strat", "");
    file("notes.txt", "");
    file(".hidden.strat", "");
    file("sub/b.strat", "");
    file("sub/deep/c.strat", "");
    file("shared/sub/d.strat", "");
    assert_true(read_program(&here));
    assert_names(&here, "", "a shared/ sub/");
    assert_names(&here, "a", "a shared/ sub/"); /* the editor sorts out what fits */
    assert_names(&here, "sub/", "b deep/");
    assert_names(&here, "sub/x/../deep/", "");
    assert_names(&here, "nothing/", "");
    assert_names(&here, "../", "");
    assert_names(&here, "/", "");
    assert_names(&(struct parse_paths){.include_dirs = dirs, .n_include_dirs = 1}, "sub/",
                 "b d deep/");
    struct open_text texts[] = {open_text("sub/new.strat", ""), open_text("main.strat", ""),
                                open_text("sub/deep/other.strat", "")};
    const struct open_texts open = {.at = texts, .len = 3};
    assert_names(&(struct parse_paths){.open = &open}, "sub/", "b deep/ new");
    assert_names(&(struct parse_paths){.open = &open}, "", "a shared/ sub/");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_order_and_once, begin, end),
        cmocka_unit_test_setup_teardown(test_places, begin, end),
        cmocka_unit_test_setup_teardown(test_missing, begin, end),
        cmocka_unit_test_setup_teardown(test_outside, begin, end),
        cmocka_unit_test_setup_teardown(test_cycles, begin, end),
        cmocka_unit_test_setup_teardown(test_unreadable, begin, end),
        cmocka_unit_test_setup_teardown(test_long_chain, begin, end),
        cmocka_unit_test_setup_teardown(test_open_texts_count_before_the_disk, begin, end),
        cmocka_unit_test_setup_teardown(test_what_could_be_typed, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
