/* Run: what stratc does, as the command line asks. */
#ifndef STRATC_STRATC_RUN_H
#define STRATC_STRATC_RUN_H

#include "base/arena.h"

/* Builds, emits, lints, tests, compares or explains, and writes its own messages. The answer is the
 * exit status: 0 done, 1 the policy has faults or findings, or decides something differently, 2
 * could not run. Memory comes from `a`, whose on_oom is set. */
int run_stratc(int argc, char **argv, struct arena *a);

#endif
