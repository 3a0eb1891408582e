/*
 * Large policies, as text: `policy random|structured RULES [SEED]` prints one. The same arguments
 * give the same bytes on every machine.
 *
 * random: wide rules that have nothing to do with one another, over 12 facts: 6 flags, 3 of 30
 * values, one of 250, a set of 16, a number. What a strategy is least like, and what reasoning over
 * all situations finds hardest. structured: as real strategies are. A few principles, requirements
 * and priorities; then objectives of 20 to 30 provisions, each about some of the activities and a
 * group of partners, with a condition or two, and a duty.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARTNERS = 250, GROUPS = 24, TOPICS = 16, ENUMS = 3, VALUES = 30, FLAGS = 6 };

static uint64_t state;

static uint32_t rnd(uint32_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % n);
}

static bool chance(uint32_t percent) { return rnd(100) < percent; }

/* "a1, a2, a3": names numbered from 0. */
static void say_values(const char *prefix, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) printf("%s%s%" PRIu32, i ? ", " : "", prefix, i);
}

/* Some of n, at least one, each once. */
static void say_some(const char *prefix, uint32_t n, uint32_t most) {
    uint32_t many = 1 + rnd(most), at = rnd(n), step = 1;
    for (uint32_t i = 0; i < many; i++) {
        printf("%s%s%" PRIu32, i ? ", " : "", prefix, at);
        step = 1 + rnd(n / most);
        at = (at + step) % n;
    }
}

/* ---- random ---- */

static void say_random_test(uint32_t fact) {
    if (fact < FLAGS)
        printf("%sf%" PRIu32, chance(50) ? "not " : "", fact);
    else if (fact < FLAGS + ENUMS) {
        printf("e%" PRIu32 " in { ", fact - FLAGS);
        say_some((const char *[]){"a", "b", "c"}[fact - FLAGS], VALUES, 8);
        printf(" }");
    } else if (fact == FLAGS + ENUMS) {
        printf("partner in { ");
        if (chance(50))
            printf("g%" PRIu32, rnd(GROUPS));
        else
            say_some("p", PARTNERS, 6);
        printf(" }");
    } else if (fact == FLAGS + ENUMS + 1)
        printf("topics includes t%" PRIu32, rnd(TOPICS));
    else
        printf("amount %s %" PRIu32, chance(50) ? "at least" : "below", 1 + rnd(1000));
}

static void say_random_rule(uint32_t i) {
    static const char *const effects[] = {
        "may use outreach",       "may use assisting",
        "may use limited",        "must not use outreach",
        "must not use assisting", "must report",
        "must consult",           "only after approval using outreach"};
    enum { FACTS = FLAGS + ENUMS + 3 };
    bool used[FACTS] = {false};
    printf("paragraph %" PRIu32 " { %s when ", i + 4, effects[rnd(8)]);
    uint32_t tests = 3 + rnd(5);
    for (uint32_t t = 0; t < tests; t++) {
        uint32_t fact = rnd(FACTS);
        while (used[fact]) fact = (fact + 1) % FACTS;
        used[fact] = true;
        printf("%s", t ? " and " : "");
        say_random_test(fact);
    }
    printf(" }\n");
}

static void say_groups(void) {
    for (uint32_t g = 0; g < GROUPS; g++) {
        printf("group g%" PRIu32 " \"group %" PRIu32 "\" = { ", g, g);
        say_some("p", PARTNERS, 40);
        printf(" }\n");
    }
}

static void say_random(uint32_t rules) {
    printf("strategy \"%" PRIu32
           " random rules\" {\n    approaches ranked limited < assisting < outreach\n}\n",
           rules);
    for (uint32_t f = 0; f < FLAGS; f++)
        printf("fact f%" PRIu32 " \"flag %" PRIu32 "\" : yes or no\n", f, f);
    for (uint32_t e = 0; e < ENUMS; e++) {
        printf("fact e%" PRIu32 " \"kind %" PRIu32 "\" : one of { ", e, e);
        say_values((const char *[]){"a", "b", "c"}[e], VALUES);
        printf(" }\n");
    }
    printf("fact partner \"partner\" : one of { ");
    say_values("p", PARTNERS);
    printf(" }\nfact topics \"topics\" : set of { ");
    say_values("t", TOPICS);
    printf(" }\nfact amount \"amount\" : number 0..1000 \"EUR\"\nfact approved \"approved\" : yes "
           "or no\n");
    say_groups();
    printf("duty report \"report\" after\nduty consult \"consult\" on use\nduty approval "
           "\"approval\" before done when approved\n");
    printf("approach 1 limited \"limited\" { default }\napproach 2 assisting \"assisting\" { "
           "}\napproach 3 outreach \"outreach\" { }\n");
    for (uint32_t i = 0; i < rules; i++) say_random_rule(i);
}

/* ---- structured ---- */

struct strategy {
    uint32_t objectives, activities, left; /* rules still to be written */
};

static const char *some_condition(void) {
    static const char *const conditions[] = {"requested",
                                             "significant",
                                             "agreement at least framework",
                                             "agreement = explicit and within_agreement",
                                             "agreement = explicit",
                                             "requested and aligned",
                                             "like_minded",
                                             "amount at most 50000",
                                             "amount at most 200000",
                                             "not personal_data",
                                             "relevant",
                                             "topics includes t2",
                                             "topics includes t5 and requested",
                                             "funded or requested",
                                             "aligned and relevant",
                                             "at least 2 of (requested, funded, significant)"};
    return conditions[rnd(sizeof conditions / sizeof *conditions)];
}

