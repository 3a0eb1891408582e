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
enum { POLICY_STEPS = 60000000 };

/* Reports that this was not decided, where the diagrams that were asked gave up; whether they did.
 */
bool analysis_gave_up(struct diags *d, struct span at, const char *what, const struct diagrams *g);

struct study;
struct anchoring;

struct analysis {
    const struct model *m;
    const struct anchoring *source; /* the text that it states; NULL: not known */
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
 * twenty. That is for up to a thousand rules: a larger policy has as many times more, see
 * analysis_steps(), but of all together no more than a minute takes. */
#define WHOLE_STEPS UINT64_C(30000000)
#define LINT_STEPS UINT64_C(150000000)
#define RULES_STEPS UINT64_C(30000000)
#define PARTS_STEPS UINT64_C(80000000)
#define ALL_STEPS UINT64_C(1200000000) /* see struct work */

/* So many steps for a policy of this size. */
uint64_t analysis_steps(const struct analysis *l, uint64_t steps);

/* Lets the set have as much work (steps for a thousand rules) and memory as goes with the size of
 * the policy. */
void analysis_bound(struct analysis *l, struct diagrams *g, uint64_t steps);

/* Decides the policy in every situation, for checks to ask: fills `v`, `all` and `whole`. */
void analysis_decide(struct analysis *l, const struct clause_set *clauses, struct diagrams *g);

/* The model with more definitions (or NULL), and its readings as they are; as facts like any other;
 * as facts that have the reading taken as their default. */
enum readings { READINGS_AS_TAKEN, READINGS_OPEN, READINGS_BY_DEFAULT };
struct model *analysis_model(struct arena *a, const struct model *m, enum readings readings,
                             const struct defines *more);

/* The rules over this model instead of their own. */
struct rule_set *analysis_rules(struct arena *a, const struct rule_set *rules,
                                const struct model *m);

/* Decides these rules in every situation, over a space of their own, as part of the same work. */
const struct decisions *analysis_decisions(struct analysis *l, const struct rule_set *rules,
                                           uint64_t steps);

/*
 * The decisions of the policy with each reading a fact like any other: what holds here holds
 * however they are read. A reading has one value in what a check is given, the one taken; what is
 * without effect for that reason alone is no fault of the policy, so whoever finds something
 * without effect asks here too. Over a space of its own (its diagrams are not those of l->v);
 * facts, rules and blocks have the same numbers. The same as l->all where the policy has no
 * reading.
 */
const struct decisions *analysis_any_reading(struct analysis *l);

/* ---- proved before anything else is asked ---- */

/* False where a judgement is presumed yes and no in the same situation: reported, with the
 * situation. */
bool presumptions_agree(struct diags *d, const struct rule_set *rules, struct arena *a);

struct proofs {
    size_t safeguards, broken, undecided;
};

/* Reports each safeguard that some situation breaks, with that situation, and each that was given
 * up. */
struct proofs safeguards_prove(struct diags *d, const struct rule_set *rules, struct arena *a);

#endif
