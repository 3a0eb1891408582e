/*
 * Baseline: findings that were there before, written by `--lint --message-format=json`. They are
 * not reported again.
 *
 * A finding is known where the baseline has one of the same code in the same file and on a line of
 * the same text, or with the same message; each line of a baseline stands for one finding. Line
 * numbers do not count: what is written above a finding does not make it new. Errors are never
 * known.
 */
#ifndef STRATC_REPORT_BASELINE_H
#define STRATC_REPORT_BASELINE_H

#include "report/report.h"

/* NULL where the file cannot be read, or is no baseline: reported. */
struct baseline *baseline_read(const struct report *r, struct diags *d, const char *path);

/* Takes out what is known. */
void baseline_filter(struct baseline *b, const struct report *r, struct diags *d,
                     struct shown_diags *shown);

struct baseline_counts {
    size_t known; /* findings left out */
    size_t gone;  /* findings of the baseline that were looked for and are not there any more */
};
struct baseline_counts baseline_counts(const struct baseline *b);

#endif
