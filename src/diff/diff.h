/*
 * Diff: what two versions of a policy decide differently, over all situations; and what else is not
 * as it was.
 */
#ifndef STRATC_DIFF_DIFF_H
#define STRATC_DIFF_DIFF_H

#include "diff/groups.h"

#include <stdio.h>

/* What decides no situation differently, or none that both admit. */
struct remark {
    const char *kind; /* for programs: "fact", "value", "default", ... */
    const char *text;
    bool counts;           /* it is a difference; else it is told only so that nobody wonders */
    struct parting *where; /* the situations that it speaks of, or NULL */
};
struct remarks VEC(struct remark);

struct difference {
    struct comparison *c;
    struct causes causes;
    struct partings groups;
    struct remarks remarks;
    struct big situations, differing, alike; /* that both admit and one has in scope; of these,
                                                decided differently; alike but on other grounds */
    bool readings;                           /* not versions, but two readings of one */
    bool not_decided;                        /* given up: nothing else here means anything */
    const char *why;                         /* see why_text() */
};

/* Both rule sets must have their names from one table. */
struct difference *difference_of(struct arena *a, struct subject old, struct subject new,
                                 bool readings);

/* The same, given up after so many steps. */
struct difference *difference_within(struct arena *a, struct subject old, struct subject new,
                                     bool readings, uint64_t max_steps);

/* Whether there is any. */
bool differs(const struct difference *d);

/* ---- remarks.c, shown.c: what the versions do not have in common besides decisions ---- */

void remarks_add(struct difference *d);

/* Adds one that counts, which is returned. */
struct remark *remark(struct difference *d, const char *kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* What answers show of a fact that both have: its title, its unit, who decides it, its labels; and
 * of the policy, its approaches, duties, paragraphs and assumptions. */
void fact_shown(struct difference *d, uint32_t fact);
void all_shown(struct difference *d);

/* ---- told ---- */

/* The sentence of a group: who and what (its head), how it changes, and why; without the count. */
const char *group_sentence(const struct difference *d, const struct parting *group);

/* What comes with the change, or "": in every situation of the group, or in some of them. */
const char *group_consequences(const struct difference *d, const struct parting *group,
                               bool always);

void difference_print(FILE *out, const struct difference *d, const char *heading);

/* What a JSON object begins with. */
struct difference_keys {
    const char *names[3], *texts[3]; /* NULL: no more */
};

/* One JSON object on one line. */
void difference_json(FILE *out, const struct difference *d, struct difference_keys keys);

#endif
