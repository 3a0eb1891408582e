/*
 * Words: situations, cases and verdicts as a person says them.
 */
#ifndef STRATC_DIFF_WORDS_H
#define STRATC_DIFF_WORDS_H

#include "diff/groups.h"
#include "space/naming.h"

/* The values of a number or date that a limit lets through, the first and the last. */
struct stretch {
    int64_t low, high;
    bool from_start, to_end; /* of all values that there are */
};
struct stretch stretch_of(const struct space *s, const struct limit *l);

/* "partner UA or MD, activity training, agreement at least framework, requested"; "whatever the
 * facts" for all situations. */
const char *case_words(const struct comparison *c, const struct cube *cube);

/* "limited (default)", "refused"; from the statuses given. */
const char *verdict_words(const struct comparison *c, uint64_t used, unsigned statuses);

/* "limited, assisting"; "nothing". */
const char *approach_words(const struct comparison *c, uint64_t approaches);

/* "4.4.b new, P6 changed"; "" for none. `bare`: the paragraphs alone. */
const char *cause_words(const struct comparison *c, const struct causes *causes,
                        const struct indices *which, bool bare);

/* `list` with `next` after a comma. */
const char *listed(struct arena *a, const char *list, const char *next);

#endif
