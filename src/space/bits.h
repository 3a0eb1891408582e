/*
 * Bits: every box that a table has a bit for, with what it means, and the steps between them. What
 * tables are laid out from, and what is asked of all situations.
 */
#ifndef STRATC_SPACE_BITS_H
#define STRATC_SPACE_BITS_H

#include "space/space.h"

/* In this order in a row: what decides the approach first. */
enum bit_kind {
    BIT_PERMIT,
    BIT_CLOSE,
    BIT_OUTSTANDING,
    BIT_OUTSIDE,
    BIT_FORBIDDEN,
    BIT_SILENT,
    BIT_HELPER,
    BIT_DUTY,
    BIT_CAUTION,
    BIT_PROBE /* a condition that somebody asks about; in no table */
};

struct bit {
    enum bit_kind kind;
    uint32_t rule, via; /* its rule; the permission by which a duty or expectation attaches; each
                           may be MODEL_NONE */
    struct box box;
    uint32_t block; /* MODEL_NONE for what is no rule */
    enum part part;
    bool gate;           /* CLOSE: by a gate */
    uint32_t approaches; /* PERMIT opens, CLOSE closes, the others attach to */
    enum modality modality;
    uint32_t duty;
    uint32_t index; /* FORBIDDEN: the assumption; SILENT: the fact; HELPER: the signal, or
                       MODEL_NONE: stands for "block applies"; PROBE: which probe */
};

struct bit_numbers VEC(uint32_t); /* indices into bits */

/* If any of `test` is left, `any` are cleared, else `none` are. */
struct bit_step {
    struct bit_numbers test, any, none;
    uint32_t priority; /* the priority that it carries out, or MODEL_NONE */
};

struct bits {
    const struct rule_set *rules;
    struct bit_list
        VEC(struct bit) list; /* in the order of a row: number i is bit i%64 of word i/64 */
    struct bit_steps VEC(struct bit_step) steps;
};

/* The bits of `rules` over the axes of the space, whose conditions must tell apart no more than
 * those axes do (the rules of the space itself, or some of them). `probes`: conditions to have bits
 * too, or NULL. */
struct bits *bits_build(struct space *s, const struct rule_set *rules, const struct conds *probes);

#endif
