/*
 * Exercise: what the examples of a policy put to the test, and what they leave out.
 *
 * There are three kinds of goals, each a set of situations (in scope, within every assumption):
 *   a rule       where it applies: its condition holds, nothing with priority sets it aside (an
 *                expectation: where it cautions);
 *   a condition  a rule and a fact that it tests: where the rule does not apply, and would with
 *                another value of that fact alone;
 *   a duty       where the decision carries it, for some approach.
 * What no situation can reach is no goal. A request exercises a goal where every one of its
 * completions lies in that set.
 */
#ifndef STRATC_ANALYSIS_EXERCISE_H
#define STRATC_ANALYSIS_EXERCISE_H

#include "space/decisions.h"

enum goal_kind { GOAL_RULE, GOAL_CONDITION, GOAL_DUTY };
enum { GOAL_KINDS = 3 };

struct goal {
    enum goal_kind kind;
    uint32_t rule; /* RULE, CONDITION */
    uint32_t fact; /* CONDITION */
    uint32_t duty; /* DUTY */
    diagram where;
    bool exercised; /* by an example of the policy */
};
struct goals VEC(struct goal);

struct request {
    int64_t *value; /* by fact of the model */
    bool *stated;
};

struct exercise {
    const struct model *m;
    const struct rule_set *rules;
    struct arena *arena;
    struct diagrams *g;
    struct decisions *all;
    diagram feasible; /* in scope, within every assumption */
    diagram *applies; /* by rule */
    diagram *
        reversed; /* by fact: what a judgement that is presumed cannot be where nothing is stated */
    bool *known;  /* by fact: of a request, and its values */
    int64_t *value;
    struct goals goals;
    size_t count[GOAL_KINDS], missing[GOAL_KINDS];
};

/* The goals of a policy, and which of them its examples exercise. `g->gave_up` afterwards: nothing
 * of it means anything. */
struct exercise *exercise_new(struct space *s, const struct clause_set *clauses, struct arena *a);

/* All that every completion of the request has in common: that it lies in `where`. False too where
 * there is no completion. */
bool exercise_meets(struct exercise *e, const struct request *request, diagram where);

/* By kind of goal: one, several. */
extern const char *const exercise_kinds[GOAL_KINDS][2];

/* The kinds of which there are some: "rule, condition and duty"; NULL for none. */
const char *exercise_kinds_text(const struct exercise *e);

/* What a rule does, by itself or after "from": "opens limited", "opening limited". */
const char *deed_text(struct arena *a, const struct model *m, const struct rule *r, bool ing);

/* "4.1.b opens outreach", "requested alone keeps 2.2 from opening assisting", "report is due". */
const char *goal_text(const struct exercise *e, const struct goal *goal);
/* Without what the rule does: "a rule of 4.1.b applies". */
const char *goal_short(const struct exercise *e, const struct goal *goal);

/* Reports what is not exercised, one finding a goal; conditions of one rule together. */
void exercise_report(const struct exercise *e, struct diags *d);

/* An example that would exercise what none exercises yet. */
struct suggestion {
    struct request request; /* states no more than it needs */
    struct indices
        meets;    /* the goals that it exercises, of those that no example of the policy does */
    uint32_t own; /* the first of them that no other suggestion exercises */
};
struct suggestions VEC(struct suggestion);

/* All goals missing are met by one of these, and leaving one out would leave a goal unmet. Each
 * decides (status and approach). They stand in the order of the goals that only they meet. Check
 * e->g->gave_up afterwards. */
struct suggestions suggest_examples(struct exercise *e);

#endif
