/*
 * All ways of a small policy, found in the plainest manner: every situation is interpreted, and
 * every set of facts tried with all values.
 */
#ifndef TESTS_PROPS_WAYS_EXPECTED_H
#define TESTS_PROPS_WAYS_EXPECTED_H

#include "space/domain.h"
#include "tests/props/harness.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { MOST_SITUATIONS = 1500, MOST_FACTS = 12, ROOM = 1 << 19, MOST_SETS = 1 << MOST_FACTS };

/* One situation: what it is, for the approach that is asked about. */
struct situation {
    bool possible;
    uint32_t open;      /* bit a: approach a is open or conditional */
    uint32_t fallen;    /* bit a: it is the default */
    uint64_t basis[32]; /* by approach: paragraphs; small policies have no more than 64 */
    uint64_t cautions[32], duties[32], before[32]; /* likewise, where it is had */
    uint32_t broken; /* bit f: request fact f, were nothing said of it, would not be this */
};

struct world {
    struct duel t;
    struct compiled *c;
    const struct domain *domains; /* by fact of the model */
    struct situation *all;
    size_t n;
    size_t weight[MOST_FACTS]; /* by fact of a request: of its digit */
    int64_t *situation;
    struct strat_ways ways;
    uint32_t silent; /* bit f: request fact f has presumptions */
};

static inline const struct fact *fact_at(const struct world *w, uint32_t f) {
    return &w->c->model->facts.at[w->t.fact_of[f]];
}

static inline const struct domain *domain_at(const struct world *w, uint32_t f) {
    return &w->domains[w->t.fact_of[f]];
}

/* ---- every situation ---- */

/* What would be presumed of each judgement, and its default; after interpret() of the same. */
static inline uint32_t find_broken(struct world *w) {
    uint32_t broken = 0;
    for (uint32_t f = 0; f < w->t.n_facts; f++) {
        const struct fact *fact = fact_at(w, f);
        int64_t value = w->situation[w->t.fact_of[f]];
        bool presumed = false;
        vec_each (struct presumption, p, &fact->presumptions) {
            if (!interpret_cond(w->c->interpreter, p->when, w->situation)) continue;
            presumed = true;
            if (value != (p->yes ? 1 : 0)) broken |= UINT32_C(1) << f;
        }
        if (fact->presumptions.len && !presumed && fact->has_default &&
            value != fact->default_value)
            broken |= UINT32_C(1) << f;
    }
    return broken;
}

static inline void interpret_all(struct world *w) {
    const struct model *m = w->c->model;
    struct decision d;
    decision_init(w->c->interpreter, &d, &w->c->arena);
    for (size_t i = 0; i < w->n; i++) {
        struct situation *to = &w->all[i];
        for (uint32_t f = 0; f < w->t.n_facts; f++) {
            const struct domain *domain = domain_at(w, f);
            w->situation[w->t.fact_of[f]] = domain->at[i / w->weight[f] % domain->len];
        }
        *to = (struct situation){.possible =
                                     interpret_broken_assume(w->c->interpreter, w->situation) < 0};
        interpret(w->c->interpreter, w->situation, &d);
        to->broken = find_broken(w);
        for (uint32_t a = 0; a < m->approaches.len; a++) {
            uint32_t verdict = d.each[a].verdicts;
            bool open = verdict & (1u << VERDICT_OPEN | 1u << VERDICT_CONDITIONAL);
            to->open |= (uint32_t)open << a;
            to->fallen |= (uint32_t)(verdict >> VERDICT_DEFAULT & 1) << a;
            to->basis[a] = open ? d.each[a].basis[0] : 0;
            to->cautions[a] = d.each[a].cautions[0];
            to->duties[a] = m->duties.len ? d.each[a].duties[0] : 0;
            to->before[a] = m->duties.len ? d.each[a].before[0] : 0;
        }
    }
}

