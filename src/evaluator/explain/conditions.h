/*
 * Conditions as nodes: what is asked, whether it holds, and how that is known.
 */
#ifndef STRAT_EVALUATOR_EXPLAIN_CONDITIONS_H
#define STRAT_EVALUATOR_EXPLAIN_CONDITIONS_H

#include "evaluator/explain/turn.h"

/* Of a paragraph: its rules, the approaches that its permissions open, surely or perhaps, and those
 * for which what another one opens lifts what it holds back, its gates, and perhaps what it holds
 * back. */
struct ev_known_paragraph {
    uint32_t first, rules, opened, perhaps, lifted, gates_lifted, may_be_lifted;
};

/* What a request, with what defaults and presumptions give, says of all conditions. */
struct ev_known {
    const uint8_t *holds; /* by condition, enum strat_holds */
    const struct ev_known_paragraph *paragraphs;
    struct ev_index attaching;    /* of ev_know_duties(): by duty its rules; */
    const struct ev_node *duties; /* ev_names() of them */
};

/* Of the request that was decided. False: the tree has failed. */
bool ev_know(struct ev_build *b, struct ev_known *known);
bool ev_know_duties(struct ev_build *b, struct ev_known *known);

const char *ev_holds_name(enum strat_holds holds);

/* text, holds, how (stated, presumed, default, unknown; null where no request says it), fact, kind
 * (all, any, count, test, named), count (how many of the terms it takes), terms. On two levels:
 * what a rule asks, and what that is made of; what is deeper is said in a line. `own`: the
 * paragraph that is spoken of, of which it is not told again when it applies; or -1. */
void ev_grow_condition(struct ev_build *b, const struct ev_known *known, struct ev_node *parent,
                       const char *key, struct strat_term term, int32_t own);

/* Of what should hold, what does not or may not: the terms of a chain, or the whole. */
void ev_grow_open_terms(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                        struct strat_term term);

/* The same in words, as what the tree is told next; nothing where these are many, the more so if it
 * is to be brief. */
void ev_say_open_terms(struct ev_build *b, const struct ev_known *known, struct strat_term term,
                       bool brief);

/* The facts on which it hangs whether it holds, as far as that is not known: titles. */
void ev_grow_open_facts(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                        struct strat_term term);

/* ---- because.c ---- */

/* Why the answer is so: its paragraphs and their rules. Where it is of one approach, all that opens
 * or closes it. */
void ev_grow_because(struct ev_build *b, const struct ev_known *known, struct ev_node *list);

/* Of each rule that expects something of an approach and may carry one of these cautions: id,
 * holds, conditions (of what it expects that which does not hold or may not). */
void ev_grow_expected(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                      uint32_t approach, const uint64_t *cautions);

/* What gates want of an approach and do not have, or may not have. */
void ev_grow_unmet(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                   uint32_t approach);

/* The same by gate: id, says (null: that is told in many words). */
void ev_grow_required(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                      uint32_t approach);

#endif
