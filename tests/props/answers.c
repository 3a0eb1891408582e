/*
 * The answers of a generated program, as JSON, against the reference interpreter's: random
 * policies, each asked with requests that are complete and with requests that leave facts out, read
 * and written by the evaluator.
 *
 * With WRITE=FOLDER in the environment the policies and the interpreter's answers are written there
 * instead, for a judge that shares no code with either: N policies (1,000; from SEED on, 1), each
 * as the files NUMBER.strat and NUMBER.jsonl, a line a request: {"request": {..}, "answer": {..}}.
 * A file that NUMBER.strat uses stands beside it, NUMBER-words.strat. REQUESTS=K asks each K times
 * (20). A request that no completion of the assumptions allows has the answer {"error": {"code":
 * "impossible", "assume": ".."}}.
 */
#include "evaluator/explain/build.h"
#include "evaluator/core/answer.h"
#include "evaluator/core/json.h"
#include "tests/props/certain.h"
#include "tests/props/harness.h"
#include "tests/props/each_policy.h"
#include "tests/props/interpreted.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <cmocka.h>

enum { POLICIES = 1500 };

/* ---- the evaluator's ---- */

struct program {
    struct ev_engine engine;
    struct ev_json json;
    struct ev_keys keys;
    struct ev_out out;
};

static void program_open(struct program *p, const struct strat_policy *policy) {
    memset(p, 0, sizeof *p);
    assert_true(ev_engine_open(&p->engine, policy, 0) &&
                ev_json_open(&p->json, &p->engine.vocabulary, p->engine.request) &&
                ev_out_open(&p->out, EV_MEMORY, 256));
    for (int key = EV_KEY_ID + 1; key < EV_KEYS; key++) p->keys.wanted[key] = true;
}

static void program_close(struct program *p) {
    ev_json_close(&p->json);
    ev_out_close(&p->out);
    ev_engine_close(&p->engine);
}

/* False: refused for another reason than that it is impossible. */
static bool program_answer(struct program *p, const char *request) {
    size_t length = strlen(request);
    char *line = calloc(1, length + 1 + EV_SLACK);
    struct ev_fault fault = {0};
    memcpy(line, request, length);
    bool read = ev_json_read(&p->json, line, length),
         fine = read && ev_decide(&p->engine, ev_keys_want(&p->keys), &fault);
    p->out.used = 0;
    if (fine)
        ev_put_answer(&p->out, &p->engine, &p->keys, (struct ev_span){0});
    else if (fault.code == EV_IMPOSSIBLE)
        ev_put_error(&p->out, &p->engine, &p->keys, &fault, 1, (struct ev_span){0});
    free(line);
    ev_put(&p->out, "", 1);
    return fine || (read && fault.code == EV_IMPOSSIBLE);
}

static json_t *parsed(const char *text) {
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);
    if (!json) fail_msg("%s: %s", error.text, text);
    return json;
}

/* What it says beside the code of an error is for people. */
static bool same(const char *answered, const char *expected) {
    json_t *x = parsed(answered), *y = parsed(expected);
    json_t *error = json_object_get(x, "error");
    if (error) {
        json_object_del(x, "id");
        json_object_del(error, "line");
        json_object_del(error, "message");
    }
    bool equal = json_equal(x, y);
    json_decref(x);
    json_decref(y);
    return equal;
}

/* ---- side by side ---- */

static size_t accepted, compared, hang_on_readings, filled_anew, by_source[3], stated_besides,
    presumed_by_case, certain_duties, read_otherwise;

/* Whether some reading counts, and where a judgement of which nothing is said is presumed, too. */
static void note_readings(const struct asking *k) {
    const struct model *m = k->c->model;
    bool silent = false, some = false;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        some = some || k->expected.readings[f];
        silent = silent || (m->facts.at[f].presumptions.len > 0 && !k->known[f]);
    }
    hang_on_readings += some;
    filled_anew += some && silent;
}

/* What is told for a person alone: the fact whose value is said to come from elsewhere, or NULL. */
static const char *wrong_source(const struct asking *k, const struct program *p) {
    const struct model *m = k->c->model;
    for (uint32_t f = 0, number = 0; f < m->facts.len; f++) {
        if (m->facts.at[f].source == FACT_READING) continue;
        unsigned source = !bitset_has(p->engine.presumed, number)     ? INTERPRET_NO_SOURCE
                          : !bitset_has(p->engine.by_default, number) ? INTERPRET_PRESUMED
                                                                      : INTERPRET_DEFAULT;
        bool somewhere = bitset_has(p->engine.somewhere, number);
        number++;
        if (source != k->expected.presumed[f]) return m->facts.at[f].id.name;
        if (somewhere != (k->expected.somewhere[f] != 0)) return m->facts.at[f].id.name;
        if (somewhere && source == INTERPRET_NO_SOURCE) presumed_by_case++;
        if (m->facts.at[f].presumptions.len > 0 && m->facts.at[f].has_default) by_source[source]++;
    }
    return NULL;
}

/* What the page calls sure, or all that is possible, without a word on what was taken for granted:
 * nothing that is stated besides leads elsewhere. Overwrites the request. */
