/*
 * Diff: what two versions of a policy decide differently, over all situations; and what else is not
 * as it was.
 */
#ifndef STRATC_DIFF_DIFF_H
#define STRATC_DIFF_DIFF_H

#include "diff/compare.h"
#include "space/ask.h"

#include <stdio.h>

/* ---- groups.c: the situations that are decided differently, parted by what changes and by what
 * caused it; every such situation is in just one group ---- */

enum group_kind {
    GROUP_APPROACH, /* another approach, or in or out of scope, refused or not */
    GROUP_LISTS,  /* the same approach, but something else comes with it; the status may follow from
                     that */
    GROUP_STATUS, /* nothing else comes with it, but the status is another */
    GROUP_NOW,    /* nor that, but something else may start now */
    GROUP_BEFORE, /* nor that, but something else has to be done first */
    GROUP_BASIS   /* nothing but the grounds */
};

struct change {
    uint32_t element;
    bool come;   /* else gone */
    bool always; /* in every situation of the group */
};
struct changes VEC(struct change);

struct status_change {
    enum status was, is;
    bool always;
};
struct status_changes VEC(struct status_change);

/* Approaches are those of both versions. */
struct parting {
    enum group_kind kind;
    struct brief is[SIDES];   /* what the kind tells apart is the same in the whole group */
    unsigned statuses[SIDES]; /* bit s: enum status s */
    diagram where;
    struct changes changes;
    struct status_changes status_changes;
    struct indices causes;   /* indices into causes; empty: none was told apart */
    bool *facts;             /* those that it depends on */
    struct big combinations; /* of these facts */
    struct big situations;   /* of all facts of both */
    struct cube head; /* what holds in the whole group, as far as that is a cube; said once */
    bool whole;       /* the head alone says where the group is */
    struct cubes cases;
    diagram rest; /* what the cases leave, or NO */
    struct witness witness;
    struct brief seen[SIDES]; /* on the witness */
};

struct partings VEC(struct parting);

/* The largest of each kind first. */
struct partings groups_of(struct comparison *c, const struct causes *causes);

/* ---- describe.c ---- */

/* Head, cases, counts and a witness of a set of situations. `minded`: the situations that there
 * are; the cases are no wider than the set among these. */
void describe(struct comparison *c, struct parting *group, diagram minded);

/* What the case says beyond the head: its limits where they are narrower, met with the head's. */
struct cube case_beyond(struct diagrams *g, const struct cube *cube, const struct cube *head);

/* ---- the whole ---- */

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

/* ---- words.c: cases and decisions as a person says them ---- */

/* The values of a number or date that a limit lets through, the first and the last. */
struct stretch {
    int64_t low, high;
    bool from_start, to_end; /* of all values that there are */
};
struct stretch stretch_of(const struct space *s, const struct limit *l);

/* "partner UA or MD", "agreement at least framework", "requested". */
const char *limit_words(const struct comparison *c, const struct limit *l);

/* All limits of the cube; "whatever the facts" for all situations. */
const char *case_words(const struct comparison *c, const struct cube *cube);

/* "limited (by default)", "refused"; from the statuses given. */
const char *decision_words(const struct comparison *c, uint64_t used, unsigned statuses);

/* "limited and assisting"; "nothing". */
const char *approach_words(const struct comparison *c, uint64_t approaches);

/* "4.4.b new, P6 changed"; "" for none. `bare`: the paragraphs alone. */
const char *cause_words(const struct comparison *c, const struct causes *causes,
                        const struct indices *which, bool bare);

/* The texts with this before the last, see list_in_words(). */
const char *joined(struct arena *a, const struct texts *list, const char *last);

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
