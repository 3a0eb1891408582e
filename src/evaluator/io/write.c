/*
 * What is full goes out: to a file descriptor, its lines broken for a terminal.
 */
#include "base/text.h"
#include "evaluator/io/output.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

static void write_all(struct ev_out *o, const char *bytes, size_t n) {
    while (n > 0 && !o->error) {
        ssize_t written = write(o->fd, bytes, n);
        if (written > 0) {
            bytes += written;
            n -= (size_t)written;
        } else if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            /* Somebody else made the descriptor non-blocking: wait for room, do not spin. */
            struct pollfd wait = {.fd = o->fd, .events = POLLOUT};
            poll(&wait, 1, -1);
        } else if (written == 0 || errno != EINTR) {
            o->error = written == 0 ? EIO : errno;
        }
    }
}

static void write_broken(struct ev_out *o, const char *line, size_t n) {
    for (size_t next, fits; n > 0; line += next, n -= next) {
        fits = text_line(line, n, o->columns > o->column ? o->columns - o->column : 0, &next);
        write_all(o, line, fits);
        o->column += text_width(line, fits);
        if (next == n) return;
        write_all(o, "\n    ", 1 + TEXT_HANGING);
        o->column = TEXT_HANGING;
    }
}

static void write_lines(struct ev_out *o, const char *bytes, size_t n) {
    if (o->columns == 0) write_all(o, bytes, n);
    while (o->columns && n > 0) {
        const char *end = memchr(bytes, '\n', n);
        size_t line = end ? (size_t)(end - bytes) : n;
        write_broken(o, bytes, line);
        if (end) write_all(o, "\n", 1);
        if (end) o->column = 0;
        bytes += line + (end != NULL);
        n -= line + (end != NULL);
    }
}

bool ev_flush(struct ev_out *o) {
    write_lines(o, o->buffer, o->used);
    o->used = 0;
    return !o->error;
}

void ev_flush_stream(struct ev_out *o, FILE *stream) {
    errno = 0;
    if ((fflush(stream) != 0 || ferror(stream)) && !o->error) o->error = errno ? errno : EIO;
}

void ev_put_through(struct ev_out *o, const char *bytes, size_t n) {
    ev_flush(o);
    if (n >= o->size) {
        write_lines(o, bytes, n);
        return;
    }
    memcpy(o->buffer, bytes, n);
    o->used = n;
}
