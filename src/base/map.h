/*
 * Map: from two words (a scope and a name, a pair of indices) to an index. Names are interned, so
 * that a pointer is enough of a key. Lookups are expected constant time; the table lives in the
 * arena.
 */
#ifndef STRATC_BASE_MAP_H
#define STRATC_BASE_MAP_H

#include "base/arena.h"

#include <stdbool.h>

#define MAP_NONE UINT32_MAX /* no entry */

struct map_slot {
    uint64_t scope, key;
    uint32_t value; /* the index + 1; 0 marks a free slot */
};

struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t len, cap;
};

void map_init(struct map *m, struct arena *a);

/* The index under this key, or MAP_NONE. */
uint32_t map_get(const struct map *m, uint64_t scope, uint64_t key);

/* Enters `value` where the key is new, and returns it; else returns the index that the key has
 * already. */
uint32_t map_add(struct map *m, uint64_t scope, uint64_t key, uint32_t value);

/* The key of an interned name. */
static inline uint64_t map_name(const char *name) { return (uint64_t)(uintptr_t)name; }

#endif
