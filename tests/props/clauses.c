/*
 * Where clauses are left: a diagram says what the clauses themselves say, looked at one by one, and
 * axes may be tested in any order. For random policies each clause, all of a kind, with and without
 * a rule, in all situations and in some: what it gives in random situations; and for another order
 * too how many there are, and a witness that is one.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include "space/decisions.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { SITUATIONS = 20 };

static uint64_t *row_of_kind(const struct version *v, uint32_t kind, uint32_t bit) {
    uint64_t *row = version_clauses(v);
    for (uint32_t b = 0; b < v->clauses->list.len; b++)
        if (bit == MODEL_NONE ? v->clauses->list.at[b].kind == kind : b == bit) bitset_add(row, b);
    return row;
}

static void random_situation(const struct model *m, uint64_t *state, int64_t *situation) {
    for (size_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        uint64_t n = random_next(state) >> 8;
        switch (fact->kind) {
        case FACT_SET_OF:
            situation[f] = (int64_t)(n & ((UINT64_C(1) << fact->values.len) - 1));
            break;
        case FACT_NUMBER:
        case FACT_DATE:
            situation[f] = fact->low + (int64_t)(n % (uint64_t)(fact->high - fact->low + 1));
            break;
        case FACT_FLAG: situation[f] = (int64_t)(n % 2); break;
        default: situation[f] = (int64_t)(n % fact->values.len); break;
        }
        if (fact->source == FACT_READING) situation[f] = fact->taken;
    }
}

static bool is_inside(const struct compiled *c, const struct cube *cube, const int64_t *situation) {
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i];
        int64_t value = situation[c->space->axes.at[l->axis].fact];
        if (!bitset_has(l->classes, space_class(c->space, l->axis, value))) return false;
    }
    return true;
}

/* Whether one of the clauses is left in the situation, clause by clause and override by override.
 */
static bool is_left(struct compiled *c, const uint64_t *asked, const uint64_t *without,
                    const int64_t *situation) {
    const struct clause_set *clauses = c->bits;
    size_t n = clauses->list.len;
    bool *left = arena_array(&c->arena, bool, n), some = false;
    for (size_t b = 0; b < n; b++)
        left[b] = !(without && bitset_has(without, b)) &&
                  is_inside(c, &clauses->list.at[b].cube, situation);
    vec_each (const struct override, o, &clauses->overrides) {
        bool any = false;
        vec_each (uint32_t, b, &o->test) any = any || left[*b];
        vec_each (uint32_t, b, any ? &o->any : &o->none) left[*b] = false;
    }
    for (size_t b = 0; b < n; b++) some = some || (left[b] && bitset_has(asked, b));
    return some;
}

static diagram check(struct compiled *c, const struct version *v, const uint64_t *asked,
                     const uint64_t *without, diagram region, uint64_t *state) {
    diagram x = diagram_clauses(v, asked, without, region);
    int64_t *situation = arena_array(&c->arena, int64_t, c->model->facts.len + 1);
    assert_false(v->g->gave_up);
    assert_int_equal(x, diagram_and(v->g, diagram_clauses(v, asked, without, YES), region));
    for (int i = 0; i < SITUATIONS; i++) {
        random_situation(c->model, state, situation);
        bool inside = diagram_at(v->g, region, situation) == YES;
        assert_int_equal(diagram_at(v->g, x, situation) == YES,
                         inside && is_left(c, asked, without, situation));
    }
    return x;
}

