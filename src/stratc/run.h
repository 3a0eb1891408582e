/* Run: what stratc does with policies, as the command line asks. */
#ifndef STRATC_STRATC_RUN_H
#define STRATC_STRATC_RUN_H

#include "stratc/options.h"

/* Builds, emits, lints, tests or compares, and writes its own messages. The answer is the exit
 * status: 0 done, 1 the policy has faults or findings, or decides something differently, 2 could
 * not run. Memory comes from `a`, whose on_oom is set. */
int run_policies(const struct options *o, struct arena *a);

#endif
