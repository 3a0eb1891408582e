#include "evaluator/io/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EVERY_MS = 200 };

static const char clear_line[] = "\r\033[K";

void ev_progress_open(struct ev_progress *p, int fd) {
    const char *term = getenv("TERM");
    struct stat info;
    *p = (struct ev_progress){.wanted = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0};
    if (p->wanted && fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
        p->whole = (uint64_t)info.st_size;
    clock_gettime(CLOCK_MONOTONIC, &p->last);
}

static double megabytes(uint64_t bytes) { return (double)(bytes / 100000) / 10; }

void ev_progress_add(struct ev_progress *p, uint64_t bytes) {
    struct timespec now;
    p->done += bytes;
    if (!p->wanted) return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ms =
        (int64_t)(now.tv_sec - p->last.tv_sec) * 1000 + (now.tv_nsec - p->last.tv_nsec) / 1000000;
    if (ms < EVERY_MS) return;
    p->last = now;
    p->shown = true;
    if (p->whole >= p->done)
        dprintf(STDERR_FILENO, "%s%.1f of %.1f MB, %d %%", clear_line, megabytes(p->done),
                megabytes(p->whole), (int)((double)p->done * 100 / (double)p->whole));
    else
        dprintf(STDERR_FILENO, "%s%.1f MB", clear_line, megabytes(p->done));
}

void ev_progress_close(struct ev_progress *p) {
    if (p->shown) dprintf(STDERR_FILENO, "%s", clear_line);
    p->shown = false;
}
