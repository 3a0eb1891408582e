/*
 * batch FOLDER check|once|ROUNDS: all requests at once, as columns and as bit planes; as in
 * decide.c.
 */
#include "expected.h"

#include <string.h>

enum { ALIGN = 64 };

static void *room(size_t size) {
    void *p = NULL;
    if (posix_memalign(&p, ALIGN, size + ALIGN) != 0) {
        fprintf(stderr, "bench: out of memory\n");
        exit(2);
    }
    memset(p, 0, size);
    return p;
}

static struct policy_columns columns;
static struct policy_results all_results, some_results; /* some: approach and duties */

static void make_results(void) {
    all_results.result = room(n_requests);
    all_results.status = room(n_requests);
    all_results.approach = room(n_requests);
    all_results.now = room(n_requests);
    all_results.duties = room(n_requests * policy_DUTY_WORDS * sizeof(uint64_t));
    all_results.before = room(n_requests * policy_DUTY_WORDS * sizeof(uint64_t));
    all_results.basis = room(n_requests * policy_ID_WORDS * sizeof(uint64_t));
    all_results.cautions = room(n_requests * policy_ID_WORDS * sizeof(uint64_t));
    some_results.approach = all_results.approach;
    some_results.duties = all_results.duties;
}

static volatile size_t sink;

#define LOOP(name, call) \
    static __attribute__((noinline)) void loop_##name(void) { call; }

LOOP(columns, sink = policy_decide_batch(&columns, n_requests, &some_results))
LOOP(columns_all, sink = policy_decide_batch(&columns, n_requests, &all_results))

#ifdef policy_PLANES
static struct policy_planes planes;
static struct policy_plane_answers all_answers, some_answers;
static uint64_t *open_rows;
static unsigned widest;

/* Both structures are nothing but pointers to planes. */
enum {
    ANSWER_PLANES = sizeof(struct policy_plane_answers) / sizeof(uint64_t *),
    REQUEST_PLANES = sizeof(struct policy_planes) / sizeof(uint64_t *)
};

static void make_planes(void) {
    size_t bytes = (n_requests + 63) / 64 * sizeof(uint64_t);
    uint64_t *of_requests[REQUEST_PLANES], *of_answers[ANSWER_PLANES];
    for (size_t i = 0; i < REQUEST_PLANES; i++) of_requests[i] = room(bytes);
    for (size_t i = 0; i < ANSWER_PLANES; i++) of_answers[i] = room(bytes);
    memcpy(&planes, of_requests, sizeof planes);
    memcpy(&all_answers, of_answers, sizeof all_answers);
    memcpy(some_answers.approach, all_answers.approach, sizeof all_answers.approach);
    memcpy(some_answers.duties, all_answers.duties, sizeof all_answers.duties);
    open_rows = room(bytes);
    widest = policy_widest();
    if (policy_fill_planes(&columns, n_requests, &planes, open_rows) != 0)
        differs("planes", 0, "that every request is complete");
}

LOOP(planes, policy_decide_planes(&planes, n_requests, &some_answers, widest))
LOOP(planes_64, policy_decide_planes(&planes, n_requests, &some_answers, 1))
LOOP(planes_all, policy_decide_planes(&planes, n_requests, &all_answers, widest))
LOOP(fill_planes, sink = policy_fill_planes(&columns, n_requests, &planes, open_rows))
#endif

struct engine {
    const char *key;
    void (*loop)(void);
};

static const struct engine engines[] = {
    {"columns", loop_columns},       {"columns_all", loop_columns_all},
#ifdef policy_PLANES
    {"planes", loop_planes},         {"planes_64", loop_planes_64},
    {"planes_all", loop_planes_all}, {"fill_planes", loop_fill_planes},
#endif
};
enum { ENGINES = sizeof engines / sizeof *engines };

/* ---- the answers, compared ---- */

static void check_columns(void) {
    for (size_t i = 0; i < n_requests; i++) {
        const int64_t *e = expected + i * WIDTH;
        if (all_results.result[i] != policy_OK || all_results.status[i] != e[AT_STATUS])
            differs("columns", i, "the status");
        if (all_results.approach[i] != e[AT_APPROACH] || all_results.now[i] != e[AT_NOW])
            differs("columns", i, "the approach");
        if (memcmp(all_results.duties + i * policy_DUTY_WORDS, e + AT_DUTIES,
                   policy_DUTY_WORDS * 8) != 0 ||
            memcmp(all_results.before + i * policy_DUTY_WORDS, e + AT_BEFORE,
                   policy_DUTY_WORDS * 8) != 0)
            differs("columns", i, "a list of duties");
        if (memcmp(all_results.basis + i * policy_ID_WORDS, e + AT_BASIS, policy_ID_WORDS * 8) !=
                0 ||
            memcmp(all_results.cautions + i * policy_ID_WORDS, e + AT_CAUTIONS,
                   policy_ID_WORDS * 8) != 0)
            differs("columns", i, "a list of paragraphs");
    }
}

