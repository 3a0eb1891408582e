/*
 * What an explanation or a record takes grows with the policy as it should: of four times as much
 * hardly more than four times the work, but for what is counted against the bound on work, which
 * all that is asked of one request has together. Work is how many blocks of the evaluator's code
 * are run, which are counted as it is compiled for this test: as many on every machine and however
 * busy it is, so that a square is told from a line where it would be no time yet.
 */
#include "evaluator/explain/explain.h"
#include "evaluator/record/record.h"
#include "tests/props/forged.h"

#include <inttypes.h>

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

/* Approaches without a rank; what four times as much may take, and in any case; blocks that go with
 * a step. */
enum { BESIDE = 16, GROWTH = 6, ANYHOW = 20000, BLOCKS = 1 };

/* Called by each block of what the Makefile compiles for this test. */
static uint64_t blocks;
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void) { blocks++; }

/* ---- policies ---- */

static void facts(FILE *out, const char *name, unsigned n, const char *rest) {
    for (unsigned i = 0; i < n; i++) fprintf(out, "fact %s%u \"f\" : yes or no%s\n", name, i, rest);
}

static void duties(FILE *out, unsigned n, const char *timing) {
    for (unsigned i = 0; i < n; i++) fprintf(out, "duty d%u \"d\" %s\n", i, timing);
}

static void two(FILE *out, const char *asked) {
    fputs("strategy \"t\" { approaches ranked low < high }\nfact other \"o\" : yes or no\n", out);
    fprintf(out, "approach 1 low \"l\" { default }\napproach 2 high \"h\" { %s }\n", asked);
}

static void beside(FILE *out) {
    fputs("strategy \"t\" { approaches unranked a0", out);
    for (unsigned i = 1; i < BESIDE; i++) fprintf(out, ", a%u", i);
    fputs(" }\nfact other \"o\" : yes or no\n", out);
    for (unsigned i = 0; i < BESIDE; i++)
        fprintf(out, "approach A%u a%u \"a\" { may be used when other }\n", i, i);
}

static const char when_other[] = "may be used when other";

/* Duties that are owed in some cases, of each of the approaches. */
static void owed(FILE *out, unsigned n) {
    beside(out);
    facts(out, "f", n, "");
    duties(out, n, "after");
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "principle %u \"p\" { must d%u when f%u }\n", i + 1, i, i);
}

/* Duties that come first, and what lifts each of them. */
static void lifted(FILE *out, unsigned n) {
    two(out, when_other);
    facts(out, "f", n, " default yes");
    duties(out, n, "before");
    for (unsigned i = 0; i < n; i++)
        fprintf(out,
                "principle P%u \"p\" { only after d%u when f%u }\n"
                "paragraph %u \"q\" notwithstanding P%u { may use high when other }\n",
                i, i, i, i + 3, i);
}

static void following(FILE *out, unsigned n) {
    two(out, when_other);
    facts(out, "f", n, "");
    for (unsigned i = 0; i < n; i++)
        fprintf(out, i ? "duty d%u \"d\" before following d%u\n" : "duty d%u \"d\" before\n", i,
                i - 1);
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "principle %u \"p\" { only after d%u when f%u }\n", i + 3, i, i);
}

/* What is taken for granted, and matters. */
static void taken(FILE *out, unsigned n) {
    two(out, when_other);
    facts(out, "f", n, " default no");
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "principle %u \"p\" { must not use high when f%u }\n", i + 3, i);
}

static void judged(FILE *out, unsigned n) {
    two(out, when_other);
    for (unsigned i = 0; i < n; i++) fprintf(out, "judgement j%u \"j\" by \"b\" default no\n", i);
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "principle %u \"p\" { must not use high when j%u }\n", i + 3, i);
}

/* Much that is not known, and beside it what is taken for granted: each of that is tried. */
static void tried(FILE *out, unsigned n) {
    two(out, when_other);
    facts(out, "f", n, "");
    facts(out, "g", n, "");
    facts(out, "t", 30, " default no");
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "paragraph %u \"p\" { may use high when f%u and g%u }\n", i + 3, i, i);
    for (unsigned i = 0; i < 30; i++)
        fprintf(out, "principle Q%u \"q\" { must not use high when t%u }\n", i, i);
}

/* A way of many changes, by each of which a duty is done. */
static void done(FILE *out, unsigned n) {
    two(out, when_other);
    facts(out, "f", n, "");
    for (unsigned i = 0; i < n; i++) fprintf(out, "duty d%u \"d\" before done when f%u\n", i, i);
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "principle %u \"p\" { must not use high unless f%u only after d%u }\n", i + 3,
                i, i);
}

