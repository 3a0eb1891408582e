/*
 * Rules and their conditions. Every function takes any number: what there is not has empty texts
 * and zeros, and a condition that there is not tests nothing.
 */
#include "runtime/names.h"
#include "runtime/private.h"

static const char *text(const struct strat_policy *p, uint32_t offset) { return p->text + offset; }

/* Bit 0: negated; behind it the number. */
static struct strat_term term_of(uint32_t word) {
    struct strat_term term;
    term.condition = (int32_t)(word >> 1);
    term.negated = (int)(word & 1);
    return term;
}

static int has_bit(const uint32_t *set, uint64_t bit) {
    return (int)(set[bit / 32] >> bit % 32 & 1);
}

static int64_t wide(const uint32_t *low_first) {
    return (int64_t)((uint64_t)low_first[0] | (uint64_t)low_first[1] << 32);
}

/* ---- what there is ---- */

STRAT_API void strat_get_rule(const struct strat_policy *p, uint32_t rule,
                              struct strat_rule *info) {
    const uint32_t *r = strat_i_named(p, N_RULES, rule);
    info->text = text(p, r[RU_TEXT]);
    info->paragraph = r[RU_PARAGRAPH];
    info->kind = (enum strat_rule_kind)STRAT_TAKE(r[RU_SHAPE], RU_KIND);
    info->modality = (enum strat_modality)STRAT_TAKE(r[RU_SHAPE], RU_MODALITY);
    info->waits = (int)STRAT_TAKE(r[RU_SHAPE], RU_WAITS);
    info->follows = (int)STRAT_TAKE(r[RU_SHAPE], RU_FOLLOWS);
    info->approaches = r[RU_APPROACHES];
    info->duty = (int32_t)r[RU_DUTY] - 1;
    info->when = term_of(r[RU_WHEN]);
    info->wants = term_of(r[RU_WANTS]);
    info->wants.condition--;
}

STRAT_API void strat_get_priority(const struct strat_policy *p, uint32_t priority,
                                  struct strat_priority *info) {
    const uint32_t *x = strat_i_named(p, N_PRIORITIES, priority);
    info->winner = x[PR_WINNER];
    info->loser = (uint32_t)STRAT_TAKE(x[PR_LOSER], PR_LOSER_IS);
    info->gates_alone = (int)STRAT_TAKE(x[PR_LOSER], PR_GATES_ALONE);
}

/* How many terms it takes: of tests none. */
static uint32_t needed(const uint32_t *c) {
    switch (STRAT_TAKE(c[CO_SHAPE], CO_KIND)) {
    case STRAT_ALL: return c[CO_TERMS];
    case STRAT_COUNT: return c[CO_TEST];
    case STRAT_ANY:
    case STRAT_DEFINITION:
    case STRAT_APPLIES:
    case STRAT_ANY_PROVISION: return 1;
    default: return 0;
    }
}

STRAT_API void strat_get_condition(const struct strat_policy *p, uint32_t condition,
                                   struct strat_condition *info) {
    const uint32_t *c = strat_i_named(p, N_CONDITIONS, condition);
    int32_t of = (int32_t)STRAT_TAKE(c[CO_SHAPE], CO_OF);
    info->kind = (enum strat_condition_kind)STRAT_TAKE(c[CO_SHAPE], CO_KIND);
    info->says = text(p, c[CO_SAYS]);
    info->turned = text(p, c[CO_TURNED]);
    info->fact = info->kind <= STRAT_TEST_EMPTY ? of : -1;
    info->paragraph = info->kind == STRAT_APPLIES ? of : -1;
    info->count = needed(c);
    info->terms = c[CO_TERMS];
}

STRAT_API struct strat_term strat_get_term(const struct strat_policy *p, uint32_t condition,
                                           uint32_t term) {
    const uint32_t *c = strat_i_named(p, N_CONDITIONS, condition);
    struct strat_term none = {-1, 0};
    if (term >= c[CO_TERMS]) return none;
    return term_of(*strat_i_named(p, N_TERMS, c[CO_FIRST_TERM] + term));
}

STRAT_API struct strat_term strat_get_scope(const struct strat_policy *p) {
    return term_of(p->names[N_SCOPE]);
}

STRAT_API void strat_get_group(const struct strat_policy *p, uint32_t group,
                               struct strat_group *info) {
    const uint32_t *g = strat_i_named(p, N_GROUPS, group);
    info->title = text(p, g[GR_TITLE]);
    info->fact = g[GR_FACT];
}

STRAT_API int strat_group_has(const struct strat_policy *p, uint32_t group, uint32_t value) {
    const uint32_t *g = strat_i_named(p, N_GROUPS, group);
    if (group >= p->names[N_GROUPS] || value >= strat_i_named(p, N_FACTS, g[GR_FACT])[F_VALUES])
        return 0;
    return has_bit(strat_i_named(p, N_SETS, g[GR_SET]), value);
}

/* ---- which hold ---- */

