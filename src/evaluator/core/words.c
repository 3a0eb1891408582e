#include "evaluator/core/words.h"

#include <stdlib.h>

/* Where there are many names some meet, whatever the factor. */
enum { LEAST = 4, TRIES = 16, MANY = 128 };

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

/* Fills the places of the table; how many names found theirs taken. */
static size_t fill(struct ev_words *w, const struct ev_table *table) {
    size_t taken = 0;
    struct ev_word *places = w->words + table->first;
    memset(places, 0, ((size_t)table->mask + 1) * sizeof *places);
    for (size_t n = 0; n < w->n_added; n++) {
        const struct ev_word *word = &w->added[n];
        uint32_t i = ev_word_hash(table->factor, w->text + word->at, word->length) & table->mask;
        for (; places[i].number; i = (i + 1) & table->mask) taken++;
        places[i] = *word;
    }
    return taken;
}

struct ev_table ev_words_table(struct ev_words *w) {
    size_t places = LEAST, least = SIZE_MAX;
    while (places < 3 * w->n_added) places *= 2;
    struct ev_table table = {.first = (uint32_t)w->n_words,
                             .mask = (uint32_t)places - 1,
                             .blocks = ev_blocks(w->longest + 1)};
    uint64_t factor = 0x9e3779b97f4a7c15u, best = factor;
    int tries = w->n_added < MANY ? TRIES : 1;
    for (int i = 0; i < tries && least > 0; i++, factor = factor * 0xd1342543de82ef95u | 1) {
        table.factor = factor;
        size_t taken = fill(w, &table);
        if (taken < least) least = taken, best = factor;
    }
    table.factor = best;
    fill(w, &table);
    w->n_words += places;
    w->n_added = w->longest = 0;
    return table;
}
