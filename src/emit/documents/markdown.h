/*
 * Markdown: text of a policy in a document, and what such documents begin with.
 */
#ifndef STRATC_EMIT_DOCUMENTS_MARKDOWN_H
#define STRATC_EMIT_DOCUMENTS_MARKDOWN_H

#include "model/model.h"

#include <stdio.h>

/* The text with every character that Markdown would take for a sign of its own escaped, so that it
 * stands in a sentence, a heading or a cell of a table as it is. */
const char *markdown_text(struct arena *a, const char *text);

/* The same where a block begins: behind the sign of an item or a quote, and at the beginning of a
 * line. */
const char *markdown_block(struct arena *a, const char *text);

/* The heading, and which policy it is about. */
void markdown_head(FILE *out, struct arena *a, const struct model *m, const char *heading);

/* "the title" of what is declared, or its name where it has none; escaped. */
const char *markdown_title(struct arena *a, const struct declared *x);

/* The texts, with this between them. */
const char *markdown_list(struct arena *a, const struct texts *list, const char *between);

#endif
