/*
 * What is said of a rule that never applies, against brute force over all situations, impossible
 * ones and those out of scope too: it never does, and without the part that a note blames (a
 * qualifier, the scope, an assumption) it would somewhere; where no qualifier alone is to blame,
 * those that are blamed contradict one another. What alone is to blame, a note blames.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"
#include "tests/props/situations.h"

#include "lint/lint.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 3000, LIMIT = 1 << 11 };

/* A rule in a situation, part by part. */
struct view {
    bool place, permitted, possible, in_scope;
    uint64_t qualifiers, broken; /* those that hold; the assumptions that do not */
};

struct checking {
    const struct compiled *c;
    struct situations s;
    struct view *views; /* of one rule, by situation */
    const struct statement *statement;
    uint64_t all; /* of its qualifiers */
    const struct diag *d;
};

static size_t found, unattached, notes_of_qualifiers, notes_of_pairs, notes_of_scope,
    notes_of_assumptions;

static void look(struct checking *k, uint32_t rule) {
    struct situations *s = &k->s;
    const struct rule *r = &s->rules->rules.at[rule];
    const struct block *b = &s->m->blocks.at[r->block];
    struct decision made;
    decision_init(s->in, &made, s->arena);
    k->statement = &b->statements.at[rule - s->rules->first[r->block]];
    k->all = (UINT64_C(1) << k->statement->qualifiers.len) - 1;
    for (size_t i = 0; i < s->n; i++) {
        const int64_t *situation = s->at + i * s->n_facts;
        bool placed = (b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION) &&
                      s->m->objective != MODEL_NONE;
        struct view *v = &k->views[i];
        interpret(s->in, situation, &made); /* for conditions that ask what applies */
        *v = (struct view){.possible = s->possible[i],
                           .in_scope = s->made[i].status != STATUS_OUT_OF_SCOPE,
                           .permitted = !r->by_permission,
                           .place = !placed || situation[s->m->objective] == b->objective};
        for (size_t n = 0; n < k->statement->qualifiers.len; n++) {
            const struct qualifier *c = &k->statement->qualifiers.at[n];
            v->qualifiers |=
                (uint64_t)(interpret_cond(s->in, c->cond, situation) == (c->kind != AST_UNLESS))
                << n;
        }
        for (size_t n = 0; n < s->m->assumes.len; n++)
            v->broken |= (uint64_t)!interpret_cond(s->in, s->m->assumes.at[n].cond, situation) << n;
        for (uint32_t p = s->rules->first[r->block]; p < s->rules->first[r->block + 1]; p++)
            v->permitted |= s->rules->rules.at[p].kind == STATEMENT_PERMISSION &&
                            interpret_cond(s->in, s->rules->rules.at[p].cond, situation);
    }
}

/* Whether it applies somewhere, were these qualifiers alone asked for, no scope, not these
 * assumptions. */
static bool somewhere(const struct checking *k, uint64_t qualifiers, bool scope, bool permission,
                      uint64_t assumed_not) {
    for (size_t i = 0; i < k->s.n; i++) {
        const struct view *v = &k->views[i];
        if (v->place && (v->permitted || !permission) && (v->in_scope || !scope) &&
            !(v->broken & ~assumed_not) && (v->qualifiers & qualifiers) == qualifiers)
            return true;
    }
    return false;
}

static bool blames(const struct checking *k, struct span at, const char *saying) {
    vec_each (struct diag_note, n, &k->d->notes)
        if (n->at.file == at.file && n->at.from == at.from && n->at.to == at.to &&
            strstr(n->text, saying))
            return true;
    return false;
}

