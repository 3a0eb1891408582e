/*
 * Linked: the policy that stratc wrote as C and that the linker put beside this library.
 */
#ifndef STRAT_EVALUATOR_CLI_LINKED_H
#define STRAT_EVALUATOR_CLI_LINKED_H

#include "runtime/strat.h"

extern const struct strat_policy strat_linked_policy;

#endif
