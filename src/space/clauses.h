/*
 * Clauses: every cube of a policy with what it means, and the overrides between them. What tables
 * are laid out from, and what is asked of all situations.
 */
#ifndef STRATC_SPACE_CLAUSES_H
#define STRATC_SPACE_CLAUSES_H

#include "space/space.h"

/* In this order in the list: what decides the approach first. */
enum clause_kind {
    CLAUSE_PERMIT,
    CLAUSE_CLOSE,
    CLAUSE_OUTSTANDING,
    CLAUSE_OUTSIDE,
    CLAUSE_FORBIDDEN,
    CLAUSE_PRESUMED,
    CLAUSE_HELPER,
    CLAUSE_DUTY,
    CLAUSE_CAUTION,
    CLAUSE_PROBE, /* a condition that somebody asks about; in no table */
    CLAUSE_KINDS
};

struct clause {
    enum clause_kind kind;
    uint32_t rule, via; /* its rule; the permission by which a duty or expectation attaches; each
                           may be MODEL_NONE */
    struct cube cube;
    uint32_t block; /* MODEL_NONE for what is no rule */
    enum part part;
    uint32_t approaches; /* PERMIT opens, CLOSE closes, the others attach to */
    enum modality modality;
    uint32_t duty;
    bool by_default; /* PRESUMED: by the default, where nothing is presumed */
    uint32_t index;  /* FORBIDDEN: the assumption; PRESUMED: the fact; HELPER: the signal, or
                        MODEL_NONE: stands for "block applies"; PROBE: which probe */
};

/* Whether it is one by which a SIGNAL_HOLDS is on. */
static inline bool clause_stands_for_signal(const struct clause *b) {
    return b->kind == CLAUSE_HELPER && b->index != MODEL_NONE;
}

struct clause_numbers VEC(uint32_t); /* indices into clauses */

/* If any of `test` is left, `any` are cleared, else `none` are. */
struct override {
    struct clause_numbers test, any, none;
    uint32_t priority; /* the priority that it carries out, or MODEL_NONE */
    bool plain;        /* it carries out a signal that is plain */
};

struct clause_set {
    const struct rule_set *rules;
    struct clause_list VEC(struct clause) list; /* by kind */
    uint32_t first[CLAUSE_KINDS + 1];           /* by kind: its first clause */
    struct overrides VEC(struct override) overrides;
    struct clause_numbers *of_block, *of_paragraph; /* by block, by place in the outline */
    struct clause_numbers *cleared_by; /* by clause: the overrides that may clear it, rising */
    size_t n_signals;
    struct clause_numbers *on_by; /* by signal: of a SIGNAL_HOLDS, the clauses by which it is on */
    bool *plain; /* by signal: it stands for a condition, whatever rules there are */
};

/* Clauses that are asked about together: of one kind, and alike in all that is not MODEL_NONE. */
struct clause_filter {
    enum clause_kind kind;
    uint32_t approach, block, rule, duty, paragraph, modality, index;
};

/* All of this kind. */
struct clause_filter clauses_of_kind(enum clause_kind kind);

/* Those by which the rule opens, closes or attaches. */
struct clause_filter clauses_of_rule(const struct rule_set *rules, uint32_t rule);

bool clause_passes(const struct clause_filter *f, const struct model *m, const struct clause *b);

/* Clauses among which are all that pass: few where the filter names a rule, block,
 * paragraph or probe. */
struct clause_range {
    const uint32_t *at; /* NULL: the numbers themselves, from `first` to before `end` */
    uint32_t first, end;
};
struct clause_range clause_set_among(const struct clause_set *clauses,
                                     const struct clause_filter *f);

static inline uint32_t clause_range_first(const struct clause_range *r) {
    return r->at ? r->at[r->first] : r->first;
}

/* Adds those that pass to a set; false where none does. */
bool clause_set_select(const struct clause_set *clauses, struct clause_filter f, uint64_t *to);

/* The clauses of `rules` over the axes of the space, whose conditions must tell apart no more than
 * those axes do (the rules of the space itself, or some of them). `probes`: conditions to have
 * clauses too, or NULL. */
struct clause_set *clause_set_build(struct space *s, const struct rule_set *rules,
                                    const struct conds *probes);

/* As text, for whoever debugs. */
void clauses_dump(FILE *out, const struct space *s, const struct clause_set *set);

/* ---- in which order diagrams ask for the axes ---- */

/* Every axis of the space, once; in memory of `a`. */
const uint32_t *order_of_axes(const struct space *s, const struct clause_set *clauses,
                              struct arena *a);

/* By axis its place in an order that diagrams do better with than with the declared one; NULL where
 * that is good enough. */
const uint32_t *order_for_diagrams(const struct space *s, const struct clause_set *clauses,
                                   struct arena *a);

#endif
