/*
 * Trial: what would be decided were one fact otherwise, all else as it was asked.
 *
 * A value stands for all that no rule tells from it (evaluator/core/bands.h). The request is as
 * before when a function returns; the engine's answer is that of the last trial.
 */
#ifndef STRAT_EVALUATOR_CORE_TRIAL_H
#define STRAT_EVALUATOR_CORE_TRIAL_H

#include "evaluator/core/bands.h"
#include "evaluator/core/engine.h"

/* The fact has this value until the trial is over: of what it had before. */
struct ev_trial {
    uint32_t fact;
    uint8_t known;
    int64_t value;
};
struct ev_trial ev_trial_begin(struct ev_engine *e, uint32_t fact, int64_t value);
void ev_trial_end(struct ev_engine *e, struct ev_trial trial);

/* Decides with this value of the fact, within what the bound on work leaves. `each`: of each
 * approach, too. */
bool ev_decide_with(struct ev_engine *e, uint32_t fact, int64_t value, bool each,
                    struct ev_fault *fault);

/* What somebody who asked would act on otherwise: a copy of an answer. Of its lists by approach
 * those count that are told of: of what is open or may start now; undetermined, of what may be, and
 * by which paragraphs that may be open or closed, or any other may be open. */
struct ev_upshot {
    struct strat_answer answer; /* `each`: NULL where the engine's was */
    struct strat_lists certain; /* but for its basis and what closes: as the engine's */
    struct strat_lists *had;    /* by approach: strat_where_had(); undetermined, with `each` */
    uint64_t *reasons; /* undetermined, with `each`: what may open each, and what may close it */
    bool knows_had, knows_reasons; /* all of that was found */
    uint64_t *memory;
};

/* Of the engine's answer. False when there is not enough memory. */
bool ev_upshot_open(struct ev_upshot *o, struct ev_engine *e);
void ev_upshot_close(struct ev_upshot *o);

/* Fills e->had of each approach; as ev_explain(). And the same of the upshot, whatever it is. */
bool ev_find_had(struct ev_engine *e);
bool ev_upshot_find_had(struct ev_upshot *o, struct ev_engine *e);

/* Whether the engine's answer is the same in all of that, and that was found out; the request is as
 * it was when it was decided. */
bool ev_upshot_same(const struct ev_upshot *o, struct ev_engine *e);

/* Of the answer alone: not what may open and close each approach, nor where duties go with it. */
bool ev_answer_same(const struct ev_upshot *o, const struct ev_engine *e);

/* Of an approach in two answers: not by which paragraphs it is open or closed. */
bool ev_had_same(const struct ev_engine *e, const struct strat_lists *x,
                 const struct strat_lists *y);

/* More bands of one fact are not tried. */
enum { EV_BANDS_TRIED = 256 };

enum ev_matter { EV_MATTERS_NOT, EV_MATTERS, EV_MATTER_UNKNOWN, EV_MATTER_FIXED };

/* What a trial comes to: of the engine's answer, or of why it has none. */
enum ev_matter ev_matter_of(struct ev_engine *e, const struct ev_upshot *o, bool decided,
                            const struct ev_fault *fault);

/* The approaches of which an answer has lists that are told of. */
uint32_t ev_told_of(const struct ev_engine *e, const struct strat_answer *a);

/* By some measure whether it matters that the fact has this value. Fixed: it cannot. */
typedef enum ev_matter ev_try(struct ev_engine *e, uint32_t fact, int64_t value, const void *of);

/* Of all its values, but for those like `own` (NULL: any), whether one matters. Unknown where not
 * all were tried, or of some it is unknown, and none of the others does. */
enum ev_matter ev_try_others(struct ev_engine *e, uint32_t fact, const int64_t *own, ev_try *try,
                             const void *of);

#endif
