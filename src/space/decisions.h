/*
 * Decisions: what a policy decides in every situation, as one yes-or-no diagram for each part of a
 * decision.
 *
 * Two decisions differ just where one of the parts before PART_BASIS does (a difference in basis
 * alone is told apart). All parts speak of situations whether possible or not: combine with the
 * version's `possible`.
 */
#ifndef STRATC_SPACE_DECISIONS_H
#define STRATC_SPACE_DECISIONS_H

#include "space/diagram.h"

enum decision_part {
    DECISION_OUT_OF_SCOPE,
    DECISION_REFUSED,
    DECISION_DEFAULT,
    DECISION_CONDITIONAL, /* status; else open */
    DECISION_OPEN,        /* by approach */
    DECISION_START,       /* by approach: may start now */
    DECISION_WILL,
    DECISION_MUST,      /* modality: the strongest */
    DECISION_DUTY,      /* by duty */
    DECISION_BEFORE,    /* by duty: outstanding */
    DECISION_CAUTION,   /* by place in the outline */
    DECISION_CLOSED_BY, /* by place in the outline */
    DECISION_BASIS,     /* by place in the outline */
    DECISION_PARTS
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
    uint32_t index;
    diagram is;
};

struct decisions {
    const struct version *v;
    struct diagrams *g;
    const uint64_t *without; /* clauses left out, or NULL */
    diagram region; /* what follows is said of these situations alone, and is NO in others */
    const struct decisions *whole; /* what is known of every situation, but for the clauses that are
                                      touched (or NULL) */
    const uint64_t *touched;
    diagram in_scope;
    /* By approach: a permission applies, a prohibition closes it, a `before` duty is outstanding; a
     * permission applies that says will, must. */
    diagram *permit, *close, *outstanding, *will, *must;
    diagram *open;  /* by approach: permit and not close, in scope */
    diagram *used;  /* by approach: what is attached to it is attached to the decision */
    diagram *start; /* by approach: may start now */
    diagram something_open, by_default, refused;
    struct components
        VEC(struct component) components; /* in the order of enum decision_part, then by index */
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

/* The decisions in some situations alone, without lists: work for few situations is little however
 * large the policy is. `whole`: those of every situation and almost the same policy, or nothing. */
struct decisions *decisions_in(const struct version *v, const uint64_t *without, diagram region,
                               const struct decisions *whole, const uint64_t *touched);

/* Where the decision has this status. */
diagram decisions_status(const struct decisions *d, enum status status);

/* Adds the lists to decisions made without; what is there already stays as it is. */
void decisions_add_lists(struct decisions *d);

/* One part of the lists: DECISION_DUTY to DECISION_BASIS. */
diagram decisions_list(const struct decisions *d, enum decision_part part, uint32_t index);

/* Where the approach has a duty attached that it is used with; `a` an approach. */
diagram decisions_duty_for(const struct decisions *d, uint32_t duty, uint32_t approach);

/* The situations that can be and are in scope. */
diagram decisions_feasible(const struct decisions *d);

/* Where some permission applies, closed or not. */
diagram decisions_permitted(const struct decisions *d);

#endif
