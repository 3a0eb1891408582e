/*
 * What the files that check share: arrays of words, walked by their description (format.h,
 * names.h).
 */
#ifndef STRAT_CHECK_H
#define STRAT_CHECK_H

#include "runtime/names.h"
#include "runtime/diagram.h"
#include "runtime/private.h"

enum {
    RULE_ANY,
    RULE_ZERO,
    RULE_MOST,
    RULE_BELOW,
    RULE_ITEM,
    RULE_UPTO,
    RULE_FIRST,
    RULE_MANY,
    RULE_TEXT,
    RULE_OWN
};
enum { IN_SMALL = 1, IN_LARGE = 2, IN_BOTH = 3 };

struct strat_field {
    uint8_t word, from, bits, rule;
    uint32_t of;
};

/* The fields of all sections stand in one array, in the order of sections. */
struct strat_section {
    uint8_t fields, at, count, words, tables;
};

#define STRAT_ONE_FIELD(word, name, from, bits, rule, of) {word, from, bits, RULE_##rule, of},
#define STRAT_ONE_MORE(word, name, from, bits, rule, of) +1
#define STRAT_FIELDS(list, at, count, words, tables) list(STRAT_ONE_FIELD)
#define STRAT_SECTION(list, at, count, words, tables) \
    {0 list(STRAT_ONE_MORE), at, count, words, IN_##tables},

/* An array of words while it is walked. */
struct strat_walk {
    const uint64_t *wide;   /* a table; or */
    const uint32_t *narrow; /* names */
    uint64_t total, at, text_bytes;
    uint64_t count[C_LARGE + L_END]; /* H_*, C_*, L_*; of names N_* */
    uint64_t sum[C_LARGE + L_END];   /* MANY of what is counted there */
};

/* Whether `n` things of `size` from `at` lie inside `total`. */
static inline int strat_i_within(uint64_t at, uint64_t n, uint64_t size, uint64_t total) {
    return at <= total && (size == 0 || n <= (total - at) / size);
}

/* The rules among the names, all words of which are right as far as their description goes. */
STRAT_LOCAL int strat_i_check_rules(const struct strat_policy *p);

/* All that is in the bytes of a large table, of which the words, `walk`, are right as far as their
 * description goes. */
STRAT_LOCAL int strat_i_check_large(const struct strat_walk *walk, const unsigned char *rules,
                                    size_t bytes);

#endif
