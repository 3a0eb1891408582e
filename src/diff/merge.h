/*
 * Merge: two versions of a policy over one set of facts.
 *
 * Facts are one where both name and type are the same, values where the name is. Each version
 * becomes a rule set over the facts of both: it ignores a fact that it lacks, and does not admit a
 * value that it lacks (an assumption of its own says so). A reading has no place in a situation; it
 * becomes what it is taken for.
 */
#ifndef STRATC_DIFF_MERGE_H
#define STRATC_DIFF_MERGE_H

#include "space/clauses.h"

enum side { OLD, NEW, SIDES };

/* The values of a reading that are taken: by fact, for readings alone; NULL: as the policy says. */
struct subject {
    const struct rule_set *rules;
    const int64_t *taken;
};

struct merged_fact {
    uint32_t of[SIDES]; /* the fact in each version, or MODEL_NONE */
    const uint64_t
        *has[SIDES]; /* ONE_OF, SET_OF in both: the values that this version has; else NULL */
    uint32_t twin;   /* the other fact of this name, of another type; or MODEL_NONE */
};

/* What a judgement is presumed to be, over the facts of both and with the version's own
 * definitions. NULL: never. */
struct presumed {
    struct cond *when[2]; /* no, yes */
};

struct merged {
    struct arena *arena;
    struct subject of[SIDES];
    const struct model *model;  /* its facts are those of both; nothing else in it is of use */
    struct merged_fact *facts;  /* by fact of `model` */
    const struct rule_set *all; /* tests whatever one of the two tests */
    const struct rule_set *sides[SIDES];
    const uint32_t
        *fact_of[SIDES]; /* by fact of the version: the fact of both; MODEL_NONE for readings */
    const uint32_t *const
        *value_of[SIDES]; /* by fact of the version: of its values, those of both */
    const struct presumed *presumed[SIDES]; /* by fact of both */
};

/* Names of both must be interned in one table. */
struct merged *merge(struct arena *a, struct subject old, struct subject new);

/* The version's condition, over the facts of both. */
struct cond *merged_cond(const struct merged *m, enum side side, const struct cond *c);

#endif
