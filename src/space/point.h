/*
 * Points: single situations, as a class on each axis, told from clauses alone. For policies whose
 * diagrams grow too large, and where one situation settles a question.
 */
#ifndef STRATC_SPACE_POINT_H
#define STRATC_SPACE_POINT_H

#include "space/decisions.h"

/* What a policy decides in one situation: the plain twin of the decisions. */
struct point_decision {
    bool possible, in_scope;
    uint32_t permit, close, open, offered; /* approaches */
    int modality[MODEL_MAX_APPROACHES];    /* -1: it is not open */
    uint64_t *lists[DECISION_PARTS]; /* DUTY to BASIS: for each approach a set of duties, or of
                                        places in the outline, one after the other */
};

struct point_decision *point_decision_new(const struct version *v);

/* `without`: clauses taken out of the policy, or NULL. */
void point_decide(const struct version *v, const uint64_t *without, const uint32_t *point,
                  struct point_decision *d);

/* Whether the list of some approach has it. */
bool point_has(const struct version *v, const struct point_decision *d, enum decision_part part,
               uint32_t item);

/* Of versions of one model: whether they differ in more than grounds. */
bool point_decisions_differ(const struct version *v, const struct point_decision *x,
                            const struct point_decision *y);

/*
 * A situation that lies in one cube and outside others, found by cutting the cube up.
 *
 * Where diagrams of a whole policy grow too large, because its rules have nothing to do with one
 * another, what a single rule adds to the others is mostly found in a few cuts. The other way
 * round, that there is no such situation, is left to diagrams: what is not found is not decided
 * here.
 */
struct point_query {
    const struct version *v;
    struct clause_numbers avoid; /* outside the cubes of all of these */
    struct clause_numbers some;  /* inside the cube of at least one of these, if there are any */
    uint64_t max_steps;          /* how often a cube may be held against another */
};

/* Whether there is such a situation in `cube`, and its class on each axis. False: none was found.
 * Literals of cubes, and overrides, are passed over: point_decide() tells whether the situation is
 * as wanted. */
bool point_find(const struct point_query *q, const struct cube *cube, uint32_t *point);

#endif
