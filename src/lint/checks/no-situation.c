/* Assumptions, or a scope, that leave no situation at all: whatever the policy says then holds of
 * nothing. */
#include "lint/lint.h"

void lint_no_situation(struct analysis *l, enum diag_code code) {
    if (l->v->g->gave_up) return;
    if (l->v->possible == NO)
        diag_report(l->d, code, l->m->assumes.len ? l->m->assumes.at[0].at : l->m->at,
                    "what is assumed can never be so all together: no situation is left for the "
                    "policy to decide; take an assumption out");
    else if (diagram_and(l->v->g, l->all->in_scope, l->v->possible) == NO)
        diag_report(
            l->d, code, l->m->scope->at,
            "nothing is ever in scope: every request is answered `out of scope`; widen the scope");
}
