/*
 * strat_check() against its promise: every word and byte of small tables in turn, at every value
 * that could be telling (one in so many of them, all where WHOLE is set), is refused, or else safe
 * to ask anything. And its description of the
 * format against tables as they are: every bit of every word is in one field of one section.
 * (tests/fuzz/table.c goes on by chance, under the sanitizers.)
 */
#include "runtime/large.h"
#include "tests/bench/policies.h"
#include "tests/props/harness.h"
#include "tests/props/hostile.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { RANDOM = 40, CHANGED = 300, ONE_IN = 8 };

static const char *const shipped[] = {"policies/tutorial.strat",
                                      "policies/enisa-international.strat",
                                      "policies/vulnerability-disclosure.strat"};

/* Judgements of each kind, presumptions, an assumption, a set, a number, a wide fact's like, and
 * few of each. */
static const char small[] =
    "strategy \"t\" {\n approaches unranked a, b\n paragraphs 1, 2\n}\n"
    "fact n \"t\" : number 1..9 \"m\" default 3\n"
    "fact s \"t\" : set of { x, y, z }\nfact o \"t\" : one of { k, l, m }\nfact f \"t\" : yes or "
    "no default yes\n"
    "judgement j \"t\" by \"w\" presumed yes when f\n"
    "assume \"t\" not (o = k and f)\n"
    "duty u \"t\" before by \"w\" done when f\n"
    "paragraph 1 \"t\" subject to 2 { may use a when n at least 4 and s includes x\n must u using "
    "a when o = l\n may use b when j }\n"
    "paragraph 2 \"t\" { must not use a when j and s includes y\n should meet o = m using b }\n";

/* ---- the description ---- */

/* Whether the fields of a section take each bit of its words once, and where a part begins stands
 * before how many it has. */
static void assert_described(const struct strat_section *s, const struct strat_field *f,
                             unsigned width) {
    for (uint64_t word = 0; word < (s->words ? s->words : 1u); word++) {
        uint64_t taken = 0;
        for (unsigned i = 0; i < s->fields; i++) {
            uint64_t bits = UINT64_MAX >> (64 - f[i].bits) << f[i].from;
            if (f[i].word != word) continue;
            assert_true((taken & bits) == 0);
            taken |= bits;
        }
        assert_true(taken == UINT64_MAX >> (64 - width));
    }
    for (unsigned i = 0; i < s->fields; i++)
        for (unsigned k = 0; k < i; k++)
            assert_false(f[i].rule == RULE_FIRST && f[k].rule == RULE_MANY && f[i].of == f[k].of);
}

static void every_bit_is_described(void **unused) {
    (void)unused;
    const struct strat_field *f = hostile_table_fields;
    for (size_t i = 0; i < TABLE_SECTIONS; f += hostile_table[i++].fields)
        assert_described(&hostile_table[i], f, 64);
    f = hostile_diagrams_fields;
    for (size_t i = 0; i < DIAGRAM_SECTIONS; f += hostile_diagrams[i++].fields)
        assert_described(&hostile_diagrams[i], f, 64);
    f = hostile_names_fields;
    for (size_t i = 0; i < NAMES_SECTIONS; f += hostile_names[i++].fields)
        assert_described(&hostile_names[i], f, 32);
}

/* ---- the numbers of layouts ---- */

static uint64_t digest_of(const struct strat_section *s, size_t n, const struct strat_field *f) {
    uint64_t digest = STRAT_DIGEST_START;
    for (size_t i = 0; i < n; f += s[i++].fields) {
        const uint32_t section[] = {s[i].fields, s[i].at, s[i].count, s[i].words, s[i].tables};
        for (size_t k = 0; k < sizeof section / sizeof *section; k++)
            digest = (digest ^ section[k]) * STRAT_DIGEST_PRIME;
        for (unsigned k = 0; k < s[i].fields; k++) {
            const uint32_t field[] = {f[k].word, f[k].from, f[k].bits, f[k].rule, f[k].of};
            for (size_t m = 0; m < sizeof field / sizeof *field; m++)
                digest = (digest ^ field[m]) * STRAT_DIGEST_PRIME;
        }
    }
    return digest;
}

static void assert_numbered(const char *what, uint64_t digest, uint64_t known) {
    if (digest != known)
        fail_msg("the layout of %s is another than that of this number: raise the number, then "
                 "have %#" PRIx64 " here",
                 what, digest);
}

