/*
 * Recall: answers that were made before, given again.
 *
 * Policies have many requests and few answers. So the text of an answer is kept under the words of
 * its request (evaluator/fast/boxes.h) in a table of bounded size; behind the id, which is each
 * line's own, an answer is then copied. What it says of judgements is kept apart, as it depends on
 * more.
 */
#ifndef STRAT_EVALUATOR_FAST_RECALL_H
#define STRAT_EVALUATOR_FAST_RECALL_H

#include "evaluator/fast/boxes.h"

/* Texts under keys of a fixed number of words. When it is full it begins anew. */
struct ev_memory {
    uint32_t key_words, places, used; /* places: a power of two */
    uint64_t *keys;                   /* key_words a place */
    struct ev_kept {
        uint32_t at, head,
            tail; /* in `text`: where, and how long the parts before and after judgements are */
        uint32_t full;
    } * kept;
    struct ev_out text;
};

/* To get ready takes as long as to answer about so many requests, so fewer are answered without. */
enum { EV_SLOW_LINES = 32 };

struct ev_recall {
    struct ev_engine *engine;
    struct ev_keys keys;
    const char *line_end; /* CSV; NULL: JSON */
    bool begun;           /* JSON: a key stands before the judgements */
    struct ev_boxes boxes;
    struct ev_memory answers, judgements;
    struct ev_glance lately; /* where in answers.text */
    uint64_t *box, *key;
};

/* `line_end`: of rows of CSV; NULL for JSON. False when there is not enough memory. */
bool ev_recall_open(struct ev_recall *r, struct ev_engine *e, const struct ev_keys *keys,
                    const char *line_end);
void ev_recall_close(struct ev_recall *r);

/* Answers e->request, with this id (of which EV_BLOCK bytes may be read), as ev_decide() and
 * ev_put_answer_...() would. False: nothing was written, and they have to. */
bool ev_recall_answer(struct ev_recall *r, struct ev_out *out, struct ev_span id);

#endif
