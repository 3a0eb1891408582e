/*
 * Policies as files (--emit=table, strat_open()): what is opened is what was written, wherever the
 * bytes lie, and is asked with the same answers; and of bytes that were cut, prolonged or changed
 * each is refused, or, where even the digest was made to fit, safe to ask anything.
 */
#include "emit/formats.h"
#include "runtime/file.h"
#include "tests/props/harness.h"
#include "tests/props/hostile.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { RANDOM = 60, REQUESTS = 6 };

static const char *const shipped[] = {"policies/tutorial.strat",
                                      "policies/enisa-international.strat",
                                      "policies/vulnerability-disclosure.strat"};

struct file {
    char *bytes; /* aligned; and a byte of room behind them */
    size_t n;
};

static struct file written(struct compiled *c, const struct layout *layout) {
    struct file f = {0};
    FILE *out = open_memstream(&f.bytes, &f.n);
    struct emission e = {
        .policy = {&c->arena, &c->d, c->rules, c->space, c->bits}, .layout = layout, .out = out};
    assert_true(emit_table(&e));
    fputc(0, out);
    fclose(out);
    f.n--;
    return f;
}

/* Opens it in memory of exactly the size that is asked for. The caller frees *copy. */
static enum strat_result open_file(const char *bytes, size_t n, struct strat_policy *p,
                                   uint64_t **copy) {
    size_t words = strat_open_words(bytes, n);
    *copy = asked_memory(words * sizeof **copy);
    return strat_open(bytes, n, *copy, words, p);
}

/* ---- what was written ---- */

static bool same_bytes(const void *a, const void *b, size_t n) {
    return n == 0 || memcmp(a, b, n) == 0;
}

static bool same_arrays(const struct strat_policy *a, const struct strat_policy *b) {
    return a->table_words == b->table_words && a->names_words == b->names_words &&
           a->text_bytes == b->text_bytes && a->rules_bytes == b->rules_bytes &&
           !a->rules == !b->rules && same_bytes(a->table, b->table, 8 * a->table_words) &&
           same_bytes(a->names, b->names, 4 * a->names_words) &&
           same_bytes(a->text, b->text, a->text_bytes) &&
           same_bytes(a->rules, b->rules, a->rules_bytes);
}

static bool same_asked(const struct asked *a, const struct asked *b) {
    const struct strat_answer *x = &a->answer, *y = &b->answer;
    return a->decided == b->decided && a->judged == b->judged && a->wanted == b->wanted &&
           x->status == y->status && x->approach == y->approach && x->now == y->now &&
           x->open == y->open && x->possible == y->possible &&
           x->broken_assume == y->broken_assume && a->n_ask == b->n_ask &&
           same_bytes(a->ask, b->ask, a->n_ask * sizeof *a->ask) &&
           same_bytes(a->bits, b->bits, a->n_bits * sizeof *a->bits);
}

static void ask_both(const struct strat_policy *linked, const struct strat_policy *opened,
                     uint64_t state) {
    struct asked a, b;
    asked_init(&a, linked, 4096);
    asked_init(&b, opened, 4096);
    struct strat_request r = {asked_memory((a.facts + 1) * sizeof *r.value),
                              asked_memory(a.facts + 1)};
    struct tape tape = {NULL, NULL, state};
    for (unsigned i = 0; i < REQUESTS; i++) {
        for (uint32_t f = 0; f < a.facts; f++) {
            struct strat_fact fact;
            strat_get_fact(linked, f, &fact);
            r.known[f] = tape_below(&tape, 4) >= i % 3;
            r.value[f] = hostile_value(&tape, &fact);
        }
        ask_everything(&a, &r);
        ask_everything(&b, &r);
        assert_true(same_asked(&a, &b));
    }
    asked_free(&a);
    asked_free(&b);
    free(r.value);
    free(r.known);
}

static void assert_opens(struct compiled *c, enum layout_kind kind, uint64_t state) {
    const struct layout *layout = layout_build_as(&c->d, c->space, c->bits, kind, true);
    struct file f = written(c, layout);
    for (size_t at = 0; at < 2; at++) {
        struct strat_policy p;
        uint64_t *copy;
        memmove(f.bytes + at, f.bytes, f.n);
        assert_int_equal(open_file(f.bytes + at, f.n, &p, &copy), STRAT_OK);
        assert_true(same_arrays(&p, &layout->policy));
        assert_true(strat_digest(&p) == strat_digest(&layout->policy));
        ask_both(&layout->policy, &p, state);
        free(copy);
    }
    free(f.bytes);
}

