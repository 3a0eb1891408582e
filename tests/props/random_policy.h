/*
 * Random small policies, as text: every construct that decides anything, in every place that it may stand. The same seed gives the same
 * policy. Most are accepted; those with a cycle of priorities are refused, and a test passes over them.
 *
 * random_policy() makes them small enough to go over every situation; random_large_policy() makes some thirty to two hundred rules over more facts
 * than that, where each paragraph is about a few of them, as in real policies, and with safeguards and readings.
 */
#ifndef TESTS_PROPS_RANDOM_POLICY_H
#define TESTS_PROPS_RANDOM_POLICY_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct random_policy {
    uint64_t state;
    char text[1 << 16];
    size_t length;
    bool ranked, has_default, objectives, large;
    unsigned approaches, flags, judgements, readings, duties, groups, defines, blocks, depth, most_depth, safeguards;
    unsigned block; /* the one in the making; 0: none */
    bool letter, level, tags, size, day;
};

static inline uint32_t rnd(struct random_policy *p, uint32_t n)
{
    p->state = p->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((p->state >> 33) % n);
}

static inline bool chance(struct random_policy *p, uint32_t percent)
{
    return rnd(p, 100) < percent;
}

__attribute__((format(printf, 2, 3))) static inline void say(struct random_policy *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(p->text + p->length, sizeof p->text - p->length, fmt, ap);
    va_end(ap);
    p->length += n > 0 && (size_t)n < sizeof p->text - p->length ? (size_t)n : 0;
}

/* In a large policy a paragraph is about a few facts of its own. */
static inline unsigned a_flag(struct random_policy *p)
{
    if (!p->large || !p->block || chance(p, 5))
        return rnd(p, p->flags);
    return (p->block * p->flags / (p->blocks + 1) + rnd(p, 4)) % p->flags;
}

/* One that may be asked about: in a large policy an earlier one, or circles would be all there is. */
static inline unsigned a_block(struct random_policy *p)
{
    return 1 + rnd(p, p->large ? p->block - 1 : p->blocks);
}

static inline bool may_ask_of_provisions(const struct random_policy *p)
{
    return p->objectives && (!p->large || p->block > p->blocks - 3);
}

/* Ids of blocks: 1 .. blocks, declared in this order; the first `approaches` of them are those of the approaches. `in_rule`: it may ask what applies, and
 * how an open question is read. */
static inline void say_condition(struct random_policy *p, bool in_rule);

static inline void say_test(struct random_policy *p, bool in_rule)
{
    static const char *const compare[] = {"at least", "at most", "above", "below", "=", "!="};
    switch (rnd(p, 12)) {
    case 0: if (p->letter) { say(p, "letter in { %c, %c }", 'a' + (char)rnd(p, 2), 'c' + (char)rnd(p, 2)); return; } break;
    case 1: if (p->letter) { say(p, "letter %s %c", compare[4 + rnd(p, 2)], 'a' + (char)rnd(p, 4)); return; } break;
    case 2: if (p->level) { say(p, "level %s %s", compare[rnd(p, 6)], (const char *[]){"low", "mid", "high"}[rnd(p, 3)]); return; } break;
    case 3: if (p->tags) { say(p, "tags includes %s", (const char *[]){"red", "green", "blue"}[rnd(p, 3)]); return; } break;
    case 4: if (p->tags) { say(p, "tags is empty"); return; } break;
    case 5: if (p->size) { say(p, "size %s %u.%u", compare[rnd(p, 6)], rnd(p, 4), rnd(p, 2) * 5); return; } break;
    case 6: if (p->day) { say(p, "day %s 2025-0%u-15", compare[rnd(p, 6)], 1 + rnd(p, 3)); return; } break;
    case 7: if (p->groups && p->letter) { say(p, "letter in g%u", rnd(p, p->groups)); return; } break;
    case 8: if (p->defines) { say(p, "d%u", rnd(p, p->defines)); return; } break;
    case 9: if (in_rule && !(p->large && p->block < 2) && chance(p, 40)) { say(p, "%u applies", a_block(p)); return; } break;
    case 10: if (in_rule && may_ask_of_provisions(p) && chance(p, 40)) { say(p, "any provision applies"); return; } break;
    case 11: if (in_rule && p->readings) { say(p, "r%u %s wide", rnd(p, p->readings), compare[4 + rnd(p, 2)]); return; } break;
    default: break;
    }
    if (p->judgements && chance(p, 40))
        say(p, "j%u", rnd(p, p->judgements));
    else
        say(p, "f%u%s", a_flag(p), (const char *[]){"", "", " = yes", " = no", " != yes"}[rnd(p, 5)]);
}

