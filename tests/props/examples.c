/*
 * What an example expects, against the reference interpreter: of random policies and requests, one
 * that expects all that the interpreter answers, of every approach, holds; and fails where one part
 * of it says something else. And what is said of an example that is decided otherwise can be typed
 * in place of what it expects: then it holds.
 */
#include "pipeline/examples.h"
#include "tests/props/harness.h"
#include "tests/props/each_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 1500, REQUESTS = 6, LIMIT = 256 };

static size_t accepted, held, failed;

struct asking {
    struct compiled *c;
    uint64_t state;
    struct answer answer;
    int64_t *value;
    uint8_t *known;
    uint32_t *block_of; /* by paragraph: a block of it, or MODEL_NONE */
};

static struct asking asking_of(struct compiled *c, uint64_t seed) {
    struct asking k = {.c = c, .state = seed * 31 + 7};
    const struct model *m = c->model;
    answer_init(c->interpreter, &k.answer, &c->arena);
    k.value = arena_array(&c->arena, int64_t, m->facts.len);
    k.known = arena_array(&c->arena, uint8_t, m->facts.len);
    k.block_of = arena_array(&c->arena, uint32_t, m->outline.len);
    for (size_t i = 0; i < m->outline.len; i++) k.block_of[i] = MODEL_NONE;
    for (uint32_t b = 0; b < m->blocks.len; b++) k.block_of[m->blocks.at[b].outline] = b;
    return k;
}

/* ---- what is expected: sets of items, a bit each ---- */

enum { EXACTLY, AT_LEAST, NONE_OF };

static int how(enum ast_expect_kind kind) {
    if (kind == AST_EXPECT_WITH || kind == AST_EXPECT_CAUTIONS) return AT_LEAST;
    return kind == AST_EXPECT_WITHOUT ? NONE_OF : EXACTLY;
}

static size_t universe(const struct model *m, enum ast_expect_kind kind) {
    switch (kind) {
    case AST_EXPECT_BY:
    case AST_EXPECT_CAUTIONS: return m->outline.len;
    case AST_EXPECT_WITH:
    case AST_EXPECT_WITHOUT:
    case AST_EXPECT_AFTER: return m->duties.len;
    case AST_EXPECT_ASKING: return m->facts.len;
    case AST_EXPECT_NOW:
    case AST_EXPECT_BETWEEN: break;
    }
    return m->approaches.len + 1; /* and `none` */
}

static bool is_answered(const struct asking *k, enum ast_expect_kind kind, uint32_t using,
                        uint32_t item) {
    const struct decision *d = &k->answer.decision;
    const struct lists *l = using == MODEL_NONE ? &d->lists : &d->each[using];
    bool closed = using == MODEL_NONE ? d->status == STATUS_REFUSED
                                      : l->verdicts == UINT32_C(1) << VERDICT_CLOSED;
    const uint64_t *set = kind == AST_EXPECT_CAUTIONS ? l->cautions
                          : kind == AST_EXPECT_AFTER  ? l->before
                          : kind != AST_EXPECT_BY     ? l->duties
                          : closed                    ? l->closed_by
                                                      : l->basis;
    bool none = item == k->c->model->approaches.len, asked = false;
    switch (kind) {
    case AST_EXPECT_NOW: return d->now == (none ? APPROACH_NONE : (int32_t)item);
    case AST_EXPECT_BETWEEN: return none ? d->possible_none : d->possible >> item & 1;
    case AST_EXPECT_ASKING:
        for (uint32_t i = 0; i < k->answer.n_ask; i++) asked = asked || k->answer.ask[i] == item;
        return asked;
    default: return set[item / 64] >> (item % 64) & 1;
    }
}

static void add_item(struct asking *k, struct expectation *e, uint32_t item) {
    const struct model *m = k->c->model;
    if (e->kind == AST_EXPECT_BY || e->kind == AST_EXPECT_CAUTIONS) item = k->block_of[item];
    if ((e->kind == AST_EXPECT_NOW || e->kind == AST_EXPECT_BETWEEN) && item == m->approaches.len)
        item = MODEL_NONE;
    vec_push(&k->c->arena, &e->items, item);
}

