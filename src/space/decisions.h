/*
 * Decisions: what a policy decides in every situation, as one yes-or-no diagram for each part of a
 * decision, approach and item.
 *
 * Every approach has a verdict of its own, with its modality, duties and cautions. Two decisions
 * differ just where one of the parts before DECISION_GROUNDS does, for whichever approach: status,
 * approach and what may start now follow from these. A difference in grounds alone is told apart.
 * All parts speak of situations whether possible or not: combine with the version's `possible`.
 */
#ifndef STRATC_SPACE_DECISIONS_H
#define STRATC_SPACE_DECISIONS_H

#include "space/diagram.h"

enum decision_part {
    DECISION_OUT_OF_SCOPE, /* of no approach */
    DECISION_OPEN,         /* the verdict: open, or conditional where something is outstanding */
    DECISION_CLOSED,
    DECISION_DEFAULT, /* neither, of the default approach; else not provided */
    DECISION_WILL,
    DECISION_MUST,      /* modality: the strongest */
    DECISION_DUTY,      /* by duty */
    DECISION_BEFORE,    /* by duty: outstanding */
    DECISION_CAUTION,   /* by place in the outline */
    DECISION_CLOSED_BY, /* by place in the outline; of no approach: a refusal without a default
                           approach is */
    DECISION_BASIS,     /* by place in the outline */
    DECISION_PARTS,
    DECISION_GROUNDS = DECISION_CLOSED_BY,
    DECISION_ATTACHED = DECISION_PARTS /* no component: by duty and place, what attaches it */
};

/* Which of the lists a clause of this kind has a say in; DECISION_PARTS: in none. */
enum decision_part decision_part_of(enum clause_kind kind);

/* Whether it is a list of duties, else of places in the outline. */
static inline bool decision_is_of_duties(enum decision_part part) {
    return part == DECISION_DUTY || part == DECISION_BEFORE;
}

/* How many items it may have. */
static inline size_t decision_items(const struct model *m, enum decision_part part) {
    return decision_is_of_duties(part) ? m->duties.len : m->outline.len;
}

/* The item of a list that the clause has a say in. */
static inline uint32_t decision_item(const struct model *m, const struct clause *c) {
    return decision_is_of_duties(decision_part_of(c->kind)) ? c->duty
                                                            : m->blocks.at[c->block].outline;
}

/* The clauses that have a say in an item of a list. */
struct clause_filter decision_clauses(enum decision_part part, uint32_t index);

struct component {
    enum decision_part part;
    uint32_t index;    /* the item of a list, else 0 */
    uint32_t approach; /* MODEL_NONE: of none */
    diagram is;
};

struct decisions {
    const struct version *v;
    struct diagrams *g;
    const uint64_t *without; /* clauses left out, or NULL */
    diagram in_scope;
    /* By approach: a permission applies, a prohibition closes it, a `before` duty is outstanding; a
     * permission applies that says will, must. */
    diagram *permit, *close, *outstanding, *will, *must;
    diagram *open;      /* by approach: permit and not close, in scope */
    diagram *offered;   /* by approach: open, or its verdict is default: its lists count */
    diagram *used;      /* by approach: it is the answer's; unranked: open, or by default */
    diagram *may_start; /* by approach */
    diagram *start;     /* by approach: now; unranked: the same */
    diagram something_open, by_default, refused;
    struct components
        VEC(struct component) components; /* those that are not NO; by part, index and approach */
};

extern const struct decisions decisions_nothing;

/* The decision in short: what a person gets in one situation. Approaches are bits. */
struct brief {
    enum status status;
    uint64_t used, start;
};

/* `without`: clauses taken out of the policy (rules left out), or NULL. Lists (duties and what
 * follows) are made only where `lists`. */
struct decisions *decisions_new(const struct version *v, const uint64_t *without, bool lists);

/* Where the decision has this status. */
diagram decisions_status(const struct decisions *d, enum status status);

/* Adds the lists to decisions made without; what is there already stays as it is. */
void decisions_add_lists(struct decisions *d);

/* One component; NO where there is none. */
diagram decisions_component(const struct decisions *d, enum decision_part part, uint32_t index,
                            uint32_t approach);

/* An item of a list, DECISION_DUTY to DECISION_BASIS, for some approach. */
diagram decisions_list(const struct decisions *d, enum decision_part part, uint32_t index);

/* Where the answer is a refusal, and the paragraph closes what might have been. */
diagram decisions_refused_by(const struct decisions *d, uint32_t paragraph);

/* Where the approach has the duty attached, whatever its verdict. */
diagram decisions_duty_for(const struct decisions *d, uint32_t duty, uint32_t approach);

/* Where the approach is open, or what the answer leaves by default. */
diagram decisions_in_use(const struct decisions *d, uint32_t approach);

/* The situations that can be and are in scope. */
diagram decisions_feasible(const struct decisions *d);

/* Where some permission applies, closed or not. */
diagram decisions_permitted(const struct decisions *d);

#endif