/* What is laid out otherwise has another number, or what was written before is misread. */
static void each_layout_has_a_number(void **unused) {
    (void)unused;
    assert_int_equal(STRAT_MAGIC & 0xffff, STRAT_FORMAT);
    assert_int_equal(STRAT_FORMAT, 4);
    assert_int_equal(STRAT_NAMES_MAGIC & 0xff, 6);
    assert_numbered("tables", digest_of(hostile_table, TABLE_SECTIONS, hostile_table_fields),
                    UINT64_C(0xc804589b01d60bf0));
    assert_numbered("diagrams",
                    digest_of(hostile_diagrams, DIAGRAM_SECTIONS, hostile_diagrams_fields),
                    UINT64_C(0x9b8fc51cf8aec22f));
    assert_numbered("names", digest_of(hostile_names, NAMES_SECTIONS, hostile_names_fields),
                    UINT64_C(0x29c5a194c3ee4c1f));
}

/* Names that an earlier version has laid out are none of this. */
static void earlier_names_are_refused(void **unused) {
    (void)unused;
    struct compiled c;
    struct hostile h;
    assert_true(compile_text(&c, small));
    hostile_of(&h, laid_out(&c, LAYOUT_ROWS));
    assert_int_equal(strat_check(&h.p), STRAT_OK);
    h.names[N_MAGIC]--;
    assert_int_equal(strat_check(&h.p), STRAT_BAD_TABLE);
    hostile_free(&h);
    compiled_free(&c);
}

static void assert_covered(const struct strat_policy *p) {
    struct placed table[MOST_PLACED], names[NAMES_SECTIONS];
    size_t n = place_tables(p->table, table), m = place_names(p->names, names);
    assert_true(table[n - 1].at + table[n - 1].count * table[n - 1].words == p->table_words);
    assert_true(names[m - 1].at + names[m - 1].count * names[m - 1].words == p->names_words);
    for (size_t i = 1; i < n; i++) {
        uint64_t word = table[i].section->at; /* that says where */
        assert_true(word == 0 || p->table[table[i].base + word] == table[i].at - table[i].base);
    }
    assert_int_equal(strat_check(p), STRAT_OK);
}

static void every_word_of_every_policy_is_described(void **unused) {
    (void)unused;
    static struct random_policy p;
    struct compiled c;
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        assert_true(compile_file(&c, shipped[i]));
        assert_covered(laid_out(&c, LAYOUT_ROWS));
        assert_covered(laid_out(&c, LAYOUT_INDEX));
        compiled_free(&c);
    }
    for (uint64_t seed = 1; seed < 400; seed++) {
        random_policy_that_reads(&p, seed);
        if (compile_text(&c, p.text)) {
            assert_covered(laid_out(&c, LAYOUT_ROWS));
            assert_covered(laid_out(&c, LAYOUT_INDEX));
        }
        compiled_free(&c);
    }
}

/* ---- each in turn ---- */

static size_t refused, taken;

/* Checks *h as it stands, and asks it where it is taken. */
static bool is_taken(const struct hostile *h, const char *what, uint64_t at, uint64_t value) {
    struct tape tape = {NULL, NULL, at * 0x9e3779b97f4a7c15u + value + 1};
    if (strat_check(&h->p) != STRAT_OK) {
        refused++;
        return false;
    }
    taken++;
    const char *wrong = ask_hostile(&h->p, &tape, 3);
    if (wrong)
        fail_msg("%s %" PRIu64 " set to %" PRIu64 " is taken, and %s is out of bounds", what, at,
                 value, wrong);
    return true;
}

static size_t telling_values(uint64_t old, const uint64_t *t, unsigned width, uint64_t *to) {
    size_t n = 0;
    const uint64_t plain[] = {0,
                              1,
                              2,
                              31,
                              32,
                              33,
                              63,
                              64,
                              65,
                              255,
                              256,
                              65535,
                              65536,
                              UINT32_MAX,
                              UINT64_C(1) << 32,
                              UINT64_MAX,
                              UINT64_C(1) << 63,
                              old + 1,
                              old - 1};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) to[n++] = plain[i];
    for (size_t i = 0; i < H_END;
         i++) { /* one less, as many, and one more than there are of anything */
        to[n++] = t[i];
        to[n++] = t[i] - 1;
        to[n++] = t[i] + 1;
    }
    for (unsigned bit = 0; bit < width; bit++) to[n++] = old ^ UINT64_C(1) << bit;
    return n;
}

/* Whether no other value of this field can be right, where these bits of its word are changed and
 * nothing else. */
