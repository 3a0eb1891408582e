/*
 * Facts, duties, judgements and readings without consequence, and what is not fair or not safe,
 * against brute force.
 */
#include "tests/props/lint_harness.h"

enum { POLICIES = 4000 };

/* ---- facts and duties ---- */

static bool is_presumed_by(const struct feasible *w, uint32_t fact) {
    const struct model *m = w->c.model;
    (void)fact;
    vec_each (const struct fact, f, &m->facts)
        if (f->presumptions.len) return true;
    return false;
}

static void judge_facts(struct feasible *w) {
    static const enum diag_code codes[] = {[FACT_ASKED] = DIAG_IDLE_FACT,
                                           [FACT_JUDGEMENT] = DIAG_IDLE_JUDGEMENT,
                                           [FACT_READING] = DIAG_IDLE_READING};
    const struct model *m = w->c.model;
    const struct situations *s = &w->open;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        /* Assumptions and presumptions help to tell what was not stated: left to the cases. */
        if (!fact->id.used || f == m->objective || m->assumes.len || is_presumed_by(w, f)) continue;
        bool idle = true, names = false;
        for (size_t i = 0; i < s->n && idle; i++)
            for (size_t j = i + 1; j < s->n && idle; j++) {
                if (!differ_only_in(s, i, j, f)) continue;
                idle = same_decision(s, &s->made[i], &s->made[j]);
                names = names || !same_grounds(s, &s->made[i], &s->made[j]);
            }
        expect(w, codes[fact->source], &fact->id, NULL, idle);
        expect(w, codes[fact->source], &fact->id, "only the paragraphs that it names",
               idle && names);
    }
}

static void judge_duties(struct feasible *w) {
    const struct model *m = w->c.model;
    for (uint32_t d = 0; d < m->duties.len; d++) {
        bool attached = false, had = false;
        vec_each (struct rule, r, &w->c.rules->rules)
            attached = attached || (r->kind == STATEMENT_DUTY && r->duty == d);
        for (size_t i = 0; i < w->open.n; i++) had = had || has_duty(m, &w->open.made[i], d);
        expect(w, DIAG_IDLE_DUTY, &m->duties.at[d].id, NULL, attached && !had);
    }
}

/* Whether some approach has both duties, in some situation. */
static bool have_both(const struct situations *s, uint32_t x, uint32_t y) {
    for (size_t i = 0; i < s->n; i++)
        for (uint32_t a = 0; a < s->m->approaches.len; a++) {
            const uint64_t *duties = s->made[i].each[a].duties;
            if (bitset_has(duties, x) && bitset_has(duties, y)) return true;
        }
    return false;
}

static void judge_following(struct feasible *w) {
    const struct model *m = w->c.model;
    for (uint32_t d = 0; d < m->duties.len; d++)
        vec_each (uint32_t, first, &m->duties.at[d].following) {
            const char *saying =
                arena_printf(&w->c.arena, "no approach that has %s ever has %s,",
                             m->duties.at[d].id.name, m->duties.at[*first].id.name);
            expect(w, DIAG_FOLLOWS_NOTHING, NULL, saying,
                   have_both(&w->open, d, d) && have_both(&w->open, *first, *first) &&
                       !have_both(&w->open, d, *first));
        }
}

/* ---- more that leads to less ---- */

/* What may start now: all of it where approaches have no rank, and `now` is the only one. */
static uint32_t startable(const struct situations *s, size_t i) {
    const struct decision *d = &s->made[i];
    return s->m->ranked ? (UINT32_C(1) << (d->now + 1)) - 1 : d->may_start;
}

static uint32_t usable(const struct situations *s, size_t i) {
    const struct decision *d = &s->made[i];
    if (s->m->ranked) return d->approach < 0 ? 0 : (UINT32_C(2) << d->approach) - 1;
    return d->status == STATUS_DEFAULT ? UINT32_C(1) << d->approach : d->open;
}

/* Some of the same, and nothing else. */
static bool is_less(uint32_t x, uint32_t y) { return x != y && (x & ~y) == 0; }

