/*
 * Compiled diagrams (format.h): what a request with open facts comes to is read off diagrams that
 * stand in the table, and none is made.
 *
 * A walk follows the classes of what is known, and goes to every child where the class is open: so
 * it meets the terminals that some completion comes to. What was met once is noted by node. Where
 * not every situation is a completion, because something is assumed or presumed, a walk goes along
 * the diagram of completions as well, and what is met is noted by both nodes.
 */
#ifndef STRAT_COMPILED_H
#define STRAT_COMPILED_H

#include "runtime/private.h"

/* Terminals as bits. */
enum { STRAT_MET_NO = 1, STRAT_MET_YES = 2, STRAT_MET_BOTH = 3 };

enum {
    NODE_NO = NODE_TERMINALS,
    NODE_YES,
    NO_TEST = 255,
    STRAT_SEARCHED = 1024, /* what one search of compiled_ask.c may look at, and */
    STRAT_FUNCTIONS = 1024 /* how many functions it may tell apart; past them nothing is walked */
};

/* Work memory that the walks of a table need at least: `d` are its diagrams. */
STRAT_LOCAL size_t strat_i_compiled_words(const uint64_t *t, const uint64_t *d);

/* Makes ready to walk for the request whose classes are read, or to say why it has no completion.
 * 0: the diagrams that are made answer it, as there is too little memory. */
STRAT_LOCAL int strat_i_compiled_begin(struct strat_state *s, uint64_t *memory, size_t room);

/* The terminals that completions come to from this root. `enough`: where all of these were met it
 * need not go on. 0 where s->stopped. */
STRAT_LOCAL uint64_t strat_i_met(struct strat_state *s, uint32_t root, uint64_t enough);

/* The walks anew, as if these tests of two classes each had these classes, by bits. */
STRAT_LOCAL int strat_i_compiled_restart(struct strat_state *s, const uint32_t *tests, uint32_t n,
                                         uint32_t classes);

/* The outcomes of all completions from this root, as bits. */
STRAT_LOCAL uint64_t strat_i_outcomes_from(struct strat_state *s, uint32_t root);

/* The outcomes of all completions that are the first of their like, as bits: what is met is noted;
 * and of the nodes that are met so a trace is kept. */
STRAT_LOCAL uint64_t strat_i_outcomes_noted(struct strat_state *s);
STRAT_LOCAL uint64_t strat_i_trace_decision(struct strat_state *s);

/* What walks are made of: as far as what is known leads from a node; the test that it asks, or
 * NO_TEST; where in it the child is for a class of that test; whether no completion is below a node
 * of the completions; and what was met from n along `with`, both of which are as far as that leads,
 * and were walked. */
STRAT_LOCAL uint32_t strat_i_follow(const struct strat_compiled *k, uint32_t n);
static inline uint32_t strat_i_test_of(const struct strat_compiled *k, uint32_t n) {
    return n < NODE_TERMINALS ? (uint32_t)k->cuts[NODE_CUT(k->nodes[n]) / 8] : (uint32_t)NO_TEST;
}
static inline uint32_t strat_i_place(const struct strat_compiled *k, uint32_t n, uint32_t test,
                                     uint32_t c) {
    uint64_t word = k->tests[test];
    uint32_t cut = NODE_CUT(k->nodes[n]);
    const uint64_t *at = k->rows_of_tests + TEST_ROW(word) + c * TEST_WORDS(word);
    if (TEST_CLASSES(word) == 2) return c + 1;
    return (uint32_t)(at[cut / 8 - TEST_FIRST(word)] >> (cut % 8 * 8)) & 0xff;
}
STRAT_LOCAL int strat_i_is_dead(const struct strat_compiled *k, uint32_t with);
STRAT_LOCAL uint64_t strat_i_noted(struct strat_compiled *k, uint32_t n, uint32_t with);

/* Behind STRAT_MET of what is noted of two nodes there is room for a number. NULL: there is no
 * room. */
#define STRAT_MET UINT64_C(0x0000ffffffffffff)
STRAT_LOCAL uint64_t *strat_i_noted_word(struct strat_compiled *k, uint32_t n, uint32_t with);

/* What to ask for, as strat_ask(). 0: walks cannot tell. */
STRAT_LOCAL int strat_i_compiled_ask(struct strat_state *s, uint32_t *facts, uint32_t *n);

/* The questions of this part about an approach; those about none have the number behind these. */
STRAT_LOCAL const uint64_t *strat_i_questions(const struct strat_compiled *k, uint32_t group,
                                              uint32_t part, const uint64_t **end);

/* Whether some completion, and whether every completion, says yes to the question. */
static inline int strat_i_some(struct strat_state *s, uint64_t question) {
    return (strat_i_met(s, QUESTION_ROOT(question), STRAT_MET_YES) & STRAT_MET_YES) != 0;
}
static inline int strat_i_all(struct strat_state *s, uint64_t question) {
    return strat_i_met(s, QUESTION_ROOT(question), STRAT_MET_NO) == STRAT_MET_YES;
}

/* As strat_grounds() of these approaches, to `ids`, which are empty. 0: it cannot. */
STRAT_LOCAL int strat_i_compiled_grounds(struct strat_state *s, uint32_t approaches, uint64_t *ids);

/* As strat_certain(), into lists that are empty. 0: it cannot. */
STRAT_LOCAL int strat_i_compiled_certain(struct strat_state *s, uint32_t approach,
                                         struct strat_lists *l);

/* Of a request without a completion: the first assumption that leaves none, or -1. */
STRAT_LOCAL int32_t strat_i_compiled_fault(struct strat_state *s);

/* Fills the answer, which is cleared. 0: it cannot, as for one of its lists approaches would have
 * to be taken together. */
STRAT_LOCAL int strat_i_compiled_decide(struct strat_state *s, struct strat_answer *answer);

#endif
