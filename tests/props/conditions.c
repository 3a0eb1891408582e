/*
 * The conditions that a table carries against the reference interpreter: random small policies,
 * complete requests and unknown facts. Of a complete request each condition of each rule holds
 * where the interpreter says so; of others what is said holds in every completion. And as the
 * readings are taken a condition says the same, without them.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 3000, REQUESTS = 30, LIMIT = 1 << 12 };

/* Of a rule when it holds and what it wants, then whether each block applies, then the scope. */
enum { OF_RULE = 2 };

struct trial {
    struct compiled *c;
    const struct strat_policy *p;
    struct strat_about about;
    struct duel duel;
    size_t n;            /* questions */
    uint8_t *yes, *no;   /* by question: in some completion */
    struct cond **taken; /* by question of a rule: what it asks, as the readings are taken */
    bool otherwise;      /* one of these is not what was asked */
    uint8_t *holds;      /* by condition */
    uint64_t *presumed;
    uint64_t *defaults;
    int64_t *presumed_value;
};

static size_t accepted, compared, partial, unknown, settled, read;

/* ---- what the interpreter says ---- */

static const struct cond *wanted(const struct rule_set *rules, uint32_t rule) {
    const struct rule *r = &rules->rules.at[rule];
    if (r->kind != STATEMENT_REQUIREMENT) return r->meet;
    return rules->model->blocks.at[r->block].statements.at[rule - rules->first[r->block]].cond;
}

static bool applies(const struct trial *t, uint32_t block, bool by_permission) {
    const struct rule_set *rules = t->c->rules;
    bool permits = block_has_permission(rules, block);
    if (by_permission && !permits) return true;
    for (uint32_t r = rules->first[block]; r < rules->first[block + 1]; r++)
        if ((!permits || rules->rules.at[r].kind == STATEMENT_PERMISSION) &&
            interpret_applied(t->c->interpreter, r))
            return true;
    return false;
}

static bool see(void *context, const int64_t *situation, const struct decision *decision) {
    struct trial *t = context;
    struct interpreter *in = t->c->interpreter;
    const struct rule_set *rules = t->c->rules;
    size_t at = 0;
    (void)decision;
#define SAME(x, y) (interpret_cond(in, x, situation) == interpret_cond(in, y, situation))
#define SEE(it) ((it) ? t->yes : t->no)[at++] = 1
    for (uint32_t r = 0; r < rules->rules.len; r++) {
        const struct rule *rule = &rules->rules.at[r];
        const struct cond *wants = wanted(rules, r);
        t->otherwise = t->otherwise || !SAME(rule->cond, t->taken[at]) ||
                       (wants && !SAME(wants, t->taken[at + 1]));
        SEE(interpret_cond(in, rule->cond, situation) &&
            (!rule->by_permission || applies(t, rule->block, true)));
        SEE(!wants || interpret_cond(in, wants, situation));
    }
    for (uint32_t b = 0; b < rules->model->blocks.len; b++) SEE(applies(t, b, false));
    SEE(interpret_cond(in, rules->model->scope, situation));
#undef SEE
#undef SAME
    return true;
}

/* ---- what the table says ---- */

/* Whether the block applies is said only where a rule asks. */
static bool block_holds(const struct trial *t, uint32_t block, enum strat_holds *holds) {
    for (uint32_t i = 0; i < t->about.conditions; i++) {
        struct strat_condition c;
        strat_get_condition(t->p, i, &c);
        if (c.kind != STRAT_APPLIES ||
            (uint32_t)c.paragraph != t->c->model->blocks.at[block].outline)
            continue;
        *holds = (enum strat_holds)t->holds[i];
        return true;
    }
    return false;
}

/* False: the table says nothing of it. */
static bool asked(const struct trial *t, size_t question, enum strat_holds *holds) {
    size_t rules = t->about.rules, blocks = t->c->model->blocks.len;
    if (question < OF_RULE * rules) {
        struct strat_rule r;
        strat_get_rule(t->p, (uint32_t)question / OF_RULE, &r);
        *holds = question % OF_RULE ? strat_term_holds(t->holds, r.wants)
                                    : strat_rule_holds(t->holds, &r);
        return true;
    }
    question -= OF_RULE * rules;
    if (question < blocks) return block_holds(t, (uint32_t)question, holds);
    *holds = strat_term_holds(t->holds, strat_get_scope(t->p));
    return true;
}

