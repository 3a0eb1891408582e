/*
 * Words: situations, cases and decisions as a person says them.
 */
#ifndef STRATC_DIFF_WORDS_H
#define STRATC_DIFF_WORDS_H

#include "diff/groups.h"

/* The values of a number or date that a limit lets through, the first and the last. */
struct stretch {
    int64_t low, high;
    bool from_start, to_end; /* of all values that there are */
};
struct stretch stretch_of(const struct space *s, const struct limit *l);

/* "partner UA or MD", "agreement at least framework", "requested". */
const char *limit_words(const struct comparison *c, const struct limit *l);

/* All limits of the cube; "whatever the facts" for all situations. */
const char *case_words(const struct comparison *c, const struct cube *cube);

/* "limited (by default)", "refused"; from the statuses given. */
const char *decision_words(const struct comparison *c, uint64_t used, unsigned statuses);

/* "limited and assisting"; "nothing". */
const char *approach_words(const struct comparison *c, uint64_t approaches);

/* "4.4.b new, P6 changed"; "" for none. `bare`: the paragraphs alone. */
const char *cause_words(const struct comparison *c, const struct causes *causes,
                        const struct indices *which, bool bare);

/* The texts with this before the last, see list_in_words(). */
const char *joined(struct arena *a, const struct texts *list, const char *last);

#endif