static bool holds_whatever(struct asking *k, const struct program *p) {
    const struct model *m = k->c->model;
    const struct strat_answer *a = &p->engine.answer;
    bool sure = a->status != STRAT_UNDETERMINED;
    if (ev_is_taken(&p->engine)) return true;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        if (!k->known[f]) k->value[f] = drawn(k, f);
        k->known[f] = 1;
    }
    if (interpret_request(k->c->interpreter, k->value, k->known, LIMIT, false, &k->expected) !=
        INTERPRET_OK)
        return true;
    stated_besides++;
    const struct decision *d = &k->expected.decision;
    return sure ? (int)d->status == (int)a->status && d->approach == a->approach
                : a->possible_status >> d->status & 1;
}

/* Of what is decided, and nothing of what that hangs on. */
static bool same_decision(const char *answered, const char *expected) {
    static const char *const others[] = {"judgements", "ask", "grounds", "presumed", "readings"};
    json_t *x = parsed(answered), *y = parsed(expected);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        json_object_del(x, others[i]);
        json_object_del(y, others[i]);
    }
    char *left = json_dumps(x, 0), *right = json_dumps(y, 0);
    bool equal = same(left, right);
    free(left);
    free(right);
    json_decref(x);
    json_decref(y);
    return equal;
}

/* With each reading taken in each other way. */
static void compare_readings(struct asking *k, struct program *p, const char *request,
                             const char *text) {
    struct ev_fault fault;
    uint32_t reading = 0;
    for (uint32_t f = 0; f < k->c->model->facts.len; f++) {
        struct fact *fact = &k->c->model->facts.at[f];
        int64_t taken = fact->taken;
        if (fact->source != FACT_READING) continue;
        for (size_t v = 0; v < fact->values.len; v++) {
            fact->taken = (int64_t)v;
            const char *expected = (int64_t)v == taken ? NULL : interpreted(k);
            fact->taken = taken;
            if (!expected) continue;
            bool fine = ev_decide_read(&p->engine, reading, (int64_t)v, &fault);
            p->out.used = 0;
            if (fine)
                ev_put_answer(&p->out, &p->engine, &p->keys, (struct ev_span){0});
            else
                ev_put_error(&p->out, &p->engine, &p->keys, &fault, 1, (struct ev_span){0});
            ev_put(&p->out, "", 1);
            read_otherwise++;
            if (!same_decision(p->out.buffer, expected))
                fail_msg("%s with %s read as %zu\nanswered: %sexpected: %s\n%s", request,
                         fact->id.name, v, p->out.buffer, expected, text);
        }
        reading++;
    }
}

static void compare(struct compiled *c, uint64_t seed, unsigned requests, const char *text) {
    struct asking k;
    struct program p;
    asking_init(&k, c, seed);
    if (seed % 2)
        c->layout = layout_build(&c->d, c->space, c->bits, false); /* makes its diagrams */
    program_open(&p, &c->layout->policy);
    for (unsigned i = 0; i < requests; i++) {
        draw_request(&k, i);
        const char *expected = interpreted(&k), *request = request_text(&k);
        if (!expected) continue;
        compared++;
        note_readings(&k);
        if (!program_answer(&p, request))
            fail_msg("seed %" PRIu64 ": the program does not answer %s\n%s", seed, request, text);
        if (!same(p.out.buffer, expected))
            fail_msg("seed %" PRIu64 ": %s\nanswered: %sexpected: %s\n%s", seed, request,
                     p.out.buffer, expected, text);
        const char *fact = strstr(expected, "\"error\"") ? NULL : wrong_source(&k, &p);
        if (fact)
            fail_msg("seed %" PRIu64 ": %s: what gives %s its value\n%s", seed, request, fact,
                     text);
        if (!strstr(expected, "\"error\"") && !certain_holds(&p.engine, &certain_duties))
            fail_msg("seed %" PRIu64 ": %s: what is certain\n%s", seed, request, text);
        if (i % 3 == 0) {
            compare_readings(&k, &p, request, text);
            program_answer(&p, request);
        }
        if (!strstr(expected, "\"error\"") && !holds_whatever(&k, &p))
            fail_msg("seed %" PRIu64 ": %s: is not sure\n%s", seed, request, text);
    }
    program_close(&p);
}

/* Every third has readings. */
static void make_policy(struct random_policy *p, uint64_t seed) {
    if (seed % 3 == 0)
        random_policy_that_reads(p, seed);
    else
        random_policy(p, seed);
}

