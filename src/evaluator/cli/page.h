/*
 * Page: text for a person, broken into lines of a terminal, in colour where the reader has colours.
 *
 * A paragraph is put together piece by piece, then ended; only then it is broken, with hanging
 * lines indented.
 */
#ifndef STRAT_EVALUATOR_CLI_PAGE_H
#define STRAT_EVALUATOR_CLI_PAGE_H

#include "evaluator/io/output.h"

struct ev_page {
    struct ev_out *out;
    bool colour;
    struct ev_out text; /* the paragraph so far; whoever writes to an ev_out can add to it */
};

enum ev_style { EV_NORMAL, EV_BOLD, EV_GREEN, EV_YELLOW, EV_RED };

bool ev_page_open(struct ev_page *p, struct ev_out *out);
void ev_page_close(struct ev_page *p);

/* Pieces of the paragraph: as ev_textf(); in a style; with something before and behind it, or
 * nothing of all that where it is empty; spaces up to a column, counted from where the paragraph
 * begins, at least one. */
EV_LIKE_PRINTF void ev_add(struct ev_page *p, const char *format, ...);
void ev_add_styled(struct ev_page *p, enum ev_style style, const char *text);
void ev_add_some(struct ev_page *p, const char *before, const char *text, const char *behind);
void ev_add_column(struct ev_page *p, size_t column);

/* The paragraph is over: its first line is indented by `first`, the others by `rest`. */
void ev_end(struct ev_page *p, size_t first, size_t rest);

/* A blank line, then a line of its own in bold. */
void ev_heading(struct ev_page *p, const char *text);

#endif