static void expected(FILE *out, unsigned n) {
    beside(out);
    facts(out, "f", n, "");
    facts(out, "g", n, "");
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "principle %u \"p\" { should meet g%u when f%u }\n", i + 1, i, i);
}

static const struct family {
    const char *name;
    void (*write)(FILE *out, unsigned n);
    unsigned n;
} families[] = {{"owed", owed, 60},   {"lifted", lifted, 60},    {"following", following, 60},
                {"taken", taken, 80}, {"judged", judged, 60},    {"tried", tried, 60},
                {"done", done, 60},   {"expected", expected, 30}};

static void compile_family(struct compiled *c, const struct family *f, unsigned n) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    f->write(out, n);
    fclose(out);
    if (!compile_text(c, text))
        fail_msg("%s of %u: %s", f->name, n, c->d.errors ? c->d.list.at[0].text : "refused");
    free(text);
}

/* ---- what is asked ---- */

enum { RECORD = 1 << 30 };

static const struct question {
    const char *name;
    unsigned parts;
    bool of_one; /* of the last approach alone */
} questions[] = {
    {"--why",
     EV_PART_ANSWER | EV_PART_WITH | EV_PART_GROUNDS | EV_PART_TAKEN | EV_PART_BECAUSE |
         EV_PART_LADDER,
     false},
    {"--why-not", EV_PART_BECAUSE | EV_PART_LADDER | EV_PART_WAYS | EV_PART_NEEDS, true},
    {"--ask", EV_PART_ASK_ALL, false},
    {"--ladder", EV_PART_LADDER, false},
    {"--what-if", EV_PART_WHAT_IF, false},
    {"--record", RECORD, false}};

/* Returns the steps that it took. */
static uint64_t ask_record(struct ev_engine *e, struct ev_tree *t) {
    struct ev_fault fault;
    struct ev_out document;
    const struct ev_node *record = ev_record(e, t, NULL, &fault);
    if (!record) assert_int_equal(fault.code, EV_NOT_DECIDED);
    uint64_t steps = ev_steps(e);
    assert_true(steps <= e->bound);
    if (!record) return steps;
    assert_true(ev_out_open(&document, EV_MEMORY, 4096));
    ev_put_record(&document, t, EV_FORM_MARKDOWN, record);
    struct ev_node *checked = ev_record_check(e, t, document.buffer, document.used);
    assert_non_null(checked);
    assert_string_equal(ev_member_text(checked, "verdict"), "same");
    ev_out_close(&document);
    return steps + ev_steps(e);
}

static uint64_t ask(struct ev_engine *e, const struct question *q) {
    struct ev_explained x = {.parts = q->parts, .approach = -1, .what_if = ev_grow_what_if};
    struct ev_fault fault;
    struct ev_tree t;
    size_t n = e->vocabulary.about.facts;
    if (q->of_one) x.approach = (int32_t)e->vocabulary.about.approaches - 1;
    x.otherwise = (struct strat_request){calloc(n, sizeof(int64_t)), calloc(n, 1)};
    assert_true(x.otherwise.value && x.otherwise.known && ev_tree_open(&t));
    x.otherwise.known[n - 1] = 1;
    if (!(q->parts & RECORD) && ev_decide(e, ev_parts_want(x.parts), &fault) &&
        !ev_explanation(e, &t, &x, &fault))
        assert_int_equal(fault.code, EV_NOT_DECIDED);
    uint64_t steps = q->parts & RECORD ? ask_record(e, &t) : ev_steps(e);
    assert_true(!t.failed && ev_steps(e) <= e->bound);
    ev_tree_close(&t);
    free(x.otherwise.value);
    free(x.otherwise.known);
    return steps;
}

/* Blocks, but for those that steps account for. */
static uint64_t work_of(struct ev_engine *e, const struct question *q) {
    blocks = 0;
    uint64_t counted = BLOCKS * ask(e, q);
    if (getenv("SHOW")) print_message("    %" PRIu64 " blocks, %" PRIu64 "\n", blocks, counted);
    return blocks > counted ? blocks - counted : 0;
}

/* ---- that it grows slowly ---- */

enum { QUESTIONS = sizeof questions / sizeof *questions };

static void work_all(const struct family *f, unsigned n, uint64_t took[2][QUESTIONS]) {
    struct compiled c;
    struct ev_engine e;
    compile_family(&c, f, n);
    assert_true(ev_engine_open(&e, &c.layout->policy, 0));
    for (int stated = 0; stated < 2; stated++) {
        e.request.known[0] = (uint8_t)stated;
        e.request.value[0] = 1;
        for (int i = 0; i < QUESTIONS; i++) took[stated][i] = work_of(&e, &questions[i]);
    }
    ev_engine_close(&e);
    compiled_free(&c);
}

