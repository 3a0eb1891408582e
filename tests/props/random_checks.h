/* Examples and safeguards of a random policy: every form that an answer may be expected in. Whether
 * they hold is another matter. */
#ifndef TESTS_PROPS_RANDOM_CHECKS_H
#define TESTS_PROPS_RANDOM_CHECKS_H

#include "tests/props/random_conditions.h"

static inline void say_cites(struct random_policy *p) {
    if (!chance(p, 30)) return;
    say(p, " cite ");
    say_list(p, 2, ", ", say_paragraph);
}

/* ---- given ---- */

static inline void say_given(struct random_policy *p, bool *begun) {
    if (!*begun || chance(p, 15))
        say(p, " given ");
    else
        say(p, ", ");
    *begun = true;
}

static inline void say_given_flag(struct random_policy *p, char letter, unsigned n, bool *begun) {
    if (!chance(p, 60)) return;
    say_given(p, begun);
    switch (rnd(p, 3)) {
    case 0: say(p, "%c%u", letter, n); break;
    case 1: say(p, "not %c%u", letter, n); break;
    default: say(p, "%c%u = %s", letter, n, chance(p, 50) ? "yes" : "no"); break;
    }
}

static inline void say_given_value(struct random_policy *p, bool has, const char *name,
                                   sayer *value, bool *begun) {
    if (!has || !chance(p, 60)) return;
    say_given(p, begun);
    say(p, "%s = ", name);
    value(p);
}

static inline void say_tag_set(struct random_policy *p) {
    say(p, "{ ");
    if (chance(p, 70)) say_list(p, 2, ", ", say_tag);
    say(p, " }");
}

static inline void say_situation(struct random_policy *p) {
    bool begun = false;
    for (unsigned i = 0; i < p->flags; i++) say_given_flag(p, 'f', i, &begun);
    for (unsigned i = 0; i < p->judgements; i++) say_given_flag(p, 'j', i, &begun);
    say_given_value(p, p->letter, p->letter_name, say_letter, &begun);
    say_given_value(p, p->level, "level", say_level, &begun);
    say_given_value(p, p->tags, "tags", say_tag_set, &begun);
    say_given_value(p, p->size, "size", say_size, &begun);
    say_given_value(p, p->day, "day", say_day, &begun);
    say_given_value(p, p->objectives && block_of(p, 'o'), "objective", say_objective, &begun);
}

/* ---- expect ---- */

static inline void say_approach_or_none(struct random_policy *p) {
    if (chance(p, 20))
        say(p, "none");
    else
        say_approach(p);
}

static inline void say_fact(struct random_policy *p) {
    if (p->objectives && chance(p, 20))
        say(p, "objective");
    else
        say(p, "f%u", rnd(p, p->flags));
}

static inline void say_before(struct random_policy *p) {
    for (unsigned u = 0; u < p->duties; u++)
        if (p->before[u]) {
            say(p, "u%u", u);
            return;
        }
    say(p, "u0"); /* refused: there is no such duty */
}

/* The least of those ranked, and the default one, may have duties whatever is expected; another
 * now and then, which is refused where it is not expected to be open. */
static inline void say_expected_of(struct random_policy *p) {
    if (p->ranked || p->has_default || chance(p, 5))
        say(p, " using a%u", chance(p, 5) ? rnd(p, p->approaches) : 0);
}

struct expected_part {
    const char *word;
    sayer *item;
    unsigned most;
    bool of_one; /* it may name the approach of which it speaks */
};

static inline void say_parts(struct random_policy *p, const char *which) {
    static const struct expected_part parts[] = {
        {" by ", say_some_block, 2, true},         {" with ", say_duty, 2, true},
        {" without ", say_duty, 2, true},          {" after ", say_before, 1, true},
        {" now ", say_approach_or_none, 1, false}, {" cautions ", say_some_block, 2, true},
        {" asking ", say_fact, 2, false},          {" between ", say_approach_or_none, 2, false},
    };
    for (; *which; which++) {
        const struct expected_part *part = &parts[*which - '0'];
        if (!chance(p, 30)) continue;
        say(p, "%s", part->word);
        if (part->word[1] == 'n')
            part->item(p);
        else
            say_list(p, part->most, ", ", part->item);
        if (part->of_one && chance(p, 25)) say_expected_of(p);
    }
}

/* Ranked: one, now and then twice. */
static inline void say_expected_approaches(struct random_policy *p) {
    say_list(p, p->ranked ? 1 : 2, ", ", say_approach);
}

/* Parts that never come with an outcome are refused, so they are left out. */
static inline void say_outcome(struct random_policy *p) {
    const char *decided = p->ranked ? "01245" : "012345";
    switch (rnd(p, 7)) {
    case 0:
        say(p, " expect refused");
        say_parts(p, "024");
        return;
    case 1:
        say(p, " expect undetermined");
        say_parts(p, "2467");
        if (!chance(p, 25)) return;
        say(p, chance(p, 2) ? " with " : " after ");
        say_before(p);
        say(p, " using a0");
        return;
    case 2:
        say(p, " expect out of scope");
        say_parts(p, "24");
        return;
    case 3:
        if (p->has_default) {
            say(p, " expect default %sa0", chance(p, 2) ? "committed " : "");
            say_parts(p, "1245");
            return;
        }
        break;
    case 4:
        say(p, " expect conditional ");
        decided = "012345";
        break;
    case 5: say(p, " expect open "); break;
    default: break;
    }
    if (strcmp(p->text + p->length - 5, "open ") != 0 &&
        strcmp(p->text + p->length - 5, "onal ") != 0)
        say(p, " expect ");
    say(p, chance(p, 25) ? "committed " : "");
    say_expected_approaches(p);
    say_parts(p, decided);
}

static inline void say_examples(struct random_policy *p) {
    for (unsigned i = 0; i < p->examples; i++) {
        say(p, "example \"e%u\"", i);
        say_cites(p);
        say(p, " {");
        say_situation(p);
        say_outcome(p);
        say(p, " }\n");
    }
}

/* ---- safeguards ---- */

static inline void say_cases(struct random_policy *p) {
    p->block = 1 + rnd(p, p->blocks);
    say(p, " when ");
    say_condition(p, IN_RULE);
    if (chance(p, 50)) {
        say(p, " unless ");
        say_condition(p, IN_RULE);
    }
    p->block = 0;
}

static inline void say_promise(struct random_policy *p) {
    if (chance(p, 50)) {
        say(p, "    never %s a%u%s", chance(p, 60) ? "use" : "start", rnd(p, p->approaches),
            p->ranked && chance(p, 30) ? " or above" : "");
    } else {
        say(p, "    always u%u", rnd(p, p->duties));
        if (!some(p, 20)) {
            say(p, " using ");
            say_list(p, some(p, 30) ? 2 : 1, " or ", say_approach);
            if (p->ranked && some(p, 25)) say(p, " or above");
        }
    }
    say_cases(p);
    say(p, "\n");
}

static inline void say_safeguards(struct random_policy *p) {
    for (unsigned i = 0; i < p->safeguards; i++) {
        say(p, "safeguard \"s%u\"", i);
        if (p->rich) say_cites(p);
        say(p, " {\n");
        size_t from = p->length;
        say_promise(p);
        if (some(p, 15)) say_again(p, from, p->length);
        say(p, "}\n");
    }
}

#endif
