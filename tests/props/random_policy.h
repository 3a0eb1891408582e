/*
 * Random small policies, as text: everything that the grammar allows, in every place that it may
 * stand, and twice (tests/props/grammar.c holds the text against the grammar). The same seed gives
 * the same policy. Most are accepted; a test passes over those that are refused, as some are for a
 * cycle of priorities.
 *
 * random_policy() makes them small enough to go over every situation; random_large_policy() makes
 * some thirty to two hundred rules over more facts than that, where each paragraph is about a few
 * of them, as in real policies, and with safeguards and readings.
 *
 * Few use another file, whose text is then in `used`; who does not read it has them refused.
 */
#ifndef TESTS_PROPS_RANDOM_POLICY_H
#define TESTS_PROPS_RANDOM_POLICY_H

#include "tests/props/random_blocks.h"
#include "tests/props/random_checks.h"
#include "tests/props/random_words.h"

/* ---- the strategy ---- */

static inline void say_approach_list(struct random_policy *p) {
    say(p, "    approaches %s ", p->ranked ? "ranked" : "unranked");
    for (unsigned i = 0; i < p->approaches; i++)
        say(p, "%sa%u", i ? p->ranked ? " < " : ", " : "", i);
    say(p, "\n");
}

static inline void say_outline(struct random_policy *p) {
    if (!p->outline) return;
    say(p, "    paragraphs ");
    for (unsigned i = 1; i <= p->blocks + p->recitals; i++) {
        say(p, "%s", i > 1 ? ", " : "");
        say_id(p, i);
    }
    say(p, "\n");
}

static inline void say_strategy(struct random_policy *p) {
    say(p, "strategy \"t\" {\n");
    if (some(p, 20)) say(p, "    issued by \"the Board\"\n");
    if (some(p, 20)) say(p, "    version \"2\"\n");
    if (some(p, 5)) say(p, "    source \"t.md\"\n");
    if (some(p, 20)) {
        say(p, "    scope not (");
        say_test(p, IN_FEASIBLE);
        say(p, " and ");
        say_test(p, IN_FEASIBLE);
        say(p, ")\n");
    } else if (chance(p, 25) && p->letter) {
        say(p, "    scope %s != a\n", p->letter_name);
    }
    bool first = some(p, 20);
    if (first) say_outline(p);
    say_approach_list(p);
    if (!first) say_outline(p);
    for (unsigned i = 0; i < 2 && some(p, 15); i++) say(p, "    see \"law %u\"\n", rnd(p, 2));
    say(p, "}\n");
}

/* ---- facts ---- */

static inline const char *some_help(struct random_policy *p) {
    return some(p, 8) ? " help \"look there\"" : "";
}

static inline const char *letter_role(struct random_policy *p) {
    if (strcmp(p->letter_name, "letter") != 0) return "";
    return p->letters_act ? " as activity" : " as partner";
}

static inline void say_letters(struct random_policy *p) {
    const char *fallback = chance(p, 20) ? " default b" : "", *role = letter_role(p);
    bool role_last = some(p, 30);
    if (p->vocabulary) say(p, "vocabulary letters%s = { a, b \"the second\", c }\n", a_title(p));
    say(p, "fact %s%s : one of { %s, d }%s%s\n", p->letter_name, a_title(p),
        p->vocabulary ? "letters" : "a, b, c", role_last ? fallback : role,
        role_last ? role : fallback);
}

static inline void say_tags(struct random_policy *p) {
    say(p, "fact tags \"t\" : set of { red, green, blue }");
    if (chance(p, 20)) {
        say(p, " default ");
        if (p->rich)
            say_tag_set(p);
        else
            say(p, "{ red }");
    }
    say(p, "\n");
}