static const char *judge_qualifiers(const struct checking *k) {
    uint64_t blamed = 0;
    bool alone = false;
    for (size_t n = 0; n < k->statement->qualifiers.len; n++) {
        struct span at = k->statement->qualifiers.at[n].cond->at;
        bool by_itself = somewhere(k, k->all & ~(UINT64_C(1) << n), true, true, 0),
             told = blames(k, at, "this ");
        alone = alone || by_itself;
        blamed |= (uint64_t)told << n;
        if (by_itself && !told) return "a clause is not blamed without which it would apply";
        notes_of_qualifiers += told;
        if ((blames(k, at, "never holds here") || blames(k, at, "always holds")) &&
            somewhere(k, UINT64_C(1) << n, true, true, 0))
            return "a clause that is said never to hold";
    }
    for (size_t n = 0; n < k->statement->qualifiers.len && alone; n++)
        if ((blamed >> n & 1) && !somewhere(k, k->all & ~(UINT64_C(1) << n), true, true, 0))
            return "a clause is blamed without which it would not apply either";
    if (!alone && blamed) {
        notes_of_pairs++;
        if (somewhere(k, blamed, true, true, 0)) return "the clauses that are blamed go together";
        for (size_t n = 0; n < k->statement->qualifiers.len; n++)
            if ((blamed >> n & 1) && !somewhere(k, blamed & ~(UINT64_C(1) << n), true, true, 0))
                return "one of the clauses that are blamed is to spare";
    }
    return NULL;
}

static const char *judge_rule(struct checking *k, uint32_t rule) {
    look(k, rule);
    const struct rule *r = &k->s.rules->rules.at[rule];
    if (somewhere(k, k->all, true, true, 0)) return "it applies";
    bool waits = somewhere(k, k->all, true, false, 0),
         told = strstr(k->d->text, "is never attached") != NULL;
    unattached += told;
    if (waits != told) return waits ? "it holds, but never with a permission" : "it never holds";
    if (told) {
        size_t named = 0;
        for (uint32_t p = k->s.rules->first[r->block]; p < k->s.rules->first[r->block + 1]; p++)
            named += k->s.rules->rules.at[p].kind == STATEMENT_PERMISSION &&
                     blames(k, k->s.rules->rules.at[p].at, "it comes with");
        if (named == 0) return "no permission is named";
    }
    bool scope = somewhere(k, k->all, false, true, 0),
         blamed = blames(k, k->s.m->scope->at, "without this scope");
    notes_of_scope += scope;
    if (scope != blamed) return "the scope";
    for (size_t n = 0; n < k->s.m->assumes.len && !scope; n++) {
        bool alone = somewhere(k, k->all, true, true, UINT64_C(1) << n);
        notes_of_assumptions += alone;
        if (alone != blames(k, k->s.m->assumes.at[n].at, "assumed")) return "an assumption";
    }
    return judge_qualifiers(k);
}

static const char *judge_policy(struct compiled *c) {
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    struct checking k = {.c = c};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    lint_one(&l, DIAG_NEVER_APPLIES);
    if (c->d.list.len == 0 ||
        !situations_all(&k.s, with_open_readings(c->rules, &c->arena), &c->arena, LIMIT, true))
        return NULL;
    k.views = arena_array(&c->arena, struct view, k.s.n + 1);
    vec_each (struct diag, d, &c->d.list) {
        const char *wrong = "no rule stands there";
        k.d = d;
        for (uint32_t r = 0; r < k.s.n_rules && wrong && d->code == DIAG_NEVER_APPLIES;
             r++) /* of two duties in one statement, either */
            if (k.s.rules->rules.at[r].at.from == d->at.from) wrong = judge_rule(&k, r);
        if (wrong) {
            print_error("%s: ", d->text);
            return wrong;
        }
        found++;
    }
    return NULL;
}

static void random_policies(void **unused) {
    static struct random_policy p;
    uint64_t policies = policies_to_try(POLICIES);
    (void)unused;
    for (uint64_t seed = 1; seed <= policies; seed++) {
        struct compiled c;
        random_policy_with_readings(&p, seed);
        const char *wrong = compile_text(&c, p.text) ? judge_policy(&c) : NULL;
        if (wrong) print_error("seed %" PRIu64 ": %s\n%s", seed, wrong, p.text);
        compiled_free(&c);
        assert_null(wrong);
    }
    print_message("%zu rules that never apply, %zu of them for want of a permission; blamed: %zu "
                  "clauses, %zu contradictions, %zu scopes, %zu assumptions\n",
                  found, unattached, notes_of_qualifiers, notes_of_pairs, notes_of_scope,
                  notes_of_assumptions);
    assert_true(found > policies / 20 && unattached > 10 && notes_of_qualifiers > 10 &&
                notes_of_scope + notes_of_assumptions > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_never", tests, NULL, NULL);
}
