/*
 * What is named but decides nothing, against brute force: definitions, groups and values. A
 * definition or group is taken out in the text of the policy, and every situation decided again.
 */
#include "tests/props/lint_harness.h"

enum { POLICIES = 1500 };

/* ---- the text without it ---- */

/* The rest of the line after `begins` becomes `rest`. False: there is no such line. */
static bool rewritten(char *text, size_t size, const char *begins, const char *rest) {
    char *at = strstr(text, begins);
    if (!at) return false;
    at += strlen(begins);
    char *end = at + strcspn(at, "\n");
    size_t tail = strlen(end) + 1;
    if ((size_t)(at - text) + strlen(rest) + tail > size) return false;
    memmove(at + strlen(rest), end, tail);
    memcpy(at, rest, strlen(rest));
    return true;
}

/* Whether the changed policy decides the same in all of these situations. */
static bool decides_the_same(struct feasible *w, const struct situations *s, const char *text) {
    struct compiled c;
    struct situations other;
    bool same = compile_text(&c, text);
    if (!same) fail_msg("seed %" PRIu64 ": this is refused:\n%s", w->seed, text);
    situations_under(&other, s, with_open_readings(c.rules, &c.arena));
    for (size_t i = 0; i < s->n && same; i++) same = same_decision(s, &s->made[i], &other.made[i]);
    compiled_free(&c);
    return same;
}

/* ---- definitions and groups ---- */

static bool is_spare(const struct group *g, const char *name) {
    vec_each (const struct declared, x, &g->spare)
        if (x->name == name) return true;
    return false;
}

/* `of`: the group of which they are the exceptions, if any; one in vain is a finding of its own. */
static bool lists_group(const struct model *m, const struct named_values *named,
                        const struct group *of, const char *name) {
    vec_each (const char *const, listed, &named->groups) {
        if (of && is_spare(of, *listed)) continue;
        if (*listed == name) return true;
        vec_each (const struct group, g, &m->groups)
            if (g->id.name == *listed &&
                (lists_group(m, g->members, NULL, name) || lists_group(m, g->except, g, name)))
                return true;
    }
    return false;
}

static bool names_it(const struct model *m, const struct cond *c, const char *name) {
    bool some = c->kind == COND_IN && c->named && lists_group(m, c->named, NULL, name);
    if (c->kind == COND_DEFINE)
        return m->defines.at[c->index].id.name == name ||
               names_it(m, m->defines.at[c->index].means, name);
    vec_each (struct cond *, term, &c->terms) some = some || names_it(m, *term, name);
    return some;
}

/* Used by rules or the scope, and by nothing that tells what was not stated. */
static bool is_asked(const struct feasible *w, const char *name) {
    const struct model *m = w->c.model;
    bool asked = names_it(m, m->scope, name);
    vec_each (struct rule, r, &w->c.rules->rules)
        asked = asked || names_it(m, r->cond, name) || (r->meet && names_it(m, r->meet, name));
    vec_each (struct assume, x, &m->assumes) asked = asked && !names_it(m, x->cond, name);
    vec_each (const struct fact, f, &m->facts)
        vec_each (struct presumption, p, &f->presumptions)
            asked = asked && !names_it(m, p->when, name);
    return asked;
}

static bool without(struct feasible *w, const char *line, const char *rest) {
    static char text[sizeof w->p.text + 256];
    memcpy(text, w->p.text, sizeof w->p.text);
    if (!rewritten(text, sizeof text, line, rest))
        fail_msg("seed %" PRIu64 ": no line %s", w->seed, line);
    return decides_the_same(w, &w->open, text);
}

static void judge_definitions(struct feasible *w) {
    vec_each (const struct define, d, &w->c.model->defines) {
        const char *line = arena_printf(&w->c.arena, "define %s%s means ", d->id.name,
                                        d->id.title ? " \"t\"" : "");
        bool idle = is_asked(w, d->id.name) && without(w, line, "f0 or not f0") &&
                    without(w, line, "f0 and not f0");
        expect(w, DIAG_IDLE_DEFINITION, &d->id, NULL, idle);
    }
}

static void judge_groups(struct feasible *w) {
    vec_each (const struct group, g, &w->c.model->groups) {
        const struct fact *f = &w->c.model->facts.at[g->fact];
        const char *line = arena_printf(&w->c.arena, "group %s \"t\"", g->id.name),
                   *value = f->values.at[0].name;
        const char *nothing =
            arena_printf(&w->c.arena, " of %s = { %s } except { %s }", f->id.name, value, value);
        expect(w, DIAG_IDLE_GROUP, &g->id, NULL,
               is_asked(w, g->id.name) && without(w, line, nothing));
    }
}

/* ---- values ---- */

static bool alike(const struct situations *s, uint32_t fact, int64_t v, int64_t u) {
    size_t of_v = 0, of_u = 0, pairs = 0;
    for (size_t i = 0; i < s->n; i++) {
        of_v += value_in(s, i, fact) == v;
        of_u += value_in(s, i, fact) == u;
        for (size_t j = 0; j < s->n && value_in(s, i, fact) == v; j++) {
            if (value_in(s, j, fact) != u || !differ_only_in(s, i, j, fact)) continue;
            pairs++;
            if (!same_decision(s, &s->made[i], &s->made[j])) return false;
        }
    }
    return pairs == of_v && pairs == of_u; /* the same situations are possible */
}

