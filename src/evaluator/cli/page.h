/*
 * Page: text for a person, broken into lines of a terminal, in colour where the reader has colours.
 *
 * A paragraph is put together piece by piece, then ended; only then it is broken, with hanging
 * lines indented.
 */
#ifndef STRAT_EVALUATOR_CLI_PAGE_H
#define STRAT_EVALUATOR_CLI_PAGE_H

#include "evaluator/core/engine.h"

struct ev_page {
    struct ev_out *out;
    bool colour;
    size_t columns;     /* of a line */
    struct ev_out text; /* the paragraph so far; whoever writes to an ev_out can add to it */
};

/* A piece of a format as it looks where the reader has colours. */
#define EV_BOLD(text) "\033[1m" text "\033[0m"
#define EV_GREEN(text) "\033[32m" text "\033[0m"
#define EV_YELLOW(text) "\033[33m" text "\033[0m"
#define EV_RED(text) "\033[31m" text "\033[0m"

bool ev_page_open(struct ev_page *p, struct ev_out *out);
void ev_page_close(struct ev_page *p);

/* Pieces of the paragraph: as ev_textf(); with something before and behind it, or nothing of all
 * that where it is empty; spaces up to a column, counted from where the paragraph begins, at least
 * one. */
EV_LIKE_PRINTF void ev_add(struct ev_page *p, const char *format, ...);
void ev_add_some(struct ev_page *p, const char *before, const char *text, const char *behind);
void ev_add_column(struct ev_page *p, size_t column);

/* The paragraph is over: its first line is indented by `first`, the others by `rest`. */
void ev_end(struct ev_page *p, size_t first, size_t rest);

/* One that is this text alone. */
void ev_sentence(struct ev_page *p, const char *text);

/* A blank line, then a line of its own in bold. */
void ev_heading(struct ev_page *p, const char *text);

/* ---- facts.c: the vocabulary that a policy expects ---- */

/* The policy's title and version. */
void ev_put_title(struct ev_page *page, const struct ev_vocabulary *v);

/* The column behind the longest of these names (of those that `bits` has, NULL: all), `most` within
 * reason. */
size_t ev_column_behind(const struct strat_named *names, uint32_t n, const uint64_t *bits,
                        size_t most);

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v);

/* ---- asking.c: what else would be decided ---- */

/* What to ask next, and where each answer would lead. Overwrites e->answer. */
void ev_put_asking(struct ev_page *page, struct ev_engine *e);

/* Of an approach that is not open and cannot be: which facts, one at a time, said otherwise would
 * open it. Overwrites e->answer. */
void ev_put_ways(struct ev_page *page, struct ev_engine *e, uint32_t approach);

/* Under the default: the other activities for which that approach is open, all else as it was
 * asked. Overwrites e->answer. */
void ev_put_offers(struct ev_page *page, struct ev_engine *e);

/* ---- taken.c: what a decision hangs on ---- */

/* A fact in an item of a list: its name, its title, who decides it. */
void ev_add_fact(struct ev_page *page, const struct strat_fact *info, bool bold);

/* That something was not found out within the bound on work, and why. */
void ev_put_missed(struct ev_page *page, const struct ev_engine *e, const char *what);

/* Whether a value that nobody stated counts, in some case at least. */
bool ev_is_taken(const struct ev_engine *e);

/* What defaults and presumptions say where nobody spoke, as one would type it. */
void ev_put_taken(struct ev_page *page, const struct ev_engine *e);

/* Judgements, readings, and what was taken for granted. */
void ev_put_grounds(struct ev_page *page, const struct ev_engine *e);

/* ---- person.c: one decision ---- */

/* Approaches with their titles, or (`bare`) their names alone. */
void ev_add_approaches(struct ev_page *page, const struct ev_engine *e, uint64_t approaches,
                       const char *before, bool bare);

/* Undetermined: the approaches that may come out, the default one, too. */
uint32_t ev_possible(const struct ev_engine *e);

/* What was decided, with everything that hangs on it. */
void ev_put_decision(struct ev_page *page, struct ev_engine *e);

/* Why: for each approach (or for one alone; -1: each) what opens it and what closes it. False: not
 * decided, *fault says so. */
bool ev_put_why(struct ev_page *page, struct ev_engine *e, int32_t approach,
                struct ev_fault *fault);

/* Whether an approach, or one above it, may start now, and what may. */
bool ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach);

#endif
