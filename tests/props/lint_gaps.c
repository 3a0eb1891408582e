/*
 * What a policy leaves uncovered, against brute force: objectives and activities, partners,
 * approaches and numbers.
 */
#include "tests/props/lint_harness.h"

enum { POLICIES = 3000 };

static bool some_permission(const struct situations *s, size_t i) {
    for (uint32_t b = 0; b < s->m->blocks.len; b++)
        if (opened_by(s, i, b)) return true;
    return false;
}

static bool any_in_scope(const struct situations *s) {
    for (size_t i = 0; i < s->n; i++)
        if (in_scope(s, i)) return true;
    return false;
}

static bool ever_permitted(const struct situations *s) {
    for (size_t i = 0; i < s->n; i++)
        if (in_scope(s, i) && some_permission(s, i)) return true;
    return false;
}

static void judge_scope(struct feasible *w) {
    expect(w, DIAG_NO_SITUATION, NULL, NULL, !any_in_scope(&w->taken));
}

static void judge_approaches(struct feasible *w) {
    const struct model *m = w->c.model;
    const struct situations *s = &w->open;
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        bool reached = !any_in_scope(s), named = false, permitted = false;
        for (size_t i = 0; i < s->n; i++) reached = reached || is_offered(&s->made[i], a);
        for (uint32_t r = 0; r < s->n_rules; r++) {
            const struct rule *rule = &s->rules->rules.at[r];
            if (rule->kind != STATEMENT_PERMISSION || !(rule->approaches >> a & 1)) continue;
            named = true;
            for (size_t i = 0; i < s->n; i++)
                permitted = permitted || (in_scope(s, i) && rule_applied(s, i, r));
        }
        const struct approach *x = &m->approaches.at[a];
        const struct declared *id = x->block == MODEL_NONE ? &x->id : &m->blocks.at[x->block].id;
        expect(w, DIAG_UNREACHED_APPROACH, id, NULL, !reached);
        expect(w, DIAG_UNREACHED_APPROACH, id, "no rule opens", !reached && !named);
        expect(w, DIAG_UNREACHED_APPROACH, id, "never apply", !reached && named && !permitted);
        expect(w, DIAG_UNREACHED_APPROACH, id, "it is closed", !reached && permitted);
    }
}

static void judge_gaps(struct feasible *w) {
    const struct model *m = w->c.model;
    const struct situations *s = &w->open;
    enum diag_code code =
        m->default_approach == MODEL_NONE ? DIAG_UNPROVIDED : DIAG_LEFT_TO_DEFAULT;
    bool gap = false;
    if (m->objective == MODEL_NONE && m->activity == MODEL_NONE) return;
    size_t objectives = m->objective == MODEL_NONE ? 1 : m->facts.at[m->objective].values.len;
    size_t activities = m->activity == MODEL_NONE ? 1 : m->facts.at[m->activity].values.len;
    for (size_t o = 0; o < objectives && ever_permitted(s); o++)
        for (size_t v = 0; v < activities; v++) {
            bool asked = false, provided = false;
            for (size_t i = 0; i < s->n; i++) {
                bool here =
                    m->objective == MODEL_NONE || value_in(s, i, m->objective) == (int64_t)o;
                here = here &&
                       (m->activity == MODEL_NONE || value_in(s, i, m->activity) == (int64_t)v);
                asked = asked || (here && in_scope(s, i));
                provided = provided || (here && in_scope(s, i) && some_permission(s, i));
            }
            gap = gap || (asked && !provided);
        }
    expect(w, code, NULL, NULL, gap);
    bool nowhere = false;
    for (size_t v = 0; v < activities && m->activity != MODEL_NONE && ever_permitted(s); v++) {
        bool asked = false, provided = false;
        for (size_t i = 0; i < s->n; i++) {
            bool here = value_in(s, i, m->activity) == (int64_t)v && in_scope(s, i);
            asked = asked || here;
            provided = provided || (here && some_permission(s, i));
        }
        nowhere = nowhere || (asked && !provided);
    }
    if (m->default_approach != MODEL_NONE) expect(w, DIAG_UNPROVIDED, NULL, NULL, nowhere);
}