static inline void say_facts(struct random_policy *p) {
    for (unsigned i = 0; i < p->flags; i++)
        say(p, "fact f%u%s : yes or no%s%s\n", i, i ? a_title(p) : " \"t\"",
            chance(p, 30) ? chance(p, 50) ? " default no" : " default yes" : "", some_help(p));
    if (p->letter) say_letters(p);
    if (p->level)
        say(p, "fact level \"t\" : one of { low < mid < high }%s%s\n",
            chance(p, 20) ? " default mid" : "", p->levels_act ? " as activity" : "");
    if (p->tags) say_tags(p);
    if (p->size)
        say(p, "fact size \"t\" : number %s..5.0%s%s\n", p->below_zero ? "-2.5" : "0.0",
            some(p, 30) ? "" : " \"m\"",
            chance(p, 20) ? p->below_zero && chance(p, 50) ? " default -1.5" : " default 1.5" : "");
    if (p->day)
        say(p, "fact day \"t\" : date%s%s as date\n", chance(p, 20) ? " default 2025-02-02" : "",
            some_help(p));
    if (p->objectives) say(p, "fact objective \"t\"%s\n", some_help(p));
}

/* Each asks for earlier ones alone, or there would be cycles; all of one are alike, or they could
 * disagree. */
static inline void say_presumptions(struct random_policy *p, unsigned judgement) {
    unsigned judgements = p->judgements;
    bool yes = chance(p, 60);
    p->judgements = judgement;
    do {
        size_t from = p->length;
        say(p, " presumed %s when ", yes ? "yes" : "no");
        say_condition(p, IN_FEASIBLE);
        if (some(p, 15)) say_again(p, from, p->length);
    } while (some(p, 25));
    p->judgements = judgements;
}

static inline void say_judgements(struct random_policy *p) {
    for (unsigned i = 0; i < p->judgements; i++) {
        bool by_last = some(p, 20);
        say(p, "judgement j%u%s%s%s", i, a_title(p), by_last ? "" : " by \"w\"",
            chance(p, 30) ? chance(p, 50) ? " default no" : " default yes" : "");
        if (chance(p, 40)) say_presumptions(p, i);
        say(p, "%s%s\n", some_help(p), by_last && chance(p, 70) ? " by \"w\"" : "");
    }
}

/* ---- groups, readings, definitions, assumptions ---- */

static inline void say_members(struct random_policy *p, bool of_levels) {
    if (of_levels)
        say_list(p, 2, ", ", say_level_or_group);
    else if (p->rich)
        say_list(p, 3, ", ", say_letter_or_group);
    else
        say(p, "%c, %c", 'a' + (char)rnd(p, 2), 'c' + (char)rnd(p, 2));
}

static inline void say_groups(struct random_policy *p) {
    for (unsigned n = rnd(p, 3) + some(p, 20); p->groups < n; p->groups++) {
        bool of_levels = p->level && (!p->letter || some(p, 25));
        if (!of_levels && !p->letter) return;
        p->group_of_levels[p->groups] = of_levels;
        say(p, "group g%u \"t\"", p->groups);
        if (of_levels)
            say(p, " of level");
        else if (p->letters_act || some(p, 15))
            say(p, " of %s", p->letter_name);
        say(p, " = { ");
        say_members(p, of_levels);
        if (!p->rich && p->groups && chance(p, 50))
            say(p, ", g0 } except { %c", 'a' + (char)rnd(p, 4));
        else if (some(p, 30)) {
            say(p, " } except { ");
            say_members(p, of_levels);
        }
        say(p, " }\n");
    }
}

static inline void say_readings(struct random_policy *p) {
    for (unsigned n = p->with_readings && chance(p, p->large ? 60 : 30) ? 1 + rnd(p, 2) : 0;
         p->readings < n; p->readings++)
        say(p, "reading r%u%s : one of { narrow \"t\", wide \"t\" } taken %s\n", p->readings,
            a_title(p), chance(p, 50) ? "narrow" : "wide");
}

/* More of them, with more values. */
static inline void say_many_readings(struct random_policy *p) {
    static const char *const values[] = {"narrow", "wide \"w\"", "broad", "literal \"l\""};
    for (unsigned n = 1 + rnd(p, 4), i; p->readings < n; p->readings++) {
        say(p, "reading r%u%s : one of { ", p->readings, a_title(p));
        for (i = 0; i < values_of_reading(p->readings, p->seed); i++)
            say(p, "%s%s", i ? ", " : "", values[i]);
        say(p, " } taken %s\n", a_way_to_read(p, p->readings));
    }
}

