/* Conditions of a random policy: every test, nested. */
#ifndef TESTS_PROPS_RANDOM_CONDITIONS_H
#define TESTS_PROPS_RANDOM_CONDITIONS_H

#include "tests/props/random_text.h"

/* Where a condition stands: in a rule it may ask what applies, and how an open question is read. */
enum where { IN_FEASIBLE, IN_RULE };

/* In a large policy a paragraph is about a few facts of its own. */
static inline unsigned a_flag(struct random_policy *p) {
    if (!p->large || !p->block || chance(p, 5)) return rnd(p, p->flags);
    return (p->block * p->flags / (p->blocks + 1) + rnd(p, 4)) % p->flags;
}

static inline const char *a_comparison(struct random_policy *p, bool ordered) {
    return (const char *[]){
        "=", "!=", "at least", "at most", "above", "below"}[rnd(p, ordered ? 6 : 2)];
}

/* A group of letters, or of levels; GROUP_ROOM: there is none. */
static inline unsigned a_group(struct random_policy *p, bool of_levels) {
    unsigned n = 0, found = GROUP_ROOM;
    for (unsigned g = 0; g < p->groups; g++)
        if (p->group_of_levels[g] == of_levels && rnd(p, ++n) == 0) found = g;
    return found;
}

static inline void say_letter_or_group(struct random_policy *p) {
    unsigned g = a_group(p, false);
    if (g < GROUP_ROOM && chance(p, 25))
        say(p, "g%u", g);
    else if (p->vocabulary && chance(p, 10))
        say(p, "letters");
    else
        say_letter(p);
}

static inline void say_level_or_group(struct random_policy *p) {
    unsigned g = a_group(p, true);
    if (g < GROUP_ROOM && chance(p, 25))
        say(p, "g%u", g);
    else
        say_level(p);
}

static inline void say_answer(struct random_policy *p) { say(p, chance(p, 50) ? "yes" : "no"); }

static inline void say_objective(struct random_policy *p) { say(p, "S%u", block_of(p, 'o')); }

/* ---- a test of one fact; false: the policy has no such fact ---- */

static inline bool test_letter(struct random_policy *p) {
    unsigned g = a_group(p, false);
    if (!p->letter) return false;
    switch (rnd(p, 3)) {
    case 0:
        say(p, "%s in { ", p->letter_name);
        if (p->rich)
            say_list(p, 3, ", ", say_letter_or_group);
        else
            say(p, "%c, %c", 'a' + (char)rnd(p, 2), 'c' + (char)rnd(p, 2));
        say(p, " }");
        break;
    case 1:
        if (p->vocabulary && chance(p, 10)) {
            say(p, "%s in letters", p->letter_name);
            break;
        }
        if (g < GROUP_ROOM) {
            say(p, "%s in g%u", p->letter_name, g);
            break;
        }
        /* fall through */
    default: say(p, "%s %s ", p->letter_name, a_comparison(p, false)); say_letter(p);
    }
    return true;
}

static inline bool test_level(struct random_policy *p) {
    unsigned g = a_group(p, true);
    if (!p->level) return false;
    if (g < GROUP_ROOM && chance(p, 20)) {
        say(p, "level in g%u", g);
    } else if (some(p, 20)) {
        say(p, "level in { ");
        say_list(p, 2, ", ", say_level_or_group);
        say(p, " }");
    } else {
        say(p, "level %s ", a_comparison(p, true));
        say_level(p);
    }
    return true;
}

static inline bool test_tags(struct random_policy *p) {
    if (!p->tags) return false;
    if (chance(p, 40)) {
        say(p, "tags is empty");
    } else {
        say(p, "tags includes ");
        say_tag(p);
    }
    return true;
}

/* A number or a day. */
static inline bool test_range(struct random_policy *p, bool has, const char *name,
                              sayer *constant) {
    if (!has) return false;
    if (some(p, 12)) {
        say(p, "%s in { ", name);
        say_list(p, 2, ", ", constant);
        say(p, " }");
    } else {
        say(p, "%s %s ", name, a_comparison(p, true));
        constant(p);
    }
    return true;
}

static inline bool test_define(struct random_policy *p, enum where where) {
    unsigned d = p->defines ? rnd(p, p->defines) : 0;
    if (!p->defines || (p->asking[d] && where != IN_RULE)) return false;
    say(p, "d%u", d);
    return true;
}

static inline bool test_applies(struct random_policy *p) {
    unsigned b = chance(p, 50) ? a_block(p, true) : 0;
    if (!b) return false;
    say_id(p, b);
    say(p, " applies");
    return true;
}

/* In a large policy the last paragraphs, which wait for all others, are not provisions. */
static inline bool test_provisions(struct random_policy *p) {
    if (!p->objectives || (p->large && p->block <= p->blocks - 3) || !chance(p, 40)) return false;
    say(p, "any provision applies");
    return true;
}