static bool may_be_named(const struct asking *k, enum ast_expect_kind kind, uint32_t item) {
    return (kind != AST_EXPECT_BY && kind != AST_EXPECT_CAUTIONS) ||
           k->block_of[item] != MODEL_NONE;
}

/* `wrong`: an item whose part says the opposite of it, or MODEL_NONE. */
static struct expectation part_of(struct asking *k, enum ast_expect_kind kind, uint32_t using,
                                  uint32_t wrong) {
    struct expectation e = {.kind = kind, .using = using};
    for (uint32_t i = 0; i < universe(k->c->model, kind); i++) {
        bool said = is_answered(k, kind, using, i) == (how(kind) != NONE_OF);
        if (may_be_named(k, kind, i) && said != (i == wrong)) add_item(k, &e, i);
    }
    return e;
}

/* An item of which the part can say something that is wrong, or MODEL_NONE. */
static uint32_t draw_wrong(struct asking *k, enum ast_expect_kind kind, uint32_t using) {
    size_t n = universe(k->c->model, kind);
    for (size_t tries = 0; n && tries < 8; tries++) {
        uint32_t item = (uint32_t)(random_next(&k->state) >> 20) % (uint32_t)n;
        bool answered = is_answered(k, kind, using, item);
        if (may_be_named(k, kind, item) &&
            (how(kind) == EXACTLY || answered == (how(kind) == NONE_OF)))
            return item;
    }
    return MODEL_NONE;
}

/* ---- examples ---- */

static void draw_request(struct asking *k, unsigned turn) {
    for (uint32_t f = 0; f < k->c->model->facts.len; f++) {
        k->known[f] = (random_next(&k->state) >> 30) % 100 >= turn % 3 * 25;
        k->value[f] = random_value(&k->c->model->facts.at[f], random_next(&k->state) >> 9);
    }
}

/* All that the interpreter answers; with `spoilt`, but for one part. False: none could be spoilt.
 */
static bool example_of(struct asking *k, bool spoilt, struct example *e) {
    const struct model *m = k->c->model;
    struct arena *a = &k->c->arena;
    const struct decision *d = &k->answer.decision;
    size_t kinds = AST_EXPECT_BETWEEN + 1, n = kinds * (m->approaches.len + 1);
    size_t which = spoilt ? (size_t)(random_next(&k->state) >> 20) % n : n;
    bool is_spoilt = false;
    *e = (struct example){.title = "x", .status = d->status, .committed = d->committed};
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (k->known[f] && m->facts.at[f].source != FACT_READING)
            vec_push(a, &e->givens, ((struct given){.fact = f, .value = k->value[f]}));
    bool opens = d->status == STATUS_OPEN || d->status == STATUS_CONDITIONAL;
    for (uint32_t i = 0; i < m->approaches.len; i++)
        if (opens && !m->ranked ? d->open >> i & 1 : d->approach == (int32_t)i)
            vec_push(a, &e->approaches, i);
    for (size_t i = 0; i < n; i++) {
        enum ast_expect_kind kind = (enum ast_expect_kind)(i % kinds);
        uint32_t using = i < kinds ? MODEL_NONE : (uint32_t)(i / kinds - 1);
        bool of_one = how(kind) != EXACTLY || kind == AST_EXPECT_AFTER || kind == AST_EXPECT_BY;
        if ((using != MODEL_NONE && !of_one) || (kind == AST_EXPECT_NOW && d->now == APPROACH_NULL))
            continue;
        uint32_t wrong = i == which ? draw_wrong(k, kind, using) : MODEL_NONE;
        is_spoilt = is_spoilt || wrong != MODEL_NONE;
        vec_push(a, &e->parts, part_of(k, kind, using, wrong));
    }
    return is_spoilt == spoilt;
}

