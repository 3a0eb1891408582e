/*
 * Interview: what a person is asked who does not know which facts matter.
 */
#ifndef STRAT_EVALUATOR_CLI_INTERVIEW_H
#define STRAT_EVALUATOR_CLI_INTERVIEW_H

#include "evaluator/core/engine.h"
#include "evaluator/explain/page.h"

/* Asks on the page's output and reads answers from `fd`, a line each, until no question is left, or
 * there are no more answers; facts of e->request that are stated are not asked for. Then e->request
 * is what was said, and decided as a whole. False: it could not be decided, *fault says why; or
 * there was no memory (fault->code is EV_FINE then). */
bool ev_interview(struct ev_page *page, struct ev_engine *e, int fd, struct ev_fault *fault);

#endif
