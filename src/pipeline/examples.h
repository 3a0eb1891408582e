/*
 * Examples: what the author expects, held against what the policy decides.
 */
#ifndef STRATC_PIPELINE_EXAMPLES_H
#define STRATC_PIPELINE_EXAMPLES_H

#include "analysis/exercise.h"
#include "table/layout.h"

struct example_counts {
    size_t examples, failed;
};

/* Decides every example by the table, and reports those that are decided otherwise. */
struct example_counts examples_run(struct diags *d, const struct model *m,
                                   const struct layout *layout);

/* What each example of the policy is decided as, as it is typed behind `expect`: "conditional
 * outreach", and all that could follow. `verdict` NULL: it is not decided. */
struct decided_example {
    const char *verdict, *rest;
};
struct decided_examples VEC(struct decided_example);
struct decided_examples examples_decide(struct diags *d, const struct model *m,
                                        const struct layout *layout);

/* Examples that would exercise what none does, as the author would write them: ready to paste; what
 * each expects is what the table decides. NULL: that was not decided. */
struct texts suggested_texts(const struct exercise *e, const struct suggestions *all,
                             const struct layout *layout);
void suggested_print(FILE *out, const struct exercise *e, const struct suggestions *all,
                     const struct layout *layout);

#endif
