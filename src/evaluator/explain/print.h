/*
 * Print: an explanation for people, in any form. It is read off the tree alone, which may come from
 * a file: what is not there, or not as it should be, is not printed.
 */
#ifndef STRAT_EVALUATOR_EXPLAIN_PRINT_H
#define STRAT_EVALUATOR_EXPLAIN_PRINT_H

#include "evaluator/explain/page.h"
#include "evaluator/explain/tree.h"

/* The answer, with everything that goes with it. */
void ev_print_answer(struct ev_page *page, const struct ev_node *root);

/* Why: its basis, the ladder and what was taken for granted; where the ladder is of one approach,
 * also what would open that. */
void ev_print_why(struct ev_page *page, const struct ev_node *root);

/* In short what was decided, and the ladder alone; what to ask; what would be otherwise. */
void ev_print_ladder(struct ev_page *page, const struct ev_node *root);
void ev_print_ask(struct ev_page *page, const struct ev_node *root);
void ev_print_what_if(struct ev_page *page, const struct ev_node *root);

/* ---- what the files of the printer share ---- */

/* One headline. */
void ev_print_decided(struct ev_page *page, const struct ev_node *root,
                      const struct ev_node *headline);

/* Ids with the titles of their paragraphs, as items of this level. */
void ev_print_ids(struct ev_page *page, const struct ev_node *root, const struct ev_node *ids,
                  unsigned level);

/* An approach by its name, and its title where that tells more. */
void ev_print_approach(struct ev_page *page, const struct ev_node *node);

/* Items that follow begin with one of these ids. */
void ev_print_terms(struct ev_page *page, const struct ev_node *ids);

/* What could not be found out. */
void ev_print_limits(struct ev_page *page, const struct ev_node *root);

/* ---- print_with.c, print_grounds.c ---- */

/* What was taken for granted, and is known to be of no consequence by itself; and what cannot be
 * otherwise, of which nothing is told. */
bool ev_is_idle(const struct ev_node *taken);
bool ev_is_fixed(const struct ev_node *taken);

void ev_print_because(struct ev_page *page, const struct ev_node *root);

/* Each with whether it holds, and how that is known. */
void ev_print_conditions(struct ev_page *page, const struct ev_node *list, unsigned level);

/* One in a line, with what a list is made of in brackets; what a name means it does not say. */
void ev_print_condition(struct ev_page *page, const struct ev_node *condition);

/* What goes with approaches that are open, and with those that are possible. `basis`: also what
 * opens the one that is the answer. */
void ev_print_with(struct ev_page *page, const struct ev_node *root, bool basis);
void ev_print_judgements(struct ev_page *page, const struct ev_node *root);
void ev_print_readings(struct ev_page *page, const struct ev_node *root);
void ev_print_taken(struct ev_page *page, const struct ev_node *root);

/* ---- print_trials.c ---- */

void ev_print_ways(struct ev_page *page, const struct ev_node *root);

/* Of a change of a way what is the case now, if that is known. */
void ev_add_now(struct ev_page *page, const struct ev_node *change);

void ev_print_way(struct ev_page *page, const struct ev_node *root, const struct ev_node *way);
void ev_print_questions(struct ev_page *page, const struct ev_node *root);
void ev_print_offers(struct ev_page *page, const struct ev_node *root);

/* The title of a fact or a reading, which has a name at least. */
const char *ev_title_of(const struct ev_node *named);

#endif