static inline void say_defines(struct random_policy *p) {
    for (unsigned n = rnd(p, 3); p->defines < n; p->defines++) {
        p->asking[p->defines] = !p->large && some(p, 15);
        bool titled = (p->seed + p->defines) % 8 != 0; /* without a throw: it decides nothing */
        say(p, "define d%u%s means ", p->defines, titled ? " \"t\"" : "");
        say_condition(p, p->asking[p->defines] ? IN_RULE : IN_FEASIBLE);
        say(p, "\n");
    }
}

static inline void say_assumes(struct random_policy *p) {
    for (unsigned n = rnd(p, 2) + some(p, 15); n > 0 && chance(p, 50); n--) {
        say(p, "assume \"t\" ");
        say_condition(p, IN_FEASIBLE);
        say(p, "\n");
    }
}

/* ---- duties ---- */

static inline void say_deadline(struct random_policy *p) {
    static const char *const units[] = {"day",   "days",   "week", "weeks",
                                        "month", "months", "year", "years"};
    const char *unit = units[rnd(p, 8)];
    unsigned n = 1 + rnd(p, 3);
    if (chance(p, 50))
        say(p, " within %u %s of \"signature\"", n, unit);
    else
        say(p, " at least %u %s before \"disclosure\"", n, unit);
}

static inline void say_following(struct random_policy *p, unsigned duty) {
    for (unsigned u = 0; u < duty; u++)
        if (p->before[u] && chance(p, 50))
            say(p, " following u%u%s", u, some(p, 20) ? " following u0" : "");
}

static inline void say_done(struct random_policy *p) {
    static const char *const levels[] = {"low", "mid", "high"};
    if (p->level && chance(p, 25))
        say(p, " done when level = %s", levels[rnd(p, 3)]);
    else
        say(p, " done when f%u%s", rnd(p, p->flags),
            some(p, 20) ? chance(p, 50) ? " = yes" : " = no" : "");
}

static inline void declare_duties(struct random_policy *p) {
    static const char *const timings[] = {"before", "on use", "on receipt",
                                          "yearly", "during", "after"};
    for (unsigned i = 0; i < p->duties; i++) {
        bool done = chance(p, 50);
        unsigned timing = done ? 0 : rnd(p, p->rich ? 6 : 3);
        p->before[i] = timing == 0;
        say(p, "duty u%u%s %s%s", i, a_title(p), timings[timing], some(p, 20) ? "" : " by \"w\"");
        if (done) say_done(p);
        if (p->rich && timing == 0 && p->before[0]) say_following(p, i);
        if (some(p, 20)) say(p, " to \"v\"");
        if (some(p, 20)) {
            size_t from = p->length;
            say_deadline(p);
            if (chance(p, 30))
                say_again(p, from, p->length);
            else if (chance(p, 30))
                say_deadline(p);
        }
        say(p, "\n");
    }
}

/* ---- all of it ---- */

/* What was said since goes into the file that is used. */
static inline void move_to_used(struct random_policy *p, size_t from) {
    if (strlen(p->used) + (p->length - from) + 1 > sizeof p->used) return;
    strcat(p->used, p->text + from);
    p->length = from;
    p->text[from] = '\0';
}

static inline void say_policy(struct random_policy *p) {
    bool uses = !p->large && some(p, 4);
    p->letter_name = !p->large && some(p, 12) ? p->letters_act ? "activity" : "partner" : "letter";
    p->vocabulary = p->letter && some(p, 15);
    p->below_zero = some(p, 30);
    p->outline = !some(p, 10);
    p->recitals = some(p, 15) ? 1 + rnd(p, 2) : 0;
    p->id_style = some(p, 40) ? 1 + rnd(p, 4) : 0;
    plan_blocks(p);
    if (uses) say(p, "use \"" USED_FILE "\"\n");
    if (p->reads) say_many_readings(p);
    say_strategy(p);
    say_facts(p);
    say_judgements(p);
    size_t from = p->length;
    say_groups(p);
    if (uses) move_to_used(p, from);
    if (!p->reads) say_readings(p);
    say_defines(p);
    say_assumes(p);
    from = p->length;
    declare_duties(p);
    if (uses) move_to_used(p, from);
    say_blocks(p);
    say_safeguards(p);
    say_examples(p);
    if (!p->large && some(p, 20)) use_soft_words(p);
}

