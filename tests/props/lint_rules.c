/*
 * What the lint says of rules, against brute force: on random small policies every finding is
 * checked with the reference interpreter over all situations, and so is coverage: a rule that never
 * applies, is always lifted, always closed, or without which no decision differs, is found.
 */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"
#include "tests/props/situations.h"

#include "analysis/study.h"
#include "lint/lint.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 700, LIMIT = 1 << 10 };

static enum differing compare_all(const struct situations *x, const struct situations *y) {
    enum differing found = DIFFERS_NOT;
    for (size_t i = 0; i < x->n; i++) {
        if (!same_decision(x, &x->made[i], &y->made[i])) return DIFFERS;
        if (!same_grounds(x, &x->made[i], &y->made[i])) found = DIFFERS_IN_GROUNDS;
    }
    return found;
}

/* ---- rules changed ---- */

static struct rule_set *copy_rules(const struct rule_set *rules, struct arena *a) {
    struct rule_set *copy = arena_new(a, struct rule_set);
    *copy = *rules;
    copy->rules = (struct rules){0};
    vec_each (struct rule, r, &rules->rules) vec_push(a, &copy->rules, *r);
    return copy;
}

/* A rule that never holds is as good as none, but for what its paragraph is by having it: the study
 * passes over those cases. */
static struct rule_set *without_rule(const struct rule_set *rules, uint32_t rule, struct arena *a) {
    struct rule_set *copy = copy_rules(rules, a);
    copy->rules.at[rule].cond = cond_constant(a, false, SPAN_NOWHERE);
    return copy;
}

/* The part is left out of every rule that the statement makes. */
static struct rule_set *with_variants(const struct study *st, const struct part_of_rule *p,
                                      struct arena *a) {
    struct rule_set *copy = copy_rules(st->rules, a);
    vec_each (const struct part_of_rule, q, &st->parts) {
        bool twin = !p->again && q->again && span_same(p->what->at, q->what->at) &&
                    span_same(copy->rules.at[p->rule].at, copy->rules.at[q->rule].at);
        if (q != p && !twin) continue;
        copy->rules.at[q->rule].cond = st->set->rules.at[q->variant].cond;
        copy->rules.at[q->rule].meet = st->set->rules.at[q->variant].meet;
    }
    return copy;
}

/* ---- one policy ---- */

struct what_changes {
    bool some_holds, some_applies, some_open;
};

static struct what_changes looked_up(const struct situations *s, uint32_t rule) {
    struct what_changes o = {0};
    const struct rule *r = &s->rules->rules.at[rule];
    for (size_t i = 0; i < s->n; i++) {
        if (s->made[i].status == STATUS_OUT_OF_SCOPE) continue;
        o.some_holds |= s->holds[i * s->n_rules + rule];
        if (!rule_applied(s, i, rule)) continue;
        o.some_applies = true;
        o.some_open |= r->kind == STATEMENT_PERMISSION && (s->made[i].open & r->approaches) != 0;
    }
    return o;
}

static size_t seen[RULE_NAMED_ONLY + 1], parts_idle, parts_active, judged;

static const char *judge_rule(const struct study *st, const struct situations *s, uint32_t rule) {
    const struct rule_verdict *v = &st->verdicts[rule];
    const struct rule *r = &s->rules->rules.at[rule];
    struct what_changes o = looked_up(s, rule);
    seen[v->kind]++;
    if (r->kind == STATEMENT_PERMISSION || r->kind == STATEMENT_PROHIBITION ||
        r->kind == STATEMENT_REQUIREMENT) {
        bool never = v->kind == RULE_NEVER || v->kind == RULE_MET;
        if (never != !o.some_holds) return "never applies";
        if (!never && (v->kind == RULE_ASIDE) != !o.some_applies) return "always lifted";
        if (r->kind == STATEMENT_PERMISSION && o.some_applies &&
            (v->kind == RULE_CLOSED) != !o.some_open)
            return "always closed";
    }
    struct situations without;
    situations_under(&without, s, without_rule(s->rules, rule, s->arena));
    enum differing d = compare_all(s, &without);
    bool last = v->kind == RULE_FINE && r->kind == STATEMENT_PERMISSION;
    if (v->kind == RULE_FINE && d != DIFFERS && !last) return "fine, but redundant";
    if (v->kind == RULE_NAMED_ONLY && d != DIFFERS_IN_GROUNDS) return "named only";
    if ((v->kind == RULE_REDUNDANT || v->kind == RULE_TWICE) && d != DIFFERS_NOT)
        return "not redundant";
    if ((v->kind == RULE_SAME || v->kind == RULE_SAME_LATER) && d == DIFFERS) return "not the same";
    return NULL;
}

