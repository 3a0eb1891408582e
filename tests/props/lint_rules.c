/*
 * What the lint says of rules, against brute force: on random small policies every finding is checked with the reference interpreter over all
 * situations, and so is silence: a rule that never applies, is always set aside, always closed, or without which no decision differs, is found.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include "lint/study.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 700, LIMIT = 1 << 12 };

/* ---- all situations of a policy ---- */

struct situations {
    const struct rule_set *rules;
    struct arena *arena;
    struct interpreter *in;
    struct decision decision;
    int64_t *at;               /* one after the other */
    size_t n, n_facts, n_rules;
    struct decision *decisions;
    uint8_t *applied;          /* by situation * rules + rule */
    uint8_t *holds, *unmet;
};

static struct decision copied(const struct situations *s, const struct decision *d)
{
    struct decision c;
    decision_init(s->in, &c, s->arena);
    size_t ids = interpreter_outline_words(s->in) * 8, duties = interpreter_duty_words(s->in) * 8;
    struct lists lists = c.lists;
    c = *d;
    c.each = NULL;
    c.lists = lists;
    c.lists.modality = d->lists.modality;
    memcpy(c.lists.basis, d->lists.basis, ids);
    memcpy(c.lists.cautions, d->lists.cautions, ids);
    memcpy(c.lists.closed_by, d->lists.closed_by, ids);
    memcpy(c.lists.duties, d->lists.duties, duties);
    memcpy(c.lists.before, d->lists.before, duties);
    return c;
}

struct gathering {
    struct situations *s;
    struct list_of_values VEC(int64_t) values;
};

static bool gather(void *context, const int64_t *situation, const struct decision *decision)
{
    struct gathering *g = context;
    (void)decision;
    for (size_t f = 0; f < g->s->n_facts; f++)
        vec_push(g->s->arena, &g->values, situation[f]);
    g->s->n++;
    return true;
}

static void decide_all(struct situations *s)
{
    s->decisions = arena_array(s->arena, struct decision, s->n + 1);
    s->applied = arena_array(s->arena, uint8_t, s->n * s->n_rules + 1);
    s->holds = arena_array(s->arena, uint8_t, s->n * s->n_rules + 1);
    s->unmet = arena_array(s->arena, uint8_t, s->n * s->n_rules + 1);
    for (size_t i = 0; i < s->n; i++) {
        const int64_t *situation = s->at + i * s->n_facts;
        interpret(s->in, situation, &s->decision);
        s->decisions[i] = copied(s, &s->decision);
        for (uint32_t r = 0; r < s->n_rules; r++) {
            const struct rule *rule = &s->rules->rules.at[r];
            s->applied[i * s->n_rules + r] = interpret_applied(s->in, r);
            s->holds[i * s->n_rules + r] = interpret_cond(s->in, rule->cond, situation);
            s->unmet[i * s->n_rules + r] = rule->meet && !interpret_cond(s->in, rule->meet, situation);
        }
    }
}

static void situations_init(struct situations *s, const struct rule_set *rules, struct arena *a)
{
    *s = (struct situations){.rules = rules, .arena = a, .n_facts = rules->model->facts.len, .n_rules = rules->rules.len};
    s->in = interpreter_new(rules, a);
    decision_init(s->in, &s->decision, a);
}

/* False: too many. */
static bool situations_all(struct situations *s, const struct rule_set *rules, struct arena *a)
{
    situations_init(s, rules, a);
    struct gathering g = {.s = s};
    const struct model *m = rules->model;
    int64_t *value = arena_array(a, int64_t, m->facts.len + 1);
    uint8_t *known = arena_array(a, uint8_t, m->facts.len + 1);
    /* without defaults and presumptions, or silence would not leave everything open */
    for (size_t f = 0; f < m->facts.len; f++) {
        ((struct fact *)&m->facts.at[f])->has_default = false;
        ((struct fact *)&m->facts.at[f])->presumptions.len = 0;
    }
    struct interpreter *open = interpreter_new(rules, a);
    enum interpret_result result = interpret_completions(open, value, known, LIMIT, gather, &g);
    s->at = g.values.at;
    return result == INTERPRET_OK;
}

/* The same situations under other rules. */
static void situations_under(struct situations *s, const struct situations *of, const struct rule_set *rules)
{
    situations_init(s, rules, of->arena);
    s->at = of->at;
    s->n = of->n;
    decide_all(s);
}

static bool lists_same(const struct situations *s, const struct lists *x, const struct lists *y)
{
    size_t ids = interpreter_outline_words(s->in) * 8, duties = interpreter_duty_words(s->in) * 8;
    return x->modality == y->modality && !memcmp(x->cautions, y->cautions, ids) && !memcmp(x->closed_by, y->closed_by, ids)
           && !memcmp(x->duties, y->duties, duties) && !memcmp(x->before, y->before, duties);
}

