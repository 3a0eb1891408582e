/*
 * Weights: what hangs on each judgement, over all situations in scope.
 *
 * The outcome (status and approach) of a situation hangs on a judgement where it would be another,
 * were this judgement alone reversed. Situations that an assumption excludes do not count, before
 * or after. What readings are taken for holds; what hangs on it were they taken otherwise is told
 * beside.
 */
#ifndef STRATC_ANALYSIS_WEIGHTS_H
#define STRATC_ANALYSIS_WEIGHTS_H

#include "analysis/analysis.h"
#include "space/decisions.h"

enum standing_kind {
    STANDS_IN_RULE,
    STANDS_IN_DUTY,
    STANDS_IN_DEFINITION,
    STANDS_IN_PRESUMPTION,
    STANDS_IN_SCOPE,
    STANDS_IN_ASSUMPTION
};

/* Where something is written: the name of the file, without its folder, where that is not the
 * policy's own, else NULL. */
struct written_at {
    const char *file;
    uint32_t line;
};

/* Where the judgement stands; a rule counts, too, that uses a definition in which it stands. */
struct standing {
    enum standing_kind kind;
    const char *name, *title; /* of the paragraph, duty, definition or judgement presumed; the text
                                 of the assumption; or NULL */
    struct span span;
    struct written_at at;
};
struct standings VEC(struct standing);

/* What the judgement is presumed to be, and where; in the words of the policy, on one line. */
struct presuming {
    bool yes;
    const char *words;
    struct written_at at;
};
struct presumings VEC(struct presuming);

/* Were this reading taken for another value, the others as they are. */
struct reread {
    uint32_t reading; /* a fact */
    int64_t value;
    struct big outcome; /* the situations in which the outcome would hang on the judgement */
};
struct rereads VEC(struct reread);

struct weight {
    uint32_t fact;
    struct standings standings;
    struct presumings presumed;
    struct big outcome; /* the situations in which the outcome hangs on it */
    struct big besides; /* those in which it does not, but something else of the decision does */
    unsigned parts;     /* bit k: enum decision_part k is among this */
    bool start;         /* what may start now is */
    struct rereads rereads;          /* those in which `outcome` would be another number */
    struct indices duties, cautions; /* of this: duties attached, paragraphs of the outline */
    /* where `outcome` is not 0: one situation, of which the facts named matter; and what comes of
     * it */
    int64_t *situation;
    bool *named;
    struct brief is[2]; /* where the judgement is no, yes */
};
struct weight_list VEC(struct weight);

struct weights {
    const struct model *m;
    struct big situations;      /* in scope */
    struct weight_list entries; /* the one on which most hangs first */
};

/* So many situations, as "12.34 percent" of those in scope. */
const char *weight_percent(const struct weights *l, struct arena *a, struct big x);

/* NULL where it was given up: reported. */
const struct weights *weights_of(const struct policy *e);

#endif
