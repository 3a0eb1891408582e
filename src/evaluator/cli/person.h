/*
 * Person: one decision for a person to read.
 */
#ifndef STRAT_EVALUATOR_CLI_PERSON_H
#define STRAT_EVALUATOR_CLI_PERSON_H

#include "evaluator/core/engine.h"
#include "evaluator/cli/page.h"

/* What was decided, with everything that hangs on it. */
void ev_put_decision(struct ev_page *page, struct ev_engine *e);

/* Why: for each approach (or for one alone; -1: each) what opens it and what closes it. False: not
 * decided, *fault says so. */
bool ev_put_why(struct ev_page *page, struct ev_engine *e, int32_t approach,
                struct ev_fault *fault);

/* Whether an approach, or one above it, may start now. */
bool ev_available(const struct ev_engine *e, uint32_t approach);
void ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach);

/* What to ask next, and what each answer would lead to. */
void ev_put_asking(struct ev_page *page, struct ev_engine *e);

#endif
