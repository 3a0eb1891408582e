/*
 * Rests: a long list of conditions without one of them, for each of them. Written out, that would
 * be a list almost as long each time; the rests of one list share what they have in common, as
 * definitions of the study's own.
 */
#ifndef STRATC_ANALYSIS_RESTS_H
#define STRATC_ANALYSIS_RESTS_H

#include "analysis/study.h"

/* Shorter lists are written out. */
enum { RESTS_FROM = 16 };

struct rests;

/* Of `and`, `or`, `at least N of`. */
struct rests *rests_new(struct study *st, const struct cond *list);

/* Whether they are few enough to work with: a threshold takes as many as its list is long, times
 * itself. */
bool rests_few(const struct rests *r);

/* rest[0]: without term `at`; of a threshold rest[1]: one less of the others, else NULL. */
void rests_of(struct rests *r, size_t at, struct cond *rest[2]);

#endif
