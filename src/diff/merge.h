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
 * definitions; by no and yes. */
struct presumed {
    struct cond *when[2]; /* NULL: never */
    uint32_t probe[2];    /* of the version's clauses */
};

struct merged {
    struct arena *arena;
    struct subject of[SIDES];
    struct model *model;        /* its facts are those of both; nothing else in it is of use */
    struct merged_fact *facts;  /* by fact of `model` */
    const struct rule_set *all; /* tests whatever one of the two tests */
    const struct rule_set *sides[SIDES];
    uint32_t
        *fact_of[SIDES]; /* by fact of the version: the fact of both; MODEL_NONE for readings */
    uint32_t **value_of[SIDES];       /* by fact of the version: of its values, those of both */
    struct presumed *presumed[SIDES]; /* by fact of both */
    struct conds probes[SIDES];
};

/* Names of both must be interned in one table. */
struct merged *merge(struct arena *a, struct subject old, struct subject new);

/* Values of a version's fact, as those of the fact of both. */
uint64_t *set_of_both(const struct merged *m, enum side side, uint32_t from, const uint64_t *set);

/* The version over facts of its own. */
static inline const struct model *own_model(const struct merged *m, enum side side) {
    return m->of[side].rules->model;
}

/* The version's own fact; it has it. */
static inline const struct fact *own_fact(const struct merged *m, enum side side, uint32_t fact) {
    return &own_model(m, side)->facts.at[m->facts[fact].of[side]];
}

static inline bool in_both(const struct merged *m, uint32_t fact) {
    return m->facts[fact].of[OLD] != MODEL_NONE && m->facts[fact].of[NEW] != MODEL_NONE;
}

#endif
