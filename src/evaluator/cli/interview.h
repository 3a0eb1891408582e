/*
 * Interview: what a person is asked who does not know which facts matter.
 */
#ifndef STRAT_EVALUATOR_CLI_INTERVIEW_H
#define STRAT_EVALUATOR_CLI_INTERVIEW_H

#include "evaluator/core/engine.h"
#include "evaluator/explain/page.h"
#include "evaluator/explain/tree.h"

enum ev_talked {
    EV_TALKED,     /* to the end, or as far as whoever answers wants */
    EV_TALK_ENDED, /* there were no more answers, but more questions */
    EV_TALK_FAULT, /* it could not be decided */
    EV_TALK_NO_MEMORY
};

/* Asks on the page's output and reads answers from `fd`, a line each, until no question is left, or
 * there are no more answers; facts of e->request that are stated are not asked for. Then e->request
 * is what was said, and decided as a whole. FAULT: *fault says why not. `filed`: what is to be
 * filed with the answer, an object of the tree `t` as ev_filed_fits() has it; what is not in it is
 * asked for last. Or NULL. */
enum ev_talked ev_interview(struct ev_page *page, struct ev_engine *e, int fd, struct ev_tree *t,
                            struct ev_node *filed, struct ev_fault *fault);

#endif
