/*
 * Rules and conditions in English, for readers who do not know the language.
 *
 * What authors wrote stands in it as they wrote it: titles are clauses, predicates or nouns, and
 * nothing here inflects them. So a title stands before a colon, or in quotation marks, where it can
 * be the subject of "is" whatever it says. Whoever prints escapes the whole.
 */
#ifndef STRATC_RULES_WORDS_H
#define STRATC_RULES_WORDS_H

#include "rules/rules.h"

/*
 * One condition as a line of a list, or that it does not hold: "what is agreed: at least a
 * framework", "the partner: other than third countries". Of what is made of others what is said
 * above the list of them, to which "does not hold" goes on: "all of these", of which not all hold,
 * is "one of these". A list of values stops after five. A definition goes by its title, as a fact
 * of yes or no does: "it was asked for in time: no"; without one, "in_time does not hold".
 */
const char *condition_text(struct arena *a, const struct model *m, const struct cond *c,
                           bool negated);

/* Of a test what stands behind the title of its fact; else the same. */
const char *condition_says(struct arena *a, const struct model *m, const struct cond *c,
                           bool negated);

/* The whole of it, as part of a sentence: `"it was asked for" and "the day" is before 2026-01-01`.
 */
const char *condition_clause(struct arena *a, const struct model *m, const struct cond *c,
                             bool negated);

/* A rule, with all that its place implies, as one sentence without a full stop. Its number is that
 * in the set. `taken` (or NULL): as the readings are taken, which it then says at its end; a rule
 * that never does anything so is said as it is. */
const char *rule_sentence(struct arena *a, const struct rule_set *rules, uint32_t rule,
                          struct taken *taken);

/* A set of values that has a title: a group, or a vocabulary as far as the fact lists it. */
struct titled_set {
    const char *title;
    uint32_t fact; /* ONE_OF */
    const uint64_t *values;
};
struct titled_sets VEC(struct titled_set);

/* All of two values or more, each once: of those that are the same the first, groups before
 * vocabularies. */
struct titled_sets titled_sets_of(struct arena *a, const struct model *m);

/* The approaches in a list, by their names, or their titles as parts of a sentence; `last` stands
 * before the last one. */
const char *approaches_words(struct arena *a, const struct model *m, uint32_t approaches,
                             bool titles, const char *last);

#endif
