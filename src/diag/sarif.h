/* SARIF 2.1.0 (OASIS, 2020): findings as tools that review code read them. For report.c. */
#ifndef STRATC_DIAG_SARIF_H
#define STRATC_DIAG_SARIF_H

#include "diag/report.h"

void sarif_print(const struct report *r);

#endif
