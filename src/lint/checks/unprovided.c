/*
 * What nobody provides for. In a policy without a default approach such a request is refused, and
 * perhaps nobody meant that. With one, the default answers, and that is as it should be for much;
 * but an activity that the policy lists and provides for nowhere was perhaps forgotten.
 */
#include "lint/gaps.h"

void lint_unprovided(struct analysis *l) {
    if (l->m->default_approach == MODEL_NONE)
        gaps_report(l, DIAG_UNPROVIDED);
    else
        gaps_report_activities(l);
}
