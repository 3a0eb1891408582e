/*
 * What single situations settle: that an approach is reached, a duty attached or done, that a fact
 * matters. The study comes by situations on its way, and each of them, and those beside it, is
 * proof of what is decided in it. For a policy that is too tangled to decide in every situation
 * this is how to know that there is nothing to find; what was not seen is not decided.
 */
#ifndef STRATC_ANALYSIS_SEEN_H
#define STRATC_ANALYSIS_SEEN_H

#include "analysis/study.h"

struct seen {
    uint32_t approaches; /* that some answer has, now or at all */
    bool *duties, *done; /* by duty: some decision has it; has it, and not outstanding */
    bool *axes;          /* by axis of the study: some decision depends on it */
    uint64_t looks;      /* at single situations */
};

/* Made when it is first asked for. */
const struct seen *seen_of(struct study *st);

/* Where the policy was not decided in every situation, whether the study has seen that there is
 * nothing to find: no approach that is never reached, no duty without effect, no fact or value
 * without effect but those that no condition tells apart, no partner without a permission, and of
 * these the questions that nothing provides for. */
bool seen_approaches(struct analysis *l);
bool seen_duties(struct analysis *l);
bool seen_facts(struct analysis *l);
bool seen_permitted(
    struct analysis *l, uint32_t fact,
    uint32_t other); /* every value of one fact, or every pair of two; MODEL_NONE: no such fact */

#endif