/* False: it is too large to try all of it. */
static inline bool world_init(struct world *w, struct compiled *c) {
    const struct strat_policy *p = &c->layout->policy;
    *w = (struct world){.c = c, .n = 1};
    duel_init(&w->t, c, ROOM);
    w->domains = domains_of(c->rules, &c->arena);
    if (w->t.n_facts > MOST_FACTS || c->model->outline.len > 64) return false;
    for (uint32_t f = 0; f < w->t.n_facts; f++) {
        const struct domain *domain = domain_at(w, f);
        if (domain->too_large || w->n > MOST_SITUATIONS / domain->len) return false;
        w->weight[f] = w->n;
        w->n *= domain->len;
        if (fact_at(w, f)->presumptions.len) w->silent |= UINT32_C(1) << f;
    }
    w->all = arena_array(&c->arena, struct situation, w->n);
    w->situation = arena_array(&c->arena, int64_t, c->model->facts.len + 1);
    for (uint32_t f = 0; f < c->model->facts.len; f++)
        if (c->model->facts.at[f].source == FACT_READING)
            w->situation[f] = c->model->facts.at[f].taken;
    strat_ways_init(p, arena_array(&c->arena, uint64_t, strat_ways_words(p)), &w->ways);
    interpret_all(w);
    return true;
}

/* ---- requests, by classes of values ---- */

enum { UNSAID = -1 };

/* The value that stands for this one, as a number in its domain. */
static inline int digit_of(const struct world *w, uint32_t f, int64_t value) {
    const struct fact *fact = fact_at(w, f);
    const struct domain *d = domain_at(w, f);
    if (fact->kind == FACT_FLAG || fact->kind == FACT_ONE_OF) return (int)d->class_of[value];
    if (fact->kind == FACT_SET_OF) {
        uint64_t set = (uint64_t)value & d->named;
        if ((uint64_t)value & ~d->named) set |= d->others;
        value = (int64_t)set;
    }
    size_t i = d->len; /* of numbers and days the lowest of those that are alike */
    while (d->at[--i] > value)
        ;
    assert_true(d->at[i] == value || fact->kind == FACT_NUMBER || fact->kind == FACT_DATE);
    return (int)i;
}

struct asked {
    int digit[MOST_FACTS]; /* by fact of a request, or UNSAID */
    uint32_t approach;
    bool or_default;
    int paragraph; /* or -1: any */
};

static inline bool does(const struct situation *s, const struct asked *q) {
    uint32_t a = q->approach;
    if (q->paragraph >= 0) return s->basis[a] >> q->paragraph & 1;
    return (s->open | (q->or_default ? s->fallen : 0)) >> a & 1;
}

/* Over the completions of a request. */
struct completions {
    size_t from, free[MOST_FACTS], n_free, at[MOST_FACTS];
    uint32_t unsaid;
    bool begun;
};

static inline void completions_init(const struct world *w, const struct asked *q,
                                    struct completions *c) {
    *c = (struct completions){.from = 0};
    for (uint32_t f = 0; f < w->t.n_facts; f++) {
        if (q->digit[f] >= 0) {
            c->from += w->weight[f] * (size_t)q->digit[f];
            continue;
        }
        c->free[c->n_free++] = f;
        c->unsaid |= UINT32_C(1) << f;
    }
}

static inline bool move_on(const struct world *w, struct completions *c) {
    size_t k = 0;
    for (; k < c->n_free && ++c->at[k] == domain_at(w, (uint32_t)c->free[k])->len; k++) {
        c->from -= w->weight[c->free[k]] * (c->at[k] - 1);
        c->at[k] = 0;
    }
    if (k < c->n_free) c->from += w->weight[c->free[k]];
    return k < c->n_free;
}

/* NULL: there is none any more. */
static inline const struct situation *next_completion(const struct world *w,
                                                      struct completions *c) {
    while (!c->begun || move_on(w, c)) {
        const struct situation *s = &w->all[c->from];
        c->begun = true;
        if (s->possible && !(s->broken & c->unsaid & w->silent)) return s;
    }
    return NULL;
}

/* Goes over the completions. 0: there is none; 1: none does, 2: some do, 3: all do. */
static inline int try_request(const struct world *w, const struct asked *q, uint32_t *yes,
                              uint32_t *no) {
    struct completions c;
    const struct situation *s;
    bool any = false, some = false, all = true;
    completions_init(w, q, &c);
    while ((s = next_completion(w, &c))) {
        any = true;
        some = some || does(s, q);
        all = all && does(s, q);
        for (size_t k = 0; yes && k < c.n_free; k++)
            *(c.at[k] ? yes : no) |= UINT32_C(1) << c.free[k];
    }
    return !any ? 0 : all ? 3 : some ? 2 : 1;
}

