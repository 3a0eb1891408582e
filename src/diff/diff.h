/*
 * Diff: what two versions of a policy decide differently, over all situations; and what else is not
 * as it was.
 *
 * They are merged first, over one set of facts. Facts are one where both name and type are the
 * same, values where the name is. Each version becomes a rule set over the facts of both: it
 * ignores a fact that it lacks, and does not admit a value that it lacks (an assumption of its own
 * says so). A reading has no place in a situation; it becomes what it is taken for.
 */
#ifndef STRATC_DIFF_DIFF_H
#define STRATC_DIFF_DIFF_H

#include "base/map.h"
#include "base/text.h"
#include "space/ask.h"

#include <stdio.h>

enum { OLD, NEW, SIDES };

/* For a thousand rules, see diagrams_bound(). However many there are, comparing and grouping, and
 * trying what caused a difference, may take so much work: half a minute, and a quarter. */
enum { COMPARE_STEPS = 200000000 };
#define COMPARE_WORK UINT64_C(2400000000)
#define TRY_WORK UINT64_C(1200000000)

struct merged_fact {
    uint32_t of[SIDES]; /* the fact in each version, or MODEL_NONE */
    uint32_t twin;      /* the other fact of this name, of another type; or MODEL_NONE */
};

/* What readers look for first. */
enum role { ROLE_NONE, ROLE_PARTNER, ROLE_ACTIVITY, ROLE_OBJECTIVE, ROLES };

/* Names of one kind of both versions: those of NEW in their order, then what OLD alone has. */
struct unit {
    const char *name;
    uint32_t of[SIDES]; /* or MODEL_NONE */
};
struct units VEC(struct unit);

/* One thing that one version's decisions have where the other's do not: it is gone, or has come. */
struct element {
    enum decision_part part;
    uint32_t unit;     /* of duties or paragraphs, as the part says, else 0 */
    uint32_t by;       /* of paragraphs: ATTACHED: which attaches the duty; else 0 */
    uint32_t approach; /* of both; MODEL_NONE: of none, which paragraphs a refusal is by */
    const char *name;  /* of the unit, ATTACHED: of `by`; or "open", "closed", "default", "will",
                          "must" */
    bool come;
    diagram where; /* where both admit the situation */
};

/* But for which approach. */
static inline bool same_change(const struct element *x, const struct element *y) {
    return x->part == y->part && x->unit == y->unit && x->by == y->by && x->come == y->come;
}

/* What an author declared, under a name, an id or a title: in each version; but for names that may
 * be declared once, several nodes. */
struct item {
    const struct ast_node *node; /* the first of them */
    const char *name;            /* or NULL: a part of the strategy */
    struct ast_nodes of[SIDES];
    const char *inside[SIDES]; /* of a provision: its objective */
    uint32_t cause;            /* into causes, or MODEL_NONE: it decides as it did */
};

/* An item that is not as it was, and where that shows. */
enum cause_kind { CAUSE_NEW, CAUSE_GONE, CAUSE_CHANGED, CAUSE_INDIRECT };

struct cause {
    const struct ast_node *node; /* NULL: a paragraph that is as it was */
    const char *name;
    enum cause_kind kind; /* INDIRECT: its text is the same, what it speaks of is not */
    diagram opens;        /* where it opens or closes an approach in one version alone */
    diagram shows;        /* where anything of it differs */
    diagram alone;        /* where it does in what one version alone admits */
};

/* The new version with some causes undone; what it decides otherwise than each version. */
struct trial {
    uint64_t undone;              /* of causes */
    const struct rule_set *rules; /* NULL: there is none such, or it was not decided */
    bool asked, decided;          /* asked: the axes were made to tell apart what it does */
    diagram other[SIDES], grounds[SIDES], opens[SIDES];
    diagram alone[SIDES]; /* of what that version alone admits, all of these */
};

enum group_kind {
    GROUP_APPROACH, /* another approach, or in or out of scope, refused or not */
    GROUP_LISTS,    /* the same approach, but something else comes with it or with another, or the
                       verdict on another is not the same; the status may follow from that */
    GROUP_STATUS,   /* nothing else comes with it, but the status is another */
    GROUP_NOW,      /* nor that, but something else may start now */
    GROUP_BEFORE,   /* nor that, but something else has to be done first */
    GROUP_BASIS     /* nothing but the grounds */
};

/* On an approach. */
enum verdict {
    IS_NOT_PROVIDED,
    IS_CLOSED,
    IS_DEFAULT,
    IS_CONDITIONAL,
    IS_OPEN,
    IS_OUT_OF_SCOPE,
    IS_UNKNOWN, /* the version has no such approach */
    VERDICTS
};

struct change {
    const struct element *element;
    bool always;              /* in every situation of the group */
    unsigned verdicts[SIDES]; /* bit v: enum verdict v, where in the group it changes so; of what is
                                 no verdict 0 */
};

