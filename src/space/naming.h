/*
 * Naming: a set of values of a fact in few words, by the groups that fit.
 */
#ifndef STRATC_SPACE_NAMING_H
#define STRATC_SPACE_NAMING_H

#include "model/model.h"

struct named_set {
    const char *name;
    const uint64_t *set;
    size_t size;
};

struct named_sets VEC(struct named_set);

/* What there is to name the values of a fact by. Sets are as in conditions, a bit a value. */
struct naming {
    struct arena *arena;
    const struct fact *fact; /* ONE_OF */
    const uint64_t *among; /* the values that are spoken of; others go without saying. NULL: all */
    size_t most;           /* more single values than this are counted, not named */
    bool titles;           /* values by their titles, where they have one */
    struct named_sets groups;
};

/* A group to name values by. One of a single value is of no use; of several that are the same, the
 * first is used. */
void naming_add(struct naming *n, const char *name, const uint64_t *set);

/* "western_balkans or OECD", "third_countries but eea_efta", "other than company"; `joint` is "or"
 * or "and". */
const char *naming_words(const struct naming *n, const uint64_t *set, const char *joint);

#endif