/* A permission found fine although nothing would differ: only the last of a paragraph that has
 * other rules may be. */
static const char *judge_fine_permission(const struct study *st, const struct situations *s,
                                         uint32_t rule) {
    const struct rule *r = &s->rules->rules.at[rule];
    if (r->kind != STATEMENT_PERMISSION || st->verdicts[rule].kind != RULE_FINE) return NULL;
    uint32_t permissions = 0, all = s->rules->first[r->block + 1] - s->rules->first[r->block];
    for (uint32_t i = s->rules->first[r->block]; i < s->rules->first[r->block + 1]; i++)
        permissions += s->rules->rules.at[i].kind == STATEMENT_PERMISSION;
    if (permissions == 1 && all > 1) return NULL;
    struct situations without;
    situations_under(&without, s, without_rule(s->rules, rule, s->arena));
    return compare_all(s, &without) != DIFFERS ? "a permission that is redundant" : NULL;
}

/* An expectation only where it is not met. */
static uint32_t does(const struct situations *s, size_t i, uint32_t rule) {
    bool met = s->rules->rules.at[rule].meet && !s->unmet[i * s->n_rules + rule];
    return met ? 0 : effect_of(s, i, rule);
}

/* Of approaches that a rule opens, closes or attaches to: those of which that can be told. */
static uint32_t told_of(const struct situations *s, size_t i, uint32_t rule, uint32_t approaches) {
    const struct decision *d = &s->made[i];
    enum statement_kind kind = s->rules->rules.at[rule].kind;
    for (uint32_t a = 0; a < s->m->approaches.len; a++) {
        bool told = kind == STATEMENT_PERMISSION ? !is_closed(d, a) : is_offered(d, a);
        if (!told && kind != STATEMENT_PROHIBITION && kind != STATEMENT_REQUIREMENT)
            approaches &= ~(UINT32_C(1) << a);
    }
    return approaches;
}

/* The reason that is given why a part has no effect, of the rules of its statement. */
static const char *judge_reason(const struct situations *s, const struct situations *without,
                                const struct part_of_rule *p) {
    bool always = true, never = true, said = true, reaches = false;
    struct decision unused;
    decision_init(s->in, &unused, s->arena);
    for (size_t i = 0; i < s->n; i++) {
        if (!in_scope(s, i)) continue;
        interpret(s->in, s->at + i * s->n_facts, &unused);
        bool holds = interpret_cond(s->in, p->what, s->at + i * s->n_facts);
        always = always && holds;
        never = never && !holds;
        for (uint32_t r = 0; r < s->n_rules; r++) {
            if (!span_same(s->rules->rules.at[r].at, s->rules->rules.at[p->rule].at)) continue;
            uint32_t differ = does(s, i, r) ^ does(without, i, r);
            said = said && !differ;
            reaches = reaches || told_of(s, i, r, differ);
        }
    }
    if (always != p->always || never != p->never) return "when a part holds";
    if (said != p->said) return "whether the rest of a rule says as much";
    return p->said || reaches == p->reaches ? NULL : "whether a part could matter";
}

static size_t parts_assumed;

/* What is idle is so only by what is assumed: without it, in a situation that is excluded, some
 * rule of the statement does otherwise than it. `all`: with those situations. */