static inline bool is_verdict(const struct element *e) { return e->part < DECISION_WILL; }

struct status_change {
    enum status was, is;
    bool always;
};

/* What may start at once, where that is another: the most of it where approaches are ranked. */
struct start_change {
    uint64_t was, is; /* approaches */
    diagram where;
};

/* A set of situations, and what is said of it: one that is decided differently, by what changes and
 * what caused it (every such situation is in just one); or one that a remark speaks of. Approaches
 * are those of both versions. */
struct parting {
    enum group_kind kind;
    struct brief is[SIDES];   /* what the kind tells apart is the same in the whole group */
    unsigned statuses[SIDES]; /* bit s: enum status s */
    diagram where;
    struct changes VEC(struct change) changes;
    struct status_changes VEC(struct status_change) status_changes;
    struct start_changes VEC(struct start_change) start_changes;
    struct indices causes; /* indices into causes; empty: none was told apart */
    bool together; /* only with all of them undone it is decided as before; else with each, or each
                      alone makes it so */
    bool *facts;   /* those that it depends on, but for what only ties it to what can be */
    struct big combinations; /* of these facts */
    struct big situations;   /* of all facts of both */
    struct cube head; /* what holds in the whole group, as far as that is a cube; said once */
    bool whole;       /* the head alone says where the group is */
    struct cubes cases;
    diagram rest;    /* what the cases leave, or NO */
    struct big left; /* combinations of the same facts in which it leaves something */
    struct witness witness;
    struct brief seen[SIDES]; /* on the witness */
};
struct partings VEC(struct parting);

/* What decides no situation differently, or none that both admit. */
struct remark {
    const char *kind; /* for programs: "fact", "value", "default", ... */
    const char *text;
    bool counts;           /* it is a difference; else it is told only so that nobody wonders */
    bool wording;          /* it changes what is read, not what is meant; does not count */
    struct parting *where; /* the situations that it speaks of, or NULL */
};

struct difference {
    struct arena *arena;
    bool color;    /* sentences mark what is gained and what is lost */
    bool readings; /* not versions, but two readings of one */
    bool supposed; /* the causes, of which there are too many to undo each: where what a paragraph
                      says is otherwise */
    /* ---- merge.c ---- */
    const struct rule_set *own[SIDES]; /* the versions over facts of their own */
    struct model *model;       /* its facts are those of both; nothing else in it is of use */
    struct merged_fact *facts; /* by fact of `model` */
    struct rule_set *all;      /* tests whatever one of the two tests */
    const struct rule_set *sides[SIDES];
    uint32_t
        *fact_of[SIDES]; /* by fact of the version: the fact of both; MODEL_NONE for readings */
    uint32_t **value_of[SIDES]; /* by fact of the version: of its values, those of both */
    struct conds probes[SIDES]; /* by fact of both * 2 + yes: when it is presumed to be so */
    /* ---- compare.c ---- */
    struct diagrams *g;
    struct version *v[SIDES];
    struct decisions *decided[SIDES];
    struct units approaches, duties, paragraphs;
    const bool *every_fact, *looked_for; /* by fact; LOOKED_FOR: it has a role */
    enum role *role;                     /* by fact */
    diagram both;                        /* both versions admit the situation */
    diagram only[SIDES]; /* one admits it, the other in no way, whatever the facts that the first
                            lacks */
    diagram status[SIDES][STATUS_OPEN + 1];
    /* what makes a decision in short: each status but OPEN; by approach of both, what is used; what
     * may start */
    diagram *brief[SIDES];
    size_t n_brief;
    struct elements VEC(struct element) elements; /* by part, unit, by, come and approach */
    diagram differs;                              /* within `both`: but for the grounds */
    diagram grounds;                              /* within `both`, alike but for the grounds */
    /* ---- what comes of it ---- */
    struct items VEC(struct item) items;
    struct causes VEC(struct cause) causes;
    struct trials VEC(struct trial) trials;
    uint64_t undo_steps;      /* that there are for trials to come */
    struct work work, trying; /* that is left: for all but trials, for trials */
    struct partings groups;   /* the largest of each kind first */
    struct remarks VEC(struct remark) remarks;
    struct big situations, differing, alike; /* that both admit and one has in scope; of these,
                                                decided differently; alike but on other grounds */
    bool not_decided;                        /* given up: nothing else here means anything */
    const char *why;                         /* see why_text() */
};

/* Both rule sets must have their names from one table. It is given up after so many steps. */
struct difference *difference_of(struct arena *a, const struct rule_set *old,
                                 const struct rule_set *new, bool readings, uint64_t max_steps);

/* Whether there is any; `wording`: be it one that decides nothing. */
bool differs(const struct difference *d, bool wording);

