/*
 * What is asked of all situations and told of single ones, beside the diagrams themselves: what a
 * condition tests, and in words what was found.
 */
#ifndef STRATC_SPACE_ASK_H
#define STRATC_SPACE_ASK_H

#include "space/decisions.h"

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

/*
 * Witnesses: situations that show what was found, in the policy's own words.
 *
 * What is printed is a request: typed in as it stands, it gives what is said of it. So a witness
 * knows not only a situation but which of its facts have to be stated. The rest may be left out:
 * what a default fills in has that value here, and whatever else the rest may be, the same is so.
 */
struct witness {
    struct diagrams *g;
    diagram possible;   /* where no assumption is broken: requests have no other completions */
    int64_t *situation; /* by fact of the model */
    bool *named; /* by fact: it has to be stated, or it is at its default and what is said hangs on
                    it */
};

/* A situation that x, which lies within `possible`, takes to YES; with as many facts as can be at
 * their defaults. False where there is none. */
bool witness_find(struct witness *w, struct diagrams *g, diagram possible, diagram x);

/* Names what y hangs on as well: wherever a request as named leads, y says the same as in this
 * situation. */
void witness_fix(struct witness *w, diagram y);

/* "partner = UA, objective = SO1, not requested": what is named, without what goes without saying;
 * all of it where that is nothing. `before` stands before it, as "where "; "whatever the facts"
 * where nothing is named. */
const char *situation_text(struct arena *a, const struct model *m, const int64_t *situation,
                           const bool *named, const char *before);
const char *witness_text(const struct witness *w, const char *before);

/* "mb_approved", "not mb_approved", "agreement = explicit" */
const char *situation_fact(struct arena *a, const struct fact *fact, int64_t value);

/* A situation of x to look at. `fact`: one on which x does not depend, as the caller gives it the
 * values that are spoken of, or MODEL_NONE. */
struct witness ask_witness(const struct version *v, diagram x, uint32_t fact);

/* The same in words: "where partner = UA, not requested". */
const char *ask_where(const struct version *v, diagram x, uint32_t fact);

/* The same as "for example where ..."; "whatever the other facts" of all that is possible. */
const char *ask_example(const struct version *v, diagram x, uint32_t fact);

/* A decision in parts, for each approach one, of which something is to be said: names in the
 * witness what they hang on where the fact has this value (MODEL_NONE: as it is), and leaves the
 * value there. */
void ask_fix(struct witness *w, const diagram *of, uint32_t fact, int64_t value);

/* The approach of a decision in a situation, or "nothing"; `of`: used or start. */
const char *ask_approach(const struct decisions *d, const diagram *of, const int64_t *situation);

/* "1 combination" or "12 combinations" of the facts that x, which lies within `within`, depends on:
 * not of those that only this limits. */
const char *ask_count(struct diagrams *g, diagram x, diagram within);

/* "a", "a and b", "a, b and c", "a, b, c and 5 others". */
struct words VEC(const char *);
const char *ask_list(struct arena *a, const struct words *names, const char *last);

#endif