static const char *judge_assumed(const struct study *st, const struct situations *all,
                                 const struct part_of_rule *p) {
    bool so = false;
    vec_each (const struct part_of_rule, q, &st->parts) {
        bool twin = q->again && span_same(p->what->at, q->what->at) &&
                    span_same(st->rules->rules.at[p->rule].at, st->rules->rules.at[q->rule].at);
        if (q != p && !twin) continue;
        struct rule_set *rules = copy_rules(all->rules, all->arena);
        struct situations other;
        rules->rules.at[q->rule].cond = st->set->rules.at[q->variant].cond;
        rules->rules.at[q->rule].meet = st->set->rules.at[q->variant].meet;
        situations_under(&other, all, rules);
        for (size_t i = 0; i < all->n && !so; i++)
            so = in_scope(all, i) && (!same_decision(all, &all->made[i], &other.made[i]) ||
                                      !same_grounds(all, &all->made[i], &other.made[i]));
    }
    parts_assumed += so;
    return so == p->assumed ? NULL : "whether a part matters if an assumption is wrong";
}

static const char *judge_parts(const struct study *st, const struct situations *s) {
    struct situations all;
    bool assumes = s->m->assumes.len > 0 && situations_all(&all, s->rules, s->arena, LIMIT, true);
    for (uint32_t i = 0; i < st->parts.len; i++) {
        const struct part_of_rule *p = &st->parts.at[i];
        struct situations other;
        if (!p->idle && i % 4) continue;
        situations_under(&other, s, with_variants(st, p, s->arena));
        enum differing d = compare_all(s, &other);
        if (p->idle && d != DIFFERS_NOT) return "a part that is not idle";
        const char *wrong = p->idle && !p->again ? judge_reason(s, &other, p) : NULL;
        if (!wrong && p->idle && !p->again && assumes) wrong = judge_assumed(st, &all, p);
        if (wrong) return wrong;
        parts_idle += p->idle;
        parts_active += d != DIFFERS_NOT;
    }
    return NULL;
}

/* Whether s stands in for r as far as it reaches. */
static bool alike(const struct situations *s, uint32_t rule, uint32_t other) {
    const struct rule *r = &s->rules->rules.at[rule], *x = &s->rules->rules.at[other];
    bool closing = r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_REQUIREMENT;
    if (closing) return x->kind == STATEMENT_PROHIBITION || x->kind == STATEMENT_REQUIREMENT;
    if (r->kind == STATEMENT_EXPECTATION)
        return x->kind == r->kind &&
               s->m->blocks.at[r->block].outline == s->m->blocks.at[x->block].outline;
    return x->kind == r->kind && (r->kind != STATEMENT_DUTY || r->duty == x->duty);
}

/* Covers: wherever the rule does something that can be told, those named do the same, and none of
 * them can be spared. */
static bool covered(const struct situations *s, uint32_t rule, const struct indices *cover,
                    size_t spared) {
    for (size_t i = 0; i < s->n; i++) {
        if (!in_scope(s, i)) continue;
        uint32_t done = 0;
        for (size_t k = 0; k < cover->len; k++)
            if (k != spared && alike(s, rule, cover->at[k])) done |= does(s, i, cover->at[k]);
        if (told_of(s, i, rule, does(s, i, rule)) & ~done) return false;
    }
    return true;
}

/* Everywhere, told or not. */
static bool same_effect(const struct situations *s, uint32_t rule, uint32_t other, bool wider) {
    for (size_t i = 0; i < s->n; i++) {
        uint32_t x = does(s, i, rule), y = does(s, i, other);
        if (in_scope(s, i) && (wider ? (x & ~y) != 0 : x != y)) return false;
    }
    return true;
}