/* What presumptions and defaults give is filled in, as whoever asks has to. */
static bool fill(struct trial *t) {
    struct duel *d = &t->duel;
    for (size_t i = 0; i < d->n_facts; i++) {
        d->request_value[i] = d->value[d->fact_of[i]];
        d->request_known[i] = d->known[d->fact_of[i]];
    }
    struct strat_request r = {d->request_value, d->request_known};
    strat_prepare(&d->work, t->p, &r);
    if (strat_presumed(&d->work, t->presumed, t->presumed_value, t->defaults) != STRAT_OK)
        return false;
    for (size_t i = 0; i < d->n_facts; i++) {
        if (!(t->presumed[i / 64] >> (i % 64) & 1)) continue;
        d->request_known[i] = 1;
        d->request_value[i] = t->presumed_value[i];
    }
    strat_conditions_hold(t->p, &r, t->holds);
    return true;
}

/* The first that is wrong, or NULL. */
static const char *compare(struct trial *t) {
    struct duel *d = &t->duel;
    bool complete = true;
    memset(t->yes, 0, t->n);
    memset(t->no, 0, t->n);
    if (interpret_completions(t->c->interpreter, d->value, d->known, LIMIT, see, t) !=
            INTERPRET_OK ||
        !fill(t))
        return NULL;
    compared++;
    if (t->otherwise) return "as the readings are taken it is otherwise";
    for (size_t i = 0; i < d->n_facts; i++) complete = complete && d->request_known[i];
    partial += !complete;
    for (size_t i = 0; i < t->n; i++) {
        enum strat_holds holds;
        if (!asked(t, i, &holds)) continue;
        if (holds == STRAT_HOLDS_YES && t->no[i]) return "holds, but not in every completion";
        if (holds == STRAT_HOLDS_NO && t->yes[i]) return "does not hold, but in some completion";
        if (holds == STRAT_HOLDS_UNKNOWN && complete) return "unknown, though nothing is";
        unknown += holds == STRAT_HOLDS_UNKNOWN;
        settled += holds == STRAT_HOLDS_UNKNOWN && t->yes[i] != t->no[i];
    }
    return NULL;
}

/* ---- random policies ---- */

static bool has_reading(const struct model *m, const struct cond *c) {
    vec_each (struct cond *, term, &c->terms)
        if (has_reading(m, *term)) return true;
    return cond_is_test(c) && m->facts.at[c->fact].source == FACT_READING;
}

/* What declares an approach is told, and which one. */
static void check_paragraphs(const struct trial *t) {
    const struct model *m = t->c->model;
    vec_each (struct block, b, &m->blocks) {
        struct strat_paragraph info;
        strat_get_paragraph(t->p, b->outline, &info);
        assert_int_equal(info.kind, (int)STRAT_APPROACH + (int)b->kind);
        assert_int_equal(info.approach, b->kind == BLOCK_APPROACH ? (int32_t)b->approach : -1);
    }
}

static void take_readings(struct trial *t) {
    const struct rule_set *rules = t->c->rules;
    struct taken *taken = taken_new(&t->c->arena, rules);
    t->taken = arena_array(&t->c->arena, struct cond *, OF_RULE * rules->rules.len);
    for (uint32_t i = 0; i < OF_RULE * rules->rules.len; i++) {
        const struct cond *asks =
            i % OF_RULE ? wanted(rules, i / OF_RULE) : rules->rules.at[i / OF_RULE].cond;
        if (!asks) continue;
        t->taken[i] = cond_as_taken(&t->c->arena, taken, (struct cond *)asks);
        read += has_reading(t->c->model, asks);
        assert_false(has_reading(t->c->model, t->taken[i]));
    }
}

