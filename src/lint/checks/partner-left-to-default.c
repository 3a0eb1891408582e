/* A partner that rules speak of, but that nothing but the default approach ever reaches. Partners
 * of whom none speaks are left alone: for them the default is there. */
#include "lint/gaps.h"

void lint_partner_left_to_default(struct analysis *l) {
    if (l->m->default_approach != MODEL_NONE) partners_report(l, DIAG_PARTNER_LEFT_TO_DEFAULT);
}
