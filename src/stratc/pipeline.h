/* Pipeline: what stratc does with policies, from text to result. */
#ifndef STRATC_STRATC_PIPELINE_H
#define STRATC_STRATC_PIPELINE_H

#include "stratc/options.h"

/* Builds, emits, lints or tests as the options say, and writes its own messages. The answer is the
 * exit status: 0 done, 1 the policy has faults or findings, 2 could not run. Memory comes from `a`,
 * whose on_oom is set. */
int pipeline_run(const struct options *o, struct arena *a);

#endif
