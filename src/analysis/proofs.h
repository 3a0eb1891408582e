/*
 * What is proved over all situations before anything else is asked: that presumptions agree, and
 * that safeguards hold.
 */
#ifndef STRATC_ANALYSIS_PROOFS_H
#define STRATC_ANALYSIS_PROOFS_H

#include "diag/diag.h"
#include "rules/rules.h"

/* False where a judgement is presumed yes and no in the same situation: reported, with the
 * situation. */
bool presumptions_agree(struct diags *d, const struct rule_set *rules, struct arena *a);

struct proofs {
    size_t safeguards, broken, undecided;
};

/* Reports each safeguard that some situation breaks, with that situation, and each that was given
 * up. */
struct proofs safeguards_prove(struct diags *d, const struct rule_set *rules, struct arena *a);

#endif
