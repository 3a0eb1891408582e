/*
 * Templates: the texts in templates/, which are C, and those of the runtime. Inside emit/ only.
 *
 * What is filled in:
 *   PREFIX_...                        the prefix of all names, wherever it stands in a word
 *   the name of a field               what stands for it
 *   #if NAME, #if !NAME, #ifndef ...  a section, printed or not as a switch says (a field: not
 * where it is 0), or once for each item of a list; where the name is none of these, it stays
 *   FILL(name);                       on a line of its own: what is printed from data
 *   #include "...", clang-format      nothing: it is there for compilers of the template
 */
#ifndef STRATC_EMIT_C_FILL_H
#define STRATC_EMIT_C_FILL_H

#include "base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct c_printer;

/* What a name in templates means: one of these three. */
struct fill_name {
    const char *name;
    bool (*is)(struct c_printer *w);
    bool (*each)(struct c_printer *w, size_t i); /* sets the fields of item i; false: no more */
    void (*print)(struct c_printer *w);
};

struct fill_field {
    const char *name, *text;
};
struct fill_fields VEC(struct fill_field);

/* From here on this stands for the field. */
void fill_set(struct c_printer *w, const char *name, const char *text);

/* The text of a file of templates/ or of the runtime, as it is. */
const char *fill_text(const char *file);

/* Prints a file of templates/ or of the runtime; `names` ends with a name that is NULL. */
void fill_file(struct c_printer *w, const char *file, const struct fill_name *names);

#endif
