/*
 * Questions: which fact an interview asks for next, so that few are asked.
 *
 * All of it is found out by deciding: e->request is as before when a function returns, e->answer
 * and e->ask are not. A value stands for all that no rule tells from it (evaluator/core/bands.h);
 * of a fact with more bands than EV_QUESTION_BANDS only these are tried.
 */
#ifndef STRAT_EVALUATOR_CORE_QUESTIONS_H
#define STRAT_EVALUATOR_CORE_QUESTIONS_H

#include "evaluator/core/bands.h"
#include "evaluator/core/engine.h"
#include "evaluator/core/trial.h"

enum { EV_QUESTION_BANDS = 64 };

/* No fact: there is nothing to ask. */
enum { EV_NO_QUESTION = -1 };

/* What settles status and approach soonest, of facts that are not `skipped` (a bit each): of an
 * answer that was decided with e->ask and e->presumed; or of a request that was not decided, of
 * what *fault says to state. Of an answer that comes after the first fact that it presupposes: one
 * that is declared before it, unknown too, and by one band alone leaves it worth asking for. Where
 * some that would help are skipped: what leaves least, on average, of what may come out; last, what
 * presupposes one of the skipped. */
int32_t ev_question(struct ev_engine *e, const struct ev_fault *fault, const uint64_t *skipped);

/* Of an answer that is sure, with e->presumed: what leaves the fewest duties and cautions that
 * depend on what was not stated, on average. */
int32_t ev_question_of_duties(struct ev_engine *e, const uint64_t *skipped);

/* Of a request that cannot be: whether what is stated can hold together once this fact is left out
 * or, where a value is taken for it, once it is stated. */
bool ev_reconciles(struct ev_engine *e, uint32_t fact);

/* Of a fact for which a value is taken: whether another *value refuses all that the answer of *o
 * does not, or leads out of scope, or no longer lets anything start for sure. Then that matters,
 * and the engine's answer says how; as ev_try_others() else. */
enum ev_matter ev_shuts(struct ev_engine *e, const struct ev_upshot *o, uint32_t fact, int64_t own,
                        int64_t *value);

#endif
