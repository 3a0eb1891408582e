/* Identifiers of emitted C: unique, and no keyword of C or C++. Inside emit/ only. */
#ifndef STRATC_EMIT_IDENTIFIERS_H
#define STRATC_EMIT_IDENTIFIERS_H

#include "emit/layout.h"

struct identifiers {
    struct arena *arena;
    const char *prefix;
    const char **slots; /* those given out, open addressing */
    size_t n_slots, used;
};

void identifiers_init(struct identifiers *ids, struct arena *a, const char *prefix);

/* PREFIX_a or PREFIX_a_b (b may be NULL), made of letters, digits and underscores; one that is taken gets underscores at its end. */
const char *identifier(struct identifiers *ids, const char *a, const char *b);

/* A member of a structure: the name itself, with an underscore where it is a keyword of C or C++. */
const char *member(struct arena *a, const char *name);

#endif
