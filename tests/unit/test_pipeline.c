/* The whole way of a policy with memory that runs out at every point of it: no leak, no half file,
 * none left behind. */
#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "emit/formats.h"
#include "stratc/run.h"
#include "tests/folder.h"

static struct arena arena;
static jmp_buf on_oom;
static struct test_folder folder;

static const char policy[] =
    "strategy \"Lending\" { version \"1\" approaches ranked browsing < lending paragraphs 1, 2, 3 "
    "}\n"
    "fact partner \"who asks\" : one of { member \"a member\", guest \"a guest\", school \"a "
    "school\" }\n"
    "fact age \"age\" : number 0..120 \"years\"\nfact paid \"paid\" : yes or no default no\n"
    "judgement trusted \"trusted\" by \"Head\" presumed yes when age above 60\n"
    "group known \"known\" = { member, school }\ndefine grown means age at least 18\n"
    "duty deposit \"a deposit\" before by \"Desk\" done when paid\n"
    "approach 1 browsing \"Reading room\" { default }\n"
    "approach 2 lending \"Lending\" { requires grown or trusted may be used with known only after "
    "deposit }\n"
    "# stratc: allow singled-out -- schools are\n"
    "principle 3 \"Schools\" notwithstanding requirement of 2 { may use lending with school }\n"
    "example \"a member\" { given partner = member, age = 20 expect conditional lending by 2 after "
    "deposit now browsing }\n"
    "safeguard \"no guests\" { never use lending when partner = guest }\n";

static int enter(void **state) {
    (void)state;
    if (!folder_enter(&folder)) return -1;
    FILE *file = fopen("p.strat", "w");
    if (!file) return -1;
    fputs(policy, file);
    return fclose(file);
}

static int leave(void **state) {
    (void)state;
    unlink("p.strat");
    return folder_leave(&folder) ? 0 : -1;
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_test_fail_after(0);
    arena_free(&arena);
    unlink("out.c");
    unlink("out.h");
    return 0;
}

/* Names in the folder besides the policy. */
static int entries(void) {
    DIR *dir = opendir(".");
    int n = -3;
    while (readdir(dir)) n++;
    closedir(dir);
    return n;
}

/* Fails the first allocations one by one, and from then on every few,
 * until the work gets through. */
static void fail_at_every_point(char **words, int argc, int expected, int files) {
    volatile size_t n = 0, failed = 0;
    volatile int status = -1;
    while (status < 0) {
        n += 1 + n / 200;
        if (setjmp(on_oom) == 0) {
            arena_test_fail_after(n);
            status = run_stratc(argc, words, &arena);
        } else {
            failed++;
        }
        arena_test_fail_after(0);
        arena_free(&arena);
        int left = entries();
        if (status < 0 && left != 0 &&
            left != files) /* memory may run out once the whole result is there */
            fail_msg("allocation %zu failed and left %d files behind", n, left);
    }
    assert_int_equal(status, expected);
    assert_int_equal(entries(), files);
    assert_true(failed > 100);
}

static void lint(void **state) {
    (void)state;
    static char *words[] = {"stratc", "--lint", "p.strat", NULL};
    fail_at_every_point(words, 3, 0, 0);
}

static void test(void **state) {
    (void)state;
    static char *words[] = {"stratc", "--test", "--message-format=json", "p.strat", NULL};
    fail_at_every_point(words, 4, 0, 0);
}

static void emit(void **state) {
    (void)state;
    static char *words[] = {"stratc", "--emit=c", "-o", "out.c", "p.strat", NULL};
    fail_at_every_point(words, 5, 0, 2);
}

/* All but C are one file each. */
static void emit_text(void **state) {
    (void)state;
    for (const struct format *f = formats; f->name; f++) {
        char kind[64];
        snprintf(kind, sizeof kind, "--emit=%s", f->name);
        char *words[] = {"stratc", kind, "-o", "out.c", "p.strat", NULL};
        if (f->files == FORMAT_TEXT) fail_at_every_point(words, 5, 0, 1);
        unlink("out.c");
    }
}

static void sarif(void **state) {
    (void)state;
    static char *words[] = {"stratc", "--lint", "--message-format=sarif", "p.strat", NULL};
    fail_at_every_point(words, 4, 0, 0);
}

static void junit(void **state) {
    (void)state;
    static char *words[] = {"stratc", "--test", "--message-format=junit", "p.strat", NULL};
    fail_at_every_point(words, 4, 0, 0);
}

static void suggest(void **state) {
    (void)state;
    static char *words[] = {"stratc", "--suggest-examples", "-o", "out.c", "p.strat", NULL};
    fail_at_every_point(words, 5, 0, 1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(lint),  TEST(test),  TEST(emit),   TEST(emit_text),
                                       TEST(sarif), TEST(junit), TEST(suggest)};
    return cmocka_run_group_tests_name("pipeline", tests, enter, leave);
}