static void grows_slowly(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        uint64_t one[2][QUESTIONS], four[2][QUESTIONS];
        work_all(&families[i], families[i].n, one);
        work_all(&families[i], 4 * families[i].n, four);
        for (int k = 0; k < 2 * QUESTIONS; k++) {
            uint64_t x = one[k / QUESTIONS][k % QUESTIONS], y = four[k / QUESTIONS][k % QUESTIONS];
            if (getenv("SHOW"))
                print_message("%s, %s%s: %" PRIu64 ", %" PRIu64 "\n", families[i].name,
                              questions[k % QUESTIONS].name, k < QUESTIONS ? "" : " other", x, y);
            if (y > GROWTH * x + ANYHOW)
                fail_msg("%s, %s: of %u %" PRIu64 " blocks, of %u %" PRIu64, families[i].name,
                         questions[k % QUESTIONS].name, families[i].n, x, 4 * families[i].n, y);
        }
    }
}

/* ---- records that have more than any policy says ---- */

static struct ev_node *part_of(struct ev_node *record, const char *key) {
    struct ev_node *part = record->first;
    while (part && strcmp(part->key, key) != 0) part = part->next;
    assert_non_null(part);
    return part;
}

/* n items more in each of its lists, with names that no policy has; and the same approach again. */
static void add_items(struct ev_tree *t, struct ev_node *record, unsigned n) {
    static const char *const lists[][2] = {
        {"because", "id"}, {"readings", "name"}, {"with", "approach"}, {"taken", "fact"}};
    struct ev_node *duties = part_of(part_of(record, "answer"), "duties");
    for (unsigned i = 0; i < n; i++) {
        ev_textf(&t->said, "x%u", i);
        const char *name = ev_tree_kept(t);
        ev_grow_text(t, ev_grow_object(t, part_of(record, "paragraphs"), name), "title", "t");
        ev_grow_text(t, duties, NULL, name);
        for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
            ev_grow_text(t, ev_grow_object(t, part_of(record, lists[k][0]), NULL), lists[k][1],
                         name);
        ev_grow_text(t, ev_grow_object(t, part_of(record, "with"), NULL), "approach", "high");
    }
}

/* Of a record with so many, signed and printed anew. */
static uint64_t work_on_forged(struct ev_engine *e, unsigned n) {
    struct ev_fault fault;
    struct ev_tree t, fresh;
    struct ev_out document;
    assert_true(ev_tree_open(&t) && ev_tree_open(&fresh));
    assert_true(ev_out_open(&document, EV_MEMORY, 4096));
    struct ev_node *record = ev_record(e, &t, NULL, &fault);
    assert_non_null(record);
    add_items(&t, record, n);
    const struct ev_node *forged = signed_anew(&t, &fresh, record);
    assert_non_null(forged);
    ev_put_record(&document, &fresh, EV_FORM_MARKDOWN, forged);
    ev_tree_close(&t);
    assert_true(ev_tree_open(&t));
    blocks = 0;
    const struct ev_node *checked = ev_record_check(e, &t, document.buffer, document.used);
    uint64_t took = blocks;
    assert_non_null(checked);
    assert_string_equal(ev_member_text(checked, "verdict"), "other_decision");
    ev_out_close(&document);
    ev_tree_close(&fresh);
    ev_tree_close(&t);
    return took;
}

static void forged_records(void **unused) {
    const struct family f = {"following", following, 50};
    uint64_t took[2];
    (void)unused;
    for (unsigned k = 0; k < 2; k++) {
        struct compiled c;
        struct ev_engine e;
        compile_family(&c, &f, (k ? 4u : 1u) * f.n);
        assert_true(ev_engine_open(&e, &c.layout->policy, 0));
        for (uint32_t i = 0; i < e.vocabulary.about.facts; i++) {
            e.request.known[i] = 1;
            e.request.value[i] = 1;
        }
        took[k] = work_on_forged(&e, (k ? 40u : 10u) * f.n);
        ev_engine_close(&e);
        compiled_free(&c);
    }
    print_message("forged records: %" PRIu64 " blocks, %" PRIu64 "\n", took[0], took[1]);
    assert_true(took[0] > ANYHOW && took[1] <= GROWTH * took[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(grows_slowly),
                                       cmocka_unit_test(forged_records)};
    return cmocka_run_group_tests_name("why_growth", tests, NULL, NULL);
}