static inline void say_condition(struct random_policy *p, bool in_rule)
{
    if (p->depth >= p->most_depth || chance(p, 45)) {
        say_test(p, in_rule);
        return;
    }
    p->depth++;
    unsigned n = 2 + rnd(p, 2);
    switch (rnd(p, 5)) {
    case 0:
        say(p, "not (");
        say_condition(p, in_rule);
        say(p, ")");
        break;
    case 1:
        say(p, "at least %u of (", 1 + rnd(p, n));
        for (unsigned i = 0; i < n; i++) {
            say(p, "%s", i ? ", " : "");
            say_condition(p, in_rule);
        }
        say(p, ")");
        break;
    default: {
        const char *word = chance(p, 50) ? " and " : " or ";
        for (unsigned i = 0; i < n; i++) {
            say(p, "%s(", i ? word : "");
            say_condition(p, in_rule);
            say(p, ")");
        }
    }
    }
    p->depth--;
}

static inline void say_clauses(struct random_policy *p, bool in_rule)
{
    if (p->size && chance(p, 25)) {
        say(p, " when size %s %u.%u", (const char *[]){"below", "above", "at most", "at least"}[rnd(p, 4)], 1 + rnd(p, 3), rnd(p, 2) * 5);
    } else if (chance(p, 70)) {
        say(p, " when ");
        say_condition(p, in_rule);
    }
    if (chance(p, 25)) {
        say(p, " unless ");
        say_condition(p, in_rule);
    }
    if (p->letter && p->groups && chance(p, 20))
        say(p, " with g%u, %c", rnd(p, p->groups), 'a' + (char)rnd(p, 4));
    else if (p->letter && chance(p, 20))
        say(p, " with %c", 'a' + (char)rnd(p, 4));
    if (p->day && chance(p, 20))
        say(p, " from 2025-01-%02u", 1 + rnd(p, 20));
    if (p->day && chance(p, 20))
        say(p, " until 2025-03-%02u", 1 + rnd(p, 20));
}

static inline void say_using(struct random_policy *p)
{
    if (!chance(p, 40))
        return;
    say(p, " using a%u", rnd(p, p->approaches));
    if (p->ranked && chance(p, 40))
        say(p, " or above");
    else if (chance(p, 30))
        say(p, " or a%u", rnd(p, p->approaches));
}

/* Of many prohibitions each must be narrow, or nothing is ever open. */
static inline void say_rare_case(struct random_policy *p)
{
    say(p, " when (");
    say_test(p, true);
    for (unsigned n = 2 + rnd(p, 2); n > 0; n--) {
        say(p, ") and (");
        say_test(p, true);
    }
    say(p, ")");
}

/* `kind`: 'a' approach, 'o' objective, 'p' provision, 'b' any other block. */
static inline void say_statement(struct random_policy *p, char kind)
{
    static const char *const uses[] = {"may use", "may use", "may use", "will use", "must use"};
    switch (rnd(p, 6)) {
    case 0:
    case 1:
        if (kind == 'a')
            say(p, "    may be used");
        else
            say(p, "    %s a%u", uses[rnd(p, 5)], rnd(p, p->approaches));
        say_clauses(p, true);
        break;
    case 2:
        say(p, chance(p, p->large ? 10 : 30) ? "    must not engage" : "    must not use a%u", rnd(p, p->approaches));
        if (p->large)
            say_rare_case(p);
        else
            say_clauses(p, true);
        break;
    case 3:
        if (kind == 'a') {
            say(p, "    requires ");
            say_condition(p, true);
            break;
        }
        /* fall through */
    case 4:
        say(p, "    must u%u", rnd(p, p->duties));
        say_using(p);
        say_clauses(p, true);
        break;
    default:
        say(p, "    should meet ");
        say_condition(p, true);
        say_using(p);
        break;
    }
    say(p, "\n");
}

