/*
 * Build: from emitted C to a program, by the C compiler of this machine.
 */
#ifndef STRATC_STRATC_BUILD_H
#define STRATC_STRATC_BUILD_H

#include "diag/diag.h"
#include "emit/emit.h"

/* Compiles the policy and links it with the evaluator into `output` (NULL: named after the policy),
 * which appears whole or not at all. False: reported. */
bool build_program(struct diags *d, const struct layout *layout, const char *output,
                   const char *policy);

/* The folder "share/stratc" of this installation where it has one ("PREFIX/bin/stratc" has
 * "PREFIX/share/stratc"), else NULL. */
const char *installed_share(struct arena *a);

#endif
