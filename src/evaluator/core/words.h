/*
 * Words: names put in tables that are looked up in a few nanoseconds. A look-up compares the whole
 * name.
 *
 * Built once; the names are copied, so that more than a name's bytes may be read of each.
 */
#ifndef STRAT_EVALUATOR_CORE_WORDS_H
#define STRAT_EVALUATOR_CORE_WORDS_H

#include "evaluator/io/bytes.h"

struct ev_word {
    uint32_t at, length; /* of the name, in `text` */
    uint32_t number;     /* of its item, from 1; 0: an empty place */
};

/* One table: a power of two of places in `words`, at most a third of them taken. */
struct ev_table {
    uint32_t first, mask;
    uint32_t blocks; /* that hold the longest name and a quote behind it; more than EV_BLOCKS: one
                        by one */
};

struct ev_words {
    struct ev_word *words;
    char *text;
    struct ev_word *added; /* to the table that is not made yet */
    size_t n_words, n_text, n_added;
    size_t longest; /* of those added */
};

/* The first and the last eight bytes of the name, what is not of the name masked out. Names that
 * agree in these and in length meet, and are told apart when they are compared. */
static EV_INLINE uint32_t ev_word_hash(const char *name, size_t n) {
    size_t tail = n > 8 ? n - 8 : 0;
    uint64_t mask = ev_first_bytes(n - tail);
    const uint64_t odd = 0x9e3779b97f4a7c15u;
    uint64_t h = ((ev_load8(name) & mask) + n) * odd;
    h = (h ^ h >> 32 ^ (ev_load8(name + tail) & mask)) * odd;
    return (uint32_t)(h >> 40);
}

/* The item of that name in the table, or -1. EV_AHEAD bytes from the name's last may be read. */
static EV_INLINE int32_t ev_word_find(const struct ev_words *w, const struct ev_table *table,
                                      const char *name, size_t n) {
    for (uint32_t i = ev_word_hash(name, n) & table->mask;; i = (i + 1) & table->mask) {
        const struct ev_word *word = &w->words[table->first + i];
        const char *text = w->text + word->at;
        if (!word->number) return -1;
        if (word->length != n) continue;
        if (table->blocks <= EV_BLOCKS ? ev_alike(name, text, n, table->blocks)
                                       : ev_same(name, text, n))
            return (int32_t)word->number - 1;
    }
}

/* Room for that many names in so many tables with so many bytes of names. False when there is not
 * enough memory. */
bool ev_words_open(struct ev_words *w, size_t names, size_t tables, size_t bytes);
void ev_words_close(struct ev_words *w);

/* A name for the table that is added next; its item is its number among them, from 0. */
void ev_words_add(struct ev_words *w, const char *name, size_t n);

/* The table of the names added since the last. */
struct ev_table ev_words_table(struct ev_words *w);

#endif
