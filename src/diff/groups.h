/*
 * Groups: the situations that are decided differently, parted by what changes and by what caused
 * it. Every such situation is in just one group.
 */
#ifndef STRATC_DIFF_GROUPS_H
#define STRATC_DIFF_GROUPS_H

#include "diff/compare.h"
#include "space/situation.h"

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

#endif
