/*
 * Analysis: what is worked out about a policy over all its situations, each part of it when first
 * asked for.
 */
#ifndef STRATC_ANALYSIS_ANALYSIS_H
#define STRATC_ANALYSIS_ANALYSIS_H

#include "diag/diag.h"
#include "rules/rules.h"
#include "space/decisions.h"

/* What there is to work from. */
struct policy {
    struct arena *arena;
    struct diags *d;
    const struct rule_set *rules;
    struct space *space;
    const struct clause_set *clauses;
};

/* The work that one question about a subject may take before it is given up. */
enum { POLICY_STEPS = 200000000 };

struct study;

struct analysis {
    const struct model *m;
    struct diags *d;
    struct arena *arena; /* for what a check needs while it works */
    /*
     * For checks over all situations, see analysis_decide(). A check that finds gave_up in the
     * diagrams that it asks says nothing: whoever runs it looks, and says that it was not decided.
     */
    const struct rule_set *rules;
    struct work work; /* what is left to all sets of diagrams together */
    struct version *v;
    struct decisions *all;               /* with lists */
    bool whole;                          /* they were decided; else l->v->g->gave_up stays */
    struct study *study;                 /* study_of() makes it: NULL at first */
    const struct decisions *any_reading; /* analysis_any_reading() makes them: NULL at first */
    bool any_whole;
};

/* How much work goes into the decisions of every situation, into what is asked of them later, into
 * the study's questions about rules, and about parts of conditions: see struct diagrams; and into
 * all of it together. A thousand rules are done in seconds, and nothing takes longer than some
 * twenty. */
#define WHOLE_STEPS UINT64_C(30000000)
#define LINT_STEPS UINT64_C(150000000)
#define RULES_STEPS UINT64_C(30000000)
#define PARTS_STEPS UINT64_C(80000000)
#define ALL_STEPS UINT64_C(400000000)

/* Decides the policy in every situation, for checks to ask: fills `v`, `all` and `whole`. */
void analysis_decide(struct analysis *l, const struct clause_set *clauses, struct diagrams *g);

#endif
