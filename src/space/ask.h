/*
 * What is asked of all situations and told of single ones, beside the diagrams themselves: what a
 * condition tests, and in words what was found.
 */
#ifndef STRATC_SPACE_ASK_H
#define STRATC_SPACE_ASK_H

#include "space/decisions.h"
#include "space/situation.h"

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

/* Whether it tests the fact; tested[f] set for each that it tests. */
bool ask_tests(const struct model *m, const struct cond *c, uint32_t fact);
void ask_tested(const struct model *m, const struct cond *c, bool *tested);

/* A situation of x to look at. `fact`: one on which x does not depend, as the caller gives it the
 * values that are spoken of, or MODEL_NONE. */
struct witness ask_witness(const struct version *v, diagram x, uint32_t fact);

/* The same in words: "where partner = UA, not requested". */
const char *ask_where(const struct version *v, diagram x, uint32_t fact);

/* A decision in parts, for each approach one, of which something is to be said: names in the
 * witness what they hang on where the fact has this value (MODEL_NONE: as it is), and leaves the
 * value there. */
void ask_fix(struct witness *w, const diagram *of, uint32_t fact, int64_t value);

/* The approach of a decision in a situation, or "nothing"; `of`: used or start. */
const char *ask_approach(const struct decisions *d, const diagram *of, const int64_t *situation);

/* "1 combination" or "12 combinations" of the facts that it depends on. */
const char *ask_count(struct diagrams *g, diagram x);

/* "a", "a and b", "a, b and c", "a, b, c and 5 others". */
struct words VEC(const char *);
const char *ask_list(struct arena *a, const struct words *names, const char *last);

#endif
