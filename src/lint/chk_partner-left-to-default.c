/* A partner that nothing but the default approach ever reaches: the default is there for just that, so it is told on request. */
#include "lint/gaps.h"

void lint_partner_left_to_default(struct lint *l)
{
    if (l->m->default_approach != MODEL_NONE)
        partners_report(l, DIAG_PARTNER_LEFT_TO_DEFAULT);
}
