/*
 * Batch: a stream of requests, an answer for each, in order.
 */
#ifndef STRAT_EVALUATOR_CLI_BATCH_H
#define STRAT_EVALUATOR_CLI_BATCH_H

#include "evaluator/core/answer.h"

/* How much is read at once: little enough to stay near the processor. */
enum { EV_READ_BYTES = 64 << 10 };

struct ev_batch {
    bool rows; /* CSV; else JSON lines */
    struct ev_engine *engine;
    struct ev_out *out;
    struct ev_keys keys;
    int fd;            /* where the requests come from */
    size_t max_line;   /* bytes a request may have; 0: what memory holds */
    size_t read_bytes; /* EV_READ_BYTES; tests choose others */
    bool progress;
};

enum ev_outcome {
    EV_ALL_ANSWERED,
    EV_SOME_WRONG,
    EV_BAD_HEADER, /* CSV: nothing was answered */
    EV_READ_FAILED,
    EV_WRITE_FAILED,
    EV_NO_MEMORY
};

/* `complaint`: what is wrong of a BAD_HEADER. `error`: the errno of READ_FAILED and WRITE_FAILED.
 */
enum ev_outcome ev_batch_run(const struct ev_batch *b, struct ev_out *complaint, int *error);

#endif
