/*
 * Clauses: every cube that a table has a clause for, with what it means, and the steps between
 * them. What tables are laid out from, and what is asked of all situations.
 */
#ifndef STRATC_SPACE_CLAUSES_H
#define STRATC_SPACE_CLAUSES_H

#include "space/space.h"

/* In this order in a row: what decides the approach first. */
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
    CLAUSE_PROBE /* a condition that somebody asks about; in no table */
};

struct clause {
    enum clause_kind kind;
    uint32_t rule, via; /* its rule; the permission by which a duty or expectation attaches; each
                           may be MODEL_NONE */
    struct cube cube;
    uint32_t block; /* MODEL_NONE for what is no rule */
    enum part part;
    bool gate;           /* CLOSE: by a gate */
    uint32_t approaches; /* PERMIT opens, CLOSE closes, the others attach to */
    enum modality modality;
    uint32_t duty;
    uint32_t index; /* FORBIDDEN: the assumption; SILENT: the fact; HELPER: the signal, or
                       MODEL_NONE: stands for "block applies"; PROBE: which probe */
};

struct clause_numbers VEC(uint32_t); /* indices into clauses */

/* If any of `test` is left, `any` are cleared, else `none` are. */
struct override {
    struct clause_numbers test, any, none;
    uint32_t priority; /* the priority that it carries out, or MODEL_NONE */
};

struct clause_set {
    const struct rule_set *rules;
    struct clause_list
        VEC(struct clause) list; /* in the order of a row: number i is clause i%64 of word i/64 */
    struct overrides VEC(struct override) overrides;
};

/* The clauses of `rules` over the axes of the space, whose conditions must tell apart no more than
 * those axes do (the rules of the space itself, or some of them). `probes`: conditions to have
 * clauses too, or NULL. */
struct clause_set *clause_set_build(struct space *s, const struct rule_set *rules,
                                    const struct conds *probes);

/* As text, for whoever debugs. */
void clauses_dump(FILE *out, const struct space *s, const struct clause_set *set);

#endif
