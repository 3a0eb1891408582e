/*
 * Predict: the quick reader of requests that look like the one before.
 *
 * Programs write their lines with the same keys in the same order and the same spacing. So which key follows
 * which is remembered, and a line is read by comparing whole keys, quotes and colon included, and by looking
 * up whole values. A key that was not expected is looked up as well, and remembered. Anything else that is
 * not plain - an escape, a fault, a list as id - is left to the exact reader (evaluator/json.h), which then
 * reads the line from its start: what is read here is exactly what that one would read.
 */
#ifndef STRAT_EVALUATOR_PREDICT_H
#define STRAT_EVALUATOR_PREDICT_H

#include "evaluator/json.h"
#include "evaluator/words.h"

/* A key as it stands in a line, from the comma before it on. */
struct ev_piece {
    uint32_t at, length;
};

struct ev_known_fact {
    enum strat_kind kind;
    struct ev_table values;
};

enum ev_spacing { EV_TIGHT, EV_SPACED, EV_SPACINGS };

struct ev_predict {
    const struct ev_vocabulary *vocabulary;
    struct strat_request request;
    struct ev_span id; /* of the line just read; at NULL where there is none */
    /* Items: the facts, then `id`, then the end of a line, which is also its beginning. */
    uint32_t id_item, end_item;
    struct ev_known_fact *facts;
    struct ev_piece *pieces[EV_SPACINGS];
    uint32_t *follow; /* by item: the one that came next, last time */
    uint32_t *seen;   /* by item: the last line in which it stood */
    uint32_t line;
    enum ev_spacing spacing;
    char *text; /* of the pieces */
    struct ev_words words;
    struct ev_table keys;
};

bool ev_predict_open(struct ev_predict *p, const struct ev_vocabulary *v, struct strat_request request);
void ev_predict_close(struct ev_predict *p);

/* Reads one line of `text`, which ends at `end` in a NUL and has EV_SLACK bytes behind it. Where it could:
 * p->request and p->id are filled, and what it returns is where the newline stands, or `end`. Else NULL, and
 * the request is nobody's. */
const char *ev_predict_read(struct ev_predict *p, const char *text, const char *end);

#endif
