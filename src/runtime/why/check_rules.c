/*
 * The rules among the names, and what they ask: what one word says of others.
 */
#include "runtime/check.h"

/* The names behind those of the assumptions, section by section. */
struct why {
    const struct strat_policy *p;
    const uint32_t *rules, *conditions, *terms, *groups;
};

static uint32_t kind_of(const uint32_t *fact) {
    return (uint32_t)STRAT_TAKE(fact[F_SHAPE], F_KIND);
}

/* Whether so many words of the sets begin there. */
static int has_set(const struct why *y, uint32_t at, uint64_t words) {
    return strat_i_within(at, words, 1, y->p->names[N_SETS]);
}

/* What is tested fits the fact. */
static int check_test(const struct why *y, const uint32_t *c, uint32_t kind, uint32_t of) {
    const uint32_t *fact;
    uint32_t is;
    if (of >= y->p->names[N_FACTS] + TABLE_READINGS(y->p->table) || c[CO_TERMS] != 0) return 0;
    fact = strat_i_named(y->p, N_FACTS, of);
    is = kind_of(fact);
    switch (kind) {
    case STRAT_TEST_VALUES:
        return (is == STRAT_FLAG && has_set(y, c[CO_TEST], 1)) ||
               (is == STRAT_ONE_OF && has_set(y, c[CO_TEST], NAMES_SET_WORDS(fact[F_VALUES])));
    case STRAT_TEST_RANGE: return is >= STRAT_NUMBER && has_set(y, c[CO_TEST], 4);
    case STRAT_TEST_INCLUDES: return is == STRAT_SET_OF && c[CO_TEST] < fact[F_VALUES];
    default: return is == STRAT_SET_OF && c[CO_TEST] == 0;
    }
}

/* Terms come before what is made of them: nothing goes round in a circle. */
static int check_condition(const struct why *y, uint32_t number) {
    const uint32_t *c = y->conditions + (size_t)number * CO_SIZE;
    uint32_t kind = (uint32_t)STRAT_TAKE(c[CO_SHAPE], CO_KIND),
             of = (uint32_t)STRAT_TAKE(c[CO_SHAPE], CO_OF), i;
    if (kind <= STRAT_TEST_EMPTY) return check_test(y, c, kind, of);
    for (i = 0; i < c[CO_TERMS]; i++)
        if (STRAT_TAKE(y->terms[c[CO_FIRST_TERM] + i], TE_IS) >= number) return 0;
    return (kind == STRAT_APPLIES ? of < y->p->names[N_PARAGRAPHS] : of == 0) &&
           (kind == STRAT_COUNT ? c[CO_TEST] >= 1 && c[CO_TEST] <= c[CO_TERMS] : c[CO_TEST] == 0) &&
           (kind != STRAT_DEFINITION || c[CO_TERMS] == 1);
}

static int check_rule(const struct why *y, uint32_t number) {
    const uint32_t *r = y->rules + (size_t)number * RU_SIZE;
    uint32_t kind = (uint32_t)STRAT_TAKE(r[RU_SHAPE], RU_KIND),
             modality = (uint32_t)STRAT_TAKE(r[RU_SHAPE], RU_MODALITY),
             wants = (uint32_t)STRAT_TAKE(r[RU_WANTS], RU_WANTS_IS);
    return (uint64_t)r[RU_APPROACHES] >> y->p->names[N_APPROACHES] == 0 &&
           (kind == STRAT_PERMISSION ? modality >= STRAT_MAY && modality <= STRAT_MUST
                                     : modality == 0) &&
           (kind == STRAT_OBLIGATION) == (r[RU_DUTY] != 0) &&
           (kind == STRAT_GATE || kind == STRAT_EXPECTATION ? wants != 0 : r[RU_WANTS] == 0);
}

static int check_group(const struct why *y, uint32_t number) {
    const uint32_t *g = y->groups + (size_t)number * GR_SIZE,
                   *fact = strat_i_named(y->p, N_FACTS, g[GR_FACT]);
    return kind_of(fact) == STRAT_ONE_OF && has_set(y, g[GR_SET], NAMES_SET_WORDS(fact[F_VALUES]));
}

STRAT_LOCAL int strat_i_check_rules(const struct strat_policy *p) {
    struct why y;
    uint32_t i;
    y.p = p;
    y.rules = strat_i_named(p, N_RULES, 0);
    y.conditions = strat_i_named(p, N_CONDITIONS, 0);
    y.terms = strat_i_named(p, N_TERMS, 0);
    y.groups = strat_i_named(p, N_GROUPS, 0);
    for (i = 0; i < p->names[N_CONDITIONS]; i++)
        if (!check_condition(&y, i)) return 0;
    for (i = 0; i < p->names[N_RULES]; i++)
        if (!check_rule(&y, i)) return 0;
    for (i = 0; i < p->names[N_GROUPS]; i++)
        if (!check_group(&y, i)) return 0;
    return 1;
}