/* Reading r has 2 to 4 values where it is one of those. */
static inline unsigned values_of_reading(unsigned r, uint64_t seed) {
    return 2 + (unsigned)(seed / 7 + r) % 3;
}

static inline const char *a_way_to_read(struct random_policy *p, unsigned r) {
    return (const char *[]){"narrow", "wide", "broad",
                            "literal"}[rnd(p, values_of_reading(r, p->seed))];
}

static inline void test_any_reading(struct random_policy *p) {
    unsigned r = rnd(p, p->readings);
    if (chance(p, 25))
        say(p, "r%u in { %s, %s }", r, a_way_to_read(p, r), a_way_to_read(p, r));
    else
        say(p, "r%u %s %s", r, a_comparison(p, false), a_way_to_read(p, r));
}

static inline bool test_reading(struct random_policy *p) {
    if (!p->readings) return false;
    unsigned r = rnd(p, p->readings);
    if (some(p, 15))
        say(p, "r%u in { wide, wide }", r);
    else
        say(p, "r%u %s wide", r, a_comparison(p, false));
    return true;
}

static inline bool test_objective(struct random_policy *p) {
    if (!p->rich || !p->objectives || !block_of(p, 'o')) return false;
    if (chance(p, 30)) {
        say(p, "objective in { ");
        say_list(p, 2, ", ", say_objective);
        say(p, " }");
    } else {
        say(p, "objective %s ", a_comparison(p, false));
        say_objective(p);
    }
    return true;
}

static inline void say_flag_test(struct random_policy *p) {
    if (p->judgements && chance(p, 40)) {
        say(p, "j%u", rnd(p, p->judgements));
        return;
    }
    say(p, "f%u", a_flag(p));
    if (some(p, 8)) {
        say(p, " in { ");
        say_list(p, 1, ", ", say_answer);
        say(p, " }");
    } else {
        say(p, "%s", (const char *[]){"", "", " = yes", " = no", " != yes"}[rnd(p, 5)]);
    }
}

static inline void say_test(struct random_policy *p, enum where where) {
    bool said = false;
    if (p->reads && p->readings && chance(p, 25)) {
        test_any_reading(p);
        return;
    }
    switch (rnd(p, 13)) {
    case 0:
    case 1: said = test_letter(p); break;
    case 2: said = test_level(p); break;
    case 3:
    case 4: said = test_tags(p); break;
    case 5: said = test_range(p, p->size, "size", say_size); break;
    case 6: said = test_range(p, p->day, "day", say_day); break;
    case 7: said = test_objective(p); break;
    case 8: said = test_define(p, where); break;
    case 9: said = where == IN_RULE && test_applies(p); break;
    case 10: said = where == IN_RULE && test_provisions(p); break;
    case 11: said = where == IN_RULE && test_reading(p); break;
    default: break;
    }
    if (!said) say_flag_test(p);
}

/* ---- nested ---- */

static inline void say_condition(struct random_policy *p, enum where where);

/* With or without parentheses, which a test alone does not need. */
static inline void say_term(struct random_policy *p, enum where where) {
    if (some(p, 40)) {
        say(p, chance(p, 20) ? "not " : "");
        say_test(p, where);
        return;
    }
    say(p, "(");
    say_condition(p, where);
    say(p, ")");
}

/* Some of them twice. */
static inline void say_terms(struct random_policy *p, unsigned n, const char *by, enum where where,
                             bool bare) {
    for (unsigned i = 0; i < n; i++) {
        size_t from = p->length;
        if (bare)
            say_condition(p, where);
        else
            say_term(p, where);
        size_t to = p->length;
        if (i + 1 < n) say(p, "%s", by);
        if (i + 2 < n && some(p, 10)) { /* this one stands for the next, too */
            say_again(p, from, to);
            say(p, "%s", by);
            i++;
        }
    }
}

static inline void say_condition(struct random_policy *p, enum where where) {
    if (p->depth >= p->most_depth || chance(p, 45)) {
        say_test(p, where);
        return;
    }
    p->depth++;
    unsigned n = 2 + rnd(p, 2);
    switch (rnd(p, 5)) {
    case 0:
        say(p, "not ");
        if (some(p, 30)) {
            say_test(p, where);
            break;
        }
        say(p, "(");
        say_condition(p, where);
        say(p, ")");
        break;
    case 1:
        n = some(p, 20) ? 1 : n;
        say(p, "at least %u of (", 1 + rnd(p, n));
        say_terms(p, n, ", ", where, true);
        say(p, ")");
        break;
    default: say_terms(p, n, chance(p, 50) ? " and " : " or ", where, false); break;
    }
    p->depth--;
}

#endif
