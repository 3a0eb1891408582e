/* What a place of a text asks for. */
#ifndef STRATC_LSP_CONTEXT_H
#define STRATC_LSP_CONTEXT_H

#include "lsp/server.h"

#include <string.h>

enum {
    FACTS = 1,
    DEFINES = 2,
    DUTIES = 4,
    APPROACHES = 8,
    NUMBERS = 16, /* of paragraphs */
    PARTNERS = 32,
    ACTIVITIES = 64,
    VALUES = 128, /* of the fact in question, and its groups */
    VOCABULARIES = 256,
    OWN_VALUES = 512, /* of the fact that is being declared */
    UNCOVERED = 1024, /* numbers of the outline that have no block as yet */
    UNLISTED = 2048,  /* numbers of blocks that the outline lacks */
    DECLARES = 4096   /* the author makes a name up */
};

/* What a name would mean, of which fact, and which words of the language may stand where it may;
 * the list that it goes on with has the tokens from `first` to `end`. */
struct context {
    unsigned names;
    const char *fact, *also;
    size_t first, end;
};

static inline bool is(const char *word, const char *what) {
    return word && strcmp(word, what) == 0;
}

/* The token so many before the end-th, or NULL. */
const char *word_at(const struct wanted *w, size_t end, size_t back);
/* Of the place behind the first n tokens. */
struct context context_of(const struct wanted *w, size_t n);
/* Whether the list has that name already. */
bool context_has(const struct wanted *w, const struct context *c, const char *name);

/* Of a name, or of what a value is called. */
bool in_word(char c);
/* Whether a comment or a text in quotes has begun on the line before the place. */
bool is_quoted(const char *text, uint32_t at);
/* What the grammar would take where the word begins that stands at w->offset: from *from to *to.
 * False: the place is in a text or a comment. */
bool want(struct server *s, const struct where *w, struct wanted *wanted, uint32_t *from,
          uint32_t *to);
bool wants(const struct wanted *w, const char *what);

#endif
