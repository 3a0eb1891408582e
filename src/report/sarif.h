/* SARIF 2.1.0 (OASIS, 2020): findings as tools that review code read them. For report.c. */
#ifndef STRATC_REPORT_SARIF_H
#define STRATC_REPORT_SARIF_H

#include "report/report.h"

void sarif_print(const struct report *r);

#endif
