/*
 * Output: everything the program says goes through one buffer to one file descriptor.
 *
 * An error (closed pipe, full disk) is remembered; what is written after it is dropped. Who writes
 * looks at `error` from time to time, and the end of main always does.
 */
#ifndef STRAT_EVALUATOR_IO_OUTPUT_H
#define STRAT_EVALUATOR_IO_OUTPUT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#if defined(__GNUC__)
#define EV_LIKE_PRINTF __attribute__((format(printf, 2, 3)))
#else
#define EV_LIKE_PRINTF
#endif

enum { EV_MEMORY = -1, EV_BOUNDED = -2 };

/* How ev_text() writes: as it is, inside a JSON string, or inside a quoted CSV field; or for
 * people, of whatever origin it is, with nothing that hides or turns what stands beside it: on a
 * screen, in Markdown, in HTML (between tags, or in an attribute's double quotes). */
enum ev_escape { EV_PLAIN, EV_JSON, EV_CSV, EV_SCREEN, EV_MARKDOWN, EV_HTML };

struct ev_out {
    int fd; /* EV_MEMORY: nothing is written, the buffer grows; EV_BOUNDED: nor does that, and
               what it has no room for is the error EFBIG */
    char *buffer;
    size_t used, size;
    int error; /* errno of the first write that failed, or 0 */
    enum ev_escape escape;
    size_t columns, column; /* lines are broken at blanks to have so many (0: none is), the next
                               one set in; where the line has come to */
};

/* Bytes of somebody's text, not ended by a NUL. `json`: they are the inside of a JSON string,
 * escapes and all. */
struct ev_span {
    const char *at;
    size_t length;
    bool json;
};

bool ev_out_open(struct ev_out *o, int fd, size_t size);
void ev_out_close(struct ev_out *o); /* frees; does not flush */
bool ev_flush(struct ev_out *o);     /* false once an error has been met */

/* What was written to the stream, whose descriptor is that of *o: its errors are those of *o. */
void ev_flush_stream(struct ev_out *o, FILE *stream);

/* What the buffer has no room for; and of that what goes to a descriptor. */
void ev_put_slowly(struct ev_out *o, const char *bytes, size_t n);
void ev_put_through(struct ev_out *o, const char *bytes, size_t n);

/* Exactly these bytes. */
static inline void ev_put(struct ev_out *o, const char *bytes, size_t n) {
    if (n > o->size - o->used) {
        ev_put_slowly(o, bytes, n);
        return;
    }
    memcpy(o->buffer + o->used, bytes, n);
    o->used += n;
}

static inline void ev_puts(struct ev_out *o, const char *text) { ev_put(o, text, strlen(text)); }

/* A text of the policy or of this program (well-formed UTF-8), escaped as o->escape says. */
void ev_text(struct ev_out *o, const char *text);
/* As ev_text_safely(), as one word of a command line: in single quotes where a shell would make
 * something else of it. */
void ev_shell_word(struct ev_out *o, const char *word, size_t n);

void ev_text_n(struct ev_out *o, const char *text, size_t n);

/* As printf(), of which it knows %s, %.*s and %u; all of it is escaped. */
EV_LIKE_PRINTF void ev_textf(struct ev_out *o, const char *format, ...);
void ev_vtextf(struct ev_out *o, const char *format, va_list arguments);

/* What somebody sent, in quotes, shortened when long, without anything that could harm a terminal
 * or a reader. */
void ev_show(struct ev_out *o, struct ev_span span);

/* The same without quotes, and whole: the name of a file, or of the program. */
void ev_text_safely(struct ev_out *o, const char *text);

/* The inside of a JSON string as the inside of another, with nothing in it that could harm a
 * terminal. */
void ev_put_json_inside(struct ev_out *o, const char *text, size_t n);

void ev_put_number(struct ev_out *o, int64_t n);
void ev_put_fixed(struct ev_out *o, int64_t value, uint32_t decimals);

/* "text" as a JSON string. */
void ev_put_json(struct ev_out *o, const char *text);

/* A field as CSV, in quotes where it needs them. */
void ev_put_field(struct ev_out *out, const char *text, size_t length);

#endif
