/*
 * Scan: the tokens of JSON, one at a time. Each text ends in a NUL at `end` and has EV_SLACK bytes
 * behind it (evaluator/io/json.h).
 */
#ifndef STRAT_EVALUATOR_IO_SCAN_H
#define STRAT_EVALUATOR_IO_SCAN_H

#include <stdbool.h>
#include <stddef.h>

static inline bool ev_is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static inline const char *ev_skip_space(const char *s) {
    while (ev_is_space(*s)) s++;
    return s;
}

/* From behind an opening quote to the closing one; *escaped: a backslash stands between. Where the
 * string is not well-formed: the byte at fault, and *why (else NULL). */
const char *ev_string_end(const char *s, const char *end, bool *escaped, const char **why);

/* The end of a number, true, false or null; where none stands at s, or more than that: the byte at
 * fault, and *why (else NULL). */
const char *ev_scalar_end(const char *s, const char *end, const char **why);

/* The inside of a well-formed string without its escapes, as UTF-8: at most `room` bytes, and as
 * many as it has if that is less (so who has room for more than its longest name sees that a longer
 * one is none of them). */
size_t ev_unescape(const char *s, size_t length, char *to, size_t room);

#endif
