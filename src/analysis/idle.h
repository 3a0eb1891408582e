/*
 * What is used but changes no decision, however the open questions of reading are read.
 *
 * Two decisions differ when anything but their grounds does. What an assumption or a presumption
 * depends on is never idle: it helps to tell what was not stated.
 */
#ifndef STRATC_ANALYSIS_IDLE_H
#define STRATC_ANALYSIS_IDLE_H

#include "analysis/analysis.h"
#include "space/ask.h"

struct idle {
    const struct decisions *d; /* analysis_any_reading() */
    bool *axes;                /* by axis: a decision depends on it, or an assumption does */
    bool *grounds;             /* by axis: the grounds of a decision do */
};

struct idle *idle_find(struct analysis *l);

/* Whether the fact, or one element of a set, changes no decision. */
bool idle_fact(const struct idle *x, uint32_t fact);
bool idle_element(const struct idle *x, uint32_t fact, uint32_t element);

/* Whether a presumption asks for the fact. */
bool idle_is_presumed_by(const struct model *m, uint32_t fact);

bool idle_rule_asks(const struct model *m, const struct rule *r, ask_look *look, void *context);

/* Whether a rule, or the scope, asks for what look() finds, and no assumption or presumption does:
 * what one of these asks for helps to tell what was not stated. */
bool idle_is_asked(const struct rule_set *rules, ask_look *look, void *context);

/* What to add of a fact that changes at least which paragraphs are named: "" where it does not. */
const char *idle_but(const struct idle *x, uint32_t fact);

/* Whether every decision is the same, but for its grounds, in every situation that is possible,
 * with other conditions: see cond_rewritten(). They tell no values apart that the space of the
 * decisions does not, and no assumption changes. */
bool idle_change(const struct decisions *d, cond_change *change, void *context);

#endif
