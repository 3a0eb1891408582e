/*
 * Lint: what is not wrong but is likely not meant.
 *
 * A check is one line in diag/codes.def (LINT), its function lint_<check>() in chk_<slug>.c, and
 * its page. It reports its own code alone, all there is of it, and leaves the model as it is.
 * Checks know nothing of one another.
 */
#ifndef STRATC_LINT_LINT_H
#define STRATC_LINT_LINT_H

#include "diag/render.h"
#include "rules/rules.h"
#include "space/decisions.h"

struct study;

struct lint {
    const struct model *m;
    struct diags *d;
    struct arena *arena; /* for what a check needs while it works */
    /*
     * For checks over all situations, see lint_decide(). A check that finds gave_up in the diagrams
     * that it asks says nothing: whoever runs it looks, and says that it was not decided.
     */
    const struct rule_set *rules;
    struct work work; /* what is left to all sets of diagrams together */
    struct version *v;
    struct decisions *all;               /* with lists */
    bool whole;                          /* they were decided; else l->v->g->gave_up stays */
    struct study *study;                 /* study_of() makes it: NULL at first */
    const struct decisions *any_reading; /* lint_any_reading() makes them: NULL at first */
    bool any_whole;
};

#define CODE(number, identifier, slug, severity, on, summary)
#define LINT(number, identifier, check, slug, severity, on, summary) \
    void lint_##check(struct lint *l);
#include "diag/codes.def"
#undef CODE

/* How much work goes into the decisions of every situation, into what is asked of them later, into
 * the study's questions about rules, and about parts of conditions: see struct diagrams; and into
 * all of it together. A thousand rules are done in seconds, and nothing takes longer than some
 * twenty. */
#define WHOLE_STEPS UINT64_C(30000000)
#define LINT_STEPS UINT64_C(150000000)
#define RULES_STEPS UINT64_C(30000000)
#define PARTS_STEPS UINT64_C(40000000)
#define ALL_STEPS UINT64_C(400000000)

/* Decides the policy in every situation, for checks to ask: fills `v`, `all` and `whole`. */
void lint_decide(struct lint *l, const struct bits *bits, struct diagrams *g);

/* Runs the checks whose findings the options want to see. */
void lint_run(struct lint *l, const struct diag_options *o);

/* Whether a declaration is ours to find fault with: not one of the installed vocabulary. */
bool lint_ours(const struct lint *l, const struct declared *x);

/* Reports a declaration of the policy's own file that nothing refers to. `what` names its kind:
 * "the fact", "the group". */
void lint_unused(struct lint *l, enum diag_code code, const struct declared *x, const char *what,
                 const char *advice);

#endif
