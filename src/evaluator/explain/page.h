/*
 * Page: text for people, as lines of a terminal, as Markdown, or as a piece of HTML.
 *
 * What is said piece by piece is then ended as what it is: a title, a sentence, an item of a list.
 * Where that stands, and how it looks, the form decides: a terminal has columns and colours, and
 * hanging lines are indented; HTML has classes and no style. Whatever a text has in it that the
 * form would take for its own is escaped, and nothing hides or turns what stands beside it.
 */
#ifndef STRAT_EVALUATOR_EXPLAIN_PAGE_H
#define STRAT_EVALUATOR_EXPLAIN_PAGE_H

#include "evaluator/io/output.h"

enum ev_form { EV_FORM_TEXT, EV_FORM_MARKDOWN, EV_FORM_HTML };

/* What a few words are: a name that stands out; good, not quite so, or bad news. */
enum ev_mark { EV_STRONG, EV_GOOD, EV_CARE, EV_BAD };

/* What an item is: a line; one of several that are alike; something to do, or that was done. */
enum ev_item_kind { EV_LINE, EV_DASH, EV_TODO, EV_DONE };

enum { EV_LEVELS = 6 }; /* how deep items may stand below one another */

struct ev_page {
    struct ev_out *out;
    enum ev_form form;
    struct ev_out text; /* what was said so far; whoever writes to an ev_out can add to it */
    bool colour;        /* TEXT */
    size_t columns;     /* TEXT: of a line */
    unsigned heading;   /* MARKDOWN, HTML: the level of the title, from 1 */
    /* Its own. */
    size_t column; /* behind the terms of a list */
    bool term, within, begun;
    unsigned level; /* of the item that was ended last, or 0 */
    enum ev_item_kind kinds[EV_LEVELS];
};

/* `columns` and `colour` count for text alone. False when there is not enough memory. */
bool ev_page_open(struct ev_page *p, struct ev_out *out, enum ev_form form, size_t columns,
                  bool colour);

/* What was begun is ended; nothing more is written. */
void ev_page_close(struct ev_page *p);

/* ---- pieces ---- */

/* As ev_textf(); with something before and behind it, or nothing of all that where it is empty. */
EV_LIKE_PRINTF void ev_add(struct ev_page *p, const char *format, ...);
void ev_add_some(struct ev_page *p, const char *before, const char *text, const char *behind);
void ev_add_mark(struct ev_page *p, enum ev_mark mark, const char *text);

/* Items that follow begin with a term, of which the longest has so many columns: what is said of
 * them stands behind it, in text below one another. */
void ev_terms(struct ev_page *p, size_t longest);
void ev_add_term(struct ev_page *p, const char *term);

/* ---- what was said is ended as ---- */

void ev_end_sentence(struct ev_page *p);

/* Level 1 stands below no other item, level 2 below the last one of level 1. */
void ev_end_item(struct ev_page *p, enum ev_item_kind kind, unsigned level);

/* A part of its own begins, of which that is the heading; ev_end_part() where it is over. */
void ev_begin_part(struct ev_page *p);
void ev_end_part(struct ev_page *p);

/* ---- all at once ---- */

void ev_title(struct ev_page *p, const char *title, const char *version);
void ev_sentence(struct ev_page *p, const char *text);
void ev_heading(struct ev_page *p, const char *text);

/* What follows stands apart from what is before it. */
void ev_gap(struct ev_page *p);

#endif
