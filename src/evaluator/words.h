/*
 * Words: names put in tables that are looked up in a few nanoseconds. A look-up compares the whole name.
 *
 * Built once; the names are copied, so that more than a name's bytes may be read of each.
 */
#ifndef STRAT_EVALUATOR_WORDS_H
#define STRAT_EVALUATOR_WORDS_H

#include "evaluator/bytes.h"

struct ev_word {
    uint32_t at, length; /* in `text` */
    uint32_t item, used; /* used 0: an empty place */
};

/* One table: a power of two of places in `words`, at most half of them taken. */
struct ev_table {
    uint32_t first, mask;
};

struct ev_words {
    struct ev_word *words;
    char *text;
    size_t n_words, n_text; /* in use */
};

/* Eight bytes at a time, what is behind the name masked out. */
static inline uint32_t ev_word_hash(const char *name, size_t n) {
    uint64_t h = n;
    for (; n > 8; name += 8, n -= 8) {
        h = (h ^ ev_load8(name)) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    h = (h ^ (ev_load8(name) & ev_first_bytes(n))) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(h >> 40);
}

/* The item of that name in the table, or -1. EV_AHEAD bytes from the name's last may be read. */
static inline int32_t ev_word_find(const struct ev_words *w, struct ev_table table, const char *name,
                                   size_t n) {
    for (uint32_t i = ev_word_hash(name, n) & table.mask;; i = (i + 1) & table.mask) {
        const struct ev_word *word = &w->words[table.first + i];
        if (!word->used)
            return -1;
        if (word->length == n && ev_same(name, w->text + word->at, n))
            return (int32_t)word->item;
    }
}

/* Room for that many names in so many tables with so many bytes of names. False when there is not enough
 * memory. */
bool ev_words_open(struct ev_words *w, size_t names, size_t tables, size_t bytes);
void ev_words_close(struct ev_words *w);

/* A new table, for that many names, and a name of it. */
struct ev_table ev_words_table(struct ev_words *w, size_t names);
void ev_words_add(struct ev_words *w, struct ev_table table, const char *name, size_t n, uint32_t item);

#endif
