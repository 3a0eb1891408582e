/*
 * JSON: one line to one request, validated to the last byte.
 *
 * No allocation, no recursion but for values nested 64 deep: the line stays where it is, values go
 * straight into a struct strat_request. What is JSON here is RFC 8259 with exact UTF-8, and escapes
 * that stand for characters only (no lone surrogate).
 *
 * Depth counts every list and object, the request itself included: 64 are fine, 65 are too deep.
 *
 * `id` may be any JSON value. It is echoed byte for byte, but for white space between its tokens,
 * which is dropped: so a number keeps its digits and a string its escapes. Keys inside an id are
 * the sender's own and may repeat. Where `id` is given twice the first is echoed. After a fault the
 * rest of the line is still read for the id, until the line stops being JSON.
 */
#ifndef STRAT_EVALUATOR_CORE_JSON_H
#define STRAT_EVALUATOR_CORE_JSON_H

#include "evaluator/core/fault.h"
#include "evaluator/io/scan.h"

struct ev_json {
    const struct ev_vocabulary *vocabulary;
    struct strat_request request;
    uint8_t *seen;   /* one a fact: its key stood in this line */
    char *unescaped; /* `room` for the longest name or a day, and a little more */
    size_t room;
    struct ev_fault fault;
    struct ev_span id; /* as it stands in the line; at NULL where there is none */
    const char *start, *at, *end;
};

/* `request` is the caller's and holds one value a fact. False when there is not enough memory. */
bool ev_json_open(struct ev_json *j, const struct ev_vocabulary *v, struct strat_request request);
void ev_json_close(struct ev_json *j);

/* Reads line[0..length). True: j->request is filled. False: j->fault says why not. j->id is set
 * either way.
 */
bool ev_json_read(struct ev_json *j, const char *line, size_t length);

/* The same for the beginning of a line that was too long to keep: j->id only. */
void ev_json_read_id(struct ev_json *j, const char *line, size_t length);

#endif
