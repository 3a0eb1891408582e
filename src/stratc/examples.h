/*
 * Examples and safeguards: what the author expects, held against what the policy decides.
 */
#ifndef STRATC_STRATC_EXAMPLES_H
#define STRATC_STRATC_EXAMPLES_H

#include "diag/diag.h"
#include "emit/layout.h"

struct test_counts {
    size_t examples, failed;
    size_t safeguards, broken;
};

/* Decides every example by the table and reports those that are decided otherwise; then looks for a completion of an example that breaks
 * a safeguard. */
struct test_counts examples_run(struct diags *d, const struct rule_set *rules, const struct layout *layout);

#endif