static void random_policies(void **unused) {
    (void)unused;
    static struct policies all = {.make = make_policy};
    uint64_t policies = all.n = policies_to_try(POLICIES);
    while (next_policy(&all)) compare(&all.c, all.seed, 30, all.p.text);
    accepted = all.accepted;
    print_message(
        "%zu policies, %zu answers; %zu hang on readings, %zu of them where judgements are "
        "filled in anew; %zu with another one\n",
        accepted, compared, hang_on_readings, filled_anew, read_otherwise);
    assert_true(read_otherwise > 10 * accepted);
    assert_true(accepted > policies / 3 && compared > 10 * accepted);
    print_message("where a judgement is presumed and has a default: %zu presumed, %zu by default\n",
                  by_source[INTERPRET_PRESUMED], by_source[INTERPRET_DEFAULT]);
    assert_true(hang_on_readings > accepted && filled_anew > accepted / 5);
    print_message("%zu requests were completed, with nothing taken for granted\n", stated_besides);
    assert_true(stated_besides > accepted);
    print_message("%zu presumed in some cases, %zu duties owed in all\n", presumed_by_case,
                  certain_duties);
    assert_true(presumed_by_case > accepted / 10 && certain_duties > accepted);
    assert_true(by_source[INTERPRET_PRESUMED] > accepted / 10 &&
                by_source[INTERPRET_DEFAULT] > accepted / 10);
}

/* Presumptions of so many products that parts of them are signals, which overrides tell. */
static void long_presumptions(void **unused) {
    (void)unused;
    static const char pairs[] =
        "(a0 or b0) and (a1 or b1) and (a2 or b2) and (a3 or b3) and (a4 or b4) and (a5 or b5) and "
        "(a6 or b6)";
    static char text[4096];
    struct compiled c;
    size_t n = (size_t)snprintf(
        text, sizeof text,
        "strategy \"t\" {\n approaches ranked x < y < z\n}\n"
        "reading r \"t\" : one of { narrow, wide, broad } taken narrow\n"
        "judgement j \"t\" by \"w\" presumed yes when r != wide and %s\n"
        "judgement k \"t\" by \"w\" presumed no when r = broad or (not j and %s)\n"
        "assume \"t\" j or not a0 or r = wide\n"
        "approach 1 x \"t\" { default }\nparagraph 2 \"t\" { may use y when j and not k }\n"
        "paragraph 3 \"t\" { may use z when k or (r = wide and %s) }\n",
        pairs, pairs, pairs);
    for (unsigned i = 0; i < 7; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "fact a%u \"t\" : yes or no\nfact b%u \"t\" : yes or no\n", i, i);
    if (!compile_text(&c, text)) fail_msg("refused: %s", text);
    hang_on_readings = filled_anew = 0;
    compare(&c, 1, 600, text);
    compiled_free(&c);
    print_message("%zu hang on readings\n", filled_anew);
    assert_true(filled_anew > 20);
}

/* ---- as files ---- */

static uint64_t number(const char *name, uint64_t usual) {
    const char *text = getenv(name);
    return text && strtoull(text, NULL, 10) > 0 ? strtoull(text, NULL, 10) : usual;
}

static FILE *file_of(const char *folder, uint64_t n, const char *kind) {
    char path[512];
    snprintf(path, sizeof path, "%s/%" PRIu64 "%s", folder, n, kind);
    FILE *f = fopen(path, "w");
    if (!f) perror(path);
    return f;
}

/* The file that it uses has a name of its own. */
static bool write_text(const struct random_policy *p, uint64_t seed, const char *folder,
                       uint64_t n) {
    static const char use[] = "use \"";
    FILE *policy = file_of(folder, n, ".strat"),
         *words = *p->used ? file_of(folder, n, "-" USED_FILE ".strat") : NULL;
    if (!policy || (*p->used && !words)) return false;
    fprintf(policy, "# seed %" PRIu64 "\n", seed);
    if (words)
        fprintf(policy, "%s%" PRIu64 "-%s", use, n, p->text + strlen(use));
    else
        fputs(p->text, policy);
    bool fine = !words || fputs(p->used, words) >= 0;
    fine = (!words || fclose(words) == 0) && fine;
    return fclose(policy) == 0 && fine;
}

static bool write_policy(struct compiled *c, const struct random_policy *p, uint64_t seed,
                         const char *folder, uint64_t n) {
    FILE *lines = write_text(p, seed, folder, n) ? file_of(folder, n, ".jsonl") : NULL;
    struct asking k;
    if (!lines) return false;
    asking_init(&k, c, seed);
    for (unsigned i = 0; i < number("REQUESTS", 20); i++) {
        draw_request(&k, i);
        const char *answer = interpreted(&k);
        if (answer) fprintf(lines, "{\"request\":%s,\"answer\":%s}\n", request_text(&k), answer);
    }
    return fclose(lines) == 0;
}

static int write_all(const char *folder) {
    static struct random_policy p;
    uint64_t n = number("N", 1000), written = 0, seed = number("SEED", 1);
    mkdir(folder, 0777);
    for (bool fine = true; written < n && fine; seed++) {
        struct compiled c;
        make_policy(&p, seed);
        if (compile_text_using(&c, p.text, p.used)) {
            fine = write_policy(&c, &p, seed, folder, written + 1);
            written += fine;
        }
        compiled_free(&c);
    }
    printf("%" PRIu64 " policies in %s, seeds to %" PRIu64 "\n", written, folder, seed - 1);
    return written == n ? 0 : 1;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(long_presumptions)};
    const char *folder = getenv("WRITE");
    if (folder && *folder) return write_all(folder);
    return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