static inline void say_priority(struct random_policy *p, unsigned own)
{
    if (!chance(p, p->large ? 20 : 35))
        return;
    unsigned other = 1 + rnd(p, p->blocks);
    if (other == own)
        return;
    if (p->large) { /* later ones wait for earlier ones */
        if (other < own || other > p->approaches)
            say(p, other < own ? " subject to %u" : " notwithstanding %u", other);
        return;
    }
    if (other <= p->approaches && chance(p, 40))
        say(p, " notwithstanding requirement of %u", other);
    else
        say(p, " %s %u", (const char *[]){"notwithstanding", "subject to", "without prejudice to"}[rnd(p, 3)], other);
}

static inline void say_block(struct random_policy *p, unsigned id, char kind)
{
    static const char *const words[] = {"principle", "paragraph"};
    p->block = id;
    if (kind == 'a')
        say(p, "approach %u a%u \"t\"", id, id - 1);
    else if (kind == 'o')
        say(p, "objective %u S%u \"t\"", id, id);
    else
        say(p, "%s %u \"t\"", kind == 'p' ? "provision" : words[rnd(p, 2)], id);
    say_priority(p, id);
    say(p, " {\n");
    if (kind == 'a' && p->has_default && id == 1)
        say(p, "    default\n");
    for (unsigned n = 1 + rnd(p, 3); n > 0; n--)
        say_statement(p, kind);
    p->block = 0;
}

static inline void say_facts(struct random_policy *p)
{
    for (unsigned i = 0; i < p->flags; i++)
        say(p, "fact f%u \"t\" : yes or no%s\n", i, chance(p, 30) ? chance(p, 50) ? " default no" : " default yes" : "");
    if (p->letter)
        say(p, "fact letter \"t\" : one of { a, b, c, d }%s as partner\n", chance(p, 20) ? " default b" : "");
    if (p->level)
        say(p, "fact level \"t\" : one of { low < mid < high }%s\n", chance(p, 20) ? " default mid" : "");
    if (p->tags)
        say(p, "fact tags \"t\" : set of { red, green, blue }%s\n", chance(p, 20) ? " default { red }" : "");
    if (p->size)
        say(p, "fact size \"t\" : number 0.0..5.0 \"m\"%s\n", chance(p, 20) ? " default 1.5" : "");
    if (p->day)
        say(p, "fact day \"t\" : date%s as date\n", chance(p, 20) ? " default 2025-02-02" : "");
    if (p->objectives)
        say(p, "fact objective \"t\"\n");
    for (unsigned i = 0; i < p->judgements; i++) {
        say(p, "judgement j%u \"t\" by \"w\"%s", i, chance(p, 30) ? chance(p, 50) ? " default no" : " default yes" : "");
        if (chance(p, 40)) {
            say(p, " presumed %s when ", chance(p, 60) ? "yes" : "no");
            unsigned judgements = p->judgements;
            p->judgements = i; /* only earlier ones: no circle */
            say_condition(p, false);
            p->judgements = judgements;
        }
        say(p, "\n");
    }
}

static inline void say_groups(struct random_policy *p)
{
    for (unsigned n = rnd(p, 3); p->groups < n; p->groups++) {
        say(p, "group g%u \"t\" = { %c, %c", p->groups, 'a' + (char)rnd(p, 2), 'c' + (char)rnd(p, 2));
        if (p->groups && chance(p, 50))
            say(p, ", g0 } except { %c", 'a' + (char)rnd(p, 4));
        say(p, " }\n");
    }
}

static inline void say_duties(struct random_policy *p)
{
    for (unsigned i = 0; i < p->duties; i++) {
        if (chance(p, 50))
            say(p, "duty u%u \"t\" before by \"w\" done when f%u\n", i, rnd(p, p->flags));
        else
            say(p, "duty u%u \"t\" %s by \"w\"\n", i, (const char *[]){"before", "on use", "yearly"}[rnd(p, 3)]);
    }
}

static inline void say_blocks(struct random_policy *p)
{
    for (unsigned id = 1; id <= p->blocks; id++) {
        if (id <= p->approaches) {
            say_block(p, id, 'a');
        } else if (p->objectives && !(p->large && id + 6 > p->blocks) && chance(p, 40)) {
            say_block(p, id, 'o');
            while (id < p->blocks - (p->large ? 3 : 0) && chance(p, 50)) {
                say_block(p, ++id, 'p');
                say(p, "}\n");
            }
        } else {
            say_block(p, id, 'b');
        }
        say(p, "}\n");
    }
}

