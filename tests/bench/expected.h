/* The requests, and what the reference interpreter says of them, as tests/bench/peers has written
 * both. */
#ifndef TESTS_BENCH_EXPECTED_H
#define TESTS_BENCH_EXPECTED_H

#include "measure.h"
#include "peers.h"
#include "policy.h"

/* A row of answers.bin: see peers/requests.h. */
enum {
    AT_STATUS,
    AT_APPROACH,
    AT_NOW,
    AT_OPEN,
    AT_COMMITTED,
    AT_MODALITY,
    AT_BASIS,
    AT_CAUTIONS = AT_BASIS + policy_ID_WORDS,
    AT_CLOSED_BY = AT_CAUTIONS + policy_ID_WORDS,
    AT_DUTIES = AT_CLOSED_BY + policy_ID_WORDS,
    AT_BEFORE = AT_DUTIES + policy_DUTY_WORDS,
    WIDTH = AT_BEFORE + policy_DUTY_WORDS
};

static size_t n_requests;
static const int64_t *expected; /* WIDTH numbers a request */

/* Returns PEER_FACTS numbers a request, for the caller to free. */
static inline int64_t *load_expected(const char *folder) {
    size_t len, answers_len;
    char *values = read_whole(folder, "requests.bin", 0, &len);
    expected = (const int64_t *)(const void *)read_whole(folder, "answers.bin", 0, &answers_len);
    n_requests = len / (PEER_FACTS * sizeof(int64_t));
    if (n_requests == 0 || answers_len != n_requests * WIDTH * sizeof(int64_t)) {
        fprintf(stderr, "bench: %s: requests and answers do not belong together\n", folder);
        exit(2);
    }
    return (int64_t *)(void *)values;
}

static inline void differs(const char *engine, size_t i, const char *part) {
    fprintf(stderr,
            "bench: %s: request %zu: %s is not what the reference interpreter says; nothing was "
            "timed\n",
            engine, i + 1, part);
    exit(1);
}

#endif
