/* Paragraphs of a random policy: their headings with every priority, and every statement with every
 * qualifier that it may have. */
#ifndef TESTS_PROPS_RANDOM_BLOCKS_H
#define TESTS_PROPS_RANDOM_BLOCKS_H

#include "tests/props/random_conditions.h"

/* ---- qualifiers ---- */

static inline void say_when(struct random_policy *p) {
    if (p->size && chance(p, 25)) {
        say(p, " when size %s ",
            (const char *[]){"below", "above", "at most", "at least"}[rnd(p, 4)]);
        say(p, "%u.%u", 1 + rnd(p, 3), rnd(p, 2) * 5);
    } else if (chance(p, 70)) {
        say(p, " when ");
        say_condition(p, IN_RULE);
    }
}

static inline void say_unless(struct random_policy *p) {
    if (!chance(p, 25)) return;
    say(p, " unless ");
    say_condition(p, IN_RULE);
}

static inline void say_with(struct random_policy *p) {
    if (p->letter && !p->letters_act && chance(p, 35)) {
        say(p, " with ");
        say_list(p, 2, ", ", say_letter_or_group);
    }
}

static inline void say_for(struct random_policy *p) {
    if (p->letter && p->letters_act && chance(p, 35)) {
        say(p, " for ");
        say_list(p, 2, ", ", say_letter_or_group);
    } else if (p->level && p->levels_act && chance(p, 25)) {
        say(p, " for ");
        say_list(p, 2, ", ", say_level_or_group);
    }
}

static inline void say_from(struct random_policy *p) {
    if (p->day && chance(p, 20)) say(p, " from 2025-01-%02u", 1 + rnd(p, 20));
}

static inline void say_until(struct random_policy *p) {
    if (p->day && chance(p, 20)) say(p, " until 2025-03-%02u", 1 + rnd(p, 20));
}

/* In any order. */
static inline void say_qualifiers(struct random_policy *p) {
    static sayer *const qualifiers[] = {say_when, say_unless, say_with,
                                        say_for,  say_from,   say_until};
    enum { N = sizeof qualifiers / sizeof *qualifiers };
    unsigned first = some(p, 30) ? rnd(p, N) : 0;
    for (unsigned i = 0; i < N; i++) qualifiers[(first + i) % N](p);
}

static inline void say_using(struct random_policy *p) {
    if (!chance(p, 40)) return;
    say(p, " using ");
    say_list(p, chance(p, 30) ? 2 : 1, " or ", say_approach);
    if (p->ranked && chance(p, 40)) say(p, " or above");
}

static inline void say_qualifiers_and_using(struct random_policy *p) {
    bool last = some(p, 30);
    if (!last) say_using(p);
    say_qualifiers(p);
    if (last) say_using(p);
}

/* Of many prohibitions each must be narrow, or nothing is ever open. */
static inline void say_rare_case(struct random_policy *p) {
    say(p, " when (");
    say_test(p, IN_RULE);
    for (unsigned n = 2 + rnd(p, 2); n > 0; n--) {
        say(p, ") and (");
        say_test(p, IN_RULE);
    }
    say(p, ")");
}

/* ---- statements ---- */

static inline void say_approaches(struct random_policy *p) {
    say_list(p, some(p, 20) ? 2 : 1, ", ", say_approach);
}

static inline void say_prohibition(struct random_policy *p) {
    if (chance(p, p->large ? 10 : 30)) {
        say(p, "    must not engage");
    } else {
        say(p, "    must not use ");
        say_approaches(p);
        if (p->ranked && some(p, 25)) say(p, " or above");
    }
    if (p->large)
        say_rare_case(p);
    else
        say_qualifiers(p);
}

static inline void say_gate(struct random_policy *p) {
    say(p, "    requires ");
    say_condition(p, IN_RULE);
    if (some(p, 25)) say_qualifiers(p);
    say(p, "\n");
}

static inline void say_duty_before(struct random_policy *p) {
    unsigned n = 0, found = 0;
    for (unsigned u = 0; u < p->duties; u++)
        if (p->before[u] && rnd(p, ++n) == 0) found = u;
    say(p, "u%u", found);
}

static inline void say_duties(struct random_policy *p) {
    unsigned before = 0;
    for (unsigned u = 0; u < p->duties; u++) before += p->before[u];
    if (before && some(p, 25)) {
        say(p, "    only after ");
        say_list(p, 2, ", ", say_duty_before);
    } else {
        say(p, "    must ");
        say_list(p, some(p, 25) ? 2 : 1, ", ", say_duty);
    }
    say_qualifiers_and_using(p);
}

static inline void say_remark(struct random_policy *p) {
    if (chance(p, 50)) {
        say(p, "    cite ");
        say_list(p, 2, ", ", say_paragraph);
    } else {
        say(p, "    see \"law %u\"", rnd(p, 3));
        if (chance(p, 30)) say(p, " see \"law %u\"", rnd(p, 3));
    }
}

