/* A partner that no permission ever reaches, in a policy without a default approach: it is always
 * refused, and perhaps nobody meant that. */
#include "lint/gaps.h"

void lint_unreached_partner(struct analysis *l) {
    if (l->m->default_approach == MODEL_NONE) partners_report(l, DIAG_UNREACHED_PARTNER);
}
