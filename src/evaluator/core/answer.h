/*
 * Answer: a decision or an error as a line of JSON or a row of CSV.
 */
#ifndef STRAT_EVALUATOR_CORE_ANSWER_H
#define STRAT_EVALUATOR_CORE_ANSWER_H

#include "evaluator/core/engine.h"

/* The keys of an answer, in the order in which they stand in it. */
enum ev_key {
    EV_KEY_ID,
    EV_KEY_STATUS,
    EV_KEY_APPROACH,
    EV_KEY_POSSIBLE,        /* undetermined only */
    EV_KEY_POSSIBLE_STATUS, /* the same */
    EV_KEY_AT_LEAST,        /* the same, of ranked policies */
    EV_KEY_NOW,
    EV_KEY_OPEN,
    EV_KEY_COMMITTED,
    EV_KEY_MODALITY,
    EV_KEY_BASIS,
    EV_KEY_DUTIES,
    EV_KEY_BEFORE,
    EV_KEY_CAUTIONS,
    EV_KEY_UNCERTAIN,
    EV_KEY_JUDGEMENTS,
    EV_KEY_CLOSED_BY,
    EV_KEY_ASK,
    EV_KEY_EACH,     /* by request: an object with a member for each approach */
    EV_KEY_GROUNDS,  /* by request: the same for each duty */
    EV_KEY_PRESUMED, /* the same for facts. Depends on more than what the request comes to */
    EV_KEY_READINGS, /* the same */
    EV_KEYS
};

extern const char *const ev_key_names[EV_KEYS];

/* What an answer shows, and how: a line of JSON or a row of CSV. */
struct ev_keys {
    bool wanted[EV_KEYS];
    const char *line_end; /* of rows; NULL: JSON */
};

/* What these keys want beyond the answer itself. */
static inline struct ev_wanted ev_keys_want(const struct ev_keys *keys) {
    return (struct ev_wanted){.judgements = keys->wanted[EV_KEY_JUDGEMENTS],
                              .ask = keys->wanted[EV_KEY_ASK],
                              .each = keys->wanted[EV_KEY_EACH],
                              .grounds = keys->wanted[EV_KEY_GROUNDS],
                              .presumed = keys->wanted[EV_KEY_PRESUMED],
                              .readings = keys->wanted[EV_KEY_READINGS]};
}

/* Whether an answer has this key where nobody says which it shall have. */
static inline bool ev_key_is_usual(enum ev_key key) {
    return key != EV_KEY_EACH && key != EV_KEY_GROUNDS;
}

const char *ev_status_name(enum strat_status status);
const char *ev_modality_name(enum strat_modality modality); /* "": none */
const char *ev_verdict_name(enum strat_verdict verdict);
enum { EV_VERDICTS = STRAT_VERDICT_OPEN + 1 };

/* The value of a fact as a request in JSON states it. */
void ev_put_value(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value);

/* An id as JSON: without white space between its tokens. */
void ev_put_id(struct ev_out *out, struct ev_span id);

/* A part of an answer: its keys from one to before another; with EV_KEYS, its end as well. `begun`:
 * a key stands before it; what it returns says the same of the next part.
 *
 * A row of CSV has a field for each key, then one for an error. Lists are joined by |; nothing
 * stands for null and for an empty list; what is an object in JSON is JSON there. */
bool ev_put_keys(struct ev_out *out, const struct ev_engine *e, const struct ev_keys *keys,
                 enum ev_key from, enum ev_key to, struct ev_span id, bool begun);

static inline void ev_put_answer(struct ev_out *out, const struct ev_engine *e,
                                 const struct ev_keys *keys, struct ev_span id) {
    ev_put_keys(out, e, keys, EV_KEY_ID, EV_KEYS, id, false);
}

/* Instead of an answer. `line`: of the request; rows do not say it. */
void ev_put_error(struct ev_out *out, const struct ev_engine *e, const struct ev_keys *keys,
                  const struct ev_fault *fault, uint64_t line, struct ev_span id);

/* The first row of CSV. */
void ev_put_header(struct ev_out *out, const struct ev_engine *e, const struct ev_keys *keys);

#endif
