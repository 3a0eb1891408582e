/*
 * Compare: two versions, decided side by side over all situations.
 *
 * They are merged first, over one set of facts. Facts are one where both name and type are the
 * same, values where the name is. Each version becomes a rule set over the facts of both: it
 * ignores a fact that it lacks, and does not admit a value that it lacks (an assumption of its own
 * says so). A reading has no place in a situation; it becomes what it is taken for.
 */
#ifndef STRATC_DIFF_COMPARE_H
#define STRATC_DIFF_COMPARE_H

#include "base/map.h"
#include "space/decisions.h"

/* ---- merge.c ---- */

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

/* ---- compare.c ---- */

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
    diagram status[SIDES][STATUS_OPEN + 1];
    /* what makes a decision in short: each status but OPEN; by approach of both, what is used; what
     * may start */
    diagram *brief[SIDES];
    size_t n_brief;
    struct elements VEC(struct element) elements; /* what is in lists, the basis last */
    diagram differs;                              /* within `both`: but for the basis */
    diagram grounds;                              /* within `both`, alike but for the basis */
};

enum { COMPARE_STEPS = 200000000 };

/* The decision in short of which these parts (of n_brief) are so. */
struct brief brief_of(const struct comparison *c, const bool *is);

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
