/* A duty that no rule attaches: the policy would never tell anybody of it. */
#include "lint/lint.h"

void lint_unused_duty(struct lint *l) {
    vec_each(const struct duty, x, &l->m->duties)
        lint_unused(l, DIAG_UNUSED_DUTY, &x->id, "the duty", "attach it with `must` or `only after`, or remove it");
}