static inline bool is_sure(const struct world *w, const struct asked *q) {
    return try_request(w, q, NULL, NULL) == 3;
}

/* A request at random, of which so many facts in a hundred are not stated. */
static inline void draw(struct world *w, struct asked *q, uint64_t *state, unsigned unknown) {
    for (uint32_t f = 0; f < w->t.n_facts; f++) {
        const struct fact *fact = fact_at(w, f);
        const struct domain *d = domain_at(w, f);
        int64_t value = d->at[(random_next(state) >> 9) % d->len];
        bool known = (random_next(state) >> 30) % 100 >= unknown;
        w->t.request_known[f] = known;
        w->t.request_value[f] = value;
        q->digit[f] = known ? digit_of(w, f, value)
                      : fact->has_default && !fact->presumptions.len
                          ? digit_of(w, f, fact->default_value)
                          : UNSAID;
    }
}

/* Whether some values of these facts, all others as asked, make it sure. */
static inline bool some_values_do(const struct world *w, const struct asked *q, uint32_t set) {
    struct asked try = *q;
    for (uint32_t f = 0; f < w->t.n_facts; f++)
        if (set >> f & 1) try.digit[f] = 0;
    for (;;) {
        uint32_t f = 0;
        if (is_sure(w, &try)) return true;
        for (; f < w->t.n_facts; f++) {
            if (!(set >> f & 1)) continue;
            if (++try.digit[f] < (int)domain_at(w, f)->len) break;
            try.digit[f] = 0;
        }
        if (f == w->t.n_facts) return false;
    }
}

/* ---- what is expected ---- */

struct expected {
    bool minimal[MOST_SETS];
    bool restated[MOST_SETS]; /* of those */
    uint32_t n, facts;
    uint32_t n_told, told_facts;      /* but for those that are restated */
    uint32_t known, request, partner; /* bit f */
};

static inline void find_known(const struct world *w, const struct asked *q, struct expected *e) {
    const struct model *m = w->c->model;
    uint32_t yes = 0, no = 0;
    try_request(w, q, &yes, &no);
    e->known = e->request = e->partner = 0;
    for (uint32_t f = 0; f < w->t.n_facts; f++) {
        uint32_t bit = UINT32_C(1) << f, of = w->t.fact_of[f];
        bool known = q->digit[f] >= 0 || (w->silent & bit && !(yes & no & bit));
        if (!known) continue;
        e->known |= bit;
        if (of == m->partner || of == m->activity || of == m->objective || of == m->date)
            e->request |= bit;
        if (of == m->partner) e->partner |= bit;
    }
}

/* Whether with all values of `set` that make it sure each completion has a value of fact b that,
 * in the place of fact a, makes it sure too. */
static inline bool follows(const struct world *w, const struct asked *q, uint32_t set, uint32_t a,
                           uint32_t b) {
    struct asked try = *q;
    for (uint32_t f = 0; f < w->t.n_facts; f++)
        if (set >> f & 1) try.digit[f] = 0;
    for (;;) {
        uint32_t f = 0;
        struct asked with = try, instead = try;
        instead.digit[a] = UNSAID;
        for (size_t i = 0; is_sure(w, &try) && i < domain_at(w, b)->len; i++) {
            with.digit[b] = instead.digit[b] = (int)i;
            if (try_request(w, &with, NULL, NULL) != 0 && !is_sure(w, &instead)) return false;
        }
        for (; f < w->t.n_facts; f++) {
            if (!(set >> f & 1)) continue;
            if (++try.digit[f] < (int)domain_at(w, f)->len) break;
            try.digit[f] = 0;
        }
        if (f == w->t.n_facts) return true;
    }
}

/* Of unknown facts without presumptions: one in the place of another. */
static inline bool is_restated(const struct world *w, const struct asked *q, const bool *works,
                               uint32_t set, uint32_t free) {
    for (uint32_t a = 0; a < w->t.n_facts; a++)
        for (uint32_t b = 0; b < w->t.n_facts; b++) {
            uint32_t of_a = UINT32_C(1) << a, of_b = UINT32_C(1) << b, other = (set & ~of_a) | of_b;
            if (!(set & free & of_a) || set & of_b || !(free & of_b) || !works[other]) continue;
            if (follows(w, q, set, a, b) && (b < a || !follows(w, q, other, b, a))) return true;
        }
    return false;
}

