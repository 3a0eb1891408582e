/*
 * Diagrams: exact functions of what a request leaves open.
 *
 * A class of an open axis is a number, and each bit of it a *level*: a node asks for one bit and
 * leads to a low and a high child. Nodes that are alike are one, and none has two children that are
 * alike, so functions are equal just where they are the same node (R. E. Bryant, Graph-based
 * algorithms for Boolean function manipulation, 1986). The levels from s->n_levels on stand for
 * outcomes, not for facts: the node NO, YES there is the outcome itself.
 *
 * All lie in work memory. Those that somebody needs are in s->d.reg or among the diagrams of
 * clauses; where there is no room any more, all others are given up. An operation goes on without
 * recursion: its depth is the number of levels.
 */
#ifndef STRAT_DIAGRAM_H
#define STRAT_DIAGRAM_H

#include "runtime/private.h"

enum { STRAT_NO = 0, STRAT_YES = 1 };
#define STRAT_FULL UINT32_C(0xffffffff) /* no room for a node, or the bound is reached */

enum strat_op {
    STRAT_OP_AND = 1,
    STRAT_OP_OR,
    STRAT_OP_BUT,    /* the first, and not the second */
    STRAT_OP_HANGS,  /* different outcomes, at least one of them of a completion */
    STRAT_OP_REVERSE /* the same, where the first is of a completion */
};

/* The level of an outcome: a pair of status and approach, of a completion or of what is possible
 * otherwise. */
#define STRAT_OUTCOME(s, pair, otherwise) ((s)->n_levels + 2 * (pair) + (uint32_t)(otherwise))

static inline uint32_t strat_i_level(const struct strat_diagrams *d, uint32_t f) {
    return (uint32_t)(d->node[2 * (size_t)f + 1] >> 32);
}

static inline uint32_t strat_i_low(const struct strat_diagrams *d, uint32_t f) {
    return (uint32_t)d->node[2 * (size_t)f];
}

static inline uint32_t strat_i_high(const struct strat_diagrams *d, uint32_t f) {
    return (uint32_t)(d->node[2 * (size_t)f] >> 32);
}

/* Takes this memory, at least STRAT_LEAST_DIAGRAMS words of it. */
enum { STRAT_LEAST_DIAGRAMS = 4096 };
STRAT_LOCAL void strat_i_diagrams(struct strat_state *s, uint64_t *memory, size_t words);

/* The node, or STRAT_FULL. */
STRAT_LOCAL uint32_t strat_i_make(struct strat_state *s, uint32_t level, uint32_t low,
                                  uint32_t high);

/* The node that leads to made[i] for code i of so many, by the bits of the levels below `level`, or
 * STRAT_FULL. Overwrites them. */
STRAT_LOCAL uint32_t strat_i_fold(struct strat_state *s, uint64_t *made, uint32_t codes,
                                  uint32_t level);

/* reg[to]: where the bit of this level is 1, or the outcome itself. Makes room where there is none.
 */
STRAT_LOCAL void strat_i_put(struct strat_state *s, uint32_t to, uint32_t level);

/* What `op` makes of two diagrams, or STRAT_FULL. */
STRAT_LOCAL uint32_t strat_i_apply(struct strat_state *s, enum strat_op op, uint32_t f, uint32_t g);

/* Whether that is anything but NO. Makes no node. */
STRAT_LOCAL int strat_i_is_some(struct strat_state *s, enum strat_op op, uint32_t f, uint32_t g);

/* The same as strat_i_apply() by name, with room made where there is none: reg[to] = reg[a] op
 * reg[b]. Fails only for good (s->stopped). */
STRAT_LOCAL void strat_i_do(struct strat_state *s, uint32_t to, enum strat_op op, uint32_t a,
                            uint32_t b);

/* Gives up what nobody needs, and moves the rest together, children before parents. */
STRAT_LOCAL void strat_i_collect(struct strat_state *s);

/* Gives up all nodes from number `used` on. */
STRAT_LOCAL void strat_i_cut_back(struct strat_state *s, uint32_t used);

/* Sets so many words aside from the room for diagrams; NULL where it has not so many. All that was
 * set aside is given back together. */
STRAT_LOCAL uint64_t *strat_i_set_aside(struct strat_state *s, size_t words);
STRAT_LOCAL void strat_i_give_back(struct strat_state *s);

