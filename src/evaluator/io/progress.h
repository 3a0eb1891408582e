/*
 * Progress: how far a long input is read, on a terminal, a few times a second.
 */
#ifndef STRAT_EVALUATOR_IO_PROGRESS_H
#define STRAT_EVALUATOR_IO_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct ev_progress {
    bool wanted;          /* somebody is there to see it */
    bool shown;           /* a line stands on the terminal */
    uint64_t done, whole; /* bytes; whole 0: nobody knows */
    struct timespec last; /* when it was shown */
};

/* Of the input `fd`, on standard error; nothing is ever shown where that is no terminal. */
void ev_progress_open(struct ev_progress *p, int fd);

/* So many more bytes were read. */
void ev_progress_add(struct ev_progress *p, uint64_t bytes);

/* Leaves the terminal as it was. */
void ev_progress_close(struct ev_progress *p);

#endif
