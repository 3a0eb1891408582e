/*
 * decide FOLDER check|once|ROUNDS: one decision at a time, by the code that stratc emits and by the
 * code that a programmer would write, on the same requests. First every answer is compared with the
 * reference interpreter's; `check` ends there, `once` (for counting instructions) runs each loop
 * once more, and a number of ROUNDS times them in turn.
 */
#include "expected.h"
#include "peers.h"

#include <string.h>

static struct peer_request *peers;      /* as our own struct of the values */
static struct policy_request *requests; /* as the emitted code wants it */
static struct peer_answer all;
static struct policy_answer answer;

static void *room(size_t size) {
    void *p = NULL;
    if (posix_memalign(&p, 64, n_requests * size + 64) != 0) {
        fprintf(stderr, "bench: out of memory\n");
        exit(2);
    }
    memset(p, 0, n_requests * size);
    return p;
}

/* ---- the engines: what is called, and a loop over all requests ---- */

/* Not inlined, so that a profiler finds each by its name. */
#define LOOP(name, call)                                      \
    static __attribute__((noinline)) void loop_##name(void) { \
        for (size_t i = 0; i < n_requests; i++) call;         \
    }

static volatile int sink;

static __attribute__((noinline)) int nothing(const struct peer_request *r) {
    __asm__ volatile("" : : "r"(r));
    return 0;
}

LOOP(nothing, sink = nothing(&peers[i]))
LOOP(ladder, sink = peer_ladder(&peers[i]))
LOOP(switch, sink = peer_switch(&peers[i]))
LOOP(mask, sink = peer_mask(&peers[i]))
LOOP(mask_all, peer_mask_all(&peers[i], &all))
LOOP(answer, sink = (int)policy_decide(&requests[i], &answer))

/* A policy too large for the short way has no prepared cases. */
#ifdef policy_DIGITS
static struct policy_case *cases;
static struct policy_brief brief;

static __attribute__((noinline)) int from_request(const struct policy_request *r) {
    struct policy_case c;
    return (int)policy_prepare(r, &c) | (int)policy_decide_case(&c, &brief);
}

LOOP(case, sink = (int)policy_decide_case(&cases[i], &brief))
LOOP(request, sink = from_request(&requests[i]))
LOOP(answer_case, sink = (int)policy_answer_case(&cases[i], &answer))
#endif

struct engine {
    const char *key;
    void (*loop)(void);
};

static const struct engine engines[] = {
    {"nothing", loop_nothing}, {"ladder", loop_ladder},     {"switch", loop_switch},
    {"mask", loop_mask},       {"mask_all", loop_mask_all},
#ifdef policy_DIGITS
    {"case", loop_case},       {"request", loop_request},   {"answer_case", loop_answer_case},
#endif
    {"answer", loop_answer},
};
enum { ENGINES = sizeof engines / sizeof *engines };

/* ---- the answers, compared ---- */

static void check_approach(const char *engine, size_t i, int approach) {
    if (approach != (int)expected[i * WIDTH + AT_APPROACH]) differs(engine, i, "the approach");
}

static void check_brief(const char *engine, size_t i, int status, int approach, int now,
                        const uint64_t *duties, const uint64_t *before) {
    const int64_t *e = expected + i * WIDTH;
    check_approach(engine, i, approach);
    if (status != (int)e[AT_STATUS] || now != (int)e[AT_NOW])
        differs(engine, i, status != (int)e[AT_STATUS] ? "the status" : "what may start now");
    if (memcmp(duties, e + AT_DUTIES, policy_DUTY_WORDS * sizeof *duties) != 0)
        differs(engine, i, "the list of duties");
    if (memcmp(before, e + AT_BEFORE, policy_DUTY_WORDS * sizeof *before) != 0)
        differs(engine, i, "the list of what is to be done before");
}

static void check_answer(const char *engine, size_t i, enum policy_result result) {
    const int64_t *e = expected + i * WIDTH;
    const struct policy_lists *l = &answer.lists;
    if (result != policy_OK) differs(engine, i, "the result");
    check_brief(engine, i, answer.status, answer.approach, answer.now, l->duties, l->before);
    if ((int64_t)answer.open != e[AT_OPEN] || answer.committed != (int)e[AT_COMMITTED] ||
        l->modality != (int)e[AT_MODALITY] + 1)
        differs(engine, i, "what is open, or committed");
    if (memcmp(l->basis, e + AT_BASIS, sizeof l->basis) != 0 ||
        memcmp(l->cautions, e + AT_CAUTIONS, sizeof l->cautions) != 0 ||
        memcmp(l->closed_by, e + AT_CLOSED_BY, sizeof l->closed_by) != 0)
        differs(engine, i, "a list of paragraphs");
}

