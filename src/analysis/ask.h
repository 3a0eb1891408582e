/*
 * What checks over all situations have in common: holding a fact at a value, and saying in words
 * what was found.
 */
#ifndef STRATC_ANALYSIS_ASK_H
#define STRATC_ANALYSIS_ASK_H

#include "analysis/analysis.h"
#include "space/situation.h"

/* The clauses of one kind that open or attach to an approach; MODEL_NONE stands for any. */
struct asked_clauses {
    enum clause_kind kind;
    uint32_t approach, block, rule, duty;
};
diagram ask_clauses(const struct version *v, struct asked_clauses like);

/* Where the rule opens or closes something or attaches to it; an expectation: where it cautions. */
diagram ask_effect(const struct version *v, uint32_t rule);

/* The situations that can be and are in scope. */
diagram ask_feasible(const struct decisions *d);

/* Where some permission applies, closed or not. */
diagram ask_permitted(const struct decisions *d);

/* x, which is within the feasible, no longer of facts that only the feasible limits: of these a
 * reader need not be told. */
diagram ask_essence(struct diagrams *g, diagram x, diagram feasible);

/*
 * Whether look() finds something in the condition or in a definition that it uses. It is shown
 * every part from above, and each definition once, however many others are built on it: opened
 * wherever they stand, forty definitions of two each would be a million million parts.
 */
enum ask_answer { ASK_ON, ASK_FOUND, ASK_NOT_BELOW };
typedef enum ask_answer ask_look(void *context, const struct cond *c);
bool ask_condition(const struct model *m, const struct cond *c, ask_look *look, void *context);

/* Whether it tests the fact. */
bool ask_tests(const struct model *m, const struct cond *c, uint32_t fact);

/* A situation of x to look at. `held`: a fact on which x does not depend, as the caller gives it
 * the values that are spoken of, or MODEL_NONE. */
struct witness ask_witness(struct analysis *l, diagram x, uint32_t held);

/* The same in words: "where partner = UA, not requested". */
const char *ask_where(struct analysis *l, diagram x, uint32_t held);

/* A decision in parts, for each approach one, of which something is to be said: names in the
 * witness what they hang on where `held` has this value (MODEL_NONE: as it is), and leaves the
 * value there. */
void ask_fix(struct witness *w, const diagram *of, uint32_t held, int64_t value);

/* The approach of a decision in a situation, or "nothing"; `of`: used or start. */
const char *ask_approach(const struct decisions *d, const diagram *of, const int64_t *situation);

/* "1 combination" or "12 combinations" of the facts that it depends on. */
const char *ask_count(struct diagrams *g, diagram x);

/* "a", "a and b", "a, b and c", "a, b, c and 5 others". */
struct words VEC(const char *);
const char *ask_list(struct arena *a, const struct words *names, const char *last);

#endif
