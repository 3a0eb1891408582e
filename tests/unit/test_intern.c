/* Intern: one copy of each name, also when memory runs out on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/intern.h"

static struct arena arena;
static struct intern names;
static jmp_buf on_oom;

static int setup(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    intern_init(&names, &arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_test_fail_after(0);
    arena_free(&arena);
    return 0;
}

static const char *name_of(char *buffer, size_t size, unsigned i) {
    snprintf(buffer, size, "name_%u", i * 2654435761u);
    return buffer;
}

static void equal_names_are_one(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    char text[] = "partner";
    const char *a = intern(&names, text, 7), *part = intern(&names, text, 4);
    assert_ptr_equal(a, intern(&names, "partner", 7));
    assert_ptr_not_equal(a, part);
    assert_string_equal(part, "part");
    text[0] = 'x';
    assert_string_equal(a, "partner");
    assert_ptr_equal(intern(&names, "", 0), intern(&names, "abc", 0));
    assert_int_equal(names.index.len, 3);
}

static void many_names_stay_what_they_are(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    enum { N = 50000 };
    static const char *kept[N];
    char buffer[32];
    for (unsigned i = 0; i < N; i++) {
        name_of(buffer, sizeof buffer, i);
        kept[i] = intern(&names, buffer, strlen(buffer));
    }
    assert_int_equal(names.index.len, N);
    for (unsigned i = 0; i < N; i++) {
        name_of(buffer, sizeof buffer, i);
        assert_string_equal(kept[i], buffer);
        assert_ptr_equal(kept[i], intern(&names, buffer, strlen(buffer)));
    }
    assert_int_equal(names.index.len, N);
}

/* A failure in the middle must leave a table that still knows every name it gave out, and no half
 * one. */
static void memory_runs_out_at_every_point(void **state) {
    (void)state;
    enum { N = 600 }; /* more than twice the first table: it grows three times */
    static const char *kept[N];
    volatile bool done = false;
    volatile unsigned given = 0;
    volatile size_t failures = 0;
    char buffer[32];
    while (!done) {
        if (setjmp(on_oom) == 0) {
            arena_test_fail_after(2); /* one name at most each time */
            while (given < N) {
                name_of(buffer, sizeof buffer, given);
                kept[given] = intern(&names, buffer, strlen(buffer));
                given++;
            }
            done = true;
        } else {
            failures++;
            if (failures % 2 == 0 &&
                given < N) { /* let through what needs two allocations at once */
                arena_test_fail_after(0);
                name_of(buffer, sizeof buffer, given);
                kept[given] = intern(&names, buffer, strlen(buffer));
                given++;
            }
        }
        arena_test_fail_after(0);
        assert_true(names.index.len == given);
    }
    assert_true(failures > N / 3);
    for (unsigned i = 0; i < N; i++) {
        name_of(buffer, sizeof buffer, i);
        assert_ptr_equal(kept[i], intern(&names, buffer, strlen(buffer)));
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(equal_names_are_one),
        TEST(many_names_stay_what_they_are),
        TEST(memory_runs_out_at_every_point),
    };
    return cmocka_run_group_tests_name("intern", tests, NULL, NULL);
}
