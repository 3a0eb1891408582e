/*
 * Safeguards against brute force: a promise that some situation breaks, as the reference
 * interpreter decides it, is refuted. (That a situation which is shown breaks it: witness.c.)
 */
#include "tests/props/lint_harness.h"

enum { POLICIES = 1500 };

static size_t broken[AST_ALWAYS + 1], beside, kept;

static bool speaks_of(struct situations *s, const struct promise *p, size_t i) {
    vec_each (const struct qualifier, q, &p->qualifiers)
        if (interpret_cond(s->in, q->cond, s->at + i * s->n_facts) == (q->kind == AST_UNLESS))
            return false;
    return in_scope(s, i);
}

/* For one approach: it is open, conditional or the answer by default; it may start; it has the duty
 * then. */
static bool breaks(const struct situations *s, const struct promise *p, size_t i, uint32_t a) {
    const struct decision *d = &s->made[i];
    bool use = (d->open >> a & 1) || (d->status == STATUS_DEFAULT && a == s->m->default_approach);
    switch (p->kind) {
    case AST_NEVER_USE: return use;
    case AST_NEVER_START: return d->may_start >> a & 1;
    case AST_ALWAYS: break;
    }
    return use && !(d->each[a].duties[p->duty / 64] >> (p->duty % 64) & 1);
}

static bool is_broken(struct situations *s, const struct promise *p) {
    struct decision unused;
    decision_init(s->in, &unused, s->arena);
    bool some = false;
    for (size_t i = 0; i < s->n; i++) {
        interpret(s->in, s->at + i * s->n_facts, &unused); /* for what asks whether one applies */
        for (uint32_t a = 0; a < s->m->approaches.len && speaks_of(s, p, i); a++) {
            if (!(p->approaches >> a & 1) || !breaks(s, p, i, a)) continue;
            some = true;
            beside += s->made[i].approach != (int32_t)a;
        }
    }
    broken[p->kind] += some;
    return some;
}

static void judge(struct feasible *w) {
    const struct model *m = w->c.model;
    struct proofs count = safeguards_prove(&w->c.d, w->c.rules, &w->c.arena);
    assert_int_equal(count.undecided, 0);
    vec_each (const struct safeguard, s, &m->safeguards) {
        bool some = false, told = false;
        vec_each (const struct promise, p, &s->promises) some = is_broken(&w->taken, p) || some;
        vec_each (const struct diag, d, &w->c.d.list)
            told = told || (d->code == DIAG_SAFEGUARD_FAILS && d->at.from == s->at.from);
        kept += !some && !told;
        if (!some || told) continue;
        print_error("seed %" PRIu64 ": a safeguard that is broken is proved\n", w->seed);
        fputs(w->p.text, stderr);
        fail();
    }
}

static void random_policies(void **unused) {
    (void)unused;
    judge_policies(POLICIES, NULL, 0, judge);
    print_message(
        "broken: %zu never use, %zu never start, %zu always; %zu times beside the answer; "
        "%zu kept\n",
        broken[AST_NEVER_USE], broken[AST_NEVER_START], broken[AST_ALWAYS], beside, kept);
    assert_true(broken[AST_NEVER_USE] > 10 && broken[AST_NEVER_START] > 10);
    assert_true(broken[AST_ALWAYS] > 10 && beside > 10 && kept > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("safeguards", tests, NULL, NULL);
}
