/*
 * Paper: one text for people in two forms, HTML and Markdown.
 *
 * Whoever writes says what a piece is, not how it looks; every text is escaped here, once. The HTML
 * is one file that asks for nothing else: no script, and a style whose fingerprint the page names.
 */
#ifndef STRATC_EMIT_DOCUMENTS_PAPER_H
#define STRATC_EMIT_DOCUMENTS_PAPER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdio.h>

struct paper {
    FILE *out;
    struct arena *a;
    bool html;
    bool listing, in_row; /* items are open; a row of a table has begun */
};

/* The head, with the title as the one heading of the first level, and the end. */
void paper_open(struct paper *d, const char *title);
void paper_close(struct paper *d);

/* Of level 2 to 4. `anchor`: what links lead to; NULL: nothing does. In HTML a section begins with
 * each of level 2, on a new page where `apart`. */
void paper_heading(struct paper *d, int level, const char *anchor, const char *text);
void paper_section(struct paper *d, const char *anchor, const char *text, bool apart);

void paper_paragraph(struct paper *d, const char *text);
void paper_quote(struct paper *d, const char *text);

/* Items stand in a list; `term` (or NULL) is what one is about. Anything else ends the list. */
void paper_item(struct paper *d, const char *term, const char *text);

/* What stands beside what follows until paper_beside_end(): left and right where there is room.
 * `anchor` as above. */
void paper_beside(struct paper *d, const char *anchor);
void paper_beside_right(struct paper *d);
void paper_beside_end(struct paper *d);

/* A small print note. */
void paper_note(struct paper *d, const char *text);

/* A table of n columns with these heads; then its cells, row after row; the first of a row is its
 * head. `kind`: how a cell is coloured: the level of an approach from 0 on, or one of these. */
enum paper_cell { CELL_PLAIN = -1, CELL_REST = -2, CELL_CLOSED = -3, CELL_OUTSIDE = -4 };
void paper_table(struct paper *d, const char *caption, const char *const *heads, size_t n);
void paper_cell(struct paper *d, int kind, const char *text);
void paper_row_end(struct paper *d);
void paper_table_end(struct paper *d);

#endif
