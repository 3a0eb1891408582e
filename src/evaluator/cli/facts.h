/*
 * Facts: the vocabulary that a policy expects, and what else it declares, for a person.
 */
#ifndef STRAT_EVALUATOR_CLI_FACTS_H
#define STRAT_EVALUATOR_CLI_FACTS_H

#include "evaluator/core/vocabulary.h"
#include "evaluator/explain/page.h"

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v);

#endif
