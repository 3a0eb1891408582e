#include "base/vec.h"

#include <string.h>

void *vec_grow(struct arena *a, void *at, size_t len, size_t *cap, size_t size) {
    size_t larger = *cap > SIZE_MAX / 2 ? SIZE_MAX
                    : *cap              ? *cap * 2
                                        : 8; /* too much is for arena_alloc to refuse */
    void *copy = arena_alloc(a, larger, size);
    if (len) memcpy(copy, at, len * size);
    *cap = larger;
    return copy;
}
