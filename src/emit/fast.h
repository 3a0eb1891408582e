/*
 * The short way for complete requests in emitted C. Inside emit/ only.
 *
 * The axes of the table are packed into few *digits*, each the product of some axes, so that a complete request is one row number a digit.
 * The rows of all digits, ANDed, are the boxes that hold; steps and masks are constants in the code. There is no branch on a rule, no
 * loop over rules and no search. Where anything is unknown, or a value is wrong, the general way is taken.
 */
#ifndef STRATC_EMIT_FAST_H
#define STRATC_EMIT_FAST_H

#include "emit/layout.h"

#include <stdio.h>

/* Whether the policy is small enough for it: few words of boxes, few rows of digits. */
bool fast_possible(const struct strat_policy *p);

/* How many digits a request has; 0 where it is not possible. */
size_t fast_digits(const struct strat_policy *p, struct arena *a);

/* Functions PREFIX_prepare(), PREFIX_decide_case() and PREFIX_answer_case(), after the arrays of the policy. `members`: by fact, its
 * member in a request. */
void print_fast(FILE *out, struct arena *a, const struct strat_policy *p, const char *prefix, const char *const *members);

#endif