static enum difference compare_all(const struct situations *x, const struct situations *y)
{
    enum difference found = DIFFERS_NOT;
    for (size_t i = 0; i < x->n; i++) {
        const struct decision *a = &x->decisions[i], *b = &y->decisions[i];
        if (a->status != b->status || a->approach != b->approach || a->now != b->now || a->open != b->open || !lists_same(x, &a->lists, &b->lists))
            return DIFFERS;
        if (memcmp(a->lists.basis, b->lists.basis, interpreter_outline_words(x->in) * 8))
            found = DIFFERS_IN_BASIS;
    }
    return found;
}

/* ---- rules changed ---- */

static struct rule_set *copy_rules(const struct rule_set *rules, struct arena *a)
{
    struct rule_set *copy = arena_new(a, struct rule_set);
    *copy = *rules;
    copy->rules = (struct rules){0};
    vec_each(struct rule, r, &rules->rules)
        vec_push(a, &copy->rules, *r);
    return copy;
}

/* A rule that never holds is as good as none, but for what its paragraph is by having it: the study passes over those cases. */
static struct rule_set *without_rule(const struct rule_set *rules, uint32_t rule, struct arena *a)
{
    struct rule_set *copy = copy_rules(rules, a);
    struct cond *never = arena_new(a, struct cond), *always = arena_new(a, struct cond);
    *always = (struct cond){.kind = COND_TRUE};
    *never = (struct cond){.kind = COND_NOT};
    vec_push(a, &never->terms, always);
    copy->rules.at[rule].cond = never;
    return copy;
}

static struct rule_set *with_variant(const struct study *st, const struct part_of_rule *p, struct arena *a)
{
    struct rule_set *copy = copy_rules(st->rules, a);
    copy->rules.at[p->rule].cond = st->set->rules.at[p->variant].cond;
    copy->rules.at[p->rule].meet = st->set->rules.at[p->variant].meet;
    return copy;
}

/* ---- one policy ---- */

struct outcome {
    bool some_holds, some_applies, some_open;
};

static struct outcome looked_up(const struct situations *s, uint32_t rule)
{
    struct outcome o = {0};
    const struct rule *r = &s->rules->rules.at[rule];
    for (size_t i = 0; i < s->n; i++) {
        if (s->decisions[i].status == STATUS_OUT_OF_SCOPE)
            continue;
        o.some_holds |= s->holds[i * s->n_rules + rule];
        if (!s->applied[i * s->n_rules + rule])
            continue;
        o.some_applies = true;
        o.some_open |= r->kind == STATEMENT_PERMISSION && (s->decisions[i].open & r->approaches) != 0;
    }
    return o;
}

static size_t seen[RULE_NAMED_ONLY + 1], parts_idle, parts_active, judged;

static const char *judge_rule(const struct study *st, const struct situations *s, uint32_t rule)
{
    const struct rule_verdict *v = &st->verdicts[rule];
    const struct rule *r = &s->rules->rules.at[rule];
    struct outcome o = looked_up(s, rule);
    seen[v->kind]++;
    if (r->kind == STATEMENT_PERMISSION || r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_GATE) {
        bool never = v->kind == RULE_NEVER || v->kind == RULE_MET;
        if (never != !o.some_holds)
            return "never applies";
        if (r->kind == STATEMENT_PERMISSION && !never && (v->kind == RULE_ASIDE) != !o.some_applies)
            return "always set aside";
        if (r->kind == STATEMENT_PERMISSION && o.some_applies && (v->kind == RULE_CLOSED) != !o.some_open)
            return "always closed";
    }
    struct situations without;
    situations_under(&without, s, without_rule(s->rules, rule, s->arena));
    enum difference d = compare_all(s, &without);
    bool last = v->kind == RULE_FINE && r->kind == STATEMENT_PERMISSION;
    if (v->kind == RULE_FINE && d != DIFFERS && !last)
        return "fine, but redundant";
    if (v->kind == RULE_NAMED_ONLY && d != DIFFERS_IN_BASIS)
        return "named only";
    if ((v->kind == RULE_REDUNDANT || v->kind == RULE_TWICE) && d != DIFFERS_NOT)
        return "not redundant";
    if ((v->kind == RULE_SAME || v->kind == RULE_SAME_LATER) && d == DIFFERS)
        return "not the same";
    return NULL;
}

