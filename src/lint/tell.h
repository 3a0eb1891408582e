/*
 * How checks name rules and situations: by paragraph and line, in the policy's own words, with how
 * many combinations of facts there are.
 */
#ifndef STRATC_LINT_TELL_H
#define STRATC_LINT_TELL_H

#include "analysis/study.h"
#include "lint/lint.h"

/* "4.2.c", and its line where the paragraph has other rules of its own: "P6 (line 214)". */
const char *tell_rule(const struct study *st, uint32_t rule);

/* What the rule does: "may use outreach", "must not engage", "must notify". */
const char *tell_what(const struct study *st, uint32_t rule);

/* Approaches: "a", "a and b". */
const char *tell_approaches(const struct study *st, uint32_t approaches);

/* One situation of x, readings as taken where x allows it: see situation_where(). */
const char *tell_situation(struct study *st, diagram x);

/* "1 combination of the facts", "1,152 combinations of the facts": how many x is YES for, readings
 * as taken. */
const char *tell_count(struct study *st, diagram x);

/* The same as "the only combination of the facts", "all 12 combinations of the facts". */
const char *tell_all(struct study *st, diagram x);

/* A note at each of these rules, the first few of them: "here RULE VERB". */
void tell_rules(struct study *st, const struct indices *rules, const char *verb);

#endif
