/*
 * Results: the files that a run writes, whatever they hold.
 */
#ifndef STRATC_STRATC_RESULT_H
#define STRATC_STRATC_RESULT_H

#include "base/outfile.h"
#include "emit/formats.h"

/* Abandoned with the arena, should memory run out while it is half written. */
struct outfile *result_new(struct arena *a);

/* Not where it would take the place of the policy or of what it uses, whatever their names. False:
 * reported. */
bool result_allowed(struct diags *d, const char *output);

/* Reports that `path` could not be written; nothing where error is 0. */
void result_failed(struct diags *d, const char *path, int error);

/* Writes the files of a format, of which there are one or two (the header first). False: reported,
 * and none has appeared. */
bool result_write(struct diags *d, const struct format *format, struct emission *e,
                  const char *const *paths, size_t n);

#endif
