/*
 * Lists in words: "a", "a and b", "a, b and c".
 */
#ifndef STRATC_BASE_LIST_H
#define STRATC_BASE_LIST_H

#include "base/arena.h"

/* What stands before item `i` of `n`. `last`, before the last of several, is " and ", " or " or
 * ", ". */
static inline const char *list_separator(size_t i, size_t n, const char *last) {
    return i == 0 ? "" : i + 1 < n ? ", " : last;
}

/* With `between` before all but the first and the last. */
const char *list_joined(struct arena *a, const char *const *items, size_t n, const char *between,
                        const char *last);

/* "" where there is none. */
const char *list_in_words(struct arena *a, const char *const *items, size_t n, const char *last);

/* Puts them in the order of their bytes. */
void list_sort(const char **items, size_t n);

#endif