static inline void say_statement(struct random_policy *p, char kind) {
    static const char *const uses[] = {"may use", "may use", "may use", "will use", "must use"};
    if (some(p, 8))
        say_remark(p);
    else
        switch (rnd(p, 6)) {
        case 0:
        case 1:
            if (kind == 'a' && !some(p, 20)) {
                say(p, "    may be used");
            } else {
                say(p, "    %s ", uses[rnd(p, 5)]);
                say_approaches(p);
            }
            say_qualifiers(p);
            break;
        case 2: say_prohibition(p); break;
        case 3:
            if (kind == 'a' && p->gate[p->block]) {
                say_gate(p);
                return;
            }
            /* fall through */
        case 4: say_duties(p); break;
        default:
            say(p, "    should meet ");
            say_condition(p, IN_RULE);
            if (p->rich)
                say_qualifiers_and_using(p);
            else
                say_using(p);
            break;
        }
    say(p, "\n");
}

/* ---- headings ---- */

static inline void say_law(struct random_policy *p) { say(p, "\"law %u\"", rnd(p, 3)); }

/* All that the block may prevail over ranks lower. */
static inline bool is_highest(const struct random_policy *p, bool highest) {
    for (unsigned b = 1; b <= p->blocks; b++)
        if (b != p->block && (p->rank[b] > p->rank[p->block]) == highest) return false;
    return true;
}

/* False: there is nothing to name. */
static inline bool say_ref(struct random_policy *p, bool prevails) {
    unsigned other = a_block(p, !prevails);
    if (!other || other == p->block) return false;
    if (prevails && p->kind[other] == 'a' && (p->gate[other] || chance(p, 3)) && chance(p, 40)) {
        say(p, "requirement of ");
        say_id(p, other);
        return true;
    }
    say_id(p, other);
    if (p->kind[other] == 'o' && chance(p, 40)) say(p, " and its provisions");
    return true;
}

static inline void say_priority(struct random_policy *p) {
    unsigned word = rnd(p, 3);
    bool prevails = p->large ? p->block > p->approaches && chance(p, 50) : word == 0;
    size_t from = p->length;
    say(p, " %s ",
        prevails    ? "notwithstanding"
        : word == 2 ? "without prejudice to"
                    : "subject to");
    if (!prevails && some(p, 12)) {
        say_list(p, 1, ", ", say_law);
        return;
    }
    size_t first = p->length;
    if (!p->large && (is_highest(p, prevails) ? some(p, 60) : some(p, 6)))
        say(p, "all");
    else if (!say_ref(p, prevails)) {
        p->length = from;
        p->text[from] = '\0';
        return;
    }
    size_t to = p->length;
    if (some(p, 15)) {
        say(p, ", ");
        say_again(p, first, to);
    }
    if (some(p, 20)) {
        say(p, ", ");
        if (!say_ref(p, prevails)) say_again(p, first, to);
    }
}

static inline void say_priorities(struct random_policy *p) {
    if (!chance(p, p->large ? 20 : 35)) return;
    say_priority(p);
    while (some(p, 20)) say_priority(p);
}

/* ---- blocks ---- */

static inline void say_heading(struct random_policy *p, unsigned id) {
    char kind = p->kind[id];
    say(p, "%s ",
        kind == 'a'     ? "approach"
        : kind == 'o'   ? "objective"
        : kind == 'p'   ? "provision"
        : chance(p, 50) ? "principle"
                        : "paragraph");
    say_id(p, id);
    if (kind == 'a')
        say(p, " a%u", id - 1);
    else if (kind == 'o')
        say(p, " S%u", id);
    say(p, "%s", a_title(p));
}

/* But for its end. */
static inline void say_block(struct random_policy *p, unsigned id) {
    char kind = p->kind[id];
    p->block = id;
    say_heading(p, id);
    say_priorities(p);
    say(p, " {\n");
    if (kind == 'a' && p->has_default && id == 1) say(p, "    default\n");
    if (kind == 'a' && some(p, 15)) say(p, "    commits \"an hour\"\n");
    if (kind == 'a' && p->gate[id]) say_gate(p);
    for (unsigned n = (kind != 'a' || !p->gate[id]) + rnd(p, 3); n > 0; n--) say_statement(p, kind);
    p->block = 0;
}

static inline void say_blocks(struct random_policy *p) {
    for (unsigned id = 1; id <= p->blocks; id++) {
        say_block(p, id);
        for (; id < p->blocks && p->kind[id + 1] == 'p'; id++) {
            say_block(p, id + 1);
            say(p, "}\n");
        }
        say(p, "}\n");
    }
    for (unsigned r = 1; r <= p->recitals; r++) {
        say(p, "recital ");
        say_id(p, p->blocks + r);
        say(p, "%s\n", a_title(p));
    }
}

/* Which block is what, and which of them prevail: said of them before they are written. */
static inline void plan_blocks(struct random_policy *p) {
    for (unsigned id = 1; id <= p->blocks; id++) {
        bool own = id > p->approaches && p->objectives;
        bool inside = own && (p->kind[id - 1] == 'o' || p->kind[id - 1] == 'p') &&
                      !(p->large && id > p->blocks - 3);
        p->kind[id] = id <= p->approaches                                         ? 'a'
                      : inside && chance(p, 50)                                   ? 'p'
                      : own && !(p->large && id + 6 > p->blocks) && chance(p, 40) ? 'o'
                                                                                  : 'b';
        p->gate[id] = p->kind[id] == 'a' && chance(p, 25);
    }
    p->objectives = block_of(p, 'o') != 0;
    for (unsigned id = 1; id <= p->blocks;
         id++) { /* in a large policy later ones wait for earlier ones */
        unsigned with = p->large ? id : 1 + rnd(p, id);
        p->rank[id] = p->rank[with];
        p->rank[with] = p->blocks - id;
    }
}

#endif
