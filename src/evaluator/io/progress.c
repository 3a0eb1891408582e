#include "evaluator/io/progress.h"

#include "evaluator/io/output.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_BYTES = 128, EVERY_MS = 200 };

static const char clear_line[] = "\r\033[K";

void ev_progress_open(struct ev_progress *p, int fd) {
    const char *term = getenv("TERM");
    struct stat info;
    *p = (struct ev_progress){.wanted = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0};
    if (p->wanted && fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
        p->whole = (uint64_t)info.st_size;
    clock_gettime(CLOCK_MONOTONIC, &p->last);
}

static void put_megabytes(struct ev_out *out, uint64_t bytes) {
    ev_put_number(out, (int64_t)(bytes / 1000000));
    ev_puts(out, ".");
    ev_put_number(out, (int64_t)(bytes / 100000 % 10));
}

static void show(struct ev_progress *p) {
    struct ev_out out;
    if (!ev_out_open(&out, STDERR_FILENO, LINE_BYTES)) return;
    ev_puts(&out, clear_line);
    put_megabytes(&out, p->done);
    if (p->whole >= p->done) {
        ev_puts(&out, " of ");
        put_megabytes(&out, p->whole);
    }
    ev_puts(&out, " MB");
    if (p->whole >= p->done && p->whole > 0) {
        ev_puts(&out, ", ");
        ev_put_number(&out, (int64_t)((double)p->done * 100 / (double)p->whole));
        ev_puts(&out, " %");
    }
    ev_flush(&out);
    ev_out_close(&out);
    p->shown = true;
}

void ev_progress_add(struct ev_progress *p, uint64_t bytes) {
    struct timespec now;
    p->done += bytes;
    if (!p->wanted) return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ms =
        (int64_t)(now.tv_sec - p->last.tv_sec) * 1000 + (now.tv_nsec - p->last.tv_nsec) / 1000000;
    if (ms < EVERY_MS) return;
    p->last = now;
    show(p);
}

void ev_progress_close(struct ev_progress *p) {
    if (p->shown && write(STDERR_FILENO, clear_line, sizeof clear_line - 1) < 0)
        p->wanted = false; /* who cannot be written to sees no line either */
    p->shown = false;
}
