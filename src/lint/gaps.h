/* What no permission provides for, whatever the other facts: objectives
 * and activities, partners. */
#ifndef STRATC_LINT_GAPS_H
#define STRATC_LINT_GAPS_H

#include "lint/lint.h"

/* Reports objectives and activities under the code, those with the same activities together. */
void gaps_report(struct analysis *l, enum diag_code code);

/* The activities that no permission provides for under any objective, all in one finding. */
void gaps_report_activities(struct analysis *l);

/* The partners that no permission ever reaches, all in one finding. */
void partners_report(struct analysis *l, enum diag_code code);

#endif
