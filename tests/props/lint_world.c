/*
 * The checks over all situations against brute force with the reference interpreter, on random small policies, both ways: what a check reports is so,
 * and what is so it reports.
 */
#include "lint/lint.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 3000, MOST_SITUATIONS = 3000, STEPS = 100000000 };

struct world {
    struct compiled c;
    struct random_policy p;
    uint64_t seed;
    size_t n;               /* possible situations */
    int64_t *at;            /* by situation, then fact */
    struct decision *made;  /* by situation */
    uint8_t *applied;       /* by situation, then rule */
    struct domain *domains;
};

static size_t judged, found[DIAG_COUNT];

/* ---- all situations ---- */

static void copy_decision(struct world *w, struct decision *to, const struct decision *from)
{
    size_t ids = interpreter_outline_words(w->c.interpreter) * 8, duties = interpreter_duty_words(w->c.interpreter) * 8;
    struct lists own = to->lists;
    *to = (struct decision){.status = from->status, .approach = from->approach, .now = from->now, .open = from->open, .committed = from->committed,
                            .lists = own, .each = to->each};
    memcpy(to->lists.basis, from->lists.basis, ids);
    memcpy(to->lists.cautions, from->lists.cautions, ids);
    memcpy(to->lists.closed_by, from->lists.closed_by, ids);
    memcpy(to->lists.duties, from->lists.duties, duties);
    memcpy(to->lists.before, from->lists.before, duties);
    to->lists.modality = from->lists.modality;
    for (size_t a = 0; a < w->c.model->approaches.len; a++)
        memcpy(to->each[a].before, from->each[a].before, duties);
}

static bool next_situation(const struct world *w, int64_t *s, size_t *digit)
{
    for (size_t f = 0; f < w->c.model->facts.len; f++) {
        if (++digit[f] < w->domains[f].len) {
            s[f] = w->domains[f].at[digit[f]];
            return true;
        }
        digit[f] = 0;
        s[f] = w->domains[f].at[0];
    }
    return false;
}

static bool all_situations(struct world *w)
{
    struct compiled *c = &w->c;
    size_t facts = c->model->facts.len, rules = c->rules->rules.len, n = 1;
    w->domains = domains_of(c->rules, &c->arena);
    for (size_t f = 0; f < facts; f++) {
        n *= w->domains[f].len;
        if (n > MOST_SITUATIONS)
            return false;
    }
    w->at = arena_array(&c->arena, int64_t, n * facts + 1);
    w->made = arena_array(&c->arena, struct decision, n);
    w->applied = arena_array(&c->arena, uint8_t, n * rules + 1);
    int64_t *s = arena_array(&c->arena, int64_t, facts + 1);
    size_t *digit = arena_array(&c->arena, size_t, facts + 1);
    struct decision d;
    decision_init(c->interpreter, &d, &c->arena);
    for (size_t f = 0; f < facts; f++)
        s[f] = w->domains[f].at[0];
    w->n = 0;
    do {
        if (interpret_broken_assume(c->interpreter, s) >= 0)
            continue;
        interpret(c->interpreter, s, &d);
        memcpy(w->at + w->n * facts, s, facts * sizeof *s);
        decision_init(c->interpreter, &w->made[w->n], &c->arena);
        copy_decision(w, &w->made[w->n], &d);
        for (uint32_t r = 0; r < rules; r++)
            w->applied[w->n * rules + r] = interpret_applied(c->interpreter, r);
        w->n++;
    } while (next_situation(w, s, digit));
    return true;
}

static int64_t value(const struct world *w, size_t i, uint32_t fact) { return w->at[i * w->c.model->facts.len + fact]; }

/* The situations differ in this fact alone, or not at all. */
static bool differ_only_in(const struct world *w, size_t i, size_t j, uint32_t fact)
{
    for (uint32_t f = 0; f < w->c.model->facts.len; f++)
        if (f != fact && value(w, i, f) != value(w, j, f))
            return false;
    return true;
}

static bool same_decision(const struct world *w, size_t i, size_t j)
{
    const struct decision *x = &w->made[i], *y = &w->made[j];
    size_t ids = interpreter_outline_words(w->c.interpreter) * 8, duties = interpreter_duty_words(w->c.interpreter) * 8;
    return x->status == y->status && x->approach == y->approach && x->now == y->now && x->open == y->open
           && x->lists.modality == y->lists.modality && !memcmp(x->lists.duties, y->lists.duties, duties)
           && !memcmp(x->lists.before, y->lists.before, duties) && !memcmp(x->lists.cautions, y->lists.cautions, ids)
           && !memcmp(x->lists.closed_by, y->lists.closed_by, ids);
}