static bool tests_value(const struct model *m, const struct cond *c, uint32_t fact, uint32_t v,
                        uint32_t u) {
    bool some =
        c->kind == COND_IN && c->fact == fact && bitset_has(c->set, v) != bitset_has(c->set, u);
    if (c->kind == COND_DEFINE) return tests_value(m, m->defines.at[c->index].means, fact, v, u);
    vec_each (struct cond *, term, &c->terms) some = some || tests_value(m, *term, fact, v, u);
    return some;
}

/* A rule that applies somewhere does; an expectation: that cautions somewhere. */
static bool told_apart(const struct feasible *w, uint32_t fact, uint32_t v, uint32_t u) {
    const struct situations *s = &w->open;
    for (uint32_t r = 0; r < s->n_rules; r++) {
        const struct rule *rule = &s->rules->rules.at[r];
        bool apart = tests_value(s->m, rule->cond, fact, v, u) ||
                     (rule->meet && tests_value(s->m, rule->meet, fact, v, u));
        for (size_t i = 0; i < s->n && apart; i++)
            if (in_scope(s, i) && effect_of(s, i, r) &&
                (!rule->meet || s->unmet[i * s->n_rules + r]))
                return true;
    }
    return false;
}

static bool is_presumed(const struct model *m) {
    vec_each (const struct fact, f, &m->facts)
        if (f->presumptions.len) return true;
    return false;
}

/* Of a fact with one value: some pair is alike; one that is named is decided as one that is not. */
static void judge_choice(struct feasible *w, uint32_t f, bool idle_fact) {
    const struct fact *fact = &w->c.model->facts.at[f];
    bool pair = false, in_vain = false;
    uint32_t other = 0;
    while (other < fact->values.len && fact->values.at[other].used) other++;
    for (uint32_t v = 0; v < fact->values.len; v++) {
        for (uint32_t u = 0; u < v; u++)
            pair = pair ||
                   (fact->values.at[v].used && fact->values.at[u].used && alike(&w->open, f, v, u));
        in_vain = in_vain || (other < fact->values.len && fact->values.at[v].used &&
                              told_apart(w, f, v, other) && alike(&w->open, f, v, other));
    }
    expect(w, DIAG_ALIKE_VALUES, NULL, arena_printf(&w->c.arena, "as values of %s ", fact->id.name),
           pair && fact->id.used);
    if (!fact->ordered)
        expect(w, DIAG_IDLE_VALUE, NULL, "which no rule names",
               in_vain && fact->id.used && !idle_fact);
}

static void judge_elements(struct feasible *w, uint32_t f, bool idle_fact) {
    const struct fact *fact = &w->c.model->facts.at[f];
    const struct situations *s = &w->open;
    for (uint32_t v = 0; v < fact->values.len; v++) {
        /* what only `is empty` asks for has no name in any rule */
        bool idle = fact->values.at[v].used && !idle_fact &&
                    space_element_axis(w->c.space, f, v) != MODEL_NONE;
        for (size_t i = 0; i < s->n && idle; i++)
            for (size_t j = 0; j < s->n && idle; j++)
                if ((value_in(s, i, f) ^ value_in(s, j, f)) == INT64_C(1) << v &&
                    differ_only_in(s, i, j, f))
                    idle = same_decision(s, &s->made[i], &s->made[j]);
        expect(w, DIAG_IDLE_VALUE, &fact->values.at[v], NULL, idle);
    }
}

static void judge_values(struct feasible *w) {
    const struct model *m = w->c.model;
    const struct situations *s = &w->open;
    for (uint32_t f = 0; f < m->facts.len && !is_presumed(m); f++) {
        const struct fact *fact = &m->facts.at[f];
        bool idle = true;
        for (size_t i = 0; i < s->n && idle; i++)
            for (size_t j = i + 1; j < s->n && idle; j++)
                idle = !differ_only_in(s, i, j, f) || same_decision(s, &s->made[i], &s->made[j]);
        if (idle && m->assumes.len) /* whether an assumption depends on it is left to the cases */
            continue;
        if (fact->kind == FACT_ONE_OF && fact->source == FACT_ASKED && f != m->objective)
            judge_choice(w, f, idle);
        if (fact->kind == FACT_SET_OF && !m->assumes.len &&
            !m->safeguards.len) /* what only a safeguard names, no rule does */
            judge_elements(w, f, idle);
    }
}

/* ---- all of it ---- */

static const enum diag_code checks[] = {
    DIAG_IDLE_DEFINITION,
    DIAG_IDLE_GROUP,
    DIAG_IDLE_VALUE,
    DIAG_ALIKE_VALUES,
};

static void judge(struct feasible *w) {
    judge_definitions(w);
    judge_groups(w);
    judge_values(w);
}

static void random_policies(void **unused) {
    (void)unused;
    judge_policies(POLICIES, checks, sizeof checks / sizeof *checks, judge);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_names", tests, NULL, NULL);
}
