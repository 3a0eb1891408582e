/* The words of the language as an author meets them. */
#ifndef STRATC_LSP_WORDS_H
#define STRATC_LSP_WORDS_H

#include <stddef.h>

struct word {
    const char *text;
    enum word_rank {
        WORD_BEGINS, /* a declaration, a block, a statement */
        WORD_CLAUSE, /* goes on with one */
        WORD_CONDITION,
        WORD_VALUE
    } rank;
    const char *meaning, *in_example; /* in a line; in_example: NULL: the same */
};

/* What an author wants to write as a whole. */
struct phrase {
    const char *text;
    const char *snippet; /* NULL: the text itself */
    const char *beside;  /* it fits where the grammar would take this, too; "!x": not x; or NULL */
    const char *meaning;
};

/* NULL: it is no word of the language. */
const struct word *word_find(const char *text);
/* Which of all it is in their order. */
unsigned word_place(const struct word *word);
/* The next phrase that begins with the word, or is it; NULL after the last. */
const struct phrase *phrase_next(const struct phrase *after, const char *word);

#endif