#ifdef policy_PLANES
static int bit(uint64_t *const *plane, size_t n, size_t i) {
    return (int)(plane[n][i / 64] >> i % 64 & 1);
}

/* Planes, one for each member, against a set of a row. */
static void check_set(const char *what, uint64_t *const *of, size_t n, size_t i,
                      const int64_t *set) {
    for (size_t k = 0; k < n; k++)
        if (bit(of, k, i) != (int)((uint64_t)set[k / 64] >> k % 64 & 1)) differs("planes", i, what);
}

#define CHECK_SET(member, at)                          \
    check_set("the list " #member, all_answers.member, \
              sizeof all_answers.member / sizeof *all_answers.member, i, e + (at))

static void check_one_of(const char *what, uint64_t *const *of, size_t n, size_t i,
                         int64_t number) {
    for (size_t k = 0; k < n; k++)
        if (bit(of, k, i) != ((int64_t)k == number)) differs("planes", i, what);
}

static void check_planes(void) {
    for (size_t i = 0; i < n_requests; i++) {
        const int64_t *e = expected + i * WIDTH;
        check_one_of("the status", all_answers.status,
                     sizeof all_answers.status / sizeof *all_answers.status, i, e[AT_STATUS]);
        check_one_of("the approach", all_answers.approach, policy_APPROACHES, i, e[AT_APPROACH]);
        check_one_of("what may start now", all_answers.now, policy_APPROACHES, i, e[AT_NOW]);
        CHECK_SET(open, AT_OPEN);
        CHECK_SET(duties, AT_DUTIES);
        CHECK_SET(before, AT_BEFORE);
        CHECK_SET(basis, AT_BASIS);
        CHECK_SET(cautions, AT_CAUTIONS);
        CHECK_SET(closed_by, AT_CLOSED_BY);
    }
}
#endif

/* Not by the loops: who counts their instructions wants each once. */
static void check(void) {
    policy_decide_batch(&columns, n_requests, &all_results);
    check_columns();
    policy_decide_batch(&columns, n_requests, &some_results);
    check_columns();
#ifdef policy_PLANES
    policy_decide_planes(&planes, n_requests, &all_answers, widest);
    check_planes();
    policy_decide_planes(&planes, n_requests, &all_answers, 1);
    check_planes();
    policy_decide_planes(&planes, n_requests, &some_answers, widest);
    check_planes();
#endif
}

/* ---- the clock ---- */

static const double sample_seconds = 0.01;

static unsigned passes_of(const struct engine *e) {
    for (unsigned passes = 1;; passes *= 2) {
        double start = cpu_seconds();
        for (unsigned k = 0; k < passes; k++) e->loop();
        if (cpu_seconds() - start > sample_seconds / 2) return passes;
    }
}

static void time_all(unsigned rounds) {
    unsigned passes[ENGINES];
    for (size_t e = 0; e < ENGINES; e++) passes[e] = passes_of(&engines[e]);
    for (unsigned round = 0; round < rounds; round++)
        for (size_t e = 0; e < ENGINES; e++) {
            double start = cpu_seconds();
            for (unsigned k = 0; k < passes[e]; k++) engines[e].loop();
            sample(engines[e].key,
                   (cpu_seconds() - start) * 1e9 / ((double)passes[e] * (double)n_requests));
        }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: batch FOLDER check|once|ROUNDS\n");
        return 2;
    }
    int64_t *values = load_expected(argv[1]);
    if (!policy_fill_columns(&columns, values, n_requests)) {
        fprintf(stderr, "bench: out of memory\n");
        return 2;
    }
    free(values);
    make_results();
#ifdef policy_PLANES
    make_planes();
#endif
    check();
    if (strcmp(argv[2], "check") == 0)
        printf("%zu requests, every answer as expected\n", n_requests);
    else if (strcmp(argv[2], "once") == 0)
        for (size_t e = 0; e < ENGINES; e++) engines[e].loop();
    else
        time_all((unsigned)atoi(argv[2]));
    return 0;
}
