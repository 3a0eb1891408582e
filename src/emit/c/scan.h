/* Reading C, as far as one has to to know its words from its comments and literals. Marks
 * (emit/c/identifiers.h) are parts of words. Inside emit/ only. */
#ifndef STRATC_EMIT_C_SCAN_H
#define STRATC_EMIT_C_SCAN_H

#include <stdbool.h>
#include <string.h>

/* The mark of the prefix. */
#define PREFIX_MARK "\1"

static inline bool scan_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == PREFIX_MARK[0];
}

static inline bool scan_is_digit(char c) { return c >= '0' && c <= '9'; }

/* Each returns what follows; where there is no such thing at this place, the place itself. */
static inline const char *scan_comment(const char *at) {
    if (strncmp(at, "/*", 2) != 0) return at;
    const char *end = strstr(at + 2, "*/");
    return end ? end + 2 : at + strlen(at);
}

static inline const char *scan_literal(const char *at) {
    if (*at != '"' && *at != '\'') return at;
    char quote = *at++;
    while (*at && *at != quote) at += *at == '\\' && at[1] ? 2 : 1;
    return *at ? at + 1 : at;
}

/* A name or a number. */
static inline const char *scan_word(const char *at) {
    while (scan_is_letter(*at) || scan_is_digit(*at)) at++;
    return at;
}

static inline const char *scan_line(const char *at) {
    const char *end = strchr(at, '\n');
    return end ? end + 1 : at + strlen(at);
}

#endif
