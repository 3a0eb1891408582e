/*
 * A policy whose open questions of reading are open: what holds here holds however they are read.
 *
 * A reading has one value in what a check is given, the one taken. What is without effect for that
 * reason alone is no fault of the policy, so whoever finds something without effect asks here too.
 */
#ifndef STRATC_ANALYSIS_READINGS_H
#define STRATC_ANALYSIS_READINGS_H

#include "analysis/analysis.h"

/*
 * The decisions of the policy with each reading a fact like any other: over a space of its own (its
 * diagrams are not those of l->v). Facts, rules and blocks have the same numbers. The same as
 * l->all where the policy has no reading.
 */
const struct decisions *analysis_any_reading(struct analysis *l);

#endif
