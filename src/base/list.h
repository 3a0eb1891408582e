/*
 * Lists in words: "a", "a and b", "a, b and c". Where one of several items has a comma, or the word
 * that joins them, semicolons keep them apart: "a, or so; b; and c".
 */
#ifndef STRATC_BASE_LIST_H
#define STRATC_BASE_LIST_H

#include "base/arena.h"

#include <stdbool.h>
#include <string.h>

/* What stands before the last of several, " and ", " or " or ", ": of a list with this item. It is
 * asked of each in turn, with what it was for those before. */
static inline const char *list_last(const char *last, const char *item) {
    bool none = strcmp(last, ", ") == 0;
    if (last[0] == ';') return last;
    if (!strchr(item, ',') && !strstr(item, none ? " and " : last) &&
        !(none && strstr(item, " or ")))
        return last;
    return none ? "; " : strcmp(last, " or ") == 0 ? "; or " : "; and ";
}

/* What stands before item `i` of `n`, with what list_last() says. */
static inline const char *list_separator(size_t i, size_t n, const char *last) {
    return i == 0 ? "" : i + 1 == n ? last : last[0] == ';' ? "; " : ", ";
}

/* Of few values in rising order, whether those up to one, or from one on, are named each in turn:
 * who reads of them need not know the order. */
static inline bool list_names_each(size_t some, size_t all) {
    return all <= 7 && 0 < some && some <= 3 && some < all;
}

/* With `between` before all but the first and the last, whatever they have. */
const char *list_joined(struct arena *a, const char *const *items, size_t n, const char *between,
                        const char *last);

/* "" where there is none. */
const char *list_in_words(struct arena *a, const char *const *items, size_t n, const char *last);

/* Puts them in the order of their bytes. */
void list_sort(const char **items, size_t n);

#endif
