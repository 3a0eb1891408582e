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
#include "space/diagram.h"

enum { PLAN_APPROACHES = 4, PLAN_CUBES = 256 };

/* What is asked, in the order of a plan. Those of impossible and outside are answered rightly
 * everywhere; the others where the situation is possible. */
enum asked {
    ASKED_OPEN,       /* is approach `index` open; no outside the scope */
    ASKED_DEFAULT,    /* does nothing close the default approach; no outside the scope */
    ASKED_BEFORE,     /* is duty `index` attached, which is to be done before */
    ASKED_OUTSIDE,    /* is it out of scope */
    ASKED_IMPOSSIBLE, /* is an assumption broken */
    ASKED_DUTY,       /* is duty `index` attached, which is to be done later */
    ASKED_BASIS,
    ASKED_CAUTION,
    ASKED_CLOSED_BY, /* where it is refused; approaches say nothing */
    ASKED_WILL,
    ASKED_MUST
};

/* Yes where one of the cubes holds, or, negated, where none does. A cube without limits holds
 * always. */
struct question {
    enum asked what;
    uint32_t index;      /* of the approach, of the duty; place in the outline */
    uint32_t approaches; /* asked where one of these may be used: it is theirs */
    struct cubes cover;
    bool negated; /* of duties alone; and wherever the answer is always yes, without cubes */
};

static inline bool question_always(const struct question *q) {
    return q->negated && q->cover.len == 0;
}

struct plan {
    const struct model *model;
    const struct space *space;
    uint32_t approaches;
    bool ranked;
    uint32_t fallback;                               /* the default approach, or MODEL_NONE */
    struct questions VEC(struct question) questions; /* whose answer is always no are left out, but
                                                 for those of approaches */
};

/* NULL: this policy is too large for it. */
const struct plan *plan_new(struct space *s, const struct clause_set *bits);

#endif
