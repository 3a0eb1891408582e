/*
 * CSV: RFC 4180. The first record names the facts; each other one is a request.
 *
 * A blank field is unknown, `{}` the empty set, a|b a set. A column `id` is echoed. A record with
 * more or fewer fields than the header, with quotes out of place, a NUL or bytes that are not UTF-8
 * is answered by an error (`syntax`), its neighbours are not touched: a quote opens a field only at
 * its first character.
 */
#ifndef STRAT_EVALUATOR_CORE_CSV_H
#define STRAT_EVALUATOR_CORE_CSV_H

#include "evaluator/core/fault.h"

/* A field, its quotes taken off in place. */
struct ev_field {
    char *text;
    size_t length;
    const char *why; /* what is wrong with its spelling, or NULL */
};

/* The first field of record[*at..end), and *at behind its comma; at end + 1 when it was the last.
 * The record ends in a NUL. */
struct ev_field ev_csv_field(char *record, size_t *at, size_t end);

struct ev_csv {
    const struct ev_vocabulary *vocabulary;
    struct strat_request request;
    int32_t *columns; /* what each column is: a fact, or EV_ID */
    size_t n_columns;
    struct ev_fault fault;
    struct ev_span id;
};

/* False when there is not enough memory. */
bool ev_csv_open(struct ev_csv *c, const struct ev_vocabulary *v, struct strat_request request);
void ev_csv_close(struct ev_csv *c);

/* Reads the header, once. False: c->fault says why (UNKNOWN_FACT, DUPLICATE_KEY, SYNTAX). */
bool ev_csv_header(struct ev_csv *c, char *record, size_t length);

/* Reads a record: true and c->request is filled, or false and c->fault says why. c->id is set
 * either way, where it can be read. */
bool ev_csv_read(struct ev_csv *c, char *record, size_t length);

#endif