static bool is_settled(const struct strat_field *f, uint64_t changed) {
    uint64_t bits = UINT64_MAX >> (64 - f->bits) << f->from;
    return (changed & bits) != 0 && (f->rule == RULE_ZERO || f->rule == RULE_FIRST ||
                                     (f->rule == RULE_MANY && (changed & ~bits) == 0));
}

static void assert_settled(const struct placed *sections, size_t n, uint64_t at, uint64_t old,
                           uint64_t value) {
    for (size_t i = 0; i < n; i++) {
        const struct placed *p = &sections[i];
        if (at < p->at || at >= p->at + p->count * p->words) continue;
        assert_true(p->at > p->base); /* nothing in a header can be changed alone */
        for (unsigned k = 0; k < p->section->fields; k++) {
            const struct strat_field *f = &p->fields[k];
            if (f->word == (at - p->at) % p->words && is_settled(f, old ^ value))
                fail_msg("word %" PRIu64 " may be %" PRIx64 " as well as %" PRIx64, at, value, old);
        }
    }
}

static void change_words(struct hostile *h) {
    struct placed sections[MOST_PLACED];
    uint64_t values[256];
    size_t n_sections = place_tables(h->table, sections);
    for (uint64_t at = 0; at < h->p.table_words; at++) {
        uint64_t old = h->table[at];
        size_t n = telling_values(old, h->table, 64, values);
        for (size_t i = 0; i < n; i++) {
            if (is_left_out(at * 256 + i, ONE_IN)) continue;
            h->table[at] = values[i];
            if (values[i] != old && is_taken(h, "word", at, values[i]))
                assert_settled(sections, n_sections, at, old, values[i]);
        }
        h->table[at] = old;
    }
}

static void change_names(struct hostile *h) {
    struct placed sections[NAMES_SECTIONS];
    uint64_t values[256];
    place_names(h->names, sections);
    for (uint64_t at = 0; at < h->p.names_words; at++) {
        uint32_t old = h->names[at];
        size_t n = telling_values(old, h->table, 32, values);
        for (size_t i = 0; i < n; i++) {
            if (is_left_out(at * 256 + i, ONE_IN)) continue;
            bool as_good = (at >= N_TITLE && at <= N_COMPILER) || at == N_SCOPE;
            h->names[at] = (uint32_t)values[i];
            if (h->names[at] != old && is_taken(h, "name", at, values[i]) && !as_good)
                assert_settled(sections, NAMES_SECTIONS, at, old, (uint32_t)values[i]);
        }
        h->names[at] = old;
    }
}

static void change_bytes(struct hostile *h, unsigned char *bytes, size_t n, const char *what) {
    for (uint64_t at = 0; at < n; at++) {
        unsigned char old = bytes[at];
        const unsigned values[] = {0,         1,         2,         3,         4,
                                   127,       128,       129,       255,       old + 1u,
                                   old - 1u,  old ^ 1u,  old ^ 2u,  old ^ 4u,  old ^ 8u,
                                   old ^ 16u, old ^ 32u, old ^ 64u, old ^ 128u};
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            if (is_left_out(at * 256 + i, ONE_IN)) continue;
            bytes[at] = (unsigned char)values[i];
            if (bytes[at] != old) is_taken(h, what, at, bytes[at]);
        }
        bytes[at] = old;
    }
}

static void change_sizes(struct hostile *h) {
    size_t *sizes[] = {&h->p.table_words, &h->p.names_words, &h->p.text_bytes, &h->p.rules_bytes};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t old = *sizes[i];
        for (size_t size = 0; size < old; size++) {
            *sizes[i] = size;
            if (is_taken(h, "size", i, size))
                assert_true(i == 2); /* texts that nothing names may be missing */
        }
        *sizes[i] = old;
    }
}

static void change_everything(const struct strat_policy *p) {
    struct hostile h;
    hostile_of(&h, p);
    assert_true(is_taken(&h, "nothing", 0, 0));
    change_words(&h);
    change_names(&h);
    change_bytes(&h, (unsigned char *)h.text, h.p.text_bytes, "text byte");
    change_bytes(&h, h.rules, h.p.rules_bytes, "byte");
    change_sizes(&h);
    hostile_free(&h);
}

