/*
 * Plan: what a decision about a complete request comes down to, as cubes. Inside emit/ only.
 *
 * Emitted C decides small policies without steps and without a loop over rules: priorities, scope
 * and assumptions are worked into a few yes-or-no *questions* (is this approach open, is this duty
 * attached, ...), each as few cubes as may be (space/cover.h). A question has to be answered
 * rightly only where somebody asks it: whether a duty is attached to an approach matters only where
 * that approach may be used.
 */
#ifndef STRATC_EMIT_C_PLAN_H
#define STRATC_EMIT_C_PLAN_H

#include "table/layout.h"
#include "space/cover.h"

enum { PLAN_APPROACHES = 4, PLAN_CUBES = 256 };

/* Yes where one of the cubes holds, or, negated, where none does. A cube without limits holds
 * always. */
struct question {
    struct cubes cover;
    bool negated;
};

/* Something of a list (a duty, a paragraph, a modality), for the approaches for which one question
 * says that it is there. */
struct item {
    uint32_t index; /* of the duty; place in the outline; or enum modality */
    uint32_t approaches;
    bool always; /* wherever one of them may be used; the question is empty */
    struct question asks;
};
struct items VEC(struct item);

struct plan {
    const struct model *model;
    const struct space *space;
    uint32_t approaches;
    bool ranked;
    uint32_t fallback;                     /* the default approach, or MODEL_NONE */
    struct question impossible, outside;   /* right everywhere */
    struct question open[PLAN_APPROACHES]; /* no outside the scope */
    struct question by_default; /* nothing closes the default approach; no outside the scope */
    struct items duties;        /* `before` duties, then the others, each in their order */
    size_t before;              /* how many are `before` duties */
    struct items basis, cautions, modalities;
    struct items closed_by; /* under `refused`; their approaches say nothing */
};

/* NULL: this policy is too large for it. */
const struct plan *plan_new(struct space *s, const struct clause_set *bits);

#endif