/* `sets`: all of them. */
static int test_holds(const uint32_t *c, const uint32_t *fact, const uint32_t *sets,
                      int64_t value) {
    const uint32_t *set = sets + c[CO_TEST];
    uint32_t values = STRAT_TAKE(fact[F_SHAPE], F_KIND) == STRAT_FLAG ? 2 : fact[F_VALUES];
    switch (STRAT_TAKE(c[CO_SHAPE], CO_KIND)) {
    case STRAT_TEST_VALUES:
        return value >= 0 && (uint64_t)value < values && has_bit(set, (uint64_t)value);
    case STRAT_TEST_RANGE: return wide(set) <= value && value <= wide(set + 2);
    case STRAT_TEST_INCLUDES: return (int)((uint64_t)value >> c[CO_TEST] & 1);
    default: return value == 0;
    }
}

/* Where so many of the terms are needed. */
static enum strat_holds terms_hold(const uint32_t *terms, uint32_t n, uint32_t least,
                                   const uint8_t *holds) {
    uint32_t yes = 0, unknown = 0, i;
    for (i = 0; i < n; i++) {
        enum strat_holds x = strat_term_holds(holds, term_of(terms[i]));
        yes += x == STRAT_HOLDS_YES;
        unknown += x == STRAT_HOLDS_UNKNOWN;
    }
    return yes >= least            ? STRAT_HOLDS_YES
           : yes + unknown < least ? STRAT_HOLDS_NO
                                   : STRAT_HOLDS_UNKNOWN;
}

STRAT_API enum strat_holds strat_term_holds(const uint8_t *holds, struct strat_term term) {
    enum strat_holds x =
        term.condition < 0 ? STRAT_HOLDS_YES : (enum strat_holds)holds[term.condition];
    return !term.negated || x == STRAT_HOLDS_UNKNOWN ? x
           : x == STRAT_HOLDS_YES                    ? STRAT_HOLDS_NO
                                                     : STRAT_HOLDS_YES;
}

STRAT_API enum strat_holds strat_rule_holds(const uint8_t *holds, const struct strat_rule *rule) {
    enum strat_holds when = strat_term_holds(holds, rule->when), open;
    if (rule->kind != STRAT_GATE || when == STRAT_HOLDS_NO) return when;
    open = strat_term_holds(holds, rule->wants);
    return open == STRAT_HOLDS_YES                             ? STRAT_HOLDS_NO
           : when == STRAT_HOLDS_YES && open == STRAT_HOLDS_NO ? STRAT_HOLDS_YES
                                                               : STRAT_HOLDS_UNKNOWN;
}

/* Where the arrays are that conditions are read from. */
struct arrays {
    const uint32_t *facts, *conditions, *terms, *sets;
    uint32_t n_facts;
};

static struct arrays arrays_of(const struct strat_policy *p) {
    struct arrays a;
    a.facts = strat_i_named(p, N_FACTS, 0);
    a.conditions = strat_i_named(p, N_CONDITIONS, 0);
    a.terms = strat_i_named(p, N_TERMS, 0);
    a.sets = strat_i_named(p, N_SETS, 0);
    a.n_facts = p->names[N_FACTS];
    return a;
}

static enum strat_holds condition_holds(const struct arrays *a, const struct strat_request *request,
                                        uint32_t number, const uint8_t *holds) {
    const uint32_t *c = a->conditions + (size_t)number * CO_SIZE, *fact;
    uint32_t of = (uint32_t)STRAT_TAKE(c[CO_SHAPE], CO_OF);
    int reading = of >= a->n_facts;
    if (STRAT_TAKE(c[CO_SHAPE], CO_KIND) > STRAT_TEST_EMPTY)
        return terms_hold(a->terms + c[CO_FIRST_TERM], c[CO_TERMS], needed(c), holds);
    if (!reading && !request->known[of]) return STRAT_HOLDS_UNKNOWN;
    fact = a->facts + (size_t)of * F_SIZE;
    return test_holds(c, fact, a->sets, reading ? wide(fact + F_DEFAULT) : request->value[of])
               ? STRAT_HOLDS_YES
               : STRAT_HOLDS_NO;
}

/* Terms have smaller numbers: one after the other, each is there when it is needed. */
STRAT_API void strat_conditions_hold(const struct strat_policy *p,
                                     const struct strat_request *request, uint8_t *holds) {
    const struct arrays a = arrays_of(p);
    uint32_t i;
    for (i = 0; i < p->names[N_CONDITIONS]; i++)
        holds[i] = (uint8_t)condition_holds(&a, request, i, holds);
}

STRAT_API void strat_some_conditions_hold(const struct strat_policy *p,
                                          const struct strat_request *request,
                                          const uint32_t *conditions, uint32_t n, uint8_t *holds) {
    const struct arrays a = arrays_of(p);
    uint32_t i;
    for (i = 0; i < n; i++)
        holds[conditions[i]] = (uint8_t)condition_holds(&a, request, conditions[i], holds);
}
