/*
 * Every situation of a small policy, decided one by one by the reference interpreter: what is found
 * by reasoning is held against this.
 *
 * A situation has every value of a fact that has a list of them, and of other facts those that
 * stand for all that the policy does not tell apart.
 */
#ifndef TESTS_PROPS_SITUATIONS_H
#define TESTS_PROPS_SITUATIONS_H

#include "tests/oracle/interpret.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct situations {
    const struct rule_set *rules;
    const struct model *m;
    struct arena *arena;
    struct interpreter *in;
    struct domain *domains;
    size_t n, n_facts, n_rules, ids,
        duties;             /* the last two: bytes of a list of paragraphs, of duties */
    int64_t *at;            /* by situation, then fact */
    bool *possible;         /* by situation: no assumption excludes it */
    struct decision *made;  /* by situation */
    uint32_t *acts_for;     /* by situation, then rule: the approaches that it acts for */
    uint8_t *holds, *unmet; /* likewise: its condition holds; what it expects does not */
};

/* ---- readings ---- */

/* The same rules with each open question of reading a fact like any other. */
static inline struct rule_set *with_open_readings(const struct rule_set *rules, struct arena *a) {
    struct model *m = arena_new(a, struct model);
    struct rule_set *open = arena_new(a, struct rule_set);
    *m = *rules->model;
    m->facts.at = arena_array(a, struct fact, m->facts.len + 1);
    for (size_t f = 0; f < m->facts.len; f++) {
        m->facts.at[f] = rules->model->facts.at[f];
        if (m->facts.at[f].source == FACT_READING) m->facts.at[f].source = FACT_ASKED;
    }
    *open = *rules;
    open->model = m;
    return open;
}

/* ---- making them ---- */

static inline void keep_decision(const struct situations *s, struct decision *to,
                                 const struct decision *d) {
    decision_init(s->in, to, s->arena);
    decision_copy(s->in, to, d);
}

static inline void decide_all(struct situations *s) {
    struct decision d;
    decision_init(s->in, &d, s->arena);
    s->made = arena_array(s->arena, struct decision, s->n + 1);
    s->possible = arena_array(s->arena, bool, s->n + 1);
    s->acts_for = arena_array(s->arena, uint32_t, s->n * s->n_rules + 1);
    s->holds = arena_array(s->arena, uint8_t, s->n * s->n_rules + 1);
    s->unmet = arena_array(s->arena, uint8_t, s->n * s->n_rules + 1);
    for (size_t i = 0; i < s->n; i++) {
        const int64_t *situation = s->at + i * s->n_facts;
        s->possible[i] = interpret_broken_assume(s->in, situation) < 0;
        interpret(s->in, situation, &d);
        keep_decision(s, &s->made[i], &d);
        for (uint32_t r = 0; r < s->n_rules; r++) {
            const struct rule *rule = &s->rules->rules.at[r];
            s->acts_for[i * s->n_rules + r] = interpret_acts_for(s->in, r);
            s->holds[i * s->n_rules + r] = interpret_cond(s->in, rule->cond, situation);
            s->unmet[i * s->n_rules + r] =
                rule->meet && !interpret_cond(s->in, rule->meet, situation);
        }
    }
}

static inline void situations_init(struct situations *s, const struct rule_set *rules,
                                   struct arena *a) {
    *s = (struct situations){.rules = rules,
                             .m = rules->model,
                             .arena = a,
                             .n_facts = rules->model->facts.len,
                             .n_rules = rules->rules.len};
    s->in = interpreter_new(rules, a);
    s->ids = interpreter_outline_words(s->in) * 8;
    s->duties = interpreter_duty_words(s->in) * 8;
}

static inline void list_every_value(struct situations *s) {
    s->domains = domains_of(s->rules, s->arena);
    for (size_t f = 0; f < s->n_facts; f++) {
        const struct fact *fact = &s->m->facts.at[f];
        if (fact->kind != FACT_ONE_OF || fact->source == FACT_READING) continue;
        s->domains[f].len = fact->values.len;
        s->domains[f].at = arena_array(s->arena, int64_t, fact->values.len);
        for (size_t v = 0; v < fact->values.len; v++) s->domains[f].at[v] = (int64_t)v;
    }
}

/* Those that an assumption excludes are left out unless `impossible_too`. False: there are more
 * than `most`. */
static inline bool situations_all(struct situations *s, const struct rule_set *rules,
                                  struct arena *a, size_t most, bool impossible_too) {
    size_t n = 1;
    situations_init(s, rules, a);
    list_every_value(s);
    for (size_t f = 0; f < s->n_facts; f++) {
        n *= s->domains[f].len;
        if (n > most) return false;
    }
    s->at = arena_array(a, int64_t, (n + 1) * (s->n_facts + 1));
    for (size_t k = 0; k < n; k++) {
        int64_t *situation = s->at + s->n * s->n_facts;
        size_t rest = k;
        for (size_t f = 0; f < s->n_facts; f++) {
            situation[f] = s->domains[f].at[rest % s->domains[f].len];
            rest /= s->domains[f].len;
        }
        if (impossible_too || interpret_broken_assume(s->in, situation) < 0) s->n++;
    }
    decide_all(s);
    return true;
}

