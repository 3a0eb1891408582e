/*
 * Scan: the tokens of JSON, one at a time. Each text ends in a NUL at `end` and has EV_SLACK bytes
 * behind it (evaluator/core/json.h).
 */
#ifndef STRAT_EVALUATOR_IO_SCAN_H
#define STRAT_EVALUATOR_IO_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* How deep lists and objects may be nested. */
enum { EV_DEPTH = 64 };

/* A line is followed by a NUL in place of its newline, and by this many bytes more that may be read
 * but mean nothing: the readers look ahead. */
enum { EV_SLACK = 256 };

static inline bool ev_is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static inline const char *ev_skip_space(const char *s) {
    if ((unsigned char)*s > ' ') return s; /* mostly */
    while (ev_is_space(*s)) s++;
    return s;
}

/* From behind an opening quote to the closing one; *escaped: a backslash stands between. Where the
 * string is not well-formed: the byte at fault, and *why (else NULL). */
const char *ev_string_end(const char *s, const char *end, bool *escaped, const char **why);

/* The end of the JSON number that starts at s, or NULL where none does. */
const char *ev_number_end(const char *s, const char *end);

/* The end of a number, true, false or null; where none stands at s, or more than that: the byte at
 * fault, and *why (else NULL). */
const char *ev_scalar_end(const char *s, const char *end, const char **why);

/* The inside of a well-formed string without its escapes, as UTF-8: at most `room` bytes, and as
 * many as it has if that is less (so who has room for more than its longest name sees that a longer
 * one is none of them). */
size_t ev_unescape(const char *s, size_t length, char *to, size_t room);

/* The deepest nesting of a text that need not be JSON: brackets are counted wherever no string is
 * open. The state is carried on from one piece of a line to the next; start with zeros. */
struct ev_depth {
    size_t now, deepest;
    bool in_string, escaped;
};
void ev_depth_count(struct ev_depth *d, const char *text, size_t length);

#endif
