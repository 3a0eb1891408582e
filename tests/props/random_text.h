/*
 * What the parts of a random policy (random_policy.h) share: what it has, the text so far, and the
 * dice. The same seed gives the same policy.
 */
#ifndef TESTS_PROPS_RANDOM_TEXT_H
#define TESTS_PROPS_RANDOM_TEXT_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { GROUP_ROOM = 4, DEFINE_ROOM = 4, DUTY_ROOM = 8, BLOCK_ROOM = 128 };

struct random_policy {
    uint64_t state, seed;
    char text[1 << 16];
    size_t length;
    char used[1 << 12]; /* the text of the file that it uses, `use "USED_FILE"`; mostly none */
    unsigned wanted;    /* what the caller wants to be in it */
    bool with_readings, with_safeguards, letters_act,
        levels_act; /* letters are activities, else partners; levels are activities */
    bool reads;     /* readings have up to four values, and every kind of condition asks for them */
    bool ranked, has_default, objectives, large;
    bool rich; /* it writes all that may be written, also what is rare, and things twice */
    unsigned approaches, flags, judgements, readings, duties, groups, defines, blocks, recitals,
        depth, most_depth, safeguards, examples;
    unsigned block; /* the one in the making; 0: none */
    bool letter, level, tags, size, day;
    const char *letter_name;
    bool below_zero; /* so may `size` be */
    bool outline, vocabulary;
    unsigned id_style;
    unsigned rank[BLOCK_ROOM + 1]; /* by block: those of a higher rank prevail, and are asked
                                      whether they apply */
    char kind[BLOCK_ROOM +
              1]; /* by block: 'a' approach, 'o' objective, 'p' provision, 'b' any other */
    bool gate[BLOCK_ROOM + 1];        /* by approach's block: it requires something */
    bool group_of_levels[GROUP_ROOM]; /* else of letters */
    bool asking[DEFINE_ROOM];         /* the definition asks whether a paragraph applies */
    bool before[DUTY_ROOM];           /* the duty is due before */
};

#define USED_FILE "words"

static inline uint32_t rnd(struct random_policy *p, uint32_t n) {
    p->state = p->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((p->state >> 33) % n);
}

static inline bool chance(struct random_policy *p, uint32_t percent) {
    return rnd(p, 100) < percent;
}

/* In a rich policy alone. */
static inline bool some(struct random_policy *p, uint32_t percent) {
    return p->rich && chance(p, percent);
}

__attribute__((format(printf, 2, 3))) static inline void say(struct random_policy *p,
                                                             const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(p->text + p->length, sizeof p->text - p->length, fmt, ap);
    va_end(ap);
    p->length += n > 0 && (size_t)n < sizeof p->text - p->length ? (size_t)n : 0;
}

/* What was said from here to there. */
static inline void say_again(struct random_policy *p, size_t from, size_t to) {
    if (p->length + (to - from) + 1 >= sizeof p->text) return;
    memcpy(p->text + p->length, p->text + from, to - from);
    p->length += to - from;
    p->text[p->length] = '\0';
}

typedef void sayer(struct random_policy *p);

/* At most so many, one of them now and then twice. */
static inline void say_list(struct random_policy *p, unsigned most, const char *by, sayer *item) {
    size_t from = p->length;
    item(p);
    size_t to = p->length;
    for (unsigned n = rnd(p, most); n > 0; n--) {
        say(p, "%s", by);
        item(p);
    }
    if (some(p, 12)) {
        say(p, "%s", by);
        say_again(p, from, to);
    }
}

/* A title, which may be left out. */
static inline const char *a_title(struct random_policy *p) { return some(p, 8) ? "" : " \"t\""; }

/* ---- names ---- */

static inline void say_letter(struct random_policy *p) { say(p, "%c", 'a' + (char)rnd(p, 4)); }
static inline void say_level(struct random_policy *p) {
    say(p, "%s", (const char *[]){"low", "mid", "high"}[rnd(p, 3)]);
}
static inline void say_tag(struct random_policy *p) {
    say(p, "%s", (const char *[]){"red", "green", "blue"}[rnd(p, 3)]);
}
static inline void say_approach(struct random_policy *p) { say(p, "a%u", rnd(p, p->approaches)); }
static inline void say_duty(struct random_policy *p) { say(p, "u%u", rnd(p, p->duties)); }
static inline void say_day(struct random_policy *p) { say(p, "2025-0%u-15", 1 + rnd(p, 3)); }

static inline void say_size(struct random_policy *p) {
    bool below = p->below_zero && chance(p, 25);
    say(p, "%s%u.%u", below ? "-" : "", below ? 1 : rnd(p, 4), rnd(p, 2) * 5);
}

/* Paragraphs are numbered as documents do: 3, P3, 4.3, 7(3)(a). Those after the blocks are
 * recitals. */
static inline void say_id(struct random_policy *p, unsigned n) {
    unsigned style = p->id_style == 4 ? n % 4 : p->id_style;
    say(p, (const char *[]){"%u", "P%u", "4.%u", "7(%u)(a)"}[style], n);
}

static inline void say_paragraph(struct random_policy *p) {
    say_id(p, 1 + rnd(p, p->blocks + (p->outline ? p->recitals : 0)));
}
static inline void say_some_block(struct random_policy *p) { say_id(p, 1 + rnd(p, p->blocks)); }

/* A block of the kind; 0: there is none. */
static inline unsigned block_of(struct random_policy *p, char kind) {
    unsigned n = 0, found = 0;
    for (unsigned b = 1; b <= p->blocks; b++)
        if (p->kind[b] == kind && rnd(p, ++n) == 0) found = b;
    return found;
}

/* One that ranks higher, or lower, mostly; 0: there is none. */
static inline unsigned a_block(struct random_policy *p, bool higher) {
    unsigned n = 0, found = 0;
    if (!p->large && chance(p, 8)) return 1 + rnd(p, p->blocks);
    for (unsigned b = 1; b <= p->blocks; b++)
        if (b != p->block && (p->rank[b] > p->rank[p->block]) == higher && rnd(p, ++n) == 0)
            found = b;
    return found;
}

#endif
