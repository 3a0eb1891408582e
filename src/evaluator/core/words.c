#include "evaluator/core/words.h"

#include <stdlib.h>

enum { LEAST = 4 }; /* places of a table */

bool ev_words_open(struct ev_words *w, size_t names, size_t tables, size_t bytes) {
    /* A table has fewer than six places for each of its names, or the least. */
    *w = (struct ev_words){.words = calloc(6 * names + LEAST * tables + 1, sizeof *w->words),
                           .added = calloc(names + 1, sizeof *w->added),
                           .text = calloc(bytes + EV_AHEAD, 1)};
    if (w->words && w->added && w->text) return true;
    ev_words_close(w);
    return false;
}

void ev_words_close(struct ev_words *w) {
    free(w->words);
    free(w->added);
    free(w->text);
    *w = (struct ev_words){0};
}

/* The hash looks at eight bytes of a name at a time, so it is taken of the copy. */
void ev_words_add(struct ev_words *w, const char *name, size_t n) {
    memcpy(w->text + w->n_text, name, n);
    struct ev_word *word = &w->added[w->n_added++];
    *word = (struct ev_word){(uint32_t)w->n_text, (uint32_t)n, (uint32_t)w->n_added};
    w->n_text += n;
    w->longest = n > w->longest ? n : w->longest;
}

struct ev_table ev_words_table(struct ev_words *w) {
    size_t places = LEAST;
    while (places < 3 * w->n_added) places *= 2;
    struct ev_table table = {.first = (uint32_t)w->n_words,
                             .mask = (uint32_t)places - 1,
                             .blocks = ev_blocks(w->longest + 1)};
    for (size_t n = 0; n < w->n_added; n++) {
        const struct ev_word *word = &w->added[n];
        uint32_t i = ev_word_hash(w->text + word->at, word->length) & table.mask;
        while (w->words[table.first + i].number) i = (i + 1) & table.mask;
        w->words[table.first + i] = *word;
    }
    w->n_words += places;
    w->n_added = w->longest = 0;
    return table;
}
