#include "evaluator/words.h"

#include <stdlib.h>

enum { LEAST = 4 };

bool ev_words_open(struct ev_words *w, size_t names, size_t tables, size_t bytes) {
    /* A table has fewer than four places for each of its names, or the least. */
    *w = (struct ev_words){.words = calloc(4 * names + LEAST * tables + 1, sizeof *w->words),
                           .text = calloc(bytes + EV_AHEAD, 1)};
    if (w->words && w->text)
        return true;
    ev_words_close(w);
    return false;
}

void ev_words_close(struct ev_words *w) {
    free(w->words);
    free(w->text);
    *w = (struct ev_words){0};
}

struct ev_table ev_words_table(struct ev_words *w, size_t names) {
    size_t places = LEAST;
    while (places < 2 * names)
        places *= 2;
    struct ev_table table = {.first = (uint32_t)w->n_words, .mask = (uint32_t)places - 1};
    w->n_words += places;
    return table;
}

/* The hash reads eight bytes of a name at a time, so it is taken of the copy. */
void ev_words_add(struct ev_words *w, struct ev_table table, const char *name, size_t n, uint32_t item) {
    char *copy = w->text + w->n_text;
    memcpy(copy, name, n);
    uint32_t i = ev_word_hash(copy, n) & table.mask;
    while (w->words[table.first + i].used)
        i = (i + 1) & table.mask;
    w->words[table.first + i] =
        (struct ev_word){.at = (uint32_t)w->n_text, .length = (uint32_t)n, .item = item, .used = 1};
    w->n_text += n;
}