static void each_in_turn(void **unused) {
    (void)unused;
    static struct random_policy p;
    struct compiled c;
    assert_true(compile_file(&c, shipped[0]));
    change_everything(laid_out(&c, LAYOUT_ROWS));
    change_everything(laid_out(&c, LAYOUT_INDEX));
    compiled_free(&c);
    assert_true(compile_text(&c, small));
    change_everything(laid_out(&c, LAYOUT_ROWS));
    change_everything(laid_out(&c, LAYOUT_INDEX));
    compiled_free(&c);
    for (uint64_t seed = 1; seed <= RANDOM / 10; seed++) {
        random_policy_that_reads(&p, seed);
        if (compile_text(&c, p.text)) {
            change_everything(laid_out(&c, LAYOUT_ROWS));
            change_everything(laid_out(&c, LAYOUT_INDEX));
        }
        compiled_free(&c);
    }
    print_message("%zu refused, %zu asked\n", refused, taken);
    assert_true(refused > 150000 / one_in(ONE_IN) && taken > 80000 / one_in(ONE_IN));
}

/* ---- several at once ---- */

static void by_chance(void **unused) {
    (void)unused;
    static struct random_policy p;
    refused = taken = 0;
    for (uint64_t seed = 1; seed <= RANDOM; seed++) {
        struct compiled c;
        random_policy_that_reads(&p, seed);
        if (compile_text(&c, p.text)) {
            const struct strat_policy *right[] = {laid_out(&c, LAYOUT_ROWS),
                                                  laid_out(&c, LAYOUT_INDEX)};
            for (unsigned i = 0; i < CHANGED; i++) {
                struct tape tape = {NULL, NULL, seed * 1000 + i};
                struct hostile h;
                hostile_of(&h, right[i % 2]);
                change(&h, &tape);
                is_taken(&h, "change", seed, i);
                hostile_free(&h);
            }
        }
        compiled_free(&c);
    }
    print_message("%zu refused, %zu asked\n", refused, taken);
    assert_true(refused > 4000 && taken > 1000);
}

/* ---- as it was found ---- */

/* Boxes of a paragraph although there is none: what a decision found was written 32 MiB behind a
 * list. */
static void boxes_of_no_paragraph(void **unused) {
    (void)unused;
    struct compiled c;
    assert_true(compile_file(&c, shipped[0]));
    for (int with_id = 0; with_id < 2; with_id++) {
        struct hostile h;
        struct placed names[NAMES_SECTIONS];
        hostile_of(&h, laid_out(&c, LAYOUT_ROWS));
        place_names(h.names, names);
        for (size_t i = 0; i < NAMES_SECTIONS; i++)
            if (names[i].section->count == N_PARAGRAPHS) resize_names(&h, &names[i], 0);
        h.table[H_IDS] = 0;
        for (uint64_t i = 0; i < h.table[H_CLAUSES]; i++)
            h.table[h.table[H_CLAUSE_AT] + i] =
                (h.table[h.table[H_CLAUSE_AT] + i] & ~(uint64_t)UINT32_MAX) |
                (with_id ? 0x10000000u : 0);
        assert_int_equal(strat_check(&h.p), STRAT_BAD_TABLE);
        hostile_free(&h);
    }
    compiled_free(&c);
}

static void names_that_the_table_does_not_bear_out(void **unused) {
    (void)unused;
    struct compiled c;
    struct hostile h;
    assert_true(compile_file(&c, shipped[0]));
    hostile_of(&h, laid_out(&c, LAYOUT_ROWS));
    h.names[N_SHAPE] = (h.names[N_SHAPE] & 0xff) | 5000u << 8;
    assert_int_equal(strat_check(&h.p), STRAT_BAD_TABLE);
    hostile_free(&h);
    hostile_of(&h, laid_out(&c, LAYOUT_ROWS));
    h.names[N_END + F_SHAPE] |= 1u << 11;
    h.names[N_END + F_DEFAULT] = 70000;
    assert_int_equal(strat_check(&h.p), STRAT_BAD_TABLE);
    hostile_free(&h);
    compiled_free(&c);
}

/* Every bucket has clauses behind it, and every clause a record: another clause, or a record that
 * allows less, is refused, or safe to ask. */
static size_t change_buckets(struct hostile *h) {
    struct strat_lookup q;
    size_t asked = 0;
    strat_i_large(&q, h->p.table, h->rules);
    for (uint64_t i = 0; i < q.l[L_INDEXES]; i++) {
        const uint64_t *x = q.indexes + 2 * i;
        uint32_t classes = INDEX_AXIS(x) < q.t[H_AXES] ? AXIS_CLASSES(q.axis[INDEX_AXIS(x)]) : 1;
        for (uint32_t c = 0; c < classes; c++) {
            uint32_t at = strat_i_four(h->rules + INDEX_BUCKETS(x) + 4 * c),
                     n = at ? strat_i_four(h->rules + at) : 0;
            for (uint32_t k = 0; k < n; k++) {
                unsigned char *number = h->rules + at + 4 + 3 * k, old = *number;
                for (unsigned by = 1; by < 256; by *= 2) {
                    *number = (unsigned char)(old + by);
                    bool is_safe = is_taken(h, "clause of a bucket", at + k, *number);
                    uint32_t clause = strat_i_three(number);
                    assert_true(!is_safe || (clause < q.t[H_CLAUSES]));
                    asked += is_safe;
                }
                *number = old;
            }
        }
    }
    return asked;
}

