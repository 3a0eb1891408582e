/*
 * Vocabulary: the names that a policy uses, found in a few nanoseconds.
 *
 * Built once at the start. A request names facts and values; an answer names approaches, duties and
 * paragraphs. Names that are looked for are copied, so that more than a name's bytes may be read of
 * each; a look-up compares the whole name.
 */
#ifndef STRAT_EVALUATOR_CORE_VOCABULARY_H
#define STRAT_EVALUATOR_CORE_VOCABULARY_H

#include "evaluator/io/bytes.h"
#include "evaluator/io/output.h"
#include "runtime/strat.h"

#include <stdbool.h>

struct ev_word {
    const char *name; /* in the table's text */
    uint32_t length;
    uint32_t number; /* of its item, from 1; 0: an empty place, whose name is empty */
};

/* One table: a power of two of places, at most a third of them taken; of few names as many more,
 * and a factor, that no two meet, if there is one: what is met at once need not be guessed. */
struct ev_table {
    struct ev_word *words;
    uint64_t factor; /* of the hash; odd */
    char *text;      /* of all of them, and EV_AHEAD bytes more */
    uint32_t mask;
    uint32_t blocks; /* that hold the longest name and a quote behind it */
};

struct ev_fact {
    struct strat_fact info;
    const struct strat_named *values;
    struct ev_table table; /* of its values */
};

/* Instead of a fact. */
enum { EV_NO_FACT = -1, EV_ID = -2 };

struct ev_vocabulary {
    const struct strat_policy *policy;
    struct strat_about about;
    struct ev_fact *facts;     /* and readings behind them, whose values no table finds */
    struct strat_named *names; /* of all that follow, and of the values of all facts */
    const struct strat_named *keys, *approaches, *duties, *paragraphs, *readings; /* keys: facts,
                                                                                    then `id` */
    struct ev_table table;                                                        /* of the keys */
    size_t longest_name; /* of a key or a value */
    char *sought;        /* room for a name that is looked for */
    bool in_interview;   /* no option lists facts now: help does */
};

/* False when there is not enough memory. */
bool ev_vocabulary_open(struct ev_vocabulary *v, const struct strat_policy *policy);
void ev_vocabulary_close(struct ev_vocabulary *v);

/* The first and the last eight bytes of the name, what is not of the name masked out. Names that
 * agree in these and in length meet, and are told apart when they are compared. */
static EV_INLINE uint32_t ev_word_hash(const struct ev_table *table, const char *name, size_t n) {
    size_t tail = n > 8 ? n - 8 : 0;
    uint64_t mask = ev_first_bytes(n - tail);
    uint64_t h = ((ev_load8(name) & mask) + n) * table->factor;
    h = (h ^ h >> 32 ^ (ev_load8(name + tail) & mask)) * table->factor;
    return (uint32_t)(h >> 40) & table->mask;
}

/* The item of that name, which is no longer than so many blocks, in the table, or -1. EV_AHEAD
 * bytes from the name's last may be read. */
static EV_INLINE int32_t ev_word_find(const struct ev_table *table, const char *name, size_t n,
                                      uint32_t blocks) {
    for (uint32_t i = ev_word_hash(table, name, n);; i = (i + 1) & table->mask) {
        const struct ev_word *word = &table->words[i];
        bool same =
            word->length == n && (blocks <= EV_BLOCKS ? ev_alike(name, word->name, n, blocks)
                                                      : memcmp(name, word->name, n) == 0);
        if (same || !word->number) return (int32_t)word->number - 1;
    }
}

/* The fact, the value of a fact, the approach of that name; -1 where there is none. `id` is EV_ID.
 */
int32_t ev_find_fact(const struct ev_vocabulary *v, const char *name, size_t length);
int32_t ev_find_value(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                      size_t length);
int32_t ev_find_approach(const struct ev_vocabulary *v, const char *name);

/* The value that a person means: by its name, its label, or one of the other names that the label
 * has in brackets behind it; articles and the case of letters do not count. -1 for none, or for
 * several. */
int32_t ev_find_spoken(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                       size_t length);

static inline const struct strat_named *ev_value(const struct ev_vocabulary *v, uint32_t fact,
                                                 uint32_t value) {
    return &v->facts[fact].values[value];
}

/* As a person says it: by its title, where it has one. */
static inline const char *ev_said(const struct strat_named *x) {
    return x->title[0] != '\0' ? x->title : x->name;
}

/* Where nothing has that name: the nearest of n, by spelling or by title; -1 where none is near.
 * `spoken`: titles may begin with an article. */
int32_t ev_nearest(const struct strat_named *among, uint32_t n, struct ev_span name, bool spoken);

#endif
