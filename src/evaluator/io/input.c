#include "evaluator/io/input.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EVERY_MS = 200 };

static const char clear_line[] = "\r\033[K";

bool ev_input_open(struct ev_input *in, int fd, enum ev_records records, struct ev_out *out,
                   size_t size) {
    *in = (struct ev_input){.fd = fd, .records = records, .out = out, .size = size, .line = 1};
    in->buffer = malloc(size + EV_SLACK);
    return in->buffer != NULL;
}

void ev_input_close(struct ev_input *in) {
    if (in->progress.shown) dprintf(STDERR_FILENO, "%s", clear_line);
    free(in->buffer);
    *in = (struct ev_input){.fd = -1};
}

/* ---- progress ---- */

void ev_input_show_progress(struct ev_input *in) {
    const char *term = getenv("TERM");
    struct stat info;
    struct ev_progress *p = &in->progress;
    p->wanted = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
    if (p->wanted && fstat(in->fd, &info) == 0 && S_ISREG(info.st_mode))
        p->whole = (uint64_t)info.st_size;
    clock_gettime(CLOCK_MONOTONIC, &p->last);
}

static double megabytes(uint64_t bytes) { return (double)(bytes / 100000) / 10; }

/* So many more bytes were read. */
static void show_progress(struct ev_progress *p, uint64_t bytes) {
    struct timespec now;
    p->done += bytes;
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

/* ---- reading ---- */

/* Reads what there is, behind in->end, where there is room. False when nothing more comes. */
static bool read_some(struct ev_input *in) {
    if (in->no_more || !ev_flush(in->out)) return false;
    for (;;) {
        ssize_t n = read(in->fd, in->buffer + in->end, in->size - in->end);
        if (n > 0) {
            in->end += (size_t)n;
            if (in->progress.wanted) show_progress(&in->progress, (uint64_t)n);
            /* What the slack holds means nothing, but it is never left as it came from the
             * allocator. */
            memset(in->buffer + in->end, 0, EV_SLACK);
            return true;
        }
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            struct pollfd wait = {.fd = in->fd, .events = POLLIN};
            poll(&wait, 1, -1);
            continue;
        }
        if (n < 0) in->error = errno;
        in->no_more = true;
        return false;
    }
}

/* Room for more behind in->end: the record moves to the front, or the buffer grows. False when
 * there is no memory for that. */
static bool make_room(struct ev_input *in) {
    if (in->start > 0) {
        memmove(in->buffer, in->buffer + in->start, in->end - in->start);
        in->scanned -= in->start;
        in->end -= in->start;
        in->start = 0;
    }
    if (in->end < in->size / 2) return true;
    if (in->size > (SIZE_MAX - EV_SLACK) / 2) return in->end < in->size;
    char *larger = realloc(in->buffer, in->size * 2 + EV_SLACK);
    if (!larger) return in->end < in->size;
    in->buffer = larger;
    in->size *= 2;
    return true;
}

/* ---- where a record ends ---- */

/* The line end that closes the record, from in->scanned on; NULL where it has not been read yet. */
static char *find_line_end(struct ev_input *in) {
    char *from = in->buffer + in->scanned;
    char *found = memchr(from, '\n', in->end - in->scanned);
    in->scanned = found ? (size_t)(found - in->buffer) : in->end;
    if (found) in->line_ends++;
    return found;
}

static enum ev_quoting behind(enum ev_quoting q, char c) {
    switch (q) {
    case EV_FIELD_START: return c == '"' ? EV_QUOTED : c == ',' ? EV_FIELD_START : EV_BARE;
    case EV_BARE: return c == ',' ? EV_FIELD_START : EV_BARE;
    case EV_QUOTED: return c == '"' ? EV_AFTER_QUOTE : EV_QUOTED;
    case EV_AFTER_QUOTE: return c == '"' ? EV_QUOTED : c == ',' ? EV_FIELD_START : EV_BARE;
    }
    return EV_BARE;
}

static char *find_csv_end(struct ev_input *in) {
    for (; in->scanned < in->end; in->scanned++) {
        char *c = in->buffer + in->scanned;
        if (*c == '\n') {
            in->line_ends++;
            if (in->quoting != EV_QUOTED) {
                in->quoting = EV_FIELD_START;
                return c;
            }
        }
        in->quoting = behind(in->quoting, *c);
    }
    return NULL;
}

static char *find_end(struct ev_input *in) {
    return in->records == EV_LINES ? find_line_end(in) : find_csv_end(in);
}

/* ---- records ---- */

/* A byte order mark before the first record, as some editors and spreadsheets write one, is no part
 * of it. False where more has to be read to tell. */
static bool behind_mark(struct ev_input *in) {
    static const char mark[] = "\xef\xbb\xbf";
    size_t n = in->end - in->start;
    if (in->marked || in->line > 1) return true;
    if (n < 3 && !in->no_more && memcmp(in->buffer + in->start, mark, n) == 0) return false;
    in->marked = true;
    if (n >= 3 && memcmp(in->buffer + in->start, mark, 3) == 0)
        in->start = in->scanned = in->start + 3;
    return true;
}

static void deliver(struct ev_input *in, struct ev_record *record, size_t length) {
    record->at = in->buffer + in->start;
    record->length = length;
    record->at[length] = '\0';
    record->line = in->line;
    in->line += in->line_ends;
    in->line_ends = 0;
}

/* A record of more than `keep` bytes: those are kept, the rest is read and forgotten, so that the
 * next one is found. */
static bool cut(struct ev_input *in, struct ev_record *record, size_t keep, const char *why) {
    struct ev_depth depth = {0};
    size_t rest = in->start + keep; /* from here on the buffer is used over and over */
    char *found = NULL;
    ev_depth_count(&depth, in->buffer + in->start, keep);
    /* Its end may have been read, and found, already: then it stands at in->scanned. */
    if (in->scanned < in->end) {
        found = in->buffer + in->scanned;
    } else {
        ev_depth_count(&depth, in->buffer + rest, in->end - rest);
        in->end = in->scanned = rest;
        make_room(in); /* without it a few bytes at a time would do as well, but slowly */
        rest = in->start + keep;
    }
    for (;;) {
        size_t until = found ? (size_t)(found - in->buffer) : in->end;
        ev_depth_count(&depth, in->buffer + rest, until - rest);
        if (found) break;
        in->end = in->scanned = rest;
        if (!read_some(in)) break;
        found = find_end(in);
    }
    record->too_long = why;
    record->too_deep = depth.deepest > EV_DEPTH;
    deliver(in, record, keep);
    in->start = in->scanned = found ? (size_t)(found - in->buffer) + 1 : in->end;
    return true;
}

bool ev_input_next(struct ev_input *in, struct ev_record *record) {
    static const char over_limit[] = "the line is longer than --max-line allows";
    static const char over_memory[] = "the line is longer than memory holds";
    *record = (struct ev_record){0};
    for (;;) {
        char *found = behind_mark(in) ? find_end(in) : NULL;
        size_t length = in->scanned - in->start;
        if (in->max_line > 0 && length > in->max_line)
            return cut(in, record, in->max_line, over_limit);
        if (found) {
            deliver(in, record, length);
            in->start = ++in->scanned;
            return true;
        }
        if (in->end == in->size && !make_room(in))
            return cut(in, record, (in->end - in->start) / 2, over_memory);
        if (!read_some(in)) break;
    }
    /* The last record needs no line end. What came before an error is no whole record, and not
     * answered. */
    size_t length = in->end - in->start;
    if (length == 0 || in->error || in->out->error) return false;
    deliver(in, record, length);
    in->start = in->scanned = in->end;
    return true;
}
