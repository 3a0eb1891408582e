/* What nothing uses is left out of emitted C. Inside emit/ only. */
#ifndef STRATC_EMIT_C_SHAKE_H
#define STRATC_EMIT_C_SHAKE_H

#include "base/arena.h"

#include <stdio.h>

/* `text` without comments and blank lines, its lines joined where they were broken for width. */
void shake_squeeze(struct arena *a, FILE *out, const char *text);

/*
 * `text`, a source of C, without those of its declarations, definitions and macros for which
 * neither the functions that others may call, nor what these use in turn, has a use. Each begins on
 * a line of its own; the comment ahead of it goes with it.
 */
void shake(struct arena *a, FILE *out, const char *text);

#endif
