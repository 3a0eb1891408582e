/*
 * Witnesses: situations that show what was found, in the policy's own words.
 *
 * What is printed is a request: typed in as it stands, it gives what is said of it. So a witness
 * knows not only a situation but which of its facts have to be stated. The rest may be left out:
 * what a default fills in has that value here, and whatever else the rest may be, the same is so.
 */
#ifndef STRATC_SPACE_SITUATION_H
#define STRATC_SPACE_SITUATION_H

#include "space/diagram.h"

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
 * all of it where that is nothing; "whatever the facts" where nothing is named. */
const char *situation_text(struct arena *a, const struct model *m, const int64_t *situation,
                           const bool *named);

/* The same as part of a sentence: "where partner = UA, not requested", or "whatever the facts". */
const char *situation_where(struct arena *a, const struct model *m, const int64_t *situation,
                            const bool *named);
const char *witness_text(const struct witness *w);
const char *witness_where(const struct witness *w);

/* "mb_approved", "not mb_approved", "agreement = explicit" */
const char *situation_fact(struct arena *a, const struct fact *fact, int64_t value);

#endif