static bool in_scope(const struct world *w, size_t i) { return w->made[i].status != STATUS_OUT_OF_SCOPE; }

/* ---- what was reported ---- */

/* Whether the code was reported at this place, or (NULL) anywhere. */
static bool reported(const struct world *w, enum diag_code code, const struct declared *id, const char *saying)
{
    vec_each(struct diag, d, &w->c.d.list)
        if (d->code == code && (!id || (d->at.from == id->at.from && d->at.to == id->at.to)) && (!saying || strstr(d->text, saying)))
            return true;
    return false;
}

static void expect(struct world *w, enum diag_code code, const struct declared *id, const char *saying, bool so)
{
    found[code] += so;
    judged++;
    if (reported(w, code, id, saying) == so)
        return;
    print_error("seed %" PRIu64 ": %s of %s (%s) %s\n%s", w->seed, diag_infos[code].slug, id ? id->name : "the policy", saying ? saying : "",
                so ? "is so, but not reported" : "is reported, but not so", w->p.text);
    fail();
}

/* ---- what is so ---- */

static bool rule_applied(const struct world *w, size_t i, uint32_t rule) { return w->applied[i * w->c.rules->rules.len + rule]; }

static uint32_t opened(const struct world *w, size_t i, uint32_t block)
{
    const struct rule_set *set = w->c.rules;
    uint32_t open = 0;
    for (uint32_t r = set->first[block]; r < set->first[block + 1]; r++)
        if (set->rules.at[r].kind == STATEMENT_PERMISSION && rule_applied(w, i, r))
            open |= set->rules.at[r].approaches;
    return open;
}

static bool some_permission(const struct world *w, size_t i)
{
    for (uint32_t b = 0; b < w->c.model->blocks.len; b++)
        if (opened(w, i, b))
            return true;
    return false;
}

static void judge_approaches(struct world *w)
{
    const struct model *m = w->c.model;
    bool any = false;
    for (size_t i = 0; i < w->n; i++)
        any = any || in_scope(w, i);
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        bool reached = !any;
        for (size_t i = 0; i < w->n; i++)
            reached = reached || (w->made[i].open >> a & 1) || (m->default_approach == a && (w->made[i].status == STATUS_DEFAULT || w->made[i].now == (int32_t)a));
        const struct approach *x = &m->approaches.at[a];
        expect(w, DIAG_UNREACHED_APPROACH, x->block == MODEL_NONE ? &x->id : &m->blocks.at[x->block].id, NULL, !reached);
    }
}

/* Its value is the activity here. */
static void judge_gaps(struct world *w)
{
    const struct model *m = w->c.model;
    enum diag_code code = m->default_approach == MODEL_NONE ? DIAG_UNPROVIDED : DIAG_LEFT_TO_DEFAULT;
    bool ever = false, gap = false;
    for (size_t i = 0; i < w->n; i++)
        ever = ever || (in_scope(w, i) && some_permission(w, i));
    if (m->objective == MODEL_NONE && m->activity == MODEL_NONE)
        return;
    size_t objectives = m->objective == MODEL_NONE ? 1 : m->facts.at[m->objective].values.len;
    size_t activities = m->activity == MODEL_NONE ? 1 : m->facts.at[m->activity].values.len;
    for (size_t o = 0; o < objectives && ever; o++)
        for (size_t v = 0; v < activities; v++) {
            bool asked = false, provided = false;
            for (size_t i = 0; i < w->n; i++) {
                bool here = m->objective == MODEL_NONE || w->domains[m->objective].class_of[o] == w->domains[m->objective].class_of[value(w, i, m->objective)];
                here = here && (m->activity == MODEL_NONE || w->domains[m->activity].class_of[v] == w->domains[m->activity].class_of[value(w, i, m->activity)]);
                asked = asked || (here && in_scope(w, i));
                provided = provided || (here && in_scope(w, i) && some_permission(w, i));
            }
            gap = gap || (asked && !provided);
        }
    expect(w, code, NULL, NULL, gap);
}

static bool is_presumed_by(const struct world *w, uint32_t fact)
{
    const struct model *m = w->c.model;
    (void)fact;
    vec_each(const struct fact, f, &m->facts)
        if (f->presumptions.len)
            return true;
    return false;
}

