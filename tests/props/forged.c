/*
 * Records that were changed value by value, signed and printed anew, and records with bytes that
 * are others: --verify always has one of its verdicts and says why, on one harmless line; what it
 * calls the same is byte for byte what is filed, and what was signed and printed is never altered
 * by that. (tests/fuzz/record.c goes on, under the sanitizers.)
 */
#include "tests/props/forged.h"

#include <inttypes.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { RECORDS = 2000 };

static void forged_records(void **unused) {
    (void)unused;
    static struct versions_of_record v;
    size_t verdicts[EV_HELD_UNCHECKED + 1] = {0};
    assert_true(versions_of_small(&v));
    for (uint64_t seed = 1; seed <= policies_to_try(RECORDS); seed++) {
        struct tape tape = {NULL, NULL, seed * 0x9e3779b97f4a7c15u};
        unsigned changes = (unsigned)(seed % 5), bytes = seed % 7 ? 0 : (unsigned)(1 + seed % 3);
        const char *wrong = try_record(&v, &tape, changes, bytes, verdicts);
        if (wrong) fail_msg("record %" PRIu64 ": %s", seed, wrong);
    }
    for (int held = 0; held <= EV_HELD_UNCHECKED; held++) {
        print_message("%s: %zu\n", ev_held_name((enum ev_held)held), verdicts[held]);
        assert_true(verdicts[held] > 0);
    }
    for (int k = 0; k < 2; k++) {
        ev_engine_close(&v.e[k]);
        compiled_free(&v.c[k]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(forged_records)};
    return cmocka_run_group_tests_name("forged", tests, NULL, NULL);
}
