/*
 * Decisions: what a policy decides in every situation, as one yes-or-no diagram for each part of a decision.
 *
 * Two decisions differ just where one of the parts before PART_BASIS does (a difference in basis alone is told apart). All parts speak of situations
 * whether possible or not: combine with the version's `possible`.
 */
#ifndef STRATC_SPACE_DECISIONS_H
#define STRATC_SPACE_DECISIONS_H

#include "space/diagram.h"

enum decision_part {
    DECISION_OUT_OF_SCOPE, DECISION_REFUSED, DECISION_DEFAULT, DECISION_CONDITIONAL, /* status; else open */
    DECISION_OPEN,      /* by approach */
    DECISION_START,     /* by approach: may start now */
    DECISION_WILL, DECISION_MUST, /* modality: the strongest */
    DECISION_DUTY,      /* by duty */
    DECISION_BEFORE,    /* by duty: outstanding */
    DECISION_CAUTION,   /* by place in the outline */
    DECISION_CLOSED_BY, /* by place in the outline */
    DECISION_BASIS      /* by place in the outline */
};

struct component {
    enum decision_part part;
    uint32_t index;
    diagram is;
};

/* What was asked of the bits on the way: YES where one of those in `row` is left. */
struct raw {
    uint64_t *row;                /* NULL: no bit at all */
    diagram is;
};

struct decisions {
    const struct version *v;
    struct diagrams *g;
    uint64_t *without;            /* bits left out, or NULL */
    struct raws VEC(struct raw) *raws; /* always asked in the same order; those of `base` where there is one */
    const struct decisions *base; /* these are a change of others, see decisions_changed(), or NULL */
    const uint64_t *touched;
    size_t *asked;                /* how many of the raws were asked for so far */
    diagram in_scope;
    diagram *permit, *close, *held; /* by approach: a permission applies, a prohibition closes it, a `before` duty is outstanding */
    diagram *open;                /* by approach: permit and not close, in scope */
    diagram *used;                /* by approach: what is attached to it is attached to the decision */
    diagram *start;               /* by approach: may start now */
    diagram something_open, by_default, refused;
    struct components VEC(struct component) components; /* in the order of enum decision_part, then by index */
};

/* `without`: bits taken out of the policy (rules left out), or NULL. Lists (duties and what follows) are made only where `lists`. */
struct decisions *decisions_new(const struct version *v, uint64_t *without, bool lists);

/*
 * What decisions become where some bits are left out, or come back, or steps are others: only what `touched` has a bit of is built anew. The caller
 * sees to it that no other bit is left where it was not in `base`, or the other way round. v: that of `base`, or one with the same list of bits.
 */
struct decisions *decisions_changed(const struct decisions *base, const struct version *v, uint64_t *without, const uint64_t *touched);

/* Adds the lists to decisions made without; what is there already stays as it is. */
void decisions_add_lists(struct decisions *d);

/* Where the approach has a duty attached that it is used with; `a` an approach. */
diagram decisions_duty_for(const struct decisions *d, uint32_t duty, uint32_t approach);

/* All bits that come from one rule, or attach by it: what is gone when the rule is. (The last permission of a block with duties of its own cannot
 * be left out this way: without it they attach elsewhere.) */
uint64_t *bits_of_rule(const struct version *v, uint32_t rule);

#endif