/* From p->seed, as it is asked for. */
static inline void make_small(struct random_policy *p) {
    p->rich = chance(p, 60);
    p->ranked = chance(p, 50);
    p->has_default = chance(p, 60);
    p->objectives = chance(p, 50);
    p->approaches = 1 + rnd(p, 3);
    p->flags = 1 + rnd(p, 4);
    p->judgements = rnd(p, 3);
    p->duties = 1 + rnd(p, 3);
    p->letter = chance(p, 60);
    p->level = chance(p, 40);
    p->tags = chance(p, 30);
    p->size = chance(p, 30);
    p->day = chance(p, 30);
    p->blocks = p->approaches + 2 + rnd(p, 4);
    p->safeguards = p->with_safeguards ? 2 : some(p, 30) ? 1 + rnd(p, 2) : 0;
    p->examples = some(p, 40) ? 1 + rnd(p, 3) : 0;
    say_policy(p);
}

enum { WITH_READINGS = 1, WITH_SAFEGUARDS = 2, LETTERS_ACT = 4, LEVELS_ACT = 8, THAT_READS = 16 };

static inline void small_policy(struct random_policy *p, uint64_t seed, unsigned wanted) {
    memset(p, 0, offsetof(struct random_policy, text));
    memset((char *)p + offsetof(struct random_policy, length), 0,
           sizeof *p - offsetof(struct random_policy, length));
    p->text[0] = '\0';
    p->state = seed * 0x9e3779b97f4a7c15u + 12345;
    p->seed = seed;
    p->wanted = wanted;
    p->most_depth = 3;
    p->with_readings = wanted & WITH_READINGS;
    p->reads = wanted & THAT_READS;
    p->with_safeguards = wanted & WITH_SAFEGUARDS;
    p->letters_act = wanted & LETTERS_ACT;
    rnd(p, 2);
    p->levels_act = !p->letters_act && (chance(p, 10) || wanted & LEVELS_ACT);
    make_small(p);
}

static inline void random_policy(struct random_policy *p, uint64_t seed) {
    small_policy(p, seed, 0);
}

/* Some of them with open questions of reading. */
static inline void random_policy_with_readings(struct random_policy *p, uint64_t seed) {
    small_policy(p, seed, WITH_READINGS);
}

/* Each with several, which presumptions, assumptions and definitions ask for, too. */
static inline void random_policy_that_reads(struct random_policy *p, uint64_t seed) {
    small_policy(p, seed, THAT_READS);
}

/* And each with safeguards. */
static inline void random_policy_with_safeguards(struct random_policy *p, uint64_t seed) {
    small_policy(p, seed, WITH_READINGS | WITH_SAFEGUARDS);
}

/* Letters, which are partners, become activities. */
static inline void random_policy_letters_as_activities(struct random_policy *p) {
    small_policy(p, p->seed, p->wanted | LETTERS_ACT);
}

/* Levels become activities, beside letters as partners. */
static inline void random_policy_levels_as_activities(struct random_policy *p) {
    small_policy(p, p->seed, p->wanted | LEVELS_ACT);
}

static inline void random_large_policy(struct random_policy *p, uint64_t seed) {
    *p = (struct random_policy){.state = seed * 0x9e3779b97f4a7c15u + 777,
                                .seed = seed,
                                .most_depth = 1,
                                .large = true,
                                .with_readings = true};
    rnd(p, 2);
    p->rich = chance(p, 50);
    p->ranked = chance(p, 50);
    p->has_default = chance(p, 60);
    p->objectives = chance(p, 60);
    p->approaches = 2 + rnd(p, 3);
    p->flags = 18 + rnd(p, 14);
    p->judgements = rnd(p, 5);
    p->duties = 2 + rnd(p, 4);
    p->safeguards = 8;
    p->letter = p->level = chance(p, 80);
    p->tags = p->size = chance(p, 60);
    p->day = chance(p, 50);
    p->blocks = seed % 8 ? 16 + rnd(p, 30) : 60 + rnd(p, 40);
    say_policy(p);
}

#endif
