/* What nobody provides for, in a policy with a default approach: the default answers, as it is
 * there to do. */
#include "lint/gaps.h"

void lint_left_to_default(struct analysis *l) {
    if (l->m->default_approach != MODEL_NONE) gaps_report(l, DIAG_LEFT_TO_DEFAULT);
}