/* The same situations under other rules. */
static inline void situations_under(struct situations *s, const struct situations *of,
                                    const struct rule_set *rules) {
    situations_init(s, rules, of->arena);
    s->domains = of->domains;
    s->at = of->at;
    s->n = of->n;
    decide_all(s);
}

/* ---- looking at them ---- */

static inline int64_t value_in(const struct situations *s, size_t i, uint32_t fact) {
    return s->at[i * s->n_facts + fact];
}

static inline bool in_scope(const struct situations *s, size_t i) {
    return s->made[i].status != STATUS_OUT_OF_SCOPE;
}

/* The approaches that the rule opens, closes or attaches to. */
static inline uint32_t effect_of(const struct situations *s, size_t i, uint32_t rule) {
    return s->acts_for[i * s->n_rules + rule];
}

static inline bool rule_applied(const struct situations *s, size_t i, uint32_t rule) {
    return effect_of(s, i, rule) != 0;
}

/* The situations differ in this fact alone, or not at all. */
static inline bool differ_only_in(const struct situations *s, size_t i, size_t j, uint32_t fact) {
    for (uint32_t f = 0; f < s->n_facts; f++)
        if (f != fact && value_in(s, i, f) != value_in(s, j, f)) return false;
    return true;
}

static inline bool is_closed(const struct decision *d, uint32_t a) {
    return d->each[a].verdicts == 1u << VERDICT_CLOSED;
}

/* Its verdict is open, conditional or default. */
static inline bool is_offered(const struct decision *d, uint32_t a) {
    return d->each[a].verdicts >= 1u << VERDICT_DEFAULT;
}

/* Some approach has the duty; outstanding. */
static inline bool has_duty(const struct model *m, const struct decision *d, uint32_t duty) {
    for (uint32_t a = 0; a < m->approaches.len; a++)
        if (d->each[a].duties[duty / 64] >> (duty % 64) & 1) return true;
    return false;
}

static inline bool has_outstanding(const struct model *m, const struct decision *d, uint32_t duty) {
    for (uint32_t a = 0; a < m->approaches.len; a++)
        if (d->each[a].before[duty / 64] >> (duty % 64) & 1) return true;
    return false;
}

static inline bool same_attached(const struct situations *s, const struct lists *x,
                                 const struct lists *y) {
    return x->verdicts == y->verdicts && x->modality == y->modality &&
           !memcmp(x->duties, y->duties, s->duties) && !memcmp(x->before, y->before, s->duties) &&
           !memcmp(x->cautions, y->cautions, s->ids);
}

/* But for the grounds: the verdict on every approach, and what comes with it. */
static inline bool same_decision(const struct situations *s, const struct decision *x,
                                 const struct decision *y) {
    for (uint32_t a = 0; a < s->m->approaches.len; a++)
        if (!same_attached(s, &x->each[a], &y->each[a])) return false;
    return x->status == y->status && x->approach == y->approach && x->now == y->now &&
           x->open == y->open;
}

static inline bool same_grounds(const struct situations *s, const struct decision *x,
                                const struct decision *y) {
    for (uint32_t a = 0; a < s->m->approaches.len; a++)
        if (memcmp(x->each[a].basis, y->each[a].basis, s->ids) ||
            memcmp(x->each[a].closed_by, y->each[a].closed_by, s->ids))
            return false;
    return !memcmp(x->lists.closed_by, y->lists.closed_by, s->ids);
}

/* The approaches that the block's permissions open. */
static inline uint32_t opened_by(const struct situations *s, size_t i, uint32_t block) {
    uint32_t open = 0;
    for (uint32_t r = s->rules->first[block]; r < s->rules->first[block + 1]; r++)
        if (s->rules->rules.at[r].kind == STATEMENT_PERMISSION) open |= effect_of(s, i, r);
    return open;
}

/* The approaches that the rule, where its condition holds, opens, closes or attaches to; of what
 * holds back, if nothing lifted it. */
static inline uint32_t reach_of(const struct situations *s, size_t i, uint32_t rule) {
    const struct rule *r = &s->rules->rules.at[rule];
    if (!s->holds[i * s->n_rules + rule]) return 0;
    if (!r->by_permission) return r->approaches;
    uint32_t open = opened_by(s, i, r->block);
    return r->has_using ? (open ? r->approaches : 0) : open;
}

/* As if the fact had another of its values: where all situations are
 * listed, impossible ones too. */
static inline size_t moved(const struct situations *s, size_t i, uint32_t fact, size_t to) {
    size_t step = 1, at = 0;
    for (uint32_t f = 0; f < fact; f++) step *= s->domains[f].len;
    while (s->domains[fact].at[at] != value_in(s, i, fact)) at++;
    return i - at * step + to * step;
}

static inline bool is_live(const struct situations *s, size_t i) {
    return s->possible[i] && in_scope(s, i);
}

#endif
