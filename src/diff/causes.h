/*
 * Causes: the paragraphs that are not as they were, and where that shows.
 */
#ifndef STRATC_DIFF_CAUSES_H
#define STRATC_DIFF_CAUSES_H

#include "diff/compare.h"

enum cause_kind { CAUSE_NEW, CAUSE_GONE, CAUSE_CHANGED, CAUSE_INDIRECT };

struct cause {
    uint32_t paragraph;   /* unit, or MODEL_NONE: the scope */
    enum cause_kind kind; /* INDIRECT: its text is the same, what it speaks of is not */
    diagram opens;        /* where it opens or closes an approach in one version alone */
    diagram shows;        /* where anything of it differs */
};
struct causes VEC(struct cause);

struct causes causes_of(struct comparison *c);

#endif
