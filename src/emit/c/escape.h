/* Texts that others wrote (authors, and who names files), as C takes them. Nothing of theirs is
 * printed but by these. Inside emit/ only. */
#ifndef STRATC_EMIT_C_ESCAPE_H
#define STRATC_EMIT_C_ESCAPE_H

#include "base/arena.h"

#include <stdio.h>

/* The inside of a comment, which is to have blanks around it. */
void print_comment(FILE *out, const char *text);

/* All of one; "" where there is nothing to say. */
const char *comment_text(struct arena *a, const char *text);

/* A string literal, with its quotes. */
void print_literal(FILE *out, const unsigned char *text, size_t n);

/* The path of a file such that an #include can name it: no escape is known there, so what cannot
 * stand in one is an underscore in the file's name. */
char *include_name(struct arena *a, const char *path);

#endif
