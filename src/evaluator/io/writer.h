/*
 * Writer: JSON to an output. It sees to commas and to what strings may hold; whoever writes, to
 * brackets that match. The key is NULL in lists.
 */
#ifndef STRAT_EVALUATOR_IO_WRITER_H
#define STRAT_EVALUATOR_IO_WRITER_H

#include "evaluator/io/output.h"

struct ev_writer {
    struct ev_out *out;
    bool comma, line; /* the next member: has one before it; begins on a new line */
};

/* The comma and the key, for whoever writes the value. */
void ev_write_key(struct ev_writer *w, const char *key);

void ev_write_open(struct ev_writer *w, const char *key, char bracket);
void ev_write_close(struct ev_writer *w, char bracket);
void ev_write_text(struct ev_writer *w, const char *key, const char *text); /* NULL is null */
void ev_write_bool(struct ev_writer *w, const char *key, bool yes);
void ev_write_number(struct ev_writer *w, const char *key, int64_t number);

#endif
