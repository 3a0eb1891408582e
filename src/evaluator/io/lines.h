/*
 * Lines: JSON lines to answers, by one thread. Several of these may share one stream
 * (evaluator/io/crew.h).
 */
#ifndef STRAT_EVALUATOR_IO_LINES_H
#define STRAT_EVALUATOR_IO_LINES_H

#include "evaluator/io/input.h"
#include "evaluator/fast/predict.h"
#include "evaluator/fast/recall.h"

struct ev_lines {
    struct ev_engine *engine;
    struct ev_keys keys;
    struct ev_out *out;
    struct ev_json json;
    struct ev_predict predict;
    struct ev_recall recall;
    struct ev_input in;
    unsigned slow; /* lines yet to be answered in the plain way */
    bool quick;    /* `predict` and `recall` are there */
    bool wrong;    /* some request was */
};

/* False when there is not enough memory. l->in.max_line may be set before the first answer. */
bool ev_lines_open(struct ev_lines *l, struct ev_engine *e, const struct ev_keys *keys, int fd,
                   struct ev_out *out, size_t read_bytes);
void ev_lines_close(struct ev_lines *l);

/* Answers all lines to the end of the input, or until reading or writing fails (l->in.error,
 * l->out->error), or until so many bytes were read and those at hand are answered: then true, as
 * there may be more. */
bool ev_lines_answer(struct ev_lines *l, uint64_t bytes);

/* Answers one line. False at the end. */
bool ev_lines_answer_one(struct ev_lines *l);

#endif
