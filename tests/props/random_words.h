/* Words of the language that may also be names: in a random policy some names become such words. */
#ifndef TESTS_PROPS_RANDOM_WORDS_H
#define TESTS_PROPS_RANDOM_WORDS_H

#include "tests/props/random_text.h"

#include <ctype.h>

static const char *const soft_words[] = {
    "ranked",   "unranked", "prejudice",   "requirement", "its",     "provisions",   "least",
    "most",     "below",    "includes",    "is",          "empty",   "applies",      "means",
    "yes",      "no",       "one",         "set",         "number",  "date",         "day",
    "days",     "week",     "weeks",       "month",       "months",  "year",         "years",
    "be",       "used",     "engage",      "meet",        "receipt", "start",        "partner",
    "activity", "open",     "conditional", "committed",   "refused", "undetermined", "out",
};

/* Those of the last three are no approaches that could be expected; a fact of the two names before
 * `open` is what they say. */
enum {
    SOFT_WORDS = sizeof soft_words / sizeof *soft_words,
    FOR_APPROACHES = SOFT_WORDS - 3,
    FOR_FACTS = SOFT_WORDS - 8
};

/* Names that may become others. f0 stays, and what a reading takes: some tests look for them. */
static const char *const plain_names[] = {"f1", "f2", "j0",  "j1",  "d0",  "d1",  "u0",
                                          "u1", "g0", "g1",  "a0",  "a1",  "a2",  "r0",
                                          "a",  "b",  "low", "mid", "red", "blue"};
enum { PLAIN_NAMES = sizeof plain_names / sizeof *plain_names };

struct renaming {
    const char *to[PLAIN_NAMES];
};

static inline const char *renamed_to(const struct renaming *r, const char *word, size_t length) {
    for (size_t i = 0; i < PLAIN_NAMES; i++)
        if (r->to[i] && strlen(plain_names[i]) == length &&
            memcmp(plain_names[i], word, length) == 0)
            return r->to[i];
    return NULL;
}

/* All names outside of texts in quotes. What does not fit is left out, and the policy refused. */
static inline void rename_names(const struct renaming *r, char *text, size_t size) {
    static char old[sizeof((struct random_policy *)NULL)->text];
    size_t n = 0;
    bool quoted = false;
    memcpy(old, text, strlen(text) + 1);
    for (const char *at = old; *at;) {
        size_t length = 0;
        while (isalnum((unsigned char)at[length]) || at[length] == '_' ||
               (isdigit((unsigned char)*at) && at[length] && strchr(".()", at[length])))
            length++;
        const char *other = quoted ? NULL : renamed_to(r, at, length);
        quoted ^= *at == '"';
        length += length == 0;
        size_t room = other ? strlen(other) : length;
        if (n + room + 1 < size) {
            memcpy(text + n, other ? other : at, room);
            n += room;
        }
        at += length;
    }
    text[n] = '\0';
}

static inline void use_soft_words(struct random_policy *p) {
    struct renaming r = {{NULL}};
    bool taken[SOFT_WORDS] = {false};
    for (unsigned i = 0; i < 6; i++) {
        unsigned name = rnd(p, PLAIN_NAMES);
        bool approach = plain_names[name][0] == 'a' && plain_names[name][1],
             value = !isdigit((unsigned char)plain_names[name][strlen(plain_names[name]) - 1]);
        unsigned word = rnd(p, value ? SOFT_WORDS : approach ? FOR_APPROACHES : FOR_FACTS);
        if (r.to[name] || taken[word] || !strcmp(p->letter_name, soft_words[word]) ||
            (p->day && !strcmp(soft_words[word], "day")))
            continue;
        taken[word] = true;
        r.to[name] = soft_words[word];
    }
    rename_names(&r, p->text, sizeof p->text);
    rename_names(&r, p->used, sizeof p->used);
    p->length = strlen(p->text);
}

#endif