/* ---- partners ---- */

static bool speaks_of(const struct model *m, const struct cond *c, uint32_t partner) {
    bool some = c->kind == COND_IN && c->fact == m->partner && bitset_has(c->set, partner);
    if (c->kind == COND_DEFINE) return speaks_of(m, m->defines.at[c->index].means, partner);
    if (c->kind == COND_NOT) return false;
    vec_each (struct cond *, term, &c->terms) some = some || speaks_of(m, *term, partner);
    return some;
}

/* A permission, duty or expectation that somebody has to do with. */
static bool is_spoken_of(const struct situations *s, uint32_t partner) {
    for (uint32_t r = 0; r < s->n_rules; r++) {
        const struct rule *rule = &s->rules->rules.at[r];
        bool closes = rule->kind == STATEMENT_PROHIBITION || rule->kind == STATEMENT_REQUIREMENT,
             expects = rule->kind == STATEMENT_EXPECTATION;
        for (size_t i = 0; i < s->n && !closes && speaks_of(s->m, rule->cond, partner); i++)
            if (in_scope(s, i) && effect_of(s, i, r) && (!expects || s->unmet[i * s->n_rules + r]))
                return true;
    }
    return false;
}

static bool tests_partner(const struct model *m, const struct cond *c) {
    bool some = c->kind == COND_IN && c->fact == m->partner;
    if (c->kind == COND_DEFINE) return tests_partner(m, m->defines.at[c->index].means);
    vec_each (struct cond *, term, &c->terms) some = some || tests_partner(m, *term);
    return some;
}

/* What would be left for a request that no permission provides for: not even that where it is
 * closed. */
static bool nothing_is_closed(const struct situations *s, size_t i) {
    uint32_t closed = 0, all = s->m->default_approach == MODEL_NONE
                                   ? UINT32_MAX
                                   : UINT32_C(1) << s->m->default_approach;
    for (uint32_t r = 0; r < s->n_rules; r++)
        if (s->rules->rules.at[r].kind == STATEMENT_PROHIBITION ||
            s->rules->rules.at[r].kind == STATEMENT_REQUIREMENT)
            closed |= effect_of(s, i, r);
    return !(closed & all);
}

static void judge_reach(struct feasible *w) {
    const struct model *m = w->c.model;
    const struct situations *s = &w->open;
    enum diag_code code =
        m->default_approach == MODEL_NONE ? DIAG_UNREACHED_PARTNER : DIAG_PARTNER_LEFT_TO_DEFAULT;
    bool some = false, told_apart = false;
    if (m->partner == MODEL_NONE) return;
    vec_each (struct rule, r, &w->c.rules->rules)
        told_apart = told_apart || tests_partner(m, r->cond);
    for (uint32_t p = 0; p < m->facts.at[m->partner].values.len && ever_permitted(s); p++) {
        bool reached = false, left = false,
             spoken_of = m->default_approach == MODEL_NONE || is_spoken_of(s, p);
        for (size_t i = 0; i < s->n; i++)
            if (value_in(s, i, m->partner) == p && in_scope(s, i)) {
                reached = reached || some_permission(s, i);
                left = left || nothing_is_closed(s, i);
            }
        some = some || (spoken_of && left && !reached);
    }
    if (told_apart) /* else there is no partner to speak of */
        expect(w, code, NULL, NULL, some);
}

/* ---- holes between numbers, days between rules ---- */

struct kind_of_rule {
    bool permissions;
    uint32_t block; /* of duties */
};

static bool is_of_kind(const struct kind_of_rule *k, const struct rule *r) {
    return k->permissions ? r->kind == STATEMENT_PERMISSION
                          : r->kind == STATEMENT_DUTY && r->block == k->block;
}

