/*
 * JUnit XML: what test servers read. One suite a policy, one case an example and a safeguard. What
 * is said about no case (a policy that could not be understood) is a case of its own. For report.c.
 */
#ifndef STRATC_REPORT_JUNIT_H
#define STRATC_REPORT_JUNIT_H

#include "report/report.h"

void junit_print(const struct report *r);

#endif