/* Adds a remark that counts, which is returned. */
struct remark *remark(struct difference *d, const char *kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Says that the remark is of wording; NULL: there is none. */
void is_wording(struct remark *r);

/* ---- the steps, each in a file of its own ---- */

void find_items(struct difference *d); /* and causes, as yet without where they show */
void merge(struct difference *d);
void ask_undone(struct difference *d); /* of versions with one cause undone, what they test */
void compare(struct difference *d, uint64_t max_steps);
void find_causes(struct difference *d);
void find_groups(struct difference *d);
void find_remarks(struct difference *d);

/* "1.99 percent": how many of all situations are decided differently, which some are. */
const char *difference_share(const struct difference *d);

/* Where undoing each cause alone, or changing it alone, shows; false: that is too much work. */
bool show_undone(struct difference *d);

/* The causes with which undone the group is decided as before, or which alone make it so. */
void confirm_causes(struct difference *d, struct parting *group);

/* The new version with these causes undone; NULL where that makes no policy. */
const struct rule_set *rules_mixed(struct difference *d, uint64_t undone);

/* ---- of a version of the two, and of one made from them ---- */

uint32_t find_fact(const struct model *m, const char *name); /* or MODEL_NONE */
bool same_type(const struct fact *x, const struct fact *y);
void take_values(struct difference *d, int side, uint32_t from, uint32_t to);
const struct rule_set *side_rules(struct difference *d, int side);
void ask_side(struct difference *d, int side); /* in `all` */
void decide_new(struct difference *d);         /* NEW, held against OLD, which is decided */

/* Whether it decides, or tests, as it did, titles and labels aside. */
bool item_same(const struct item *item);

/* Whether items of both have the old name wherever they have the new one, and somewhere. */
bool used_alike(const struct difference *d, const char *old, const char *new);

/* The situations that one version alone admits, by approach: `is` and `statuses` are that one's. */
struct partings decided_alone(struct difference *d, int side);

/* Adds to `alone` of a paragraph what its clauses say otherwise there. */
void look_alone(struct difference *d, struct cause *cause);

/* Head, cases, counts and a witness of the situations where the group is. `minded`: the situations
 * that there are; the cases are no wider than the set among these. */
void describe(struct difference *d, struct parting *group, diagram minded);

/* ---- asked of them ---- */

/* The version over facts of its own; its own fact, which it has. */
static inline const struct model *own_model(const struct difference *d, int side) {
    return d->own[side]->model;
}

static inline const struct fact *own_fact(const struct difference *d, int side, uint32_t fact) {
    return &own_model(d, side)->facts.at[d->facts[fact].of[side]];
}

static inline bool in_both(const uint32_t of[SIDES]) {
    return of[OLD] != MODEL_NONE && of[NEW] != MODEL_NONE;
}

/* Values of a version's fact, as those of the fact of both; all of them. */
uint64_t *set_of_both(const struct difference *d, int side, uint32_t from, const uint64_t *set);
uint64_t *values_of_both(const struct difference *d, int side, uint32_t from);

/* The decision in short of which these parts (of n_brief) are so. */
struct brief brief_of(const struct difference *d, const bool *is);

/* What the case says beyond the head: its limits where they are narrower, met with the head's. */
struct cube case_beyond(struct diagrams *g, const struct cube *cube, const struct cube *head);

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
const char *limit_words(const struct difference *d, const struct limit *l);

/* All limits of the cube; "whatever the facts" for all situations. */
const char *case_words(const struct difference *d, const struct cube *cube);

/* "limited (by default)", "refused"; from the statuses given. */
const char *decision_words(const struct difference *d, uint64_t used, unsigned statuses);

/* "limited and assisting"; "nothing". */
const char *approach_words(const struct difference *d, uint64_t approaches);

/* "4.4.b", "the definition known". */
const char *cause_name(const struct difference *d, const struct cause *cause);

/* "4.4.b new, P6 changed", "P6 changed and the group eea changed, together"; "" for none. Between
 * readings the paragraphs alone. */
const char *cause_words(const struct difference *d, const struct indices *which, bool together);

/* The texts with this before the last, see list_in_words(). */
const char *joined(struct arena *a, const struct texts *list, const char *last);

/* ---- told ---- */

/* The sentence of a group: who and what (its head), how it changes, and why; without the count. */
const char *group_sentence(const struct difference *d, const struct parting *group);

/* What comes with the change, or "": in every situation of the group, or in some of them. */
const char *group_consequences(const struct difference *d, const struct parting *group,
                               bool always);

/* Marks what is gained and lost where the flow has colour. */
void difference_print(struct text_flow *f, struct difference *d, const char *heading);

/* What a JSON object begins with. */
struct difference_keys {
    const char *names[3], *texts[3]; /* NULL: no more */
};

/* One JSON object on one line. */
void difference_json(FILE *out, const struct difference *d, struct difference_keys keys);

#endif
