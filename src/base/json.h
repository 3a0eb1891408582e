/*
 * JSON: a writer, which sees to commas and to what strings may hold, and a reader for what we
 * wrote.
 *
 *     struct json w = {.out = stdout, .arena = a};
 *     json_braces(&w, NULL) {
 *         json_put_text(&w, "name", "x");
 *         json_brackets(&w, "list")
 *             json_put_bool(&w, NULL, true);     {"name":"x","list":[true]}
 *     }
 *
 * The key is NULL in lists. Errors of writing are sticky in the stream. What would turn or hide
 * text on a screen is escaped, so that what is written can be shown as it is.
 */
#ifndef STRATC_BASE_JSON_H
#define STRATC_BASE_JSON_H

#include "base/big.h"

#include <stdbool.h>
#include <stdio.h>

struct json {
    FILE *out;
    struct arena *arena; /* of the texts of counts */
    bool spaced;         /* ", " and ": " rather than "," and ":" */
    int margin;          /* blanks that a new line begins with */
    bool comma, line;    /* the next member: has one before it, see json_line() */
    bool opened;         /* see json_braces() */
};

/* The next member begins on a new line. */
void json_line(struct json *w);

/* The comma and the key, for whoever prints the value. */
void json_key(struct json *w, const char *key);

void json_open(struct json *w, const char *key, char bracket);
void json_close(struct json *w, char bracket);

/* What follows, a statement or a block that is not left on the way, in brackets. */
static inline bool json_enter(struct json *w) {
    bool opened = w->opened;
    w->opened = false;
    return opened;
}
#define json_braces(w, key) for (json_open(w, key, '{'); json_enter(w); json_close(w, '}'))
#define json_brackets(w, key) for (json_open(w, key, '['); json_enter(w); json_close(w, ']'))

void json_put_text(struct json *w, const char *key, const char *text); /* NULL is null */
void json_put_bool(struct json *w, const char *key, bool yes);
void json_put_number(struct json *w, const char *key, uint64_t number);
/* As a string of digits: it may be larger than any number of the format. */
void json_put_count(struct json *w, const char *key, struct big n);

/* ---- to a stream ---- */

/* text[0..n) without quotes around it; bytes that are no UTF-8 become U+FFFD. */
void json_chars(FILE *out, const char *text, size_t n);

/* The text in quotes. NULL is null. */
void json_text(FILE *out, const char *text);

/* ---- reading ---- */

struct json_reader {
    struct arena *arena;
    const char *at, *end;
    bool bad; /* something was not as it must be; what is read from then on means nothing */
};

void json_skip_blanks(struct json_reader *r);
bool json_take(struct json_reader *r, char c); /* false: something else stands there */
void json_want(struct json_reader *r, char c);
const char *json_read_string(struct json_reader *r); /* in the arena */
void json_skip_value(struct json_reader *r);

#endif
