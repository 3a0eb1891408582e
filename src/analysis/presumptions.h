/*
 * Presumptions that cannot both stand: one judgement presumed yes and no in the same situation.
 */
#ifndef STRATC_ANALYSIS_PRESUMPTIONS_H
#define STRATC_ANALYSIS_PRESUMPTIONS_H

#include "diag/diag.h"
#include "rules/rules.h"

/* False where two presumptions disagree in some situation: reported, with the situation. */
bool presumptions_agree(struct diags *d, const struct rule_set *rules, struct arena *a);

#endif