static void judge_facts(struct world *w)
{
    const struct model *m = w->c.model;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        enum diag_code code = fact->source == FACT_JUDGEMENT ? DIAG_IDLE_JUDGEMENT : DIAG_IDLE_FACT;
        /* Assumptions and presumptions help to tell what was not stated: left to the cases. */
        if (!fact->id.used || f == m->objective || m->assumes.len || is_presumed_by(w, f))
            continue;
        bool idle = true;
        for (size_t i = 0; i < w->n && idle; i++)
            for (size_t j = i + 1; j < w->n && idle; j++)
                idle = !differ_only_in(w, i, j, f) || same_decision(w, i, j);
        expect(w, code, &fact->id, NULL, idle);
    }
}

static void judge_duties(struct world *w)
{
    const struct model *m = w->c.model;
    for (uint32_t d = 0; d < m->duties.len; d++) {
        bool attached = false, had = false;
        vec_each(struct rule, r, &w->c.rules->rules)
            attached = attached || (r->kind == STATEMENT_DUTY && r->duty == d);
        for (size_t i = 0; i < w->n; i++)
            had = had || (w->made[i].lists.duties[d / 64] >> (d % 64) & 1);
        expect(w, DIAG_IDLE_DUTY, &m->duties.at[d].id, NULL, attached && !had);
    }
}

/* What may start now: all of it where approaches have no rank, and `now` is the only one. */
static uint32_t startable(const struct world *w, size_t i)
{
    const struct decision *d = &w->made[i];
    uint32_t ready = 0;
    if (w->c.model->ranked)
        return d->now < 0 ? 0 : (UINT32_C(2) << d->now) - 1;
    for (uint32_t a = 0; a < w->c.model->approaches.len; a++) {
        bool held = false;
        for (size_t k = 0; k < interpreter_duty_words(w->c.interpreter); k++)
            held = held || d->each[a].before[k];
        if ((d->open >> a & 1) && !held)
            ready |= UINT32_C(1) << a;
    }
    return ready == 0 && d->now >= 0 ? UINT32_C(1) << d->now : ready;
}

static uint32_t usable(const struct world *w, size_t i)
{
    const struct decision *d = &w->made[i];
    if (w->c.model->ranked)
        return d->approach < 0 ? 0 : (UINT32_C(2) << d->approach) - 1;
    return d->status == STATUS_DEFAULT ? UINT32_C(1) << d->approach : d->open;
}

static void judge_more(struct world *w)
{
    const struct model *m = w->c.model;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        bool approval = false, less = false;
        vec_each(struct duty, d, &m->duties)
            approval = approval || d->done_when == f;
        for (size_t i = 0; i < w->n && approval; i++)
            for (size_t j = 0; j < w->n && value(w, i, f) == 0 && in_scope(w, i); j++)
                if (value(w, j, f) == 1 && in_scope(w, j) && differ_only_in(w, i, j, f))
                    less = less || (usable(w, i) & ~usable(w, j)) || (startable(w, i) & ~startable(w, j));
        expect(w, DIAG_LESS_FOR_MORE, &m->facts.at[f].id, NULL, less);
    }
}

static bool together(const struct world *w, uint32_t p, uint32_t q)
{
    const struct model *m = w->c.model;
    bool some = false;
    vec_each(const struct group, g, &m->groups) {
        if (!g->id.used)
            continue;
        if (cond_set_has(g->set, p) != cond_set_has(g->set, q))
            return false;
        some = some || cond_set_has(g->set, p);
    }
    return some;
}

static void judge_partners(struct world *w)
{
    const struct model *m = w->c.model;
    bool singled = false;
    if (m->partner == MODEL_NONE)
        return;
    const struct domain *d = &w->domains[m->partner];
    for (uint32_t p = 0; p < m->facts.at[m->partner].values.len; p++)
        for (uint32_t q = 0; q < p; q++) {
            if (!together(w, p, q))
                continue;
            for (size_t i = 0; i < w->n; i++)
                for (size_t j = 0; j < w->n && d->class_of[value(w, i, m->partner)] == d->class_of[p]; j++)
                    if (d->class_of[value(w, j, m->partner)] == d->class_of[q] && differ_only_in(w, i, j, m->partner))
                        singled = singled || !same_decision(w, i, j);
        }
    expect(w, DIAG_SINGLED_OUT, NULL, NULL, singled);
}

/* ---- loopholes ---- */

