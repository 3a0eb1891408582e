/*
 * Person: one decision for a person to read.
 */
#ifndef STRAT_EVALUATOR_CLI_PERSON_H
#define STRAT_EVALUATOR_CLI_PERSON_H

#include "evaluator/core/engine.h"
#include "evaluator/cli/page.h"

/* fact=value, fact (yes); each wrong one is written to `err` in a line that begins with the
 * program's name. False if any was. */
bool ev_read_stated(struct ev_engine *e, char *const *stated, int n, const char *program,
                    struct ev_out *err);

/* What was decided, with everything that hangs on it. */
void ev_put_decision(struct ev_page *page, struct ev_engine *e);

/* Why: for each approach (or for one alone; -1: each) what opens it and what closes it. False: not
 * decided, *fault says so. */
bool ev_put_why(struct ev_page *page, struct ev_engine *e, int32_t approach,
                struct ev_fault *fault);

/* Whether an approach, or one above it, may start now. */
bool ev_available(const struct ev_engine *e, uint32_t approach);
void ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach);

/* ---- pieces that these pages share ---- */

/* "outreach (Outreach approach)", "none"; "" for STRAT_NULL */
void ev_add_approach(struct ev_page *page, const struct ev_engine *e, int32_t approach,
                     enum ev_style style);

/* The policy, and in a sentence or two what was decided. */
void ev_put_headline(struct ev_page *page, const struct ev_engine *e);

/* A line for each paragraph of a list: its id and title. */
void ev_put_paragraphs(struct ev_page *page, const struct ev_engine *e, const uint64_t *bits,
                       size_t indent);

/* What to ask next, and what each answer would lead to. */
void ev_put_questions(struct ev_page *page, struct ev_engine *e);

#endif
