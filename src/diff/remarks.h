/*
 * Remarks: what two versions do not have in common besides decisions. Shared by the files that look
 * for it.
 */
#ifndef STRATC_DIFF_REMARKS_H
#define STRATC_DIFF_REMARKS_H

#include "diff/diff.h"

/* `counts`: it is a difference; else it is told only so that nobody wonders. */
void remark_add(struct difference *d, const char *kind, bool counts, const char *text);

/* ---- shown.c ---- */

/* What answers show of a fact that both have: its title, its unit, who decides it, its labels. */
void fact_shown(struct difference *d, uint32_t fact);

/* The same of the policy, its approaches, duties, paragraphs and assumptions. */
void all_shown(struct difference *d);

#endif