static void check(struct compiled *c, uint64_t seed, const char *text) {
    struct asking k = asking_of(c, seed);
    struct model fine = *c->model, spoilt = *c->model;
    memset(&fine.examples, 0, sizeof fine.examples);
    memset(&spoilt.examples, 0, sizeof spoilt.examples);
    for (unsigned i = 0; i < REQUESTS; i++) {
        struct example e;
        draw_request(&k, i);
        if (interpret_request(c->interpreter, k.value, k.known, LIMIT, true, &k.answer) !=
            INTERPRET_OK)
            continue;
        if (example_of(&k, false, &e)) vec_push(&c->arena, &fine.examples, e);
        for (unsigned times = 0; times < 3; times++)
            if (example_of(&k, true, &e)) vec_push(&c->arena, &spoilt.examples, e);
    }
    size_t wrong = examples_run(&c->d, &fine, c->layout).failed;
    if (wrong) {
        vec_each (struct diag, d, &c->d.list) print_message("%s\n", d->text);
        fail_msg("seed %" PRIu64 ": %zu examples fail\n%s", seed, wrong, text);
    }
    size_t right = spoilt.examples.len - examples_run(&c->d, &spoilt, c->layout).failed;
    if (right) fail_msg("seed %" PRIu64 ": %zu spoilt examples hold\n%s", seed, right, text);
    held += fine.examples.len;
    failed += spoilt.examples.len;
}

static void random_policies(void **unused) {
    (void)unused;
    static struct policies all = {.make = random_policy_with_readings};
    all.n = policies_to_try(POLICIES);
    while (next_policy(&all)) check(&all.c, all.seed, all.p.text);
    accepted = all.accepted;
    print_message("%zu policies, %zu examples hold, %zu fail\n", accepted, held, failed);
    assert_true(held > 3 * accepted && failed > 3 * accepted);
}

/* ---- what is said to be decided, typed ---- */

static const char *said_of(const struct compiled *c, const struct example *e) {
    static const char words[] = " is decided otherwise: ";
    vec_each (struct diag, d, &c->d.list)
        if (d->code == DIAG_EXAMPLE_FAILS && d->at.from == e->at.from && strstr(d->text, words))
            return strstr(d->text, words) + sizeof words - 1;
    return NULL;
}

/* With what is said in place of what was expected; how many examples that changes. */
static size_t type_what_is_said(const struct compiled *c, const char *text, char *to, size_t size) {
    size_t n = 0, at = 0, length = 0;
    vec_each (struct example, e, &c->model->examples) {
        const char *said = said_of(c, e);
        if (!said) continue;
        length += (size_t)snprintf(to + length, size - length, "%.*sexpect %s",
                                   (int)(e->expect_at.from - at), text + at, said);
        assert_true(length < size);
        at = e->expect_at.to;
        n++;
    }
    length += (size_t)snprintf(to + length, size - length, "%s", text + at);
    assert_true(length < size);
    return n;
}

static void what_is_said_holds(void **unused) {
    (void)unused;
    static struct random_policy p;
    static char typed[2 * sizeof p.text];
    size_t mended = 0;
    uint64_t policies = policies_to_try(4 * POLICIES);
    for (uint64_t seed = 1; seed <= policies; seed++) {
        struct compiled c, again;
        random_policy_with_readings(&p, seed);
        size_t n = 0;
        if (compile_text_using(&c, p.text, p.used)) {
            examples_run(&c.d, c.model, c.layout);
            n = type_what_is_said(&c, p.text, typed, sizeof typed);
        }
        if (n) {
            bool fine = compile_text_using(&again, typed, p.used);
            if (fine) examples_run(&again.d, again.model, again.layout);
            vec_each (struct diag, d, &again.d.list)
                if (!fine || strstr(d->text, "is decided otherwise")) {
                    fputs(p.text, stderr);
                    fail_msg("seed %" PRIu64 ": typed as it is said: %s\n%s", seed, d->text, typed);
                }
            compiled_free(&again);
        }
        compiled_free(&c);
        mended += n;
    }
    print_message("%zu examples mended as it is said\n", mended);
    assert_true(mended > policies / 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(what_is_said_holds)};
    return cmocka_run_group_tests_name("examples", tests, NULL, NULL);
}
