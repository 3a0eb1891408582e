/* Arena and vec: alignment, zeroes, large objects, and memory that runs out at every point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/vec.h"

static struct arena arena;
static jmp_buf on_oom;

static int setup(void **state) {
    (void)state;
    arena_init(&arena, &on_oom);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_test_fail_after(0);
    arena_free(&arena);
    return 0;
}

static void memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    for (size_t size = 1; size < 3000; size += 7) {
        unsigned char *block = arena_alloc(&arena, 1, size);
        assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(block[i], 0);
        memset(block, 0xff, size);
    }
}

static void objects_do_not_overlap(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    enum { N = 2000 };
    static unsigned char *blocks[N];
    for (size_t i = 0; i < N; i++) {
        size_t size = i % 50 == 0 ? 100000 : 1 + i % 90; /* large ones in between */
        blocks[i] = arena_alloc(&arena, size, 1);
        memset(blocks[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < N; i++) {
        size_t size = i % 50 == 0 ? 100000 : 1 + i % 90;
        assert_int_equal(blocks[i][0], i % 251);
        assert_int_equal(blocks[i][size - 1], i % 251);
    }
    assert_true(arena.total >= N / 50 * 100000);
}

static void nothing_of_nothing_is_a_block(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    assert_non_null(arena_alloc(&arena, 0, 8));
    assert_non_null(arena_alloc(&arena, 8, 0));
    assert_non_null(arena_alloc(&arena, SIZE_MAX, 0));
    assert_string_equal(arena_strndup(&arena, NULL, 0), "");
}

static void sizes_that_overflow_are_no_memory(void **state) {
    (void)state;
    static const size_t sizes[][2] = {{SIZE_MAX, 2},         {2, SIZE_MAX},
                                      {SIZE_MAX / 8 + 1, 8}, {SIZE_MAX, 1},
                                      {SIZE_MAX - 8, 1},     {(size_t)1 << 40, (size_t)1 << 40}};
    volatile size_t refused = 0;
    for (volatile size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (setjmp(on_oom) == 0)
            arena_alloc(&arena, sizes[i][0], sizes[i][1]);
        else
            refused++;
    }
    assert_int_equal(refused, sizeof sizes / sizeof *sizes);
    if (setjmp(on_oom) == 0) {
        arena_strndup(&arena, "", SIZE_MAX);
        fail_msg("a text of all memory was copied");
    }
}

static void printf_takes_any_length(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    assert_string_equal(arena_printf(&arena, "%s-%d", "a", 7), "a-7");
    char *wide = arena_printf(&arena, "%*d", 100000, 1);
    assert_int_equal(strlen(wide), 100000);
    assert_string_equal(arena_printf(&arena, "%s", ""), "");
}

struct numbers VEC(int);

static void vec_keeps_what_was_pushed(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    struct numbers v = {0};
    vec_each (int, none, &v) fail_msg("an empty list has an element");
    for (int i = 0; i < 10000; i++) vec_push(&arena, &v, i);
    int expected = 0;
    vec_each (int, n, &v) assert_int_equal(*n, expected++);
    assert_int_equal(expected, 10000);
}

static void a_vec_larger_than_memory_is_refused(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) return;
    size_t cap = SIZE_MAX / 2 + 1;
    vec_grow(&arena, NULL, 0, &cap, sizeof(int));
    fail_msg("there is no such memory");
}

/* Runs the same work with the 1st, 2nd, ... allocation failing, until it gets through. */
static void memory_runs_out_at_every_point(void **state) {
    (void)state;
    volatile bool done = false;
    volatile size_t n = 0;
    while (!done) {
        n++;
        if (setjmp(on_oom) == 0) {
            arena_test_fail_after(n);
            struct numbers v = {0};
            for (int i = 0; i < 100; i++) vec_push(&arena, &v, i);
            arena_printf(&arena, "%d numbers", 100);
            arena_strndup(&arena, "text", 4);
            done = true;
        }
        arena_test_fail_after(0);
    }
    assert_int_equal(
        n, 5 + 2 + 1); /* 8, 16, 32, 64, 128 numbers; two texts; and the time that none fails */
}

static char called[8];

static void note_call(void *with) { strcat(called, with); }

static void what_was_opened_is_closed(void **state) {
    (void)state;
    called[0] = '\0';
    if (setjmp(on_oom) == 0) {
        arena_at_free(&arena, note_call, arena_strndup(&arena, "a", 1));
        arena_at_free(&arena, note_call, arena_strndup(&arena, "b", 1));
        arena_test_fail_after(2);
        arena_at_free(&arena, note_call,
                      arena_strndup(&arena, "c", 1)); /* no memory to remember it with */
        fail_msg("there was memory");
    }
    arena_free(&arena);
    assert_string_equal(called, "ba");
    arena_free(&arena);
    assert_string_equal(called, "ba");
}

static void a_freed_arena_starts_anew(void **state) {
    (void)state;
    if (setjmp(on_oom) != 0) fail_msg("no memory");
    arena_alloc(&arena, 1000, 1000);
    arena_free(&arena);
    assert_int_equal(arena.total, 0);
    assert_null(arena.chunks);
    assert_ptr_equal(arena.on_oom, &on_oom);
    memset(arena_alloc(&arena, 10, 10), 1, 100);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(memory_is_zeroed_and_aligned),
        TEST(objects_do_not_overlap),
        TEST(nothing_of_nothing_is_a_block),
        TEST(sizes_that_overflow_are_no_memory),
        TEST(printf_takes_any_length),
        TEST(vec_keeps_what_was_pushed),
        TEST(a_vec_larger_than_memory_is_refused),
        TEST(memory_runs_out_at_every_point),
        TEST(what_was_opened_is_closed),
        TEST(a_freed_arena_starts_anew),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