/* A permission found fine although nothing would differ: only the last of a paragraph that has other rules may be. */
static const char *judge_fine_permission(const struct study *st, const struct situations *s, uint32_t rule)
{
    const struct rule *r = &s->rules->rules.at[rule];
    if (r->kind != STATEMENT_PERMISSION || st->verdicts[rule].kind != RULE_FINE)
        return NULL;
    uint32_t permissions = 0, all = s->rules->first[r->block + 1] - s->rules->first[r->block];
    for (uint32_t i = s->rules->first[r->block]; i < s->rules->first[r->block + 1]; i++)
        permissions += s->rules->rules.at[i].kind == STATEMENT_PERMISSION;
    if (permissions == 1 && all > 1)
        return NULL;
    struct situations without;
    situations_under(&without, s, without_rule(s->rules, rule, s->arena));
    return compare_all(s, &without) != DIFFERS ? "a permission that is redundant" : NULL;
}

static const char *judge_parts(const struct study *st, const struct situations *s)
{
    for (uint32_t i = 0; i < st->parts.len; i++) {
        const struct part_of_rule *p = &st->parts.at[i];
        struct situations other;
        if (!p->idle && i % 4)
            continue;
        situations_under(&other, s, with_variant(st, p, s->arena));
        enum difference d = compare_all(s, &other);
        if (p->idle && d != DIFFERS_NOT)
            return "a part that is not idle";
        parts_idle += p->idle;
        parts_active += d != DIFFERS_NOT;
    }
    return NULL;
}

/* Covers: of rules that only open, those named open all that the rule opens, and none of them can be spared. */
static bool covered(const struct situations *s, uint32_t rule, const struct indices *cover, size_t spared)
{
    const struct rule *r = &s->rules->rules.at[rule];
    for (size_t i = 0; i < s->n; i++) {
        if (!s->applied[i * s->n_rules + rule] || s->decisions[i].status == STATUS_OUT_OF_SCOPE)
            continue;
        uint32_t opened = 0;
        for (size_t k = 0; k < cover->len; k++)
            if (k != spared && s->applied[i * s->n_rules + cover->at[k]])
                opened |= s->rules->rules.at[cover->at[k]].approaches;
        if (r->approaches & s->decisions[i].open & ~opened)
            return false;
    }
    return true;
}

static const char *judge_cover(const struct study *st, const struct situations *s, uint32_t rule)
{
    const struct rule_verdict *v = &st->verdicts[rule];
    if (s->rules->rules.at[rule].kind != STATEMENT_PERMISSION || v->cover.len == 0)
        return NULL;
    if (!covered(s, rule, &v->cover, SIZE_MAX))
        return "a cover that does not cover";
    for (size_t k = 0; k < v->cover.len; k++)
        if (covered(s, rule, &v->cover, k))
            return "a cover with a rule to spare";
    return NULL;
}

static const char *judge_policy(struct compiled *c)
{
    struct situations s;
    struct version *v = version_new(diagrams_new(c->space, UINT64_MAX), c->bits);
    struct lint l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules, .v = v, .all = decisions_new(v, NULL, true)};
    struct study *st = study_of(&l);
    const char *wrong = st ? NULL : "given up";
    if (!wrong)
        study_parts(st);
    if (wrong || !situations_all(&s, c->rules, &c->arena) || s.n == 0)
        return wrong;
    decide_all(&s);
    judged++;
    for (uint32_t r = 0; r < s.n_rules && !wrong; r++) {
        wrong = judge_rule(st, &s, r);
        wrong = wrong ? wrong : judge_fine_permission(st, &s, r);
        wrong = wrong ? wrong : judge_cover(st, &s, r);
        if (wrong)
            print_error("rule %u, line %u: ", r, 1 + (unsigned)source_line(&c->arena, c->sources.at[0], s.rules->rules.at[r].at.from, &(uint32_t){0}, &(uint32_t){0}));
    }
    return wrong ? wrong : judge_parts(st, &s);
}

static void random_policies(void **unused)
{
    static struct random_policy p;
    (void)unused;
    for (uint64_t seed = 1; seed <= POLICIES; seed++) {
        struct compiled c;
        random_policy(&p, seed);
        const char *wrong = compile_text(&c, p.text) ? judge_policy(&c) : NULL;
        if (wrong) {
            print_error("seed %" PRIu64 ": %s\n", seed, wrong);
            fputs(p.text, stderr);
        }
        compiled_free(&c);
        assert_null(wrong);
    }
    for (size_t k = 0; k <= RULE_NAMED_ONLY; k++)
        print_message("verdict %zu: %zu rules\n", k, seen[k]);
    print_message("%zu policies; parts: %zu idle, %zu others tried that are not\n", judged, parts_idle, parts_active);
    assert_true(judged > POLICIES / 3);
    assert_true(parts_idle > POLICIES / 10 && parts_active > POLICIES / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_rules", tests, NULL, NULL);
}
