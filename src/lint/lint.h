/*
 * Lint: what is not wrong but is likely not meant.
 *
 * A check is one line in diag/codes.def (LINT), its function lint_<check>() in chk_<slug>.c, and
 * its page. It reports its own code alone, all there is of it, and leaves the model as it is.
 * Checks know nothing of one another.
 */
#ifndef STRATC_LINT_LINT_H
#define STRATC_LINT_LINT_H

#include "analysis/analysis.h"
#include "diag/select.h"

#define CODE(number, identifier, slug, severity, on, summary)
#define LINT(number, identifier, check, slug, severity, on, summary) \
    void lint_##check(struct analysis *l);
#include "diag/codes.def"
#undef CODE

/* Runs the checks whose findings the options want to see. */
void lint_run(struct analysis *l, const struct diag_options *o);

/* Whether a declaration is ours to find fault with: not one of the installed vocabulary. */
bool lint_ours(const struct analysis *l, const struct declared *x);

/* Reports a declaration of the policy's own file that nothing refers to. `what` names its kind:
 * "the fact", "the group". */
void lint_unused(struct analysis *l, enum diag_code code, const struct declared *x,
                 const char *what, const char *advice);

#endif