static inline void find_minimal(const struct world *w, const struct asked *q, struct expected *e) {
    uint32_t sets = UINT32_C(1) << w->t.n_facts;
    bool *works = calloc(sets, sizeof *works);
    e->n = e->facts = 0;
    for (uint32_t set = 0; set < sets; set++) { /* what is in a set has a lower number */
        bool less = false;
        for (uint32_t sub = (set - 1) & set; set && !less; sub = (sub - 1) & set) {
            less = e->minimal[sub];
            if (sub == 0) break;
        }
        e->minimal[set] = !less && some_values_do(w, q, set);
        works[set] = less || e->minimal[set];
        e->n += e->minimal[set];
        e->facts |= e->minimal[set] ? set : 0;
    }
    e->n_told = e->told_facts = 0;
    for (uint32_t set = 0; set < sets; set++) {
        e->restated[set] =
            e->minimal[set] && is_restated(w, q, works, set, ~(e->known | w->silent));
        if (!e->minimal[set] || e->restated[set]) continue;
        e->n_told++;
        e->told_facts |= set;
    }
    free(works);
}

static inline unsigned ones(uint32_t set) {
    unsigned n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* A set that is told, through a paragraph or (-1) none alone. */
struct told {
    uint32_t set;
    int paragraph;
};

static inline bool is_nearer(const struct expected *e, struct told a, struct told b) {
    bool other_a = a.set & e->request, other_b = b.set & e->request;
    bool partner_a = a.set & e->partner, partner_b = b.set & e->partner;
    if (other_a != other_b) return other_b;
    if (partner_a != partner_b) return partner_b;
    if (other_a && ones(a.set) != ones(b.set)) return ones(a.set) < ones(b.set);
    if (ones(a.set & e->known) != ones(b.set & e->known))
        return ones(a.set & e->known) < ones(b.set & e->known);
    if (ones(a.set) != ones(b.set)) return ones(a.set) < ones(b.set);
    if (a.paragraph != b.paragraph) return (unsigned)a.paragraph < (unsigned)b.paragraph;
    uint32_t differ = a.set ^ b.set;
    return (a.set & differ & (0 - differ)) != 0;
}

static inline void sort_told(const struct expected *e, struct told *told, size_t n) {
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && is_nearer(e, told[k], told[k - 1]); k--) {
            struct told swap = told[k];
            told[k] = told[k - 1];
            told[k - 1] = swap;
        }
}

/* The first paragraph through which this set leads, or -1. */
static inline int first_through(const struct world *w, const struct asked *q, uint32_t set) {
    struct asked by = *q;
    for (by.paragraph = 0; by.paragraph < (int)w->c->model->outline.len; by.paragraph++)
        if (some_values_do(w, &by, set)) return by.paragraph;
    return -1;
}

static inline size_t find_told(const struct world *w, const struct asked *q,
                               const struct expected *e, struct told *to) {
    static struct told all[MOST_SETS], through[65];
    size_t n = 0, n_all = 0, sets = (size_t)1 << w->t.n_facts;
    struct asked by = *q;
    for (uint32_t set = 0; set < sets; set++)
        if (e->minimal[set] && !e->restated[set]) all[n_all++] = (struct told){set, -1};
    sort_told(e, all, n_all);
    for (by.paragraph = 0; by.paragraph < (int)w->c->model->outline.len; by.paragraph++)
        for (size_t i = 0; i < n_all; i++)
            if (some_values_do(w, &by, all[i].set)) {
                through[n++] = (struct told){all[i].set, by.paragraph};
                break;
            }
    sort_told(e, through, n);
    n = n < STRAT_MOST_WAYS ? n : STRAT_MOST_WAYS;
    for (size_t i = 0; i < n; i++) to[i] = through[i];
    for (size_t i = 0; i < n_all && n < STRAT_MOST_WAYS; i++) {
        bool is_told = false;
        for (size_t k = 0; k < n; k++) is_told = is_told || to[k].set == all[i].set;
        if (!is_told) to[n++] = (struct told){all[i].set, first_through(w, q, all[i].set)};
    }
    sort_told(e, to, n);
    return n;
}

#endif
