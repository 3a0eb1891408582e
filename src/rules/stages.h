/*
 * The order in which blocks can be told to apply, and the two kinds of cycle that make it
 * impossible. Inside rules/ only.
 */
#ifndef STRATC_RULES_STAGES_H
#define STRATC_RULES_STAGES_H

#include "rules/rules.h"

/* Fills set->stages. False where a cycle was reported. */
bool stages_order(struct diags *d, struct rule_set *set);

/* False where a presumption depends, perhaps through others, on the judgement that it gives a
 * value: reported. */
bool presumptions_ordered(struct diags *d, const struct model *m);

/* False where definitions that use one another nest too deep to be walked: reported. */
bool definitions_within_depth(struct diags *d, const struct model *m);

#endif
