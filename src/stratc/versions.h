/* Versions: two versions of a policy, or two readings of one, held against each other. */
#ifndef STRATC_STRATC_VERSIONS_H
#define STRATC_STRATC_VERSIONS_H

#include "stratc/options.h"

/* --diff and --readings. The answer is the exit status: 0 no
 * difference, 1 some, 2 could not run. */
int versions_run(const struct options *o, struct arena *a);

#endif
