/* A duty that says neither who does it nor to whom it is done: nobody
 * would know that it is theirs. */
#include "lint/lint.h"

void lint_duty_without_bearer(struct analysis *l) {
    vec_each (const struct duty, x, &l->m->duties)
        if (!x->by && !x->to && lint_ours(l, &x->id))
            diag_report(l->d, DIAG_DUTY_WITHOUT_BEARER, x->id.at,
                        "whose duty is %s? Add `by \"...\"` with who does it, or `to \"...\"` with "
                        "who is owed it",
                        x->id.name);
}
