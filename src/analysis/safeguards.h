/*
 * Safeguards, proved over all situations.
 */
#ifndef STRATC_ANALYSIS_SAFEGUARDS_H
#define STRATC_ANALYSIS_SAFEGUARDS_H

#include "diag/diag.h"
#include "rules/rules.h"

struct proofs {
    size_t safeguards, broken, undecided;
};

/* Reports each safeguard that some situation breaks, with that situation, and each that was given
 * up. */
struct proofs safeguards_prove(struct diags *d, const struct rule_set *rules, struct arena *a);

#endif
