/* For the tests of the JSON reader: a reader of the fake policy, and what it says of a line.
 * Included once, by a test program. */
#ifndef TESTS_EVALUATOR_READER_H
#define TESTS_EVALUATOR_READER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "evaluator/core/answer.h"
#include "evaluator/core/json.h"
#include "tests/evaluator/fake.h"

static struct ev_engine engine; /* its vocabulary and request; nothing is decided here */
static struct ev_json reader;   /* which reads every line exactly */
static struct ev_json quick;
static struct ev_out written;

static int open_all(void **state) {
    (void)state;
    static int64_t values[FACTS];
    static uint8_t known[FACTS];
    static int64_t quick_values[FACTS];
    static uint8_t quick_known[FACTS];
    engine.request = (struct strat_request){values, known};
    return ev_vocabulary_open(&engine.vocabulary, NULL) &&
                   ev_json_open(&reader, &engine.vocabulary, engine.request) &&
                   ev_json_open(&quick, &engine.vocabulary,
                                (struct strat_request){quick_values, quick_known}) &&
                   ev_out_open(&written, EV_MEMORY, 256)
               ? 0
               : -1;
}

static int close_all(void **state) {
    (void)state;
    ev_out_close(&written);
    ev_json_close(&reader);
    ev_json_close(&quick);
    ev_vocabulary_close(&engine.vocabulary);
    return 0;
}

/* A reader that knows the lines before this one reads the same as one that does not. */
static void compare_quick(const char *text, size_t length, bool fine) {
    const struct ev_fault *a = &quick.fault, *b = &reader.fault;
    bool same = ev_json_read(&quick, text, length) == fine && quick.id.length == reader.id.length &&
                (quick.id.at == NULL) == (reader.id.at == NULL) &&
                (!quick.id.at || memcmp(quick.id.at, reader.id.at, quick.id.length) == 0) &&
                a->code == b->code && a->fact == b->fact && a->byte == b->byte && a->why == b->why;
    for (int f = 0; f < FACTS && fine; f++)
        same = same && quick.request.known[f] == reader.request.known[f] &&
               (!quick.request.known[f] || quick.request.value[f] == reader.request.value[f]);
    if (!same) fail_msg("%.*s: the quick reader reads it differently", (int)length, text);
}

/* Reads a copy that ends exactly where the readers may look, so that the sanitizers see them look
 * further. */
static bool read_line(const char *text, size_t length) {
    static char *copy;
    free(copy);
    copy = calloc(length + EV_SLACK, 1);
    memcpy(copy, text, length);
    reader.slow = true;
    bool fine = ev_json_read(&reader, copy, length);
    compare_quick(copy, length, fine);
    return fine;
}

static const char *error_line(void) {
    written.used = 0;
    ev_put_error(&written, &engine, &(struct ev_keys){.line_end = NULL}, &reader.fault, 7,
                 reader.id);
    ev_put(&written, "", 1);
    return written.buffer;
}

/* The value that one fact gets; no other is known. */
static inline int64_t value_of(int fact, const char *format, const char *value) {
    char line[256];
    snprintf(line, sizeof line, format, value);
    if (!read_line(line, strlen(line))) fail_msg("%s: %s", line, error_line());
    for (int f = 0; f < FACTS; f++) assert_int_equal(reader.request.known[f], f == fact);
    return reader.request.value[fact];
}

#endif
