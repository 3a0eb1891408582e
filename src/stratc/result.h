/*
 * Results: the files that a run writes, whatever they hold.
 */
#ifndef STRATC_STRATC_RESULT_H
#define STRATC_STRATC_RESULT_H

#include "base/outfile.h"
#include "diag/diag.h"

/* The files of one result: all of them appear, or none. */
struct results {
    struct diags *d;
    size_t n;
    const char *paths[2];
    struct outfile *files[2];
    const char *header; /* of a pair: what its source includes */
    const char *stem;   /* what it is called, a path and an ending apart */
};

/* NULL is standard output. False: reported. Not where it would take the place of the policy or of
 * what it uses, whatever their names. Abandoned with the arena, should memory run out while it is
 * half written. */
bool results_open(struct results *r, struct diags *d, const char *path);

/* The same, in place of the policy that was read from `path`. */
bool results_replace(struct results *r, struct diags *d, const char *path);

/* A header and a source: `-o x.c`, and `-o x.h`, are x.h (x as an #include can name it) and x.c;
 * to standard output, a device or a pipe goes one after the other. `output` may be NULL. */
bool results_open_pair(struct results *r, struct diags *d, const char *output, const char *policy,
                       const char *ending);

/* False: nothing appears, which is reported. */
bool results_commit(struct results *r);

/* Nothing appears: as `error`, an errno value, says, or 0 where the reason is reported already.
 * False. */
bool results_abandon(struct results *r, int error);

/* The name of a policy without its folder and its ending. */
const char *result_stem(struct arena *a, const char *policy);

#endif
