/*
 * Vec: a growing array whose storage is in an arena.
 *
 *     struct names VEC(const char *);        a struct type with .at, .len, .cap
 *     vec_push(arena, &v, item);             append
 *     vec_each(T, item, &v) { ... item ... } `item` points at each element in turn
 *
 * Growing copies into a new block and leaves the old one to the arena: at most twice the final
 * size.
 */
#ifndef STRATC_BASE_VEC_H
#define STRATC_BASE_VEC_H

#include "base/arena.h"

#define VEC(T)           \
    {                    \
        T *at;           \
        size_t len, cap; \
    }

void *vec_grow(struct arena *a, void *at, size_t len, size_t *cap, size_t size);

#define vec_push(a, v, item)                                                        \
    do {                                                                            \
        if ((v)->len == (v)->cap)                                                   \
            (v)->at = vec_grow((a), (v)->at, (v)->len, &(v)->cap, sizeof *(v)->at); \
        (v)->at[(v)->len++] = (item);                                               \
    } while (0)

#define vec_each(T, item, v) for (T *item = (v)->at; item && item < (v)->at + (v)->len; item++)

#endif