static const char *judge_cover(const struct study *st, const struct situations *s, uint32_t rule) {
    const struct rule_verdict *v = &st->verdicts[rule];
    const struct indices *cover = &v->cover;
    if (v->kind < RULE_TWICE) return NULL;
    bool matters = false;
    for (size_t i = 0; i < s->n; i++)
        matters = matters || (in_scope(s, i) && told_of(s, i, rule, does(s, i, rule)));
    if (matters != (v->matters != NO)) return "whether it matters";
    if (cover->len == 0) return NULL;
    if (v->kind != RULE_SAME_LATER && !matters && v->kind != RULE_TWICE && v->kind != RULE_SAME)
        return "a cover of nothing";
    if (!covered(s, rule, cover, SIZE_MAX)) return "a cover that does not cover";
    for (size_t k = 0; k < cover->len && matters; k++)
        if (covered(s, rule, cover, k)) return "a cover with a rule to spare";
    if (v->kind == RULE_SAME && !same_effect(s, rule, cover->at[0], false)) return "says the same";
    if (v->kind == RULE_TWICE && !same_effect(s, rule, cover->at[0], true)) return "twice";
    return NULL;
}

/* ---- findings about two rules, expectations, duties and promises ---- */

static size_t found[DIAG_COUNT];

/* Whether the code was reported just where it should have been. */
static bool as_reported(const struct study *st, enum diag_code code, struct span at, bool so) {
    bool told = false;
    vec_each (struct diag, d, &st->l->d->list)
        told = told || (d->code == code && d->at.from == at.from && d->at.to == at.to);
    found[code] += so;
    if (told != so)
        print_error("%s at %u %s\n", diag_infos[code].slug, (unsigned)at.from,
                    so ? "is so, but not reported" : "is reported, but not so");
    return told == so;
}

/* In scope, and readings as taken. */
static bool as_taken(const struct situations *s, const struct model *m, size_t i) {
    for (uint32_t f = 0; f < s->n_facts; f++)
        if (m->facts.at[f].source == FACT_READING && value_in(s, i, f) != m->facts.at[f].taken)
            return false;
    return in_scope(s, i);
}

static bool closes(const struct rule *r) {
    return r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_REQUIREMENT;
}

static uint32_t closed_in(const struct situations *s, size_t i) {
    uint32_t closed = 0;
    for (uint32_t r = 0; r < s->n_rules; r++)
        if (closes(&s->rules->rules.at[r])) closed |= effect_of(s, i, r);
    return closed;
}

/* The approaches that the permission opens somewhere, but nowhere unclosed. */
static uint32_t always_closed(const struct situations *s, uint32_t rule) {
    uint32_t opened = 0, left = 0;
    for (size_t i = 0; i < s->n; i++) {
        opened |= in_scope(s, i) ? effect_of(s, i, rule) : 0;
        left |= in_scope(s, i) ? effect_of(s, i, rule) & ~closed_in(s, i) : 0;
    }
    return opened & ~left;
}

static bool ranked(const struct situations *s, uint32_t x, uint32_t y) {
    vec_each (struct priority, p, &s->m->priorities)
        if ((p->winner == x && p->loser == y) || (p->winner == y && p->loser == x)) return true;
    return false;
}

static bool judge_closed(const struct study *st, const struct situations *s) {
    for (uint32_t r = 0; r < s->n_rules; r++) {
        const struct rule *rule = &s->rules->rules.at[r];
        if (rule->kind == STATEMENT_PERMISSION &&
            !as_reported(st, DIAG_ALWAYS_CLOSED, rule->at, always_closed(s, r) != 0))
            return false;
    }
    return true;
}

/* Its condition holds, and where it waits for permissions that of one of them. */
static bool is_expected(const struct situations *s, size_t i, uint32_t rule) {
    const struct rule *r = &s->rules->rules.at[rule];
    bool permitted = !r->by_permission;
    for (uint32_t p = s->rules->first[r->block]; p < s->rules->first[r->block + 1]; p++)
        permitted = permitted || (s->rules->rules.at[p].kind == STATEMENT_PERMISSION &&
                                  s->holds[i * s->n_rules + p]);
    return in_scope(s, i) && permitted && s->holds[i * s->n_rules + rule];
}