static inline void say_safeguards(struct random_policy *p)
{
    for (unsigned i = 0; i < p->safeguards; i++) {
        say(p, "safeguard \"s%u\" {\n", i);
        if (chance(p, 50))
            say(p, "    never %s a%u%s", chance(p, 60) ? "use" : "start", rnd(p, p->approaches), p->ranked && chance(p, 30) ? " or above" : "");
        else
            say(p, "    always u%u using a%u", rnd(p, p->duties), rnd(p, p->approaches));
        p->block = 1 + rnd(p, p->blocks);
        say(p, " when ");
        say_condition(p, true);
        if (chance(p, 50)) {
            say(p, " unless ");
            say_condition(p, true);
        }
        say(p, "\n}\n");
        p->block = 0;
    }
}

static inline void say_policy(struct random_policy *p, bool with_readings);

static inline void random_policy_of(struct random_policy *p, uint64_t seed, bool with_readings)
{
    *p = (struct random_policy){.state = seed * 0x9e3779b97f4a7c15u + 12345, .most_depth = 3};
    rnd(p, 2);
    p->ranked = chance(p, 70);
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
    say_policy(p, with_readings);
}

static inline void random_large_policy(struct random_policy *p, uint64_t seed)
{
    *p = (struct random_policy){.state = seed * 0x9e3779b97f4a7c15u + 777, .most_depth = 1, .large = true};
    rnd(p, 2);
    p->ranked = chance(p, 70);
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
    say_policy(p, true);
}

static inline void say_policy(struct random_policy *p, bool with_readings)
{
    say(p, "strategy \"t\" {\n");
    if (chance(p, 25) && p->letter)
        say(p, "    scope letter != a\n");
    say(p, "    approaches %s ", p->ranked ? "ranked" : "unranked");
    for (unsigned i = 0; i < p->approaches; i++)
        say(p, "%sa%u", i ? p->ranked ? " < " : ", " : "", i);
    say(p, "\n    paragraphs ");
    for (unsigned i = 1; i <= p->blocks; i++)
        say(p, "%s%u", i > 1 ? ", " : "", i);
    say(p, "\n}\n");
    say_facts(p);
    if (p->letter)
        say_groups(p);
    for (unsigned n = with_readings && chance(p, p->large ? 60 : 30) ? 1 + rnd(p, 2) : 0; p->readings < n; p->readings++)
        say(p, "reading r%u \"t\" : one of { narrow \"t\", wide \"t\" } taken %s\n", p->readings, chance(p, 50) ? "narrow" : "wide");
    for (unsigned n = rnd(p, 3); p->defines < n; p->defines++) {
        say(p, "define d%u means ", p->defines);
        say_condition(p, false);
        say(p, "\n");
    }
    for (unsigned n = rnd(p, 2); n > 0 && chance(p, 50); n--) {
        say(p, "assume \"t\" ");
        say_condition(p, false);
        say(p, "\n");
    }
    say_duties(p);
    say_blocks(p);
    say_safeguards(p);
}

static inline void random_policy(struct random_policy *p, uint64_t seed) { random_policy_of(p, seed, false); }

/* Some of them with open questions of reading. */
static inline void random_policy_with_readings(struct random_policy *p, uint64_t seed) { random_policy_of(p, seed, true); }

/* Letters, which are partners, become activities; where there are groups of partners all stays as it is. */
static inline void random_policy_letters_as_activities(struct random_policy *p)
{
    char *with, *at;
    if (p->groups || !(at = strstr(p->text, " as partner")))
        return;
    memcpy(at, " as activity", 11);
    at = strstr(p->text, " as activit");
    memmove(at + 12, at + 11, strlen(at + 11) + 1);
    at[11] = 'y';
    while ((with = strstr(p->text, " with ")) != NULL)
        memcpy(with, " for  ", 6);
}

/* Levels become activities, beside letters as partners. */
static inline void random_policy_levels_as_activities(struct random_policy *p)
{
    static const char role[] = " as activity";
    char *level = strstr(p->text, "fact level ");
    if (!level || strlen(p->text) + sizeof role > sizeof p->text)
        return;
    char *end = level + strcspn(level, "\n");
    memmove(end + sizeof role - 1, end, strlen(end) + 1);
    memcpy(end, role, sizeof role - 1);
}

#endif
