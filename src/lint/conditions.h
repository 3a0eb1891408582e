/* The conditions of a policy as its author wrote them. */
#ifndef STRATC_LINT_CONDITIONS_H
#define STRATC_LINT_CONDITIONS_H

#include "lint/lint.h"

/* What a condition was written after. */
enum written_in { IN_QUALIFIER, IN_REQUIREMENT, IN_DEFINITION, IN_FEASIBLE };

typedef void condition_visitor(void *context, const struct cond *c, enum written_in where,
                               enum ast_qualifier_kind qualifier);

/* Every condition of the author's own files, whole, in the order of the
 * text but for their kinds. */
void conditions_each(struct analysis *l, condition_visitor *visit, void *context);

#endif
