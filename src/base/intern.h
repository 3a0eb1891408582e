/*
 * Intern: one copy of each name, so that names compare by pointer.
 * Lookups are expected constant time; the table lives in the arena.
 */
#ifndef STRATC_BASE_INTERN_H
#define STRATC_BASE_INTERN_H

#include "base/arena.h"

struct intern_slot;

struct intern {
    struct arena *arena;
    struct intern_slot *slots;
    size_t len, cap;
};

void intern_init(struct intern *in, struct arena *a);

/* The one copy of text[0..len), NUL-terminated. The text has no NUL inside. */
const char *intern(struct intern *in, const char *text, size_t len);

/* The same, or NULL where there is none yet. */
const char *intern_find(const struct intern *in, const char *text, size_t len);

#endif
