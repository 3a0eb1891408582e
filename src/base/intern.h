/*
 * Intern: one copy of each name, so that names compare by pointer.
 * Lookups are expected constant time; all of it lives in the arena. Not to be copied while both
 * copies are added to: the map and the list grow together.
 */
#ifndef STRATC_BASE_INTERN_H
#define STRATC_BASE_INTERN_H

#include "base/map.h"
#include "base/vec.h"

struct intern {
    struct map index; /* of each name in `names`, by its hash */
    struct interned VEC(const char *) names;
};

void intern_init(struct intern *in, struct arena *a);

/* The one copy of text[0..len), NUL-terminated. The text has no NUL inside. */
const char *intern(struct intern *in, const char *text, size_t len);

/* Interns it; false where it was there already. */
bool intern_new(struct intern *in, const char *text, size_t len);

/* The one copy, or NULL where there is none yet. */
const char *intern_find(const struct intern *in, const char *text, size_t len);

#endif
