/*
 * Explained: an answer to one request, and why, for a person or as JSON.
 */
#ifndef STRAT_EVALUATOR_CLI_EXPLAINED_H
#define STRAT_EVALUATOR_CLI_EXPLAINED_H

#include "evaluator/cli/options.h"
#include "evaluator/explain/explain.h"
#include "evaluator/explain/page.h"

/* The parts that this mode shows. */
unsigned ev_parts_of(const struct ev_options *o);

/* What is shown of them; as JSON one line. */
void ev_put_explained(struct ev_page *page, const struct ev_options *o, const struct ev_node *root);

#endif
