/* What nobody provides for, in a policy without a default approach: such a request is refused, and perhaps nobody meant that. */
#include "lint/gaps.h"

void lint_unprovided(struct lint *l)
{
    if (l->m->default_approach == MODEL_NONE)
        gaps_report(l, DIAG_UNPROVIDED);
}