static const char *some_duty(bool before) {
    static const char *const befores[] = {"mb_endorsement", "eb_endorsement", "legal_review",
                                          "budget_check"};
    static const char *const others[] = {"notify_eb",         "report_yearly", "publish",
                                         "respect_agreement", "evaluate",      "keep_record"};
    return before ? befores[rnd(4)] : others[rnd(6)];
}

static void say_structured_head(struct strategy *s) {
    printf("strategy \"%" PRIu32 " structured rules\" {\n    scope not partner in { p0, p1, p2 }\n "
           "   approaches ranked limited < assisting < outreach\n}\n",
           s->left);
    printf("fact partner \"partner\" : one of { ");
    say_values("p", PARTNERS);
    printf(" }\nfact activity \"activity\" : one of { ");
    say_values("a", s->activities);
    printf(" }\nfact objective \"objective\"\nfact topics \"topics\" : set of { ");
    say_values("t", TOPICS);
    printf(" }\nfact agreement \"agreement\" : one of { none < framework < explicit }\nfact amount "
           "\"amount\" : number 0..1000000 \"EUR\"\n");
    static const char *const flags[] = {"requested",     "within_agreement", "funded",
                                        "personal_data", "mb_endorsed",      "eb_endorsed",
                                        "reviewed",      "budgeted"};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        printf("fact %s \"%s\" : yes or no default no\n", flags[i], flags[i]);
    static const char *const judgements[] = {"significant", "aligned", "like_minded", "relevant",
                                             "incompatible"};
    for (size_t i = 0; i < sizeof judgements / sizeof *judgements; i++)
        printf("judgement %s \"%s\" by \"the board\"\n", judgements[i], judgements[i]);
    say_groups();
    printf("define agreed means agreement = explicit and within_agreement\nassume \"what is agreed "
           "on is within something\" not within_agreement or agreement above none\n");
    printf("duty mb_endorsement \"m\" before done when mb_endorsed\nduty eb_endorsement \"e\" "
           "before done when eb_endorsed\n"
           "duty legal_review \"l\" before done when reviewed\nduty budget_check \"b\" before done "
           "when budgeted\nduty notify_eb \"n\" on use\n"
           "duty report_yearly \"r\" yearly\nduty publish \"p\" after\nduty respect_agreement "
           "\"a\" during\nduty evaluate \"v\" after\nduty keep_record \"k\" during\n");
    printf("approach 2.1 limited \"limited\" { default }\napproach 2.2 assisting \"assisting\" { "
           "requires requested and significant and aligned }\n"
           "approach 2.3 outreach \"outreach\" { requires agreement at least framework }\n");
    printf(
        "principle P1 \"contacts\" { must not engage when incompatible }\nprinciple P2 \"notify\" "
        "{ must notify_eb using assisting or above }\n"
        "principle P3 \"data\" { only after legal_review when personal_data }\n"
        "principle P4 \"money\" { must not use outreach when amount above 500000 unless funded }\n"
        "paragraph 1.1 \"requests\" notwithstanding P4, requirement of 2.2 { may use assisting "
        "with g0, g1 when agreed }\n");
    s->left -= s->left < 8 ? s->left : 8;
}

static void say_permission(const struct strategy *s, uint32_t objective) {
    uint32_t base = objective * 3;
    printf("        may use %s for ",
           (const char *[]){"limited", "assisting", "assisting", "outreach"}[rnd(4)]);
    for (uint32_t i = 0, n = 1 + rnd(3), at = rnd(3); i < n; i++, at += 1 + rnd(2))
        printf("%sa%" PRIu32, i ? ", " : "", (base + at) % s->activities);
    if (chance(70)) printf(" with g%" PRIu32, rnd(GROUPS));
    if (chance(75)) printf(" when %s", some_condition());
    printf("\n");
}

static void say_other(void) {
    if (chance(20)) {
        printf("        should meet %s\n", some_condition());
        return;
    }
    bool before = chance(40);
    printf("        %s %s", before ? "only after" : "must", some_duty(before));
    if (chance(40)) printf(" when %s", some_condition());
    printf("\n");
}

static void say_provision(struct strategy *s, uint32_t objective, uint32_t number) {
    uint32_t rules = 1 + rnd(4);
    printf("    provision 4.%" PRIu32 ".%" PRIu32 " \"provision\"%s {\n", objective + 1, number + 1,
           chance(5) ? " notwithstanding P4" : "");
    for (uint32_t i = 0; i < rules && s->left > 0; i++, s->left--) {
        if (i == 0 || chance(25))
            say_permission(s, objective);
        else
            say_other();
    }
    printf("    }\n");
}

static void say_structured(uint32_t rules) {
    struct strategy s = {.objectives = 4 + rules / 70, .left = rules};
    s.activities = 3 * s.objectives + 4;
    say_structured_head(&s);
    for (uint32_t o = 0; o < s.objectives; o++) {
        uint32_t left = s.left / (s.objectives - o), until = s.left - left;
        printf("objective 4.%" PRIu32 " SO%" PRIu32 " \"objective\" {\n", o + 1, o + 1);
        if (s.left > until) {
            say_permission(&s, o);
            s.left--;
        }
        for (uint32_t p = 0; s.left > until; p++) say_provision(&s, o, p);
        printf("}\n");
    }
}

int main(int argc, char **argv) {
    uint32_t rules = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    if (argc > 2 && rules > 0 && strcmp(argv[1], "random") == 0)
        say_random(rules);
    else if (argc > 2 && rules > 0 && strcmp(argv[1], "structured") == 0)
        say_structured(rules);
    else {
        fprintf(stderr, "usage: policy random|structured RULES [SEED]\n");
        return 2;
    }
    if (fclose(stdout) != 0) {
        perror("policy");
        return 2;
    }
    return 0;
}