static void check(void) {
    for (size_t i = 0; i < n_requests; i++) {
        check_approach("ladder", i, peer_ladder(&peers[i]));
        check_approach("switch", i, peer_switch(&peers[i]));
        check_approach("mask", i, peer_mask(&peers[i]));
#if policy_DUTY_WORDS == 1
        peer_mask_all(&peers[i], &all);
        check_brief("mask_all", i, all.status, all.approach, all.now, &all.duties, &all.before);
#endif
#ifdef policy_DIGITS
        if (policy_decide_case(&cases[i], &brief) != policy_OK) differs("case", i, "the result");
        check_brief("case", i, brief.status, brief.approach, brief.now, brief.duties, brief.before);
        if (from_request(&requests[i]) != policy_OK) differs("request", i, "the result");
        check_brief("request", i, brief.status, brief.approach, brief.now, brief.duties,
                    brief.before);
        check_answer("answer_case", i, policy_answer_case(&cases[i], &answer));
#endif
        check_answer("answer", i, policy_decide(&requests[i], &answer));
    }
}

/* ---- data, and the clock ---- */

static void load(const char *folder) {
    int64_t *values = load_expected(folder);
    peers = room(sizeof *peers);
    requests = room(sizeof *requests);
#ifdef policy_DIGITS
    cases = room(sizeof *cases);
#endif
    for (size_t i = 0; i < n_requests; i++) {
        peer_fill(&peers[i], values + i * PEER_FACTS);
        policy_fill(&requests[i], values + i * PEER_FACTS);
#ifdef policy_DIGITS
        if (policy_prepare(&requests[i], &cases[i]) != policy_OK)
            differs("case", i, "the result of making it ready");
#endif
    }
    free(values);
}

static void swap(void *array, size_t size, size_t i, size_t k) {
    unsigned char held[256], *at = array;
    memcpy(held, at + i * size, size);
    memmove(at + i * size, at + k * size, size);
    memcpy(at + k * size, held, size);
}

/*
 * Another order before every pass. A processor learns the way of each branch by heart when the same
 * ten thousand requests come in the same order again and again, which no register does; the caches
 * stay as warm as they were.
 */
static void shuffle(uint64_t *state) {
    for (size_t i = n_requests; i > 1; i--) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        size_t k = (size_t)((*state * 0x2545f4914f6cdd1d >> 32) % i);
        swap(peers, sizeof *peers, i - 1, k);
        swap(requests, sizeof *requests, i - 1, k);
#ifdef policy_DIGITS
        swap(cases, sizeof *cases, i - 1, k);
#endif
    }
}

enum { PASSES = 10 }; /* make one sample */

static void time_all(unsigned rounds) {
    uint64_t state = 42;
    for (unsigned round = 0; round < rounds; round++) {
        double spent[ENGINES] = {0};
        for (unsigned pass = 0; pass < PASSES; pass++) {
            shuffle(&state);
            for (size_t e = 0; e < ENGINES; e++) {
                double start = cpu_seconds();
                engines[e].loop();
                spent[e] += cpu_seconds() - start;
            }
        }
        for (size_t e = 0; e < ENGINES; e++)
            sample(engines[e].key, spent[e] * 1e9 / ((double)PASSES * (double)n_requests));
    }
}

_Static_assert(sizeof(struct peer_request) <= 256 && sizeof(struct policy_request) <= 256,
               "swap() holds one");

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: decide FOLDER check|once|ROUNDS\n");
        return 2;
    }
    load(argv[1]);
    check();
    if (strcmp(argv[2], "check") == 0)
        printf("%zu requests, every answer as expected\n", n_requests);
    else if (strcmp(argv[2], "once") == 0)
        for (size_t e = 0; e < ENGINES; e++) engines[e].loop();
    else
        time_all((unsigned)atoi(argv[2]));
    return 0;
}