/* The same question of a set whose order is the other way round. */
static void in_another_order(struct compiled *c, const struct version *v, const struct version *w,
                             const uint64_t *row, diagram x, uint64_t *state) {
    size_t n = c->model->facts.len;
    diagram y = diagram_clauses(w, row, NULL, YES);
    int64_t *situation = arena_array(&c->arena, int64_t, n + 1);
    bool *named = arena_array(&c->arena, bool, n + 1), *facts = arena_array(&c->arena, bool, n + 1),
         *same = arena_array(&c->arena, bool, n + 1);
    diagram_facts(v->g, x, facts);
    diagram_facts(w->g, y, same);
    assert_memory_equal(facts, same, n);
    assert_string_equal(diagram_count_text(v->g, x, YES), diagram_count_text(w->g, y, YES));
    for (int i = 0; i < SITUATIONS; i++) {
        random_situation(c->model, state, situation);
        assert_int_equal(diagram_at(v->g, x, situation), diagram_at(w->g, y, situation));
    }
    assert_int_equal(diagram_witness(w->g, y, YES, situation, named), x != NO);
    if (x != NO) assert_int_equal(diagram_at(v->g, x, situation), YES);
    uint32_t axes = (uint32_t)c->space->axes.len;
    if (axes == 0) return;
    uint32_t axis = (uint32_t)(random_next(state) >> 8) % axes, fact = c->space->axes.at[axis].fact;
    diagram some = diagram_exists(v->g, x, fact), other = diagram_exists(w->g, y, fact);
    for (int i = 0; i < SITUATIONS; i++) {
        random_situation(c->model, state, situation);
        assert_int_equal(diagram_at(v->g, some, situation), diagram_at(w->g, other, situation));
    }
    some = x; /* with all facts but some gone, one after the other and at once */
    for (uint32_t f = 0; f < n; f++) {
        facts[f] = random_next(state) >> 8 & 1;
        if (!facts[f]) some = diagram_exists(v->g, some, f);
    }
    assert_int_equal(diagram_project(v->g, x, facts), some);
    other = diagram_project(w->g, y, facts);
    for (int i = 0; i < SITUATIONS; i++) {
        random_situation(c->model, state, situation);
        assert_int_equal(diagram_at(v->g, some, situation), diagram_at(w->g, other, situation));
    }
}

static void compare(struct compiled *c, uint64_t *state) {
    struct version *v = version_new(diagrams_new(c->space, UINT64_MAX), c->bits);
    struct diagrams *turned = diagrams_new(c->space, UINT64_MAX);
    uint32_t axes = (uint32_t)c->space->axes.len;
    for (uint32_t x = 0; x < axes; x++) turned->rank[x] = turned->at_rank[x] = axes - 1 - x;
    struct version *w = version_new(turned, c->bits);
    uint64_t *without = version_clauses(v);
    uint32_t n = (uint32_t)c->rules->rules.len,
             gone = n ? (uint32_t)(random_next(state) >> 8) % n : 0;
    for (uint32_t b = 0; b < c->bits->list.len; b++) {
        const struct clause *clause = &c->bits->list.at[b];
        if (n && (clause->rule == gone || clause->via == gone)) bitset_add(without, b);
    }
    diagram region = v->possible;
    for (uint32_t kind = 0; kind <= CLAUSE_HELPER + 2; kind++) {
        const uint64_t *row = row_of_kind(v, kind, MODEL_NONE);
        diagram x = check(c, v, row, NULL, YES, state);
        check(c, v, row, without, region, state);
        in_another_order(c, v, w, row, x, state);
        region = x;
    }
    for (uint32_t b = 0; b < c->bits->list.len; b++)
        check(c, v, row_of_kind(v, 0, b), b % 2 ? without : NULL, b % 3 ? YES : region, state);
}

static size_t try_policies(uint64_t tried, void (*make)(struct random_policy *p, uint64_t seed)) {
    static struct random_policy p;
    uint64_t random = 88172645463325252u;
    size_t compared = 0;
    for (uint64_t seed = 1; seed <= tried; seed++) {
        struct compiled c;
        make(&p, seed);
        if (compile_text(&c, p.text)) {
            compare(&c, &random);
            compared++;
        }
        compiled_free(&c);
    }
    print_message("%zu policies\n", compared);
    return compared;
}

static void random_policies(void **unused) {
    (void)unused;
    uint64_t n = policies_to_try(1500);
    assert_true(try_policies(n, random_policy) > n / 4);
}

static void large_policies(void **unused) {
    (void)unused;
    assert_true(try_policies(1 + policies_to_try(1500) / 150, random_large_policy) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(large_policies)};
    return cmocka_run_group_tests_name("clauses", tests, NULL, NULL);
}
