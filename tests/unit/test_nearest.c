/* Which name somebody meant: the fast distance against the plain table, and what is suggested for
 * what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "evaluator/core/vocabulary.h"
#include "tests/evaluator/fake.h"

static struct ev_vocabulary vocabulary;

static int open_all(void **state) {
    (void)state;
    return ev_vocabulary_open(&vocabulary, NULL) ? 0 : -1;
}

static int close_all(void **state) {
    (void)state;
    ev_vocabulary_close(&vocabulary);
    return 0;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

static unsigned plain_distance(const char *a, size_t n, const char *b, size_t m) {
    static unsigned table[80][80];
    for (unsigned i = 0; i <= n; i++)
        for (unsigned j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            table[i][j] =
                least(least(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + !same);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[n][m];
}

static uint64_t seed = 362436069u;

static uint32_t random_below(uint32_t n) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

static void distances(void **state) {
    (void)state;
    char a[64], b[80];
    for (int round = 0; round < 100000; round++) {
        uint32_t letters = 2 + random_below(5);
        size_t n = random_below(round % 10 ? 12 : 65), m = random_below(round % 10 ? 12 : 80);
        for (size_t i = 0; i < n; i++)
            a[i] = (char)((random_below(4) ? 'a' : 'A') + random_below(letters));
        for (size_t i = 0; i < m; i++)
            b[i] = i < n && random_below(3) ? a[i] : (char)('a' + random_below(letters));
        unsigned limit = random_below(12), plain = plain_distance(a, n, b, m);
        struct text_pattern word;
        text_pattern_make(&word, a, n, true);
        unsigned fast = text_pattern_distance(&word, b, m, limit);
        if (fast != (plain > limit ? limit + 1 : plain))
            fail_msg("%.*s and %.*s, at most %u: %u, not %u", (int)n, a, (int)m, b, limit, fast,
                     plain);
    }
    char longer[100] = {0};
    struct text_pattern word;
    text_pattern_make(&word, longer, 65, true);
    assert_int_equal(text_pattern_distance(&word, longer, 65, 3),
                     4); /* too long for anyone to have meant a name */
}

static void suggestions(void **state) {
    (void)state;
    static const struct {
        const char *word;
        int32_t value;
    } cases[] = {
        {"xk", 0},        {"XKK", 0},       {"Kosovo", 0},
        {"kosvo", 0},     {"OEDC", 2},      {"oecd", 2},
        {"the OECD", 2},  {"other one", 3}, {"XX", -1},
        {"", -1},         {"WC", -1},       {"ECB", -1},
        {"somebody", -1}, {"oder_one", 3},  {"Western Balkan as a region", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ev_span word = {cases[i].word, strlen(cases[i].word), false};
        int32_t found = ev_nearest(vocabulary.facts[PARTNER].values, 4, word, true);
        if (found != cases[i].value) fail_msg("%s: %d", cases[i].word, (int)found);
    }
    assert_int_equal(
        ev_nearest(vocabulary.keys, FACTS, (struct ev_span){"Partner", 7, false}, false), PARTNER);
    assert_int_equal(
        ev_nearest(vocabulary.keys, FACTS, (struct ev_span){"reqeusted", 9, false}, false),
        REQUESTED);
    assert_int_equal(
        ev_nearest(vocabulary.keys, FACTS, (struct ev_span){"weather", 7, false}, false), -1);
    assert_int_equal(
        ev_nearest(vocabulary.approaches, 2, (struct ev_span){"outrech", 7, false}, false), 1);
}

/* Every name finds itself, and nothing else does. */
static void names(void **state) {
    (void)state;
    const struct ev_vocabulary *v = &vocabulary;
    for (uint32_t f = 0; f < FACTS; f++) {
        assert_int_equal(ev_find_fact(v, v->facts[f].info.name, strlen(v->keys[f].name)), f);
        assert_int_equal(ev_find_fact(v, v->facts[f].info.name, strlen(v->keys[f].name) - 1), -1);
        for (uint32_t g = 0; g < FACTS; g++)
            for (uint32_t i = 0; i < v->facts[g].info.values; i++) {
                const char *name = ev_value(v, g, i)->name;
                assert_int_equal(ev_find_value(v, f, name, strlen(name)), f == g ? (int32_t)i : -1);
            }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances),
        cmocka_unit_test(suggestions),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