static bool judge_expectations(const struct study *st, const struct situations *s) {
    for (uint32_t r = 0; r < s->n_rules; r++) {
        const struct rule *rule = &s->rules->rules.at[r];
        bool expected = false, applies = false, met = false, unmet = false;
        for (size_t i = 0; i < s->n && rule->kind == STATEMENT_EXPECTATION; i++) {
            applies = applies || (in_scope(s, i) && effect_of(s, i, r));
            expected = expected || is_expected(s, i, r);
            met = met || (is_expected(s, i, r) && !s->unmet[i * s->n_rules + r]);
            unmet = unmet || (is_expected(s, i, r) && s->unmet[i * s->n_rules + r]);
        }
        if (applies &&
            (!as_reported(st, DIAG_EXPECTATION_ALWAYS_MET, rule->meet->at, expected && !unmet) ||
             !as_reported(st, DIAG_EXPECTATION_NEVER_MET, rule->meet->at, expected && !met)))
            return false;
    }
    return true;
}

static bool judge_duties(const struct study *st, const struct situations *s) {
    for (uint32_t d = 0; d < st->m->duties.len; d++) {
        const struct duty *duty = &st->m->duties.at[d];
        bool asked = false, done = false;
        for (size_t i = 0; i < s->n; i++) {
            bool has = has_duty(st->m, &s->made[i], d),
                 waits = has_outstanding(st->m, &s->made[i], d);
            asked = asked || has;
            done = done || (has && !waits);
        }
        if (!as_reported(st, DIAG_DUTY_NEVER_DONE, duty->id.at,
                         duty->timing == DUTY_BEFORE && duty->done && asked && !done))
            return false;
    }
    return true;
}

/* ---- promises ---- */

static uint32_t refused_in(const struct situations *s, size_t i, uint32_t promise) {
    const struct rule *r = &s->rules->rules.at[promise];
    uint32_t refused = 0;
    for (uint32_t c = 0; c < s->n_rules; c++) {
        const struct rule *q = &s->rules->rules.at[c];
        if (closes(q) && (q->kind == STATEMENT_REQUIREMENT || q->engage) && q->block != r->block &&
            !ranked(s, q->block, r->block))
            refused |= effect_of(s, i, c);
    }
    return refused & effect_of(s, i, promise);
}

static bool can_always_refuse(const struct study *st, const struct situations *s,
                              uint32_t judgement, uint32_t promise) {
    bool some = false;
    for (size_t i = 0; i < s->n; i++) {
        uint32_t stands = as_taken(s, st->m, i) ? effect_of(s, i, promise) & ~closed_in(s, i) : 0,
                 other_way = 0;
        for (size_t j = 0; j < s->n && stands; j++)
            if (as_taken(s, st->m, j) && differ_only_in(s, i, j, judgement))
                other_way |= refused_in(s, j, promise);
        some = some || stands;
        if (stands & ~other_way) return false;
    }
    return some;
}

static bool judge_promises(const struct study *st, const struct situations *s) {
    for (uint32_t f = 0; f < s->n_facts; f++) {
        bool illusory = false;
        for (uint32_t r = 0; r < s->n_rules && st->m->facts.at[f].source == FACT_JUDGEMENT; r++) {
            const struct rule *rule = &s->rules->rules.at[r];
            illusory =
                illusory || (rule->kind == STATEMENT_PERMISSION && rule->modality != MODALITY_MAY &&
                             can_always_refuse(st, s, f, r));
        }
        if (!as_reported(st, DIAG_ILLUSORY_PROMISE, st->m->facts.at[f].id.at, illusory))
            return false;
    }
    for (uint32_t r = 0; r < s->n_rules; r++) {
        const struct rule *rule = &s->rules->rules.at[r];
        bool refused = false, stands = false;
        for (size_t i = 0; i < s->n; i++) {
            refused = refused || (as_taken(s, st->m, i) && (effect_of(s, i, r) & closed_in(s, i)));
            stands = stands || (in_scope(s, i) && (effect_of(s, i, r) & ~closed_in(s, i)));
        }
        bool promise = rule->kind == STATEMENT_PERMISSION && rule->modality != MODALITY_MAY;
        if (!as_reported(st, DIAG_COMMITMENT_REFUSED, rule->at, promise && refused && stands))
            return false;
    }
    return true;
}