/* One class less: the lowest of those that have a bit, or the last of a list. False: it is written
 * otherwise, or has but one. */
static bool narrow(struct hostile *h, const struct strat_limit *limit) {
    unsigned char *classes = h->rules + (limit->classes - h->rules);
    if (limit->form == LIMIT_BITS) {
        if ((classes[0] & (classes[0] - 1)) == 0) return false;
        classes[0] &= (unsigned char)(classes[0] - 1);
        return true;
    }
    if (limit->form < LIMIT_LIST || limit->wide || limit->n < 2 || classes[1] < classes[0] + 2)
        return false;
    classes[0]++;
    return true;
}

static size_t narrow_limits(struct hostile *h) {
    struct strat_lookup q;
    size_t narrowed = 0;
    strat_i_large(&q, h->p.table, h->rules);
    for (uint32_t clause = 0; clause < q.t[H_CLAUSES]; clause++) {
        struct strat_record record = strat_i_record(&q, strat_i_offset(&q, clause));
        struct strat_limit limit;
        for (uint32_t i = 0; i < record.limits; i++) {
            record.at = strat_i_limit(&q, record.at, &limit);
            unsigned char old = *limit.classes;
            if (!narrow(h, &limit)) continue;
            assert_true(is_taken(h, "limit of clause", clause, limit.axis));
            h->rules[limit.classes - h->rules] = old;
            narrowed++;
        }
    }
    return narrowed;
}

/* Records that lie elsewhere than their clauses say. */
static void move_records(struct hostile *h) {
    for (uint64_t i = 0; i < 4 * h->table[H_CLAUSES]; i++)
        for (unsigned by = 1; by < 256; by *= 2) {
            unsigned char old = h->rules[i];
            h->rules[i] = (unsigned char)(old + by);
            assert_int_equal(strat_check(&h->p), STRAT_BAD_TABLE);
            h->rules[i] = old;
        }
}

static void buckets_and_records(void **unused) {
    (void)unused;
    char *text = NULL;
    size_t length = 0;
    struct author author = {.out = open_memstream(&text, &length), .state = 88172645463325252u};
    struct compiled c;
    struct hostile h;
    write_random(&author, 400);
    fclose(author.out);
    assert_true(compile_text(&c, text));
    hostile_of(&h, laid_out(&c, LAYOUT_INDEX));
    size_t changed = change_buckets(&h), narrowed = narrow_limits(&h);
    move_records(&h);
    print_message("%zu numbers changed, %zu limits narrowed\n", changed, narrowed);
    assert_true(changed > 200 && narrowed > 0);
    assert_int_equal(strat_check(&h.p), STRAT_OK);
    hostile_free(&h);
    compiled_free(&c);
    free(text);
}

/* A policy whose rules are all bytes may not say so where there are
 * none, and the other way round. */
static void rules_that_are_not_there(void **unused) {
    (void)unused;
    struct compiled c;
    assert_true(compile_text(&c, small));
    struct strat_policy rows = *laid_out(&c, LAYOUT_ROWS), index = *laid_out(&c, LAYOUT_INDEX);
    rows.rules_bytes = 100;
    assert_int_equal(strat_check(&rows), STRAT_BAD_TABLE);
    rows.rules = index.rules;
    assert_int_equal(strat_check(&rows), STRAT_BAD_TABLE);
    index.rules = NULL;
    assert_int_equal(strat_check(&index), STRAT_BAD_TABLE);
    compiled_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_bit_is_described),
                                       cmocka_unit_test(each_layout_has_a_number),
                                       cmocka_unit_test(earlier_names_are_refused),
                                       cmocka_unit_test(every_word_of_every_policy_is_described),
                                       cmocka_unit_test(each_in_turn),
                                       cmocka_unit_test(by_chance),
                                       cmocka_unit_test(boxes_of_no_paragraph),
                                       cmocka_unit_test(names_that_the_table_does_not_bear_out),
                                       cmocka_unit_test(buckets_and_records),
                                       cmocka_unit_test(rules_that_are_not_there)};
    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
