/*
 * Say: names, values and verdicts in words.
 */
#ifndef STRAT_EVALUATOR_EXPLAIN_SAY_H
#define STRAT_EVALUATOR_EXPLAIN_SAY_H

#include "evaluator/core/engine.h"
#include "evaluator/explain/tree.h"

/* "limited (Limited approach)" */
void ev_say_approach(struct ev_out *out, const struct ev_engine *e, int32_t approach);

/* With their titles, or (`bare`) their names alone; `before` the first. */
void ev_say_approaches(struct ev_out *out, const struct ev_engine *e, uint64_t approaches,
                       const char *before, bool bare);
void ev_say_duties(struct ev_out *out, const struct ev_engine *e, const uint64_t *duties);
void ev_say_ids(struct ev_out *out, const struct ev_engine *e, const uint64_t *ids);

/* "not requested", "agreement=none". */
void ev_say_typed(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value);

/* How long a condition in words is without the "yes" at its end: where all has to be so, its title
 * alone says that. */
size_t ev_stated_length(const char *text, size_t n);

/* See list_last(): of the labels of the values that are (or are not) in the set. */
const char *ev_labels_last(const struct ev_vocabulary *v, uint32_t fact, const uint64_t *set,
                           bool in, const char *last);

/* By the label of a value, where it has one. */
void ev_say_value(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value);

/* Which of its values these are, of which there are some: by a group, by an order, by name, or by
 * those that are not among them, whichever is short. */
void ev_say_choices(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                    const uint64_t *set);

/* Which values a fact would have to have: "third countries", "at least 9 people", "includes lead".
 */
void ev_say_change(struct ev_out *out, const struct ev_vocabulary *v, const struct strat_change *c);

/* Undetermined: the approaches that may come out, the default one, too. */
uint32_t ev_possible(const struct ev_engine *e);

/* Undetermined: whether none of them may be, as it is refused or out of scope in some case. */
bool ev_may_have_none(const struct ev_engine *e);

/* Undetermined: whether it is one of them in each case, and the same one. */
bool ev_is_one_possible(const struct ev_engine *e);

/* Whether none of its verdicts lets it be used. */
bool ev_is_shut(const struct strat_lists *each);

/* What the approach is by itself, in every completion, or what it can be. Of what is shut in all of
 * them, closed or not provided for makes no difference to the reader. */
void ev_say_verdict(struct ev_out *out, const struct ev_engine *e, uint32_t approach);

/* Names, in the tree's memory, among which many are looked for; which of them it is: -1, none. */
const struct ev_node *ev_names(struct ev_tree *t, const struct strat_named *names, uint32_t n);
int32_t ev_name_number(const struct ev_node *names, const char *name);

/* What an answer has there, to be said: no null, which is no "none" where nothing is determined, or
 * where it is several. NULL: it has no such key. */
const struct ev_node *ev_answered(struct ev_tree *t, const struct ev_node *answer, const char *key);

/* Undetermined: out of scope or refused, where that is possible, then the approaches that are. */
void ev_say_outcomes(struct ev_out *out, const struct ev_engine *e, bool bare);

/* Before " may start now", of an approach that has to be used, or is promised; else nothing. */
const char *ev_said_use(enum strat_modality modality);

/* What was decided, in a few words; `still`: it was undetermined before, too. */
void ev_say_decision(struct ev_out *out, const struct ev_engine *e, bool still);

/* Of the engine's answer, which ev_shuts() with this value: "yes leads to: refused (P4)". Where
 * something may start later, what is otherwise, if that is known (`contrary`; else ""). */
void ev_say_shut(struct ev_out *out, const struct ev_engine *e, uint32_t fact, int64_t value,
                 const char *contrary);

#endif
