/*
 * Facts: the vocabulary that a policy expects, for a person or for a program.
 */
#ifndef STRAT_EVALUATOR_CLI_FACTS_H
#define STRAT_EVALUATOR_CLI_FACTS_H

#include "evaluator/cli/page.h"
#include "evaluator/core/vocabulary.h"

#include <stdio.h>

/* The policy's title and version. */
void ev_put_title(struct ev_page *page, const struct ev_vocabulary *v);

/* The column behind the longest of these names (of those that `bits` has, NULL: all), `most` within
 * reason. */
size_t ev_column_behind(const char *const *names, uint32_t n, const uint64_t *bits, size_t most);

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v);

/*
 * One JSON object:
 *   title, version, issued_by, ranked, default_approach (or null)
 *   facts: name, title, type ("yes or no", "one of", "set of", "number", "date"), then where they
 *          apply: ordered, values (name, title), low, high, decimals, unit, judgement, by,
 *          has_presumption; default (as a request would state it) where there is one
 *   approaches: name, title, commits
 *   duties: name, title, timing, by, to, deadline, following, done_when (a fact, or null)
 *   paragraphs: id, title, kind, see
 *   assumes: texts
 */
void ev_put_facts_json(FILE *out, const struct ev_vocabulary *v);

#endif
