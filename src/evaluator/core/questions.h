/*
 * Questions: which fact an interview asks for next, so that few are asked.
 *
 * All of it is found out by deciding: e->request is as before when a function returns, e->answer is
 * not. A value stands for all that no rule tells from it (evaluator/core/bands.h); of a fact with
 * more bands than EV_QUESTION_BANDS only these are tried.
 */
#ifndef STRAT_EVALUATOR_CORE_QUESTIONS_H
#define STRAT_EVALUATOR_CORE_QUESTIONS_H

#include "evaluator/core/bands.h"
#include "evaluator/core/engine.h"

enum { EV_QUESTION_BANDS = 64 };

/* No fact: there is nothing to ask. */
enum { EV_NO_QUESTION = -1 };

/* What settles status and approach soonest, of facts that are not `skipped` (a bit each): of an
 * answer that was decided with e->ask; or of a request that was not decided, of what *fault says to
 * state. */
int32_t ev_question(const struct ev_engine *e, const struct ev_fault *fault,
                    const uint64_t *skipped);

/* Of an answer that is sure, with e->presumed: what leaves the fewest duties and cautions that
 * depend on what was not stated, on average. */
int32_t ev_question_of_duties(struct ev_engine *e, const uint64_t *skipped);

#endif