static bool depends_on(const struct situations *s, uint32_t rule, uint32_t fact) {
    for (size_t i = 0; i < s->n; i++)
        if (!effect_of(s, i, rule) != !effect_of(s, moved(s, i, fact, 0), rule)) return true;
    return false;
}

static bool tests_fact(const struct model *m, const struct cond *c, uint32_t fact) {
    bool some = c->kind == COND_RANGE && c->fact == fact;
    if (c->kind == COND_DEFINE) return tests_fact(m, m->defines.at[c->index].means, fact);
    vec_each (struct cond *, term, &c->terms) some = some || tests_fact(m, *term, fact);
    return some;
}

/* Some rule of the kind applies; of those that depend on the number alone, or any. */
static bool some_applies(const struct situations *s, size_t i, const struct kind_of_rule *k,
                         const bool *depends, bool those_alone) {
    for (uint32_t r = 0; r < s->n_rules; r++)
        if (is_of_kind(k, &s->rules->rules.at[r]) && (depends[r] || !those_alone) &&
            effect_of(s, i, r))
            return true;
    return false;
}

/* From class c, where the rule applies, over nothing, to a class where another one does. */
static bool hole_above(const struct situations *s, uint32_t rule, uint32_t fact,
                       const struct kind_of_rule *k, const bool *depends, size_t i, size_t c) {
    const struct domain *d = &s->domains[fact];
    if (!is_live(s, i) || !effect_of(s, i, rule)) return false;
    for (size_t to = c + 1; to < d->len; to++) {
        size_t j = moved(s, i, fact, to);
        for (uint32_t other = 0; other < s->n_rules && to > c + 1; other++)
            if (other != rule && depends[other] && is_live(s, j) && effect_of(s, j, other) &&
                !effect_of(s, i, other) && !effect_of(s, j, rule))
                return true;
        bool slip = to == c + 1 && to + 1 < d->len && d->at[to] + 1 == d->at[to + 1];
        if (!is_live(s, j) || some_applies(s, j, k, depends, slip)) return false;
    }
    return false;
}

static void judge_holes_of(struct feasible *w, const struct situations *s, uint32_t fact,
                           struct kind_of_rule k, bool *hole) {
    bool *depends = arena_array(&w->c.arena, bool, s->n_rules + 1), some = false;
    for (uint32_t r = 0; r < s->n_rules; r++) {
        depends[r] = is_of_kind(&k, &s->rules->rules.at[r]) && depends_on(s, r, fact);
        some = some || (is_of_kind(&k, &s->rules->rules.at[r]) &&
                        tests_fact(s->m, s->rules->rules.at[r].cond, fact));
    }
    for (uint32_t r = 0; r < s->n_rules && some; r++)
        for (size_t i = 0; i < s->n && depends[r]; i++)
            for (size_t c = 0; c + 2 < s->domains[fact].len; c++)
                if (value_in(s, i, fact) == s->domains[fact].at[c])
                    hole[r] = hole[r] || hole_above(s, r, fact, &k, depends, i, c);
}

/* ---- little left between paragraphs ---- */

static bool is_narrow(const struct situations *s, uint32_t fact, size_t from, size_t to) {
    int64_t one = 1, below = s->domains[fact].at[from] - 1, n = s->domains[fact].at[to] - below - 1;
    for (unsigned i = 0; i < s->m->facts.at[fact].decimals; i++) one *= 10;
    return n == 1 || (n < one && below % one == 0);
}

/* Another rule of the kind begins or ends where these two do, and applies in between. */
static bool is_filled(const struct situations *s, enum statement_kind kind, size_t i, size_t j,
                      size_t inside) {
    for (uint32_t r = 0; r < s->n_rules; r++)
        if (s->rules->rules.at[r].kind == kind && effect_of(s, inside, r) &&
            !(effect_of(s, i, r) && effect_of(s, j, r)))
            return true;
    return false;
}

