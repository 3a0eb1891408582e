/*
 * Predict: the quick reader of requests that look like the one before.
 *
 * Programs write their lines with the same keys in the same order and the same spacing. So which
 * key follows which is remembered, and a line is read by comparing whole keys, quotes and colon
 * included, and by looking up whole values. A key that was not expected is looked up as well, and
 * remembered. Anything else that is not plain - an escape, a fault, a list as id - is left to the
 * exact reader (evaluator/core/json.h), which then reads the line from its start: what is read here
 * is exactly what that one would read.
 */
#ifndef STRAT_EVALUATOR_FAST_PREDICT_H
#define STRAT_EVALUATOR_FAST_PREDICT_H

#include "evaluator/core/json.h"

/* What can stand next in a line: the member of a fact, that of `id`, or the end of the object. */
struct ev_expected {
    struct ev_piece
        piece; /* the text in front of its value: from the value before on, the comma, the key */
    struct ev_table values;
    int64_t *value; /* of the fact, in the request */
    uint32_t item;  /* a fact, or predict.id_item, or predict.end_item */
    uint32_t kind;  /* of the fact: enum strat_kind; else see predict.c */
};

/* A member as it stands in the line that is being read. */
struct ev_member {
    const char *at; /* its piece */
    uint32_t length, item;
};

struct ev_predict {
    const struct ev_vocabulary *vocabulary;
    struct strat_request request;
    struct ev_span id; /* of the line just read; at NULL where there is none */
    uint32_t id_item, end_item;
    struct ev_expected *items; /* by item; without a piece */
    struct ev_expected *plan;  /* the members in the order that is expected, then the end */
    uint32_t n_plan;
    uint8_t *planned; /* by fact: 1 where it is in the plan */
    char *text;       /* of the pieces */
    uint32_t *seen;   /* by item: the last line in which it stood */
    uint32_t line;
    struct ev_member *members; /* of the line */
    uint64_t order;            /* a hash of the members of the last line that was not as planned */
};

bool ev_predict_open(struct ev_predict *p, const struct ev_vocabulary *v,
                     struct strat_request request);
void ev_predict_close(struct ev_predict *p);

/* Reads one line of `text`, which ends at `end` in a NUL and has EV_SLACK bytes behind it. Where it
 * could: p->request and p->id are filled, and what it returns is where the newline stands, or
 * `end`. Else NULL, and the request is nobody's. */
const char *ev_predict_read(struct ev_predict *p, const char *text, const char *end);

#endif
