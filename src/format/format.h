/*
 * Format: the canonical layout of a policy. It changes white space and nothing else: every token
 * and every comment stays, in its order and place.
 *
 * What it makes is read again before it is given out: the same tokens, the same comments, and a
 * second run changes nothing. Works on any file that parses, a library or one with names that mean
 * nothing.
 */
#ifndef STRATC_FORMAT_FORMAT_H
#define STRATC_FORMAT_FORMAT_H

#include "diag/diag.h"
#include "syntax/ast.h"

#include <stdio.h>

struct intern;
struct piece;

struct formatted {
    const char *text; /* in the arena of `d`, a NUL behind it; without a byte order mark */
    size_t len;
};

/* Lays out source number `file` of `d`; lines end as its first does. False: why not is reported in
 * `d`: its errors of syntax. */
bool format_source(struct intern *names, struct diags *d, uint32_t file, struct formatted *out);

/* A text without errors in its canonical layout, of which fingerprints are taken: lines end with a
 * line feed, whatever they end with in the file. It is not read again. */
struct canonical {
    const char *text; /* in the arena of `d` */
    size_t len;
    const struct piece *pieces;
    size_t n;
};

/* False: it would be larger than a policy may be. */
bool format_canonical(struct intern *names, struct diags *d, const struct ast_file *file,
                      struct canonical *out);

/* What stands there in it that in its file stands at `at`, from a token to a token. */
struct formatted canonical_part(const struct canonical *of, struct span at);

/* The source and its canonical layout as a unified diff; nothing where they are the same. In time
 * and memory that grow as the texts do. */
void format_diff(FILE *out, struct arena *a, const struct source *s, const struct formatted *f);

#endif