static bool leads_to_less(const struct situations *s, uint32_t f, int64_t less, int64_t more) {
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = 0; j < s->n && value_in(s, i, f) == less && in_scope(s, i); j++)
            if (value_in(s, j, f) == more && in_scope(s, j) && differ_only_in(s, i, j, f) &&
                (is_less(usable(s, j), usable(s, i)) || is_less(startable(s, j), startable(s, i))))
                return true;
    return false;
}

static void judge_more(struct feasible *w) {
    const struct model *m = w->c.model;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        bool approval = false, better = false, rises = false;
        vec_each (struct duty, d, &m->duties)
            for (uint32_t v = 0; v < (fact->kind == FACT_FLAG ? 2 : fact->values.len); v++)
                approval = approval || (duty_fact(d) == f && v != duty_value(m, d) &&
                                        leads_to_less(&w->taken, f, v, duty_value(m, d)));
        for (int64_t v = 0;
             v + 1 < (int64_t)fact->values.len && fact->ordered && fact->source != FACT_READING;
             v++)
            better = better || leads_to_less(&w->taken, f, v, v + 1),
            rises = rises || leads_to_less(&w->taken, f, v + 1, v);
        expect(w, DIAG_LESS_FOR_MORE, &fact->id, NULL, approval);
        expect(w, DIAG_LESS_FOR_BETTER, &fact->id, NULL, better && rises);
    }
}

/* ---- partners alike ---- */

/* Which stands before the facts. */
static bool is_of_vocabulary(const struct fact *f, uint32_t value) {
    return f->values.at[value].at.from < f->id.at.from;
}

static bool together(const struct feasible *w, uint32_t p, uint32_t q) {
    const struct model *m = w->c.model;
    bool some = false;
    vec_each (const struct group, g, &m->groups) {
        if (!g->id.used || g->fact != m->partner) continue;
        if (bitset_has(g->set, p) != bitset_has(g->set, q)) return false;
        some = some || bitset_has(g->set, p);
    }
    return some && is_of_vocabulary(&m->facts.at[m->partner], p) ==
                       is_of_vocabulary(&m->facts.at[m->partner], q);
}

static void judge_partners(struct feasible *w) {
    const struct model *m = w->c.model;
    bool singled = false;
    if (m->partner == MODEL_NONE) return;
    const struct situations *s = &w->taken;
    for (uint32_t p = 0; p < m->facts.at[m->partner].values.len; p++)
        for (uint32_t q = 0; q < p; q++) {
            if (!together(w, p, q)) continue;
            for (size_t i = 0; i < s->n; i++)
                for (size_t j = 0; j < s->n && value_in(s, i, m->partner) == p; j++)
                    if (value_in(s, j, m->partner) == q && differ_only_in(s, i, j, m->partner))
                        singled = singled || !same_decision(s, &s->made[i], &s->made[j]);
        }
    expect(w, DIAG_SINGLED_OUT, NULL, NULL, singled);
}

/* ---- loopholes ---- */

/* The `before` duties attached to the approach: by the block's own permission, by whatever needs
 * none, or (MODEL_NONE) by anything. */
static uint64_t duties_by(const struct situations *s, size_t i, uint32_t a, uint32_t block,
                          bool general) {
    uint64_t duties = 0;
    for (uint32_t k = 0; k < s->n_rules; k++) {
        const struct rule *r = &s->rules->rules.at[k];
        bool mine = r->by_permission ? block == MODEL_NONE || r->block == block : general;
        if (r->kind == STATEMENT_DUTY && mine && (effect_of(s, i, k) >> a & 1) &&
            s->m->duties.at[r->duty].timing == DUTY_BEFORE)
            duties |= UINT64_C(1) << r->duty;
    }
    return duties;
}

/* Both open the approach there, and the strict one alone asks for the duty. */
static bool both_open(const struct situations *s, size_t i, uint32_t strict, uint32_t lenient,
                      uint32_t a, uint32_t duty) {
    uint64_t own = duties_by(s, i, a, strict, true), others = duties_by(s, i, a, lenient, true);
    return (s->made[i].open >> a & 1) && (opened_by(s, i, lenient) >> a & 1) &&
           (opened_by(s, i, strict) >> a & 1) && (own >> duty & 1) && !(others >> duty & 1) &&
           !(others & ~own);
}

