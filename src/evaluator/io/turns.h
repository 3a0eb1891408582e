/*
 * Turns: threads that work at the same time and write one after the other.
 *
 * What a thread writes has a number. It waits before the first byte until all lower numbers are
 * passed; while it does not write, it need not wait.
 */
#ifndef STRAT_EVALUATOR_IO_TURNS_H
#define STRAT_EVALUATOR_IO_TURNS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct ev_turns {
    pthread_mutex_t mutex;
    pthread_cond_t passed;
    uint64_t now;
    int error; /* errno of the first write that failed, or 0 */
};

bool ev_turns_open(struct ev_turns *t);
void ev_turns_close(struct ev_turns *t);

/* Waits for that turn. Returns t->error. */
int ev_turns_wait(struct ev_turns *t, uint64_t turn);

/* That turn is over, with that error or 0; waits for it if it is yet to come. Returns t->error. */
int ev_turns_pass(struct ev_turns *t, uint64_t turn, int error);

#endif