static void every_policy_is_opened(void **unused) {
    (void)unused;
    static struct random_policy p;
    struct compiled c;
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        assert_true(compile_file(&c, shipped[i]));
        assert_opens(&c, LAYOUT_ROWS, i);
        assert_opens(&c, LAYOUT_INDEX, i);
        compiled_free(&c);
    }
    for (uint64_t seed = 1, accepted = 0; accepted < policies_to_try(RANDOM); seed++) {
        random_policy(&p, seed);
        if (compile_text(&c, p.text)) {
            assert_opens(&c, LAYOUT_ROWS, seed);
            assert_opens(&c, LAYOUT_INDEX, seed);
            accepted++;
        }
        compiled_free(&c);
    }
}

/* ---- what was not ---- */

static const char small[] =
    "strategy \"t\" {\n approaches unranked a, b\n paragraphs 1, 2\n}\n"
    "fact n \"t\" : number 1..9 \"m\" default 3\nfact f \"t\" : yes or no\n"
    "judgement j \"t\" by \"w\" presumed yes when f\nduty u \"t\" before by \"w\" done when f\n"
    "paragraph 1 \"t\" { may use a when n at least 4\n must u using a when f\n may use b when j }\n"
    "paragraph 2 \"t\" { must not use a when j }\n";

static void put_digest(struct file *f) {
    uint64_t h = strat_i_file_digest((const unsigned char *)f->bytes, f->n);
    for (unsigned i = 0; i < 8; i++) f->bytes[FILE_DIGEST_AT + i] = (char)(h >> 8 * i & 0xff);
}

static void assert_refused(const char *bytes, size_t n) {
    struct strat_policy p;
    uint64_t *copy;
    assert_int_equal(open_file(bytes, n, &p, &copy), STRAT_BAD_TABLE);
    free(copy);
}

static size_t refused, taken;

/* One byte changed, and the digest made to fit. */
static void change_byte_at(struct file *f, size_t at, unsigned by) {
    struct strat_policy p;
    uint64_t *copy;
    struct tape tape = {NULL, NULL, at * 256 + by + 1};
    char old = f->bytes[at];
    f->bytes[at] = (char)(old ^ (char)by);
    assert_refused(f->bytes, f->n);
    put_digest(f);
    if (open_file(f->bytes, f->n, &p, &copy) == STRAT_OK) {
        const char *wrong = ask_hostile(&p, &tape, 2);
        if (wrong) fail_msg("byte %zu changed by %u: %s", at, by, wrong);
        taken++;
    } else {
        refused++;
    }
    free(copy);
    f->bytes[at] = old;
    put_digest(f);
}

static void hostile_files(enum layout_kind kind) {
    struct compiled c;
    assert_true(compile_text(&c, small));
    struct file f = written(&c, layout_build_as(&c.d, c.space, c.bits, kind, true));
    struct strat_policy p;
    for (size_t n = 0; n < f.n; n++) {
        char *cut = hostile_copy(f.bytes, n); /* so that a byte read behind it is found out */
        assert_refused(cut, n);
        free(cut);
    }
    assert_refused(f.bytes, f.n + 1);
    memmove(f.bytes + 1, f.bytes, f.n);
    size_t words = strat_open_words(f.bytes + 1, f.n);
    uint64_t *copy = asked_memory(words * sizeof *copy);
    assert_int_equal(strat_open(f.bytes + 1, f.n, copy, words - 1, &p), STRAT_BAD_TABLE);
    assert_true(p.table == NULL && p.table_words == 0);
    free(copy);
    memmove(f.bytes, f.bytes + 1, f.n);
    for (size_t at = 0; at < f.n; at++) {
        if (at >= FILE_DIGEST_AT && at < FILE_HEADER) continue;
        for (unsigned bit = 0; bit < 8; bit++) change_byte_at(&f, at, 1u << bit);
        change_byte_at(&f, at, 0xff);
    }
    free(f.bytes);
    compiled_free(&c);
}

static void other_bytes_are_refused(void **unused) {
    (void)unused;
    hostile_files(LAYOUT_ROWS);
    hostile_files(LAYOUT_INDEX);
    print_message("%zu refused, %zu asked\n", refused, taken);
    assert_true(refused > 1000 && taken > 1000);
}

static void results_have_texts(void **unused) {
    (void)unused;
    for (int i = STRAT_OK; i <= STRAT_NOT_DECIDED; i++)
        for (int k = STRAT_OK; k < i; k++)
            assert_string_not_equal(strat_result_text((enum strat_result)i),
                                    strat_result_text((enum strat_result)k));
    assert_string_equal(strat_version(), STRATC_VERSION);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_policy_is_opened),
                                       cmocka_unit_test(other_bytes_are_refused),
                                       cmocka_unit_test(results_have_texts)};
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