/* The lenient one does without the strict one, and nobody asks for the duty. */
static bool lenient_alone(const struct situations *s, size_t i, uint32_t strict, uint32_t lenient,
                          uint32_t a, uint32_t duty) {
    return (s->made[i].open >> a & 1) && (opened_by(s, i, lenient) >> a & 1) &&
           !(opened_by(s, i, strict) >> a & 1) &&
           !(duties_by(s, i, a, MODEL_NONE, true) >> duty & 1);
}

static bool is_loophole(const struct situations *s, uint32_t strict, uint32_t lenient, uint32_t a,
                        uint32_t duty) {
    bool both = false, alone = false;
    for (size_t i = 0; i < s->n && !(both && alone); i++) {
        both = both || both_open(s, i, strict, lenient, a, duty);
        alone = alone || lenient_alone(s, i, strict, lenient, a, duty);
    }
    return both && alone;
}

/* The facts one of which, changed alone, leads from the one to the other are those of the note. */
static void judge_one_fact_away(struct feasible *w, uint32_t lenient, uint32_t a, uint32_t duty,
                                const char *saying) {
    const struct situations *s = &w->taken;
    const char *told = "";
    vec_each (const struct diag, d, &w->c.d.list)
        vec_each (const struct diag_note, n, &d->notes)
            if (d->code == DIAG_LOOPHOLE && strstr(d->text, saying) &&
                d->at.from == w->c.model->blocks.at[lenient].id.at.from &&
                strstr(n->text, "; change "))
                told = strstr(n->text, "; change ");
    for (uint32_t f = 0; f < s->n_facts; f++) {
        bool leads = false;
        for (uint32_t strict = 0; strict < s->m->blocks.len && !leads; strict++)
            for (size_t i = 0; i < s->n && strict != lenient && !leads; i++)
                for (size_t j = 0; both_open(s, i, strict, lenient, a, duty) && j < s->n; j++)
                    leads = leads || (differ_only_in(s, i, j, f) &&
                                      lenient_alone(s, j, strict, lenient, a, duty));
        const char *name = w->c.model->facts.at[f].id.name,
                   *in = strstr(told, arena_printf(&w->c.arena, " %s", name));
        bool named = in && strchr(" ,", in[strlen(name) + 1]) && in < strstr(told, " alone");
        if (leads == named) continue;
        print_error("seed %" PRIu64 ": %s%s %s\n", w->seed, name, leads ? " leads" : " is told",
                    told);
        fputs(w->p.text, stderr);
        fail();
    }
}

static void judge_loopholes(struct feasible *w) {
    const struct model *m = w->c.model;
    for (uint32_t lenient = 0; lenient < m->blocks.len; lenient++)
        for (uint32_t a = 0; a < m->approaches.len; a++)
            for (uint32_t duty = 0; duty < m->duties.len; duty++) {
                bool some = false;
                for (uint32_t strict = 0; strict < m->blocks.len; strict++)
                    some = some ||
                           (strict != lenient && is_loophole(&w->taken, strict, lenient, a, duty));
                char saying[80];
                snprintf(saying, sizeof saying, "opens %s without %s,", m->approaches.at[a].id.name,
                         m->duties.at[duty].id.name);
                expect(w, DIAG_LOOPHOLE, &m->blocks.at[lenient].id, saying, some);
                if (some) judge_one_fact_away(w, lenient, a, duty, saying);
            }
}

/* ---- all of it ---- */

static const enum diag_code checks[] = {
    DIAG_IDLE_FACT,   DIAG_IDLE_JUDGEMENT, DIAG_IDLE_READING,
    DIAG_IDLE_DUTY,   DIAG_LESS_FOR_MORE,  DIAG_LESS_FOR_BETTER,
    DIAG_SINGLED_OUT, DIAG_LOOPHOLE,       DIAG_FOLLOWS_NOTHING,
};

static void judge(struct feasible *w) {
    judge_facts(w);
    judge_duties(w);
    judge_following(w);
    judge_more(w);
    judge_partners(w);
    judge_loopholes(w);
}

static void random_policies(void **unused) {
    (void)unused;
    judge_policies(POLICIES, checks, sizeof checks / sizeof *checks, judge);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_world", tests, NULL, NULL);
}
