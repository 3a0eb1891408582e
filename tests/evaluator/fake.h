/*
 * A policy for tests of the evaluator's parts: what the runtime would say of it, without a compiled
 * policy.
 *
 *   partner    one of { XK "Kosovo", WB, OECD, a value named like a letter with an accent }
 *   objective  one of { SO1, SO2 }, ordered
 *   requested  yes or no
 *   checked    yes or no default no
 *   covers     set of { a, b, c }
 *   amount     number -5.00..1000.00 "EUR"
 *   count      number 0..9000000000000000000
 *   day        date
 */
#ifndef TESTS_EVALUATOR_FAKE_H
#define TESTS_EVALUATOR_FAKE_H

#include "runtime/strat.h"

enum { PARTNER, OBJECTIVE, REQUESTED, CHECKED, COVERS, AMOUNT, COUNT, DAY, FACTS };

static const struct strat_fact fake_facts[FACTS] = {
    [PARTNER] = {.name = "partner", .title = "the partner", .kind = STRAT_ONE_OF, .values = 4},
    [OBJECTIVE] =
        {.name = "objective", .title = "", .kind = STRAT_ONE_OF, .values = 2, .ordered = 1},
    [REQUESTED] = {.name = "requested", .title = "it was requested", .kind = STRAT_FLAG},
    [CHECKED] = {.name = "checked", .title = "", .kind = STRAT_FLAG, .has_default = 1},
    [COVERS] = {.name = "covers", .title = "", .kind = STRAT_SET_OF, .values = 3},
    [AMOUNT] = {.name = "amount",
                .title = "",
                .kind = STRAT_NUMBER,
                .decimals = 2,
                .low = -500,
                .high = 100000},
    [COUNT] = {.name = "count", .title = "", .kind = STRAT_NUMBER, .high = 9000000000000000000},
    [DAY] = {.name = "day", .title = "", .kind = STRAT_DATE, .high = 3652058},
};

static const struct strat_named fake_values[FACTS][4] = {
    [PARTNER] = {{"XK", "Kosovo"},
                 {"WB", "the Western Balkans as a region"},
                 {"OECD", "the OECD"},
                 {"other_one", ""}},
    [OBJECTIVE] = {{"SO1", "the first"}, {"SO2", ""}},
    [COVERS] = {{"a", ""}, {"b", ""}, {"c", ""}},
};

void strat_get_about(const struct strat_policy *p, struct strat_about *about) {
    (void)p;
    *about = (struct strat_about){.title = "A \"fake\"",
                                  .version = "1",
                                  .issued_by = "",
                                  .compiler = "none",
                                  .facts = FACTS,
                                  .approaches = 2,
                                  .duties = 2,
                                  .paragraphs = 70,
                                  .assumes = 1,
                                  .ranked = 1,
                                  .default_approach = STRAT_NONE};
}

void strat_get_fact(const struct strat_policy *p, uint32_t fact, struct strat_fact *info) {
    (void)p;
    *info = fake_facts[fact];
    info->by = "";
    info->unit = fact == AMOUNT ? "EUR" : "";
}

void strat_get_value(const struct strat_policy *p, uint32_t fact, uint32_t value,
                     struct strat_named *info) {
    (void)p;
    *info = fake_values[fact][value];
}

void strat_get_approach(const struct strat_policy *p, uint32_t approach, struct strat_named *info,
                        const char **commits) {
    (void)p;
    *info = (struct strat_named){approach == 0 ? "limited" : "outreach", ""};
    *commits = "";
}

void strat_get_duty(const struct strat_policy *p, uint32_t duty, struct strat_duty *info) {
    (void)p;
    *info = (struct strat_duty){.name = duty == 0 ? "ask_first" : "report",
                                .title = "",
                                .by = "",
                                .to = "",
                                .timing = duty == 0 ? STRAT_BEFORE : STRAT_AFTER,
                                .deadline = "",
                                .after = "",
                                .done_when = -1,
                                .done = ""};
}

void strat_get_paragraph(const struct strat_policy *p, uint32_t paragraph,
                         struct strat_paragraph *info) {
    static const char ids[] = "1\0002\0003\0004\0005\0006\0007\0008\0009";
    (void)p;
    *info = (struct strat_paragraph){
        .id = paragraph < 9 ? ids + 2 * paragraph : "68(2)(a)", .title = "", .see = ""};
}

const char *strat_get_assume(const struct strat_policy *p, uint32_t assume) {
    (void)p, (void)assume;
    return "what is \"assumed\"";
}

#endif