static const char *judge_findings(const struct study *st, const struct situations *s) {
    if (!judge_closed(st, s) || !judge_expectations(st, s) || !judge_duties(st, s))
        return "a finding";
    return judge_promises(st, s) ? NULL : "a finding";
}

static const enum diag_code checks[] = {
    DIAG_ALWAYS_CLOSED,   DIAG_EXPECTATION_ALWAYS_MET, DIAG_EXPECTATION_NEVER_MET,
    DIAG_DUTY_NEVER_DONE, DIAG_COMMITMENT_REFUSED,     DIAG_ILLUSORY_PROMISE,
};

/* `whole`: with the decisions of every situation to look up; else as in a policy that is too large
 * for these. */
static const char *judge_policy(struct compiled *c, bool whole) {
    struct situations s;
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    l.whole = whole;
    struct study *st = study_of(&l);
    const char *wrong = st ? NULL : "given up";
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) lint_one(&l, checks[i]);
    if (!wrong) study_parts(st);
    if (st && (st->rules_undecided || st->parts_undecided || !st->base->v == whole))
        wrong = "not decided";
    if (wrong ||
        !situations_all(&s, with_open_readings(c->rules, &c->arena), &c->arena, LIMIT, false) ||
        s.n == 0)
        return wrong;
    judged++;
    for (uint32_t r = 0; r < s.n_rules && !wrong; r++) {
        wrong = judge_rule(st, &s, r);
        wrong = wrong ? wrong : judge_fine_permission(st, &s, r);
        wrong = wrong ? wrong : judge_cover(st, &s, r);
        if (wrong)
            print_error("rule %u, line %u: ", r,
                        1 + (unsigned)source_line(&c->arena, c->sources.at[0],
                                                  s.rules->rules.at[r].at.from, &(uint32_t){0},
                                                  &(uint32_t){0}));
    }
    wrong = wrong ? wrong : judge_parts(st, &s);
    return wrong ? wrong : judge_findings(st, &s);
}

static void random_policies(void **unused) {
    static struct random_policy p;
    uint64_t policies = policies_to_try(POLICIES);
    (void)unused;
    for (uint64_t run = 2; run < 2 * policies + 2; run++) {
        struct compiled c;
        uint64_t seed = run / 2;
        random_policy_with_readings(&p, seed);
        const char *wrong = compile_text(&c, p.text) ? judge_policy(&c, run % 2) : NULL;
        if (wrong) {
            print_error("seed %" PRIu64 ": %s\n", seed, wrong);
            fputs(p.text, stderr);
        }
        compiled_free(&c);
        assert_null(wrong);
    }
    for (size_t k = 0; k <= RULE_NAMED_ONLY; k++)
        print_message("verdict %zu: %zu rules\n", k, seen[k]);
    print_message("%zu policies; parts: %zu idle, %zu of them if assumptions are right, %zu others "
                  "tried that are not\n",
                  judged, parts_idle, parts_assumed, parts_active);
    assert_true(parts_assumed > policies / 100);
    assert_true(judged > policies / 2);
    assert_true(parts_idle > policies / 10 && parts_active > policies / 10);
    for (size_t k = RULE_NEVER; k <= RULE_NAMED_ONLY; k++) assert_true(seen[k] > 10);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        print_message("%s: %zu\n", diag_infos[checks[i]].slug, found[checks[i]]);
        assert_true(found[checks[i]] > 5);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_rules", tests, NULL, NULL);
}
