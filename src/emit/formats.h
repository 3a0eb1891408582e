/*
 * Formats: what a policy can be written as. A format is a line in formats.def and its function
 * emit_<function>() in documents/<name>.c (documents), here (bytes), or in c/.
 */
#ifndef STRATC_EMIT_FORMATS_H
#define STRATC_EMIT_FORMATS_H

#include "analysis/analysis.h"
#include "emit/emit.h"

/* What there is to write from, and where to. */
struct emission {
    struct policy policy; /* its model: policy.rules->model */
    const struct layout *layout;
    FILE *out;
    /* FORMAT_PAIR: */
    FILE *header;
    const char *prefix;      /* of identifiers, as it is wanted */
    const char *header_name; /* what the source includes; NULL: both go to one file */
    struct c_parts parts;
};

enum format_files {
    FORMAT_TEXT, /* one, for people or programs: to standard output unless a file is named */
    FORMAT_PAIR, /* x.c and x.h */
    FORMAT_BYTES /* one, for programs alone: to a file that is named, never to a terminal */
};

struct format {
    const char *name;
    enum format_files files;
    const char *what;
    /* False where it cannot be: reported, and nothing printed yet. */
    bool (*write)(const struct emission *e);
};

/* Ends with one that has no name. */
extern const struct format formats[];

/* NULL where there is none of this name. */
const struct format *format_find(const char *name);

#define FORMAT(function, name, files, what) bool emit_##function(const struct emission *e);
#include "emit/formats.def"
#undef FORMAT

#endif
