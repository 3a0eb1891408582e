/*
 * Identifiers of emitted C: one table of what is taken. Inside emit/ only.
 *
 * No name of an author may meet a name of ours, of the runtime, of C or of another author's name,
 * and ours stand in the texts that we print: so the texts are printed first, with *marks* in place
 * of the prefix and of every name of an author, then read for the names that they use, and only
 * then the marks get names that nothing else has. Who prints needs to know nothing of it: a mark is
 * a string like any other.
 *
 * There are two scopes: the file (types, functions, enumerators and macros alike, also where C
 * would let two of them share a name) and the members of the structures that have a member for each
 * fact. A macro and a word of the language is taken in both.
 */
#ifndef STRATC_EMIT_C_IDENTIFIERS_H
#define STRATC_EMIT_C_IDENTIFIERS_H

#include "base/intern.h"
#include "base/vec.h"
#include "emit/c/scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Words that are never names in emitted C, each between blanks. */
extern const char reserved_words[];

enum scope { SCOPE_FILE, SCOPE_MEMBERS, SCOPE_NONE };

struct author_name;

struct identifiers {
    struct arena *arena;
    const char *prefix; /* as it is wanted; once settled, as it is */
    struct author_names VEC(struct author_name) names;
    struct intern taken[2]; /* by scope */
};

void identifiers_init(struct identifiers *ids, struct arena *a, const char *prefix);

/* A mark for PREFIX_a or PREFIX_a_b (b: or NULL), made of letters, digits and underscores; what is
 * taken gets underscores at its end. The names that are free as they are get what they ask for,
 * whatever the order; then the others, in this order. */
const char *identifier(struct identifiers *ids, const char *a, const char *b);

/* A mark for a member. */
const char *member(struct identifiers *ids, const char *name);

/* The same for the member that belongs to another, `of` its mark, and has the rest of its name to
 * itself: "income_known". */
const char *member_beside(struct identifiers *ids, const char *of, const char *rest);

/* A mark for what is no name, and known only when names are given: "" until it is set. */
const char *identifiers_later(struct identifiers *ids);
void identifiers_set(struct identifiers *ids, const char *later, const char *text);

/* Gives names to all marks, and the prefix: these are the texts that will be printed. */
void identifiers_settle(struct identifiers *ids, const char *const *texts, size_t n);

/* A text with names for marks. */
void identifiers_print(const struct identifiers *ids, const char *text, FILE *out);

/* A digest of it (FNV-1a, 64 bits). */
uint64_t identifiers_digest(const struct identifiers *ids, const char *text);

#endif
