/*
 * Compare: two versions, decided side by side over all situations.
 */
#ifndef STRATC_DIFF_COMPARE_H
#define STRATC_DIFF_COMPARE_H

#include "diff/merge.h"
#include "base/map.h"
#include "space/decisions.h"

/* Names of one kind of both versions: those of NEW in their order, then what OLD alone has. */
struct unit {
    const char *name, *title;
    uint32_t of[SIDES]; /* or MODEL_NONE */
};
struct units VEC(struct unit);

/* One thing that a decision may have, in both versions. */
struct element {
    enum decision_part part;
    uint32_t unit;      /* of approaches, duties or paragraphs, as the part says */
    const char *name;   /* of the unit; "will" or "must" */
    diagram gone, come; /* where both admit the situation: OLD alone has it, NEW alone has it */
};

struct comparison {
    const struct merged *m;
    struct arena *arena;
    struct diagrams *g;
    struct version *v[SIDES];
    struct decisions *d[SIDES];
    struct units approaches, duties, paragraphs;
    struct map
        same; /* what definitions of both mean, found to be the same: by old and new condition */
    const bool *every_fact, *looked_for; /* by fact; LOOKED_FOR: partner, activity, objective */
    diagram both;                        /* both versions admit the situation */
    diagram only[SIDES]; /* one admits it, the other in no way, whatever the facts that the first
                            lacks */
    /* by approach of both: */
    diagram *used[SIDES], *start[SIDES];
    diagram status[SIDES][STATUS_OPEN + 1];
    struct elements VEC(struct element) elements; /* what is in lists, the basis last */
    diagram differs;                              /* within `both`: but for the basis */
    diagram grounds;                              /* within `both`, alike but for the basis */
};

enum { COMPARE_STEPS = 200000000 };

struct comparison *compare(struct arena *a, struct subject old, struct subject new,
                           uint64_t max_steps);

/* ---- causes.c: the paragraphs that are not as they were, and where that shows ---- */

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