/* ---- what a request leaves open, as diagrams: of clauses, of what the overrides leave of them, of
 * the outcome (residual.c) ---- */

/* Numbers the levels of the axes that have no class. Where readings are facts, the level behind
 * that of a judgement that is presumed is free: it is that of the judgement, filled in anew. */
STRAT_LOCAL void strat_i_levels(struct strat_state *s);

/* STRAT_R_POSSIBLE, STRAT_R_ALL, STRAT_R_OUTSIDE, STRAT_R_CLOSED and by approach STRAT_R_OPEN and
 * STRAT_R_OUTSTANDING: of a complete request all of them yes or no. */
STRAT_LOCAL void strat_i_gather_masks(struct strat_state *s);

/* The same after the diagrams of these clauses, and what the overrides leave of them. */
STRAT_LOCAL void strat_i_residual(struct strat_state *s, const uint64_t *clauses);

/* reg[to]: one of the clauses in `mask`, and in `other` where that is not NULL, is left. Of a
 * complete request there is no other, and all that is made of it is yes or no as well. */
STRAT_LOCAL void strat_i_gather(struct strat_state *s, uint32_t to, const uint64_t *mask,
                                const uint64_t *other);

/* reg[to]: one of the clauses in `mask` is left where this open axis has class c, whatever it has.
 * Diagrams of clauses are given up, those by name are not. */
STRAT_LOCAL void strat_i_gather_as(struct strat_state *s, uint32_t to, const uint64_t *mask,
                                   uint64_t *open, uint32_t c);

/*
 * Calls tell() for each status and approach that some completions in reg[within] have, with where
 * they have it: reg[a] op reg[b]. It may use STRAT_R_Y and STRAT_R_Z. Of an unranked policy
 * `unranked` tells sets of approaches that are open somewhere in STRAT_R_REST, and takes from that
 * where one is.
 */
struct strat_where {
    enum strat_op op;
    uint32_t a, b;
};
typedef void strat_teller(struct strat_state *s, void *context, enum strat_status status,
                          uint32_t approach, struct strat_where where);
typedef void strat_splitter(struct strat_state *s, strat_teller *tell, void *context);
STRAT_LOCAL void strat_i_outcomes(struct strat_state *s, uint32_t within, strat_splitter *unranked,
                                  strat_teller *tell, void *context);
/* Where that is somewhere. */
STRAT_LOCAL void strat_i_tell(struct strat_state *s, strat_teller *tell, void *context,
                              enum strat_status status, uint32_t approach, enum strat_op op,
                              uint32_t a, uint32_t b);

/* STRAT_R_SPLIT + a: where approach a may start; STRAT_R_WITHIN, _REST and _Y in passing
 * (answer.c). STRAT_R_Y: where within STRAT_R_WITHIN the default one may as what remains, but for
 * what has to be done first; unranked after that. */
STRAT_LOCAL void strat_i_starts(struct strat_state *s);
STRAT_LOCAL void strat_i_remains(struct strat_state *s);

/* What every question begins with: all of this, where it is not there already (read.c). Of a
 * complete request s->live is what is left. Goes no further than that stage. */
STRAT_LOCAL enum strat_result strat_i_decide(struct strat_state *s, enum strat_stage enough);

/* ---- outcomes (judgements.c) ---- */

/* STRAT_R_PAIRS: the outcomes of these completions. */
STRAT_LOCAL void strat_i_make_outcomes(struct strat_state *s, uint32_t within);

/* Only the outcomes are left, as nodes 2 to before the result. */
STRAT_LOCAL uint32_t strat_i_keep_outcomes(struct strat_state *s);

/* Whether something that is not possible, or no completion, is among the nodes before `end`. */
STRAT_LOCAL int strat_i_is_constrained(const struct strat_state *s, uint32_t end);

/* Whether the outcomes below the two children of a node differ where all else is equal. */
STRAT_LOCAL int strat_i_children_differ(struct strat_state *s, uint32_t f, int constrained);

static inline int strat_i_is_empty(const struct strat_state *s, uint32_t reg) {
    return s->d.reg[reg] == STRAT_NO;
}

/* Whether reg[a] op reg[b] is anywhere. */
static inline int strat_i_somewhere(struct strat_state *s, enum strat_op op, uint32_t a,
                                    uint32_t b) {
    return strat_i_is_some(s, op, s->d.reg[a], s->d.reg[b]);
}

#endif