static void trial_init(struct trial *t, struct compiled *c) {
    size_t facts = c->model->facts.len + 1;
    *t = (struct trial){.c = c, .p = &c->layout->policy};
    strat_get_about(t->p, &t->about);
    duel_init(&t->duel, c, 20000);
    t->n = OF_RULE * c->rules->rules.len + c->model->blocks.len + 1;
    t->yes = arena_array(&c->arena, uint8_t, t->n);
    t->no = arena_array(&c->arena, uint8_t, t->n);
    t->holds = arena_array(&c->arena, uint8_t, t->about.conditions + 1);
    t->presumed = arena_array(&c->arena, uint64_t, facts / 64 + 1);
    t->defaults = arena_array(&c->arena, uint64_t, facts / 64 + 1);
    t->presumed_value = arena_array(&c->arena, int64_t, facts);
    assert_int_equal(t->about.rules, c->rules->rules.len);
}

/* The groups have the values that the policy gives them. */
static void check_groups(const struct trial *t) {
    const struct model *m = t->c->model;

    vec_each (struct group, g, &m->groups) {
        const struct fact *f = &m->facts.at[g->fact];
        bool found = bitset_count(g->set, cond_words(f)) < 2;
        for (uint32_t i = 0; i < t->about.groups && !found; i++) {
            struct strat_group info;
            struct strat_fact fact;
            strat_get_group(t->p, i, &info);
            strat_get_fact(t->p, info.fact, &fact);
            found = strcmp(fact.name, f->id.name) == 0;
            for (uint32_t v = 0; v < f->values.len && found; v++)
                found = bitset_has(g->set, v) == (strat_group_has(t->p, i, v) != 0);
        }
        assert_true(found);
    }
}

static void one_policy(uint64_t seed, const char *text) {
    struct compiled c;
    struct trial t;
    if (!compile_text(&c, text)) {
        compiled_free(&c);
        return;
    }
    accepted++;
    trial_init(&t, &c);
    check_groups(&t);
    take_readings(&t);
    check_paragraphs(&t);
    uint64_t state = seed + 1;
    for (unsigned i = 0; i < REQUESTS; i++) {
        for (size_t k = 0; k < t.duel.n_facts; k++) {
            uint32_t f = t.duel.fact_of[k];
            const struct fact *fact = &c.model->facts.at[f];
            int64_t day = 0;
            t.duel.known[f] = (random_next(&state) >> 30) % 100 >= i % 4 * 25;
            t.duel.value[f] = random_value(fact, random_next(&state) >> 7);
            if (fact->kind == FACT_DATE && date_read("2025-01-01", 10, &day))
                t.duel.value[f] = day + (int64_t)(random_next(&state) % 100);
        }
        const char *wrong = compare(&t);
        if (!wrong) continue;
        print_error("seed %" PRIu64 ", request %u: %s\n%s", seed, i, wrong, text);
        compiled_free(&c);
        fail();
    }
    compiled_free(&c);
}

static void random_policies(void **unused) {
    (void)unused;
    static struct random_policy p;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        random_policy_with_readings(&p, seed);
        one_policy(seed, p.text);
    }
    print_message("%zu policies accepted, %zu requests compared, %zu of them with gaps; of %zu "
                  "conditions that are unknown %zu are settled\n",
                  accepted, compared, partial, unknown, settled);
    assert_true(accepted > policies_to_try(POLICIES) / 3);
    assert_true(compared > accepted * REQUESTS / 2);
    assert_true(partial > compared / 4);
    assert_true(settled < unknown / 2);
    assert_true(read > accepted / 4);
}

/* Random policies hardly ever ask for a paragraph without a rule, or for provisions where there are
 * none. */
static const char *const rare[] = {
    "strategy \"t\" {\n    approaches unranked a, b\n}\nfact f \"t\" : yes or no\n"
    "approach 1 a \"t\" {\n    commits \"little\"\n}\napproach 2 b {\n    may be used when 1 "
    "applies or "
    "f\n}\nparagraph 3 \"t\" {\n    must not use a unless 1 applies\n}\n",
    "strategy \"t\" {\n    approaches unranked a, b\n}\nfact f \"t\" : yes or no\n"
    "paragraph 1 \"t\" {\n    may use a when not any provision applies and f\n}\n"
    "paragraph 2 \"t\" {\n    may use b unless any provision applies\n}\n"};

static void rare_policies(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof rare / sizeof *rare; i++) {
        size_t before = accepted;
        one_policy(i, rare[i]);
        assert_true(accepted == before + 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(rare_policies)};
    return cmocka_run_group_tests_name("conditions", tests, NULL, NULL);
}
