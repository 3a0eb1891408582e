/*
 * Rules: the policy as a flat set of rules, and the order in which "applies" can be told.
 *
 * A rule is one statement with all that its place implies: what a reader would have to write if the
 * policy had no headings. Rules stand in the order of the blocks, and within a block in the order
 * of its statements. Nothing here knows how a rule will be evaluated.
 */
#ifndef STRATC_RULES_RULES_H
#define STRATC_RULES_RULES_H

#include "model/model.h"

/*
 * What can be told in one go: whether rules of a block apply. A stage may depend on others (by
 * priority, by "ID applies", by a duty that waits for its block's permission); `stages` in a rule
 * set stand in an order in which each comes after those it depends on.
 */
enum part {
    PART_ASKED, /* by which the block applies: its permissions or, if it has none, all its rules */
    PART_REST,
    PARTS
};

struct rule {
    enum statement_kind kind;
    uint32_t block;
    enum part part;
    struct span at;
    enum modality modality; /* PERMISSION */
    uint32_t duty;          /* DUTY */
    bool only_after;        /* DUTY: written so */
    bool engage;            /* PROHIBITION: written `must not engage` */
    struct cond
        *cond; /* when it holds: place and qualifiers. REQUIREMENT: "not what is required" */
    struct cond *meet; /* EXPECTATION: what should be met */
    /*
     * The approaches it opens, closes, or attaches to. Where `by_permission`, a duty or expectation
     * attaches only when a permission of its own block applies, and then to `approaches` where it
     * names them (`using`), else to those that the block's applying permissions open.
     */
    uint32_t approaches;
    bool by_permission, has_using;
};

struct stage {
    uint32_t block;
    enum part part;
};

struct rule_set {
    const struct model *model;
    struct arena *arena;
    struct rules VEC(struct rule) rules;
    uint32_t *first; /* rules of block b: [first[b], first[b + 1]) */
    struct stages VEC(struct stage) stages;
    struct indices *winners; /* winners[b]: indices into model->priorities whose loser is block b */
    struct indices provisions; /* the blocks of kind PROVISION */
};

/* Whether priority may lift it: a prohibition, a gate, or a duty that has to be done before. */
bool rule_holds_back(const struct model *m, const struct rule *r);

/* Whether the priority speaks of such a rule of its loser, and has permissions to lift it by. */
bool priority_lifts(const struct rule_set *set, const struct priority *p, const struct rule *r);

/* Whether it is a prohibition or a requirement. */
static inline bool rule_closes(const struct rule *r) {
    return r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_REQUIREMENT;
}

/* Whether the block has a permission, so that its permissions alone say whether it applies. */
bool block_has_permission(const struct rule_set *set, uint32_t block);

/* Flattens the model and orders the stages. NULL where a cycle of priorities and "applies", or a
 * cycle of presumptions, was reported. */
struct rule_set *rules_build(struct diags *d, const struct model *m);

/* ---- rewrite.c: a policy whose conditions are others ---- */

/* What comes in the place of this condition: itself where it stays; then its terms are asked for.
 */
typedef struct cond *cond_change(struct arena *a, void *context, struct cond *c);
struct cond *cond_rewritten(struct arena *a, struct cond *c, cond_change *change, void *context);

/* The rules with all conditions, those of the scope, assumptions and definitions too, but not of
 * presumptions. `m`: their model is made there. */
struct rule_set *rules_rewritten(struct arena *a, const struct rule_set *rules, struct model *m,
                                 cond_change *change, void *context);

/* ---- taken.c: a policy as its readings are taken ---- */

struct taken *taken_new(struct arena *a, const struct rule_set *rules);

/* The condition without its tests of readings, and what these decide: itself where there is none,
 * and a constant where they decide the whole. */
struct cond *cond_as_taken(struct arena *a, struct taken *t, struct cond *c);

/* As text, for whoever debugs. */
void rules_dump(FILE *out, const struct rule_set *s);

/* ---- inside rules/ ---- */

/* Fills set->stages. False where a cycle was reported. */
bool stages_order(struct diags *d, struct rule_set *set);

/* False where a presumption depends, perhaps through others, on the judgement that it gives a
 * value: reported. */
bool presumptions_ordered(struct diags *d, const struct model *m);

/* False where definitions that use one another nest too deep to be walked: reported. */
bool definitions_within_depth(struct diags *d, const struct model *m);

#endif