/* The `before` duties attached to the approach: by the block's own permission, by whatever needs none, or (MODEL_NONE) by anything. */
static uint64_t duties_by(const struct world *w, size_t i, uint32_t a, uint32_t block, bool general)
{
    uint64_t duties = 0;
    for (uint32_t k = 0; k < w->c.rules->rules.len; k++) {
        const struct rule *r = &w->c.rules->rules.at[k];
        bool mine = r->by_permission ? block == MODEL_NONE || r->block == block : general;
        if (r->kind != STATEMENT_DUTY || !mine || !rule_applied(w, i, k) || w->c.model->duties.at[r->duty].timing != DUTY_BEFORE)
            continue;
        uint32_t to = !r->by_permission || r->has_using ? r->approaches : opened(w, i, r->block);
        if (to >> a & 1)
            duties |= UINT64_C(1) << r->duty;
    }
    return duties;
}

static bool is_loophole(const struct world *w, uint32_t strict, uint32_t lenient, uint32_t a, uint32_t duty)
{
    bool both = false, alone = false;
    for (size_t i = 0; i < w->n && !(both && alone); i++) {
        if (!(w->made[i].open >> a & 1) || !(opened(w, i, lenient) >> a & 1))
            continue;
        uint64_t own = duties_by(w, i, a, strict, true), others = duties_by(w, i, a, lenient, true);
        bool opens = opened(w, i, strict) >> a & 1;
        both = both || (opens && (own >> duty & 1) && !(others >> duty & 1) && !(others & ~own));
        alone = alone || (!opens && !(duties_by(w, i, a, MODEL_NONE, true) >> duty & 1));
    }
    return both && alone;
}

static void judge_loopholes(struct world *w)
{
    const struct model *m = w->c.model;
    for (uint32_t lenient = 0; lenient < m->blocks.len; lenient++)
        for (uint32_t a = 0; a < m->approaches.len; a++)
            for (uint32_t duty = 0; duty < m->duties.len; duty++) {
                bool some = false;
                for (uint32_t strict = 0; strict < m->blocks.len; strict++)
                    some = some || (strict != lenient && is_loophole(w, strict, lenient, a, duty));
                char saying[80];
                snprintf(saying, sizeof saying, "opens %s without %s,", m->approaches.at[a].id.name, m->duties.at[duty].id.name);
                expect(w, DIAG_LOOPHOLE, &m->blocks.at[lenient].id, saying, some);
            }
}

/* ---- one policy ---- */

static void one_policy(uint64_t seed)
{
    static struct world w;
    memset(&w, 0, sizeof w);
    w.seed = seed;
    random_policy(&w.p, seed);
    if (seed % 2)
        random_policy_letters_as_activities(&w.p);
    if (compile_text(&w.c, w.p.text) && all_situations(&w)) {
        struct lint l = {.m = w.c.model, .d = &w.c.d, .arena = &w.c.arena, .rules = w.c.rules};
        l.v = version_new(diagrams_new(w.c.space, STEPS), w.c.bits);
        l.all = decisions_new(l.v, NULL, true);
        lint_unprovided(&l);
        lint_left_to_default(&l);
        lint_unreached_approach(&l);
        lint_idle_fact(&l);
        lint_idle_judgement(&l);
        lint_idle_duty(&l);
        lint_less_for_more(&l);
        lint_singled_out(&l);
        lint_loophole(&l);
        assert_false(l.v->g->gave_up);
        judge_approaches(&w);
        judge_gaps(&w);
        judge_facts(&w);
        judge_duties(&w);
        judge_more(&w);
        judge_partners(&w);
        judge_loopholes(&w);
    }
    compiled_free(&w.c);
}

static void random_policies(void **unused)
{
    static const enum diag_code exact[] = {DIAG_UNPROVIDED, DIAG_LEFT_TO_DEFAULT, DIAG_UNREACHED_APPROACH, DIAG_IDLE_FACT, DIAG_IDLE_JUDGEMENT,
                                           DIAG_IDLE_DUTY, DIAG_LESS_FOR_MORE, DIAG_SINGLED_OUT, DIAG_LOOPHOLE};
    (void)unused;
    for (uint64_t seed = 1; seed <= POLICIES; seed++)
        one_policy(seed);
    print_message("%zu questions answered both ways\n", judged);
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        print_message("%s: %zu\n", diag_infos[exact[i]].slug, found[exact[i]]);
        assert_true(found[exact[i]] > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
