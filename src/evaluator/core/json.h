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
 *
 * Programs write their lines with the same keys in the same order and the same spacing. So which
 * key follows which is remembered, and a line is read by comparing whole keys, quotes and colon
 * included. A line that is not as expected is read key by key, in any order, as long as keys and
 * values are plain and nothing but a blank stands between them; and any other, one with an escape
 * or a fault, is read once more, exactly: what is read is the same.
 */
#ifndef STRAT_EVALUATOR_CORE_JSON_H
#define STRAT_EVALUATOR_CORE_JSON_H

#include "evaluator/core/fault.h"
#include "evaluator/io/scan.h"

/* What can stand in a line: the member of a fact, that of `id`, or the end of the object. */
struct ev_item {
    struct ev_table values;
    int64_t *value;  /* of the fact, in the request */
    uint32_t number; /* a fact; as many as there are: the id; one more: the end */
    uint32_t kind;   /* of the fact: enum strat_kind; else see json.c */
};

/* One as it stands in the line that is being read: from the value before on, the comma, the key,
 * the colon. */
struct ev_member {
    const char *at;
    uint32_t length, item;
};

struct ev_expected {
    const char *text; /* with EV_AHEAD bytes behind it */
    uint32_t length;
    struct ev_item item;
};

struct ev_json {
    const struct ev_vocabulary *vocabulary;
    struct strat_request request;
    uint8_t *seen;   /* by item: its key stood in this line */
    char *unescaped; /* `room` for the longest name or a day, and a little more */
    size_t room;
    struct ev_fault fault;
    struct ev_span id; /* as it stands in the line; at NULL where there is none */
    const char *start, *at, *end;
    struct ev_item *items;
    struct ev_member *members; /* of this line, with the end */
    struct ev_expected *plan;  /* the same of the lines that are expected, */
    char *text;                /* their texts, */
    uint8_t *planned;          /* and by fact: 1 where it is one of them */
    uint32_t n_members, n_plan;
    bool slow;                  /* for tests: every line is read exactly */
    bool follows;               /* the next line may be as planned */
    uint64_t order, plan_order; /* a hash of the members of the last line that was not as planned;
                                   of those that are */
};

/* `request` is the caller's and holds one value a fact. False when there is not enough memory. */
bool ev_json_open(struct ev_json *j, const struct ev_vocabulary *v, struct strat_request request);
void ev_json_close(struct ev_json *j);

/* Reads line[0..length), which ends in a NUL and has EV_SLACK bytes behind it. True: j->request is
 * filled. False: j->fault says why not. j->id is set either way.
 */
bool ev_json_read(struct ev_json *j, const char *line, size_t length);

/* The same for the beginning of a line that was too long to keep: j->id only. */
void ev_json_read_id(struct ev_json *j, const char *line, size_t length);

#endif