static bool little_above(const struct situations *s, uint32_t rule, uint32_t fact, size_t i,
                         size_t c) {
    const struct rules *rules = &s->rules->rules;
    enum statement_kind kind = rules->at[rule].kind;
    for (size_t to = c + 2; to < s->domains[fact].len && is_narrow(s, fact, c + 1, to); to++)
        for (uint32_t other = 0; other < s->n_rules; other++) {
            size_t j = moved(s, i, fact, to);
            bool hole = rules->at[other].kind == kind &&
                        rules->at[other].block != rules->at[rule].block && is_live(s, i) &&
                        is_live(s, j) && effect_of(s, i, rule) && effect_of(s, j, other) &&
                        !effect_of(s, i, other) && !effect_of(s, j, rule);
            for (size_t x = c + 1; x < to && hole; x++) {
                size_t inside = moved(s, i, fact, x);
                hole = is_live(s, inside) && !effect_of(s, inside, rule) &&
                       !effect_of(s, inside, other) && !is_filled(s, kind, i, j, inside);
            }
            if (hole) return true;
        }
    return false;
}

static void judge_little(const struct situations *s, uint32_t fact, bool *hole) {
    bool tested[STATEMENT_EXPECTATION + 1] = {false}; /* by kind: some rule looks at the number */
    vec_each (struct rule, r, &s->rules->rules)
        tested[r->kind] = tested[r->kind] || tests_fact(s->m, r->cond, fact);
    for (uint32_t r = 0; r < s->n_rules; r++) {
        enum statement_kind kind = s->rules->rules.at[r].kind;
        for (size_t i = 0;
             i < s->n && tested[kind] && (kind == STATEMENT_DUTY || kind == STATEMENT_PROHIBITION);
             i++)
            for (size_t c = 0; c + 2 < s->domains[fact].len && !hole[r]; c++)
                if (value_in(s, i, fact) == s->domains[fact].at[c])
                    hole[r] = little_above(s, r, fact, i, c);
    }
}

static void judge_holes(struct feasible *w, const struct situations *s) {
    bool *hole = arena_array(&w->c.arena, bool, s->n_rules + 1);
    for (uint32_t f = 0; f < s->n_facts; f++) {
        if (s->m->facts.at[f].kind != FACT_NUMBER) continue;
        judge_holes_of(w, s, f, (struct kind_of_rule){true, MODEL_NONE}, hole);
        for (uint32_t b = 0; b < s->m->blocks.len; b++)
            judge_holes_of(w, s, f, (struct kind_of_rule){false, b}, hole);
        judge_little(s, f, hole);
    }
    for (uint32_t r = 0; r < s->n_rules; r++) {
        struct declared at = {.name = "a rule", .at = s->rules->rules.at[r].at};
        expect(w, DIAG_BRACKET_HOLE, &at, NULL, hole[r]);
    }
}

/* ---- one policy ---- */

static void judge_all_holes(struct feasible *w) {
    struct situations all;
    if (!situations_all(&all, w->c.rules, &w->c.arena, MOST_SITUATIONS, true)) return;
    judge_holes(w, &all);
}

/* ---- all of it ---- */

static const enum diag_code checks[] = {
    DIAG_NO_SITUATION,
    DIAG_UNPROVIDED,
    DIAG_LEFT_TO_DEFAULT,
    DIAG_UNREACHED_PARTNER,
    DIAG_PARTNER_LEFT_TO_DEFAULT,
    DIAG_UNREACHED_APPROACH,
    DIAG_BRACKET_HOLE,
};

static void judge(struct feasible *w) {
    judge_scope(w);
    judge_approaches(w);
    judge_gaps(w);
    judge_reach(w);
    judge_all_holes(w);
}

static void random_policies(void **unused) {
    (void)unused;
    judge_policies(POLICIES, checks, sizeof checks / sizeof *checks, judge);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_gaps", tests, NULL, NULL);
}
