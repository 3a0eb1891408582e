#include "base/bitset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { N = 130, WORDS = 3 };

static uint64_t *of(struct arena *a, size_t step) {
    uint64_t *set = bitset_new(a, N);
    for (size_t i = 0; i < N; i += step) bitset_add(set, i);
    return set;
}

static void test_members(void **state) {
    (void)state;
    struct arena a;
    jmp_buf oom;
    arena_init(&a, &oom);
    uint64_t *set = of(&a, 43);
    size_t n = 0;
    bitset_each (i, set, N) assert_int_equal(i, 43 * n++);
    assert_int_equal(n, 4);
    assert_int_equal(bitset_count(set, WORDS), 4);
    assert_true(bitset_has(set, 129));
    bitset_remove(set, 129);
    assert_false(bitset_has(set, 129));
    assert_int_equal(bitset_next(set, N, 87), N);
    assert_int_equal(bitset_next(set, 86, 44),
                     86); /* what lies behind the bound is not asked for */
    bitset_clear(set, WORDS);
    assert_false(bitset_some(set, WORDS));
    bitset_each (i, set, N) fail();
    arena_free(&a);
}

static void test_fill(void **state) {
    (void)state;
    struct arena a;
    jmp_buf oom;
    arena_init(&a, &oom);
    for (size_t n = 0; n <= N; n++) {
        uint64_t *set = bitset_new(&a, N);
        bitset_fill(set, n);
        assert_int_equal(bitset_count(set, WORDS), n);
        assert_int_equal(bitset_next(set, N, n), N);
    }
    arena_free(&a);
}

static void test_two_sets(void **state) {
    (void)state;
    struct arena a;
    jmp_buf oom;
    arena_init(&a, &oom);
    const uint64_t *two = of(&a, 2), *three = of(&a, 3), *six = of(&a, 6);
    uint64_t *set = bitset_copy(&a, two, WORDS);
    bitset_and(set, three, WORDS);
    assert_true(bitset_same(set, six, WORDS));
    assert_true(bitset_meet(two, three, WORDS));
    assert_true(bitset_beyond(two, six, WORDS));
    assert_int_equal(bitset_count_beyond(two, six, WORDS), 65 - 22);
    assert_false(bitset_beyond(six, two, WORDS));
    bitset_andnot(set, three, WORDS);
    assert_false(bitset_some(set, WORDS));
    bitset_or(set, two, WORDS);
    bitset_or(set, three, WORDS);
    for (size_t i = 0; i < N; i++) assert_int_equal(bitset_has(set, i), i % 2 == 0 || i % 3 == 0);
    bitset_andnot(set, two, WORDS);
    assert_false(bitset_meet(set, six, WORDS));
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_members), cmocka_unit_test(test_fill),
                                       cmocka_unit_test(test_two_sets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
